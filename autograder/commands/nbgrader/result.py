"""A grading in the form that nbgrader reads: the outputs of a notebook's cells."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.formats.nbgrader.cells import checksum
from autograder.formats.nbgrader.master import Master
from autograder.reports.clean import clean_html

Output = dict[str, Any]

WIDTH = 96

TAG = re.compile(r"<(?=[A-Za-z/!?])")
"""What begins HTML in Markdown: nbgrader's pages would show it as it is, scripts included."""

SHOWN = ("text/plain", "image/png", "image/jpeg", "text/html", "text/markdown")
"""What of a student's outputs is passed on: nothing that could run in a reader's browser."""


@dataclass(frozen=True)
class CellScore:
    """What one cell of tests earned."""

    points: float | None
    """None where a person has to grade it."""

    told: str
    """For the student; nothing hidden is in it."""


@dataclass(frozen=True)
class Result:
    """What came of one notebook of one student."""

    scores: Mapping[str, CellScore]
    """By grade id."""

    outputs: Mapping[int, Sequence[Output]] = field(default_factory=dict)
    """Of the student's own code cells, by their number from 1."""

    reason: str = ""
    """Why it could not be graded, if so."""

    folded: frozenset[str] = frozenset()
    """Cells of which a reader needs the first line only, by grade id."""

    @property
    def points(self) -> float:
        """What the tests earned together."""
        return sum(score.points or 0.0 for score in self.scores.values())


def put_into(notebook: Any, master: Master, result: Result) -> None:
    """Write a result into a notebook's cells, from which nbgrader reads the scores.

    The hidden tests leave the notebook: what it holds from here on, students are shown.
    """
    from nbformat import from_dict

    known = master.by_id
    number = 0
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        own = known.get(grade_id)
        if cell.cell_type != "code":
            if own is None or (not own.locked and checksum(cell) != own.checksum):
                cell.source = TAG.sub("&lt;", cell.source)
            continue
        number += 1
        cell.execution_count = number
        if own is not None and own.is_test:
            cell.source = own.visible
            cell.outputs = from_dict(_judged(result.scores[grade_id], own.points, number))
        else:
            if grade_id in result.folded:
                cell.source = f"{cell.source.splitlines()[0]}\n# […]"
            outputs = [_clean(output, number) for output in result.outputs.get(number, ())]
            cell.outputs = from_dict([output for output in outputs if output])


def _judged(score: CellScore, most: float, number: int) -> list[Output]:
    """Return outputs of which nbgrader makes this score: its own rule is the only one."""
    # Not on stderr: nbgrader would count that as a failure.
    outputs: list[Output] = [{"output_type": "stream", "name": "stdout", "text": f"{score.told}\n"}]
    if score.points is not None:
        points = min(max(float(score.points), 0.0), float(most))
        outputs.append(
            {
                "output_type": "execute_result",
                "data": {"text/plain": repr(points)},
                "metadata": {},
                "execution_count": number,
            }
        )
    return outputs


def _wrapped(line: str) -> str:
    """Break a long sentence, which a page would cut off or let scroll."""
    return textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False)


def _clean(output: Output, number: int) -> Output | None:
    if output["output_type"] not in ("execute_result", "display_data"):
        return output
    data = {mime: output["data"][mime] for mime in SHOWN if mime in output["data"]}
    if html := data.pop("text/html", None):
        cleaned = clean_html(html)
        data |= {"text/html": str(cleaned)} if cleaned else {}
    if "text/markdown" in data:
        data["text/markdown"] = TAG.sub("&lt;", data["text/markdown"])
    if not data:
        return None
    kept = {"output_type": output["output_type"], "data": data, "metadata": {}}
    return kept | ({"execution_count": number} if output["output_type"] == "execute_result" else {})
