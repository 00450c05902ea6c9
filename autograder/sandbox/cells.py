"""What a session is given, and what it tells of the cells that it ran."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from autograder.outcome import Failure

RunStatus = Literal["ok", "error", "timed-out", "died", "not-run"]

STATUS_OF: dict[str, RunStatus] = {
    "value": "ok",
    "error": "error",
    "unplain": "error",
    "timed-out": "timed-out",
}
"""What a reply's kind says of a cell."""


@dataclass(frozen=True)
class Times:
    """Wall-clock limits, in seconds."""

    cell: float
    call: float
    submission: float


@dataclass(frozen=True)
class CodeCell:
    """A code cell to run; `number` counts the notebook's code cells from 1."""

    number: int
    source: str


@dataclass(frozen=True)
class CellRun:
    """What came of running a cell."""

    status: RunStatus
    outputs: list[dict[str, Any]] = field(default_factory=list)
    failure: Failure | None = None
    cause: str = ""
    """For a cell that died: the limit that its worker was ended for, if it was one."""

    is_cut: bool = False
    """Whether the cell put out more than is kept."""
