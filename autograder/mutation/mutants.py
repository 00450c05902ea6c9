"""Every mutant of a solution, each with a name that outlives edits elsewhere in the function."""

from __future__ import annotations

import ast
import inspect
import itertools
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from types import FunctionType
from typing import Any

from autograder.mutation.arrays import ARRAYS, OWN_KEYWORDS
from autograder.mutation.operators import GENERAL, Operator, Surroundings
from autograder.probe import source_of
from autograder.syntax import parse

Function = Callable[..., Any]

OPERATORS: tuple[Operator, ...] = (*ARRAYS, *GENERAL)

SAY_LITTLE = (ast.Constant, ast.Name, ast.Attribute, ast.Slice)
"""These are shown with what is around them."""

LONGEST = 88
"""Of a mutated piece of code, this many characters are shown."""


@dataclass(frozen=True)
class Mutant:
    """The reference with one slip in it."""

    name: str
    """What was there and what is there now, `z > 0 → z >= 0`. The second of two slips that read
    the same has ` #2` behind it, and one in a method, or in a function that the solution calls, has
    that one's name before it."""

    operator: str
    """The kind of the slip, in words."""

    function: str
    """The name of what has the slip: the solution, or a function that it calls."""

    source: str
    """The source of that function, or class, with the slip."""


def mutants_of(solution: Function, others: Collection[Function] = ()) -> list[Mutant]:
    """Return the mutants of a solution, and of its module's functions that it calls.

    `others` are the solutions of the other questions: they have mutants of their own.

    Raises:
        SpecError: the source of a function cannot be read.
    """
    apart = {function.__name__ for function in others} - {solution.__name__}
    return [
        mutant
        for function in _with_helpers(solution, apart)
        for mutant in _mutants(function, "" if function is solution else f"{function.__name__}: ")
    ]


def mutated(solution: Function, mutant: Mutant) -> Function:
    """Return the solution as it is with the mutant's slip."""
    function = inspect.unwrap(solution)
    namespace: dict[str, Any] = dict(_globals(function))
    if getattr(function, "__closure__", None):
        namespace |= inspect.getclosurevars(function).nonlocals
    # The solution is made anew too, or it would go on calling the helper that has no slip.
    sources = [source_of(function, function.__name__)]
    sources = [mutant.source] if mutant.function == function.__name__ else [*sources, mutant.source]
    for source in sources:
        exec(compile(source, f"<mutant of {function.__name__}>", "exec"), namespace)
    changed: Function = namespace[function.__name__]
    return changed


def _globals(solution: Function) -> dict[str, Any]:
    """Return the namespace of the module that defines a function or a class."""
    own = [solution, *vars(solution).values()]
    return next((each.__globals__ for each in own if isinstance(each, FunctionType)), {})


def _with_helpers(solution: Function, apart: Collection[str]) -> list[Function]:
    """Return the solution and the functions of its module that it calls, near or far."""
    found = [inspect.unwrap(solution)]
    for function in found:
        namespace = _globals(function)
        own_code = vars(function).values() if inspect.isclass(function) else [function]
        codes = [each.__code__ for each in own_code if isinstance(each, FunctionType)]
        for name in (name for code in codes for name in code.co_names):
            called = namespace.get(name)
            own = isinstance(called, FunctionType) and called.__module__ == function.__module__
            if own and name not in apart and called not in found:
                found.append(called)
    return found


def _mutants(function: Function, prefix: str) -> Iterator[Mutant]:
    tree = parse(source_of(function, function.__name__))
    whole = tree.body[0]
    inner = whole.body if isinstance(whole, ast.ClassDef) else [whole]
    seen = {ast.unparse(tree)}
    for definition in (each for each in inner if isinstance(each, ast.FunctionDef)):
        where = prefix if definition is whole else f"{prefix}{definition.name}: "
        around, counts = _surroundings(definition), Counter[str]()
        for place, operator in itertools.product(list(_places(definition)), OPERATORS):
            for other in list(operator(place.node, around)):
                text, changed = place.swapped(other, tree)
                if changed in seen:
                    continue
                seen.add(changed)
                counts[text] += 1
                number = f" #{counts[text]}" if counts[text] > 1 else ""
                kind = operator.__name__.replace("_", " ")
                yield Mutant(f"{where}{text}{number}", kind, function.__name__, changed)


@dataclass(frozen=True)
class _Place:
    """A node, and how to put another in its place."""

    node: ast.AST
    parent: ast.AST
    field: str
    index: int | None
    shown: ast.AST
    """The node, or what is around it where it says little by itself."""

    def swapped(self, other: ast.AST, tree: ast.AST) -> tuple[str, str]:
        """Return what is changed into what, and the whole source with it."""
        before = _line(self.shown)
        self._put(other)
        try:
            after = _line(other if self.shown is self.node else self.shown)
            return f"{before} → {after}", ast.unparse(ast.fix_missing_locations(tree))
        finally:
            self._put(self.node)

    def _put(self, node: ast.AST) -> None:
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


def _places(definition: ast.FunctionDef) -> Iterator[_Place]:
    """Yield every node that may be mutated: defaults and body, without docstring and errors."""
    yield from _below(definition.args, "defaults", definition.args)
    yield from _below(definition.args, "kw_defaults", definition.args)
    skipped = definition.body[0] if ast.get_docstring(definition) else None
    for index, statement in enumerate(definition.body):
        if statement is not skipped:
            yield from _at(definition, "body", index, statement, statement)


def _at(
    parent: ast.AST, field: str, index: int | None, node: ast.AST, around: ast.AST
) -> Iterator[_Place]:
    if isinstance(node, ast.Raise | ast.Assert):
        return
    if isinstance(node, ast.keyword) and node.arg in OWN_KEYWORDS:
        return
    telling = isinstance(node, ast.stmt | ast.expr) and not isinstance(node, SAY_LITTLE)
    shown = node if telling else around
    yield _Place(node, parent, field, index, shown)
    for name in node._fields:
        yield from _below(node, name, shown)


def _below(parent: ast.AST, field: str, around: ast.AST) -> Iterator[_Place]:
    if field in ("annotation", "returns", "targets", "ctx"):
        return
    value = getattr(parent, field)
    if isinstance(value, ast.AST):
        yield from _at(parent, field, None, value, around)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, ast.AST):
                yield from _at(parent, field, index, item, around)


def _line(node: ast.AST) -> str:
    text, *more = ast.unparse(node).split("\n")
    return f"{text[:LONGEST]}…" if more or len(text) > LONGEST else text


def _surroundings(definition: ast.FunctionDef) -> Surroundings:
    parameters = [arg.arg for arg in ast.walk(definition.args) if isinstance(arg, ast.arg)]
    nodes = sorted(
        (node for node in ast.walk(definition) if isinstance(node, ast.expr)),
        key=lambda node: (node.lineno, node.col_offset),
    )
    stored = [n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
    stored = [name for name in stored if name != "_"]
    keys = [
        node.slice.value
        for node in nodes
        if isinstance(node, ast.Subscript)
        and isinstance(node.slice, ast.Constant)
        and isinstance(node.slice.value, str)
    ]
    counts = Counter([*parameters, *stored])
    return Surroundings(
        names=tuple(dict.fromkeys([*parameters, *stored])),
        keys=tuple(dict.fromkeys(keys)),
        rebound=frozenset(name for name, count in counts.items() if count > 1),
    )
