"""What a question is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

import numpy as np

Language = str
Text = Mapping[Language, str]
"""One text in every language of the course: `{"en": "…", "fr": "…"}`."""

Function = Callable[..., Any]
Draw = Callable[[np.random.Generator], dict[str, Any]]
DrawnPer = Literal["class", "student", "attempt"]
Scoring = Literal["cases", "all", "entries"]
Picture = Literal["curve", "path"]
Kind = Literal["function", "answer", "file"]
Device = Literal["any", "cuda"]

F = TypeVar("F", bound=Function)


class SpecError(ValueError):
    """A declaration that cannot be graded, told in one line for its author."""


@dataclass(frozen=True)
class WeightsFile:
    """A file of weights that is handed in beside the notebook, in the format of safetensors."""

    name: str
    shapes: Mapping[str, tuple[int, ...]]
    """What it must hold: from an array's name to its shape."""


@dataclass(frozen=True)
class Seed:
    """Plain-data stand-in for a generator: the callee receives `numpy.random.default_rng(value)`.

    A case whose function takes an `rng` returns `Seed(...)` for it, so that every call gets a
    fresh generator in the same state.
    """

    value: int

    @classmethod
    def draw(cls, rng: np.random.Generator) -> Seed:
        """Take a fresh seed from the case's own generator."""
        return cls(int(rng.integers(2**62)))


@dataclass(frozen=True)
class Tolerance:
    """How far two floats may lie apart: `|actual - expected| <= atol + rtol * |expected|`."""

    rtol: float
    atol: float


@dataclass(frozen=True)
class Case:
    """One seeded input of a question."""

    name: str
    """What the case tries, in English; also its identity in results and seeds."""

    draw: Draw
    """From a generator to the keyword arguments of the question's function."""

    names: Text = field(default_factory=dict)
    """The name in the other languages."""

    visible: bool = False
    """Visible cases use the public seed and are printed in the release; hidden ones are not."""

    weight: float = 1.0
    """Share of the question's points, relative to the other cases."""

    picture: Picture | None = None
    """How a wrong value is best seen: `"curve"` for numbers over an argument of as many, or over
    their index; `"path"` for points of the plane."""

    def title(self, lang: Language) -> str:
        """Return the case's name in `lang`, English where there is no other."""
        return self.names.get(lang, self.name)


@dataclass(frozen=True)
class Mistake:
    """A known wrong answer: a function with the solution's signature, and what to say of it."""

    name: str
    function: Function
    hint: Text
    """In the second person: what is wrong and why, never the corrected line."""

    concept: Text = field(default_factory=dict)
    """Which idea of the course it is about, in a few words."""

    raises: bool = False
    """Whether it raises on every hidden case, and is meant to."""


@dataclass(frozen=True)
class Equivalent:
    """A machine-made change of the solution that leaves it right, and why."""

    mutant: str
    """As the assignment's tests name it: `z >= 0 → z > 0`."""

    because: str
