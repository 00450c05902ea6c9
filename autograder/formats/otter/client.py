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

CALL = re.compile(r"grader\.(?:check|check_all|export|to_pdf)\([^()]*\);?")

IMPORT = re.compile(r"^import otter[ \t]*$", re.MULTILINE)

START = re.compile(r"^grader *= *otter\.Notebook\([^()\n]*\)[ \t]*$", re.MULTILINE)

MARKS = re.compile(r"\A<!-- (?:BEGIN|END) QUESTION -->\n+")
"""What otter assign puts before the text of a question that a person grades."""


def client_source(assignment: str, lang: str) -> str:
    """Return the cell that starts Otter's client and holds the tools of the public tests."""
    start = f'import otter\ngrader = otter.Notebook("{assignment}.ipynb")'
    told = words.say("otter-client", lang)
    return f"# {told}\n{start}\n\n{_tools()}"


def without_client(notebook: Notebook) -> Notebook:
    """Return a hand-in without the calls of Otter's client, and with a stand-in for it."""
    if not any(START.search(cell.source) for cell in notebook.code):
        return notebook
    cells = tuple(_plain(cell) for cell in notebook.cells if not _is_of_client(cell))
    return dataclasses.replace(notebook, cells=cells)


def _is_of_client(cell: Cell) -> bool:
    """Whether a cell does nothing but call the client, or says how."""
    if cell.kind == "markdown":
        return any(cell.source == words.say("otter-hand-in", lang) for lang in words.LANGUAGES)
    lines = [line.strip() for line in cell.source.splitlines()]
    said = [line for line in lines if line and not line.startswith("#")]
    return cell.kind == "code" and bool(said) and all(map(CALL.fullmatch, said))


def _plain(cell: Cell) -> Cell:
    source = cell.source
    if cell.kind == "markdown":
        source = MARKS.sub("", source)
    elif START.search(source):
        without = START.sub("", IMPORT.sub("", source))
        source = STAND_IN if _is_own(without) else START.sub(STAND_IN, IMPORT.sub("", source))
    return dataclasses.replace(cell, source=source)


def _is_own(source: str) -> bool:
    """Whether the cell that starts the client is as it was handed out, but for its comment."""
    _, _, rest = source.partition("\n")
    return source.startswith("#") and rest.strip() == _tools()


@functools.cache
def _tools() -> str:
    path = resources.files("autograder").joinpath("templates/otter_toolkit.py")
    return path.read_text("utf-8").strip()
