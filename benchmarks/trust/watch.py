"""Run one grader's command under watch: how long, how large, and what it leaves running."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import adopting, below, is_alive, megabytes

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
    with adopting():
        return _watched(command, folder, environment, limit, descriptors)


def _watched(
    command: list[str],
    folder: Path,
    environment: dict[str, str],
    limit: float,
    descriptors: tuple[int, ...],
) -> Watched:
    before = set(below(os.getpid()))
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
            tree = set(below(os.getpid())) - before
            peak, most = max(peak, megabytes(tree)), max(most, len(tree))
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
        left = {pid for pid in below(os.getpid()) if pid not in known and is_alive(pid)}
        if not left or time.monotonic() > deadline:
            return left
        time.sleep(0.05)


def _end(known: set[int]) -> None:
    while left := [pid for pid in below(os.getpid()) if pid not in known]:
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)
        time.sleep(0.01)
