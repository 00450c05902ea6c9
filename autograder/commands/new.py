"""`autograder new`: a small course that builds and grades as it is."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path


def new_course(folder: Path) -> list[Path]:
    """Write the template course into a new or empty folder; return what was written.

    Raises:
        FileExistsError: there is something in the folder already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(f"{folder} is there already and is not an empty folder")
    template = resources.files("autograder").joinpath("templates/course")
    written = []
    for parts, file in _files(template, ()):
        # A wheel leaves out files whose names start with a dot.
        names = [f".{part[4:]}" if part.startswith("dot_") else part for part in parts]
        path = folder.joinpath(*names)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.read_bytes())
        written.append(path)
    return written


def _files(
    folder: Traversable, above: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name == "__pycache__":
            continue
        if entry.is_dir():
            yield from _files(entry, (*above, entry.name))
        else:
            yield (*above, entry.name), entry
