"""Run one grader's command under watch: how long, how large, and what it leaves running."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PR_SET_CHILD_SUBREAPER, PR_GET_CHILD_SUBREAPER = 36, 37
MEASURED = 12
"""Processes whose memory is measured; to measure hundreds would take too long."""

SETTLING_SECONDS = 3.0
"""A helper of the grader's own may take a moment to end."""


@dataclass(frozen=True)
class Watched:
    """What came of a command."""

    code: int | None
    """Its exit code; nothing where it was stopped after the time that it may take."""

    output: str
    """What it printed, standard error included."""

    seconds: float
    peak_megabytes: float
    """Memory of its processes together, at its highest."""

    processes: int
    """The most at once."""

    survivors: int
    """Processes that were still there after it had ended; all of them have been killed since."""


def watched(
    command: list[str],
    *,
    folder: Path,
    environment: dict[str, str],
    limit: float,
    descriptors: tuple[int, ...] = (),
) -> Watched:
    """Run a command in a session of its own; nothing of it is left after this."""
    with _adopting():
        return _watched(command, folder, environment, limit, descriptors)


@contextlib.contextmanager
def _adopting() -> Iterator[None]:
    """Have orphans below come to this process, so that they can be counted and ended."""
    libc, earlier = ctypes.CDLL(None), ctypes.c_int()
    libc.prctl(PR_GET_CHILD_SUBREAPER, ctypes.byref(earlier), 0, 0, 0)
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    try:
        yield
    finally:
        libc.prctl(PR_SET_CHILD_SUBREAPER, earlier.value, 0, 0, 0)


def _watched(
    command: list[str],
    folder: Path,
    environment: dict[str, str],
    limit: float,
    descriptors: tuple[int, ...],
) -> Watched:
    before = set(_below(os.getpid()))
    log = folder / "watched.log"
    begun, peak, most = time.monotonic(), 0.0, 0
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=descriptors,
        )
        while process.poll() is None and time.monotonic() - begun < limit:
            tree = set(_below(os.getpid())) - before
            peak, most = max(peak, _megabytes(tree)), max(most, len(tree))
            time.sleep(0.1)
    seconds, code = time.monotonic() - begun, process.poll()
    survivors = _survivors(before | {process.pid}) if code is not None else set()
    _end(before)
    process.wait()
    said = log.read_bytes()[-200_000:].decode(errors="replace")
    return Watched(code, said, round(seconds, 1), round(peak), most, len(survivors))


def _survivors(known: set[int]) -> set[int]:
    deadline = time.monotonic() + SETTLING_SECONDS
    while True:
        left = {pid for pid in _below(os.getpid()) if pid not in known and _alive(pid)}
        if not left or time.monotonic() > deadline:
            return left
        time.sleep(0.05)


def _end(known: set[int]) -> None:
    while left := [pid for pid in _below(os.getpid()) if pid not in known]:
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)
        time.sleep(0.01)


def _below(pid: int) -> list[int]:
    found: list[int] = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += [int(one) for one in (task / "children").read_text().split()]
    return found + [deeper for one in found for deeper in _below(one)]


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def _megabytes(tree: set[int]) -> float:
    """Return the memory of processes, what they share counted once, of the largest few."""
    largest = sorted(tree, key=_resident, reverse=True)[:MEASURED]
    return sum(map(_proportional, largest)) / 1024


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0


def _proportional(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/smaps_rollup").read_text().partition("\nPss:")[2].split()[0])
    except (OSError, IndexError):
        return 0
