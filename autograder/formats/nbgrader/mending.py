"""Make a submitted notebook one that nbgrader can read: every cell that it knows is there, once.

What is wrong with a hand-in is mended from nbgrader's own records: cells are found again by their
grade id, else by our own name for them, else by what is in them. Nothing else of the metadata is
kept, since a student may have written it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.formats.nbgrader.cells import Cell, grade_id_of, own, source_of
from autograder.formats.nbgrader.master import Master, MasterCell
from autograder.formats.nbgrader.source import READ_ONLY, tests_id
from autograder.formats.notebook import UnreadableError, document_and_cells
from autograder.syntax import parse

CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")

PYTHON = {"display_name": "Python 3", "language": "python", "name": "python3"}


@dataclass(frozen=True)
class Mended:
    """A hand-in that nbgrader can go on with."""

    notebook: dict[str, Any]
    """As nbformat 4.5 plain data, without outputs."""

    notes: tuple[str, ...] = ()
    """What was mended, for the instructor."""

    problem: UnreadableError | None = None
    """Why nothing of the student's is in it, if so."""


@dataclass
class _Search:
    """Which cell of the hand-in is which of the master's."""

    cells: Sequence[Cell]
    found: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def free(self) -> Iterator[int]:
        """The cells that are none of the master's so far; the last first, since it runs last."""
        taken = set(self.found.values())
        return (index for index in reversed(range(len(self.cells))) if index not in taken)

    def take(self, grade_id: str, index: int, note: str = "") -> None:
        """Settle that a cell is one of the master's."""
        self.found[grade_id] = index
        if note:
            self.notes.append(f"{grade_id}: {note}")


def mended(data: bytes | UnreadableError, master: Master) -> Mended:
    """Return the hand-in as nbgrader can take it; where it cannot be read, the master's cells."""
    try:
        if isinstance(data, UnreadableError):
            raise data
        cells, metadata = _read(data)
    except UnreadableError as error:
        return Mended(_notebook([cell.cell() for cell in master.cells], {}), problem=error)
    search = _Search(cells)
    _by_grade_id(search, master)
    _by_our_name(search, master)
    _by_content(search, master)
    return Mended(_notebook(_put_together(search, master), metadata), tuple(search.notes))


def _read(data: bytes) -> tuple[list[Cell], dict[str, Any]]:
    document, cells = document_and_cells(data)
    read = [_plain(cell) for cell in cells if isinstance(cell, dict)]
    metadata = document.get("metadata")
    ours = metadata.get("autograder") if isinstance(metadata, dict) else None
    language = ours.get("language") if isinstance(ours, dict) else None
    known = {"autograder": {"language": language[:10]}} if isinstance(language, str) else {}
    return [cell for cell in read if cell["cell_type"] in ("code", "markdown", "raw")], known


def _plain(cell: Mapping[str, Any]) -> Cell:
    """Return a cell with what is of use of it, whatever its form."""
    metadata = cell.get("metadata")
    ours = metadata.get("autograder") if isinstance(metadata, dict) else None
    named = ours if isinstance(ours, dict) else {}
    texts = {
        key: named[key][:100] for key in ("role", "question") if isinstance(named.get(key), str)
    }
    kept: dict[str, Any] = {"autograder": texts} if texts else {}
    claimed = own(cell).get("grade_id")
    if isinstance(claimed, str):
        kept["claimed"] = claimed
    plain: Cell = {
        "cell_type": cell.get("cell_type"),
        "metadata": kept,
        "source": _text(cell.get("source")),
        "id": cell.get("id"),
    }
    if isinstance(pictures := cell.get("attachments"), dict) and plain["cell_type"] != "code":
        plain["attachments"] = {
            str(name): {str(mime): _text(content) for mime, content in forms.items()}
            for name, forms in pictures.items()
            if isinstance(forms, dict)
        }
    return plain


def _text(value: Any) -> str:
    pieces = value if isinstance(value, list) else [value]
    text = "".join(piece for piece in pieces if isinstance(piece, str))
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _by_grade_id(search: _Search, master: Master) -> None:
    known = master.by_id
    for index in search.free():
        claimed = search.cells[index]["metadata"].pop("claimed", None)
        if claimed not in known:
            continue
        if claimed in search.found:
            search.notes.append(f"{claimed}: the cell is there more than once; the last counts")
        else:
            search.take(claimed, index)


