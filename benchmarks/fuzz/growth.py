"""How time and memory grow with the size of what is worst to read."""

from __future__ import annotations

import io
import json
import math
import struct
import tempfile
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from autograder import wire
from autograder.formats.notebook import Notebook, UnreadableError, read_notebook
from autograder.formats.otter.client import without_client
from autograder.formats.submissions import find_submissions
from autograder.judge.compare import compare

DOUBLINGS = 3
PRIME = 2**61 - 1
"""Its multiples have one hash."""


def growth() -> dict[str, Any]:
    """Return seconds and bytes at the largest size, and the power of the size they grow with."""
    return {name: _measure(make, read, size) for name, (make, read, size) in WORST.items()}


def _measure(make: Callable[[int], Any], read: Callable[[Any], Any], size: int) -> dict[str, Any]:
    seconds, peaks = [], []
    for doubling in range(DOUBLINGS + 1):
        data = make(size << doubling)
        # The least of three, since other programs can only make it slower.
        seconds.append(min(_timed(read, data) for _ in range(3)))
        tracemalloc.start()
        outcome = _outcome(read, data)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    return {
        "size": size << DOUBLINGS,
        "bytes": len(data) if isinstance(data, bytes) else None,
        "outcome": outcome,
        "seconds": round(seconds[-1], 4),
        "seconds_power": round(math.log2(seconds[-1] / seconds[0]) / DOUBLINGS, 2),
        "peak_mb": round(peaks[-1] / 2**20, 1),
        "peak_power": round(math.log2(max(1, peaks[-1]) / max(1, peaks[0])) / DOUBLINGS, 2),
    }


def _timed(read: Callable[[Any], Any], data: Any) -> float:
    started = time.perf_counter()
    _outcome(read, data)
    return time.perf_counter() - started


def _outcome(read: Callable[[Any], Any], data: Any) -> str:
    try:
        read(data)
    except (wire.WireError, UnreadableError) as error:
        return f"refused: {getattr(error, 'facts', error)}"[:100]
    return "read"


def _list(item: bytes) -> Callable[[int], bytes]:
    return lambda size: b"\xdd" + struct.pack(">I", size + 1) + b"\xa1l" + item * size


def _dict(key: Callable[[int], Any]) -> Callable[[int], bytes]:
    def make(size: int) -> bytes:
        flat = b"".join(wire.encode(key(number)) + b"\xc0" for number in range(1, size + 1))
        return b"\xdd" + struct.pack(">I", 2 * size + 1) + b"\xa1d" + flat

    return make


def _cells(cell: Callable[[int], str], least: int = 1) -> Callable[[int], bytes]:
    def make(size: int) -> bytes:
        return f'{{"nbformat": 4, "cells": [{", ".join([cell(size)] * least)}]}}'.encode()

    return make


def _class(size: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(size):
            archive.writestr(f"{number}/lines.ipynb", b"")
    return buffer.getvalue()


def _read_class(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "class.zip")
        path.write_bytes(data)
        for one in find_submissions(path, "lines"):
            one.read(1000)


def _code(source: str) -> str:
    return json.dumps({"cell_type": "code", "source": source})


CLIENT = "import otter\ngrader = otter.Notebook()"


def _read_for_otter(data: bytes) -> Notebook:
    return without_client(read_notebook(data))


WORST: dict[str, tuple[Callable[[int], Any], Callable[[Any], Any], int]] = {
    "wire: a list of None": (_list(b"\xc0"), wire.decode, 100_000),
    "wire: a list of empty lists": (_list(b"\x91\xa1l"), wire.decode, 50_000),
    "wire: a list of empty arrays": (_list(wire.encode(np.zeros(0))), wire.decode, 20_000),
    "wire: a list of large integers": (_list(wire.encode(2**4000)), wire.decode, 5_000),
    "wire: a dict of texts": (_dict(str), wire.decode, 20_000),
    "wire: integers of one hash": (_dict(lambda n: n * PRIME), wire.decode, 1_200),
    "wire: complex numbers of one hash": (
        _dict(lambda n: complex(-1000003.0 * n, n)),
        wire.decode,
        1_200,
    ),
    "wire: tuples of one hash": (_dict(lambda n: (0,) * 8 + (n * PRIME,)), wire.decode, 120),
    "wire: one large array": (
        lambda size: wire.encode(np.zeros(size)),
        wire.decode,
        1_000_000,
    ),
    "wire: a text with one wide character": (
        lambda size: wire.encode("a" * size + "😀"),
        wire.decode,
        6_000_000,
    ),
    "notebook: brackets": (lambda size: b"[" * size, read_notebook, 1_000_000),
    "notebook: empty objects": (
        lambda size: b'{"nbformat": 4, "cells": [], "x": [' + b"{}," * size + b"0]}",
        read_notebook,
        800_000,
    ),
    "notebook: cells": (lambda size: _cells(lambda _: _code("x"), size)(0), read_notebook, 600),
    "notebook: one long source": (_cells(lambda n: _code("x\n" * n)), read_notebook, 1_000_000),
    "notebook: a source of lines": (
        _cells(lambda n: json.dumps({"cell_type": "code", "source": ["x\n"] * n})),
        read_notebook,
        400_000,
    ),
    "notebook: a long integer": (_cells(lambda n: "9" * n), read_notebook, 1_000_000),
    "notebook: a long fraction": (_cells(lambda n: "0." + "9" * n), read_notebook, 1_000_000),
    "notebook: integers as long as may be": (
        _cells(lambda n: ",".join(["9" * 4300] * n)),
        read_notebook,
        500,
    ),
    "notebook: one key many times": (
        _cells(lambda n: "{" + '"a":1,' * n + '"a":1}'),
        read_notebook,
        400_000,
    ),
    "otter: calls that do not close": (
        _cells(lambda n: _code("\n".join([CLIENT, *["grader.check('q'" + " " * 40] * n]))),
        _read_for_otter,
        50_000,
    ),
    "otter: a line of spaces": (
        _cells(lambda n: _code(f"{CLIENT}\nimport otter{' ' * n}x\ngrader{' ' * n}= x")),
        _read_for_otter,
        1_000_000,
    ),
    "archive: a class": (_class, _read_class, 1_000),
    "compare: a list of numbers": (lambda size: [0.5] * size, lambda x: compare(x, x), 5_000),
}
