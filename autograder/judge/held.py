"""Outcomes held against the right ones: believed or not, reduced to facts, and how they differ.

A class gives the same values over and over, and what was made of them once is remembered.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograder.judge.compare import Difference
from autograder.judge.diagnose.explain import Explanation
from autograder.judge.oracle import Expectation
from autograder.judge.placement import left_behind
from autograder.outcome import Outcome
from autograder.trial import DrawnCase, summarised


def summaries_of(expectation: Expectation, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Return what is judged of one outcome for each case."""
    return [
        _summary(expectation, _believed(outcome, case), case)
        for outcome, case in zip(outcomes, expectation.cases, strict=True)
    ]


def _believed(outcome: Outcome, case: DrawnCase) -> Outcome:
    """Return the outcome, or a broken protocol where it names an argument that was not given."""
    if set(outcome.mutated) <= set(case.inputs):
        return outcome
    return Outcome("protocol")


def _summary(expectation: Expectation, outcome: Outcome, case: DrawnCase) -> Outcome:
    question = expectation.question
    if question.summary_function is None:
        return summarised(question, outcome, case)
    facts = ("summary", case.case.name)
    return expectation.memory.recall([outcome], facts, lambda: summarised(question, outcome, case))


def differences_of(
    expectation: Expectation,
    outcomes: Sequence[Outcome],
    summaries: Sequence[Outcome],
    *,
    together: bool,
) -> Sequence[Difference | None]:
    """Return how each outcome differs from the right one, by its summary; None where it does not.

    `together`, a tensor must be on the same device too.
    """

    def made() -> Sequence[Difference | None]:
        pairs = list(zip(expectation.right, summaries, strict=True))
        differences = [expectation.difference(right, given) for right, given in pairs]
        if not together:
            return differences
        return [
            difference or left_behind(right, given)
            for difference, (right, given) in zip(differences, pairs, strict=True)
        ]

    return expectation.memory.recall(outcomes, ("differences", together), made)


def explanation_of(
    expectation: Expectation,
    outcomes: Sequence[Outcome],
    summaries: Sequence[Outcome],
    differences: Sequence[Difference | None],
) -> Explanation:
    """Return what explains outcomes that are not all right."""
    facts = ("explanation", tuple(difference is None for difference in differences))
    return expectation.memory.recall(
        outcomes, facts, lambda: expectation.explain(summaries, differences)
    )
