"""An author's Markdown notebook, split at the markers where questions go."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import jupytext

from autograder.spec import SpecError

MARKER = re.compile(
    r"^<!--[ \t]*(?P<kind>question|setup|identity)(?::[ \t]*(?P<name>\w+))?[ \t]*"
    r"(?:\n(?P<docstring>.*?))?-->[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<path>[^)\s]+)\)")
MIME = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
"""JupyterLab shows no SVG that is attached to a cell."""


@dataclass(frozen=True)
class Piece:
    """One piece of a notebook, in order."""

    kind: Literal["markdown", "code", "question", "setup", "identity"]
    text: str = ""
    """The cell's source; for a question, its name."""

    docstring: str = ""
    """For a question: the docstring in this language, where the marker gives one."""

    attachments: tuple[tuple[str, str, str], ...] = ()
    """For Markdown: the pictures as name, MIME type and base64."""


def read_prose(path: Path) -> list[Piece]:
    """Read `notebook.<lang>.md`, a Jupytext Markdown notebook.

    Raises:
        SpecError: it is missing or unreadable, or names a picture that is not there.
    """
    try:
        notebook = jupytext.reads(path.read_text("utf-8"), fmt="md")
    except (OSError, UnicodeDecodeError) as error:
        raise SpecError(f"{path} cannot be read: {error}") from None
    pieces: list[Piece] = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            pieces.extend(_split(cell.source, path))
        elif cell.source.strip():
            pieces.append(Piece("code", cell.source.strip("\n")))
    return pieces


def _split(text: str, path: Path) -> Iterator[Piece]:
    """Yield the Markdown between the markers, and the markers."""
    position = 0
    for marker in MARKER.finditer(text):
        yield from _markdown(text[position : marker.start()], path)
        kind, name = marker["kind"], marker["name"] or ""
        if (kind == "question") != bool(name):
            raise SpecError(f"{path}: malformed marker {marker[0].splitlines()[0]!r}")
        yield Piece(kind, name, (marker["docstring"] or "").strip())  # type: ignore[arg-type]
        position = marker.end()
    yield from _markdown(text[position:], path)


def _markdown(text: str, path: Path) -> Iterator[Piece]:
    text = text.strip("\n")
    if not text.strip():
        return
    pictures: dict[str, tuple[str, str, str]] = {}

    def attach(match: re.Match[str]) -> str:
        target = match["path"]
        if "://" in target or target.startswith(("data:", "attachment:")):
            return match[0]
        file = path.parent / target
        if file.suffix not in MIME:
            kinds = ", ".join(MIME)
            raise SpecError(f"{path}: the picture {target!r} is none of {kinds}; convert it")
        if not file.is_file():
            raise SpecError(f"{path}: the picture {target!r} is not there")
        data = base64.b64encode(file.read_bytes()).decode("ascii")
        pictures[file.name] = (file.name, MIME[file.suffix], data)
        return f"![{match['alt']}](attachment:{file.name})"

    yield Piece("markdown", IMAGE.sub(attach, text), attachments=tuple(pictures.values()) or ())


def check_prose(pieces: list[Piece], questions: list[str], path: Path) -> None:
    """Refuse prose that misses a question, has one twice, or has them in another order.

    Raises:
        SpecError: the markers and the questions do not agree.
    """
    marked = [piece.text for piece in pieces if piece.kind == "question"]
    if marked != questions:
        missing = [name for name in questions if name not in marked]
        unknown = [name for name in marked if name not in questions]
        problem = (
            f"no marker for {missing[0]!r}: add the line <!-- question: {missing[0]} -->"
            if missing
            else f"a marker for {unknown[0]!r}, which is no question"
            if unknown
            else "the questions are in another order than questions.py has them"
        )
        raise SpecError(f"{path}: {problem}")
    for kind in ("setup", "identity"):
        count = sum(piece.kind == kind for piece in pieces)
        if count != 1:
            raise SpecError(
                f"{path}: needs the line <!-- {kind} --> once; it is there {count} times"
            )
