"""What is told apart must lie far apart: or another secret, or another machine, would not do it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from itertools import combinations

from autograder.judge.compare import TOLERANCES
from autograder.judge.oracle import Expectation
from autograder.outcome import Outcome
from autograder.spec import Tolerance

MARGIN = 100
"""How many times the tolerance, where this is there for roundings."""

SPREAD_MARGIN = 2
"""How many times, where it holds what chance does to the facts of a summary."""


def told_apart_by_luck(expectations: Sequence[Expectation]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of known mistakes that differ, but under some secret by no clear margin.

    Those that do not differ at all are twins, which are found otherwise.
    """
    mistakes = expectations[0].question.mistakes
    for one, other in combinations((mistake.name for mistake in mistakes), 2):
        if any(_only_just(expectation, one, other) for expectation in expectations):
            yield one, other


def _only_just(expectation: Expectation, one: str, other: str) -> bool:
    left, right = expectation.mistakes[one], expectation.mistakes[other]
    pairs = zip(left, right, strict=True)
    differ = any(expectation.difference(a, b) is not None for a, b in pairs)
    return differ and not _far(expectation, left, right)


def _far(expectation: Expectation, expected: Sequence[Outcome], actual: Sequence[Outcome]) -> bool:
    """Whether two runs of outcomes differ by a clear margin on some case."""
    question = expectation.question
    usual = question.tolerance or TOLERANCES["float64"]
    margin = MARGIN if question.summary_function is None else SPREAD_MARGIN
    wide = Tolerance(margin * usual.rtol, margin * usual.atol)
    lenient = Expectation(dataclasses.replace(question, tolerance=wide), expectation.cases)
    return any(
        expectation.difference(left, right) is not None
        and lenient.difference(left, right) is not None
        for left, right in zip(expected, actual, strict=True)
    )
