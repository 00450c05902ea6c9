"""Reading a student's notebook without trusting its shape: any field may be missing or wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_ESCAPE_SEQUENCE = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]"  # colours and cursor moves
    r"|\][^\x07\x1b]*(?:\x07|\x1b\\)"  # window titles and links
    r"|[@-Z\\^_])"
)
_CONTROLS = {code: None for code in (*range(32), *range(127, 160)) if chr(code) not in "\t\n"}


def text(value: object) -> str:
    """Return notebook text (a string, or a list of strings) that can be encoded and shown.

    Anything else is the empty text; control characters go, and lone surrogates become "?".
    """
    return _showable(joined(value).replace("\r\n", "\n"))


def terminal_text(value: object) -> str:
    """Return what a terminal would show of `value`: no colours, lines overwritten as they were."""
    whole = _ESCAPE_SEQUENCE.sub("", joined(value).replace("\r\n", "\n"))
    if "\r" in whole:
        whole = "\n".join(_overwritten(line) for line in whole.split("\n"))
    return _showable(whole)


def joined(value: object) -> str:
    """Return a string, or a list of strings made one, as it is; "" for anything else."""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        return "".join(part for part in value if isinstance(part, str))
    return ""


def mapping(value: object) -> Mapping[str, Any]:
    """Return `value` if it is a mapping, an empty one otherwise."""
    return value if isinstance(value, Mapping) else {}


def mappings(value: object) -> list[Mapping[str, Any]]:
    """Return the mappings in the list `value`, none if it is no list."""
    if not isinstance(value, list | tuple):
        return []
    return [item for item in value if isinstance(item, Mapping)]


def whole_number(value: object, highest: int) -> int | None:
    """Return `value` if it is an integer from 1 to `highest`, None otherwise."""
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 1 <= value <= highest else None


def _showable(whole: str) -> str:
    return whole.encode("utf-8", "replace").decode("utf-8").translate(_CONTROLS)


def _overwritten(line: str) -> str:
    """Return the last thing that was written over the line, as a progress bar leaves it."""
    return next((part for part in reversed(line.split("\r")) if part), "")
