"""Grade notebooks that others wrote for nbgrader: by the tests in them, judged from outside."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder import words
from autograder.authoring.course import Course
from autograder.commands.nbgrader.lanes import Lanes
from autograder.commands.nbgrader.result import CellScore, Result
from autograder.formats.files import list_folder, read_plain
from autograder.formats.nbgrader.cells import own, source_of
from autograder.formats.nbgrader.master import Master, MasterCell
from autograder.formats.nbgrader.mending import Mended
from autograder.formats.nbgrader.regions import HIDDEN, lines_of
from autograder.formats.notebook import UnreadableError
from autograder.frameworks import FRAMEWORKS, imported_by
from autograder.grading.limits import allowance_of, figures_of, notes_on, times_of
from autograder.grading.outside import CellOfTests, Exam, Judged, defined_by, files_source, sit
from autograder.sandbox.cells import CellRun, CodeCell
from autograder.sandbox.session import Session

MAX_FILES = 8 * 2**20
"""Most bytes of all the files of an assignment together."""

MAX_DEPTH = 8


class TheirGrader:
    """Grades by an instructor's own tests; the language of what is said is the course's first."""

    def __init__(
        self, course: Course, master: Master, source: Mapping[str, Any] | None, folder: Path
    ) -> None:
        self._course, self._master = course, master
        self._source = source
        tests = {cell.grade_id for cell in master.tests}
        prelude = [
            source_of(cell)
            for cell in (source["cells"] if source is not None else [])
            if cell.get("cell_type") == "code" and own(cell).get("grade_id") not in tests
        ]
        solutions = [cell.source for cell in master.cells if _is_written(cell)]
        solutions += [
            source_of(cell)
            for cell in (source["cells"] if source is not None else [])
            if cell.get("cell_type") == "code" and own(cell).get("solution")
        ]
        self._exam = Exam(
            tests=tuple(CellOfTests(cell.grade_id, cell.source) for cell in master.tests),
            prelude=tuple(prelude),
            names=frozenset().union(*map(defined_by, solutions)),
            files=files_in(folder),
        )
        sources = [*prelude, *(cell.source for cell in master.cells)]
        # Nobody declares them here: what the assignment itself imports, its students will.
        self._frameworks = tuple(
            name for name in imported_by(sources) if FRAMEWORKS[name].is_installed
        )
        self._times = times_of(course.limits)
        self._limit = allowance_of(course.limits, self._frameworks)
        self._unfit: dict[str, str] = {}
        self.basis = hashlib.sha256(repr((self._exam, course.limits)).encode()).hexdigest()

    def prepare(self, lanes: Lanes) -> list[str]:
        """Try the tests on the instructor's own solution; return those that cannot be judged."""
        if self._source is None or not self._exam.tests:
            return []
        cells = [CodeCell(n, source) for n, source in enumerate(self._exam.prelude, start=1)]
        judged, _ = self._sit(cells, self._exam.files, lanes)
        for cell, one in zip(self._master.tests, judged, strict=True):
            if points_of(one.run, cell.points) < cell.points:
                failure = one.run.failure
                why = f"{failure.type}: {failure.message}"[:200] if failure else one.run.status
                self._unfit[cell.grade_id] = one.strange or why
        return [
            f"{name}: left for a person to grade. Judged from outside of the student's process, "
            f"the instructor's own solution does not pass ({why})"
            for name, why in self._unfit.items()
        ]

    def grade(self, hand_in: Mended, student: str, folder: Path, lanes: Lanes) -> Result:  # noqa: ARG002
        """Grade one hand-in."""
        tests = {cell.grade_id for cell in self._master.tests}
        cells = []
        number = 0
        for cell in hand_in.notebook["cells"]:
            if cell["cell_type"] != "code":
                continue
            number += 1
            # No test is run where the student's code could read it.
            if own(cell).get("grade_id") not in tests and cell["source"].strip():
                cells.append(CodeCell(number, cell["source"]))
        files = {**files_in(folder), **self._exam.files}
        judged, runs = self._sit(cells, files, lanes)
        lang = self._course.language
        notes = notes_on(runs, lang, figures_of(self._course.limits))
        outputs = {each: [*run.outputs, *_note(notes.get(each, ""))] for each, run in runs.items()}
        scores = {
            cell.grade_id: self._score(cell, one)
            for cell, one in zip(self._master.tests, judged, strict=True)
        }
        return Result(scores, outputs)

    def _sit(
        self, cells: list[CodeCell], files: Mapping[str, bytes], lanes: Lanes
    ) -> tuple[list[Judged], dict[int, CellRun]]:
        first = [CodeCell(0, files_source(files))] if files else []
        with Session(
            lanes.student(self._frameworks), [*first, *cells], self._times, self._limit
        ) as session:
            runs = session.run_cells()[len(first) :]
            judged = sit(
                self._exam, session, lanes.examiner(self._frameworks), self._times, self._limit
            )
        return judged, dict(zip((cell.number for cell in cells), runs, strict=True))

    def _score(self, cell: MasterCell, judged: Judged) -> CellScore:
        lang = self._course.language
        if cell.grade_id in self._unfit:
            return CellScore(None, words.say("nbgrader-by-hand", lang))
        points = points_of(judged.run, cell.points)
        return CellScore(points, told_of(judged, cell, points, lang))


