"""What the cells of a notebook printed, drew and raised, as blocks that a page can hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from markupsafe import Markup

from autograder.reports.clean import clean_html
from autograder.reports.hostile import (
    joined,
    mapping,
    mappings,
    terminal_text,
    text,
    whole_number,
)
from autograder.reports.images import data_uri
from autograder.reports.prose import prose
from autograder.reports.texts import Voice

LONGEST_TEXT = 20_000
MOST_OUTPUTS = 60
"""Of one cell, a stream's pieces taken together."""

_IMAGES = ("image/svg+xml", "image/png", "image/jpeg", "image/gif")
_SHOWN_FIRST = ("text/html", "text/markdown", *_IMAGES, "text/latex", "text/plain")
_LONGEST_ALT = 300
_WIDEST = 2_000


@dataclass(frozen=True)
class Block:
    """One output, or the note that stands for it."""

    kind: Literal["text", "stderr", "error", "rich", "image", "note"]
    content: str
    """Clean HTML as `Markup`, the picture's address, or plain text that is still to be escaped."""

    title: str = ""
    """What was raised, for an error; the text that stands for the picture, for an image."""

    width: int | None = None


def blocks(value: object, cell: int, say: Voice) -> tuple[Block, ...]:
    """Return the blocks of a cell's `outputs`, whatever their shape; `cell` is its number."""
    outputs, left_out = shown(value)
    made = [_block(output, cell, say) for output in outputs]
    if left_out:
        made.append(Block("note", say.count("outputs.cut", left_out)))
    return tuple(block for block in made if block is not None)


def shown(value: object) -> tuple[list[Mapping[str, Any]], int]:
    """Return the outputs that are shown, each run of one stream made one, and how many are not."""
    outputs = _streams_joined(mappings(value))
    return outputs[:MOST_OUTPUTS], max(len(outputs) - MOST_OUTPUTS, 0)


def shortened(whole: str, longest: int, say: Voice) -> str:
    """Return the text, its middle replaced by a note if it is longer than `longest`."""
    left_out = len(whole) - longest
    if left_out <= 0:
        return whole
    note = say.count("omitted", left_out)
    return f"{whole[: longest // 2]}\n{note}\n{whole[len(whole) - longest // 2 :]}"


def _streams_joined(outputs: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    merged: list[Mapping[str, Any]] = []
    pieces: list[str] = []
    for output in outputs:
        if output.get("output_type") != "stream":
            merged.append(output)
            continue
        piece = joined(output.get("text"))
        last = merged[-1] if merged else {}
        if last.get("output_type") == "stream" and last.get("name") == output.get("name"):
            pieces.append(piece)
        else:
            pieces = [piece]
            merged.append({**output, "text": pieces})
    return merged


def _block(output: Mapping[str, Any], cell: int, say: Voice) -> Block | None:
    kind = output.get("output_type")
    if kind == "stream":
        whole = shortened(terminal_text(output.get("text")), LONGEST_TEXT, say)
        name: Literal["stderr", "text"] = "stderr" if output.get("name") == "stderr" else "text"
        return Block(name, whole) if whole.strip() else None
    if kind == "error":
        return _error(output, say)
    if kind in ("execute_result", "display_data"):
        return _display(output, cell, say)
    return None


def _error(output: Mapping[str, Any], say: Voice) -> Block:
    name, message = (terminal_text(output.get(part)) for part in ("ename", "evalue"))
    lines = output.get("traceback")
    if isinstance(lines, list):
        lines = [f"{line}\n" for line in lines if isinstance(line, str)]
    title = shortened(": ".join(part for part in (name, message) if part), 1_000, say)
    content = shortened(terminal_text(lines).rstrip(), LONGEST_TEXT, say)
    return Block("error", content, title=title or say("error"))


def _display(output: Mapping[str, Any], cell: int, say: Voice) -> Block | None:
    """Return the richest form of the output that can be shown."""
    data, metadata = mapping(output.get("data")), mapping(output.get("metadata"))
    for mime in _SHOWN_FIRST:
        if mime not in data:
            continue
        block = _form(mime, data[mime], say)
        if block is not None and block.kind == "image":
            return _described(block, mime, metadata, cell, say)
        if block is not None:
            return block
    if not data:
        return None
    known = sorted(text(mime)[:60] for mime in data if isinstance(mime, str))[:5]
    return Block("note", say("unshown", kinds=", ".join(known) or say("unshown.unknown")))


def _form(mime: str, value: object, say: Voice) -> Block | None:
    """Return the output in one of its forms, None if nothing of that form can be shown."""
    if mime == "text/plain":
        whole = shortened(terminal_text(value), LONGEST_TEXT, say)
        return Block("text", whole) if whole.strip() else None
    if mime in _IMAGES:
        address = data_uri(mime, joined(value))
        return Block("image", address) if address else None
    rich = clean_html(text(value)) if mime == "text/html" else prose(text(value))
    return Block("rich", rich) if rich and _says_something(rich) else None


def _says_something(rich: Markup) -> bool:
    return "<img" in rich or bool(rich.striptags())


def _described(
    image: Block, mime: str, metadata: Mapping[str, Any], cell: int, say: Voice
) -> Block:
    own = mapping(metadata.get(mime))
    alt = text(own.get("alt")) or text(metadata.get("alt")) or say("image", number=cell)
    width = whole_number(own.get("width"), _WIDEST) or whole_number(metadata.get("width"), _WIDEST)
    return Block("image", image.content, title=alt[:_LONGEST_ALT], width=width)
