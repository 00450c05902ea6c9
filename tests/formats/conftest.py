"""Notebooks and archives, written in a line."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from autograder.authoring.course import Course, load_course
from autograder.commands.new import new_course
from autograder.formats.notebook import UnreadableError
from autograder.formats.submissions import Submission

LIMIT = 2**20


@pytest.fixture
def course(tmp_path: Path) -> Iterator[Course]:
    """The template's course, with one assignment, `neuron`."""
    path, modules = list(sys.path), _course_modules()
    new_course(tmp_path / "course")
    yield load_course(tmp_path / "course")
    sys.path[:] = path
    for name in _course_modules():
        del sys.modules[name]
    sys.modules.update(modules)


def _course_modules() -> dict[str, ModuleType]:
    owners = ("reference", "_assignment_")
    return {name: sys.modules[name] for name in list(sys.modules) if name.startswith(owners)}


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
