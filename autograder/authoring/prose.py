"""An author's Markdown notebook, split at the markers where questions go."""

from __future__ import annotations

import ast
import base64
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import jupytext

from autograder.authoring.conventions import quoted
from autograder.authoring.given import given_source
from autograder.frameworks import names_of
from autograder.spec import SpecError
from autograder.syntax import parse

MARKER = re.compile(
    r"^<!--[ \t]*(?P<kind>question|manual|source|setup|identity)"
    r"(?::[ \t]*(?P<name>\w+(?:\.\w+)*))?"
    r"(?:[ \t]+points=(?P<points>\d{1,6}(?:\.\d{1,3})?))?[ \t]*"
    r"(?:\n(?P<docstring>.*?))?-->[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
NAMED = ("question", "manual", "source")
IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<path>[^)\s]+)(?P<title>[ \t]+\"[^\"]*\")?\)")
MIME = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
"""JupyterLab shows no SVG that is attached to a cell."""


@dataclass(frozen=True)
class Piece:
    """One piece of a notebook, in order."""

    kind: Literal["markdown", "code", "demo", "question", "manual", "source", "setup", "identity"]
    text: str = ""
    """The cell's source; for a question, its name."""

    docstring: str = ""
    """For a question: the docstring in this language, where the marker gives one; for one that a
    person grades, what a good answer says, for instructors."""

    points: float = 0.0
    """For a question that a person grades."""

    attachments: tuple[tuple[str, str, str], ...] = ()
    """For Markdown: the pictures as name, MIME type and base64."""


def read_prose(
    path: Path, conventions: Mapping[str, str] | None = None, frameworks: Sequence[str] = ()
) -> list[Piece]:
    """Read `notebook.<lang>.md`, a Jupytext Markdown notebook.

    `conventions` are what stands for `{convention:NAME}`: the course's form of each, in words.

    Raises:
        SpecError: it is missing or unreadable, or names a picture, a convention or a function that
            is not there.
    """
    try:
        text = quoted(path.read_text("utf-8"), conventions or {}, str(path))
        notebook = jupytext.reads(text, fmt="md")
    except SpecError:
        raise
    except Exception as error:
        # Jupytext lets through whatever its parsers stumble over.
        raise SpecError(f"{path} cannot be read: {' '.join(str(error).split())}") from None
    pieces: list[Piece] = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            pieces.extend(_split(cell.source, path))
        elif cell.source.strip():
            tags = cell.metadata.get("tags", ())
            kind: Literal["code", "demo"] = "demo" if "demo" in tags else "code"
            pieces.append(Piece(kind, cell.source.strip("\n")))
    return list(_with_sources(pieces, path, names_of(frameworks)))


def _with_sources(pieces: list[Piece], path: Path, names: Iterable[str]) -> Iterator[Piece]:
    """Yield the pieces, each function that a marker names as the code that defines it."""
    given = list(names)
    for piece in pieces:
        if piece.kind == "source":
            source = given_source(piece.text, piece.docstring, given, str(path))
            given.append(piece.text.rpartition(".")[2])
            yield Piece("code", source.rstrip("\n"))
        else:
            yield piece


def _split(text: str, path: Path) -> Iterator[Piece]:
    """Yield the Markdown between the markers, and the markers."""
    position = 0
    for marker in MARKER.finditer(text):
        yield from _markdown(text[position : marker.start()], path)
        kind, name, points = marker["kind"], marker["name"] or "", float(marker["points"] or 0)
        dotted = kind != "source" and "." in name
        if (kind in NAMED) != bool(name) or (kind == "manual") != bool(points) or dotted:
            raise SpecError(f"{path}: malformed marker {marker[0].splitlines()[0]!r}")
        docstring = (marker["docstring"] or "").strip()
        yield Piece(kind, name, docstring, points=points)  # type: ignore[arg-type]
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
        if file.suffix.lower() not in MIME:
            kinds = ", ".join(MIME)
            raise SpecError(f"{path}: the picture {target!r} is none of {kinds}; convert it")
        if not file.is_file():
            raise SpecError(f"{path}: the picture {target!r} is not there")
        data = base64.b64encode(file.read_bytes()).decode("ascii")
        picture = (file.name, MIME[file.suffix.lower()], data)
        if pictures.setdefault(file.name, picture) != picture:
            raise SpecError(f"{path}: two pictures of one cell are named {file.name!r}: rename one")
        return f"![{match['alt']}](attachment:{file.name}{match['title'] or ''})"

    yield Piece("markdown", IMAGE.sub(attach, text), attachments=tuple(pictures.values()))


def check_prose(pieces: list[Piece], questions: list[str], path: Path) -> None:
    """Refuse prose that misses a question, has one twice, or has them in another order.

    Raises:
        SpecError: the markers and the questions do not agree.
    """
    marked = [piece.text for piece in pieces if piece.kind == "question"]
    if marked != questions:
        missing = [name for name in questions if name not in marked]
        unknown = [name for name in marked if name not in questions]
        twice = [name for name in marked if marked.count(name) > 1]
        problem = (
            f"no marker for {missing[0]!r}: add the line <!-- question: {missing[0]} -->"
            if missing
            else f"a marker for {unknown[0]!r}, which is no question"
            if unknown
            else f"two markers for {twice[0]!r}: keep one"
            if twice
            else "the questions are in another order than questions.py has them"
        )
        raise SpecError(f"{path}: {problem}")
    named = [piece.text for piece in pieces if piece.kind in NAMED]
    if twice := [name for name in named if named.count(name) > 1]:
        raise SpecError(f"{path}: two questions are named {twice[0]!r}: rename one")
    for piece in pieces:
        if piece.kind in ("code", "demo") and (
            name := _overwritten(piece.text, {*questions, "student_id"})
        ):
            raise SpecError(
                f"{path}: a provided cell assigns {name!r}, which is the student's to define: "
                "name it otherwise there"
            )
    for kind in ("setup", "identity"):
        count = sum(piece.kind == kind for piece in pieces)
        if count != 1:
            raise SpecError(
                f"{path}: needs the line <!-- {kind} --> once; it is there {count} times"
            )


def _overwritten(source: str, names: set[str]) -> str:
    """Return a name among `names` that the code binds, or nothing."""
    try:
        tree = parse(source)
    except SyntaxError:
        # Magics and shell escapes are a notebook's right; they define nothing here.
        return ""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in names:
            return node.id
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name in names:
            return node.name
    return ""
