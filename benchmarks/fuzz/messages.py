"""Targets of the boundary: the wire's decoder, and the grader's reading of a worker's replies."""

from __future__ import annotations

import math
import socket
from collections.abc import Iterator
from random import Random
from typing import Any

import msgpack
import numpy as np

from autograder import wire
from autograder.sandbox.channel import HEADER, Channel, ChannelError
from autograder.sandbox.outputs import read_outputs
from autograder.sandbox.replies import read_failure, read_kind, read_outcome
from benchmarks.fuzz.mutations import SIZES, damaged, replaced
from benchmarks.fuzz.target import Target, kind_of, require, require_one_line
from benchmarks.fuzz.values import DTYPES, TEXTS, plain, same

TAGS = ("l", "t", "d", "a", "s", "c", "i", "g", "z", "", 1, None)
TEXT_LIMIT = 2_000


def _message(rng: Random) -> bytes:
    match rng.randrange(10):
        case 0:
            return rng.randbytes(rng.randrange(40))
        case 1 | 2:
            return _packed(_node(rng, 4))
        case 3 | 4 | 5:
            tree = msgpack.unpackb(wire.encode(plain(rng)))
            return _packed(replaced(rng, tree, lambda rng: _node(rng, 1)))
        case 6:
            return wire.encode(plain(rng))
    return damaged(rng, wire.encode(plain(rng)))


def _packed(tree: Any) -> bytes:
    return bytes(msgpack.packb(tree, use_bin_type=True))


def _node(rng: Random, depth: int) -> Any:
    """Return what msgpack can say and the wire may not mean."""
    match rng.randrange(4):
        case 0 if depth:
            inside = [_node(rng, depth - 1) for _ in range(rng.randrange(5))]
            return [rng.choice(TAGS), *inside]
        case 1:
            return _forged_array(rng)
        case 2:
            data = rng.randbytes(rng.choice((0, 1, 8, 512, 513, 514)))
            return rng.choice(
                (["i", data], ["c", 1.0, 2], ["c", 1.5, -0.0], ["g", rng.choice(SIZES)])
            )
    odd = (
        "a",
        "int8",
        "bool",
        "object",
        b"",
        [1],
        [2**47, 0],
        {},
        {"a": 1},
        msgpack.ExtType(5, b""),
    )
    return rng.choice((None, True, rng.choice(SIZES), -1, 1.5, *odd))


def _forged_array(rng: Random) -> list[Any]:
    """Return an array whose dtype, shape and bytes may not agree."""
    name = rng.choice((*DTYPES, *DTYPES, "object", "<U4", "float128", "bool_", "V8", 8, None))
    shape = [rng.choice((0, 1, 2, 3)) for _ in range(rng.randrange(4))]
    if rng.random() < 0.3:
        shape.insert(0, rng.choice((-1, True, 1.0, "2", None, 2**47, 2**63)))
    width = np.dtype(name).itemsize if name in DTYPES else 8
    counts = [size for size in shape if type(size) is int and 0 <= size < 4]
    size = math.prod(counts) * width + rng.choice((0, 0, 0, 0, 1, -1))
    data: Any = rng.randbytes(max(0, size)) if rng.random() < 0.9 else "x" * max(0, size)
    return [rng.choice("aaaas"), name, shape if rng.random() < 0.9 else len(shape), data]


def _check_message(data: bytes) -> str:
    try:
        value = wire.decode(data)
    except wire.WireError as error:
        require_one_line(str(error))
        return f"refused: {kind_of(str(error))}"
    require(all(map(_is_sound, _arrays(value))), "a boolean that is neither 0 nor 1")
    again = wire.encode(value)
    there = wire.decode(again)
    require(same(value, there), "what was read does not come back as it was")
    require(wire.encode(there) == again, "the same data gives other bytes")
    return "read"


