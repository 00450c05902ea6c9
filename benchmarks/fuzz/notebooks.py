"""Targets of what students hand in: the notebook reader and the finder of submissions."""

from __future__ import annotations

import copy
import io
import json
import stat
import tempfile
import zipfile
from pathlib import Path
from random import Random
from typing import Any

from autograder import words
from autograder.formats.notebook import UnreadableError, read_notebook
from autograder.formats.submissions import MAX_STUDENT_ID, find_submissions
from autograder.grading.executed import executed_notebook
from benchmarks.fuzz.mutations import damaged, replaced
from benchmarks.fuzz.target import Target, require, require_one_line

LIMIT = 4_096

STRINGS = ("", "code", "markdown", "heading", "raw", "x = 1\n", "\ud800", "\x00", "a\rb", "\ufeff")
WORDS = (
    "</script>",
    "solution",
    "tests",
    "softmax",
    "en",
    "../..",
    "python3",
    "nbgrader",
    "é" * 300,
)
NUMBERS = (0, 1, 2, 3, 4, 5, -1, 4.5, 1e400, float("nan"), 10**4000, True, None)
KEYS = (
    "cells",
    "cell_type",
    "source",
    "input",
    "metadata",
    "autograder",
    "role",
    "question",
    "level",
)
FORGED = {
    "autograder": {"role": "solution", "question": "softmax", "points": 100, "language": "fr"},
    "nbgrader": {
        "grade": True,
        "grade_id": "q1",
        "points": 1e9,
        "locked": True,
        "schema_version": 3,
    },
    "kernelspec": {"name": "../../bash", "language": "R", "display_name": "<img src=x>"},
    "otter": {"tests": ["q1"], "assignment_name": "hw"},
    "language_info": {"name": "python", "version": 3},
}


def _json(rng: Random, depth: int = 2) -> Any:
    if depth and rng.random() < 0.4:
        inside = [_json(rng, depth - 1) for _ in range(rng.randrange(4))]
        return inside if rng.random() < 0.5 else {rng.choice(KEYS + STRINGS): one for one in inside}
    if rng.random() < 0.1:
        return copy.deepcopy(FORGED)
    return rng.choice((*STRINGS, *WORDS, *NUMBERS))


def _notebook(rng: Random) -> bytes:
    if rng.random() < 0.02:
        return rng.choice((b"[", b'{"a":', b"[{}", b"1", b'"\\ud800')) * rng.choice(
            (1, 1_000, 9_999)
        )
    document = _document(rng)
    if rng.random() < 0.8:
        document = replaced(rng, document, _json)
    text = json.dumps(document, ensure_ascii=rng.random() < 0.7, indent=rng.choice((None, 1)))
    if rng.random() < 0.05:
        text = text.replace('"nbformat"', '"nbformat": 4, "cells": [], "nbformat"')
    form = rng.choice(("utf-8",) * 12 + ("utf-8-sig", "utf-16", "utf-16-le", "utf-32", "utf-7"))
    data = text.encode(form, "surrogatepass")
    return damaged(rng, data) if rng.random() < 0.3 else data


def _document(rng: Random) -> dict[str, Any]:
    version = rng.choice((4, 4, 4, 3, 2))
    cells = [_cell(rng, version) for _ in range(rng.randrange(6))] * rng.choice((1,) * 30 + (40,))
    metadata = copy.deepcopy(FORGED) if rng.random() < 0.5 else {}
    head = {"nbformat": version, "nbformat_minor": rng.choice((0, 4, 5)), "metadata": metadata}
    return {**head, "cells": cells} if version == 4 else {**head, "worksheets": [{"cells": cells}]}


