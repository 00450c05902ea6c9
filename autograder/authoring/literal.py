"""Plain data written as Python that gives it back, for the visible checks of a release."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.spec import Seed
from autograder.tensors import Tensor, as_tensor

DIGITS = 8
"""Significant digits of an expected value: far below what a check tolerates, and few enough that
two machines whose last bits differ print the same."""

WIDTH = 88


NATURAL = ("float64", "int64", "bool", "complex128")
"""The dtypes that NumPy gives to Python's own numbers."""


def literal(value: Any, *, digits: int | None = None) -> str:
    """Return Python source for `value`; `digits` rounds its floats to so many significant ones.

    A NumPy scalar of the dtype that a Python number would have is written as that number.
    """
    if isinstance(value, Seed):
        return f"Seed({value.value})"
    tensor = value if isinstance(value, Tensor) else as_tensor(value)
    if tensor is not None:
        return _tensor(tensor, digits)
    if isinstance(value, np.ndarray):
        return _array(value, digits)
    if isinstance(value, np.generic):
        number = literal(value.item(), digits=digits)
        return number if value.dtype.name in NATURAL else f"np.{value.dtype.name}({number})"
    if isinstance(value, dict):
        pairs = [f"{literal(key)}: {literal(item, digits=digits)}" for key, item in value.items()]
        return bracketed("{", pairs, "}")
    if isinstance(value, list | tuple):
        opening, closing = ("[", "]") if isinstance(value, list) else ("(", ")")
        items = [literal(item, digits=digits) for item in value]
        if len(items) == 1 and closing == ")":
            return f"({items[0]},)"
        return bracketed(opening, items, closing)
    if isinstance(value, float):
        return _float(value, digits)
    if isinstance(value, complex):
        # `-0+1j` would lose a sign, and `nanj` is no number.
        return f"complex({_float(value.real, digits)}, {_float(value.imag, digits)})"
    return repr(value)


def _float(value: float, digits: int | None) -> str:
    if math.isnan(value):
        return "np.nan"
    if math.isinf(value):
        return "np.inf" if value > 0 else "-np.inf"
    if digits is not None:
        value = float(f"{value:.{digits}g}")
    return repr(value)


def _tensor(tensor: Tensor, digits: int | None) -> str:
    values = literal(tensor.array.tolist(), digits=digits)
    if tensor.note.framework == "torch":
        return f"torch.tensor({values}, dtype=torch.{tensor.note.dtype})"
    return f"tf.constant({values}, dtype=tf.{tensor.note.dtype})"


def _array(value: np.ndarray[Any, Any], digits: int | None) -> str:
    if value.size == 0:
        return f"np.zeros({value.shape}, dtype={value.dtype.name!r})"
    dtype = "" if value.dtype.name in NATURAL else f", dtype={value.dtype.name!r}"
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
        lines = textwrap.wrap(packed, WIDTH - 4, break_on_hyphens=False)
        inner = "\n".join(lines).replace("\0", " ")
    return f"{opening}\n{textwrap.indent(inner, '    ')}\n{closing}"
