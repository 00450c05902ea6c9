"""Read a student's notebook. Nothing in it is trusted, and nothing in it can stop the class."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import nbformat

MAX_CELLS = 5_000


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
                lines = cell.source.splitlines()
                return lines[line - 1].strip()[:120] if 0 < line <= len(lines) else ""
        return ""


def read_notebook(data: bytes) -> Notebook:
    """Read the bytes of an `.ipynb` file.

    Raises:
        UnreadableError: they are not JSON, or not a notebook.
    """
    document = _parse(data)
    if not isinstance(document, dict):
        raise UnreadableError("unreadable-format", detail="the top level is not an object")
    document = _as_version_4(document)
    cells = document.get("cells")
    if not isinstance(cells, list):
        raise UnreadableError("unreadable-format", detail="it has no list of cells")
    if len(cells) > MAX_CELLS:
        detail = f"{len(cells):,} cells; at most {MAX_CELLS:,} are read"
        raise UnreadableError("unreadable-format", detail=detail)
    read: list[Cell] = []
    number = 0
    for item in cells:
        if not isinstance(item, dict):
            continue
        kind = item.get("cell_type")
        if kind == "code":
            number += 1
        if kind in ("code", "markdown", "raw"):
            read.append(_cell(item, str(kind), number if kind == "code" else 0))
    own = _table(_table(document.get("metadata")).get("autograder"))
    return Notebook(tuple(read), language=str(own.get("language", ""))[:10])


def _parse(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UnreadableError("unreadable-json", detail="it is not UTF-8 text") from None
    except json.JSONDecodeError as error:
        detail = f"line {error.lineno}, column {error.colno}"
        raise UnreadableError("unreadable-json", detail=detail) from None
    except (RecursionError, ValueError):
        raise UnreadableError("unreadable-json", detail="it is nested too deeply") from None


def _as_version_4(document: dict[str, Any]) -> dict[str, Any]:
    version = document.get("nbformat")
    if version == 4:
        return document
    if version not in (2, 3):
        detail = f"its nbformat version is {str(version)[:20]}"
        raise UnreadableError("unreadable-format", detail=detail)
    try:
        converted = nbformat.convert(nbformat.from_dict(document), 4)
        return dict(converted)
    except Exception:
        detail = f"it cannot be converted from nbformat {version}"
        raise UnreadableError("unreadable-format", detail=detail) from None


def _cell(item: dict[str, Any], kind: str, number: int) -> Cell:
    source = item.get("source", "")
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    own = _table(_table(item.get("metadata")).get("autograder"))
    return Cell(
        kind=kind,
        # Lone surrogates are valid JSON, but no text that a program or a page can hold.
        source=str(source).encode("utf-8", "replace").decode("utf-8").replace("\x00", ""),
        number=number,
        role=str(own.get("role", ""))[:40],
        question=str(own.get("question", ""))[:100],
        attachments=_table(item.get("attachments")),
    )


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
