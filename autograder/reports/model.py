"""What a page is made from: the facts of one submission, or of a class.

The verdicts hold no hidden input and no expected value. Everything else that comes from a
student, the notebook above all, is taken as hostile by the rooms that show it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from autograder.judge.verdict import SubmissionVerdict
from autograder.spec import Language


@dataclass(frozen=True)
class Feedback:
    """What one student is told of one submission."""

    course: str
    assignment: str
    """The assignment's name, its identity in paths and in the gradebook."""

    assignment_title: str
    language: Language
    """Of the page; the verdict's messages are already in it."""

    verdict: SubmissionVerdict
    attempt: int = 1
    attempts: int = 1
    """How many attempts of this student there are so far."""

    graded_at: datetime | None = None
    withheld_until: datetime | None = None
    """Until then, only what was received is told: no mark, no status, no hint."""

    executed: Mapping[str, Any] | None = None
    """The student's own cells with their outputs, as the JSON of a v4 notebook."""

    question_titles: Mapping[str, str] = field(default_factory=dict)
    case_titles: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """From (question, case) to the case's name in the page's language."""

    files: Sequence[str] = ()
    """Names of the files that were read."""


@dataclass(frozen=True)
class ClusterPart:
    """A group of equal wrong answers that no known mistake explains."""

    name: str
    """By which `autograder name-mistake` takes it."""

    question: str
    students: Sequence[str]
    code: str = ""
    """What one of them wrote, where it could be found."""


@dataclass(frozen=True)
class ClassReport:
    """What an instructor is told of everybody's submission to one assignment."""

    course: str
    assignment_title: str
    language: Language
    verdicts: Sequence[SubmissionVerdict]
    """One of each student: the one that counts."""

    hints: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """From (question, mistake) to the mistake's hint in the page's language."""

    feedback_files: Mapping[str, str] = field(default_factory=dict)
    """From a student to the path of the feedback page, relative to the class page."""

    question_titles: Mapping[str, str] = field(default_factory=dict)
    clusters: Sequence[ClusterPart] = ()
    """Equal wrong answers that no known mistake explains, the largest group first."""

    students: Sequence[str] = ()
    """The roster, where there is one: whoever has no verdict is listed as missing."""
