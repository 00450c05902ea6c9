"""The tables: who handed in what, how it was graded, what each question and case gave.

The migrations make these tables in a real database; a test holds the two to the same schema.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import ClassVar

from sqlalchemy import (
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

KEY_LENGTH = 255
"""The longest student id and assignment name."""

DIGEST_LENGTH = 64
STATUS_LENGTH = 32


def storable(text: str) -> str:
    """Return `text` with what no database keeps, NUL and lone surrogates, written as escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\x00")


class StorableText(TypeDecorator[str]):
    """Text of any length from anyone."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """Return the text as it is stored."""
        return None if value is None else storable(value)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, stored as UTC because SQLite keeps no time zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime | None,
        _dialect: Dialect,
    ) -> datetime | None:
        """Return the time as it is stored: in UTC, without its zone."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(
        self,
        value: datetime | None,
        _dialect: Dialect,
    ) -> datetime | None:
        """Return the stored time with its zone again."""
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """All tables of a gradebook."""

    metadata: ClassVar[MetaData] = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        str: StorableText(),
        float: Double(),
        datetime: UtcDateTime(),
        bytes: LargeBinary(),
    }


class Student(Base):
    """Someone who handed in at least once."""

    __tablename__ = "student"

    id: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)


class Assignment(Base):
    """Something handed in at least once."""

    __tablename__ = "assignment"

    name: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)


class Attempt(Base):
    """One hand-in: the same bytes handed in again are the same attempt."""

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("assignment_name", "student_id", "number"),
        UniqueConstraint("assignment_name", "student_id", "sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_name: Mapped[str] = mapped_column(ForeignKey("assignment.name"))
    student_id: Mapped[str] = mapped_column(ForeignKey("student.id"))
    number: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(DIGEST_LENGTH))
    received_at: Mapped[datetime]
    file_name: Mapped[str]


class Grading(Base):
    """One grading of an attempt, with what produced it."""

    __tablename__ = "grading"

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), index=True)
    graded_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(STATUS_LENGTH))
    score: Mapped[float]
    max_score: Mapped[float]
    seconds: Mapped[float]
    reason: Mapped[str]
    language: Mapped[str]
    release_hash: Mapped[str]
    seed_id: Mapped[str]
    engine_version: Mapped[str]
    python_version: Mapped[str]
    numpy_version: Mapped[str]
    executed: Mapped[bytes | None] = mapped_column(deferred=True)
    """The executed notebook: JSON, compressed by zlib. A class of them is not read by accident."""

    basis: Mapped[str]
    """What decided the verdict besides the hand-in; empty where it should be graded again."""

    attempt: Mapped[Attempt] = relationship()
    questions: Mapped[list[QuestionResult]] = relationship(order_by="QuestionResult.position")
    cases: Mapped[list[CaseResult]] = relationship(
        primaryjoin="Grading.id == foreign(CaseResult.grading_id)",
        order_by="CaseResult.question_position, CaseResult.position",
        viewonly=True,
    )
    """The cases of all questions, which a class is read by: one key instead of two."""


class QuestionResult(Base):
    """What one question gave in one grading."""

    __tablename__ = "question_result"

    grading_id: Mapped[int] = mapped_column(ForeignKey("grading.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    points: Mapped[float]
    score: Mapped[float]
    status: Mapped[str] = mapped_column(String(STATUS_LENGTH))
    mistake: Mapped[str | None]
    message: Mapped[str]
    diagnosis: Mapped[str | None]
    """What explains the answer: the fields of `Diagnosis` as JSON."""

    follow_through: Mapped[str | None]
    """What a second pass gave: the fields of `FollowThrough` as JSON."""

    breaches: Mapped[str | None]
    """Names of the constraints that are not kept, as a JSON list."""

    imprint: Mapped[str | None]
    """What a wrong answer amounts to, as JSON; no value of it can be read off."""

    cases: Mapped[list[CaseResult]] = relationship(order_by="CaseResult.position")


class CaseResult(Base):
    """What one case of a question gave in one grading."""

    __tablename__ = "case_result"
    __table_args__ = (
        ForeignKeyConstraint(
            ["grading_id", "question_position"],
            ["question_result.grading_id", "question_result.position"],
        ),
    )

    grading_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    question_position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    visible: Mapped[bool]
    passed: Mapped[bool]
    message: Mapped[str]
