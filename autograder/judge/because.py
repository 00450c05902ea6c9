"""What an exception speaks of, in our own words: its message may not be repeated."""

from __future__ import annotations

import re

from autograder import words
from autograder.outcome import Failure

SPEAKS_OF = {
    ("ValueError", r"matmul|not aligned|core dimension"): "because-matmul",
    ("ValueError", r"broadcast"): "because-broadcast",
    ("ValueError", r"truth value of an array"): "because-truth",
    ("ValueError", r"read-only"): "because-read-only",
    ("TypeError", r"'?NoneType'?"): "because-none",
    ("AttributeError", r"'NoneType'"): "because-none",
    ("TypeError", r"positional argument|unexpected keyword|required keyword"): "because-arguments",
    ("UnboundLocalError", r""): "because-unbound",
    ("NameError", r""): "because-undefined",
    ("IndexError", r"out of (range|bounds)"): "because-index",
    ("RecursionError", r""): "because-recursion",
}
"""From an exception's type and a piece of its message to a sentence without any of its words."""


def tell_because(failure: Failure, lang: str) -> str:
    """Return what an exception speaks of, or nothing where that is not known."""
    for (kind, piece), key in SPEAKS_OF.items():
        if failure.type == kind and re.search(piece, failure.message[:1000]):
            return words.say(key, lang)
    return ""
