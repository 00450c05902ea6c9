"""Feedback pages on disk: made where a submission is graded, and made again when they must be."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import autograder
from autograder.authoring.course import Course
from autograder.commands.files import OutFolder
from autograder.gradebook import Counted, Recorded, pack
from autograder.grading.submission import Graded
from autograder.judge.verdict import SubmissionVerdict
from autograder.phases import RENDER, phase, taken
from autograder.reports import Feedback, feedback_file_name, feedback_html
from autograder.spec import Assignment

FEEDBACK = "feedback"

MADE = ".pages"
"""The file that says of what the feedback pages were made: a line for each."""


@dataclass(frozen=True)
class Done:
    """A grading as it comes from the process that graded, with all that is to be kept of it."""

    graded: Graded
    """Without its executed notebook."""

    executed: bytes | None
    """The executed notebook, packed."""

    page: str
    """The feedback page."""

    spent: Mapping[str, float]
    """Seconds by phase."""


class FeedbackPages:
    """Writes feedback pages; what they share is gathered once."""

    def __init__(
        self, course: Course, assignment: Assignment, out: OutFolder, *, wanted: bool = True
    ) -> None:
        """Unless they are `wanted`, no page is made."""
        self._course = course
        self._assignment = assignment
        self._out = out
        self._wanted = wanted
        self._case_titles: dict[str, dict[tuple[str, str], str]] = {}
        moment = course.feedback_from.get(assignment.name)
        self._withheld_until = moment if moment and datetime.now(UTC) < moment else None
        self._look = self._digest()
        self._made = dict(line.split("\t") for line in out.lines(MADE) if line.count("\t") == 1)

    def _digest(self) -> str:
        """Name all that shapes a page but its grading: the code, the words, the course's names."""
        digest = hashlib.sha256(str(self._withheld_until).encode())
        digest.update(json.dumps([self._course.name, dict(self._assignment.title)]).encode())
        for room in ("reports", "words"):
            for path in sorted((Path(autograder.__file__).parent / room).rglob("*.*")):
                if path.suffix != ".pyc":
                    digest.update(path.read_bytes())
        for lang in self._course.languages:
            titles = [[*key, title] for key, title in self._titles(lang).items()]
            digest.update(json.dumps(titles).encode())
        return digest.hexdigest()[:16]

    def finish(self, graded: Graded, attempt: int) -> Done:
        """Make the page of a student's newest attempt, and pack what is to be kept."""
        page = ""
        with phase(RENDER):
            if self._wanted:
                page = self._html(
                    graded.verdict,
                    language=graded.language,
                    attempt=attempt,
                    attempts=attempt,
                    executed=graded.executed,
                    file_name=graded.file_name,
                )
            packed = pack(graded.executed)
        return Done(dataclasses.replace(graded, executed=None), packed, page, taken())

    def keep(self, done: Done, recorded: Recorded) -> None:
        """Write the page of a grading that the gradebook has."""
        if self._wanted:
            student = done.graded.verdict.student
            self._write(student, done.page, recorded.grading, recorded.attempt)

    def is_made(self, student: str, grading: int, attempts: int) -> bool:
        """Whether a student's page is there, and is what would be written of a grading."""
        name = feedback_file_name(student)
        is_so = self._made.get(name) == self._of(grading, attempts)
        return not self._wanted or (is_so and self._out.holds(f"{FEEDBACK}/{name}"))

    def write_counted(self, counted: Counted, *, graded_at: datetime | None = None) -> None:
        """Write the page of a student's attempt as the gradebook has it."""
        page = self._html(
            counted.verdict,
            language=counted.language,
            attempt=counted.number,
            attempts=counted.attempts,
            graded_at=graded_at,
            executed=counted.executed(),
            file_name=counted.file_name,
        )
        self._write(counted.verdict.student, page, counted.grading, counted.attempts)

    def close(self) -> None:
        """Write down whose pages are there: each once, where lines were only added before."""
        if self._made:
            lines = (f"{name}\t{made}\n" for name, made in sorted(self._made.items()))
            self._out.write(MADE, "".join(lines))

    def _of(self, grading: int, attempts: int) -> str:
        return f"{self._look} {grading} {attempts}"

    def _write(self, student: str, page: str, grading: int, attempts: int) -> None:
        name = feedback_file_name(student)
        if self._out.write(f"{FEEDBACK}/{name}", page):
            self._made[name] = self._of(grading, attempts)
            self._out.add(MADE, f"{name}\t{self._made[name]}\n")

    def _html(
        self,
        verdict: SubmissionVerdict,
        *,
        language: str,
        attempt: int,
        attempts: int,
        executed: dict[str, Any] | None,
        file_name: str,
        graded_at: datetime | None = None,
    ) -> str:
        """Return a page."""
        title = self._assignment.title
        feedback = Feedback(
            course=self._course.name,
            assignment=self._assignment.name,
            # The course may have given up the language of an old grading.
            assignment_title=title.get(language, title[self._course.language]),
            language=language,
            verdict=verdict,
            attempt=attempt,
            attempts=attempts,
            graded_at=graded_at,
            withheld_until=self._withheld_until,
            executed=executed,
            case_titles=self._titles(language),
            files=(file_name,) if file_name else (),
        )
        return feedback_html(feedback)

    def _titles(self, lang: str) -> dict[tuple[str, str], str]:
        if lang not in self._case_titles:
            self._case_titles[lang] = {
                (question.name, case.name): case.title(lang)
                for question in self._assignment
                for case in question.cases
            }
        return self._case_titles[lang]
