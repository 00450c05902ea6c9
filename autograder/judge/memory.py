"""What was judged once is not judged again: a class gives the same answers over and over.

A judgement follows from outcomes and a few facts alone, so that one from memory is the one that
would be made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

from autograder.outcome import Outcome
from autograder.recent import Recent

Judgement = TypeVar("Judgement")

MOST = 128
"""Judgements on answers to one question that are kept."""


class Memory:
    """The latest judgements on answers to one question."""

    def __init__(self) -> None:
        self._judgements: Recent[Any] = Recent(MOST)

    def recall(
        self, outcomes: Sequence[Outcome], facts: Hashable, judge: Callable[[], Judgement]
    ) -> Judgement:
        """Return what `judge` makes of outcomes, or made of the same ones before.

        `facts` are all else that it depends on, and first what it is. Outcomes whose digests are
        not known are judged each time.
        """
        if not all(outcome.digest for outcome in outcomes):
            return judge()
        given = tuple((outcome.digest, outcome.mutated) for outcome in outcomes)
        judgement: Judgement = self._judgements.get((facts, given), judge)
        return judgement
