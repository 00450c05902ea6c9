"""What nbgrader writes about a cell: version 3 of its metadata, and its checksums."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

SCHEMA = 3

GRADE_ID = re.compile(r"[A-Za-z0-9_\-]+")

Cell = dict[str, Any]

Role = Literal["solution", "tests", "manual", "task", "read-only"]

FLAGS: Mapping[Role, Mapping[str, bool]] = {
    "solution": {"grade": False, "solution": True, "locked": False},
    "tests": {"grade": True, "solution": False, "locked": True},
    "manual": {"grade": True, "solution": True, "locked": False},
    "task": {"grade": False, "solution": False, "locked": True, "task": True},
    "read-only": {"grade": False, "solution": False, "locked": True},
}
"""What nbgrader's "Create Assignment" menu writes for each kind of cell."""


@dataclass(frozen=True)
class Marks:
    """What nbgrader knows of one cell."""

    grade_id: str
    role: Role
    points: float = 0.0

    @property
    def has_points(self) -> bool:
        """Whether the cell carries a score of its own."""
        return self.role in ("tests", "manual", "task")

    def metadata(self) -> dict[str, Any]:
        """Return the cell's `nbgrader` metadata, without a checksum."""
        written = {"schema_version": SCHEMA, "grade_id": self.grade_id, "task": False}
        points = {"points": self.points} if self.has_points else {}
        return {**written, **FLAGS[self.role], **points}


def grade_id_of(name: str, prefix: str = "") -> str:
    """Return an id that nbgrader allows, readable where the name is."""
    text = prefix + name
    if GRADE_ID.fullmatch(text):
        return text
    return prefix + hashlib.sha256(name.encode("utf-8")).hexdigest()[:16]


def source_of(cell: Mapping[str, Any]) -> str:
    """Return a cell's source, which a file may hold whole or in lines."""
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def with_source(cell: Cell, source: str) -> Cell:
    """Return the cell with another source, in lines as nbformat writes it."""
    return {**cell, "source": source.splitlines(keepends=True)}


def own(cell: Mapping[str, Any]) -> dict[str, Any]:
    """Return a cell's `nbgrader` metadata, empty where it is none."""
    metadata = cell.get("metadata")
    found = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return found if isinstance(found, dict) else {}


def is_locked(meta: Mapping[str, Any]) -> bool:
    """Whether nbgrader takes the cell's source from its own records."""
    return not meta.get("solution") and bool(meta.get("grade") or meta.get("locked"))


def is_known(meta: Mapping[str, Any]) -> bool:
    """Whether nbgrader keeps a record of the cell and writes a checksum into it."""
    return bool(meta.get("grade") or meta.get("solution") or is_locked(meta))


def checksum(cell: Mapping[str, Any]) -> str:
    """Return the MD5 by which nbgrader tells whether a cell was changed."""
    meta = own(cell)
    parts = [
        source_of(cell),
        str(cell["cell_type"]),
        str(bool(meta.get("grade"))),
        str(bool(meta.get("solution"))),
        str(is_locked(meta)),
        str(meta["grade_id"]),
    ]
    if meta.get("grade"):
        parts.append(str(float(meta["points"])))
    digest = hashlib.md5(usedforsecurity=False)
    for part in parts:
        digest.update(part.encode("utf-8"))
    return digest.hexdigest()
