"""Tests that an instructor wrote as cells, judged from outside of the student's process.

The tests run in a worker of the examiner's, in which the student's functions are stand-ins: each
call is made in the student's own worker, and its plain result comes back. So what a test expects
is never where a student's code could read it. A test that needs more than plain values (an object
with methods, a figure) cannot be judged so: the instructor's own solution fails it, which tells.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from autograder import wire
from autograder.outcome import Failure, Outcome
from autograder.probe import Call
from autograder.sandbox.asking import Ask, StandIns
from autograder.sandbox.cells import CellRun, CodeCell, Times
from autograder.sandbox.isolation.limits import Allowance
from autograder.sandbox.lane import Lane
from autograder.sandbox.session import Session
from autograder.syntax import parse

ASK = "_chainrule_ask"
PLACE = "_chainrule_place"

CALL = """
def probe(function, positional, named, absent):
    space = getattr(function, "__globals__", {})
    gone = {name: space.pop(name) for name in absent if name in space}
    try:
        value = function(*positional, **named)
    finally:
        space.update(gone)
    kind = "set" if isinstance(value, (set, frozenset)) else ""
    return [list(value) if kind else value, kind, positional, named]
"""
"""Calls a function in the student's worker; it is public, like every probe."""


@dataclass(frozen=True)
class CellOfTests:
    """One cell of tests."""

    name: str
    source: str


@dataclass(frozen=True)
class Exam:
    """The tests of a notebook, and what they build on."""

    tests: tuple[CellOfTests, ...]
    prelude: tuple[str, ...] = ()
    """The instructor's own code cells, solutions included, in order."""

    names: frozenset[str] = frozenset()
    """What the solution cells define: of the student these are taken."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    """Files of the assignment, by their paths in the notebook's folder."""


@dataclass(frozen=True)
class Judged:
    """What came of one cell of tests."""

    run: CellRun
    line: int | None = None
    """Of the cell, where it failed; None where that is elsewhere."""

    strange: str = ""
    """What of the student's could not be brought over, if that was so."""


def sit(exam: Exam, student: Session, lane: Lane, times: Times, limit: Allowance) -> list[Judged]:
    """Run the tests against a student's session, whose cells have run; `lane` is the examiner's.

    Raises:
        SandboxError: no worker can be had on this machine.
    """
    messenger = _Messenger(student)
    first = [examiner_source(), *filter(None, [files_source(exam.files)]), *exam.prelude]
    sources = list(first)
    for test in exam.tests:
        names = sorted(exam.names | taken_by(test.source, exam.prelude))
        sources += [f"{PLACE}({names!r})", test.source]
    cells = [CodeCell(number, source) for number, source in enumerate(sources, start=1)]
    stand_ins = StandIns((ASK,), messenger, in_cells=True)
    with Session(lane, cells, times, limit, stand_ins=stand_ins) as examiner:
        judged: list[Judged] = []
        for cell, run in zip(cells, examiner.runs(), strict=True):
            failure = run.failure
            line = failure.line if failure is not None and failure.cell == cell.number else None
            judged.append(Judged(run, line, messenger.strange))
            messenger.strange = ""
    return judged[len(first) + 1 :: 2]


def examiner_source() -> str:
    """Return the cell that makes the examiner ready."""
    source = resources.files("autograder").joinpath("templates/examiner.py").read_text("utf-8")
    # Under a name of its own: what is raised in there is of the test's line that called it.
    made = f"exec(compile({source!r}, '<examiner>', 'exec'))"
    return f"{made}\n{PLACE} = _chainrule_examiner(globals(), {ASK})"


def files_source(files: Mapping[str, bytes]) -> str:
    """Return a cell that writes files to where the notebook runs, or nothing for none."""
    if not files:
        return ""
    return (
        "import pathlib as _pathlib\n"
        f"for _name, _data in {dict(files)!r}.items():\n"
        "    _path = _pathlib.Path(_name)\n"
        "    _path.parent.mkdir(parents=True, exist_ok=True)\n"
        "    _path.write_bytes(_data)\n"
        "del _pathlib, _name, _data, _path"
    )


