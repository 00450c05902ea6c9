"""Who hands in what: honest students, each with a style, slips and gaps of their own.

The styles are the hands of the assignment's sample class, where it has one, and the reference's
own. Nothing depends on the size of the class: the first twenty of two hundred are the class of
twenty.
"""

from __future__ import annotations

import ast
import builtins
import re
import runpy
import symtable
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from autograder.authoring.assemble import assemble
from autograder.authoring.course import Course
from autograder.authoring.drawing import variant_generator
from autograder.authoring.literal import literal
from autograder.authoring.load import assignment_folders
from autograder.formats.needed import needed_by
from autograder.probe import source_of
from autograder.spec import Assignment, Function, Question, SpecError

from .personal import personal

LEFT_OUT = {
    "emmy": "handed in nothing",
    "lea": "needs a module that is not there",
    "marie": "has a loop that does not end",
    "paul": "prints megabytes",
    "quentin": "has a truncated file",
}
"""Hands of sample classes whose cost is another subject, and why."""

CAREFUL = 0.3
"""Share of the students who make no slip beyond their style's own."""

SLIP, GAP, OTHER_WAY = 0.06, 0.03, 0.3
"""Chance of a known mistake, of a function not written, of another right solution."""

REFERENCE = "reference"


@dataclass(frozen=True)
class Style:
    """How one kind of student writes."""

    name: str
    answers: Mapping[str, Sequence[str]]
    """By question, the cell of the answer, and its later versions below it."""

    own: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Code cells of the student's own, by the question or the role of the cell above."""

    without: frozenset[str] = frozenset()
    """Roles of the cells that are deleted."""

    described: bool = True
    """Whether the description of the stub stays."""


@dataclass(frozen=True)
class Work:
    """What one student hands in, whatever grades it."""

    student: str
    answers: Mapping[str, str]
    """By question, the source of its cell; what is missing was not written."""

    below: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Code cells of the student's own, by the question or the role of the cell above."""

    without: frozenset[str] = frozenset()
    """Roles of the cells that are deleted."""

    is_control: bool = False
    """Whether it must have full marks from every grader."""


@dataclass(frozen=True)
class Maker:
    """An assignment as seen by those who make up its students."""

    assignment: Assignment
    styles: Sequence[Style]
    stubs: Mapping[str, str]
    slips: Mapping[str, Sequence[str]]
    """By question, the cells of its known mistakes that stand on their own."""

    others: Mapping[str, Sequence[str]]
    """By question, the cells of its other right solutions."""

    def works(self, size: int, seed: int) -> Iterator[Work]:
        """Yield the first `size` students of the class of a seed."""
        for number in range(size):
            yield self.work(number, seed)

    def work(self, number: int, seed: int) -> Work:
        """Return what a student hands in; the first of a class has everything right."""
        rng = np.random.default_rng([seed, number])
        block, place = divmod(number - 1, len(self.styles))
        order = np.random.default_rng([seed, block + 1, 0]).permutation(len(self.styles))
        style = self._style(REFERENCE) if number == 0 else self.styles[order[place]]
        # By number first: a grader that goes by name does not see one style after the other.
        student = f"s{number:05d}-{style.name}"
        careful = number == 0 or rng.random() < CAREFUL
        answers, below = {}, {name: list(cells) for name, cells in style.own.items()}
        for question in self.assignment:
            name = question.name
            cells = self._cells(question, style, student, rng, careful=careful)
            if not cells:
                continue
            first, *later = (
                personal(cell, rng, student) if question.kind == "function" else cell
                for cell in cells
            )
            answers[name] = first
            below[name] = [*later, *below.get(name, ())]
        return Work(student, answers, below, style.without, number == 0)

    def _cells(
        self,
        question: Question,
        style: Style,
        student: str,
        rng: np.random.Generator,
        *,
        careful: bool,
    ) -> Sequence[str]:
        chance, pick = rng.random(), int(rng.integers(2**31))
        given = style.answers.get(question.name, ())
        if question.kind == "answer":
            return [_answered(cell, self.assignment, question, student) for cell in given]
        if given and not careful:
            slips = self.slips.get(question.name)
            if chance < GAP:
                return ()
            if chance < GAP + SLIP and slips:
                return [slips[pick % len(slips)]]
        others = self.others.get(question.name)
        if style.name == REFERENCE and not careful and others and chance > 1 - OTHER_WAY:
            given = [others[pick % len(others)]]
        if given and style.described and question.name in self.stubs:
            given = [_described(given[0], self.stubs[question.name]), *given[1:]]
        return given

    def _style(self, name: str) -> Style:
        return next(style for style in self.styles if style.name == name)


def make_maker(course: Course, assignment: Assignment) -> Maker:
    """Gather the styles, slips and other ways of an assignment.

    Raises:
        SpecError: the assignment's prose or reference does not allow it.
    """
    folder = assignment_folders(course)[assignment.name]
    student = assemble(assignment, folder, "en", "student")["cells"]
    solved = _solutions(assemble(assignment, folder, "en", "instructor")["cells"])
    answers = {
        question.name: ["RIGHT" if question.kind == "answer" else solved[question.name]]
        for question in assignment
        if question.name in solved
    }
    answers |= {
        name: [f"{name} = {cells[0]}"] for name, cells in answers.items() if cells == ["RIGHT"]
    }
    functions = [question for question in assignment if question.kind == "function"]
    known = frozenset(_bound(student) | {question.name for question in assignment})
    return Maker(
        assignment,
        [Style(REFERENCE, answers, described=False), *_hands(folder, assignment)],
        {
            name: source
            for name, source in _solutions(student).items()
            if assignment[name].kind == "function"
        },
        {
            each.name: list(_alone(each, [one.function for one in each.mistakes], known))
            for each in functions
        },
        {
            question.name: list(_alone(question, question.alternatives, known))
            for question in functions
        },
    )


