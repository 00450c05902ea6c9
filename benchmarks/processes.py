"""The processes below one, as /proc shows them, and what memory they take."""

from __future__ import annotations

import contextlib
import ctypes
from collections.abc import Iterable, Iterator
from pathlib import Path

PR_SET_CHILD_SUBREAPER, PR_GET_CHILD_SUBREAPER = 36, 37
MEASURED = 12
"""Processes whose memory is measured; to measure hundreds would take too long."""


@contextlib.contextmanager
def adopting() -> Iterator[None]:
    """Have orphans below come to this process, so that they can be counted and ended."""
    libc, earlier = ctypes.CDLL(None), ctypes.c_int()
    libc.prctl(PR_GET_CHILD_SUBREAPER, ctypes.byref(earlier), 0, 0, 0)
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    try:
        yield
    finally:
        libc.prctl(PR_SET_CHILD_SUBREAPER, earlier.value, 0, 0, 0)


def below(pid: int) -> list[int]:
    """Return the children of a process, their children, and so on."""
    found: list[int] = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += [int(one) for one in (task / "children").read_text().split()]
    return found + [deeper for one in found for deeper in below(one)]


def is_alive(pid: int) -> bool:
    """Say whether a process is there, and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def megabytes(tree: Iterable[int]) -> float:
    """Return the memory of processes, what they share counted once, of the largest few."""
    largest = sorted(tree, key=_resident, reverse=True)[:MEASURED]
    return sum(_rolled_up(pid, "Pss") for pid in largest) / 1024


def private_megabytes(pid: int) -> float:
    """Return the memory of a process that it shares with no other."""
    return (_rolled_up(pid, "Private_Clean") + _rolled_up(pid, "Private_Dirty")) / 1024


def most_megabytes(pid: int) -> float:
    """Return the most that a process has had resident until now, shared pages included.

    Not what `ru_maxrss` says, in which the process counts that started it.
    """
    try:
        text = Path(f"/proc/{pid}/status").read_text()
        return int(text.partition("\nVmHWM:")[2].split()[0]) / 1024
    except (OSError, IndexError):
        return 0.0


def filters(pid: int) -> int:
    """Return how many system-call filters a process is under: a worker has one of its own."""
    try:
        text = Path(f"/proc/{pid}/status").read_text()
        return int(text.partition("\nSeccomp_filters:")[2].split()[0])
    except (OSError, IndexError):
        return 0


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0


def _rolled_up(pid: int, name: str) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        return int(text.partition(f"\n{name}:")[2].split()[0])
    except (OSError, IndexError):
        return 0
