"""A target of the judge: any two results are compared and told, and nothing hidden is said."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np

from autograder import wire, words
from autograder.judge.compare import compare
from autograder.judge.telling import tell_difference, tell_outcome
from autograder.outcome import Failure, Outcome, OutcomeKind
from benchmarks.fuzz.target import Target, require, require_one_line
from benchmarks.fuzz.values import NAMES, TEXTS, plain

HIDDEN = "3.14159"
"""Stands for a hidden input."""

KINDS: tuple[OutcomeKind, ...] = ("error", "unplain", "timed-out", "died", "protocol")

TELLTALE = 4
"""Digits of a number, or characters of a text, that give it away."""


def _seed(rng: Random) -> bytes:
    return rng.randbytes(8)


def _check(data: bytes) -> str:
    rng = Random(data)
    expected = plain(rng)
    actual = _other(rng, expected) if rng.random() < 0.6 else plain(rng)
    require(compare(expected, expected) is None, "something differs from itself")
    difference = compare(expected, actual)
    compare(actual, expected)
    if difference is None:
        return "the same"
    secrets = set(_telltales(expected)) - set(_telltales(actual))
    for language in words.LANGUAGES:
        for how_far in (True, False):
            told = tell_difference(difference, language, quotable=(), how_far=how_far)
            require_one_line(told)
            said = [secret for secret in secrets if secret in told]
            require(not said, f"{said} is told: {told}")
    return difference.key


def _other(rng: Random, value: Any) -> Any:
    """Return something near a value."""
    if isinstance(value, dict):
        return {key: _other(rng, item) for key, item in value.items() if rng.random() < 0.9}
    if isinstance(value, list | tuple):
        return [_other(rng, item) for item in value]
    if isinstance(value, np.ndarray) and value.dtype.kind in "fc":
        with np.errstate(all="ignore"):
            return value * rng.choice((1, -1, 2, 0.5, 1 + 1e-12, 1e9, np.nan))
    if isinstance(value, float):
        return value * rng.choice((1, -1, 2, 0.01, float("inf")))
    return value if rng.random() < 0.7 else plain(rng)


def _telltales(value: Any) -> list[str]:
    """Return how a message would show the values themselves; keys and shapes may be told."""
    if isinstance(value, dict):
        return [text for item in value.values() for text in _telltales(item)]
    if isinstance(value, list | tuple):
        return [text for item in value for text in _telltales(item)]
    if isinstance(value, np.ndarray):
        return [text for item in value.ravel()[:20].tolist() for text in _telltales(item)]
    if isinstance(value, str):
        return [value] if len(value) > TELLTALE and value not in NAMES else []
    if isinstance(value, bytes) or value is None:
        return []
    digits = str(value).lstrip("-(")[: TELLTALE + 1]
    return [digits] if len(digits) > TELLTALE and digits[0].isdigit() else []


def _check_telling(data: bytes) -> str:
    """Tell what a worker says of a call that failed: nothing of it may carry an input out."""
    rng = Random(data)
    outcome = Outcome(
        kind=rng.choice(KINDS),
        detail=_carrying(rng),
        failure=Failure(
            type=_carrying(rng),
            message=_carrying(rng),
            cell=rng.choice((None, 1)),
            line=rng.choice((None, 1, 10**6)),
            function=rng.choice((None, _carrying(rng))),
        ),
    )
    for language in words.LANGUAGES:
        told = tell_outcome(
            outcome,
            "softmax",
            language,
            seconds=rng.choice((0.0, 4.0, 1e9)),
            line_of=lambda cell, line: "x = 1 / 0" if line == cell else "",
            quotable=("ValueError", "softmax", "NotImplementedError"),
        )
        require_one_line(told)
        require(HIDDEN not in told, f"what a worker says is repeated: {told}")
    return outcome.kind


def _carrying(rng: Random) -> str:
    """Return a word of a worker's that hides an input in it, or one that may be said."""
    said = ("ValueError", "softmax", "NotImplementedError", "skipped", wire.OVER)
    return rng.choice((*said, HIDDEN, f"{rng.choice(TEXTS)}{HIDDEN}{rng.choice(TEXTS)}"))


COMPARE = Target("compare", _seed, _check)
TELLING = Target("telling", _seed, _check_telling)
