"""Why an answer is not the right one, as far as the judge can tell: in levels, short first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DiagnosisKind(StrEnum):
    """What explains an answer, from the most telling to the least."""

    KNOWN = "known"
    """A known mistake of the question; several names where they cannot be told apart."""

    CONVENTION = "convention"
    """Right under another named convention."""

    PAIR = "pair"
    """Two known mistakes at once; in an answer of several choices, as many as there are."""

    RELATION = "relation"
    """A simple relation to the right answer, such as a factor or a transpose."""

    EXCEPTION = "exception"
    """The call gave no value."""

    DIFFERENCE = "difference"
    """None of these: only where and how far."""


class SketchKind(StrEnum):
    """How the values of an example are best seen."""

    CURVE = "curve"
    """Numbers over the argument that they belong to, or over their index."""

    PATH = "path"
    """Points of the plane, one after the other."""

    MATRIX = "matrix"
    """The difference of two matrices, entry by entry."""


@dataclass(frozen=True)
class Sketch:
    """The numbers of an example that are better seen than read; all are finite."""

    kind: SketchKind
    across: tuple[float, ...]
    """For a curve: over what it is drawn. For a matrix: its numbers of rows and of columns."""

    expected: tuple[float, ...]
    """Row by row for points and matrices."""

    actual: tuple[float, ...]
    part: str = ""
    """Which part of the result is drawn, as `[1]` or `['W1']`, where it has several."""


@dataclass(frozen=True)
class Example:
    """One failing call whose inputs are public, with what it gives and what is right."""

    case: str
    """The case's name; the inputs are those of the release, or drawn with the public seed."""

    arguments: tuple[tuple[str, str], ...]
    """Name and value of every argument, as text of bounded length."""

    expected: str
    actual: str
    """What the student's function gave, or what came of the call, as text of bounded length."""

    sketch: Sketch | None = None
    """Only where a picture says more than the numbers."""


@dataclass(frozen=True)
class Diagnosis:
    """What explains an answer, in levels: a reader may stop at any of them.

    The texts are in the student's language and hold no hidden input and no expected value of a
    hidden case; `example` alone shows values, and only public ones.
    """

    kind: DiagnosisKind
    names: tuple[str, ...] = ()
    """Stable keys: known mistakes, relations, `convention=form`, the exception's type, or the kind
    of the first difference."""

    where: str = ""
    """Which parts of the result are not right, where it has several."""

    concept: str = ""
    """Which idea of the course it is about."""

    formula: str = ""
    """The first line of what the notebook asks for: printed there too."""

    example: Example | None = None
