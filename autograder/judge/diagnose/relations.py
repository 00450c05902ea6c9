"""What a wrong result is, said of the right one: of the whole, then of its first wrong part."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder import wire
from autograder.judge.compare import Difference, Path, compare
from autograder.judge.diagnose.comparison import Case, Finder, Relation
from autograder.judge.diagnose.factors import argument_term, constant_factor, offset
from autograder.judge.diagnose.forms import (
    other_shape,
    precision,
    reduction,
    returned_argument,
    steps,
    transform,
)
from autograder.judge.diagnose.known import PLAINLY, Measure, Outcomes
from autograder.judge.diagnose.numbers import is_row, leaves
from autograder.trial import DrawnCase

FINDERS: tuple[Finder, ...] = (
    returned_argument,
    other_shape,
    precision,
    constant_factor,
    argument_term,
    offset,
    transform,
    reduction,
    steps,
)
"""In this order: the first that holds is told."""

MOST_OUTPUTS = 4


@dataclass(frozen=True)
class Found:
    """A relation, and the parts of the result that it is said of; none for the whole."""

    relation: Relation
    paths: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What the student gave on every case, beside what is right."""

    cases: Sequence[DrawnCase]
    right: Outcomes
    given: Outcomes
    differences: Sequence[Difference | None]
    measure: Measure = PLAINLY

    @functools.cached_property
    def arguments(self) -> list[Mapping[str, Any]]:
        """Return every case's arguments, as they were before the call."""
        return [
            {name: wire.decode(data) for name, data in case.call.arguments.items()}
            for case in self.cases
        ]

    def same(self, one: Any, other: Any) -> bool:
        """Whether two results, or two parts of them, are the same."""
        return compare(one, other, self.measure.tolerance, self.measure.device) is None

    @property
    def failed(self) -> list[int]:
        """The cases that are not right."""
        return [index for index, found in enumerate(self.differences) if found is not None]


def relations(answer: Answer) -> list[Found]:
    """Return what the result is, said of the right one; nothing where no relation holds.

    A relation holds on every case, those that are right too.
    """
    for whole in (_mutated, _swapped, _other_number, _one_case):
        if (relation := whole(answer)) is not None:
            return [Found(relation)]
    if found := _by_part(answer):
        return found
    for whole in (_constant_result, _visible_only):
        if (relation := whole(answer)) is not None:
            return [Found(relation)]
    return []


def _is_value(answer: Answer) -> bool:
    return all(outcome.kind == "value" for outcome in answer.given)


def _mutated(answer: Answer) -> Relation | None:
    keys = {found.key for found in answer.differences if found is not None}
    return Relation("mutated") if keys == {"mutated"} else None


def _pairs(answer: Answer) -> list[tuple[Any, Any]]:
    both = zip(answer.right, answer.given, strict=True)
    return [(right.value, given.value) for right, given in both]


def _swapped(answer: Answer) -> Relation | None:
    """Find the right items of a tuple, in another order."""
    pairs = _pairs(answer) if _is_value(answer) else []
    if not pairs or any(not _are_tuples(right, given) for right, given in pairs):
        return None
    for order in itertools.permutations(range(len(pairs[0][0]))):
        if all(
            answer.same(right[place], given[index])
            for right, given in pairs
            for index, place in enumerate(order)
        ):
            return Relation("outputs-swapped")
    return None


def _are_tuples(right: Any, given: Any) -> bool:
    both = isinstance(right, tuple) and isinstance(given, list | tuple)
    return both and 1 < len(right) == len(given) <= MOST_OUTPUTS


def _other_number(answer: Answer) -> Relation | None:
    """Find one item alone where several are asked for, or several where it is one."""
    pairs = _pairs(answer) if _is_value(answer) else []
    if pairs and all(isinstance(r, tuple) and not isinstance(g, tuple) for r, g in pairs):
        index = _item(answer, pairs)
        return Relation("one-output", {"index": index}) if index else None
    if pairs and all(isinstance(g, tuple) and not isinstance(r, tuple | list) for r, g in pairs):
        index = _item(answer, [(given, right) for right, given in pairs])
        return Relation("more-outputs", {"index": index}) if index else None
    return None


