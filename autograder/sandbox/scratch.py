"""A worker's scratch folder: made for it, and removed whatever was made of it."""

from __future__ import annotations

import contextlib
import itertools
import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path


def make_scratch(owner: int | None = None) -> Path:
    """Return a new folder, in a new folder of its own; `owner` is the user who may write there."""
    folder = Path(tempfile.mkdtemp(prefix="autograder-")) / "home"
    folder.mkdir(mode=0o700)
    if owner is not None:
        os.chown(folder, owner, owner)
        folder.parent.chmod(0o711)
    return folder


def remove_scratch(folder: Path) -> None:
    """Remove what `make_scratch` made, though it be read-only or thousands of levels deep.

    Folders are moved up and emptied one by one, so that no path grows longer than the system
    allows; no link is followed. What will not go stays, and stops nothing.
    """
    top = folder.parent
    mark = secrets.token_hex(8)
    places = (top / f"{mark}-{number}" for number in itertools.count())
    waiting: list[Path] = []
    # The outer folder may hold something too: `../data` is where notebooks like to write.
    with contextlib.suppress(OSError):
        waiting += _empty(top, places)
    while waiting:
        current = waiting.pop()
        with contextlib.suppress(OSError):
            waiting += _empty(current, places)
            current.rmdir()
    with contextlib.suppress(OSError):
        top.rmdir()


def _empty(folder: Path, places: Iterator[Path]) -> list[Path]:
    """Remove the files in a folder and move its folders away; return where they are now."""
    folder.chmod(0o700)
    with os.scandir(folder) as entries:
        found = list(entries)
    moved: list[Path] = []
    for entry in found:
        with contextlib.suppress(OSError):
            if entry.is_dir(follow_symlinks=False):
                Path(entry).chmod(0o700)  # moving a folder writes to it
                moved.append(Path(entry).rename(next(places)))
            else:
                Path(entry).unlink()
    return moved
