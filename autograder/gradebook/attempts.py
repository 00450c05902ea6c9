"""A hand-in as an attempt of its student: known by its bytes, numbered in the order of arrival."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from autograder.gradebook.models import Assignment, Attempt, Base, Student
from autograder.gradebook.queries import find_attempt, next_number


@dataclass(frozen=True)
class HandIn:
    """What was handed in, and by whom."""

    assignment: str
    student: str
    sha256: str
    file_name: str
    received_at: datetime


def attempt_of(session: Session, hand_in: HandIn) -> Attempt:
    """Return the attempt that a hand-in is, a new one where these bytes are new."""
    _ensure(session, Assignment(name=hand_in.assignment))
    _ensure(session, Student(id=hand_in.student))
    # One grader at a time numbers a student's attempts. SQLite has no such lock and needs none:
    # a writing transaction has the whole file.
    session.execute(select(Student.id).where(Student.id == hand_in.student).with_for_update())
    known = find_attempt(session, hand_in.assignment, hand_in.student, hand_in.sha256)
    return known or Attempt(
        assignment_name=hand_in.assignment,
        student_id=hand_in.student,
        number=next_number(session, hand_in.assignment, hand_in.student),
        sha256=hand_in.sha256,
        received_at=hand_in.received_at,
        file_name=hand_in.file_name,
    )


def _ensure(session: Session, row: Base) -> None:
    if session.get(type(row), inspect(row).mapper.primary_key_from_instance(row)) is None:
        # A collision means that another grader has just added the same row.
        with suppress(IntegrityError), session.begin_nested():
            session.add(row)