def _item(answer: Answer, pairs: Sequence[tuple[Any, Any]]) -> int:
    """Return which item of the first is the second, in every pair, from 1; 0 for none."""
    for index in range(min(len(items) for items, _ in pairs)):
        if all(answer.same(items[index], single) for items, single in pairs):
            return index + 1
    return 0


def _one_case(answer: Answer) -> Relation | None:
    """Find that one case alone of several is not right: its name says what it tries."""
    if len(answer.cases) >= 3 and len(answer.failed) == 1:
        return Relation("one-case")
    return None


def _constant_result(answer: Answer) -> Relation | None:
    pairs = _pairs(answer) if _is_value(answer) else []
    if len(pairs) < 3 or leaves(pairs[0][1]) is None:
        return None
    if all(answer.same(pairs[0][0], right) for right, _ in pairs):
        return None
    same = all(answer.same(pairs[0][1], given) for _, given in pairs)
    return Relation("constant-result") if same else None


def _visible_only(answer: Answer) -> Relation | None:
    visible = [index for index, case in enumerate(answer.cases) if case.case.visible]
    hidden = [index for index in range(len(answer.cases)) if index not in visible]
    if visible and len(hidden) > 1 and answer.failed == hidden:
        return Relation("visible-only")
    return None


def _by_part(answer: Answer) -> list[Found]:
    """Return the relations of the wrong parts, or nothing where the first of them has none."""
    laid = _laid(answer)
    found: dict[Relation, list[Path]] = {}
    bad, _ = wrong_parts(answer)
    wrong = [path for path in laid if path in bad]
    for path in wrong:
        relation = _relation(laid[path])
        if relation is None and not found:
            return []
        if relation is not None:
            key = next((each for each in found if each == relation), relation)
            found.setdefault(key, []).append(path)
    whole = len(laid) == 1
    return [Found(key, () if whole else tuple(paths)) for key, paths in found.items()]


def _relation(cases: Sequence[Case]) -> Relation | None:
    for finder in FINDERS:
        if (relation := finder(cases)) is not None:
            return relation
    return None


def _laid(answer: Answer) -> dict[Path, list[Case]]:
    """Return every part over all cases; nothing where results are of different forms."""
    if not _is_value(answer):
        return {}
    right = [leaves(outcome.value) for outcome in answer.right]
    given = [leaves(outcome.value) for outcome in answer.given]
    laid: dict[Path, list[Case]] = {}
    for ours, theirs, arguments, drawn in zip(
        right, given, answer.arguments, answer.cases, strict=True
    ):
        if ours is None or theirs is None or ours.keys() != theirs.keys():
            return {}
        for path, array in ours.items():
            laid.setdefault(path, []).append(
                Case(array, theirs[path], arguments, drawn.case.visible)
            )
    return laid


def wrong_parts(answer: Answer) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Return the parts of the result that are wrong on some case, and those that are right."""
    wrong: dict[Path, bool] = {}
    for right, given in _pairs(answer) if _is_value(answer) else []:
        for path, one, other in parts(right, given):
            wrong[path] = wrong.get(path, False) or not answer.same(one, other)
    bad = tuple(path for path, is_wrong in wrong.items() if is_wrong)
    return bad, tuple(path for path in wrong if path not in bad)


def parts(right: Any, given: Any, path: Path = ()) -> Iterator[tuple[Path, Any, Any]]:
    """Yield what two results have at each place: items of tuples and dicts, and what is in them."""
    if isinstance(right, dict) and isinstance(given, dict):
        for key in right:
            if key in given:
                yield from parts(right[key], given[key], (*path, str(key)))
    elif _are_items(right, given):
        for index, (one, other) in enumerate(zip(right, given, strict=True), start=1):
            yield from parts(one, other, (*path, index))
    else:
        yield path, right, given


def _are_items(right: Any, given: Any) -> bool:
    both = isinstance(right, list | tuple) and isinstance(given, list | tuple)
    return both and len(right) == len(given) and not is_row(right)
