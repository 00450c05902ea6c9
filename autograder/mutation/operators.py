"""The slips of any Python code: operators, constants, bounds, order, something left out.

An operator takes a node and what surrounds it, and yields what could stand in the node's place.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Surroundings:
    """What an operator may know of the function besides the node."""

    names: tuple[str, ...]
    """Parameters and local variables, in the order in which they appear."""

    rebound: frozenset[str]
    """Those that are assigned more than once, or are parameters and assigned."""

    keys: tuple[str, ...]
    """The strings used as subscripts, in the order in which they appear."""


Operator = Callable[[ast.AST, Surroundings], Iterator[ast.AST]]

SWAPPED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
}

BOUNDARIES: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}

COUNTERPARTS = {"any": "all", "all": "any", "min": "max", "max": "min"}
"""Python's own functions that are mistaken for each other."""

SYMMETRIC = {"min", "max", "minimum", "maximum", "add", "multiply", "allclose", "isclose", "clip"}
"""Functions that do not care for the order of their arguments, or of the first two of them."""

BLANK = {"zeros", "zeros_like", "empty", "empty_like", "default_rng"}
"""Functions whose result has no sign worth flipping."""

TINY = 1e-2
"""A constant below this keeps something from zero: it is off by decades, not by a factor of 2."""


def operator_swapped(node: ast.AST, _: Surroundings) -> Iterator[ast.AST]:
    """`a + b` becomes `a - b`, `a * b` becomes `a / b`."""
    if isinstance(node, ast.BinOp) and type(node.op) in SWAPPED:
        yield ast.BinOp(node.left, SWAPPED[type(node.op)](), node.right)


def operands_swapped(node: ast.AST, _: Surroundings) -> Iterator[ast.AST]:
    """`a - b` becomes `b - a`, where the order counts."""
    if isinstance(node, ast.BinOp) and not isinstance(node.op, ast.Add | ast.Mult):
        yield ast.BinOp(node.right, node.op, node.left)


def term_missing(node: ast.AST, _: Surroundings) -> Iterator[ast.AST]:
    """`a + b` becomes `a`, or `b`."""
    if isinstance(node, ast.BinOp | ast.BoolOp):
        yield from [node.left, node.right] if isinstance(node, ast.BinOp) else node.values


def sign_flipped(node: ast.AST, _: Surroundings) -> Iterator[ast.AST]:
    """`-a` becomes `a`, `not a` becomes `a`, and the value that is kept becomes its negative."""
    if isinstance(node, ast.UnaryOp) and not isinstance(node.operand, ast.Constant):
        yield node.operand
    if isinstance(node, ast.Return | ast.Assign):
        value = node.value
        blank = isinstance(value, ast.Call) and _called(value) in BLANK
        if isinstance(value, ast.BinOp | ast.Call | ast.Name) and not blank:
            negative = ast.UnaryOp(ast.USub(), value)
            if isinstance(node, ast.Return):
                yield ast.Return(negative)
            else:
                yield ast.Assign(node.targets, negative, lineno=node.lineno)


def _called(node: ast.Call) -> str:
    return ast.unparse(node.func).split(".")[-1]


def boundary_moved(node: ast.AST, _: Surroundings) -> Iterator[ast.AST]:
    """`a > b` becomes `a >= b`, or `a <= b`."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        for other in BOUNDARIES.get(type(node.ops[0]), ()):
            yield ast.Compare(node.left, [other()], node.comparators)


def logic_swapped(node: ast.AST, _: Surroundings) -> Iterator[ast.AST]:
    """`a and b` becomes `a or b`, `any` becomes `all`."""
    if isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        other = COUNTERPARTS.get(node.func.id)
        if other is not None:
            yield ast.Call(ast.Name(other, ast.Load()), node.args, node.keywords)


def constant_changed(node: ast.AST, _: Surroundings) -> Iterator[ast.AST]:
    """1 becomes 0 or 2, 0.5 becomes 0.0 or 1.0, 1e-12 becomes 1e-09, `True` becomes `False`."""
    if not isinstance(node, ast.Constant):
        return
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield from (ast.Constant(value - 1), ast.Constant(value + 1))
    elif isinstance(value, float):
        larger = float(f"{value * (1e3 if abs(value) < TINY else 2):.12g}")
        yield from map(ast.Constant, (0.0, larger) if value else (1.0,))


def key_changed(node: ast.AST, around: Surroundings) -> Iterator[ast.AST]:
    """`cache["A1"]` becomes `cache["Z2"]`: the next key that the function uses."""
    if isinstance(node, ast.Constant) and node.value in around.keys and len(around.keys) > 1:
        place = around.keys.index(str(node.value))
        yield ast.Constant(around.keys[(place + 1) % len(around.keys)])


def name_changed(node: ast.AST, around: Surroundings) -> Iterator[ast.AST]:
    """`Z1` becomes `A1` or `Z2`: a variable whose name differs in one character."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in around.names:
        for other in around.names:
            if len(other) == len(node.id) and _distance(other, node.id) == 1:
                yield ast.Name(other, ast.Load())


