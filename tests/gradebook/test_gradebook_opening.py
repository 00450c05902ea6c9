"""A gradebook is made, brought up to date, shared, or refused in one line."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CreateTable

from autograder.gradebook import Gradebook, GradebookError
from autograder.gradebook.database import VERSION_TABLE
from autograder.gradebook.models import Base


def refusal(url: str, **options: float) -> str:
    with pytest.raises(GradebookError) as caught:
        Gradebook.open(url, **options)
    line = str(caught.value)

    assert line
    assert "\n" not in line
    return line


def shape(connection) -> dict[str, object]:
    """Return all that an inspection tells of our tables."""
    look = inspect(connection)
    return {
        name: (
            [(c["name"], str(c["type"]), c["nullable"]) for c in look.get_columns(name)],
            look.get_pk_constraint(name),
            sorted(map(str, look.get_foreign_keys(name))),
            sorted(map(str, look.get_unique_constraints(name))),
            sorted(map(str, look.get_indexes(name))),
        )
        for name in Base.metadata.tables
    }


def test_migrating_an_empty_database_gives_the_schema_of_the_models(gradebook):
    with gradebook.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})

        assert compare_metadata(context, Base.metadata) == []


def test_migrated_tables_have_the_keys_and_constraints_of_the_models(gradebook):
    with gradebook.engine.begin() as connection:
        migrated = shape(connection)
        Base.metadata.drop_all(connection)
        Base.metadata.create_all(connection)

        assert shape(connection) == migrated


def test_every_table_can_be_written_for_postgresql():
    for table in Base.metadata.sorted_tables:
        statement = str(CreateTable(table).compile(dialect=postgresql.dialect()))

        assert f"CREATE TABLE {table.name}" in statement


def test_opening_again_keeps_what_was_recorded(url, record, graded):
    with Gradebook.open(url) as gradebook:
        record(gradebook, graded("ada", 3))

    with Gradebook.open(url) as gradebook:
        assert [each.verdict.score for each in gradebook.counting("softmax", "best")] == [3]


def test_the_folder_of_a_new_gradebook_is_made(tmp_path):
    file = tmp_path / "results" / "50% of 2030" / "gradebook.db"
    Gradebook.open(f"sqlite:///{file}").close()

    assert file.exists()


def test_a_gradebook_can_live_in_memory(record, graded):
    with Gradebook.open("sqlite://") as gradebook:
        record(gradebook, graded("ada", 3))

        assert len(gradebook.counting("softmax", "best")) == 1


def test_sqlite_holds_to_foreign_keys_and_lets_readers_read_on(tmp_path):
    with (
        Gradebook.open(f"sqlite:///{tmp_path / 'gradebook.db'}") as gradebook,
        gradebook.engine.connect() as connection,
    ):
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"


def test_a_grading_of_no_attempt_is_refused_by_the_database(gradebook, record, graded):
    record(gradebook, graded("ada", 3))
    with (
        gradebook.engine.connect() as connection,
        pytest.raises(IntegrityError, match=r"(?i)foreign key"),
    ):
        connection.execute(text("UPDATE grading SET attempt_id = 99"))


def test_processes_that_open_an_empty_gradebook_at_once_all_succeed(url):
    program = textwrap.dedent("""
        import hashlib, sys
        from autograder.gradebook import Gradebook, Provenance
        from autograder.judge.verdict import SubmissionStatus, SubmissionVerdict

        url, me = sys.argv[1:]
        with Gradebook.open(url) as gradebook:
            for number in range(5):
                with gradebook.recording() as recording:
                    recording.record(
                        "softmax",
                        SubmissionVerdict("ada", SubmissionStatus.GRADED, 1.0, 1.0, 0.1),
                        sha256=hashlib.sha256(f"{me} {number}".encode()).hexdigest(),
                        file_name="softmax.ipynb",
                        provenance=Provenance("", "", "", "", ""),
                        language="en",
                        executed=None,
                    )
    """)
    root = str(Path(__file__).parents[2])
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([root, os.environ.get("PYTHONPATH", "")])
    }
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program, url, str(me)],
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        for me in range(3)
    ]
    errors = [process.communicate()[1] for process in processes]

    assert errors == ["", "", ""]
    with Gradebook.open(url) as gradebook:
        (counted,) = gradebook.counting("softmax", "last")
        assert (counted.number, counted.attempts) == (15, 15)


def test_a_newer_schema_is_refused(url):
    with Gradebook.open(url) as gradebook, gradebook.engine.begin() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))

    assert "newer version" in refusal(url)


def test_the_database_of_another_program_is_refused_and_left_alone(url):
    other = url.replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(other)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE student (id VARCHAR(128) PRIMARY KEY)"))

    assert "another program's tables" in refusal(url)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["student"]
    engine.dispose()


def test_a_file_that_is_no_database_is_refused(tmp_path):
    file = tmp_path / "gradebook.db"
    file.write_bytes(b"student,score\nada,3\n" * 100)

    line = refusal(f"sqlite:///{file}")

    assert line == f"the gradebook {file} cannot be used: file is not a database"


def test_a_locked_gradebook_is_refused_after_the_time_given(tmp_path, record, graded):
    file = tmp_path / "gradebook.db"
    with Gradebook.open(f"sqlite:///{file}", timeout=0.05) as gradebook:
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(GradebookError, match="database is locked"):
            record(gradebook, graded("ada", 3))
        other.execute("ROLLBACK")
        other.close()
        record(gradebook, graded("ada", 3))

        assert len(gradebook.counting("softmax", "best")) == 1


def test_a_new_gradebook_that_another_program_has_locked_is_refused(tmp_path):
    file = tmp_path / "gradebook.db"
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    assert "locked" in refusal(f"sqlite:///{file}", timeout=0.05)
    other.close()


def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "results").write_text("a file", encoding="utf-8")

    assert "cannot be made" in refusal(f"sqlite:///{tmp_path}/results/gradebook.db")


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path):
    assert "cannot be used" in refusal(f"sqlite:///{tmp_path}")


@pytest.mark.parametrize(
    "url",
    [
        "gradebook.db",
        "",
        "postgresql//ada:hunter2@host/grades",
        "postgresql://ada:hunter2@host:x/g",
    ],
)
def test_what_is_no_database_url_is_refused_without_being_repeated(url):
    line = refusal(url)

    assert "no database URL" in line
    assert "hunter2" not in line


def test_a_database_of_an_unknown_kind_is_refused():
    assert "oraclette" in refusal("oraclette://ada:hunter2@host/grades")


def test_a_server_out_of_reach_or_without_its_driver_is_told_without_the_password():
    line = refusal("postgresql://ada:hunter2@127.0.0.1:1/grades?connect_timeout=2")

    assert "postgresql://127.0.0.1:1/grades" in line
    assert "hunter2" not in line
