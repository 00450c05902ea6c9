"""Cells that IPython would run as they are written: most of a notebook's.

Looking for magics, prompts and help in a cell, and for `await`, takes IPython longer than the
cell's code takes to compile. A cell without any of the characters that they begin with has none.
What it does around a cell takes as long again; a cell that only defines functions needs none of it.
"""

from __future__ import annotations

import dis
import functools
import re
from types import CodeType

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


def with_newline(source: str) -> str:
    """Return a cell's source with the end that IPython gives it."""
    return source if source.endswith("\n") else f"{source}\n"


OTHER = re.compile(r"^(?!def\s|[ \t)#]|$)", re.MULTILINE)
"""A line at which something else than a function may begin."""

CALLS = frozenset(number for name, number in dis.opmap.items() if "CALL" in name)


def only_functions(source: str) -> bool:
    """Say whether nothing stands in a cell but functions, without decorators."""
    return OTHER.search(source) is None and "def" in source


def calls_nothing(code: CodeType) -> bool:
    """Say whether code, what it defines left aside, may as well run twice."""
    return CALLS.isdisjoint(code.co_code[::2])
