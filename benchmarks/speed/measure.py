"""Run one command, and say what it and all that it started took."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.processes import (
    adopting,
    below,
    filters,
    is_alive,
    megabytes,
    most_megabytes,
    private_megabytes,
)

SAMPLING_SECONDS = 1.0
"""How often memory is looked at: what comes and goes in between is not seen. A look at a dozen
processes takes a few hundredths of a second from them."""

FIRST_SECONDS = 0.2
"""When it is looked at first, so that what is soon over is seen too."""

SETTLING_SECONDS = 3.0


@dataclass(frozen=True)
class Measured:
    """What came of a command."""

    code: int
    output: str
    """The last of what it printed, standard error included."""

    wall_seconds: float
    cpu_seconds: float
    """User and system, of all its processes."""

    peak_megabytes: float
    """Of all its processes together, what they share counted once (PSS): the highest sample."""

    largest_megabytes: float
    """The most that one of its processes was seen to have had resident, shared pages included."""

    processes: int
    """The most that were there at a sample."""

    worker_megabytes: float = 0.0
    """The most private memory of a process under a system-call filter: one of our workers."""

    memory: Sequence[tuple[float, float]] = field(default_factory=tuple)
    """The samples: seconds, megabytes."""

    @property
    def figures(self) -> dict[str, Any]:
        """The numbers that are kept."""
        return {
            "wall_seconds": round(self.wall_seconds, 2),
            "cpu_seconds": round(self.cpu_seconds, 2),
            "peak_megabytes": round(self.peak_megabytes, 1),
            "largest_process_megabytes": round(self.largest_megabytes, 1),
            "processes": self.processes,
        }


def measured(
    command: Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str],
    ends: Iterable[int] = (0,),
    watch: Callable[[int], None] | None = None,
) -> Measured:
    """Run a command in a session of its own; it must end with one of these exit codes.

    `watch` is called with its process id every now and then, from another thread.
    """
    with adopting(), tempfile.TemporaryFile() as log:
        before = set(below(os.getpid()))
        begun = time.monotonic()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        sampler = _Sampler(process.pid, before, watch)
        sampler.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            # Told to stop: nothing of the command may outlive the benchmark.
            _end(before)
            raise
        finally:
            process.returncode = 0  # it has been waited for
            sampler.stop()
        wall = time.monotonic() - begun
        # Orphans, as what a command starts and does not wait for.
        left = [usage, *_end(before, patience=SETTLING_SECONDS)]
        log.seek(max(0, log.seek(0, os.SEEK_END) - 20_000))
        output = log.read().decode(errors="replace")
    code = os.waitstatus_to_exitcode(status)
    if code not in set(ends):
        raise SystemExit(f"{' '.join(command)} ended with {code}:\n{output}")
    return Measured(
        code,
        output,
        wall,
        sum(each.ru_utime + each.ru_stime for each in left),
        sampler.peak,
        sampler.largest,
        sampler.processes,
        sampler.worker,
        tuple(sampler.memory),
    )


class _Sampler(threading.Thread):
    """Looks at a command's processes until it is told to stop."""

    def __init__(self, pid: int, before: set[int], watch: Callable[[int], None] | None) -> None:
        super().__init__(daemon=True)
        self._pid, self._before, self._watch = pid, before, watch
        self._stopping = threading.Event()
        self._begun, self._filters = time.monotonic(), filters(os.getpid())
        self.peak, self.worker, self.largest, self.processes = 0.0, 0.0, 0.0, 0
        self.memory: list[tuple[float, float]] = []

    def run(self) -> None:
        wait = FIRST_SECONDS
        while not self._stopping.wait(wait):
            wait = SAMPLING_SECONDS
            tree = [pid for pid in below(os.getpid()) if pid not in self._before]
            now = megabytes(tree)
            self.memory.append((round(time.monotonic() - self._begun, 1), round(now, 1)))
            self.peak, self.processes = max(self.peak, now), max(self.processes, len(tree))
            for pid in tree:
                self.largest = max(self.largest, most_megabytes(pid))
                if filters(pid) > self._filters:
                    self.worker = max(self.worker, private_megabytes(pid))
            if self._watch is not None:
                self._watch(self._pid)

    def stop(self) -> None:
        self._stopping.set()
        self.join()


def _end(known: set[int], patience: float = 0.0) -> list[Any]:
    """End what is left, after a moment in which it may end itself; return what it used."""
    deadline, used = time.monotonic() + patience, []
    while left := [pid for pid in below(os.getpid()) if pid not in known]:
        if time.monotonic() > deadline:
            for pid in filter(is_alive, left):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        for pid in left:
            with contextlib.suppress(ChildProcessError):
                ended, _, usage = os.wait4(pid, os.WNOHANG)
                if ended:
                    used.append(usage)
        time.sleep(0.02)
    return used
