"""A target of the judge: any two results are compared and told, and nothing hidden is said."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np

from autograder import words
from autograder.judge.compare import compare
from autograder.judge.telling import tell_difference
from benchmarks.fuzz.target import Target, require, require_one_line
from benchmarks.fuzz.values import NAMES, plain

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


COMPARE = Target("compare", _seed, _check)
