"""An assignment as a master notebook, from which `otter assign` makes what students get."""

from __future__ import annotations

import ast
import functools
import itertools
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from autograder import words
from autograder.authoring.assemble import assemble
from autograder.formats.otter.client import client_source
from autograder.formats.otter.tests import TOOLS, TestFormat, tests_of
from autograder.spec import Assignment, Question, SpecError
from autograder.syntax import parse

Cell = dict[str, Any]

SOLUTION_TAG = "otter_assign_solution_cell"
"""What otter assign cuts solutions out of."""

IGNORED_TAG = "otter_ignore"
"""What Otter does not run when it grades."""

IGNORED = re.compile(r"##?\s*ignore", re.IGNORECASE)
"""How a cell begins that otter assign leaves out: a heading or a comment may begin so too."""

KNOWN_AS = {"sklearn": "scikit-learn", "tensorflow": "tensorflow-cpu", "PIL": "pillow"}
"""The distributions of modules of another name, where this machine does not have them."""


def master_notebook(
    assignment: Assignment, folder: Path, lang: str, key: bytes, tests: TestFormat
) -> dict[str, Any]:
    """Return the master notebook, as nbformat 4.5 plain data.

    `folder` is the assignment's own; `key` draws the hidden cases.

    Raises:
        SpecError: the assignment's prose or reference does not allow it.
    """
    student = assemble(assignment, folder, lang, "student")
    solved = assemble(assignment, folder, lang, "instructor")
    pairs = list(zip(student["cells"], solved["cells"], strict=True))
    cells = [_settings(assignment, _requirements(student["cells"]), tests)]
    for name, group in itertools.groupby(pairs, key=lambda pair: _question(pair[0])):
        own = list(group)
        if not name:
            cells += (each for pair in own for each in _outside(assignment, *pair, lang))
        elif _role(own[0][0]) == "manual":
            cells += _manual(*own[0], lang)
        else:
            cells += _asked(assignment, name, own, lang, key, tests)
    cells += _hand_in(lang)
    return {**student, "cells": [_named(cell, number) for number, cell in enumerate(cells)]}


def tools_source(notebook: Mapping[str, Any]) -> str:
    """Return the module of the tests' tools, as Otter's grader has it for a master notebook."""
    [toolkit] = [cell for cell in notebook["cells"] if _role(cell) == "toolkit"]
    texts = [_source(toolkit), *(_template(name) for name in ("otter_toolkit", "otter_hidden"))]
    return "# The tools of the tests, as Otter's grader has them.\n" + "\n\n\n".join(texts) + "\n"


def _template(name: str) -> str:
    path = resources.files("autograder").joinpath(f"templates/{name}.py")
    return path.read_text("utf-8").strip()


def _outside(assignment: Assignment, cell: Cell, solved: Cell, lang: str) -> Iterator[Cell]:
    """Yield a cell that is no question's, with what follows it."""
    role = _role(cell)
    if role == "identity":
        yield _solution(cell, solved)
    elif role == "demo":
        yield _tagged(cell, IGNORED_TAG)
    else:
        yield cell
    if role == "toolkit":
        own = {"autograder": {"role": "client"}, "deletable": False, "editable": False}
        folded = {**own, "jupyter": {"source_hidden": True}}
        yield _cell("code", client_source(assignment.name, lang), folded)


def _asked(
    assignment: Assignment,
    name: str,
    pairs: Iterable[tuple[Cell, Cell]],
    lang: str,
    key: bytes,
    tests: TestFormat,
) -> Iterator[Cell]:
    question = assignment[name]
    if question.file is not None:
        yield from _by_hand(question, pairs)
        return
    whole = question.scoring == "all"
    yield _raw("BEGIN QUESTION", {"name": name, **({"all_or_nothing": True} if whole else {})})
    for cell, solved in pairs:
        if _role(cell) == "solution":
            yield _raw("BEGIN SOLUTION")
            yield _solution(cell, solved, tag=False)
            yield _raw("END SOLUTION")
        elif _role(cell) != "checks":
            yield cell  # The checks are the public tests.
    yield _raw("BEGIN TESTS")
    for test in tests_of(assignment, question, lang, key, tests):
        yield _cell("code", test.cell_source)
    yield _raw("END TESTS")
    yield _raw("END QUESTION")


def _by_hand(question: Question, pairs: Iterable[tuple[Cell, Cell]]) -> Iterator[Cell]:
    """Yield a question of a file: no test in a notebook can know what that is worth."""
    checks = []
    settings = {"name": question.name, "manual": True, "points": question.points}
    yield _raw("BEGIN QUESTION", settings)
    for cell, solved in pairs:
        if _role(cell) == "workshop":
            yield _raw("BEGIN SOLUTION")
            yield _solution(cell, solved, tag=False)
            yield _raw("END SOLUTION")
        elif _role(cell) == "checks":
            checks.append(cell)
        else:
            yield cell
    yield _raw("END QUESTION")
    yield from checks


