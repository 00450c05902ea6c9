"""The fork server's watch over what its worker uses up, where no limit of the kernel counts it.

A process's private memory has a limit; memory that processes share, and that of many processes
together, has none but a cgroup's, which not every host allows. So it is looked at while the
worker runs.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

SECONDS = 0.05
"""How often the worker is looked at."""

MOST_FILES = 16_384


def memory_of(pids: list[int]) -> int:
    """Return the bytes that the processes hold together: their own and shared, files apart."""
    return sum(_held(pid, "status", ("RssAnon:", "RssShmem:")) for pid in pids)


def exact_memory_of(pids: list[int]) -> int:
    """Return the same with every page that several share counted once; slower."""
    return sum(_held(pid, "smaps_rollup", ("Pss_Anon:", "Pss_Shmem:")) for pid in pids)


def _held(pid: int, file: str, names: tuple[str, ...]) -> int:
    try:
        text = Path(f"/proc/{pid}/{file}").read_text("ascii")
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith(names))


def descendants(pid: int) -> list[int]:
    """Return a process and all that descend from it."""
    found, waiting = [], [pid]
    while waiting:
        current = waiting.pop()
        found.append(current)
        try:
            texts = [
                (task / "children").read_text("ascii")
                for task in Path(f"/proc/{current}/task").iterdir()
            ]
        except OSError:
            continue
        waiting += [int(child) for text in texts for child in text.split()]
    return found


def is_over(folder: str, most_bytes: int) -> bool:
    """Whether a folder's tree holds more bytes, or more files, than it may."""
    size = 0
    for count, status in enumerate(_files(folder)):
        size += status.st_blocks * 512
        if size > most_bytes or count > MOST_FILES:
            return True
    return False


def _files(folder: str) -> Iterator[os.stat_result]:
    waiting = [folder]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    try:
                        yield entry.stat(follow_symlinks=False)
                        if entry.is_dir(follow_symlinks=False):
                            waiting.append(entry.path)
                    except OSError:
                        continue
        except OSError:
            continue