def _is_written(cell: MasterCell) -> bool:
    """Whether a cell is code of the student's own."""
    return cell.solution and cell.cell_type == "code"


def _note(text: str) -> list[dict[str, Any]]:
    return [{"output_type": "stream", "name": "stderr", "text": f"{text}\n"}] if text else []


def points_of(run: CellRun, most: float) -> float:
    """Return what tests earned, by nbgrader's own rule: a last value is a part of the points.

    What was written to stderr is no failure, other than in nbgrader.
    """
    if run.status != "ok":
        return 0.0
    for output in run.outputs:
        if output["output_type"] == "execute_result":
            try:
                part = float(output["data"].get("text/plain", ""))
            except ValueError:
                return most
            return min(part, most) if part >= 0 else most
    return most


def told_of(judged: Judged, cell: MasterCell, points: float, lang: str) -> str:
    """Return what a student reads below tests: of a hidden one, only that it fails."""
    figures = {
        "score": words.figure(points, lang, digits=4),
        "points": words.figure(cell.points, lang, digits=4),
    }
    mark = "✔" if points >= cell.points else "✘"
    head = words.say("nbgrader-points", lang, mark=mark, name=cell.grade_id, **figures)
    return f"{head}\n{_why(judged, cell, points, lang)}"


def _why(judged: Judged, cell: MasterCell, points: float, lang: str) -> str:
    run, line = judged.run, judged.line or 0
    if run.status == "ok":
        if points >= cell.points:
            return words.say("nbgrader-tests-pass", lang)
        return words.say("nbgrader-tests-part", lang)
    if run.status != "error" or run.failure is None:
        return words.say("nbgrader-not-judged", lang)
    kind = run.failure.type
    with_type = words.say("nbgrader-with-type", lang, type=kind) if kind != "AssertionError" else ""
    lines = cell.source.split("\n")
    if not 0 < line <= len(lines) or line in lines_of(cell.source, HIDDEN):
        return words.say("nbgrader-hidden-fails", lang, with_type=with_type)
    facts = {"line": line, "source": lines[line - 1].strip(), "with_type": with_type}
    return words.say("nbgrader-visible-fails", lang, **facts)


def files_in(folder: Path) -> dict[str, bytes]:
    """Return the files beside a notebook, links left out, as far as there is room for them."""
    found: dict[str, bytes] = {}
    room = MAX_FILES
    waiting: list[tuple[str, ...]] = [()]
    while waiting:
        names = waiting.pop()
        try:
            entries = sorted(list_folder(folder, names), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            inside = (*names, entry.name)
            if entry.name.startswith(".") or entry.name.endswith(".ipynb"):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting += [inside] if len(inside) < MAX_DEPTH else []
                continue
            try:
                data = read_plain(folder, inside, room)
            except UnreadableError:
                continue
            found["/".join(inside)] = data
            room -= len(data)
    return found