def _arrays(value: Any) -> Iterator[np.ndarray[Any, Any]]:
    if isinstance(value, np.ndarray | np.generic):
        yield np.asarray(value)
    elif isinstance(value, list | tuple | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _arrays(inner)


def _is_sound(array: np.ndarray[Any, Any]) -> bool:
    return array.dtype != bool or bool(np.all(array.view(np.uint8) <= 1))


def _seed(rng: Random) -> bytes:
    return rng.randbytes(8)


def _check_round_trip(data: bytes) -> str:
    value = plain(Random(data), depth=5)
    require(same(value, wire.decode(wire.encode(value))), "data does not come back as it went")
    return "the same"


def _reply(rng: Random) -> bytes:
    data = wire.encode(_forged_reply(rng))
    if rng.random() < 0.3:
        data = damaged(rng, data)
    size = len(data) if rng.random() < 0.95 else rng.choice(SIZES)
    return HEADER.pack(size) + data


def _forged_reply(rng: Random) -> Any:
    def or_anything(value: Any) -> Any:
        return plain(rng) if rng.random() < 0.2 else value

    kinds = ("value", "error", "missing", "unplain", "timed-out", "died", "protocol", "sent")
    value = _message(rng) if rng.random() < 0.5 else wire.encode(plain(rng))
    failure = {
        "type": or_anything(rng.choice(("ValueError", "a b", *TEXTS))),
        "message": or_anything(rng.choice(TEXTS)),
        "function": or_anything(rng.choice(("<lambda>", "f", *TEXTS))),
        "cell": or_anything(rng.choice((1, 0, -1, 10**9, True, 1.0))),
        "line": or_anything(rng.choice((1, 0, -1, 10**9))),
    }
    outputs = [or_anything(_forged_output(rng, or_anything)) for _ in range(rng.randrange(4))]
    if rng.random() < 0.002:
        outputs = [{"output_type": "error", "traceback": ["x"] * rng.choice((1, 45))}] * 600
    return or_anything(
        {
            "kind": or_anything(rng.choice(kinds)),
            "id": or_anything(1),
            "value": or_anything(value),
            "mutated": or_anything(["x", or_anything("y")]),
            "detail": or_anything(rng.choice(TEXTS)),
            "failure": or_anything(failure),
            "outputs": or_anything(outputs),
        }
    )


def _forged_output(rng: Random, or_anything: Any) -> dict[str, Any]:
    kinds = ("stream", "error", "display_data", "execute_result", "update_display_data")
    text = rng.choice(TEXTS) * rng.choice((1, 1, 8))
    return {
        "output_type": or_anything(rng.choice(kinds)),
        "name": or_anything(rng.choice(("stdout", "stderr", "elsewhere"))),
        "text": or_anything(text),
        "data": or_anything({"text/html": or_anything(text), "image/png": or_anything(b"\x89PNG")}),
        "ename": or_anything("ValueError"),
        "evalue": or_anything(text),
        "traceback": or_anything([or_anything(text)] * rng.choice((1, 1, 45))),
        "metadata": or_anything({}),
    }


def _check_reply(data: bytes) -> str:
    grader, worker = socket.socketpair()
    with grader, worker:
        worker.sendall(data[:150_000])
        worker.close()
        try:
            reply = Channel(grader).receive(seconds=30)
        except ChannelError as error:
            require_one_line(str(error))
            return type(error).__name__
    failure = read_failure(reply.get("failure"))
    if failure is not None:
        require(failure.type.isidentifier() and len(failure.message) <= 2000, "an odd failure")
    outputs = read_outputs(reply.get("outputs"), TEXT_LIMIT).outputs
    require(_weight(outputs) <= len(data) * 10 + TEXT_LIMIT, "outputs that grow as they are read")
    read_kind(reply)
    try:
        outcome = read_outcome(reply)
    except wire.WireError as error:
        require_one_line(str(error))
        return f"refused: {kind_of(str(error))}"
    require(len(outcome.detail) <= 100, "a long detail")
    return f"read: {outcome.kind}"


def _weight(told: Any) -> int:
    """Return how many characters an output holds, which may hold nothing but plain JSON."""
    if isinstance(told, dict):
        return sum(len(key) + _weight(value) for key, value in told.items())
    if isinstance(told, list):
        return sum(map(_weight, told))
    require(told is None or type(told) is str, f"an output of {type(told).__name__}")
    return len(told) if told else 0


WIRE = Target("wire", _message, _check_message)
ROUND_TRIP = Target("round-trip", _seed, _check_round_trip)
REPLY = Target("reply", _reply, _check_reply)