def _by_our_name(search: _Search, master: Master) -> None:
    known = master.by_id
    for index in list(search.free()):
        ours = search.cells[index]["metadata"].get("autograder", {})
        grade_id = _id_of_ours(ours.get("role", ""), ours.get("question", ""))
        if grade_id in known and grade_id not in search.found:
            search.take(grade_id, index, "found again by our own name for it")


def _id_of_ours(role: str, question: str) -> str:
    """Return the grade id that `source.py` gives to a cell of this role."""
    match role:
        case "solution" | "manual":
            return grade_id_of(question)
        case "checks":
            return tests_id(question)
    if role in READ_ONLY:
        return grade_id_of(question, f"{role}-") if question else role
    return ""


def _by_content(search: _Search, master: Master) -> None:
    for cell in master.cells:
        if cell.grade_id in search.found:
            continue
        names = _defined(cell.source) if cell.solution and cell.cell_type == "code" else set()
        for index in search.free():
            source = search.cells[index]["source"]
            if source.strip() in (cell.source.strip(), cell.visible.strip()):
                search.take(cell.grade_id, index, "found again by its text")
                break
            is_code = search.cells[index]["cell_type"] == "code"
            if is_code and names & _defined(source):
                search.take(cell.grade_id, index, "found again by what it defines")
                break


def _defined(source: str) -> set[str]:
    """Return the functions and classes that a cell defines at its top level."""
    try:
        tree = parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    return {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    }


def _put_together(search: _Search, master: Master) -> list[Cell]:
    """Return the cells of the hand-in with those restored that nbgrader would miss."""
    of_index = {index: master.by_id[grade_id] for grade_id, index in search.found.items()}
    cells = [
        _as_master(cell, of_index[index]) if index in of_index else cell
        for index, cell in enumerate(search.cells)
    ]
    # From the end, so that the places of those before stay what they are.
    place: dict[str, int] = dict(search.found)
    lost = [cell for cell in master.cells if cell.grade_id not in place and _is_missed(cell)]
    for cell in lost:
        before = _before(cell, master, place)
        cells.insert(before + 1, cell.cell())
        place = {name: at + (at > before) for name, at in place.items()}
        place[cell.grade_id] = before + 1
        search.notes.append(f"{cell.grade_id}: the cell was deleted, and is restored")
    return cells


def _is_missed(cell: MasterCell) -> bool:
    """Whether a cell that is not there has to be: a deleted answer is only an answer less."""
    return cell.grade or cell.task or cell.locked


def _before(cell: MasterCell, master: Master, place: Mapping[str, int]) -> int:
    """Return the place after which a lost cell goes; -1 for the beginning."""
    index = master.cells.index(cell)
    for earlier in reversed(master.cells[:index]):
        if earlier.grade_id in place:
            return place[earlier.grade_id]
    # What comes before all of the master's own stays before it, such as the student's id.
    later = [place[one.grade_id] for one in master.cells[index + 1 :] if one.grade_id in place]
    return min(later) - 1 if later else -1


def _as_master(cell: Cell, master: MasterCell) -> Cell:
    metadata = {**cell["metadata"], "nbgrader": master.metadata(), "deletable": False}
    if master.locked:
        metadata["editable"] = False
    source = master.source if master.locked else cell["source"]
    return {**cell, "cell_type": master.cell_type, "metadata": metadata, "source": source}


def _notebook(cells: Sequence[Cell], metadata: Mapping[str, Any]) -> dict[str, Any]:
    used: set[str] = set()
    return {
        "cells": [_whole(cell, number, used) for number, cell in enumerate(cells)],
        "metadata": {**metadata, "kernelspec": dict(PYTHON), "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _whole(cell: Cell, number: int, used: set[str]) -> Cell:
    """Return the cell as nbformat has it, with an id of its own."""
    identity = cell.get("id")
    if not isinstance(identity, str) or not CELL_ID.fullmatch(identity) or identity in used:
        identity = f"cell-{number:04d}"
        while identity in used:
            identity += "x"
    used.add(identity)
    metadata = {key: value for key, value in cell["metadata"].items() if key != "claimed"}
    whole = {**cell, "id": identity, "metadata": metadata, "source": source_of(cell)}
    if whole["cell_type"] == "code":
        whole.pop("attachments", None)
        whole |= {"outputs": [], "execution_count": None}
    else:
        whole.pop("outputs", None)
        whole.pop("execution_count", None)
    return whole
