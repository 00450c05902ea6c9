"""Grade notebooks that we built: by the questions, and not by the tests in the notebook."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder import words
from autograder.authoring.assemble import notebook_bytes
from autograder.authoring.course import Course, Secret
from autograder.commands.nbgrader.lanes import Lanes
from autograder.commands.nbgrader.result import CellScore, Result
from autograder.formats.nbgrader.cells import own
from autograder.formats.nbgrader.handout import students_copy
from autograder.formats.nbgrader.master import Master
from autograder.formats.nbgrader.mending import Mended
from autograder.formats.nbgrader.source import tests_id
from autograder.formats.release import Built, built, release_hash
from autograder.formats.submissions import Submission
from autograder.grading.basis import basis_of
from autograder.grading.paper import make_paper
from autograder.grading.submission import grade_submission
from autograder.judge.verdict import QuestionVerdict
from autograder.spec import Assignment

TOOLS = frozenset({"toolkit"})
"""The cell of our tools: hundreds of lines between a student's answers."""


class OurGrader:
    """Grades an assignment's notebook in the sandbox, against its reference."""

    def __init__(
        self,
        course: Course,
        assignment: Assignment,
        secret: Secret,
        master: Master,
        source: Mapping[str, Any] | None,
    ) -> None:
        self._assignment = assignment
        self._master = master
        released = (
            [Built(Path("release"), notebook_bytes(students_copy(source)))]
            if source is not None
            else built(course, assignment, "student")
        )
        self._paper = make_paper(course, assignment, secret, released)
        self.basis = basis_of(self._paper, release_hash(released), None)
        cells = source["cells"] if source is not None else []
        self._roles = {own(cell)["grade_id"]: _ours(cell) for cell in cells if own(cell)}

    def prepare(self, lanes: Lanes) -> list[str]:  # noqa: ARG002
        """Compute what is expected of the whole class."""
        for question in self._assignment:
            if question.drawn_per == "class":
                _ = self._paper.expectation(question, "", 1).right
        return []

    def grade(self, hand_in: Mended, student: str, folder: Path, lanes: Lanes) -> Result:  # noqa: ARG002
        """Grade one hand-in."""
        name = f"{self._master.notebook}.ipynb"
        content = self._without_hidden(hand_in.notebook)
        submission = Submission(student, name, lambda _: content)
        graded = grade_submission(
            self._paper, lanes.student(self._assignment.frameworks), submission, content
        )
        verdicts = {tests_id(verdict.name): verdict for verdict in graded.verdict.questions}
        scores = {}
        for cell in self._master.tests:
            if verdict := verdicts.get(cell.grade_id):
                scores[cell.grade_id] = self._score(verdict, cell.points, graded.language)
            else:
                by_hand = words.say("nbgrader-by-hand", graded.language)
                scores[cell.grade_id] = CellScore(None, by_hand)
        executed = graded.executed or {"cells": []}
        outputs = {
            cell["execution_count"]: cell["outputs"]
            for cell in executed["cells"]
            if cell["cell_type"] == "code"
        }
        return Result(scores, outputs, graded.verdict.reason, TOOLS)

    def _score(self, verdict: QuestionVerdict, most: float, lang: str) -> CellScore:
        if verdict.is_open:
            head = words.say("nbgrader-not-run", lang, name=verdict.name)
            return CellScore(None, f"{head}\n{verdict.message}")
        points = round(most * verdict.score / verdict.points, 6)
        return CellScore(points, told_of(verdict, points, most, lang, self._titles))

    def _titles(self, question: str, lang: str) -> dict[str, str]:
        return {case.name: case.title(lang) for case in self._assignment[question].cases}

    def _without_hidden(self, notebook: Mapping[str, Any]) -> bytes:
        """Return the notebook that is run: no hidden test, and the roles that we gave."""
        known = self._master.by_id
        cells = []
        for cell in notebook["cells"]:
            grade_id = own(cell).get("grade_id", "")
            if grade_id in known and known[grade_id].locked:
                cell = {**cell, "source": known[grade_id].visible}
            metadata = {"autograder": self._roles[grade_id]} if grade_id in self._roles else {}
            cells.append({**cell, "metadata": metadata})
        return json.dumps({**notebook, "cells": cells}).encode("utf-8")


def _ours(cell: Mapping[str, Any]) -> dict[str, Any]:
    role: dict[str, Any] = cell["metadata"].get("autograder", {})
    return role


def told_of(verdict: QuestionVerdict, points: float, most: float, lang: str, titles: Any) -> str:
    """Return what a student reads below a question's tests."""
    figures = {
        "score": words.figure(points, lang, digits=4),
        "points": words.figure(most, lang, digits=4),
    }
    mark = "✔" if points >= most else "✘"
    lines = [words.say("nbgrader-points", lang, mark=mark, name=verdict.name, **figures)]
    if verdict.message:
        lines.append(verdict.message)
    elif verdict.is_right:
        lines.append(words.say("nbgrader-all-pass", lang))
    if not verdict.is_right:
        names = titles(verdict.name, lang)
        for case in verdict.cases:
            mark = "✔" if case.passed else "✘"
            title = names.get(case.name, case.name)
            lines.append(words.say("nbgrader-case", lang, mark=mark, case=title))
    return "\n".join(lines)
