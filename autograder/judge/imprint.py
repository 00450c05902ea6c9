"""What a wrong answer amounts to on the hidden cases, kept without any of its values.

An imprint has two parts. The structure is a keyed digest of all that is exact: which cases gave a
value, the shapes, the kinds, the integers, the texts. The marks are a few sums of all the floats,
with weights drawn from the course's secret: as many equal sums mean equal floats, give or take the
tolerance, which a digest of rounded floats could not say; and a handful of sums tells no value.
Two imprints made by different secrets, or of different cases, are never alike.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.judge.compare import TOLERANCES
from autograder.outcome import Outcome
from autograder.spec import Tolerance

MARKS = 4
CHUNK = 65_536
"""Floats that are weighed at once."""


@dataclass(frozen=True)
class Mark:
    """A weighted sum of all the floats of an answer."""

    value: float
    reach: float
    """How far the sum of another such answer may lie from it."""


@dataclass(frozen=True)
class Imprint:
    """What can be compared of an answer, in another grading too."""

    structure: str
    marks: tuple[Mark, ...] = ()

    def is_like(self, other: Imprint) -> bool:
        """Whether the two answers gave the same on every case."""
        if self.structure != other.structure or len(self.marks) != len(other.marks):
            return False
        return all(
            abs(one.value - two.value) <= max(one.reach, two.reach)
            for one, two in zip(self.marks, other.marks, strict=True)
        )


MOST_NUMBERS = 200_000
"""An answer of more is in no group: weighing it would cost the class more than it tells."""


def imprint_of(
    outcomes: Iterable[tuple[str, Outcome]], key: bytes, tolerance: Tolerance | None
) -> Imprint | None:
    """Return the imprint of the outcomes, each with its case's name; None where none is a value,
    or there are too many numbers."""
    outcomes = list(outcomes)
    if all(outcome.kind != "value" for _, outcome in outcomes):
        return None
    if sum(_numbers(outcome.value) for _, outcome in outcomes) > MOST_NUMBERS:
        return None
    exact = hmac.new(key, b"imprint", hashlib.sha256)
    floats: list[np.ndarray[Any, Any]] = []
    for name, outcome in outcomes:
        _feed(exact, "case", name, outcome.kind, outcome.detail, sorted(outcome.mutated))
        if outcome.failure is not None:
            _feed(exact, "failure", outcome.failure.type)
        for exactly, array in _leaves(outcome.value):
            _feed(exact, *exactly)
            if array is not None:
                floats.append(array)
                odd = np.nan_to_num(np.sign(array), nan=2.0)
                exact.update(np.where(np.isfinite(array), 0, odd).astype(np.int8).tobytes())
    return Imprint(exact.hexdigest(), _marks(floats, key, tolerance))


def _numbers(value: Any) -> int:
    """Return how many numbers a result's arrays hold."""
    if isinstance(value, dict):
        return sum(map(_numbers, value.values()))
    if isinstance(value, list | tuple):
        return sum(map(_numbers, value))
    return value.size if isinstance(value, np.ndarray) else 1


def _feed(digest: hmac.HMAC, *facts: object) -> None:
    digest.update(repr(facts).encode("utf-8", "backslashreplace") + b"\0")


def _leaves(value: Any) -> Iterator[tuple[tuple[object, ...], np.ndarray[Any, Any] | None]]:
    """Yield what is exact of a nested result, and each of its float arrays."""
    if isinstance(value, dict):
        yield ("dict", len(value)), None
        for key in sorted(value, key=repr):
            yield ("key", repr(key)), None
            yield from _leaves(value[key])
    elif isinstance(value, list | tuple):
        yield ("sequence", len(value)), None
        for item in value:
            yield from _leaves(item)
    elif isinstance(value, float | np.floating) or _is_float_array(value):
        array = np.asarray(value)
        yield ("floats", array.shape, array.dtype.name), array
    elif isinstance(value, complex | np.ndarray):
        array = np.asarray(value)
        exactly = hashlib.sha256(array.tobytes()).hexdigest()
        yield ("array", array.shape, array.dtype.name, exactly), None
    else:
        yield (type(value).__name__, repr(value)), None


def _is_float_array(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.dtype.kind == "f"


def _marks(
    arrays: Sequence[np.ndarray[Any, Any]], key: bytes, tolerance: Tolerance | None
) -> tuple[Mark, ...]:
    seed = hmac.new(key, b"imprint weights", hashlib.sha256).digest()
    rng = np.random.default_rng(int.from_bytes(seed, "big"))
    values, reaches = np.zeros(MARKS), np.zeros(MARKS)
    for array in arrays:
        limits = tolerance or TOLERANCES.get(array.dtype.name, TOLERANCES["float64"])
        flat = np.where(np.isfinite(array), array, 0.0).astype(np.float64).ravel()
        # A sum of numbers near the largest would be infinite.
        flat = np.clip(flat, -1e300, 1e300)
        for start in range(0, flat.size, CHUNK):
            piece = flat[start : start + CHUNK]
            weights = rng.uniform(0.5, 1.5, size=(MARKS, piece.size))
            weights *= rng.choice([-1.0, 1.0], size=weights.shape)
            with np.errstate(all="ignore"):
                values += weights @ piece
                reaches += np.abs(weights) @ (limits.atol + limits.rtol * np.abs(piece))
    pairs = zip(np.nan_to_num(values), np.nan_to_num(reaches), strict=True)
    return tuple(Mark(float(value), float(reach)) for value, reach in pairs) if arrays else ()
