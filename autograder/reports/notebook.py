"""A student's executed notebook, cell by cell, as a page can show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from autograder.reports.clean import MOST_TAGS
from autograder.reports.hostile import joined, mapping, mappings, text, whole_number
from autograder.reports.images import data_uri
from autograder.reports.listing import LONGEST_CODE, highlighted
from autograder.reports.outputs import LONGEST_TEXT, Block, blocks, shortened, shown
from autograder.reports.prose import LONGEST_PROSE, prose
from autograder.reports.texts import Voice

MOST_CELLS = 400
MOST_CHARACTERS = 24_000_000
"""Of one notebook, its pictures included."""

MOST_LAYOUT = 300_000
"""Characters of Markdown and code, with tags of HTML counted threefold: what takes time."""

_TAG = 3
_SAID = ("text", "ename", "evalue", "traceback")


@dataclass(frozen=True)
class Cell:
    """One cell."""

    number: int
    kind: Literal["code", "prose", "text"]
    prompt: str
    """The execution count, empty where the cell has none."""

    source: str
    """Clean HTML as `Markup`; plain text where the kind is `"text"`."""

    outputs: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Notebook:
    """The cells that are shown, how many are not, and which cell answers which question."""

    cells: tuple[Cell, ...]
    left_out: int
    answers: Mapping[str, int]
    """From a question's name to the number of its cell."""


def notebook(executed: object, questions: Iterable[str], say: Voice) -> Notebook:
    """Return the notebook as far as it can be shown; nothing in it makes this fail."""
    cells = mappings(mapping(executed).get("cells"))
    kept = cells[: _affordable(cells)]
    return Notebook(
        cells=tuple(_cell(cell, number, say) for number, cell in enumerate(kept, start=1)),
        left_out=len(cells) - len(kept),
        answers=_answers(kept, frozenset(questions)),
    )


def _affordable(cells: Sequence[Mapping[str, Any]]) -> int:
    """Return how many of the first cells a page can hold and a browser can open."""
    characters = layout = 0
    for index, cell in enumerate(cells[:MOST_CELLS]):
        size, work = _weight(cell)
        characters, layout = characters + size, layout + work
        if characters > MOST_CHARACTERS or layout > MOST_LAYOUT:
            return index
    return min(len(cells), MOST_CELLS)


def _weight(cell: Mapping[str, Any]) -> tuple[int, int]:
    """Return the size of what is shown of the cell, and how much work its layout is."""
    size = len(joined(cell.get("source")))
    work = min(size, max(LONGEST_PROSE, LONGEST_CODE))
    for attachment in mapping(cell.get("attachments")).values():
        size += sum(len(joined(payload)) for payload in mapping(attachment).values())
    for output in shown(cell.get("outputs"))[0]:
        data = mapping(output.get("data"))
        size += sum(len(joined(payload)) for payload in data.values())
        size += sum(len(joined(output.get(part))) for part in _SAID)
        work += _TAG * min(joined(data.get("text/html")).count("<"), MOST_TAGS)
        for mime in ("text/markdown", "text/latex"):
            work += min(len(joined(data.get(mime))), LONGEST_PROSE)
    return size, work


def _cell(cell: Mapping[str, Any], number: int, say: Voice) -> Cell:
    source = text(cell.get("source"))
    if cell.get("cell_type") == "code":
        prompt = str(whole_number(cell.get("execution_count"), 999_999) or "")
        listing = highlighted(shortened(source, LONGEST_CODE, say).rstrip())
        return Cell(number, "code", prompt, listing, blocks(cell.get("outputs"), number, say))
    if cell.get("cell_type") == "markdown":
        laid_out = prose(source, _attachments(cell))
        if laid_out is not None:
            return Cell(number, "prose", "", laid_out)
    return Cell(number, "text", "", shortened(source, LONGEST_TEXT, say))


def _attachments(cell: Mapping[str, Any]) -> dict[str, str]:
    pictures = {}
    for name, forms in mapping(cell.get("attachments")).items():
        for mime, payload in mapping(forms).items():
            address = data_uri(mime, joined(payload)) if isinstance(mime, str) else None
            if address:
                pictures[name] = address
    return pictures


def _answers(cells: Sequence[Mapping[str, Any]], questions: frozenset[str]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for number, cell in enumerate(cells, start=1):
        question = mapping(mapping(cell.get("metadata")).get("autograder")).get("question")
        if cell.get("cell_type") == "code" and isinstance(question, str) and question in questions:
            numbers.setdefault(question, number)
    return numbers
