"""A gradebook to write into: SQLite, and PostgreSQL too where a server is named.

`CHAINRULE_TEST_POSTGRESQL=postgresql://user@host/database` adds it; each test makes a schema of
its own there, and drops it.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, make_url, text

from autograder.gradebook import Gradebook, Provenance, pack
from autograder.judge.verdict import (
    CaseVerdict,
    QuestionStatus,
    QuestionVerdict,
    SubmissionStatus,
    SubmissionVerdict,
)

SERVER = os.environ.get("CHAINRULE_TEST_POSTGRESQL")

PROVENANCE = Provenance(
    release_hash="5f1c",
    seed_id="autumn",
    engine_version="0.1.0",
    python_version="3.11.7",
    numpy_version="2.1.0",
)


@pytest.fixture(params=["sqlite", "postgresql"] if SERVER else ["sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'gradebook.db'}"
        return
    server = make_url(SERVER).set(drivername="postgresql+psycopg")
    schema = f"test_{uuid.uuid4().hex}"
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    options = {"options": f"-csearch_path={schema}"}
    yield server.update_query_dict(options).render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture
def gradebook(url: str) -> Iterator[Gradebook]:
    """An open, empty gradebook."""
    with Gradebook.open(url) as opened:
        yield opened


@pytest.fixture
def graded() -> Callable[..., SubmissionVerdict]:
    """Make the verdict of a hand-in with one question of four points."""

    def make(student: str, score: float, message: str = "") -> SubmissionVerdict:
        status = QuestionStatus.CORRECT if score == 4 else QuestionStatus.WRONG
        cases = (
            CaseVerdict("ten instances", visible=True, passed=True),
            CaseVerdict("one instance", visible=False, passed=score == 4, message=message),
        )
        question = QuestionVerdict("softmax", 4.0, score, status, None, message, cases)
        return SubmissionVerdict(
            student, SubmissionStatus.GRADED, score, 4.0, 1.25, questions=(question,)
        )

    return make


@pytest.fixture
def unreadable() -> Callable[[str], SubmissionVerdict]:
    """Make the verdict of a hand-in that is no notebook."""

    def make(student: str) -> SubmissionVerdict:
        return SubmissionVerdict(
            student, SubmissionStatus.UNREADABLE, 0.0, 4.0, 0.0, "it is not a notebook"
        )

    return make


@pytest.fixture
def record() -> Callable[..., None]:
    """Record a verdict; `content` stands for the notebook's bytes."""

    def add(
        gradebook: Gradebook, verdict: SubmissionVerdict, content: str = "first", **other: Any
    ) -> None:
        facts = {
            "sha256": hashlib.sha256(content.encode()).hexdigest(),
            "file_name": "softmax.ipynb",
            "provenance": PROVENANCE,
            "language": "en",
            "executed": None,
        }
        facts |= other
        with gradebook.recording() as recording:
            recording.record("softmax", verdict, **facts | {"executed": pack(facts["executed"])})

    return add
