"""What is listed below a question, and where in a student's own order the answer is.

Lists are kept and released in an order that says nothing of the answer, and shown in one that is
drawn from the student's id. The functions that look the answer up are the solution and, told to
look elsewhere, the known mistakes; the instructor's notebook has their source.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.spec.parts import Draw, Text

LETTERS = string.ascii_uppercase
VERSIONED = ("lines", "claims")
"""The lists of which each entry may be written in several ways."""

Order = Mapping[str, Any]


@dataclass(frozen=True)
class Sheet:
    """What is listed below a question."""

    lists: Mapping[str, Sequence[Sequence[Text]]]
    """By the name that stands for it in the question's text (`options`, `items`, `groups`, `steps`,
    `lines` or `claims`), and in the order of the release. A line of a slide or a claim may be
    written in several ways: one of them is shown, and those of a line are proposed instead."""

    place: Callable[..., Any]
    """From the student's order, and what is right in that of the release, to the answer."""

    right: Any
    numbers: Draw | None = None
    """Draws what else the texts speak of."""

    def draw(self, rng: np.random.Generator) -> dict[str, Any]:
        """Draw a student's order, and the numbers; a notebook does the same (`templates/`)."""
        order: dict[str, Any] = {}
        for name, items in self.lists.items():
            order[name] = rng.permutation(len(items)).tolist()
            if name in VERSIONED:
                order["versions"] = [rng.permutation(len(each)).tolist() for each in items]
        return {"order": order, **(self.numbers(rng) if self.numbers else {})}

    def answer(self, right: Any) -> Callable[..., Any]:
        """Return the function that gives the answer where `right` is taken for right."""

        def answer(order: Order, **numbers: Any) -> Any:  # noqa: ARG001
            return self.place(order, right)

        return answer

    def texts(self) -> Iterator[Text]:
        """Yield all that is listed."""
        for items in self.lists.values():
            for versions in items:
                yield from versions


def chosen(order: Order, right: int) -> str:
    """Return the letter of the option that is right."""
    return "ABCDEFGHIJKL"[order["options"].index(right)]


def taken(order: Order, right: Sequence[int]) -> list[str]:
    """Return the letters of the options that are right."""
    letters = zip("ABCDEFGHIJKL", order["options"], strict=False)
    return [letter for letter, option in letters if option in right]


def arranged(order: Order, right: Sequence[int]) -> list[str]:
    """Return the letters of the steps as they come one after the other."""
    return ["ABCDEFGHIJKL"[order["steps"].index(step)] for step in right]


def matched(order: Order, right: Sequence[int]) -> dict[str, int]:
    """Return for each item's letter the number of its group."""
    numbers = [1 + order["groups"].index(right[item]) for item in order["items"]]
    return dict(zip("ABCDEFGHIJKL", numbers, strict=False))


def hunted(order: Order, right: Sequence[int]) -> dict[str, str]:
    """Return for each line's letter "ok", or the letter of what should stand there."""
    said = [["ok", *"abc"][order["versions"][n].index(right[n])] for n in order["lines"]]
    return dict(zip("ABCDEFGHIJKL", said, strict=False))


def judged(order: Order, right: Sequence[Sequence[bool]]) -> dict[str, bool]:
    """Return for each claim's letter whether the way in which it is put is true."""
    truths = [right[n][order["versions"][n][0]] for n in order["claims"]]
    return dict(zip("ABCDEFGHIJKL", truths, strict=False))


def released_order(texts: Sequence[Text]) -> list[int]:
    """Return an order of texts that depends on nothing but what everybody may read."""
    return sorted(range(len(texts)), key=lambda place: next(iter(texts[place].values()), ""))
