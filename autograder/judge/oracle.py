"""The right answers and the known wrong ones, computed in the grader and staying there."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograder.judge.compare import Difference, compare
from autograder.outcome import Outcome
from autograder.spec import Question
from autograder.trial import DrawnCase, run_solution, run_trusted


@dataclass(eq=False)
class Expectation:
    """A question with everything drawn: what is right, and what each known mistake would give."""

    question: Question
    cases: Sequence[DrawnCase]

    @functools.cached_property
    def right(self) -> tuple[Outcome, ...]:
        """The reference's outcome on every case.

        Raises:
            SpecError: the reference fails on one of them.
        """
        return tuple(run_solution(self.question, case) for case in self.cases)

    @functools.cached_property
    def mistakes(self) -> Mapping[str, tuple[Outcome, ...]]:
        """Every known mistake's outcome on every case."""
        return {
            mistake.name: tuple(
                run_trusted(self.question, mistake.function, case) for case in self.cases
            )
            for mistake in self.question.mistakes
        }

    def difference(self, expected: Outcome, actual: Outcome) -> Difference | None:
        """Return how two outcomes differ, or None where they are the same."""
        if expected.kind != actual.kind:
            return Difference("outcome")
        if expected.kind == "value":
            found = compare(expected.value, actual.value, self.question.tolerance)
            changed = set(actual.mutated) ^ set(expected.mutated)
            if found is None and changed - set(self.question.in_place):
                return Difference("mutated", facts={"names": actual.mutated})
            return found
        if expected.kind == "error" and expected.failure and actual.failure:
            same = expected.failure.type == actual.failure.type
            return None if same else Difference("outcome")
        if expected.kind == "unplain" and expected.detail != actual.detail:
            return Difference("outcome")
        return None

    def known_mistakes(self, outcomes: Sequence[Outcome]) -> list[str]:
        """Name the mistakes whose outcomes are these on every case.

        A mistake that equals the reference on all of them says nothing and is left out.
        """
        return [
            name
            for name, expected in self.mistakes.items()
            if self._all_same(expected, outcomes) and not self._all_same(self.right, expected)
        ]

    def _all_same(self, one: Sequence[Outcome], other: Sequence[Outcome]) -> bool:
        pairs = zip(one, other, strict=True)
        return all(self.difference(left, right) is None for left, right in pairs)
