"""What is asked of the tables: an attempt, its number, and which attempts count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from sqlalchemy import Subquery, func, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from autograder.gradebook.models import Attempt, Grading

Count = Literal["best", "last"]
"""Which of a student's attempts counts: the best (of equals the latest), or the last."""

_WITHOUT_CASES = (joinedload(Grading.attempt), selectinload(Grading.questions))
_WHOLE = (*_WITHOUT_CASES, selectinload(Grading.cases))


def find_attempt(session: Session, assignment: str, student: str, sha256: str) -> Attempt | None:
    """Return the attempt that handed in these bytes, None where there is none."""
    return session.scalar(
        select(Attempt).where(
            Attempt.assignment_name == assignment,
            Attempt.student_id == student,
            Attempt.sha256 == sha256,
        )
    )


def was_graded(session: Session, attempt: Attempt) -> bool:
    """Whether there is a grading of this attempt."""
    if attempt.id is None:
        return False
    grading = select(Grading.id).where(Grading.attempt_id == attempt.id).limit(1)
    return session.scalar(grading) is not None


def next_number(session: Session, assignment: str, student: str) -> int:
    """Return the number that the student's next new attempt gets."""
    last = session.scalar(
        select(func.max(Attempt.number)).where(
            Attempt.assignment_name == assignment, Attempt.student_id == student
        )
    )
    return (last or 0) + 1


def counting_ids(session: Session, assignment: str, count: Count) -> dict[int, int]:
    """Return the ids of the gradings that count, each with how many attempts its student made."""
    attempts = _ranked(assignment, count)
    query = select(attempts.c.id, attempts.c.attempts).where(attempts.c.rank == 1)
    return {row[0]: row[1] for row in session.execute(query)}


def gradings(session: Session, ids: Sequence[int], *, cases: bool) -> list[Grading]:
    """Return these gradings with their questions, and cases if asked, in the order of their ids."""
    read = _WHOLE if cases else _WITHOUT_CASES
    query = select(Grading).where(Grading.id.in_(ids)).order_by(Grading.id).options(*read)
    return list(session.scalars(query))


def finished(
    session: Session, assignment: str, basis: str | None
) -> Iterator[tuple[str, str, int, int]]:
    """Yield the attempts that were last graded on this basis, or on whatever one for None.

    Each is the student, the SHA-256, the id of the grading, and how many attempts the student
    made.
    """
    gradings = _gradings(assignment)
    attempts = func.count().over(partition_by=gradings.c.student_id)
    latest = select(gradings.c.id, attempts.label("attempts")).where(gradings.c.age == 1).subquery()
    query = (
        select(Attempt.student_id, Attempt.sha256, Grading.id, latest.c.attempts, Grading.graded_at)
        .join(latest, latest.c.id == Grading.id)
        .join(Attempt, Attempt.id == Grading.attempt_id)
        .where(true() if basis is None else Grading.basis == basis)
    )
    for row in session.execute(query):
        yield row[0], row[1], row[2], row[3]


def _gradings(assignment: str) -> Subquery:
    # By id and not by time: the clock of a machine may go back.
    age = func.row_number().over(partition_by=Grading.attempt_id, order_by=Grading.id.desc())
    return (
        select(Grading.id, Grading.score, Attempt.student_id, Attempt.number, age.label("age"))
        .join(Attempt, Attempt.id == Grading.attempt_id)
        .where(Attempt.assignment_name == assignment)
        .subquery()
    )


def _ranked(assignment: str, count: Count) -> Subquery:
    gradings = _gradings(assignment)
    latest = gradings.c.number.desc()
    order = [gradings.c.score.desc(), latest] if count == "best" else [latest]
    student = gradings.c.student_id
    return (
        select(
            gradings.c.id,
            func.row_number().over(partition_by=student, order_by=order).label("rank"),
            func.count().over(partition_by=student).label("attempts"),
        )
        .where(gradings.c.age == 1)
        .subquery()
    )