def _solutions(cells: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    marked = [(cell["metadata"].get("autograder", {}), "".join(cell["source"])) for cell in cells]
    return {own["question"]: source for own, source in marked if own.get("role") == "solution"}


def _bound(cells: Sequence[Mapping[str, Any]]) -> set[str]:
    """Return the names that every cell may count on."""
    found: set[str] = set()
    for cell in cells:
        if cell["metadata"].get("autograder", {}).get("role") == "toolkit":
            table = symtable.symtable("".join(cell["source"]), "<cell>", "exec")
            found |= {symbol.get_name() for symbol in table.get_symbols() if symbol.is_assigned()}
            found |= {symbol.get_name() for symbol in table.get_symbols() if symbol.is_imported()}
    return found


def _hands(folder: Path, assignment: Assignment) -> Iterator[Style]:
    """Yield the styles of the sample class, where the assignment has one."""
    path = folder / "hands" / "make_sample.py"
    if not path.is_file():
        return
    maker = runpy.run_path(str(path))
    for place in sorted(path.parent.glob("*.py")):
        if place == path or place.stem in LEFT_OUT:
            continue
        hand = maker["read_hand"](place, assignment)
        deleted = hand.options.get("delete", ())
        yield Style(
            hand.student,
            {name: cells for name, cells in hand.cells.items() if name not in deleted},
            {
                name: [_code(source) for kind, source in cells if kind == "code"]
                for name, cells in hand.own.items()
            },
            frozenset(deleted) & {"provided", "demo"},
            hand.options.get("docstrings", True),
        )


def _code(source: str) -> str:
    """Return an own cell without what a hand says that it printed."""
    return re.split(r"^#> ", source, maxsplit=1, flags=re.MULTILINE)[0].rstrip("\n")


def _described(source: str, stub: str) -> str:
    """Put the stub's description below the first line of the function."""
    try:
        [definition] = ast.parse(stub).body
        functions = [one for one in ast.parse(source).body if isinstance(one, ast.FunctionDef)]
    except (SyntaxError, ValueError):
        return source
    if not isinstance(definition, ast.FunctionDef) or not ast.get_docstring(definition):
        return source
    own = next((one for one in functions if one.name == definition.name), None)
    if own is None or ast.get_docstring(own) or own.body[0].lineno == own.lineno:
        return source
    text = stub.splitlines()[definition.body[0].lineno - 1 : definition.body[0].end_lineno]
    lines = source.split("\n")
    place = own.body[0].lineno - 1
    while lines[place - 1].lstrip().startswith("#"):
        place -= 1
    return "\n".join([*lines[:place], *text, *lines[place:]])


def _answered(source: str, assignment: Assignment, question: Question, student: str) -> str:
    """Write the values that `RIGHT` and `MISTAKE("…")` stand for, in the student's variant."""
    variant = question.cases[0].draw(variant_generator(assignment.name, question.name, student))
    wrong = {mistake.name: mistake.function for mistake in question.mistakes}
    source = source.replace("RIGHT", literal(question.solution(**variant)))
    return re.sub(r'MISTAKE\("(\w+)"\)', lambda told: literal(wrong[told[1]](**variant)), source)


def _alone(
    question: Question, functions: Sequence[Function], known: frozenset[str]
) -> Iterator[str]:
    """Yield a cell for each function that makes sense outside of the course's own modules."""
    for function in functions:
        try:
            cell = _cell_of(question, function, known)
            asked = _asks_for(cell)
        except (SpecError, SyntaxError):
            # A method of a class of the course's, or a value that no source can say.
            continue
        if asked <= known | set(dir(builtins)):
            yield cell


def _cell_of(question: Question, function: Function, known: frozenset[str]) -> str:
    """Return a function as a student's cell; it calls the student's own where it can."""
    parts, modules = [], []
    for part in needed_by(function):
        imported = re.fullmatch(r"import (?P<path>[\w.]+) as (?P<name>\w+)", part)
        defined = re.match(r"(def |class )?(?P<name>\w+)", part)
        if imported and imported["path"].partition(".")[0] in ("reference", "assignments"):
            modules.append(imported["name"])
        elif imported or (defined and defined["name"] not in known):
            parts.append(part)
    source = re.sub(r"  # M\d.*$", "", source_of(function, question.name), flags=re.MULTILINE)
    cell = "\n\n".join([*parts, source]).rstrip()
    for name in modules:
        own = rf"\b{name}\.{question.name}\b"
        if re.search(own, cell):
            # The course's mistake starts from the right function: so does the student's.
            cell = re.sub(own, f"first_{question.name}", cell)
            first = source_of(question.solution, f"first_{question.name}").rstrip()
            cell = f"{first}\n\n\n{cell}"
        cell = re.sub(rf"\b{name}\.(\w+)", r"\1", cell)
    return cell


def _asks_for(cell: str) -> set[str]:
    """Return the names that a cell takes from outside of itself."""
    table = symtable.symtable(cell, "<cell>", "exec")
    tables, asked = [table], set()
    while tables:
        one = tables.pop()
        tables += one.get_children()
        asked |= {s.get_name() for s in one.get_symbols() if s.is_global() or one is table}
    bound = {s.get_name() for s in table.get_symbols() if s.is_assigned() or s.is_imported()}
    return asked - bound
