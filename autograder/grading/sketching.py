"""What of an example is better seen than read: a curve, a path, the wrong entries of a matrix."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.judge.diagnosis import Sketch, SketchKind
from autograder.spec import Question
from autograder.trial import DrawnCase

LEAST = 5
"""Points of a curve or of a path: fewer are read as fast as they are seen."""

MOST = 400
"""Points of a curve or of a path."""

MOST_ROWS = 16
"""Rows and columns of a matrix."""


def sketch_of(question: Question, drawn: DrawnCase, right: Any, given: Any) -> Sketch | None:
    """Return what to draw of a result, None where a picture would say no more than the numbers.

    A curve or a path is drawn where a case of the question asks for one (`picture=`), and both
    values have the shape for it; a matrix wherever some of its entries are right and some are not,
    since their pattern is half of the diagnosis. Of a result of several parts, the first that can
    be drawn is.
    """
    for part, expected, actual in _parts(right, given):
        if sketch := _sketch_of(question, drawn, expected, actual):
            return dataclasses.replace(sketch, part=part)
    return None


def _parts(right: Any, given: Any) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(right, tuple) and isinstance(given, tuple | list) and len(right) == len(given):
        for index, (expected, actual) in enumerate(zip(right, given, strict=True)):
            yield f"[{index}]", expected, actual
    elif isinstance(right, dict) and isinstance(given, dict):
        for key, expected in right.items():
            # The key is the reference's: what a student made up is not shown.
            if key in given:
                yield f"[{key!r}]", expected, given[key]
    else:
        yield "", right, given


def _sketch_of(question: Question, drawn: DrawnCase, right: Any, given: Any) -> Sketch | None:
    expected, actual = _real(right), _real(given)
    if expected is None or actual is None or expected.ndim != actual.ndim:
        return None
    asked = {case.picture for case in question.cases}
    if "path" in asked and _is_path(expected) and _is_path(actual):
        return _sketch(SketchKind.PATH, np.empty(0), _points(expected), _points(actual))
    if "curve" in asked and _is_curve(expected) and expected.shape == actual.shape:
        return _sketch(SketchKind.CURVE, _across(drawn, expected), expected, actual)
    if _is_matrix(expected) and expected.shape == actual.shape:
        same = np.isclose(actual, expected, rtol=1e-6, atol=1e-8)
        if same.any() and not same.all():
            return _sketch(SketchKind.MATRIX, np.array(expected.shape), expected, actual)
    return None


def _across(drawn: DrawnCase, expected: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the argument that the values belong to; else their index."""
    for value in drawn.inputs.values():
        argument = _real(value)
        if argument is not None and argument.shape == expected.shape:
            return argument
    return np.arange(expected.size, dtype=float)


def _real(value: Any) -> NDArray[np.float64] | None:
    """Return finite real numbers as an array of float64, None for anything else."""
    if not isinstance(value, np.ndarray | list | tuple):
        return None
    try:
        array = np.asarray(value)
    except ValueError:
        return None
    if array.dtype.kind not in "buif" or array.size > MOST * 2 or not np.isfinite(array).all():
        return None
    return array.astype(np.float64)


def _is_curve(value: NDArray[np.float64]) -> bool:
    return value.ndim == 1 and LEAST <= value.size <= MOST


def _is_path(value: NDArray[np.float64]) -> bool:
    return value.ndim == 2 and 2 in value.shape and LEAST <= max(value.shape) <= MOST


def _points(value: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return points as rows, whether they were rows or columns."""
    return value.T if value.shape[0] == 2 else value


def _is_matrix(value: NDArray[np.float64]) -> bool:
    return value.ndim == 2 and all(2 <= size <= MOST_ROWS for size in value.shape)


def _sketch(
    kind: SketchKind,
    across: NDArray[Any],
    expected: NDArray[np.float64],
    actual: NDArray[np.float64],
) -> Sketch:
    return Sketch(kind, _plain(across), _plain(expected), _plain(actual))


def _plain(array: NDArray[Any]) -> tuple[float, ...]:
    return tuple(float(number) for number in array.ravel())
