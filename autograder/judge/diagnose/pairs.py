"""Two known mistakes at once: in different parts of the result, or one on top of the other."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.judge.compare import Path
from autograder.judge.diagnose.known import Candidates, Outcomes
from autograder.judge.diagnose.numbers import Array, Leaves, gap, is_real, leaves, near

MOST = 40
"""No more candidates than this are paired: 780 pairs."""

Pair = tuple[str, str]


@dataclass(frozen=True)
class Laid:
    """Results that have the same places, case by case, laid side by side."""

    right: Sequence[Leaves]
    given: Sequence[Leaves]
    wrong: Mapping[str, Sequence[Leaves]]
    """Only the candidates that have these places too."""

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every place of the result, also those that not every case has."""
        return tuple(dict.fromkeys(path for case in self.right for path in case))

    @property
    def wrong_paths(self) -> tuple[Path, ...]:
        """The places that are not right on every case."""
        return tuple(_unlike(self.right, self.given))


def lay(candidates: Candidates, given: Outcomes) -> Laid | None:
    """Return the results side by side, or None where they are not all of one form."""
    right, ours = _leaves(candidates.right), _leaves(given)
    if right is None or ours is None or not _same_places(right, ours):
        return None
    wrong = {}
    for name in itertools.islice(candidates.telling, MOST):
        theirs = _leaves(candidates.wrong[name])
        if theirs is not None and _same_places(right, theirs):
            wrong[name] = theirs
    return Laid(right, ours, wrong)


def _same_places(one: Sequence[Leaves], other: Sequence[Leaves]) -> bool:
    return all(a.keys() == b.keys() for a, b in zip(one, other, strict=True))


def _leaves(outcomes: Outcomes) -> list[Leaves] | None:
    """Return the arrays of every case; None where one has none, or changed its arguments."""
    found = []
    for outcome in outcomes:
        numbers = leaves(outcome.value) if outcome.kind == "value" else None
        if numbers is None or outcome.mutated:
            return None
        found.append(numbers)
    return found


def by_parts(laid: Laid) -> list[Pair]:
    """Name the pairs of which each place of the result is one's or the other's, on every case."""
    wrong = frozenset(laid.wrong_paths)
    if len(wrong) < 2:
        return []
    unlike = {name: frozenset(_unlike(theirs, laid.given)) for name, theirs in laid.wrong.items()}
    found: list[tuple[int, Pair]] = []
    for one, other in itertools.combinations(laid.wrong, 2):
        ones, others = wrong - unlike[one], wrong - unlike[other]
        needed = bool(ones - others) and bool(others - ones)
        if needed and not unlike[one] & unlike[other] and _is_enough(laid, ones, others):
            idle = len((unlike[one] | unlike[other]) - wrong)
            found.append((idle, (one, other)))
    least = min((idle for idle, _ in found), default=0)
    return [pair for idle, pair in found if idle == least]


def partly(laid: Laid) -> list[str]:
    """Name the wrong answers whose own some places are, where all the others are right."""
    wrong = frozenset(laid.wrong_paths)
    return [
        name
        for name, theirs in laid.wrong.items()
        if wrong
        and not wrong & frozenset(_unlike(theirs, laid.given))
        and _is_enough(laid, wrong, wrong)
    ]


def _unlike(one: Sequence[Leaves], other: Sequence[Leaves]) -> Iterator[Path]:
    """Yield the places at which two results are not the same on every case."""
    for path in dict.fromkeys(path for case in one for path in case):
        both = ((a, b) for a, b in zip(one, other, strict=True) if path in a)
        if not all(near(a[path], b[path]) for a, b in both):
            yield path


def _is_enough(laid: Laid, *parts: frozenset[Path]) -> bool:
    """Whether each part has more to it than one or two whole numbers, which luck may give."""
    for paths in parts:
        arrays = [case[path] for case in laid.given for path in paths if path in case]
        whole = all(array.dtype.kind in "biu" for array in arrays)
        if whole and sum(array.size for array in arrays) < 3:
            return False
    return True


def by_sum(laid: Laid) -> list[Pair]:
    """Name the pairs whose distances to the right answer add up to the student's."""
    right, given, wrong = _vectors(laid)
    rests = {name: _less(theirs, right) for name, theirs in wrong.items()}
    return [
        (one, other)
        for one, other in itertools.combinations(wrong, 2)
        if all(
            _equal(actual, base + (first + second))
            for actual, base, first, second in zip(
                given, right, rests[one], rests[other], strict=True
            )
        )
    ]


def by_product(laid: Laid) -> list[Pair]:
    """Name the pairs whose factors to the right answer multiply to the student's."""
    right, given, wrong = _vectors(laid)
    return [
        (one, other)
        for one, other in itertools.combinations(wrong, 2)
        if all(
            _equal(actual * base, first * second) and bool((base != 0).all())
            for actual, base, first, second in zip(
                given, right, wrong[one], wrong[other], strict=True
            )
        )
    ]


def _vectors(laid: Laid) -> tuple[list[Array], list[Array], dict[str, list[Array]]]:
    """Return every result as one vector a case; nothing where arithmetic has nothing to say."""
    plain = {
        name: theirs
        for name, theirs in laid.wrong.items()
        if all(
            case[path].shape == right[path].shape and is_real(case[path])
            for case, right in zip(theirs, laid.right, strict=True)
            for path in right
        )
    }
    for case, right in zip(laid.given, laid.right, strict=True):
        for path in right:
            if case[path].shape != right[path].shape or not is_real(case[path], right[path]):
                return [], [], {}
    return _joined(laid.right), _joined(laid.given), {k: _joined(v) for k, v in plain.items()}


def _joined(cases: Sequence[Leaves]) -> list[Array]:
    return [np.concatenate([case[path].ravel() for path in sorted(case)]) for case in cases]


def _less(one: list[Array], other: list[Array]) -> list[Array]:
    return [a - b for a, b in zip(one, other, strict=True)]


def _equal(actual: Array, expected: Array) -> bool:
    """Whether two vectors are equal but for the rounding of a few operations more."""
    scale = float(np.abs(expected).max(initial=0.0))
    return gap(actual, expected) <= 1e-9 * scale
