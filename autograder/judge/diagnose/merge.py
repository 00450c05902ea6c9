"""Two known mistakes in one function: the edits of both, made to the reference's own source.

Only the course's own code is read and run here, in the grader; nothing of a student's.
"""

from __future__ import annotations

import ast
import copy
import difflib
import functools
import inspect
import itertools
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.syntax import parse

Function = Callable[..., Any]
Place = tuple[str | int, ...]
"""From a function's definition to a piece of it: fields, and positions in lists."""

MOST_TURNS = 100_000
"""How often a merged function's loops may turn: two edits may undo what made one end."""

MOST = 200
"""No more pairs than this are merged."""


class EndlessError(Exception):
    """A merged function's loops turned too often."""


@dataclass(frozen=True)
class Edit:
    """One piece of a function replaced: a node, or a run of a list's items."""

    place: Place
    span: tuple[int, int] | None
    new: Any


def merged(
    reference: Function, wrong: Sequence[tuple[str, Function]]
) -> Iterator[tuple[tuple[str, str], Function]]:
    """Yield each pair of wrong answers that can be made at once, with the function that does.

    A pair can where both are edits of the reference, at places that have nothing in common.
    """
    base = _definition(reference)
    if base is None:
        return
    edited = []
    for name, function in wrong:
        tree = _definition(function)
        if tree is not None and ast.dump(tree.args) == ast.dump(base.args):
            edits = tuple(_edits(base.body, tree.body, ("body",)))
            edited.append((name, function, edits))
    for one, other in itertools.islice(itertools.combinations(edited, 2), MOST):
        if any(_touch(a, b) for a in one[2] for b in other[2]):
            continue
        both = _compiled(base, (*one[2], *other[2]), (reference, one[1], other[1]))
        if both is not None:
            yield (one[0], other[0]), both


@functools.lru_cache(maxsize=1024)
def _definition(function: Function) -> ast.FunctionDef | None:
    """Return a function's syntax without its docstring, None where it cannot be had.

    Whoever edits it edits a copy.
    """
    try:
        tree = parse(textwrap.dedent(inspect.getsource(function))).body[0]
    except (OSError, TypeError, SyntaxError, IndexError):
        return None
    if not isinstance(tree, ast.FunctionDef) or inspect.getclosurevars(function).nonlocals:
        return None
    if ast.get_docstring(tree) is not None:
        tree.body = tree.body[1:] or [ast.Pass()]
    return tree


def _edits(old: Any, new: Any, place: Place) -> Iterator[Edit]:
    """Yield the smallest edits that make one piece of syntax the other."""
    if isinstance(old, list) and isinstance(new, list):
        yield from _list_edits(old, new, place)
    elif isinstance(old, ast.AST) and type(old) is type(new):
        for name in old._fields:
            one, other = getattr(old, name, None), getattr(new, name, None)
            yield from _edits(one, other, (*place, name))
    elif old != new or type(old) is not type(new):
        yield Edit(place, None, new)


def _list_edits(old: list[Any], new: list[Any], place: Place) -> Iterator[Edit]:
    before, after = ([_key(item) for item in items] for items in (old, new))
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, begin, end, first, last in matcher.get_opcodes():
        if tag == "replace" and end - begin == last - first:
            for offset in range(end - begin):
                inner = (*place, begin + offset)
                yield from _edits(old[begin + offset], new[first + offset], inner)
        elif tag != "equal":
            yield Edit(place, (begin, end), new[first:last])


def _key(item: Any) -> str:
    return ast.dump(item) if isinstance(item, ast.AST) else repr(item)


def _touch(one: Edit, other: Edit) -> bool:
    """Whether two edits change the same piece, or one a piece of the other's."""
    if one.span is not None and other.span is not None and one.place == other.place:
        return not (one.span[1] <= other.span[0] or other.span[1] <= one.span[0]) or (
            one.span == other.span
        )
    for outer, inner in ((one, other), (other, one)):
        if inner.place[: len(outer.place)] != outer.place:
            continue
        if outer.span is None:
            return True
        at = inner.place[len(outer.place)] if len(inner.place) > len(outer.place) else -1
        if isinstance(at, int) and outer.span[0] <= at < outer.span[1]:
            return True
    return False


def _compiled(
    base: ast.FunctionDef, edits: Sequence[Edit], sources: Sequence[Function]
) -> Function | None:
    """Return the reference with the edits made, None where that is no function that can be run."""
    spaces = [inspect.unwrap(function).__globals__ for function in sources]
    tree = copy.deepcopy(base)
    tree.decorator_list = []
    # From the end backwards, so that no edit moves the place of the next.
    for edit in sorted(edits, key=_order, reverse=True):
        _make(tree, edit)
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for name in names:
        meanings = [space[name] for space in spaces if name in space]
        if any(meaning is not meanings[0] for meaning in meanings):
            return None
    tree = ast.fix_missing_locations(_Counted().visit(tree))
    turns = itertools.count()

    def turn() -> None:
        if next(turns) > MOST_TURNS:
            raise EndlessError

    space = {name: value for each in reversed(spaces) for name, value in each.items()}
    space["_turn"] = turn
    try:
        exec(compile(ast.Module([tree], []), "<two mistakes>", "exec"), space)
    except (SyntaxError, ValueError, NameError):
        return None
    function: Function = space[tree.name]
    return function


def _order(edit: Edit) -> tuple[tuple[str, int | str], ...]:
    place = (*edit.place, *edit.span) if edit.span is not None else edit.place
    return tuple(("1", step) if isinstance(step, int) else ("0", step) for step in place)


def _make(tree: Any, edit: Edit) -> None:
    *way, last = edit.place
    for step in way:
        tree = tree[step] if isinstance(step, int) else getattr(tree, step)
    new = copy.deepcopy(edit.new)
    if edit.span is not None:
        items = tree[last] if isinstance(last, int) else getattr(tree, last)
        items[edit.span[0] : edit.span[1]] = new
    elif isinstance(last, int):
        tree[last] = new
    else:
        setattr(tree, last, new)


class _Counted(ast.NodeTransformer):
    """Has every turn of a loop counted."""

    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        if isinstance(node, ast.For | ast.While):
            call = ast.Call(ast.Name("_turn", ast.Load()), [], [])
            node.body.insert(0, ast.Expr(call))
        return node
