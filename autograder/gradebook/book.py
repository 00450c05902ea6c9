"""The gradebook: gradings of hand-ins go in, and what counts of them comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from autograder.gradebook import database
from autograder.gradebook.database import GradebookError, for_writing, told
from autograder.gradebook.models import Assignment, Grading
from autograder.gradebook.queries import (
    Count,
    counting_ids,
    find_attempt,
    finished,
    gradings,
    next_number,
)
from autograder.gradebook.recording import Recording, key_of
from autograder.gradebook.rows import Provenance, provenance_of, unpack, verdict_of
from autograder.judge.verdict import SubmissionVerdict

AT_A_TIME = 200
"""Gradings that are read at once: rows in memory take many times as much as what is made of them.
"""


@dataclass(frozen=True)
class Counted:
    """One attempt of one student, as it was last graded. Times are aware, in UTC."""

    grading: int
    """The id of the grading."""

    verdict: SubmissionVerdict
    number: int
    """Of the attempt, from 1."""

    attempts: int
    """How many the student has made."""

    file_name: str
    received_at: datetime
    """When the attempt was first handed in."""

    graded_at: datetime
    language: str
    provenance: Provenance
    executed: Callable[[], dict[str, Any] | None] = field(repr=False, compare=False)
    """Reads the executed notebook, None where none was kept; raises GradebookError."""


@dataclass(frozen=True)
class Finished:
    """An attempt that need not be graded again."""

    grading: int
    """The id of its latest grading."""

    attempts: int
    """How many the student has made."""


@dataclass(frozen=True)
class Gradebook:
    """An open gradebook; as a context manager it closes itself. Threads may share it."""

    engine: Engine
    address: str
    """How messages name it: without user or password."""

    @classmethod
    def open(cls, url: str, *, timeout: float = 30.0) -> Self:
        """Return the gradebook at `url`, made or brought to the newest schema where needed.

        SQLite waits `timeout` seconds for another program's lock, and the folder of its file is
        made.

        Raises:
            GradebookError: the URL is wrong, or the database is unreachable, locked, of a newer
                schema, or another program's.
        """
        parts = database.parse(url)
        engine = database.connect(parts, timeout=timeout)
        try:
            database.upgrade(engine)
        except GradebookError:
            engine.dispose()
            raise
        return cls(engine, database.address(parts))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def assignments(self) -> list[str]:
        """Return the names of the assignments with at least one hand-in, sorted.

        Raises:
            GradebookError: the database cannot be read.
        """
        with self._reading() as session:
            return sorted(session.scalars(select(Assignment.name)))

    def attempt_number(self, assignment: str, student: str, sha256: str) -> int:
        """Return the number, from 1, that this hand-in has, or would get.

        Raises:
            GradebookError: a name is too long, or the database cannot be read.
        """
        assignment, student = key_of(assignment), key_of(student)
        with self._reading() as session:
            attempt = find_attempt(session, assignment, student, sha256)
            return attempt.number if attempt else next_number(session, assignment, student)

    @contextmanager
    def recording(self) -> Iterator[Recording]:
        """Lend a transaction that gradings are written in: all of them are kept, or none.

        Raises:
            GradebookError: the database cannot be written.
        """
        with (
            told(self.address),
            Session(for_writing(self.engine)) as session,
            session.begin(),
        ):
            yield Recording(session)

    def counting(self, assignment: str, count: Count) -> list[Counted]:
        """Return what counts of each student who handed in `assignment`, sorted by student id.

        The latest grading of each attempt stands; an unreadable hand-in is an attempt too. The
        verdicts are without their cases, so that a large class has room.

        Raises:
            GradebookError: the database cannot be read, or holds a status unknown here.
        """
        with self._reading() as session:
            attempts = counting_ids(session, key_of(assignment), count)
        found = self._each(attempts, cases=False)
        return sorted(found, key=lambda counted: counted.verdict.student)

    def counting_whole(self, assignment: str, count: Count) -> Iterator[Counted]:
        """Yield what counts of each student, cases and all, some students in memory at a time.

        Raises:
            GradebookError: the database cannot be read, or holds a status unknown here.
        """
        with self._reading() as session:
            attempts = counting_ids(session, key_of(assignment), count)
        yield from self.whole(attempts)

    def finished(self, assignment: str, basis: str | None) -> dict[tuple[str, str], Finished]:
        """Return the attempts that were last graded on this basis, by student and SHA-256.

        On whatever basis, where `basis` is None.

        Raises:
            GradebookError: the database cannot be read.
        """
        with self._reading() as session:
            rows = finished(session, key_of(assignment), basis)
            return {
                (student, sha256): Finished(grading, attempts)
                for student, sha256, grading, attempts in rows
            }

    def whole(self, attempts: Mapping[int, int]) -> Iterator[Counted]:
        """Yield gradings with their cases, in the order of their ids.

        `attempts` has the ids, each with how many attempts the student made.

        Raises:
            GradebookError: the database cannot be read, or holds a status unknown here.
        """
        return self._each(attempts, cases=True)

    def _each(self, attempts: Mapping[int, int], *, cases: bool) -> Iterator[Counted]:
        ids = sorted(attempts)
        for start in range(0, len(ids), AT_A_TIME):
            with self._reading() as session:
                rows = gradings(session, ids[start : start + AT_A_TIME], cases=cases)
                found = [self._counted(each, attempts[each.id], cases=cases) for each in rows]
            yield from found

    def _counted(self, grading: Grading, attempts: int, *, cases: bool) -> Counted:
        try:
            verdict = verdict_of(grading, cases=cases)
        except ValueError as error:
            raise GradebookError(f"the gradebook {self.address} cannot be read: {error}") from error
        return Counted(
            grading=grading.id,
            verdict=verdict,
            number=grading.attempt.number,
            attempts=attempts,
            file_name=grading.attempt.file_name,
            received_at=grading.attempt.received_at,
            graded_at=grading.graded_at,
            language=grading.language,
            provenance=provenance_of(grading),
            executed=partial(self._executed, grading.id),
        )

    def _executed(self, grading_id: int) -> dict[str, Any] | None:
        with self._reading() as session:
            packed = session.scalar(select(Grading.executed).where(Grading.id == grading_id))
        try:
            return unpack(packed)
        except ValueError as error:
            raise GradebookError(
                f"the gradebook {self.address} holds a damaged notebook: {error}"
            ) from error

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with told(self.address), Session(self.engine) as session:
            yield session
