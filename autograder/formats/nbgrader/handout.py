"""The students' copy of a source notebook: what nbgrader's `generate_assignment` would release."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograder.formats.nbgrader.cells import (
    Cell,
    checksum,
    is_known,
    is_locked,
    own,
    source_of,
    with_source,
)
from autograder.formats.nbgrader.regions import HIDDEN, MARK_SCHEME, SOLUTION, has_region, without

CODE_STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
TEXT_STUB = "YOUR ANSWER HERE"
"""nbgrader's own; a course may set others."""

OF_OUTPUTS = ("collapsed", "scrolled")
"""Metadata that goes with the outputs."""


def students_copy(notebook: Mapping[str, Any], code_stub: str = CODE_STUB) -> dict[str, Any]:
    """Return a source notebook as students get it: no solution, no hidden test, no mark scheme.

    `code_stub` is what the course's `ClearSolutions.code_stub` says for Python.
    """
    return {**notebook, "cells": [_released(cell, code_stub) for cell in notebook["cells"]]}


def _released(cell: Mapping[str, Any], code_stub: str) -> Cell:
    meta = dict(own(cell))
    source = source_of(cell)
    if meta.get("solution"):
        stub = code_stub if cell["cell_type"] == "code" else TEXT_STUB
        source = without(source, SOLUTION, stub) if has_region(source, SOLUTION) else stub
    for delimiters in (HIDDEN, MARK_SCHEME):
        if has_region(source, delimiters):
            source = without(source, delimiters)
    released = with_source({**cell, "metadata": dict(cell["metadata"])}, source)
    if cell["cell_type"] == "code":
        released |= {"outputs": [], "execution_count": None}
        for field in OF_OUTPUTS:
            released["metadata"].pop(field, None)
    if not is_known(meta):
        return released
    released["metadata"]["deletable"] = False
    if is_locked(meta):
        released["metadata"]["editable"] = False
    released["metadata"]["nbgrader"] = meta
    meta["checksum"] = checksum(released)
    meta["cell_type"] = cell["cell_type"]
    return released
