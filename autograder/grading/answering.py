"""What stand-ins ask, computed by the reference in a process of its own.

The arguments are chosen by a student's code, and a reference is written for honest ones: asked for
a billion epochs, it would take them. So a helper computes, within limits on time and memory, and
is replaced where it hits them. It is the grader's own program: it holds the reference, and neither
the course's secret nor anything of a student.
"""

from __future__ import annotations

import os
import queue
import resource
import socket
import subprocess
import sys
import warnings
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

import autograder
from autograder import wire
from autograder.authoring.course import load_course
from autograder.authoring.load import load_assignment
from autograder.frameworks import memory_of
from autograder.recent import Recent
from autograder.sandbox.asking import Ask
from autograder.sandbox.channel import Channel, ChannelClosedError, ChannelError
from autograder.sandbox.lane import SandboxError
from autograder.spec import Function
from autograder.tensors import revived

START_SECONDS = 120.0
END_SECONDS = 5.0

MAX_BYTES = 16 * 2**20
"""Largest arguments, and largest result, of one ask."""


KNOWN_BYTES = 32 * 2**20
"""Asks and answers together that are remembered of a class."""


@dataclass(frozen=True)
class Source:
    """Where the reference is, and what computing with it may use up."""

    root: Path
    """The course's folder."""

    assignment: str
    memory_mb: int


class Answerer:
    """One helper, started when first needed and again when a student's arguments cost it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._channel: Channel | None = None
        self._end: weakref.finalize[Any, Any] | None = None

    def start(self) -> None:
        """Start the helper where there is none.

        Raises:
            SandboxError: it does not come up.
        """
        if self._channel is not None:
            return
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
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
        self._channel = Channel(ours)
        self._end = weakref.finalize(self, _end_process, process, self._channel)
        try:
            self._channel.receive(seconds=START_SECONDS)
        except ChannelError as error:
            self.close()
            raise SandboxError(f"the helper with the reference did not start: {error}") from None

    def answer(self, ask: Ask, seconds: float) -> bytes | None:
        """Return the reference's result, None where it has none or one that is too large.

        Raises:
            ChannelError: it took more than `seconds` of wall-clock time, or more memory than
                there is.
        """
        if len(ask.arguments) > MAX_BYTES:
            return None
        self.start()
        assert self._channel is not None
        try:
            request = {"name": ask.name, "arguments": ask.arguments, "seconds": seconds}
            self._channel.send(request, seconds=seconds)
            value = self._channel.receive(seconds=seconds)["value"]
        except (ChannelError, KeyError) as error:
            self.close()
            raise error if isinstance(error, ChannelError) else ChannelClosedError("") from None
        return value if isinstance(value, bytes) else None

    def close(self) -> None:
        """End the helper."""
        self._channel = None
        if self._end is not None:
            self._end()


def _end_process(process: subprocess.Popen[bytes], channel: Channel) -> None:
    channel.close()
    process.kill()
    process.wait(END_SECONDS)


def _program(descriptor: int, source: Source) -> str:
    home = str(Path(autograder.__file__).parent.parent)
    arguments = (descriptor, str(source.root), source.assignment, source.memory_mb)
    return (
        f"import sys; sys.path.append({home!r}); "
        f"from autograder.grading.answering import main; main{arguments!r}"
    )


def _environment(ours: Mapping[str, str]) -> dict[str, str]:
    """The grader's own, without what names its secrets, and with one thread and one hash seed."""
    kept = {key: value for key, value in ours.items() if not key.startswith("AUTOGRADER_")}
    threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    return kept | dict.fromkeys(threads, "1") | {"PYTHONHASHSEED": "0"}


def _weight(key: Any, value: bytes | None) -> int:
    return 200 + len(key[1].arguments) + len(value or b"")


@dataclass(eq=False)
class Desk:
    """The helpers that nobody needs at the moment; threads may share it."""

    known: Recent[bytes | None] = field(default_factory=lambda: Recent(KNOWN_BYTES, _weight))
    """What was answered, by source and ask."""

    _idle: queue.SimpleQueue[Answerer] = field(default_factory=queue.SimpleQueue)

    @contextmanager
    def lend(self, source: Source) -> Iterator[Answerer]:
        """Lend a helper that is up.

        Raises:
            SandboxError: it does not come up.
        """
        try:
            answerer = self._idle.get_nowait()
        except queue.Empty:
            answerer = Answerer(source)
        if answerer.source != source:
            answerer.close()
            answerer = Answerer(source)
        try:
            answerer.start()
            yield answerer
        finally:
            self._idle.put(answerer)

    def close(self) -> None:
        """End the helpers; the next to be lent is a new one."""
        while True:
            try:
                self._idle.get_nowait().close()
            except queue.Empty:
                return


def main(descriptor: int, root: str, name: str, memory_mb: int) -> None:
    """Answer until the grader closes the connection. This is the helper's own process."""
    channel = Channel(socket.socket(fileno=descriptor))
    assignment = load_assignment(load_course(Path(root)), name)
    solutions = {question.name: question.solution for question in assignment}
    memory = (memory_mb + memory_of(assignment.frameworks)) * 2**20
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    channel.send({"ready": True})
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        while True:
            try:
                request = channel.receive()
            except ChannelError:
                return
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
