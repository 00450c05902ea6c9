"""What a question is worth once what it builds on is set right."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the follow-through marks of a question; of what was graded before there are none."""
    op.add_column("question_result", sa.Column("follow_through", sa.Text(), nullable=True))