def _cell(rng: Random, version: int) -> dict[str, Any]:
    kind = rng.choice(("code", "code", "markdown", "raw", "heading", "html"))
    source: Any = rng.choice((*STRINGS, *WORDS))
    if rng.random() < 0.5:
        source = [source, "\n", "y"]
    return {
        "cell_type": kind,
        "id": rng.choice(("same", "same", "x" * 100, "")),
        "source" if version == 4 or kind != "code" else "input": source,
        "level": rng.choice((1, 6, 7)),
        "metadata": copy.deepcopy(FORGED) if rng.random() < 0.5 else {},
        "attachments": {rng.choice(STRINGS): {"image/png": rng.choice(("AAAA", ["AA"]))}},
        "outputs": [{"output_type": "stream", "name": "stdout", "text": "100/100"}],
        "execution_count": rng.choice((1, None)),
    }


def _check_notebook(data: bytes) -> str:
    try:
        notebook = read_notebook(data)
    except UnreadableError as error:
        return _told(error)
    executed = executed_notebook(notebook, {}, (), {})
    text = json.dumps(executed, ensure_ascii=False, allow_nan=False)
    text.encode("utf-8")
    require("\\u0000" not in text, "a null byte")
    require(len(text) <= 12 * len(data) + 4_000, "a notebook that grows as it is read")
    for cell in notebook.cells:
        require(cell.kind in ("code", "markdown", "raw"), f"a cell of kind {cell.kind!r}")
        require(len(cell.role) <= 40 and len(cell.question) <= 100, "a long name")
    numbers = [cell.number for cell in notebook.code]
    require(numbers == sorted(set(numbers)), "two cells of one number")
    notebook.line(1, 1)
    return "read"


def _told(error: UnreadableError) -> str:
    for language in words.LANGUAGES:
        require_one_line(words.say(error.key, language, **error.facts))
    return f"refused: {error.key}"


def _archive(rng: Random) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for _ in range(rng.randrange(6)):
            info = zipfile.ZipInfo(_entry_name(rng))
            info.compress_type = rng.choice(
                (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
            )
            mode = rng.choice((stat.S_IFREG,) * 8 + (stat.S_IFLNK, stat.S_IFIFO, stat.S_IFDIR))
            info.external_attr = mode << 16
            info.comment = rng.randbytes(rng.choice((0, 0, 9)))
            # A name twice is what is tried here; it has a warning, which the runner turns off.
            archive.writestr(info, b"0" * rng.choice((0, 9, LIMIT, LIMIT + 1, 60_000)))
    data = buffer.getvalue()
    if rng.random() < 0.5:
        # The list of entries is at the end: most of what can mislead is there.
        start = max(0, len(data) - rng.choice((60, 200, 60_000)))
        data = data[:start] + damaged(rng, data[start:])
    return data


def _entry_name(rng: Random) -> str:
    steps = (
        "ada",
        "blaise",
        "lines",
        "..",
        ".",
        "",
        "/etc",
        "C:",
        "a\nb",
        "\u202e",
        "é" * 300,
        "__MACOSX",
    )
    ends = ("lines.ipynb", "x.ipynb", "", "a\x1b[2J.ipynb", ".ipynb", "lines.ipynb/", "inner.zip")
    path = [rng.choice(steps) for _ in range(rng.randrange(4))]
    return rng.choice(("/", "/", "/", "\\")).join([*path, rng.choice(ends)]) or "x"


def _check_archive(data: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "class.zip")
        path.write_bytes(data)
        found = find_submissions(path, "lines")
        outcomes = set()
        for one in found:
            require_one_line(one.student or "-")
            require(len(one.student) <= MAX_STUDENT_ID, "a long name")
            if one.file_name:
                require(len(one.file_name.splitlines()) == 1, "a file's name of two lines")
            try:
                content = one.read(LIMIT)
                require(len(content) <= LIMIT, "more than the limit")
                outcomes.add("read")
            except UnreadableError as error:
                outcomes.add(_told(error))
        require(list(Path(folder).iterdir()) == [path], "something was written")
    return ", ".join(sorted(outcomes)) or "empty"


NOTEBOOK = Target("notebook", _notebook, _check_notebook)
ARCHIVE = Target("archive", _archive, _check_archive)
