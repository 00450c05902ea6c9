"""Python source as a syntax tree, in any thread."""

from __future__ import annotations

import ast
import threading

_one_at_a_time = threading.Lock()


def parse(source: str) -> ast.Module:
    """Return the syntax tree of a source.

    One at a time: Python 3.11 was seen to end in "SystemError: AST constructor recursion depth
    mismatch" where two threads parse at once.

    Raises:
        SyntaxError, ValueError, RecursionError, MemoryError: there is no such tree.
    """
    with _one_at_a_time:
        return ast.parse(source)
