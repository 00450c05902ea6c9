"""The database under a gradebook: reached by its URL, and brought to the newest schema."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from autograder.gradebook.models import Base

MIGRATIONS = "autograder.gradebook:migrations"

VERSION_TABLE = "gradebook_version"
"""Not Alembic's own name for it, which nbgrader's gradebook.db has too."""

_MENDS = {
    "SQLITE_FULL": "free some space there",
    "SQLITE_IOERR": "see that its disk is sound and has space left",
    "SQLITE_BUSY": "another program is writing in it; end that, or wait for it",
    "SQLITE_READONLY": "see that you may write the file and its folder",
    "SQLITE_CANTOPEN": "see that you may write the file and its folder",
}
"""By the start of SQLite's own name for what went wrong."""

_MIGRATION_LOCK_KEY = 0x63686E72
_one_migration = Lock()


class GradebookError(Exception):
    """A gradebook that cannot be opened, read or written, told in one line."""


@contextmanager
def told(address: str) -> Iterator[None]:
    """Turn whatever the database at `address` raises into one line.

    Raises:
        GradebookError: the database or its driver raised.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        raise GradebookError(
            f"the gradebook {address} needs the Python package {error.name!r}, "
            "which is not installed"
        ) from error
    except SQLAlchemyError as error:
        raise GradebookError(f"the gradebook {address} cannot be used: {_line(error)}") from error


def parse(url: str) -> URL:
    """Return the parts of a database URL.

    Raises:
        GradebookError: it is no database URL; the line leaves it out, for it may hold a password.
    """
    try:
        parts = make_url(url)
    except (SQLAlchemyError, ValueError):
        raise GradebookError(
            "the gradebook's address is no database URL, such as sqlite:///gradebook.db "
            "or postgresql://user@host/name"
        ) from None
    if parts.drivername in {"postgres", "postgresql"}:
        # SQLAlchemy's own choice of a driver changed between its versions 2.0 and 2.1.
        return parts.set(drivername="postgresql+psycopg")
    return parts


def address(url: URL) -> str:
    """Return how messages name the database: never by user, password or options."""
    if url.get_backend_name() == "sqlite":
        return url.database or "in memory"
    return URL.create(
        url.get_backend_name(), host=url.host, port=url.port, database=url.database
    ).render_as_string()


def connect(url: URL, *, timeout: float) -> Engine:
    """Return an engine for `url`; SQLite waits `timeout` seconds for another program's lock.

    Raises:
        GradebookError: the folder of a SQLite file cannot be made, or the driver is missing.
    """
    with told(address(url)):
        if url.get_backend_name() != "sqlite":
            return create_engine(url, pool_pre_ping=True)
        _make_folder(url)
        engine = create_engine(url, connect_args={"timeout": timeout})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine


def for_writing(engine: Engine) -> Engine:
    """Return the same engine, whose transactions write from their first statement on."""
    return engine.execution_options(writing=True)


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest schema, or make it where it is empty.

    Raises:
        GradebookError: the schema is newer than this package's, the tables are another
            program's, or the database cannot be reached or changed.
    """
    name = address(engine.url)
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    scripts = ScriptDirectory.from_config(config)
    with told(name):
        with engine.connect() as connection:
            if _is_newest(connection, scripts, name):
                return
        # Alembic keeps the migration that runs in module globals, so threads take turns; other
        # processes take turns by SQLite's write lock, or PostgreSQL's advisory one.
        with _one_migration, for_writing(engine).begin() as connection:
            if connection.dialect.name == "postgresql":
                key = {"key": _MIGRATION_LOCK_KEY}
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), key)
            if not _is_newest(connection, scripts, name):
                config.attributes["connection"] = connection
                command.upgrade(config, "head")


def _is_newest(connection: Connection, scripts: ScriptDirectory, name: str) -> bool:
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    revision = context.get_current_revision()
    if revision is None:
        if set(Base.metadata.tables) & set(inspect(connection).get_table_names()):
            raise GradebookError(
                f"{name} holds another program's tables: give the gradebook its own database"
            )
        return False
    if revision not in {script.revision for script in scripts.walk_revisions()}:
        raise GradebookError(
            f"the gradebook {name} was written by a newer version of this program: upgrade first"
        )
    return revision == scripts.get_current_head()


def _make_folder(url: URL) -> None:
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        return
    folder = Path(url.database).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise GradebookError(
            f"the gradebook's folder {folder} cannot be made: {error.strerror}"
        ) from error


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver would begin a transaction at the first INSERT only, so that two graders could
    # read the same last attempt; `_begin_sqlite` begins them instead.
    connection.isolation_level = None
    try:
        connection.execute("PRAGMA foreign_keys = ON").close()
        connection.execute("PRAGMA journal_mode = WAL").close()
    except sqlite3.Error:
        connection.close()
        raise


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _line(error: SQLAlchemyError) -> str:
    # SQLAlchemy's own text goes on with the statement and its values, which are students' words.
    cause = error.orig if isinstance(error, DBAPIError) else error
    line = next((line.strip() for line in str(cause).splitlines() if line.strip()), "unknown error")
    name = getattr(cause, "sqlite_errorname", "")
    mend = next((mend for start, mend in _MENDS.items() if name.startswith(start)), "")
    return f"{line}: {mend}" if mend else line
