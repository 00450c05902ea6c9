"""What the engine says to students, in every language it speaks.

One key, one sentence, with the facts in braces. French uses a non-breaking space before high
punctuation.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograder.words import (
    code,
    devices,
    diagnosis,
    differences,
    forms,
    hand_ins,
    limits,
    nbgrader,
    otter,
    outcomes,
)

LANGUAGES = ("en", "fr")

WORDS: dict[str, dict[str, str]] = {
    **differences.WORDS,
    **outcomes.WORDS,
    **hand_ins.WORDS,
    **code.WORDS,
    **diagnosis.WORDS,
    **forms.WORDS,
    **limits.WORDS,
    **nbgrader.WORDS,
    **otter.WORDS,
    **devices.WORDS,
}


def say(key: str, lang: str, /, **facts: Any) -> str:
    """Return the sentence `key` in `lang` (English where the language is unknown)."""
    texts = WORDS[key]
    return texts.get(lang, texts["en"]).format(**facts)


def listed(names: Sequence[str]) -> str:
    """Return names as code, separated by commas."""
    return ", ".join(f"`{name}`" for name in names)


def figure(value: float, lang: str, digits: int = 2) -> str:
    """Return a number of at most `digits` significant digits, as the language writes it.

    A number that has more of them before the decimal mark is rounded to a whole one.
    """
    text = f"{value:.{digits}g}" if value < 10**digits - 0.5 else f"{value:.0f}"
    return text.replace(".", ",") if lang == "fr" else text
