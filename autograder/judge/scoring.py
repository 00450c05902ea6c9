"""What a question's outcomes earn: by case, all together, or entry by entry."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.judge.compare import Difference, compare
from autograder.judge.oracle import Expectation
from autograder.outcome import Outcome
from autograder.spec import Tolerance


def score_of(
    expectation: Expectation,
    outcomes: Sequence[Outcome],
    differences: Sequence[Difference | None],
) -> float:
    """Return the points that outcomes earn, given how each differs from the right one."""
    question = expectation.question
    if question.scoring == "entries":
        share = _share_of_entries(expectation.right[0], outcomes[0], question.tolerance)
        return round(question.points * share, 6)
    hidden = [
        (drawn.case.weight, difference is None)
        for drawn, difference in zip(expectation.cases, differences, strict=True)
        if not drawn.case.visible
    ]
    share = sum(weight for weight, passed in hidden if passed) / sum(w for w, _ in hidden)
    if all(difference is None for difference in differences):
        return float(question.points)
    if question.scoring == "all":
        return 0.0
    return round(question.points * share, 6)


def _share_of_entries(right: Outcome, given: Outcome, tolerance: Tolerance | None) -> float:
    """Return how much of an answer of several entries is right, from 0 to 1."""
    if given.kind != "value" or not isinstance(given.value, dict):
        return 0.0
    entries = right.value.items()
    same = [compare(value, given.value.get(key), tolerance) is None for key, value in entries]
    return sum(same) / len(same)
