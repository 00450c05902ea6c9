"""Damage: to bytes, and to JSON documents at any of their places."""

from __future__ import annotations

import copy
import struct
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

SIZES = (
    0,
    1,
    31,
    32,
    127,
    128,
    255,
    256,
    2**15,
    2**16 - 1,
    2**31,
    2**32 - 1,
    2**47,
    2**63,
    2**64 - 1,
)
"""Where sizes and signs change their form."""


def damaged(rng: Random, data: bytes) -> bytes:
    """Return bytes with one to four things wrong."""
    for _ in range(rng.choice((1, 1, 2, 4))):
        start = rng.randrange(len(data) + 1)
        end = min(len(data), start + rng.choice((0, 1, 1, 2, 4, 16)))
        data = data[:start] + _instead(rng, data, data[start:end]) + data[end:]
    return data[:65_536]


def _instead(rng: Random, whole: bytes, piece: bytes) -> bytes:
    match rng.randrange(7):
        case 0:
            return rng.randbytes(len(piece) or 1)
        case 1:
            return b""
        case 2:
            return piece * rng.choice((2, 3, 50))
        case 3:
            start = rng.randrange(len(whole) + 1)
            return whole[start : start + rng.randrange(1, 64)]
        case 4:
            size = rng.choice(SIZES)
            forms = [
                form
                for form, most in (("B", 8), ("H", 16), ("I", 32), ("Q", 64))
                if size >> most == 0
            ]
            return struct.pack(rng.choice("<>") + rng.choice(forms), size)
        case 5 if piece:
            return bytes([piece[0] ^ (1 << rng.randrange(8))]) + piece[1:]
        case _:
            return rng.choice(
                (b"\x00", b"\xff", b"\n", b"\r", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80")
            )


def replaced(rng: Random, document: Any, anything: Callable[[Random], Any]) -> Any:
    """Return a copy of a JSON document with something else, or nothing, in one to three places."""
    document = copy.deepcopy(document)
    for _ in range(rng.choice((1, 1, 2, 3))):
        holders = list(_holders(document))
        if not holders:
            return document
        holder = rng.choice(holders)
        key = rng.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
        if rng.random() < 0.2:
            del holder[key]
        else:
            holder[key] = anything(rng)
    return document


def _holders(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list) and value:
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _holders(inner)
