"""The untrusted process: runs a student's cells, then answers what it is asked. It is told inputs
and knows no answer.

Requests come several at once, and are answered one after the other. They are dicts with `op`:
`run` a cell, `call` a function, `read` a variable, `stand-in` for functions that are wrong. Every
reply is a dict with `kind` and the request's `id`; nothing in it is believed by the grader.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from autograder import probe, wire
from autograder.sandbox import share
from autograder.sandbox.asking import Asker
from autograder.sandbox.channel import Channel, ChannelError
from autograder.sandbox.outputs import exact_text
from autograder.sandbox.replies import Reply
from autograder.sandbox.requests import is_over, note_end
from autograder.sandbox.shell import Shell
from autograder.sandbox.shim import restore
from autograder.sandbox.watch import watching

REFIRE_SECONDS = 1.0

CODE_NAME = re.compile(r"<cell (?P<cell>\d{1,7})(\+(?P<before>\d{1,7}))?>")
"""What the shell calls the code of a cell."""


class TimeIsUp(BaseException):
    """Raised inside the student's code when its time is over; no `except Exception` holds it."""


def serve(
    connection: socket.socket, shell: Shell, output_kb: int, *, on_device: bool = False
) -> None:
    """Answer requests until the grader closes the connection.

    `on_device` says that the worker has a share of a device.
    """
    channel = Channel(connection)
    asker = Asker(channel)
    shell.recorder.text_limit = output_kb * 1024
    here = os.getpid()
    while True:
        try:
            batch = channel.receive()
        except ChannelError:
            return
        ended: set[str] = set()
        for request in batch["requests"]:
            if is_over(request, ended):
                continue
            asker.number = request["id"]
            if on_device and request["op"] == "call":
                share.judge_exactly()
            reply = _answer(shell, asker, request)
            if on_device and reply["kind"] == "error" and share.is_lost():
                reply["lost"] = True
            if os.getpid() != here:
                # The student's code forked and let the child run on: only one of them may answer.
                return
            _send(channel, reply, request["id"])
            note_end(request, reply, ended)


def _send(channel: Channel, reply: Reply, number: int) -> None:
    try:
        channel.send({**reply, "id": number})
    except wire.WireError as error:
        channel.send({"kind": "unplain", "detail": str(error)[:100], "id": number})


def _answer(shell: Shell, asker: Asker, request: dict[str, Any]) -> Reply:
    match request["op"]:
        case "run":
            return _run(shell, request)
        case "call":
            return _call(shell, request)
        case "read":
            return _read(shell, request)
        case "stand-in":
            asker.install(shell.user_ns, request["names"])
            return {"kind": "value"}
    return {"kind": "protocol"}


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Interrupt the block when its wall-clock time is over, and again if it goes on."""

    def fire(_signal: int, _frame: FrameType | None) -> None:
        raise TimeIsUp(f"interrupted after {seconds:g} s")

    signal.signal(signal.SIGALRM, fire)
    signal.setitimer(signal.ITIMER_REAL, seconds, REFIRE_SECONDS)
    try:
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        # Twice, since the alarm may strike between the block and the line above.
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_IGN)


def _run(shell: Shell, request: dict[str, Any]) -> Reply:
    started = time.monotonic()
    error: BaseException | None = None
    outputs: list[Any] = []
    if request.get("restored"):
        restore(shell)
    try:
        with _time_limit(request["seconds"]):
            outputs, error = shell.run(request["source"], request["cell"])
    except BaseException as caught:
        error, outputs = caught, shell.recorder.outputs
    reply: Reply = {"kind": "value", "outputs": outputs, "cut": shell.recorder.is_cut}
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
    name = request["name"]
    if name not in shell.user_ns:
        return {"kind": "missing", "detail": ""}
    function = shell.user_ns[name]
    if not callable(function):
        return {"kind": "missing", "detail": exact_text(type(function).__name__)[:100]}
    call = probe.Call(
        request["arguments"],
        tuple(request["positional"]),
        request["probe"],
        steps=request.get("steps"),
    )
    device = share.torch_device() if request.get("device") == "cuda" else "cpu"
    watched, exempt = request.get("watched", []), request.get("exempt", [])
    with watching(watched, exempt, shell.user_ns) as used:
        # What is watched is wrapped, and so may be the function itself.
        function = shell.user_ns[name]
        reply = _within(request["seconds"], lambda: _called(call, function, device))
    return {**reply, "used": sorted(used)}


def _called(call: probe.Call, function: Callable[..., Any], device: str) -> Reply:
    value, mutated = probe.make(call, function, device)
    # What a device still computes belongs to this call: its time, and its errors.
    share.wait_for_device()
    return _value(value, mutated)


def _read(shell: Shell, request: dict[str, Any]) -> Reply:
    name = request["name"]
    if name not in shell.user_ns:
        return {"kind": "missing", "detail": ""}
    return _within(request["seconds"], lambda: _value(shell.user_ns[name], ()))


def _within(seconds: float, act: Callable[[], Reply]) -> Reply:
    """Return what `act` replies, or what it raised, or that its time was over."""
    started = time.monotonic()
    try:
        with _time_limit(seconds):
            return act()
    except BaseException as error:
        if isinstance(error, TimeIsUp) or _was_interrupted(error, started, seconds):
            return {"kind": "timed-out"}
        return {"kind": "error", "failure": _failure(error)}


def _value(value: Any, mutated: tuple[str, ...]) -> Reply:
    try:
        return {"kind": "value", "value": wire.encode(value), "mutated": list(mutated)}
    except wire.NotPlainError as error:
        return {"kind": "unplain", "detail": error.kind[:100]}
    except wire.WireError as error:
        return {"kind": "unplain", "detail": str(error)[:100]}


def _failure(error: BaseException) -> dict[str, Any]:
    """Describe an exception by the innermost line of the student's own cells."""
    # Python 3.13 has a kind of its own, by an inner name, for code that breaks off.
    broken_off = isinstance(error, SyntaxError) and type(error).__name__.startswith("_")
    name = "SyntaxError" if broken_off else exact_text(type(error).__name__)[:100]
    failure = {"type": name, "message": exact_text(error)[:2000]}
    if isinstance(error, SyntaxError) and (place := _place(error.filename, error.lineno)):
        failure |= {**place, "message": exact_text(error.msg)[:2000]}
    for frame, line in traceback.walk_tb(error.__traceback__):
        if place := _place(frame.f_code.co_filename, line):
            failure |= {**place, "function": exact_text(frame.f_code.co_name)[:100]}
    return failure


def _place(filename: Any, line: Any) -> dict[str, Any]:
    """Return the cell and the line in it, or nothing where the code is not a cell's."""
    found = CODE_NAME.fullmatch(filename) if isinstance(filename, str) else None
    if found is None or type(line) is not int:
        return {}
    return {"cell": int(found["cell"]), "line": line + int(found["before"] or 0)}