def _distance(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def arguments_swapped(node: ast.AST, _: Surroundings) -> Iterator[ast.AST]:
    """`f(a, b)` becomes `f(b, a)`, where the order counts."""
    if isinstance(node, ast.Call) and _called(node) not in SYMMETRIC:
        for args in _neighbours_swapped(node.args):
            yield ast.Call(node.func, args, node.keywords)


def items_swapped(node: ast.AST, _: Surroundings) -> Iterator[ast.AST]:
    """`(a, b)` becomes `(b, a)`, and the values of two keys of a dict change places."""
    if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load):
        for items in _neighbours_swapped(node.elts):
            yield ast.Tuple(items, node.ctx)
    if isinstance(node, ast.Dict):
        for items in _neighbours_swapped(node.values):
            yield ast.Dict(node.keys, items)


def _neighbours_swapped(items: list[ast.expr]) -> Iterator[list[ast.expr]]:
    for i in range(len(items) - 1):
        if not any(isinstance(item, ast.Starred) for item in items[i : i + 2]):
            yield [*items[:i], items[i + 1], items[i], *items[i + 2 :]]


def bound_moved(node: ast.AST, _: Surroundings) -> Iterator[ast.AST]:
    """`range(n)` becomes `range(n - 1)` or `range(1, n)`; `a[i:j]` becomes `a[:j]` or `a[i:]`."""
    if isinstance(node, ast.Slice):
        if node.lower is not None:
            yield ast.Slice(None, node.upper, node.step)
        if node.upper is not None:
            yield ast.Slice(node.lower, None, node.step)
    if isinstance(node, ast.Call) and _called(node) == "range" and node.args:
        place = min(len(node.args) - 1, 1)
        stop = node.args[place]
        # A constant is moved as any other.
        if not isinstance(stop, ast.Constant):
            shorter = ast.BinOp(stop, ast.Sub(), ast.Constant(1))
            yield ast.Call(node.func, [*node.args[:place], shorter, *node.args[place + 1 :]], [])
            if len(node.args) == 1:
                yield ast.Call(node.func, [ast.Constant(1), stop], [])


def branch_taken(node: ast.AST, _: Surroundings) -> Iterator[ast.AST]:
    """`a if test else b` becomes `a`, or `b`; an `if` is always taken, or never."""
    if isinstance(node, ast.IfExp):
        yield from (node.body, node.orelse)
    if isinstance(node, ast.If):
        for test in (ast.Constant(True), ast.Constant(False)):
            yield ast.If(test, node.body, node.orelse)


def statement_deleted(node: ast.AST, around: Surroundings) -> Iterator[ast.AST]:
    """A statement that changes something which is there already is left out."""
    targets = node.targets if isinstance(node, ast.Assign) else []
    # Without a first assignment, what follows could not run at all.
    again = any(
        isinstance(target, ast.Subscript) or ast.unparse(target) in around.rebound
        for target in targets
    )
    if again or isinstance(node, ast.AugAssign | ast.Expr):
        yield ast.Pass()


def gathering_lost(node: ast.AST, _: Surroundings) -> Iterator[ast.AST]:
    """`a += b` becomes `a = b`, or `a -= b`."""
    if isinstance(node, ast.AugAssign):
        yield ast.Assign([node.target], node.value, lineno=node.lineno)
        if type(node.op) in SWAPPED:
            yield ast.AugAssign(node.target, SWAPPED[type(node.op)](), node.value)


GENERAL: tuple[Operator, ...] = (
    operator_swapped,
    operands_swapped,
    term_missing,
    sign_flipped,
    boundary_moved,
    logic_swapped,
    constant_changed,
    key_changed,
    name_changed,
    arguments_swapped,
    items_swapped,
    bound_moved,
    branch_taken,
    statement_deleted,
    gathering_lost,
)
