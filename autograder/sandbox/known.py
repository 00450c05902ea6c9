"""Released cells that only define things, compiled once for all workers.

A notebook's first cell holds the tools of its checks, and compiling it takes longer than most
students' own cells take altogether.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from types import CodeType

MOST_BYTES = 100_000
"""Of the sources that a fork server is told of: its message is read in one go."""

DEFINING = ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef | ast.Assign


def most_of(sources: Iterable[str]) -> list[str]:
    """Return the sources that are worth knowing, the longest first, as far as there is room."""
    chosen, left = [], MOST_BYTES
    for source in sorted(sources, key=lambda source: (-len(source), source)):
        size = len(source.encode("utf-8", "replace"))
        if size <= left and code_of(source) is not None:
            chosen.append(source)
            left -= size
    return chosen


def code_of(source: str) -> CodeType | None:
    """Return the code of a cell that defines, and shows nothing; None for any other cell."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if not all(isinstance(node, DEFINING) or _is_text(node) for node in tree.body[:-1]):
        return None
    # What a text stands alone for at the end of a cell, a notebook shows.
    if not tree.body or not isinstance(tree.body[-1], DEFINING):
        return None
    return compile(tree, "<release>", "exec")


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
