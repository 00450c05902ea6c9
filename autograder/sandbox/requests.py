"""What a session may ask of its worker, as the worker reads it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from autograder.probe import Call
from autograder.sandbox.cells import CodeCell, Times
from autograder.sandbox.replies import ENDS_CALLS, Reply, read_kind

Request = dict[str, Any]
"""It has `op`, and `seconds`, the time that the worker gives it."""

BATCH_BYTES = 2**22
"""Of arguments that are sent at once; a single call may have more."""


def run_request(cell: CodeCell, times: Times, *, restored: bool) -> Request:
    """Return the request to run a cell; `restored` is explained in `Session`."""
    request = {"op": "run", "source": cell.source, "cell": cell.number, "seconds": times.cell}
    return request | {"restored": True} if restored else request


def call_request(name: str, call: Call, times: Times) -> Request:
    """Return the request to call a function."""
    request: Request = {
        "op": "call",
        "name": name,
        "arguments": dict(call.arguments),
        "positional": list(call.positional),
        "probe": call.probe,
        "seconds": times.call if call.seconds is None else call.seconds,
    }
    if call.device != "any":
        request["device"] = call.device
    if call.steps is not None:
        request["steps"] = call.steps
    if call.watched:
        request |= {"watched": list(call.watched), "exempt": list(call.exempt)}
    return request


def read_request(name: str, times: Times) -> Request:
    """Return the request to read a variable of the notebook."""
    return {"op": "read", "name": name, "seconds": times.call}


def batch_of(requests: Sequence[Request]) -> Sequence[Request]:
    """Return the first of the requests, as many as may be sent at once."""
    room = BATCH_BYTES
    for count, request in enumerate(requests):
        room -= sum(map(len, request.get("arguments", {}).values()))
        if room < 0:
            return requests[: max(1, count)]
    return requests


def is_over(request: Request, ended: Collection[str]) -> bool:
    """Whether it is to call one of the functions that have ended."""
    return request["op"] == "call" and request["name"] in ended


def note_end(request: Request, reply: Reply, ended: set[str]) -> None:
    """Put the function called among those that have ended, if the reply ends its calls.

    Grader and worker both keep count: what is asked together is then not done any more.
    """
    if request["op"] == "call" and read_kind(reply) in ENDS_CALLS:
        ended.add(request["name"])
