"""What is asked of the tables: an attempt, its number, and which attempts count."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import Subquery, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from autograder.gradebook.models import Attempt, Grading

Count = Literal["best", "last"]
"""Which of a student's attempts counts: the best (of equals the latest), or the last."""


def find_attempt(session: Session, assignment: str, student: str, sha256: str) -> Attempt | None:
    """Return the attempt that handed in these bytes, None where there is none."""
    return session.scalar(
        select(Attempt).where(
            Attempt.assignment_name == assignment,
            Attempt.student_id == student,
            Attempt.sha256 == sha256,
        )
    )


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
        .options(
            joinedload(Grading.attempt),
            selectinload(Grading.questions),
            selectinload(Grading.cases),
        )
    )
    return [(grading, number) for grading, number in session.execute(query)]


def _ranked(assignment: str, count: Count) -> Subquery:
    # By id and not by time: the clock of a machine may go back.
    age = func.row_number().over(partition_by=Grading.attempt_id, order_by=Grading.id.desc())
    gradings = (
        select(Grading.id, Grading.score, Attempt.student_id, Attempt.number, age.label("age"))
        .join(Attempt, Attempt.id == Grading.attempt_id)
        .where(Attempt.assignment_name == assignment)
        .subquery()
    )
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
