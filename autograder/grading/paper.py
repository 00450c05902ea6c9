"""An assignment as a class sits it."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from autograder.authoring.course import Course, Secret
from autograder.authoring.drawing import draw_all
from autograder.formats.notebook import read_notebook
from autograder.formats.otter.client import STAND_IN
from autograder.formats.release import Built
from autograder.grading.answering import Desk
from autograder.grading.nest import Source
from autograder.grading.slots import Slots
from autograder.grading.statements import statement_in
from autograder.grading.timing import Stopwatch
from autograder.judge.oracle import Expectation
from autograder.spec import Assignment, Question

UNRUN = {"checks", "demo"}
"""Roles of released cells that are not run in grading, as long as they are unchanged."""


@dataclass(frozen=True)
class Paper:
    """An assignment as a class sits it: everything that is the same for all its submissions."""

    course: Course
    assignment: Assignment
    secret: Secret
    sources: frozenset[tuple[str, str]] = frozenset()
    """Every released cell, as kind and source."""

    unrun: frozenset[str] = frozenset()
    """The sources of the released cells that are not run: the checks, whose work is the judge's,
    and the demonstrations, which only show."""

    tools: frozenset[str] = frozenset()
    """The sources of the cells that hold the tools of the checks: no student's code is there, so
    that nothing which goes wrong is ever placed in them."""

    statements: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """From (language, question) to the first words of what the release asks for."""

    shared: dict[str, Expectation] = field(default_factory=dict)
    """What is expected, where it is the same for the whole class."""

    desk: Desk = field(default_factory=Desk)
    """Helpers that answer stand-ins."""

    slots: Slots | None = None
    """Of the devices that submissions are graded on; None for the CPU alone."""

    @property
    def source(self) -> Source:
        """Where helpers have the reference from."""
        return Source(self.course.root, self.assignment.name, self.course.limits.memory_mb)

    def is_run(self, question: Question) -> bool:
        """Whether a question can be tried here, and does not have to stay open."""
        return question.device == "any" or self.slots is not None

    @functools.cached_property
    def stopwatch(self) -> Stopwatch:
        """What times the reference."""
        return Stopwatch(self.assignment, self.secret.key)

    def expectation(self, question: Question, student: str, attempt: int) -> Expectation:
        """Return what is expected of this student for a question."""
        key = self.secret.key
        if question.drawn_per != "class":
            drawn = draw_all(self.assignment, question, key, student=student, attempt=attempt)
            return Expectation(question, drawn)
        if question.name not in self.shared:
            drawn = draw_all(self.assignment, question, key)
            self.shared[question.name] = Expectation(question, drawn)
        return self.shared[question.name]


def make_paper(
    course: Course,
    assignment: Assignment,
    secret: Secret,
    notebooks: Sequence[Built],
    slots: Slots | None = None,
) -> Paper:
    """Gather what grading needs to know of an assignment and its release."""
    released = [read_notebook(built.data) for built in notebooks]
    cells = [cell for notebook in released for cell in notebook.cells]
    return Paper(
        course=course,
        assignment=assignment,
        secret=secret,
        slots=slots,
        sources=frozenset((cell.kind, cell.source.strip()) for cell in cells)
        | {("code", STAND_IN)},
        unrun=frozenset(cell.source.strip() for cell in cells if cell.role in UNRUN),
        tools=frozenset(cell.source.strip() for cell in cells if cell.role == "toolkit"),
        statements={
            (notebook.language, cell.question): statement_in(cell.source)
            for notebook in released
            for cell in notebook.code
            if cell.role == "solution" and cell.question
        },
    )
