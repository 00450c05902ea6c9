"""The untrusted process: runs a student's cells, then answers what it is asked. It is told inputs
and knows no answer.

Requests are dicts with `op`: `run` a cell, `call` a function, `read` a variable. Every reply is a
dict with `kind`; nothing in it is believed by the grader.
"""

from __future__ import annotations

import signal
import socket
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from autograder import probe, wire
from autograder.sandbox.channel import Channel, ChannelError
from autograder.sandbox.shell import Shell

REFIRE_SECONDS = 1.0

Reply = dict[str, Any]


class TimeIsUp(BaseException):
    """Raised inside the student's code when its time is over; no `except Exception` holds it."""


def serve(connection: socket.socket, shell: Shell, output_kb: int) -> None:
    """Answer requests until the grader closes the connection."""
    channel = Channel(connection)
    shell.recorder.text_limit = output_kb * 1024
    while True:
        try:
            request = channel.receive()
        except ChannelError:
            return
        reply = _answer(shell, request)
        try:
            channel.send(reply)
        except wire.WireError:
            channel.send({"kind": "unplain", "detail": "result too large"})


def _answer(shell: Shell, request: dict[str, Any]) -> Reply:
    match request["op"]:
        case "run":
            return _run(shell, request)
        case "call":
            return _call(shell, request)
        case "read":
            return _read(shell, request["name"])
    return {"kind": "protocol"}


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Interrupt the block when its wall-clock time is over, and again if it goes on."""

    def fire(_signal: int, _frame: FrameType | None) -> None:
        raise TimeIsUp(f"interrupted after {seconds:g} s")

    signal.signal(signal.SIGALRM, fire)
    signal.setitimer(signal.ITIMER_REAL, seconds, REFIRE_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _run(shell: Shell, request: dict[str, Any]) -> Reply:
    started = time.monotonic()
    error: BaseException | None = None
    outputs: list[Any] = []
    try:
        with _time_limit(request["seconds"]):
            outputs, error = shell.run(request["source"], request["cell"])
    except BaseException as caught:
        error, outputs = caught, shell.recorder.outputs
    reply: Reply = {"kind": "value", "outputs": outputs}
    if isinstance(error, TimeIsUp) or _was_interrupted(error, started, request["seconds"]):
        reply["kind"] = "timed-out"
    elif error is not None:
        reply["kind"] = "error"
        reply["failure"] = _failure(error)
    return reply


def _was_interrupted(error: BaseException | None, started: float, seconds: float) -> bool:
    """Whether an error came of the interruption: a handler of the student's may have changed it."""
    return error is not None and time.monotonic() - started >= seconds


def _call(shell: Shell, request: dict[str, Any]) -> Reply:
    function = shell.user_ns.get(request["name"])
    if function is None:
        return {"kind": "missing", "detail": ""}
    if not callable(function):
        return {"kind": "missing", "detail": type(function).__name__}
    call = probe.Call(request["arguments"], tuple(request["positional"]), request["probe"])
    started = time.monotonic()
    try:
        with _time_limit(request["seconds"]):
            value, mutated = probe.make(call, function)
            return _value(value, mutated)
    except TimeIsUp:
        return {"kind": "timed-out"}
    except BaseException as error:
        if _was_interrupted(error, started, request["seconds"]):
            return {"kind": "timed-out"}
        return {"kind": "error", "failure": _failure(error)}


def _read(shell: Shell, name: str) -> Reply:
    if name not in shell.user_ns:
        return {"kind": "missing", "detail": ""}
    return _value(shell.user_ns[name], ())


def _value(value: Any, mutated: tuple[str, ...]) -> Reply:
    try:
        return {"kind": "value", "value": wire.encode(value), "mutated": list(mutated)}
    except wire.NotPlainError as error:
        return {"kind": "unplain", "detail": error.kind[:100]}
    except wire.WireError as error:
        return {"kind": "unplain", "detail": str(error)[:100]}


def _failure(error: BaseException) -> dict[str, Any]:
    """Describe an exception by the innermost line of the student's own cells."""
    try:
        message = str(error)[:2000]
    except Exception:
        message = ""
    failure: dict[str, Any] = {"type": type(error).__name__[:100], "message": message}
    if isinstance(error, SyntaxError):
        failure |= {"cell": _cell_number(str(error.filename)), "line": error.lineno}
    for frame in traceback.extract_tb(error.__traceback__):
        number = _cell_number(frame.filename)
        if number is not None:
            failure |= {"cell": number, "line": frame.lineno, "function": frame.name[:100]}
    return failure


def _cell_number(filename: str) -> int | None:
    if filename.startswith("<cell ") and filename[6:-1].isdigit():
        return int(filename[6:-1])
    return None
