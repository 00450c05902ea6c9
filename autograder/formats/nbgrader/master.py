"""What nbgrader's gradebook says of a notebook: the cells as they were when it was released."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.formats.nbgrader.cells import SCHEMA, Cell
from autograder.formats.nbgrader.regions import HIDDEN, without


@dataclass(frozen=True)
class MasterCell:
    """One cell that nbgrader keeps a record of."""

    grade_id: str
    cell_type: str
    source: str
    """With its hidden tests, and without its solution."""

    grade: bool
    solution: bool
    locked: bool
    task: bool = False
    points: float = 0.0
    checksum: str | None = None

    @property
    def is_test(self) -> bool:
        """Whether it is a cell of tests, which the grader scores."""
        return self.grade and not self.solution and self.cell_type == "code"

    @property
    def visible(self) -> str:
        """The source as students have it."""
        return without(self.source, HIDDEN)

    def metadata(self) -> dict[str, Any]:
        """Return the `nbgrader` metadata that a submitted copy must have."""
        written: dict[str, Any] = {
            "schema_version": SCHEMA,
            "grade_id": self.grade_id,
            "grade": self.grade,
            "solution": self.solution,
            "locked": self.locked,
            "task": self.task,
            "cell_type": self.cell_type,
        }
        if self.grade or self.task:
            written["points"] = self.points
        if self.checksum is not None:
            written["checksum"] = self.checksum
        return written

    def cell(self) -> Cell:
        """Return it as a cell of a notebook."""
        code: dict[str, Any] = {"outputs": [], "execution_count": None}
        metadata = {"nbgrader": self.metadata(), "deletable": False}
        return {
            "cell_type": self.cell_type,
            "metadata": metadata,
            "source": self.source,
            "id": f"restored-{self.grade_id}"[:64],
            **(code if self.cell_type == "code" else {}),
        }


@dataclass(frozen=True)
class Master:
    """A notebook of an assignment, as nbgrader recorded it."""

    assignment: str
    notebook: str
    cells: tuple[MasterCell, ...]
    """In the order of the notebook."""

    @property
    def by_id(self) -> Mapping[str, MasterCell]:
        """The cells by their grade ids."""
        return {cell.grade_id: cell for cell in self.cells}

    @property
    def tests(self) -> Sequence[MasterCell]:
        """The cells that the grader scores."""
        return [cell for cell in self.cells if cell.is_test]