def _manual(cell: Cell, solved: Cell, lang: str) -> Iterator[Cell]:
    name, points = _question(cell), cell["metadata"]["autograder"]["points"]
    yield _raw("BEGIN QUESTION", {"name": name, "manual": True, "points": points})
    # Otter locks the first text of such a question: it may not be the student's own.
    told = words.say("otter-manual", lang, name=name, points=words.figure(points, lang, digits=4))
    yield _cell("markdown", told, {"autograder": {"role": "info"}})
    yield _raw("BEGIN PROMPT")
    yield cell
    yield _raw("END PROMPT")
    yield _raw("BEGIN SOLUTION")
    yield _cell("markdown", _source(solved))
    yield _raw("END SOLUTION")
    yield _raw("END QUESTION")


def _hand_in(lang: str) -> Iterator[Cell]:
    yield _cell("markdown", words.say("otter-hand-in", lang))
    own = {"autograder": {"role": "client"}, "deletable": False, "editable": False}
    # Where a machine has no pandoc, a PDF that is asked for leaves a damaged .zip behind.
    yield _cell("code", "grader.export(pdf=False, run_tests=True)", own)


def _solution(cell: Cell, solved: Cell, *, tag: bool = True) -> Cell:
    """Return a cell from which otter assign makes exactly the student's own.

    Its own stub is three dots, which is a function that returns nothing. Here the student's text
    is a text in the master, and the solution leaves no trace.
    """
    stub, solution = _source(cell), _source(solved)
    quotes = next((each for each in ("'''", '"""') if each not in stub), None)
    if quotes is None:
        where = _question(cell) or _role(cell)
        raise SpecError(f"{where!r}: a stub with ''' and \"\"\" cannot be written for Otter")
    lines = [f"r{quotes} # BEGIN PROMPT", stub, f"{quotes} # END PROMPT"]
    lines += ["# BEGIN SOLUTION NO PROMPT", solution.rstrip("\n"), "# END SOLUTION"]
    whole = {**cell, "source": "\n".join(lines).splitlines(keepends=True)}
    return _tagged(whole, SOLUTION_TAG) if tag else whole


def _settings(assignment: Assignment, requirements: list[str], tests: TestFormat) -> Cell:
    settings = {
        "name": assignment.name,
        "init_cell": False,
        "export_cell": False,
        "autograder_files": [f"{TOOLS}.py"],
        "requirements": requirements,
        "tests": {"ok_format": tests == "ok"},
    }
    return _raw("ASSIGNMENT CONFIG", settings)


def _requirements(cells: Iterable[Cell]) -> list[str]:
    """Return the distributions that the notebook's own cells import."""
    names: set[str] = set()
    for cell in cells:
        for node in ast.walk(_tree(cell)):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    known = _distributions()
    foreign = names - sys.stdlib_module_names - {"IPython"}
    return sorted(known.get(name, [KNOWN_AS.get(name, name)])[0] for name in foreign)


@functools.cache
def _distributions() -> Mapping[str, list[str]]:
    return metadata.packages_distributions()


def _tree(cell: Cell) -> ast.Module:
    """Return a cell as Python's; empty where it is no Python, or holds commands of IPython."""
    try:
        return parse(_source(cell) if cell["cell_type"] == "code" else "")
    except SyntaxError:
        return ast.Module(body=[], type_ignores=[])


def _raw(marker: str, settings: Mapping[str, Any] | None = None) -> Cell:
    """Return a raw cell that otter assign reads; what is JSON is YAML too."""
    lines = [f"{key}: {json.dumps(value)}" for key, value in (settings or {}).items()]
    return _cell("raw", "\n".join([f"# {marker}", *lines]))


def _cell(kind: str, source: str, metadata: Mapping[str, Any] | None = None) -> Cell:
    code: Cell = {"outputs": [], "execution_count": None}
    return {
        "cell_type": kind,
        "metadata": dict(metadata or {}),
        "source": source.splitlines(keepends=True),
        **(code if kind == "code" else {}),
    }


def _named(cell: Cell, number: int) -> Cell:
    """Return the cell with an id, where it has none of its own, and as one that stays."""
    given = cell.get("id", "")
    if IGNORED.match(_source(cell)):
        cell = {**cell, "source": ["\n", *cell["source"]]}
    return {**cell, "id": given if given and not given.startswith("cell-") else f"cell-{number}"}


def _tagged(cell: Cell, tag: str) -> Cell:
    return {**cell, "metadata": {**cell["metadata"], "tags": [tag]}}


def _role(cell: Cell) -> str:
    return str(cell["metadata"].get("autograder", {}).get("role", ""))


def _question(cell: Cell) -> str:
    return str(cell["metadata"].get("autograder", {}).get("question", ""))


def _source(cell: Mapping[str, Any]) -> str:
    return "".join(cell["source"])
