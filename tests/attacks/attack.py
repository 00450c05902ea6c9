"""What a hostile submission is: its cells, what it has earned, and what it does unprotected."""

from __future__ import annotations

import json
import textwrap
from dataclasses import dataclass
from typing import Any, Literal

Damage = Literal["points", "secret", "leftover", "excess", "crash", "next"]
"""What an attack does to a grader that does not protect itself:

`points`: it earns more than its honest part; `secret`: a canary comes back or is sent away;
`leftover`: a process or a file stays; `excess`: it uses more than it may; `crash`: it loses the
marks of its own honest part, or takes the grader or a bystander down; `next`: the next student's
grade is another.
"""

HONEST = {
    "relu": "def relu(x):\n    return np.maximum(x, 0)",
    "layer": "def layer(W, x, b):\n    return np.maximum(W @ x + b, 0)",
    "slope": "def slope(y):\n    inside = (y[2:] - y[:-2]) / 2\n"
    "    return np.concatenate(([y[1] - y[0]], inside, [y[-1] - y[-2]]))",
    "mask": "def mask(n, keep, rng):\n    return (rng.random(n) < keep).astype(float)",
}
"""Right answers to the light course's questions, each of 2 points."""

WRONG = "def relu(x):\n    return np.zeros(1) - 1"


@dataclass(frozen=True)
class Attack:
    """One hostile submission."""

    name: str
    """A sentence."""

    damage: Damage
    """What it does where nothing protects: the positive control."""

    cells: tuple[str, ...]
    """The hostile code cells. Words between `@` stand for places of the grader's surroundings."""

    earns: float = 0.0
    """The points that its honest part is due."""

    told: str = ""
    """A regular expression: what it is told in English, of `about` or of the whole submission.

    Nothing where it gets all that its honest part is due.
    """

    shown: str = ""
    """A regular expression: what the grader adds in English to the outputs of its cells."""

    about: str = "relu"
    """The question that it is about."""

    honest: tuple[str, ...] = ()
    """Questions that are answered rightly, below the hostile cells."""

    test: str = "assert_allclose"
    """How the unprotected grader compares: a key of `hidden_tests.TESTS`."""

    route: str = "file"
    """How the unprotected grader's kernel hands the score over: see `unprotected.kernel`."""

    over: str = ""
    """For `excess`: which of the unprotected grader's measures goes over its limit."""

    attempts: int = 1
    """How many times it is handed in; the last verdict counts."""

    fresh: bool = False
    """For `next`: whether the next student is graded by a new interpreter."""

    costly: bool = False
    """Whether it takes seconds; such an attack is graded in one language only."""

    @property
    def sources(self) -> list[str]:
        """The notebook's code cells, from top to bottom."""
        return ["import numpy as np", *self.cells, *(HONEST[name] for name in self.honest)]


def attack(name: str, damage: Damage, *cells: str, **facts: Any) -> Attack:
    """Return an attack whose cells are written as indented blocks."""
    return Attack(name, damage, tuple(textwrap.dedent(cell).strip("\n") for cell in cells), **facts)


def notebook(sources: list[str], **top: Any) -> bytes:
    """Return code cells as the bytes of a notebook of version 4."""
    cells = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": one}
        for one in sources
    ]
    document = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4, **top}
    return json.dumps(document).encode()


def placed(sources: list[str], places: dict[str, str]) -> list[str]:
    """Return sources with the places of one grader's surroundings filled in."""
    filled = []
    for source in sources:
        for word, place in places.items():
            source = source.replace(f"@{word}@", place)
        filled.append(source)
    return filled
