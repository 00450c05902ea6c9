"""What a fuzz target is, and what every refusal must be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

LONGEST_LINE = 1_000
"""Characters of the longest message that may be told of one input."""


class BrokenError(AssertionError):
    """A reader did what none may do."""


@dataclass(frozen=True)
class Target:
    """Something that reads hostile bytes."""

    name: str
    make: Callable[[Random], bytes]
    """Makes an input of the right structure, with something wrong in most."""

    check: Callable[[bytes], str]
    """Gives an input to the reader; returns what came of it in a word or two.

    Anything that it raises is a finding: BrokenError where a promise is broken, and whatever got
    past the reader.
    """


def require(kept: object, promise: str) -> None:
    """Raise BrokenError where a promise is not kept."""
    if not kept:
        raise BrokenError(promise)


def require_one_line(text: str) -> None:
    """Raise BrokenError where a text is not one line that can be shown anywhere."""
    text.encode("utf-8")
    require(text and len(text.splitlines()) == 1, f"more than one line: {text[:80]!r}")
    require("\x00" not in text and "Traceback" not in text, f"no plain words: {text[:80]!r}")
    require(len(text) <= LONGEST_LINE, f"{len(text):,} characters: {text[:80]!r}")


def kind_of(message: str) -> str:
    """Return a message without its particulars, as the name of an outcome."""
    head = message.split(":")[0] if message.startswith("over the limits") else message
    words = (word for word in head.split() if word.isalpha())
    return " ".join(list(words)[:5])
