"""Plain data written as Python that gives it back, for the visible checks of a release."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.spec import Seed

DIGITS = 8
"""Significant digits of an expected value: far below what a check tolerates, and few enough that
two machines whose last bits differ print the same."""

WIDTH = 88


def literal(value: Any, *, digits: int | None = None) -> str:
    """Return Python source for `value`; `digits` rounds its floats to so many significant ones."""
    if isinstance(value, Seed):
        return f"seed({value.value})"
    if isinstance(value, np.ndarray) and value.ndim:
        return _array(value, digits)
    if isinstance(value, np.ndarray | np.generic):
        return literal(value.item(), digits=digits)
    if isinstance(value, dict):
        pairs = (f"{key!r}: {literal(item, digits=digits)}" for key, item in value.items())
        return bracketed("{", pairs, "}")
    if isinstance(value, list | tuple):
        opening, closing = ("[", "]") if isinstance(value, list) else ("(", ")")
        items = [literal(item, digits=digits) for item in value]
        if len(items) == 1 and closing == ")":
            return f"({items[0]},)"
        return bracketed(opening, items, closing)
    if isinstance(value, float):
        return _float(value, digits)
    return repr(value)


def _float(value: float, digits: int | None) -> str:
    if math.isnan(value):
        return "np.nan"
    if math.isinf(value):
        return "np.inf" if value > 0 else "-np.inf"
    if digits is not None:
        value = float(f"{value:.{digits}g}")
    return repr(value)


def _array(value: np.ndarray[Any, Any], digits: int | None) -> str:
    if value.size == 0:
        return f"np.zeros({value.shape}, dtype={value.dtype.name!r})"
    natural = value.dtype.name in ("float64", "int64", "bool", "complex128")
    dtype = "" if natural else f", dtype={value.dtype.name!r}"
    return f"np.array({literal(value.tolist(), digits=digits)}{dtype})"


def bracketed(opening: str, items: Iterable[str], closing: str) -> str:
    """Return items between brackets, on one line where they fit."""
    parts = list(items)
    line = opening + ", ".join(parts) + closing
    if len(line) <= WIDTH and "\n" not in line:
        return line
    if any("\n" in part or len(part) > 24 for part in parts):
        inner = ",\n".join(parts) + ","
    else:
        # A space inside a part would be a place to break: hold it together.
        packed = ", ".join(part.replace(" ", "\0") for part in parts) + ","
        inner = "\n".join(textwrap.wrap(packed, WIDTH - 4)).replace("\0", " ")
    return f"{opening}\n{textwrap.indent(inner, '    ')}\n{closing}"
