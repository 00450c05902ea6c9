"""Results as arrays by their place, and how far apart two of them are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.judge.compare import FAMILIES, Path

Array = np.ndarray[Any, Any]
Leaves = Mapping[Path, Array]
"""The numeric arrays of one result, each by its place; a number is a 0-d array."""

NUMBER = bool | int | float | complex | np.generic

ROUNDING = {"float64": 1e-11, "float32": 1e-5, "float16": 1e-2}
"""Relative to the largest entry: what another order of the same operations may change."""

FAR = float("inf")


def leaves(value: Any) -> Leaves | None:
    """Return the arrays of a result, or None where something in it is not numeric.

    A list of numbers is one array: what grows step by step.
    """
    found: dict[Path, Array] = {}
    for path, leaf in _walk(value, ()):
        if leaf is None:
            return None
        found[path] = leaf
    return found


def _walk(value: Any, path: Path) -> Iterator[tuple[Path, Array | None]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _walk(inner, (*path, str(key)))
    elif is_row(value):
        array = np.asarray(value)
        yield path, array if array.dtype.kind in FAMILIES else None
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value, start=1):
            yield from _walk(inner, (*path, index))
    elif isinstance(value, NUMBER | np.ndarray):
        array = np.asarray(value)
        yield path, array if array.dtype.kind in FAMILIES else None
    else:
        yield path, None


def is_row(value: Any) -> bool:
    """Whether a value is a list of numbers, which is one part and not one part a number."""
    return isinstance(value, list) and bool(value) and all(isinstance(x, NUMBER) for x in value)


def is_real(*arrays: Array) -> bool:
    """Whether all are floating-point and finite: what arithmetic can say something about."""
    return all(array.dtype.kind == "f" and bool(np.isfinite(array).all()) for array in arrays)


def rounding(array: Array) -> float:
    """Return by how much the entries of an array may differ and still be the same numbers."""
    relative = ROUNDING.get(array.dtype.name, 0.0)
    finite = np.abs(array[np.isfinite(array)]) if relative else np.zeros(0)
    return relative * float(finite.max(initial=0.0))


def gap(one: Array, other: Array) -> float:
    """Return the largest distance between two arrays' entries, infinite where none can be told.

    Equal infinities are at distance 0, and so are two NaN.
    """
    if one.shape != other.shape or one.dtype.kind != other.dtype.kind:
        return FAR
    if one.size == 0:
        return 0.0
    if one.dtype.kind in "biu":
        return 0.0 if bool((one == other).all()) else 1.0
    with np.errstate(all="ignore"):
        distance = np.abs(one - other)
    odd = ~(np.isfinite(one) & np.isfinite(other))
    if odd.any():
        alike = (one == other) | (np.isnan(one) & np.isnan(other))
        if not bool(alike[odd].all()):
            return FAR
        distance = np.where(odd, 0.0, distance)
    return float(distance.max())


def near(one: Array, other: Array) -> bool:
    """Whether two arrays are equal but for rounding."""
    return gap(one, other) <= max(rounding(one), rounding(other))


def apart(one: Any, others: Sequence[Any]) -> Mapping[Path, float]:
    """Return, for each array of a result, the distance to the nearest of the others' that differs.

    A result that is `near` in a place does not count there, and nor does one of another shape.
    """
    own = leaves(one) or {}
    found = dict.fromkeys(own, FAR)
    for other in others:
        theirs = leaves(other) or {}
        for path, array in own.items():
            if path in theirs and (distance := gap(array, theirs[path])) > rounding(array):
                found[path] = min(found[path], distance)
    return found
