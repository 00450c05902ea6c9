"""An assignment as the `source/` of an nbgrader course has it: solutions, tests, hidden tests.

What nbgrader itself grades with is in the notebook, where the code of students can read it: that
is nbgrader's way. So the hidden cases that are written here are drawn by a key of their own, and
say nothing of those that Chainrule grades with.
"""

from __future__ import annotations

import hashlib
import hmac
import textwrap
from importlib import resources
from pathlib import Path
from typing import Any

from autograder.authoring.answers import form_check_source, right_answer
from autograder.authoring.assemble import assemble
from autograder.authoring.checks import check_source
from autograder.authoring.drawing import draw_all, draw_visible
from autograder.authoring.literal import literal
from autograder.formats.nbgrader.cells import Cell, Marks, grade_id_of, source_of, with_source
from autograder.formats.nbgrader.regions import HIDDEN
from autograder.formats.needed import needed_by
from autograder.judge.compare import TOLERANCES
from autograder.spec import Assignment, Question
from autograder.trial import DrawnCase, bounded, run_solution

BEGIN_HIDDEN, END_HIDDEN = (f"### {marker}" for marker in HIDDEN)

READ_ONLY = {"toolkit", "variant", "info"}
"""Roles of the cells that no student has to change."""

TESTS = "test-"
"""What the id of a question's tests begins with; the rest is the question's name."""


def tests_id(question: str) -> str:
    """Return the grade id of a question's tests."""
    return grade_id_of(question, TESTS)


def source_notebook(assignment: Assignment, folder: Path, lang: str, key: bytes) -> dict[str, Any]:
    """Return the notebook for nbgrader's `source/`, as nbformat 4.5 plain data.

    `folder` is the assignment's own, and `key` the course's secret one.

    Raises:
        SpecError: the assignment's prose or reference does not allow it.
    """
    notebook = assemble(assignment, folder, lang, "marked")
    own_key = hmac.new(key, b"nbgrader", hashlib.sha256).digest()
    cells: list[Cell] = []
    for cell in notebook["cells"]:
        name = cell["metadata"]["autograder"].get("question", "")
        match cell["metadata"]["autograder"]["role"]:
            case "toolkit":
                cells.append(_marked(_with_tools(cell), Marks("toolkit", "read-only")))
            case "solution":
                cells.append(_marked(cell, Marks(grade_id_of(name), "solution")))
                cells.append(_tests(assignment, assignment[name], lang, own_key))
            case "checks" if assignment[name].file is None:
                pass  # They are in the tests.
            case "workshop":
                # What a file of weights is worth, no test in a notebook can know.
                points = float(assignment[name].points)
                cells.append(_marked(cell, Marks(grade_id_of(name), "manual", points)))
            case "manual":
                points = cell["metadata"]["autograder"]["points"]
                cells.append(_marked(cell, Marks(grade_id_of(name), "manual", points)))
            case role if role in READ_ONLY:
                own = grade_id_of(name, f"{role}-") if name else role
                cells.append(_marked(cell, Marks(own, "read-only")))
            case _:
                cells.append(cell)
    return {**notebook, "cells": cells}


def _marked(cell: Cell, marks: Marks) -> Cell:
    # nbgrader locks cells itself, by what they are to it.
    kept = {
        key: value
        for key, value in cell["metadata"].items()
        if key not in ("deletable", "editable")
    }
    return {**cell, "metadata": {**kept, "nbgrader": marks.metadata()}}


def _with_tools(cell: Cell) -> Cell:
    template = resources.files("autograder").joinpath("templates/nbgrader_toolkit.py")
    tools = template.read_text("utf-8").rstrip()
    return with_source(cell, f"{source_of(cell)}\n\n\n{tools}")


def _tests(assignment: Assignment, question: Question, lang: str, key: bytes) -> Cell:
    visible, hidden = (
        (form_check_source(question, lang), _hidden_answer(question))
        if question.kind == "answer"
        else (_visible(assignment, question, lang), _hidden(assignment, question, lang, key))
    )
    own = {"role": "checks", "question": question.name}
    cell: Cell = {
        "cell_type": "code",
        "execution_count": None,
        "id": grade_id_of(question.name, TESTS).replace("_", "-")[:64],
        "metadata": {"autograder": own, "jupyter": {"source_hidden": True}},
        "outputs": [],
    }
    source = f"{visible}\n{BEGIN_HIDDEN}\n{hidden}\n{END_HIDDEN}"
    marks = Marks(tests_id(question.name), "tests", float(question.points))
    return _marked(with_source(cell, source), marks)


def _visible(assignment: Assignment, question: Question, lang: str) -> str:
    cases = draw_visible(assignment, question)
    return check_source(question, cases, lang, tool="check_visible") or f"# {question.name}"


def _hidden(assignment: Assignment, question: Question, lang: str, key: bytes) -> str:
    every = draw_all(assignment, question, key)
    cases = [drawn for drawn in every if not drawn.case.visible]
    after = [f"weights={literal([drawn.case.weight for drawn in cases])}"]
    if question.scoring == "all":
        after.append("together=True")
    if question.bounds_function is not None:
        after.append(f"bounds={literal([_bounds(question, drawn) for drawn in cases])}")
    points = literal(float(question.points))
    exact = TOLERANCES["float64"]
    return check_source(
        question, cases, lang, tool="marks", before=[points], after=after, exact=exact
    )


def _bounds(question: Question, drawn: DrawnCase) -> dict[str, tuple[float, float]]:
    exact = run_solution(question, drawn)
    facts = bounded(question, exact, drawn).value
    return {
        name: (float(fact.lower), float(fact.upper))
        for name, fact in facts.items()
        if fact is not exact.value[name] and hasattr(fact, "lower")
    }


def _hidden_answer(question: Question) -> str:
    name, form = question.name, question.form
    solve, right = right_answer(question)
    needed = needed_by(question.sheet.place if question.sheet else question.solution)
    body = "\n\n".join([*needed, solve.strip(), f"return {right}"])
    limits = question.tolerance or TOLERANCES["float64"]
    arguments = [
        literal(float(question.points)),
        f'"{name}"',
        *([literal(form.plain)] if form else []),
        f"{name}_right() if {name}_variant else ...",
        *(["entries=True"] if question.scoring == "entries" else []),
        f"rtol={limits.rtol!r}, atol={limits.atol!r}",
    ]
    tool = "form_marks" if form else "answer_marks"
    # Under names of its own: the notebook's functions are the student's.
    hidden = f"def {name}_right():\n{textwrap.indent(body, '    ')}"
    return f"{hidden}\n\n\n{tool}({', '.join(arguments)})"
