"""A worker's scratch folder: made for it, and removed whatever was made of it.

The grader holds a lock on each folder that it made. The kernel lets go of it when the grader dies,
however that is, so that the next one knows what may be swept.
"""

from __future__ import annotations

import contextlib
import fcntl
import itertools
import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path

PREFIX = "autograder-scratch-"
"""Of nobody else's: what is named so and not locked is removed."""

_locks: dict[Path, int] = {}
"""The descriptors that hold the locks of this grader's folders."""


def make_scratch(owner: int | None = None) -> Path:
    """Return a new folder, in a new folder of its own; `owner` is the user who may write there."""
    while True:
        top = Path(tempfile.mkdtemp(prefix=PREFIX, dir=_base(owner)))
        with contextlib.suppress(OSError):
            _locks[top] = _lock(top, wait=True)
        # Before it was locked, another grader may have swept it away.
        with contextlib.suppress(FileNotFoundError):
            folder = top / "home"
            folder.mkdir(mode=0o700)
            if owner is not None:
                os.chown(folder, owner, owner)
                top.chmod(0o711)
            return folder
        _unlock(top)


def sweep_scratch() -> None:
    """Remove the folders of graders that were killed."""
    for base in _bases():
        for top in base.glob(f"{PREFIX}*"):
            # What another grader holds, or another user made, cannot be locked.
            with contextlib.suppress(OSError):
                _locks[top] = _lock(top, wait=False)
                remove_scratch(top / "home")


def _bases() -> list[Path]:
    """Return where scratch folders may be: the temporary folder, else the machine's own."""
    places = (Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp"))
    return list(dict.fromkeys(place for place in places if place.is_dir()))


def _base(owner: int | None) -> Path:
    """Return the first of them that the owner can pass through."""
    for base in _bases():
        ways = (base.resolve(), *base.resolve().parents)
        if owner is None or all(folder.stat().st_mode & 0o001 for folder in ways):
            return base
    return _bases()[0]


def _lock(folder: Path, *, wait: bool) -> int:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _unlock(top: Path) -> None:
    descriptor = _locks.pop(top, None)
    if descriptor is not None:
        os.close(descriptor)


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
    _unlock(top)


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
