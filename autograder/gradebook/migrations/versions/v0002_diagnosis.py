"""What explains an answer that is not right."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the diagnosis of a question; of what was graded before there is none."""
    op.add_column("question_result", sa.Column("diagnosis", sa.Text(), nullable=True))
