"""The student's notebook as it ran in the sandbox, for the feedback page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from autograder.formats.notebook import Cell, Notebook
from autograder.sandbox.cells import CellRun


def executed_notebook(
    notebook: Notebook,
    runs: Mapping[int, CellRun],
    released: Collection[tuple[str, str]],
    notes: Mapping[int, str],
) -> dict[str, Any]:
    """Return the student's own cells with their outputs, as nbformat plain data.

    Of the release's own prose only the headings are kept, and its checks and tools are left out:
    what a student reads again is what that student wrote. `notes` say of a cell, by its number,
    which limit it hit.
    """
    cells = [
        document
        for cell in notebook.cells
        if (document := _document(cell, runs.get(cell.number), released, notes)) is not None
    ]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}


def _document(
    cell: Cell,
    run: CellRun | None,
    released: Collection[tuple[str, str]],
    notes: Mapping[int, str],
) -> dict[str, Any] | None:
    is_released = (cell.kind, cell.source.strip()) in released
    metadata = {"autograder": {"role": cell.role, "question": cell.question}}
    if cell.kind != "code":
        source = _headings(cell.source) if is_released else cell.source
        if not source:
            return None
        document = {"cell_type": cell.kind, "metadata": metadata, "source": source}
        if cell.attachments and not is_released:
            document["attachments"] = dict(cell.attachments)
        return document
    # A released cell that shows nothing (the tools, an untouched stub) says nothing either.
    if is_released and (run is None or not run.outputs):
        return None
    outputs = [] if run is None else list(run.outputs)
    if note := notes.get(cell.number):
        outputs.append({"output_type": "stream", "name": "stderr", "text": f"{note}\n"})
    return {
        "cell_type": "code",
        "metadata": metadata,
        "source": cell.source,
        "execution_count": cell.number,
        "outputs": outputs,
    }


def _headings(source: str) -> str:
    return "\n\n".join(line for line in source.splitlines() if line.startswith("#"))
