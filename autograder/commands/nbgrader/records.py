"""What nbgrader's gradebook knows of an assignment, read through its own interface."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.formats.nbgrader.cells import own
from autograder.formats.nbgrader.master import Master, MasterCell
from autograder.formats.notebook import UnreadableError, cells_of, parse_document


class NbgraderError(Exception):
    """An nbgrader course that cannot be graded, told in one line with the mend."""


def notebooks_of(coursedir: Any, assignment: str) -> list[str]:
    """Return the names of an assignment's notebooks, as nbgrader has recorded them.

    Raises:
        NbgraderError: it has recorded none.
    """
    from nbgrader.api import Gradebook, MissingEntry

    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        try:
            found = gradebook.find_assignment(assignment)
        except MissingEntry:
            names: list[str] = []
        else:
            names = sorted(notebook.name for notebook in found.notebooks)
    if not names:
        raise NbgraderError(
            f"nbgrader's gradebook has no assignment {assignment!r}: run "
            f"`nbgrader generate_assignment {assignment}` in {coursedir.root}"
        )
    return names


def master_of(coursedir: Any, assignment: str, notebook: str) -> Master:
    """Return what nbgrader recorded of a notebook when it was released.

    Raises:
        NbgraderError: it is of another language than Python.
    """
    from nbgrader.api import Gradebook

    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        found = gradebook.find_notebook(notebook, assignment)
        _require_python(found)
        points = {cell.name: float(cell.max_score) for cell in found.grade_cells}
        tasks = {cell.name: float(cell.max_score) for cell in found.task_cells}
        solutions = {cell.name for cell in found.solution_cells}
        cells = [
            MasterCell(
                grade_id=cell.name,
                cell_type=cell.cell_type,
                source=cell.source,
                grade=cell.name in points,
                solution=cell.name in solutions,
                locked=bool(cell.locked),
                task=cell.name in tasks,
                points=points.get(cell.name, tasks.get(cell.name, 0.0)),
                checksum=cell.checksum,
            )
            for cell in found.source_cells
        ]
    order = _order(source_of(coursedir, assignment, notebook))
    cells.sort(key=lambda cell: order.get(cell.grade_id, len(order)))
    return Master(assignment, notebook, tuple(cells))


def _require_python(notebook: Any) -> None:
    import json

    try:
        language = json.loads(notebook.kernelspec or "{}").get("language", "python")
    except (ValueError, AttributeError):
        return
    if str(language).lower() not in ("python", "ipython", "python3"):
        raise NbgraderError(f"{notebook.name} is a notebook of {language}: only Python is graded")


def source_of(coursedir: Any, assignment: str, notebook: str) -> Mapping[str, Any] | None:
    """Return the instructor's notebook in `source/`, None where there is none that can be read."""
    folder = source_folder(coursedir, assignment)
    try:
        document = parse_document((folder / f"{notebook}.ipynb").read_bytes())
        cells = cells_of(document) if isinstance(document, dict) else None
    except (OSError, UnreadableError):
        return None
    return {**document, "cells": cells} if isinstance(cells, list) else None


def source_folder(coursedir: Any, assignment: str) -> Path:
    """Return where an assignment's source is."""
    return Path(coursedir.format_path(coursedir.source_directory, ".", assignment))


def _order(source: Mapping[str, Any] | None) -> dict[str, int]:
    """Return the places of the cells by their grade ids; the gradebook keeps no order."""
    cells = source["cells"] if source is not None else []
    return {own(cell).get("grade_id", ""): index for index, cell in enumerate(cells)}
