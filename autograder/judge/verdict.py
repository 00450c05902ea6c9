"""What the judge says: of a case, of a question, of a submission.

These are the facts that the gradebook keeps and the reports show. They hold no hidden input and
no expected value: `message` is already in the student's words and language.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from autograder.judge.diagnosis import Diagnosis
from autograder.judge.imprint import Imprint


class QuestionStatus(StrEnum):
    """How a question ended."""

    CORRECT = "correct"
    PARTIAL = "partial"
    CONVENTION = "convention"
    """Right under another named convention; whether it has the points is the course's choice."""

    WRONG = "wrong"
    NOT_ATTEMPTED = "not-attempted"
    CRASHED = "crashed"
    TIMED_OUT = "timed-out"
    ENVIRONMENT = "environment"
    MISSING = "missing"
    NOT_RUN = "not-run"
    """Not tried, because it needs a device that was not there: it is open, and not wrong."""


class SubmissionStatus(StrEnum):
    """Whether a submission could be graded at all."""

    GRADED = "graded"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class CaseVerdict:
    """One case of a question."""

    name: str
    visible: bool
    passed: bool
    message: str = ""


@dataclass(frozen=True)
class FollowThrough:
    """What a question is worth once the wrong functions that it builds on are set right."""

    names: tuple[str, ...]
    """The functions that were set right."""

    own_score: float
    """What the question gives as it was handed in."""

    score: float
    """What it gives with these functions set right; the course may cap what of it counts."""


@dataclass(frozen=True)
class QuestionVerdict:
    """One question: its score, its status, and the known mistake where there is one."""

    name: str
    points: float
    score: float
    status: QuestionStatus
    mistake: str | None = None
    message: str = ""
    cases: tuple[CaseVerdict, ...] = ()
    """As the question was handed in."""

    diagnosis: Diagnosis | None = None
    """What explains the answer, where it is not right."""

    breaches: tuple[str, ...] = ()
    """Names of the constraints that are not kept; `message` tells of them."""

    follow_through: FollowThrough | None = None
    """Where it raises the score, which is then the mark that counts."""

    imprint: Imprint | None = None
    """Of a wrong answer, where the whole class has the same cases: for finding equal ones."""

    @property
    def is_right(self) -> bool:
        """Whether it is right, by the course's convention or by one that has the marks too."""
        counts = self.status is QuestionStatus.CONVENTION and self.score >= self.points
        return self.status is QuestionStatus.CORRECT or counts

    @property
    def is_open(self) -> bool:
        """Whether it is still to be tried, on a machine with the device that it needs."""
        return self.status is QuestionStatus.NOT_RUN


@dataclass(frozen=True)
class SubmissionVerdict:
    """One submission of one student."""

    student: str
    status: SubmissionStatus
    score: float
    max_score: float
    seconds: float
    reason: str = ""
    questions: tuple[QuestionVerdict, ...] = ()

    @property
    def open_points(self) -> float:
        """The points of the questions that are still to be tried."""
        return sum(question.points for question in self.questions if question.is_open)
