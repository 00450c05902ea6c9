"""What was judged once is not judged again: a class gives the same answers over and over.

A judgement follows from outcomes and a few facts alone, so that one from memory is the one that
would be made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from autograder.outcome import Outcome

Judgement = TypeVar("Judgement")

MOST = 256
"""Judgements of one question that are kept; that of longest ago makes room for a new one."""


@dataclass(eq=False)
class Memory:
    """The latest judgements on answers to one question."""

    most: int = MOST
    _kept: dict[Hashable, Any] = field(default_factory=dict)

    def recall(
        self, outcomes: Sequence[Outcome], facts: Hashable, judge: Callable[[], Judgement]
    ) -> Judgement:
        """Return what `judge` makes of outcomes, or made of the same ones before.

        `facts` are all else that it depends on, and first what it is. Outcomes whose digests are
        not known are judged each time.
        """
        if not all(outcome.digest for outcome in outcomes):
            return judge()
        key = (facts, *((outcome.digest, outcome.mutated) for outcome in outcomes))
        # Taken out and put back: a dict keeps the order in which its keys came.
        judgement: Judgement = self._kept.pop(key) if key in self._kept else judge()
        self._kept[key] = judgement
        if len(self._kept) > self.most:
            del self._kept[next(iter(self._kept))]
        return judgement
