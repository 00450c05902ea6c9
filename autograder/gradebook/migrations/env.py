"""Run by Alembic, with the connection that `autograder.gradebook.database` hands over."""

from __future__ import annotations

from alembic import context

from autograder.gradebook.database import VERSION_TABLE
from autograder.gradebook.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    version_table=VERSION_TABLE,
)
context.run_migrations()
