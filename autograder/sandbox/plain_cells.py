"""Cells that IPython would run as they are written: most of a notebook's.

Looking for magics, prompts and help in a cell, and for `await`, takes IPython longer than the
cell's code takes to compile. A cell without any of the characters that they begin with has none.
"""

from __future__ import annotations

import functools
import re

SPECIAL = re.compile(
    r"""
    \A\s                     # empty lines and indentation before the code, which are taken away
    | ^\s* [%!?/,;]          # a line that begins as no line of Python does
    | ^\s* (?: >>> | \.\.\. | In\ \[ | \[nav\] | \[ins\] )  # prompts
    | [=]\s*(?:\\\s*)? [%!]  # a magic or a command whose result is assigned
    | \?\s*$                 # help
    """,
    re.VERBOSE | re.MULTILINE,
)

AWAITS = re.compile(r"\bawait\b|\basync\b")


@functools.lru_cache(maxsize=1)
def is_plain(source: str) -> bool:
    """Say whether IPython would make nothing else of a cell than what is written.

    A cell of one line is never plain: it may call a magic by its bare name.
    """
    lines = source.splitlines()
    return len(lines) > 1 and bool(lines[0]) and SPECIAL.search(source) is None


def may_await(source: str) -> bool:
    """Say whether a cell may wait for something outside of a function."""
    return AWAITS.search(source) is not None