def defined_by(source: str) -> frozenset[str]:
    """Return the names that a cell binds at its top level, imported modules apart."""
    tree = _tree(source)
    if tree is None:
        return frozenset()
    return frozenset(_bound(tree.body))


def _bound(body: Sequence[ast.stmt]) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
            continue
        for each in ast.walk(node):
            if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
                yield each.id


def taken_by(test: str, prelude: Sequence[str]) -> frozenset[str]:
    """Return the names that a test uses and that nothing of the instructor's defines."""
    tree = _tree(test)
    if tree is None:
        return frozenset()
    nodes = list(ast.walk(tree))
    used = {node.id for node in nodes if isinstance(node, ast.Name)}
    bound = {node.id for node in nodes if isinstance(node, ast.Name) and _is_store(node)}
    known = {name for source in prelude for name in _all_bound(source)} | _all_bound(test)
    return frozenset(used - (bound | known | set(dir(builtins))))


def _is_store(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store)


def _all_bound(source: str) -> set[str]:
    tree = _tree(source)
    if tree is None:
        return set()
    imported = {
        (alias.asname or alias.name).partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    arguments = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    return imported | arguments | set(_bound(tree.body))


def _tree(source: str) -> ast.Module | None:
    lines = source.split("\n")
    # Magics and shell escapes are no Python; they bind nothing here.
    kept = ["" if line.lstrip().startswith(("%", "!")) else line for line in lines]
    try:
        return parse("\n".join(kept))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


class _Messenger:
    """Carries what the examiner asks to the student's worker, and the answer back."""

    def __init__(self, student: Session) -> None:
        self._student = student
        self.strange = ""
        """The last thing that could not be brought over."""

    def __call__(self, ask: Ask) -> bytes | None:
        try:
            (what, name, *rest), _ = wire.decode(ask.arguments)
            told = self._look(name) if what == "look" else self._call(name, *rest)
            return wire.encode(told)
        except wire.WireError as error:
            self.strange = str(error)[:100]
            return None

    def _look(self, name: str) -> dict[str, Any]:
        outcome = self._student.read(name)
        if outcome.kind == "value":
            return {"kind": "value", "value": outcome.value}
        # What cannot cross may still be called; where it cannot, the call says so.
        return {"kind": "function" if outcome.kind == "unplain" else "missing"}

    def _call(self, name: str, positional: Any, named: Any, absent: Any) -> dict[str, Any]:
        given = {"positional": positional, "named": named, "absent": absent}
        arguments = {key: wire.encode(value) for key, value in given.items()}
        outcome = self._student.call(name, Call(arguments, probe=CALL))
        if outcome.kind != "value":
            return self._failed(name, outcome)
        value = outcome.value
        if not isinstance(value, list) or len(value) != 4:
            return self._failed(name, Outcome("protocol"))
        result, kind, after, named_after = value
        if not _fits(positional, after) or not _fits(named, named_after):
            return self._failed(name, Outcome("protocol"))
        return {
            "kind": "value",
            "value": result,
            "as": "set" if kind == "set" and isinstance(result, list) else "",
            "positional": after,
            "named": named_after,
        }

    def _failed(self, name: str, outcome: Outcome) -> dict[str, Any]:
        failure = outcome.failure or _failure_of(name, outcome)
        if outcome.kind == "unplain":
            self.strange = f"{name} gives an object of type {outcome.detail}"
        return {"kind": "error", "type": failure.type, "message": failure.message}


def _fits(before: Any, after: Any) -> bool:
    """Whether what came back of the arguments has their form: a student may forge it."""
    if isinstance(before, dict):
        return isinstance(after, dict) and set(after) == set(before)
    return isinstance(after, list) and len(after) == len(before)


def _failure_of(name: str, outcome: Outcome) -> Failure:
    match outcome.kind:
        case "missing":
            return Failure("NameError", f"name {name!r} is not defined")
        case "timed-out":
            return Failure("TimeoutError", f"{name} takes too long")
        case "unplain":
            return Failure("TypeError", f"{name} gives an object of type {outcome.detail}")
    return Failure("RuntimeError", f"{name} ended its process")
