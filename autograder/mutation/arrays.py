"""The slips of array code: axes, kept axes, transposes, functions taken for one another."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.mutation.operators import Operator, Surroundings

COUNTERPARTS = {
    "max": ("min",),
    "min": ("max",),
    "maximum": ("minimum",),
    "minimum": ("maximum",),
    "argmax": ("argmin",),
    "argmin": ("argmax",),
    "sum": ("mean", "max"),
    "mean": ("sum", "median"),
    "var": ("std",),
    "std": ("var",),
    "prod": ("sum",),
    "cumsum": ("cumprod",),
    "zeros": ("ones",),
    "ones": ("zeros",),
    "zeros_like": ("ones_like",),
    "ones_like": ("zeros_like",),
    "exp": ("expm1",),
    "expm1": ("exp",),
    "log": ("log1p", "log2"),
    "log1p": ("log",),
    "tanh": ("sinh",),
    "sqrt": ("square",),
    "square": ("sqrt",),
    "floor": ("ceil",),
    "ceil": ("floor",),
    "vstack": ("hstack",),
    "hstack": ("vstack",),
    "normal": ("uniform",),
    "standard_normal": ("random",),
    "permutation": ("permuted",),
}
"""Functions and methods, and what they are mistaken for."""

OWN_KEYWORDS = {"axis", "keepdims"}
"""What is mutated here, and not as any other constant."""

REDUCTIONS = {"sum", "mean", "max", "min", "prod", "var", "std", "any", "all", "argmax", "argmin"}

CHOICES = {"where", "maximum", "minimum", "add", "subtract", "multiply", "divide"}
"""Functions of which any argument could be taken for the result."""


def function_swapped(node: ast.AST, _: Surroundings) -> Iterator[ast.AST]:
    """`np.maximum` becomes `np.minimum`, `Z.sum` becomes `Z.mean`."""
    if isinstance(node, ast.Attribute):
        for other in COUNTERPARTS.get(node.attr, ()):
            yield ast.Attribute(node.value, other, node.ctx)


def call_dropped(node: ast.AST, _: Surroundings) -> Iterator[ast.AST]:
    """`np.exp(z)` becomes `z`, `Z.copy()` becomes `Z`, `np.where(c, a, b)` becomes `a` or `b`."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return
    if not _is_numpy(node.func.value):
        if node.func.attr in REDUCTIONS | {"copy", "ravel", "reshape", "astype"}:
            yield node.func.value
        return
    args = [arg for arg in node.args if not isinstance(arg, ast.Starred)]
    if node.func.attr == "where":
        args = args[1:]
    yield from args if node.func.attr in CHOICES else args[:1]


def _is_numpy(value: ast.expr) -> bool:
    return isinstance(value, ast.Name) and value.id == "np"


def axis_changed(node: ast.AST, _: Surroundings) -> Iterator[ast.AST]:
    """`axis=0` becomes `axis=1`, or is left out."""
    for place, keyword in _keywords(node, "axis"):
        if isinstance(keyword.value, ast.Constant) and keyword.value.value in (0, 1):
            other = ast.Constant(1 - keyword.value.value)
            yield _with(node, place, ast.keyword("axis", other))
        if isinstance(keyword.value, ast.UnaryOp):
            yield _with(node, place, ast.keyword("axis", ast.Constant(0)))
        yield _with(node, place, None)


def axis_kept(node: ast.AST, _: Surroundings) -> Iterator[ast.AST]:
    """`keepdims=True` is left out, or added."""
    given = list(_keywords(node, "keepdims"))
    for place, _kept in given:
        yield _with(node, place, None)
    if given or not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return
    if node.func.attr in REDUCTIONS and list(_keywords(node, "axis")):
        kept = ast.keyword("keepdims", ast.Constant(True))
        yield ast.Call(node.func, node.args, [*node.keywords, kept])


def _keywords(node: ast.AST, name: str) -> Iterator[tuple[int, ast.keyword]]:
    if isinstance(node, ast.Call):
        for place, keyword in enumerate(node.keywords):
            if keyword.arg == name:
                yield place, keyword


def _with(node: ast.AST, place: int, keyword: ast.keyword | None) -> ast.AST:
    assert isinstance(node, ast.Call)
    instead = [] if keyword is None else [keyword]
    keywords = [*node.keywords[:place], *instead, *node.keywords[place + 1 :]]
    return ast.Call(node.func, node.args, keywords)


def transpose_changed(node: ast.AST, _: Surroundings) -> Iterator[ast.AST]:
    """`A.T` becomes `A`, and an operand of `@` is transposed."""
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield node.value
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        if not _is_transpose(node.left):
            yield ast.BinOp(_transposed(node.left), node.op, node.right)
        if not _is_transpose(node.right):
            yield ast.BinOp(node.left, node.op, _transposed(node.right))


def _is_transpose(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "T"


def _transposed(node: ast.expr) -> ast.expr:
    return ast.Attribute(node, "T", ast.Load())


def product_by_entries(node: ast.AST, _: Surroundings) -> Iterator[ast.AST]:
    """`A @ B` becomes `A * B`, and the reverse."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        yield ast.BinOp(node.left, ast.Mult(), node.right)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        yield ast.BinOp(node.left, ast.MatMult(), node.right)


ARRAYS: tuple[Operator, ...] = (
    function_swapped,
    call_dropped,
    axis_changed,
    axis_kept,
    transpose_changed,
    product_by_entries,
)
