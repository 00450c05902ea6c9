"""One place of a result over all cases: the right arrays, the student's, and the arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.judge.diagnose.numbers import Array, gap, is_real

CLOSE = 1e-9
"""Relative to the largest entry: a relation holds to this, or it does not hold."""


@dataclass(frozen=True)
class Relation:
    """What a result is, said of the right one: a key of the judge's words with its facts."""

    name: str
    facts: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Case:
    """One place of one case's result."""

    right: Array
    given: Array
    arguments: Mapping[str, Any]
    visible: bool = True
    """Whether the student could compute the same comparison."""


Finder = Callable[[Sequence[Case]], Relation | None]


def equal(one: Array, other: Array) -> bool:
    """Whether two arrays have one shape and the same entries, but for rounding."""
    if one.shape != other.shape:
        return False
    finite = np.abs(other[np.isfinite(other)]) if other.dtype.kind in "fc" else np.zeros(0)
    one = one.astype(other.dtype) if {one.dtype.kind, other.dtype.kind} <= set("iufb") else one
    return gap(one, other) <= CLOSE * float(finite.max(initial=0.0))


def alike(cases: Sequence[Case]) -> bool:
    """Whether arithmetic has something to say of every case: equal shapes, finite floats."""
    return all(
        case.right.shape == case.given.shape and is_real(case.right, case.given) for case in cases
    )


def evidence(cases: Sequence[Case]) -> int:
    """Return how many entries that are not zero there are to hold a relation against."""
    return sum(int(np.count_nonzero(case.right)) for case in cases)


def arrays(arguments: Mapping[str, Any]) -> Iterator[tuple[str, Array]]:
    """Yield the arguments that are arrays, also those in a dict, by what a student calls them."""
    for name, value in named(arguments):
        if isinstance(value, np.ndarray) and value.ndim and value.dtype.kind in "iufb":
            yield name, value


def named(arguments: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield every argument, then every item of those that are dicts, by what a student calls it."""
    for name, value in arguments.items():
        if not isinstance(value, dict):
            yield name, value
    for name, value in arguments.items():
        if isinstance(value, dict):
            for key, item in value.items():
                yield f'{name}["{key}"]', item
