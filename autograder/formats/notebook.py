"""Read a student's notebook. Nothing in it is trusted, and nothing in it can stop the class."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MAX_CELLS = 5_000

MAX_OBJECTS = 1_000_000
"""Most brackets that open: the smallest object takes a memory of twenty times its text."""


class UnreadableError(Exception):
    """A hand-in that cannot be graded; `key` and `facts` are a sentence of `words`."""

    def __init__(self, key: str, **facts: Any) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts


@dataclass(frozen=True)
class Cell:
    """One cell, as far as grading needs it."""

    kind: str
    """`code`, `markdown` or `raw`."""

    source: str
    number: int = 0
    """For a code cell: its place among the code cells, from 1."""

    role: str = ""
    """What our release said that it is; a student can change it, so it earns nothing."""

    question: str = ""
    attachments: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Notebook:
    """A student's notebook."""

    cells: tuple[Cell, ...]
    language: str = ""
    """The language of the release that it was made from, where it still says so."""

    @property
    def code(self) -> list[Cell]:
        """The code cells, in order."""
        return [cell for cell in self.cells if cell.kind == "code"]

    def line(self, number: int, line: int) -> str:
        """Return a line of a code cell, or nothing where there is none."""
        for cell in self.cells:
            if cell.number == number:
                lines = cell.source.split("\n")
                return lines[line - 1].strip()[:120] if 0 < line <= len(lines) else ""
        return ""


def document_and_cells(data: bytes) -> tuple[dict[str, Any], list[Any]]:
    """Return what a file holds as JSON, and its cells, whatever these are.

    Raises:
        UnreadableError: it is not JSON, or has no list of cells, or one that is too long.
    """
    document = parse_document(data)
    if not isinstance(document, dict):
        raise UnreadableError("unreadable-format", detail="the top level is not an object")
    cells = cells_of(document)
    if not isinstance(cells, list):
        raise UnreadableError("unreadable-format", detail="it has no list of cells")
    if len(cells) > MAX_CELLS:
        detail = f"{len(cells):,} cells; at most {MAX_CELLS:,} are read"
        raise UnreadableError("unreadable-format", detail=detail)
    return document, cells


def read_notebook(data: bytes) -> Notebook:
    """Read the bytes of an `.ipynb` file of nbformat 2, 3 or 4.

    Raises:
        UnreadableError: they are not JSON, or not a notebook.
    """
    document, cells = document_and_cells(data)
    read: list[Cell] = []
    number = 0
    for item in map(_table, cells):
        kind = item.get("cell_type")
        if kind == "code":
            number += 1
        if kind in ("code", "markdown", "raw"):
            read.append(_cell(item, str(kind), number if kind == "code" else 0))
    own = _table(_table(document.get("metadata")).get("autograder"))
    return Notebook(tuple(read), language=_text(own.get("language"))[:10])


def parse_document(data: bytes) -> Any:
    """Return what the bytes hold as JSON, within limits.

    Raises:
        UnreadableError: they are not JSON.
    """
    if data.count(b"{") + data.count(b"[") > MAX_OBJECTS:
        detail = f"more than {MAX_OBJECTS:,} lists and objects"
        raise UnreadableError("unreadable-format", detail=detail)
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UnreadableError("unreadable-json", detail="it is not UTF-8 text") from None
    except json.JSONDecodeError as error:
        detail = f"line {error.lineno}, column {error.colno}"
        raise UnreadableError("unreadable-json", detail=detail) from None
    except RecursionError:
        raise UnreadableError("unreadable-json", detail="it is nested too deeply") from None
    except ValueError:
        raise UnreadableError("unreadable-json", detail="a number in it is too long") from None


def cells_of(document: dict[str, Any]) -> Any:
    """Return the cells as version 4 has them, where there are any."""
    version = document.get("nbformat")
    if version == 4:
        return document.get("cells")
    if version not in (2, 3):
        told = str(version)[:20] if isinstance(version, int) else "not given"
        raise UnreadableError("unreadable-format", detail=f"its nbformat version is {told}")
    sheets = document.get("worksheets")
    if not isinstance(sheets, list):
        return None
    lists = [_table(sheet).get("cells") for sheet in sheets]
    return [_as_version_4(_table(cell)) for cells in lists for cell in _list(cells)]


def _as_version_4(cell: dict[str, Any]) -> dict[str, Any]:
    """Return a cell of version 2 or 3 as version 4 has it."""
    match cell.get("cell_type"):
        case "code":
            return {**cell, "source": cell.get("input")}
        case "heading":
            level = cell.get("level")
            marks = "#" * level if isinstance(level, int) and 0 < level < 7 else "#"
            title = " ".join(_text(cell.get("source")).split())
            return {**cell, "cell_type": "markdown", "source": f"{marks} {title}"}
        case "html" | "text":
            return {**cell, "cell_type": "markdown"}
    return cell


def _cell(item: dict[str, Any], kind: str, number: int) -> Cell:
    own = _table(_table(item.get("metadata")).get("autograder"))
    return Cell(
        kind=kind,
        source=_text(item.get("source")),
        number=number,
        role=_text(own.get("role"))[:40],
        question=_text(own.get("question"))[:100],
        attachments={
            _text(name): {_text(mime): _text(data) for mime, data in _table(forms).items()}
            for name, forms in _table(item.get("attachments")).items()
        },
    )


def _text(value: Any) -> str:
    """Return a text, whole or in lines, without what no program and no page can hold."""
    if isinstance(value, list):
        value = "".join(part for part in value if isinstance(part, str))
    if not isinstance(value, str):
        return ""
    # A lone surrogate is valid JSON, and half a character.
    return value.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
