"""What a worker answers, read by the grader, which believes nothing of it but its plain data."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from autograder import wire
from autograder.outcome import Failure, Outcome
from autograder.tensors import apart

Reply = dict[str, Any]

ENDS_CALLS = ("timed-out", "missing")
"""After such a reply to a call, its function is called no more."""

MAX_NUMBER = 1_000_000
"""Cells and lines are numbered up to here."""


def read_kind(reply: Reply) -> str:
    """Return what kind of reply it is, or nothing where it does not say."""
    kind = reply.get("kind")
    return kind if isinstance(kind, str) else ""


ROOM, TIMES = 16 * 2**20, 16
"""A result may have so many bytes, and so many for each byte of the arguments: what is judged and
explained costs the grader's time, which a student must not be able to spend."""


def room_for(arguments: Mapping[str, bytes]) -> int:
    """Return how many bytes the result of a call with these arguments may have."""
    return ROOM + TIMES * sum(map(len, arguments.values()))


def read_outcome(reply: Reply, most: int = ROOM) -> Outcome:
    """Return the outcome of a call, whose result may have `most` bytes.

    Raises:
        WireError: the reply is malformed.
    """
    kind = read_kind(reply)
    match kind:
        case "value":
            data = reply.get("value")
            if not isinstance(data, bytes):
                raise wire.WireError("malformed reply")
            if len(data) > most:
                return Outcome("unplain", detail=f"{wire.OVER}: {len(data):,} bytes")
            names = [_read_names(reply.get(key)) for key in ("mutated", "used")]
            value, notes = apart(wire.decode(data))
            digest = hashlib.sha256(data).digest()
            return Outcome("value", value, names[0], used=names[1], notes=notes, digest=digest)
        case "error":
            failure = read_failure(reply.get("failure"))
            if failure is None:
                raise wire.WireError("malformed reply")
            return Outcome("error", failure=failure)
        case "missing" | "unplain" | "timed-out":
            return Outcome(kind, detail=_text(reply.get("detail"), 100))
    raise wire.WireError("malformed reply")


def read_failure(data: Any) -> Failure | None:
    """Return the exception that a worker tells of, None where it tells of none."""
    if not isinstance(data, dict):
        return None
    name, function = _text(data.get("type"), 100), _text(data.get("function"), 100)
    return Failure(
        type=name if name.isidentifier() else "Exception",
        message=_text(data.get("message"), 2000),
        cell=_number(data.get("cell")),
        line=_number(data.get("line")),
        # Python's own names for code that has none: `<module>`, `<lambda>`.
        function=function if function.strip("<>").isidentifier() else None,
    )


def _read_names(value: Any) -> tuple[str, ...]:
    names = value if isinstance(value, list) else []
    return tuple(name[:60] for name in names[:100] if isinstance(name, str))


def _text(value: Any, length: int) -> str:
    return value[:length] if isinstance(value, str) else ""


def _number(value: Any) -> int | None:
    return value if type(value) is int and 0 < value <= MAX_NUMBER else None
