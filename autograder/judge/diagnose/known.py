"""A known wrong answer recognised: its own results, and nobody else's."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.judge.compare import Difference, Path, compare, compare_notes
from autograder.judge.diagnose.numbers import apart, gap, leaves, rounding
from autograder.outcome import Outcome
from autograder.spec import Device, Tolerance

Outcomes = Sequence[Outcome]
"""One for each case of a question, in order."""

SHARE = 0.01
"""How near to a candidate a result must be, as a share of the way to the nearest other one."""


@dataclass(frozen=True)
class Measure:
    """When two outcomes are the same, as a question has it."""

    tolerance: Tolerance | None = None
    in_place: tuple[str, ...] = ()
    """Names of the arguments that a call may change."""

    strict: bool = True
    """Whether a known mistake's result must also be near it; the facts of a summary need not."""

    device: Device = "any"
    """What the question needs: on a GPU numbers lie further apart."""

    def difference(self, expected: Outcome, actual: Outcome) -> Difference | None:
        """Return how two outcomes differ, or None where they are the same."""
        if expected.kind != actual.kind:
            return Difference("outcome")
        if expected.kind == "value":
            found = compare(expected.value, actual.value, self.tolerance, self.device)
            found = found or compare_notes(expected.notes, actual.notes)
            changed = set(actual.mutated) ^ set(expected.mutated)
            if found is None and changed - set(self.in_place):
                return Difference("mutated", facts={"names": actual.mutated})
            return found
        if expected.kind == "error" and expected.failure and actual.failure:
            same = expected.failure.type == actual.failure.type
            return None if same else Difference("outcome")
        if expected.kind == "unplain" and expected.detail != actual.detail:
            return Difference("outcome")
        return None

    def same(self, expected: Outcome, actual: Outcome) -> bool:
        """Whether two outcomes are the same."""
        return self.difference(expected, actual) is None


PLAINLY = Measure()


@dataclass(eq=False)
class Candidates:
    """The right answer and the known wrong ones on every case of a question."""

    right: Outcomes
    wrong: Mapping[str, Outcomes]
    """By name, in the author's order. What no answer is held against need not be computed."""

    measure: Measure = PLAINLY

    @functools.cached_property
    def telling(self) -> Sequence[str]:
        """Name the wrong answers that are not the right one on some case.

        One that is right on all of them says nothing and is left out.
        """
        cases = range(len(self.right))
        return [name for name in self.wrong if any(self.differs(name, case) for case in cases)]

    def differs(self, name: str, case: int) -> bool:
        """Whether a wrong answer is not the right one on a case."""
        key = (name, case)
        if key not in self._differs:
            self._differs[key] = not self.measure.same(self.right[case], self.wrong[name][case])
        return self._differs[key]

    @functools.cached_property
    def _differs(self) -> dict[tuple[str, int], bool]:
        return {}

    @functools.cached_property
    def _room(self) -> dict[tuple[str, int], Mapping[Path, float]]:
        return {}

    def room(self, name: str, case: int) -> Mapping[Path, float]:
        """Return how far, place by place, the nearest other candidate is on a case."""
        if (name, case) not in self._room:
            others = [outcomes[case] for other, outcomes in self.wrong.items() if other != name]
            others.append(self.right[case])
            values = [outcome.value for outcome in others if outcome.kind == "value"]
            self._room[name, case] = apart(self.wrong[name][case].value, values)
        return self._room[name, case]

    def fitting(self, given: Outcomes) -> list[str]:
        """Name the wrong answers that these outcomes are.

        On every case where such an answer is not the right one, the outcome is the answer's, and
        nearer to it than a hundredth of the way to any other candidate that differs. On the other
        cases, it is the answer's or the right one.
        """
        return [name for name in self.telling if self._fits(name, given)]

    def _fits(self, name: str, given: Outcomes) -> bool:
        """Whether these outcomes are a wrong answer's; most are told apart by one case."""
        for case, (right, actual) in enumerate(zip(self.right, given, strict=True)):
            same = self.measure.same(self.wrong[name][case], actual)
            if self.differs(name, case):
                if not same or not self._is_close(name, case, actual.value):
                    return False
            elif not same and not self.measure.same(right, actual):
                return False
        return True

    def _is_close(self, name: str, case: int, value: Any) -> bool:
        """Whether a result that is the same at the question's tolerance is not another's too."""
        if not self.measure.strict or self.wrong[name][case].kind != "value":
            return True
        own = leaves(self.wrong[name][case].value)
        theirs = leaves(value)
        if own is None or theirs is None:
            return True
        for path, array in own.items():
            if path in theirs:
                distance = gap(array, theirs[path].astype(array.dtype))
                near = distance <= rounding(array)
                if not near and not distance <= SHARE * self.room(name, case)[path]:
                    return False
        return True
