"""Find what a class handed in, in nbgrader's `submitted/`. Links are not followed."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from autograder.commands.nbgrader.desk import MAX_TIMESTAMP, read_hand_in
from autograder.commands.nbgrader.records import NbgraderError
from autograder.formats.files import list_folder, shown
from autograder.formats.notebook import UnreadableError

Content = bytes | UnreadableError


def contents_of(folder: Path, expected: Sequence[str]) -> dict[str, Content]:
    """Return what was handed in for each notebook.

    A notebook under another name is taken for the one that is missing, where that is clear.
    """
    try:
        there = sorted(
            entry.name
            for entry in list_folder(folder)
            if entry.name.endswith(".ipynb") and not entry.name.startswith(".")
        )
    except OSError:
        there = []
    missing = [name for name in expected if f"{name}.ipynb" not in there]
    unknown = [name for name in there if name.removesuffix(".ipynb") not in expected]
    contents: dict[str, Content] = {
        name: read_hand_in(folder / f"{name}.ipynb") for name in expected if name not in missing
    }
    for name in missing:
        contents[name] = UnreadableError("unreadable-missing")
    if len(missing) == 1 and len(unknown) == 1:
        contents[missing[0]] = read_hand_in(folder / unknown[0])
    elif len(missing) == 1 and unknown:
        names = ", ".join(map(shown, unknown[:5]))
        wanted = f"{missing[0]}.ipynb"
        contents[missing[0]] = UnreadableError("unreadable-several", names=names, wanted=wanted)
    return contents


def students_of(coursedir: Any, assignment: str) -> Iterator[str]:
    """Yield the students who have a folder for an assignment, links left out."""
    pattern = Path(coursedir.format_path(coursedir.submitted_directory, "*", assignment))
    place = pattern.parts.index("*") if "*" in pattern.parts else None
    if place is None:
        raise NbgraderError(
            "CourseDirectory.directory_structure must have the student as a folder of its own"
        )
    above = Path(*pattern.parts[:place])
    below = pattern.parts[place + 1 :]
    try:
        names = sorted(
            entry.name for entry in list_folder(above) if entry.is_dir(follow_symlinks=False)
        )
    except OSError:
        return
    for name in names:
        folder = above.joinpath(name, *below)
        if not name.startswith(".") and folder.is_dir() and not folder.is_symlink():
            yield name


def is_time(path: Path) -> bool:
    """Whether a `timestamp.txt` is one that nbgrader can read, or is not there."""
    from nbgrader.utils import parse_utc

    data = read_hand_in(path, MAX_TIMESTAMP)
    if isinstance(data, UnreadableError):
        return not path.is_symlink() and not path.exists()
    try:
        text = data.decode("utf-8").strip()
        return not text or parse_utc(text) is not None
    except Exception:
        return False


def links_in(folder: Path) -> list[str]:
    """Return the names of the links below a folder, as patterns that match them."""
    found = [path for path in folder.rglob("*") if path.is_symlink()]
    return [glob.escape(path.name) for path in found]
