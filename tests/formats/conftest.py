"""Notebooks and archives, written in a line."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from autograder.formats.notebook import UnreadableError
from autograder.formats.submissions import Submission

LIMIT = 2**20


def notebook_of(*sources: str, **other: Any) -> dict[str, Any]:
    """Return a notebook with these code cells."""
    cells = [
        {
            "cell_type": "code",
            "execution_count": None,
            "metadata": {},
            "outputs": [],
            "source": source,
        }
        for source in sources
    ]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4, **other}


def bytes_of(document: Any) -> bytes:
    """Return a document as the bytes of its file."""
    return json.dumps(document).encode()


@pytest.fixture
def notebook() -> Callable[..., bytes]:
    """Make the bytes of a notebook with these code cells."""
    return lambda *sources, **other: bytes_of(notebook_of(*sources, **other))


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a tree of files, a dict for each folder, and return its root."""

    def fill(folder: Path, tree: Mapping[str, Any]) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in tree.items():
            if isinstance(content, Mapping):
                fill(folder / name, content)
            elif isinstance(content, Path):
                (folder / name).symlink_to(content)
            else:
                (folder / name).write_bytes(content)
        return folder

    return lambda tree, root="class": fill(tmp_path / root, tree)


@pytest.fixture
def archive(tmp_path: Path) -> Callable[..., Path]:
    """Write a .zip of these entries: a name that ends with a slash is a folder."""

    def make(entries: Mapping[str | zipfile.ZipInfo, bytes], name: str = "class.zip") -> Path:
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            for entry, content in entries.items():
                file.writestr(entry, content)
        return path

    return make


@pytest.fixture
def told() -> Callable[[list[Submission]], dict[str, str]]:
    """Say of each student what was handed in: its text, or the reason why there is none."""

    def read(submission: Submission) -> str:
        try:
            return submission.read(LIMIT).decode()
        except UnreadableError as error:
            return error.key

    return lambda found: {submission.student: read(submission) for submission in found}
