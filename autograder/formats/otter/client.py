"""The cells of Otter's client in a notebook: written for students, and left out when we grade.

Students' notebooks import `otter` and ask it for their public tests. Chainrule's sandbox need not
have Otter, and has its own tests: there a stand-in answers, which does nothing.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from importlib import resources

from autograder import words
from autograder.formats.notebook import Cell, Notebook

STAND_IN = """\
class _Grader:
    def __getattr__(self, name):
        return lambda *positional, **named: None


grader = _Grader()"""
"""Stands for `otter.Notebook`, wherever a student calls it."""

CALL = re.compile(r"(?:\s*(?:#[^\n]*|grader\.(?:check|check_all|export|to_pdf)\([^()\n]*\)))*\s*")
"""Nothing but comments and calls of Otter's client."""

START = re.compile(r"^import otter\ngrader = otter\.Notebook\([^()\n]*\)", re.MULTILINE)

MARKS = re.compile(r"\A<!-- (?:BEGIN|END) QUESTION -->\n+")
"""What otter assign puts before the text of a question that a person grades."""


def client_source(assignment: str, lang: str) -> str:
    """Return the cell that starts Otter's client and holds the tools of the public tests."""
    start = f'import otter\ngrader = otter.Notebook("{assignment}.ipynb")'
    return f"# {words.say('otter-client', lang)}\n{start}\n\n{_tools()}"


def without_client(notebook: Notebook) -> Notebook:
    """Return a hand-in without the calls of Otter's client, and with a stand-in for it."""
    if not any(START.search(cell.source) for cell in notebook.code):
        return notebook
    cells = tuple(_plain(cell) for cell in notebook.cells if not _is_call(cell))
    return dataclasses.replace(notebook, cells=cells)


def _is_call(cell: Cell) -> bool:
    return cell.kind == "code" and "grader." in cell.source and bool(CALL.fullmatch(cell.source))


def _plain(cell: Cell) -> Cell:
    source = cell.source
    if cell.kind == "markdown":
        source = MARKS.sub("", source)
    elif START.search(source):
        _, _, tools = START.sub("\0", source, count=1).partition("\0")
        source = STAND_IN if tools.strip() == _tools() else START.sub(STAND_IN, source)
    return dataclasses.replace(cell, source=source)


@functools.cache
def _tools() -> str:
    path = resources.files("autograder").joinpath("templates/otter_toolkit.py")
    return path.read_text("utf-8").strip()
