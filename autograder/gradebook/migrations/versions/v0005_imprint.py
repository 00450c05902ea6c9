"""Which constraints an answer breaks, and what a wrong one amounts to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both to a question; of what was graded before there is neither."""
    op.add_column("question_result", sa.Column("breaches", sa.Text(), nullable=True))
    op.add_column("question_result", sa.Column("imprint", sa.Text(), nullable=True))
