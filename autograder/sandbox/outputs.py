"""What a cell printed, drew and raised, as nbformat outputs, and how much of it is kept.

Both sides use it: the worker keeps what the cell puts out, and the grader passes what the worker
tells through the same limits, believing neither its form nor its size.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

Output = dict[str, Any]

MAX_OUTPUTS = 500
"""How many outputs of one cell are kept; an error is kept beyond them."""

MAX_RICH = 4 * 2**20
"""How many characters the pictures, rich outputs and tracebacks of one cell may hold together; a
first traceback is kept beyond them.
"""

MAX_OF_SUBMISSION = 64 * 2**20
"""How many characters the outputs of all cells of a submission may hold together."""

CUT = "\n[…]\n"
"""Stands where printed text went over the limit."""


def exact_text(value: Any) -> str:
    """Return `value` as a plain string that UTF-8 can carry, whatever its class makes of it."""
    try:
        text = str(value)
    except Exception:
        text = type(value).__name__
    return str.encode(text, "utf-8", "replace").decode("utf-8")


class Recorder:
    """The outputs of the cell that is running."""

    def __init__(self, text_limit: int = 200_000) -> None:
        self.outputs: list[Output] = []
        self.muted = True
        self.text_limit = text_limit
        self._text_left = 0
        self._rich_left = 0
        self._has_error = False
        self._is_text_cut = False
        self.is_cut = False
        """Whether the cell put out more than is kept."""

    @contextmanager
    def recording(self) -> Iterator[list[Output]]:
        """Keep what is put out inside the block."""
        self.outputs, self.muted = [], False
        self.clear()
        try:
            yield self.outputs
        finally:
            self.muted = True
            for output in self.outputs:
                if output["output_type"] == "stream":
                    output["text"] = "".join(output["text"])

    def clear(self) -> None:
        """Forget what the cell has put out so far, as `clear_output` asks."""
        self.outputs.clear()
        self._text_left, self._rich_left = self.text_limit, MAX_RICH
        self._is_text_cut = self._has_error = self.is_cut = False

    def stream(self, name: str, text: str) -> None:
        """Keep printed text, up to the limit."""
        if self.muted or self._is_text_cut or not text:
            return
        kept = exact_text(text[: self._text_left])
        self._text_left -= len(kept)
        if len(kept) < len(text):
            self._is_text_cut = self.is_cut = True
            kept += CUT
        last = self.outputs[-1] if self.outputs else None
        if last and last["output_type"] == "stream" and last["name"] == name:
            last["text"].append(kept)
        else:
            self._keep({"output_type": "stream", "name": name, "text": [kept]})

    def rich(self, kind: str, data: Mapping[Any, Any]) -> None:
        """Keep an `execute_result` or `display_data`, up to the limit."""
        bundle = _plain_bundle(data)
        size = sum(len(mime) + len(content) for mime, content in bundle.items())
        if self.muted:
            return
        if size > self._rich_left:
            self.is_cut = True
            return
        self._rich_left -= size
        output: Output = {"output_type": kind, "data": bundle, "metadata": {}}
        if kind == "execute_result":
            output["execution_count"] = None
        self._keep(output)

    def error(self, name: Any, value: Any, lines: Iterable[Any]) -> None:
        """Keep a traceback."""
        if self.muted or len(self.outputs) > MAX_OUTPUTS:
            return
        told = {"ename": exact_text(name)[:200], "evalue": exact_text(value)[:10_000]}
        cut = [exact_text(line)[:10_000] for line in list(lines)[-40:]]
        size = sum(map(len, (*told.values(), *cut)))
        if size > self._rich_left and self._has_error:
            return
        self._has_error = True
        self._rich_left -= size
        self.outputs.append({"output_type": "error", **told, "traceback": cut})

    def _keep(self, output: Output) -> None:
        if len(self.outputs) < MAX_OUTPUTS:
            self.outputs.append(output)
        else:
            self.is_cut = True


@dataclass(frozen=True)
class ToldOutputs:
    """A cell's outputs, as they are kept."""

    outputs: list[Output]
    is_cut: bool
    """Whether there was more."""


def read_outputs(told: Any, text_limit: int) -> ToldOutputs:
    """Return what a worker tells of a cell's outputs, in nbformat's form and within the limits."""
    recorder = Recorder(text_limit)
    with recorder.recording() as outputs:
        for item in told if isinstance(told, list) else []:
            if isinstance(item, dict):
                _read_output(recorder, item)
    return ToldOutputs(outputs, recorder.is_cut)


def size_of(outputs: Iterable[Output]) -> int:
    """Return how many characters outputs hold."""
    return sum(map(_size, outputs))


def _size(told: Any) -> int:
    if isinstance(told, dict):
        return size_of(told.values())
    if isinstance(told, list):
        return size_of(told)
    return len(told) if isinstance(told, str) else 0


def _read_output(recorder: Recorder, item: Mapping[Any, Any]) -> None:
    # By type first: an array compared with a text would be neither equal nor unequal.
    texts = {key: value for key, value in item.items() if isinstance(value, str)}
    match texts.get("output_type"):
        case "stream":
            name = "stderr" if texts.get("name") == "stderr" else "stdout"
            recorder.stream(name, texts.get("text", ""))
        case "execute_result" | "display_data" as kind:
            data = item.get("data")
            recorder.rich(kind, data if isinstance(data, dict) else {})
        case "error":
            lines = item.get("traceback")
            shown = lines if isinstance(lines, list) else []
            recorder.error(texts.get("ename", ""), texts.get("evalue", ""), shown)


def _plain_bundle(data: Mapping[Any, Any]) -> dict[str, str]:
    bundle = {}
    for mime, value in data.items():
        if isinstance(value, bytes):
            bundle[exact_text(mime)] = base64.b64encode(value).decode("ascii")
        elif isinstance(value, str):
            bundle[exact_text(mime)] = exact_text(value)
    return bundle
