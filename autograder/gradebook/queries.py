"""What is asked of the tables: an attempt, its number, and which attempts count."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import Subquery, func, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from autograder.gradebook.models import Attempt, Grading

Count = Literal["best", "last"]
"""Which of a student's attempts counts: the best (of equals the latest), or the last."""

_WHOLE = (
    joinedload(Grading.attempt),
    selectinload(Grading.questions),
    selectinload(Grading.cases),
)


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


def counting(session: Session, assignment: str, count: Count) -> list[tuple[Grading, int]]:
    """Return the grading that counts of each student, and how many attempts the student made.

    Its questions and cases are read too, by two queries for each 500 students.
    """
    attempts = _ranked(assignment, count)
    query = (
        select(Grading, attempts.c.attempts)
        .join(attempts, attempts.c.id == Grading.id)
        .where(attempts.c.rank == 1)
        .options(*_WHOLE)
    )
    return [(grading, number) for grading, number in session.execute(query)]


def finished(session: Session, assignment: str, basis: str | None) -> list[tuple[Grading, int]]:
    """Return the attempts that were last graded on this basis, and how many each student made.

    On whatever basis, where `basis` is None.
    """
    gradings = _gradings(assignment)
    attempts = func.count().over(partition_by=gradings.c.student_id)
    latest = select(gradings.c.id, attempts.label("attempts")).where(gradings.c.age == 1).subquery()
    query = (
        select(Grading, latest.c.attempts)
        .join(latest, latest.c.id == Grading.id)
        .where(true() if basis is None else Grading.basis == basis)
        .options(*_WHOLE)
    )
    return [(grading, number) for grading, number in session.execute(query)]


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
