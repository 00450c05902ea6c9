"""The regions of a cell between nbgrader's markers: solutions, hidden tests, mark schemes."""

from __future__ import annotations

import re

HIDDEN = ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS")
SOLUTION = ("BEGIN SOLUTION", "END SOLUTION")
MARK_SCHEME = ("BEGIN MARK SCHEME", "END MARK SCHEME")

Delimiters = tuple[str, str]


def without(source: str, delimiters: Delimiters, stub: str | None = None) -> str:
    """Return a cell's source without the regions between these markers.

    `stub` takes the place of each, at the indentation of the line that begins it. A region that
    does not end goes on to the end of the cell: better too little is shown than too much.
    """
    begin, end = delimiters
    kept: list[str] = []
    inside = False
    for line in source.split("\n"):
        if begin in line:
            if stub is not None and not inside:
                indent = re.match(r"\s*", line)
                kept += [(indent[0] if indent else "") + each for each in stub.split("\n")]
            inside = True
        elif end in line:
            inside = False
        elif not inside:
            kept.append(line)
    return "\n".join(kept)


def has_region(source: str, delimiters: Delimiters) -> bool:
    """Whether there is such a region."""
    return delimiters[0] in source


def lines_of(source: str, delimiters: Delimiters) -> set[int]:
    """Return the numbers, from 1, of the lines within such regions."""
    begin, end = delimiters
    found: set[int] = set()
    inside = False
    for number, line in enumerate(source.split("\n"), start=1):
        if begin in line:
            inside = True
        if inside:
            found.add(number)
        if end in line:
            inside = False
    return found
