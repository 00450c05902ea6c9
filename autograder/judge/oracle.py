"""The right answers and the known wrong ones, computed in the grader and staying there."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import overload

from autograder.judge.compare import Difference, Path
from autograder.judge.diagnose.explain import Explainer, Explanation
from autograder.judge.diagnose.known import Candidates, Measure
from autograder.judge.diagnose.relations import Answer, wrong_parts
from autograder.judge.diagnosis import DiagnosisKind
from autograder.judge.memory import Memory
from autograder.outcome import Outcome
from autograder.spec import Function, Question
from autograder.trial import DrawnCase, bounded, run_solution, run_trusted


class WhenAsked(Sequence[Outcome]):
    """What trusted code gives on the cases of a question, computed when it is first asked for."""

    def __init__(self, question: Question, function: Function, cases: Sequence[DrawnCase]) -> None:
        self._question, self._function, self._cases = question, function, cases
        self._outcomes: dict[int, Outcome] = {}

    def __len__(self) -> int:
        return len(self._cases)

    @overload
    def __getitem__(self, case: int) -> Outcome: ...

    @overload
    def __getitem__(self, case: slice) -> Sequence[Outcome]: ...

    def __getitem__(self, case: int | slice) -> Outcome | Sequence[Outcome]:
        if isinstance(case, slice):
            return [self[index] for index in range(*case.indices(len(self)))]
        if case not in self._outcomes:
            drawn = self._cases[case]
            self._outcomes[case] = run_trusted(self._question, self._function, drawn)
        return self._outcomes[case]


@dataclass(eq=False)
class Expectation:
    """A question with everything drawn: what is right, and what each known mistake would give."""

    question: Question
    cases: Sequence[DrawnCase]
    memory: Memory = field(default_factory=Memory)
    """Of what was judged by it."""

    @functools.cached_property
    def right(self) -> tuple[Outcome, ...]:
        """The reference's outcome on every case.

        Raises:
            SpecError: the reference fails on one of them, or oversteps its bounds.
        """
        return tuple(
            bounded(self.question, run_solution(self.question, case), case) for case in self.cases
        )

    @functools.cached_property
    def mistakes(self) -> Mapping[str, Sequence[Outcome]]:
        """Every known mistake's outcome on every case."""
        return {mistake.name: self._run(mistake.function) for mistake in self.question.mistakes}

    @functools.cached_property
    def conventions(self) -> Mapping[str, Sequence[Outcome]]:
        """What every other form of a convention gives on every case, by its key."""
        return {each.key: self._run(each.function) for each in self.question.conventions}

    def _run(self, function: Function) -> Sequence[Outcome]:
        return WhenAsked(self.question, function, self.cases)

    @property
    def measure(self) -> Measure:
        """When two outcomes are the same."""
        question = self.question
        strict = question.summary_function is None
        return Measure(question.tolerance, question.in_place, strict, question.device)

    @functools.cached_property
    def candidates(self) -> Candidates:
        """All that an answer may be: the right one, a known mistake, another convention's."""
        wrong = {**self.conventions, **self.mistakes}
        return Candidates(self.right, wrong, self.measure)

    @functools.cached_property
    def _explainer(self) -> Explainer:
        functions = {each.key: each.function for each in self.question.conventions}
        functions |= {mistake.name: mistake.function for mistake in self.question.mistakes}
        return Explainer(self.question, self.cases, self.candidates, functions)

    def difference(self, expected: Outcome, actual: Outcome) -> Difference | None:
        """Return how two outcomes differ, or None where they are the same."""
        return self.measure.difference(expected, actual)

    def known_mistakes(self, outcomes: Sequence[Outcome]) -> list[str]:
        """Name the mistakes whose outcomes these are; see `Candidates.fitting`."""
        return [name for name in self.candidates.fitting(outcomes) if name in self.mistakes]

    def wrong_parts(self, outcomes: Sequence[Outcome]) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
        """Return the places of the result that are wrong on some case, and those that are right."""
        if self.question.kind != "function" or self.question.summary_function is not None:
            return (), ()
        return wrong_parts(Answer(self.cases, self.right, outcomes, (), self.measure))

    def explain(
        self, outcomes: Sequence[Outcome], differences: Sequence[Difference | None]
    ) -> Explanation:
        """Return what explains outcomes that are not all right."""
        answer = Answer(self.cases, self.right, outcomes, differences, self.measure)
        explanation = self._explainer.explain(answer)
        conventions = tuple(name for name in explanation.names if name in self.conventions)
        is_known = explanation.kind is DiagnosisKind.KNOWN
        if conventions and (is_known or conventions == explanation.names):
            return Explanation(DiagnosisKind.CONVENTION, conventions)
        return explanation
