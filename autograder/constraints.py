"""What a question may ask of the way, beside the result: no loop, whole arrays, no shortcut."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np

Loop = Literal["for", "while", "comprehension", "map", "vectorize", "recursion"]
"""`"map"`: `map`, `filter`, `reduce` and iterators; `"vectorize"`: `np.vectorize` and its like."""

LOOPS: tuple[Loop, ...] = get_args(Loop)

SHORT = {"np": "numpy", "plt": "matplotlib.pyplot", "tf": "tensorflow"}
"""The names under which libraries are usually imported."""

SizedDraw = Callable[[np.random.Generator, int], dict[str, Any]]
"""From a generator and a size to the keyword arguments of the question's function."""


@dataclass(frozen=True)
class NoLoops:
    """No loop in Python, in the function or in what it calls of the student's own."""

    allow: frozenset[Loop] = frozenset()
    """The loops that are let through."""

    costs: float = 1.0
    """Share of the points that breaking it takes away."""

    name = "no-loops"


@dataclass(frozen=True)
class Vectorised:
    """As fast on large inputs as array operations are, give or take a factor of 20."""

    draw: SizedDraw
    sizes: tuple[int, int]
    """A small and a large one: their difference in time is what counts."""

    costs: float = 1.0
    name = "vectorised"


@dataclass(frozen=True)
class Forbids:
    """Some functions and modules are not to be used."""

    names: tuple[str, ...]
    """Full dotted names (`numpy.linalg.inv`), or a method's with a dot in front (`.backward`)."""

    costs: float = 1.0
    name = "forbids"


Constraint = NoLoops | Vectorised | Forbids


def no_loops(*, allow: Collection[Loop] = (), costs: float = 1.0) -> NoLoops:
    """Ask for no `for`, `while`, comprehension, `map`, `np.vectorize` or recursion.

    `allow` names those that are let through. The functions of the student's own that the function
    calls are looked at too, but for those of the questions in `needs`.

    Raises:
        ValueError: no loop is known by such a name, or `costs` is no share.
    """
    if unknown := sorted(set(allow) - set(LOOPS)):
        raise ValueError(f"no_loops: unknown loop {unknown[0]!r}; known are {', '.join(LOOPS)}")
    return NoLoops(frozenset(allow), _share(costs))


def vectorised(draw: SizedDraw, *, sizes: tuple[int, int], costs: float = 1.0) -> Vectorised:
    """Ask for array operations, judged by the time that the step between two sizes takes.

    `draw(rng, size)` returns the arguments. It is held against a function that is more than 20
    times slower than the reference, and by more than a fifth of a second, in three measurements of
    three. So choose a large size at which a loop takes a second, and the reference milliseconds.

    Raises:
        ValueError: the sizes do not increase, or `costs` is no share.
    """
    small, large = sizes
    if not 0 < small < large:
        raise ValueError(f"vectorised: sizes must be above zero and increase, not {sizes}")
    return Vectorised(draw, (small, large), _share(costs))


def forbids(*names: str, costs: float = 1.0) -> Forbids:
    """Forbid functions, modules and methods: `forbids("np.linalg.inv", "scipy", ".backward")`.

    Raises:
        ValueError: there is no name, one is no dotted name, or `costs` is no share.
    """
    if not names:
        raise ValueError("forbids: at least one name must be given")
    for name in names:
        if not all(part.isidentifier() for part in name.removeprefix(".").split(".")):
            raise ValueError(f"forbids: {name!r} is no dotted name")
    return Forbids(tuple(full_name(name) for name in names), _share(costs))


def full_name(name: str) -> str:
    """Return a dotted name with the library's own name for its usual short one."""
    head, dot, rest = name.partition(".")
    return f"{SHORT.get(head, head)}{dot}{rest}"


def short_name(name: str) -> str:
    """Return a dotted name as it is usually written."""
    for short, full in SHORT.items():
        if name.startswith(full + "."):
            return short + name.removeprefix(full)
    return name


def _share(costs: float) -> float:
    if not 0 < costs <= 1:
        raise ValueError(f"costs must be a share of the points, above 0 and at most 1: not {costs}")
    return float(costs)
