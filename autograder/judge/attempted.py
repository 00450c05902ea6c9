"""Whether a function that is wrong was at least tried."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from autograder.judge.compare import compare
from autograder.judge.oracle import Expectation
from autograder.outcome import Outcome
from autograder.trial import DrawnCase

Array = np.ndarray[Any, Any]

NUMERIC = (np.ndarray, np.generic, bool, int, float, complex)


def is_attempted(expectation: Expectation, outcomes: Sequence[Outcome]) -> bool:
    """Whether outcomes that are wrong look like those of a function someone meant to be right.

    On at least half of the cases the result is finite and of the right type and shape; over these
    cases it is not one and the same number, nor ever an argument handed back.
    """
    tried = [
        (case, right.value, outcome.value)
        for case, right, outcome in zip(expectation.cases, expectation.right, outcomes, strict=True)
        if outcome.kind == "value" and _is_sound(expectation, right.value, outcome.value)
    ]
    if 2 * len(tried) < len(expectation.cases):
        return False
    if all(_is_handed_back(case, value) for case, _, value in tried):
        return False
    return not _is_constant([value for _, _, value in tried])


def _is_sound(expectation: Expectation, right: Any, given: Any) -> bool:
    summarised = expectation.question.summary_function is not None
    if not summarised and not has_form_of(right, given):
        return False
    return _is_finite(given) or not _is_finite(right)


def _is_finite(value: Any) -> bool:
    return all(np.isfinite(numbers).all() for numbers in _numbers(value))


def has_form_of(right: Any, given: Any) -> bool:
    """Whether a result has the containers, keys and shapes of another; dtypes may differ."""
    match right:
        case dict():
            return (
                isinstance(given, dict)
                and right.keys() == given.keys()
                and all(has_form_of(right[key], given[key]) for key in right)
            )
        case list() | tuple():
            return (
                isinstance(given, list | tuple)
                and len(right) == len(given)
                and all(map(has_form_of, right, given))
            )
    if isinstance(right, NUMERIC):
        return isinstance(given, NUMERIC) and np.shape(right) == np.shape(given)
    return type(right) is type(given)


def _is_handed_back(case: DrawnCase, value: Any) -> bool:
    return any(compare(argument, value) is None for argument in case.inputs.values())


def _is_constant(values: Sequence[Any]) -> bool:
    flat = [numbers.ravel() for value in values for numbers in _numbers(value)]
    everything = np.concatenate(flat) if flat else np.zeros(0)
    return bool(np.all(everything == everything[:1]))


def _numbers(value: Any) -> Iterator[Array]:
    """Yield the numbers in a result; integers that no dtype holds are as good as 0."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for item in value:
            yield from _numbers(item)
    elif isinstance(value, NUMERIC):
        numbers = np.asarray(value)
        yield np.zeros(1) if numbers.dtype == object else numbers.astype(np.complex128)
