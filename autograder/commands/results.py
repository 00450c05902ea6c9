"""What a grading amounts to: `results.json`, and the few figures that a terminal shows.

A class may be large, so what is known of each submission is put down on disk as it comes.
"""

from __future__ import annotations

import json
import tempfile
import weakref
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from autograder.gradebook import submission_document
from autograder.gradebook.exports import SCHEMA
from autograder.judge.verdict import SubmissionStatus, SubmissionVerdict


@dataclass(frozen=True)
class Row:
    """A submission in a line."""

    student: str
    status: SubmissionStatus
    score: float
    max_score: float
    reason: str
    statuses: Mapping[str, int]
    """How many questions have each status."""


class Results:
    """The verdicts on a list of submissions, put down in any order and given back in the list's."""

    def __init__(self, assignment: str) -> None:
        self.assignment = assignment
        self.mistakes: Counter[tuple[str, str]] = Counter()
        """How many made each known mistake, by question and name."""

        self.spent: defaultdict[str, float] = defaultdict(float)
        """Seconds by phase, of all graders together."""

        self.graded = 0
        """How many were graded now, and not before."""

        self._rows: dict[int, Row] = {}
        self._places: dict[int, tuple[int, int]] = {}
        self._spool = tempfile.TemporaryFile()  # noqa: SIM115 (it lives as long as we do)
        weakref.finalize(self, self._spool.close)

    def add(self, place: int, verdict: SubmissionVerdict) -> None:
        """Put down the verdict on the submission that has this place in the list."""
        document = submission_document(verdict)
        # On one line: indented, it would take several times as long.
        text = json.dumps(document, ensure_ascii=False, allow_nan=False)
        # Half a character, which only a hostile text has, is written as JSON's own escape.
        data = text.encode("utf-8", "backslashreplace")
        self._places[place] = (self._spool.seek(0, 2), len(data))
        self._spool.write(data)
        self._rows[place] = Row(
            verdict.student,
            verdict.status,
            verdict.score,
            verdict.max_score,
            verdict.reason,
            Counter(question.status.value for question in verdict.questions),
        )
        made = ((question.name, question.mistake) for question in verdict.questions)
        self.mistakes.update((name, mistake) for name, mistake in made if mistake)

    def spend(self, spent: Mapping[str, float]) -> None:
        """Count the seconds that one more grading took, by phase."""
        self.graded += 1
        for name, seconds in spent.items():
            self.spent[name] += seconds

    @property
    def rows(self) -> list[Row]:
        """The submissions in the order of the list."""
        return [self._rows[place] for place in sorted(self._rows)]

    def text(self) -> Iterator[str]:
        """Yield the JSON document in pieces."""
        yield f'{{\n "schema": {SCHEMA},\n "assignment": {json.dumps(self.assignment)},\n'
        yield ' "submissions": ['
        before = "\n  "
        for place in sorted(self._places):
            start, size = self._places[place]
            self._spool.seek(start)
            yield before + self._spool.read(size).decode("utf-8")
            before = ",\n  "
        yield "\n ]\n}\n" if self._places else "]\n}\n"

    def document(self) -> dict[str, Any]:
        """Return the JSON document as plain data."""
        document: dict[str, Any] = json.loads("".join(self.text()))
        return document
