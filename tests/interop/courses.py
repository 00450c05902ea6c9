"""Courses for nbgrader, what students make of them, and what its gradebook then says."""

from __future__ import annotations

import copy
import json
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Nbgrader = Callable[..., str]
Autograder = Callable[..., str]
Notebook = dict[str, Any]
Edit = Callable[[Notebook], Notebook]

RIGHT = {
    "pre_activation": "def pre_activation(w, x, b):\n    return float(np.dot(w, x) + b)",
    "neuron": "def neuron(w, x, b):\n    return float(np.tanh(np.dot(w, x) + b))",
    "parameters": 'parameters = parameters_variant["inputs"] + 1',
}

SCORES = """
select submitted_assignment.student_id, base_cell.name, grade.auto_score, grade.manual_score
from grade
join base_cell on grade.cell_id = base_cell.id
join submitted_notebook on grade.notebook_id = submitted_notebook.id
join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
where base_cell.type = 'GradeCell'
"""


def our_course(
    root: Path, autograder: Autograder, nbgrader: Nbgrader, settings: str = "", prose: str = ""
) -> Path:
    """Return the template's course as nbgrader's, in English, released."""
    autograder("new", root)
    for path, text in ((root / "course.toml", settings), *_prose(root, prose)):
        path.write_text(path.read_text("utf-8") + text, "utf-8")
    autograder("build", "--format", "nbgrader", "--lang", "en", "--course", root)
    course = root / "nbgrader/en"
    nbgrader(course, "generate_assignment", "neuron")
    return course


def _prose(root: Path, text: str) -> list[tuple[Path, str]]:
    return [(root / f"assignments/neuron/notebook.{lang}.md", text) for lang in ("en", "fr")]


def read(path: Path) -> Notebook:
    document: Notebook = json.loads(path.read_text("utf-8"))
    return document


def write(path: Path, notebook: Notebook) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), "utf-8")


def grade_id(cell: Mapping[str, Any]) -> str:
    found: str = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
    return found


def answered(notebook: Notebook, student: str, answers: Mapping[str, str]) -> Notebook:
    """Return a released notebook with a student's answers in it."""
    made = copy.deepcopy(notebook)
    for cell in made["cells"]:
        if grade_id(cell) in answers:
            cell["source"] = answers[grade_id(cell)]
        if "student_id =" in "".join(cell["source"]) and not grade_id(cell):
            cell["source"] = f'student_id = "{student}"'
    return made


def hand_in(course: Path, student: str, notebook: Notebook, name: str = "neuron") -> Path:
    path = course / "submitted" / student / "neuron" / f"{name}.ipynb"
    write(path, notebook)
    return path


def scores(course: Path) -> dict[str, dict[str, float | None]]:
    """Return the automatic scores by student and cell."""
    found: dict[str, dict[str, float | None]] = {}
    with sqlite3.connect(course / "gradebook.db") as database:
        for student, cell, automatic, _ in database.execute(SCORES):
            found.setdefault(student, {})[cell] = automatic
    return found


def totals(course: Path) -> dict[str, float]:
    """Return the sum of the automatic scores of every student."""
    return {
        student: sum(score or 0.0 for score in cells.values())
        for student, cells in scores(course).items()
    }
