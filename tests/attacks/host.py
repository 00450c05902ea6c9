"""The machine before and after: what a submission may not change."""

from __future__ import annotations

import os
import site
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from .surroundings import Surroundings

SETTLING_SECONDS = 5.0
"""A process that was killed may be listed a moment longer."""

Tree = dict[str, tuple[int, int]]
"""From paths to their time of change, in nanoseconds, and their size."""


@dataclass(frozen=True)
class Host:
    """What is there: processes below this one, files, shared memory, sockets."""

    processes: frozenset[int]
    files: Tree
    remains: frozenset[str]
    """What bears the attacks' mark in places that all the machine shares."""


def settled(surroundings: Surroundings, before: Host) -> Host:
    """Return what is there once it is as before, or after all the time that it may take for it."""
    deadline = time.monotonic() + SETTLING_SECONDS
    while (now := look(surroundings)) != before and time.monotonic() < deadline:
        time.sleep(0.05)
    return now


def look(surroundings: Surroundings) -> Host:
    """Return what is there now."""
    return Host(
        processes=frozenset(_below(os.getpid())),
        files={**_tree(surroundings.root), **_libraries()},
        remains=frozenset(surroundings.remains()),
    )


def _below(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        texts = [(task / "children").read_text("ascii") for task in tasks]
    except OSError:
        return []
    found = [int(child) for text in texts for child in text.split()]
    return found + [deeper for child in found for deeper in _below(child)]


def _tree(root: Path) -> Tree:
    """Return every file below a folder; folders by name alone, since scratch ones come and go."""
    found: Tree = {}
    for folder, folders, files in os.walk(root):
        found |= {str(Path(folder) / name): (0, 0) for name in folders}
        for name in files:
            path = Path(folder) / name
            status = path.lstat()
            found[str(path)] = (status.st_mtime_ns, status.st_size)
    return found


def _libraries() -> Tree:
    """Return where new interpreters would find something planted, and a few files to patch."""
    places = [*map(Path, site.getsitepackages()), Path(sys.prefix), Path(sys.executable).parent]
    places += [place / name for place in places[:1] for name in ("numpy", "IPython", "matplotlib")]
    places += [place / "__init__.py" for place in places] + [Path(os.__file__)]
    found: Tree = {}
    for place in places:
        if place.exists():
            status = place.stat()
            found[str(place)] = (status.st_mtime_ns, status.st_size)
    return found
