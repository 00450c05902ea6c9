"""A result that is the right one in another form: transposed, squeezed, reordered, reduced, cut."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from autograder.judge.diagnose.comparison import (
    Case,
    Relation,
    alike,
    arrays,
    equal,
    evidence,
)
from autograder.judge.diagnose.numbers import Array, is_real

REDUCTIONS: Mapping[str, Callable[..., Array]] = {"sum": np.sum, "mean": np.mean, "max": np.max}

HIGHEST_DIMENSION = 4


def other_shape(cases: Sequence[Case]) -> Relation | None:
    """Find the right entries under another shape."""
    if all(case.right.shape == case.given.shape for case in cases):
        return _other_order(cases)
    if all(equal(case.given, case.right.T) for case in cases):
        return Relation("transposed")
    if all(_has_entries(case) for case in cases):
        shapes = [(case.given.shape, case.right.shape) for case in cases]
        if all(_squeezed(right) == _squeezed(given) for given, right in shapes):
            fewer = sum(len(given) for given, _ in shapes) < sum(len(right) for _, right in shapes)
            return Relation("squeezed-axis" if fewer else "kept-axis")
        return Relation("reshaped")
    return None


def _has_entries(case: Case) -> bool:
    return case.given.size == case.right.size and equal(case.given.ravel(), case.right.ravel())


def _squeezed(shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(size for size in shape if size != 1)


def _other_order(cases: Sequence[Case]) -> Relation | None:
    """Find the right entries in another order, under the same shape."""
    dimensions = {case.right.ndim for case in cases}
    if len(dimensions) != 1 or (ndim := dimensions.pop()) > HIGHEST_DIMENSION or not ndim:
        return None
    if evidence(cases) < 2 or all(equal(case.given, case.right) for case in cases):
        return None
    if ndim == 2 and all(equal(case.given, case.right.T) for case in cases):
        return Relation("transposed")
    for axis in range(ndim):
        if all(equal(case.given, np.flip(case.right, axis)) for case in cases):
            return Relation("reversed", {"axis": axis})
    for axis in range(ndim):
        if all(_is_reordered(case, axis) for case in cases):
            return Relation("reordered", {"axis": axis})
    return None


def _is_reordered(case: Case, axis: int) -> bool:
    """Whether the slices along an axis are the right ones in another order."""
    flat = [
        np.moveaxis(array, axis, 0).reshape(array.shape[axis], -1)
        for array in (case.given, case.right)
    ]
    sorted_ = [array[np.lexsort(array.T[::-1])] if array.size else array for array in flat]
    return equal(sorted_[0], sorted_[1])


def reduction(cases: Sequence[Case]) -> Relation | None:
    """Find an axis that is summed or averaged over and should not be, or the other way round."""
    if not all(is_real(case.right, case.given) for case in cases):
        return None
    for (key, reduce), axis in itertools.product(REDUCTIONS.items(), (0, 1, -1)):
        if all(_reduces(reduce, case.right, axis, case.given) for case in cases):
            return Relation("reduced-too-far", {"reduction": key, "axis": axis})
        if all(_reduces(reduce, case.given, axis, case.right) for case in cases):
            return Relation("not-reduced", {"reduction": key, "axis": axis})
    return _wrong_axis(cases)


def _reduces(reduce: Callable[..., Array], whole: Array, axis: int, part: Array) -> bool:
    if axis >= whole.ndim or -axis > whole.ndim or whole.shape == part.shape:
        return False
    if whole.size == 0:
        return False
    kept = [reduce(whole, axis=axis, keepdims=keep) for keep in (False, True)]
    return any(equal(part, np.asarray(each)) for each in kept)


def _wrong_axis(cases: Sequence[Case]) -> Relation | None:
    """Find an argument whose sums along one axis are asked for, and along another are given."""
    for name, _ in arrays(cases[0].arguments):
        for reduce in REDUCTIONS.values():
            for right, given in itertools.permutations((0, 1, None), 2):
                if all(
                    _is_reduction(case.right, case, name, reduce, right)
                    and _is_reduction(case.given, case, name, reduce, given)
                    for case in cases
                ):
                    return Relation("wrong-axis")
    if alike(cases) and all(_sums_to_one(case.right, 0) for case in cases):
        return _normalised(cases, 1)
    if alike(cases) and all(_sums_to_one(case.right, 1) for case in cases):
        return _normalised(cases, 0)
    return None


def _is_reduction(
    result: Array, case: Case, name: str, reduce: Callable[..., Array], axis: int | None
) -> bool:
    array = dict(arrays(case.arguments)).get(name)
    if array is None or array.ndim != 2 or not array.size or result.size == array.size:
        return False
    kept = (np.asarray(reduce(array, axis=axis, keepdims=keep)) for keep in (False, True))
    return any(equal(result, each) for each in kept)


def _sums_to_one(array: Array, axis: int) -> bool:
    if array.ndim != 2 or not array.size:
        return False
    sums = array.sum(axis=axis)
    return equal(sums, np.ones_like(sums))


def _normalised(cases: Sequence[Case], axis: int) -> Relation | None:
    if all(_sums_to_one(case.given, axis) for case in cases):
        return Relation("normalised-wrongly", {"axis": axis, "right": 1 - axis})
    if all(case.given.ndim == 2 and _is_one(case.given.sum()) for case in cases):
        return Relation("normalised-as-a-whole", {"right": 1 - axis})
    return None


def _is_one(number: float) -> bool:
    return abs(number - 1.0) < 1e-9


TRANSFORMS: Mapping[str, Callable[[Array], Array]] = {
    "absolute": np.abs,
    "complement": lambda right: 1.0 - right,
    "inverse": lambda right: 1.0 / right,
    "squared": np.square,
    "root": np.sqrt,
    "exponential": np.exp,
    "logarithm": np.log,
}


def transform(cases: Sequence[Case]) -> Relation | None:
    """Find a function that was applied to every entry and should not be, or the other way round."""
    if not alike(cases) or evidence(cases) < 2:
        return None
    for name, function in TRANSFORMS.items():
        with np.errstate(all="ignore"):
            if all(equal(case.given, np.asarray(function(case.right))) for case in cases):
                return Relation(name)
    return None


def precision(cases: Sequence[Case]) -> Relation | None:
    """Find entries that are right but for their digits: single precision, or rounded."""
    if any(case.right.dtype != np.float64 for case in cases) or evidence(cases) < 2:
        return None
    if any(case.right.shape != case.given.shape for case in cases):
        return None
    numbers = [
        replace(case, given=case.given.astype(float))
        for case in cases
        if case.given.dtype.kind in "iuf"
    ]
    if len(numbers) < len(cases) or not alike(numbers):
        return None
    for name, cut in (("truncated", np.trunc), ("rounded-to-integers", np.round)):
        if all(equal(case.given, cut(case.right)) for case in numbers):
            return Relation(name)
    for digits in range(1, 9):
        if all(bool((case.given == np.round(case.right, digits)).all()) for case in numbers):
            return Relation("rounded", {"digits": digits})
    if any(case.given.dtype == np.float32 for case in cases) and all(
        _is_single(case) for case in numbers
    ):
        return Relation("float32")
    return None


def _is_single(case: Case) -> bool:
    scale = float(np.abs(case.right).max(initial=0.0))
    return float(np.abs(case.given - case.right).max(initial=0.0)) <= 1e-5 * scale


def returned_argument(cases: Sequence[Case]) -> Relation | None:
    """Find an argument that is given back as it came."""
    if evidence(cases) < 2:
        return None
    for name, _ in arrays(cases[0].arguments):
        if all(
            (array := dict(arrays(case.arguments)).get(name)) is not None
            and equal(case.given, array)
            for case in cases
        ):
            return Relation("returns-argument", {"argument": name})
    return None


def steps(cases: Sequence[Case]) -> Relation | None:
    """Find a sequence whose first entry alone is right, or one that is an entry short or long."""
    if any(case.right.ndim == 0 or case.given.ndim != case.right.ndim for case in cases):
        return None
    if any(len(case.right) < 2 for case in cases):
        return None
    for name, part in _cuts():
        if all(part(case.given, case.right) for case in cases):
            return Relation(name)
    return None


def _cuts() -> Iterator[tuple[str, Callable[[Array, Array], bool]]]:
    yield "last-missing", lambda given, right: equal(given, right[:-1])
    yield "first-missing", lambda given, right: equal(given, right[1:])
    yield (
        "one-too-many",
        lambda given, right: (
            len(given) == len(right) + 1 and (equal(given[:-1], right) or equal(given[1:], right))
        ),
    )
    yield "first-step-only", _is_first_only


def _is_first_only(given: Array, right: Array) -> bool:
    if given.shape != right.shape or not is_real(given, right):
        return False
    wrong = [not equal(one, other) for one, other in zip(given, right, strict=True)]
    return not wrong[0] and all(wrong[1:])
