"""Helpers that compute what the reference gives: the grader's own program, in processes of its own.

They hold the reference, and neither the course's secret nor anything of a student. It is loaded
once, by a process from which all helpers are forked, so that another costs milliseconds.
"""

from __future__ import annotations

import gc
import os
import resource
import signal
import socket
import subprocess
import sys
import warnings
import weakref
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

import autograder
from autograder import wire
from autograder.authoring.course import load_course
from autograder.authoring.load import load_assignment
from autograder.frameworks import memory_of
from autograder.heap import keep_freed
from autograder.sandbox.channel import Channel, ChannelError
from autograder.sandbox.isolation.syscalls import PR_SET_PDEATHSIG, prctl
from autograder.spec import Function
from autograder.tensors import revived

END_SECONDS = 5.0

MAX_BYTES = 16 * 2**20
"""Largest arguments, and largest result, of one ask."""


@dataclass(frozen=True)
class Source:
    """Where the reference is, and what computing with it may use up."""

    root: Path
    """The course's folder."""

    assignment: str
    memory_mb: int


class Nest:
    """The process that helpers are forked from, for this one and for those forked from it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._control: socket.socket | None = None
        self._end: weakref.finalize[Any, Any] | None = None

    def start(self) -> None:
        """Start it where there is none, and do not wait for it."""
        if self._control is not None:
            return
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-s", "-P", "-c", _program(theirs.fileno(), self.source)],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_environment(os.environ),
                start_new_session=True,
            )
        self._end = weakref.finalize(self, _let_go, process, self._control, os.getpid())

    def helper(self) -> socket.socket:
        """Return the connection to a helper that is coming up; it is closed where none can."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with theirs:
            for _ in range(2):
                self.start()
                if self._say({"op": "fork"}, theirs.fileno()):
                    break
                # It has ended, and another may come up.
                self.close()
        return ours

    def end(self, number: int) -> None:
        """End a helper, whatever it is at; `number` is what it has said of itself."""
        self._say({"op": "end", "number": number})

    def _say(self, message: dict[str, str | int], *descriptors: int) -> bool:
        if self._control is None:
            return False
        try:
            socket.send_fds(self._control, [wire.encode(message)], descriptors)
        except OSError:
            return False
        return True

    def close(self) -> None:
        """Let go of it. Where this process started it, it ends, with all helpers."""
        self._control = None
        if self._end is not None:
            self._end()


_of_others: list[subprocess.Popen[bytes]] = []
"""Kept, since Python complains of a process that is still running when it forgets it."""


def _let_go(process: subprocess.Popen[bytes], control: socket.socket, owner: int) -> None:
    control.close()
    if owner != os.getpid():
        _of_others.append(process)
        return
    process.kill()
    process.wait(END_SECONDS)


def _program(descriptor: int, source: Source) -> str:
    home = str(Path(autograder.__file__).parent.parent)
    arguments = (descriptor, str(source.root), source.assignment, source.memory_mb)
    return (
        f"import sys; sys.path.append({home!r}); "
        f"from autograder.grading.nest import main; main{arguments!r}"
    )


def _environment(ours: Mapping[str, str]) -> dict[str, str]:
    """The grader's own, without what names its secrets, and with one thread and one hash seed."""
    kept = {key: value for key, value in ours.items() if not key.startswith("AUTOGRADER_")}
    threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    return kept | dict.fromkeys(threads, "1") | {"PYTHONHASHSEED": "0"}


def main(descriptor: int, root: str, name: str, memory_mb: int) -> NoReturn:
    """Fork helpers until nobody is left to ask for one. This is the nest's own process."""
    keep_freed()
    control = socket.socket(fileno=descriptor)
    assignment = load_assignment(load_course(Path(root)), name)
    solutions = {question.name: question.solution for question in assignment}
    memory = (memory_mb + memory_of(assignment.frameworks)) * 2**20
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    gc.collect()
    gc.freeze()
    own, helpers = os.getpid(), set[int]()
    while True:
        data, descriptors, _, _ = socket.recv_fds(control, 1 << 10, 1)
        with suppress(ChildProcessError):
            while ended := os.waitpid(-1, os.WNOHANG)[0]:
                helpers.discard(ended)
        if not data:
            os._exit(0)
        request = wire.decode(data)
        if request["op"] == "end":
            # One that was waited for has given its number back.
            if request["number"] in helpers:
                os.kill(request["number"], signal.SIGKILL)
            continue
        number = os.fork()
        if number == 0:
            control.close()
            prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            if os.getppid() == own:
                with suppress(ChannelError):
                    _serve(Channel(socket.socket(fileno=descriptors[0])), solutions)
            os._exit(0)
        helpers.add(number)
        os.close(descriptors[0])


def _serve(channel: Channel, solutions: Mapping[str, Function]) -> NoReturn:
    """Answer. This is a helper's own process.

    Raises:
        ChannelError: the grader has closed the connection.
    """
    channel.send({"number": os.getpid()})
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        while True:
            request = channel.receive()
            _limit_cpu(request["seconds"])
            value = result_of(solutions.get(request["name"]), request["arguments"])
            channel.send({"value": value})


def _limit_cpu(seconds: float) -> None:
    """Die some seconds later than the grader would have it, should there be no grader any more."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime + seconds) + 10
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


def result_of(solution: Function | None, arguments: bytes) -> bytes | None:
    """Return what a solution gives for arguments that a student chose; both by `wire`."""
    if solution is None:
        return None
    try:
        positional, named = revived(wire.decode(arguments))
        value = wire.encode(solution(*positional, **named))
    except Exception:
        # Whatever goes wrong is of the arguments' making, and their student hears only that.
        return None
    return value if len(value) <= MAX_BYTES else None
