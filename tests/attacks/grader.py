"""Our grader, with canaries all around it: what an attack earns there, and what comes back."""

from __future__ import annotations

import dataclasses
import json
import os
from dataclasses import dataclass
from typing import Any

from autograder.authoring.course import Secret, load_course, load_secret
from autograder.authoring.load import load_assignment
from autograder.formats.notebook import UnreadableError
from autograder.formats.release import built
from autograder.formats.submissions import Submission
from autograder.gradebook import submission_document
from autograder.grading.paper import Paper, make_paper
from autograder.grading.submission import Graded, grade_submission
from autograder.judge.verdict import SubmissionVerdict
from autograder.reports import Feedback, feedback_html
from autograder.sandbox.lane import Lane

from .attack import HONEST, Attack, notebook, placed
from .surroundings import Surroundings

HONEST_SOURCES = ["import numpy as np", *HONEST.values()]
HONEST_SCORE = 8.0

FOLLOWED = [
    "import numpy as np",
    "def relu(x):\n    return -x",
    "def layer(W, x, b):\n    return relu(W @ x + b)",
]
"""A wrong function that another builds on: it is tried again with the right one."""


@dataclass(frozen=True)
class Back:
    """All that comes back of a submission."""

    graded: Graded
    page: str
    document: str
    """Its row of `results.json`."""

    @property
    def verdict(self) -> SubmissionVerdict:
        """What the judge says."""
        return self.graded.verdict

    @property
    def reasons(self) -> list[str]:
        """Every sentence that it was given."""
        return [said for one in self.verdict.questions for said in self.reasons_of(one.name)]

    def reasons_of(self, name: str) -> list[str]:
        """Every sentence that it was given on one question or on the whole."""
        question = next(one for one in self.verdict.questions if one.name == name)
        cases = [case.message for case in question.cases]
        return [said for said in (self.verdict.reason, question.message, *cases) if said]

    @property
    def notes(self) -> str:
        """All that the cells put out, and what the grader added."""
        cells = (self.graded.executed or {"cells": []})["cells"]
        outputs = [output for cell in cells for output in cell.get("outputs", [])]
        return " ".join(str(output.get("text", "")) for output in outputs)

    @property
    def everything(self) -> str:
        """The page, the document and the executed notebook, as one text."""
        return self.page + self.document + json.dumps(self.graded.executed, ensure_ascii=False)

    def unchanged(self) -> dict[str, Any]:
        """The verdict without what a clock said."""
        return dataclasses.asdict(dataclasses.replace(self.verdict, seconds=0.0))


class OurGrader:
    """One lane of ours, grading the light course."""

    def __init__(self, surroundings: Surroundings, lane: Lane) -> None:
        self.surroundings = surroundings
        self.lane = lane
        self.paper = _paper(surroundings)
        self.surroundings.hidden += _canaries(self.paper)
        self._backs: dict[tuple[Attack, str], Back] = {}
        # What the grader starts when it is first needed is not what an attack leaves behind.
        self.grade(FOLLOWED)
        self.alone = self.grade(HONEST_SOURCES, student="ada").unchanged()

    @property
    def lets_start(self) -> bool:
        """Whether student code may start processes on this host."""
        return os.geteuid() == 0 or any(one.name == "pid" and one.on for one in self.lane.layers)

    def attacked(self, attack: Attack, lang: str = "en") -> Back:
        """Grade an attack as often as it is handed in; return what comes back of the last."""
        if (attack, lang) not in self._backs:
            self._backs[attack, lang] = self._attacked(attack, lang)
        return self._backs[attack, lang]

    def _attacked(self, attack: Attack, lang: str) -> Back:
        sources = placed(attack.sources, self.surroundings.places(str(os.getpid())))
        for attempt in range(1, attack.attempts):
            self.grade(sources, lang=lang, attempt=attempt)
        return self.grade(sources, lang=lang, attempt=attack.attempts)

    def honest(self) -> dict[str, Any]:
        """Grade an honest submission in the same lane; return its verdict."""
        return self.grade(HONEST_SOURCES, student="ada").unchanged()

    def grade(
        self, sources: list[str], *, student: str = "eve", lang: str = "en", attempt: int = 1
    ) -> Back:
        """Grade code cells."""
        return self.grade_bytes(notebook(sources), student=student, lang=lang, attempt=attempt)

    def grade_bytes(
        self, content: bytes, *, student: str = "eve", lang: str = "en", attempt: int = 1
    ) -> Back:
        """Grade a hand-in's bytes, and write its page."""
        return self.grade_content(content, student=student, lang=lang, attempt=attempt)

    def grade_content(
        self,
        content: bytes | UnreadableError,
        *,
        student: str = "eve",
        lang: str = "en",
        attempt: int = 1,
    ) -> Back:
        """Grade what was read of a hand-in, or why nothing was, and write its page."""
        submission = Submission(student, "light.ipynb", lambda _: b"")
        return self.back(
            grade_submission(self.paper, self.lane, submission, content, attempt=attempt, lang=lang)
        )

    def back(self, graded: Graded) -> Back:
        """Return all that the student and the instructor see of a grading."""
        feedback = Feedback(
            course="Light",
            assignment="light",
            assignment_title=self.paper.assignment.title[graded.language],
            language=graded.language,
            verdict=graded.verdict,
            executed=graded.executed,
            files=(graded.file_name,),
        )
        told = json.dumps(submission_document(graded.verdict), ensure_ascii=False)
        return Back(graded, feedback_html(feedback), told)


def _canaries(paper: Paper) -> list[str]:
    """Return the numbers that only the hidden inputs of `relu` hold."""
    drawn = paper.expectation(paper.assignment["relu"], "", 1).cases
    inputs = [case.inputs["x"] for case in drawn if not case.case.visible]
    return [repr(float(x.max())) for x in inputs]


def _paper(surroundings: Surroundings) -> Paper:
    course = load_course(surroundings.course)
    assignment = load_assignment(course, "light")
    secret: Secret = load_secret(course)
    return make_paper(course, assignment, secret, built(course, assignment, "student"))
