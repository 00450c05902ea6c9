"""A grading names what it was made on, so that the same is not graded twice."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add `grading.basis`; of the gradings that there are, none is known."""
    op.add_column("grading", sa.Column("basis", sa.Text(), nullable=False, server_default=""))
