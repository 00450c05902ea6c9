"""Plain data of every kind that crosses the wire, the odd values first."""

from __future__ import annotations

import math
import struct
from random import Random
from typing import Any

import numpy as np

from autograder import Seed, wire

DTYPES = sorted(wire.DTYPES)
SHAPES = ((), (0,), (1,), (3,), (2, 3), (3, 0, 2), (1, 1, 1), (2, 2, 2, 2), (1,) * 16)
INTEGERS = (
    0,
    1,
    -1,
    255,
    2**31,
    2**53 + 1,
    2**63 - 1,
    -(2**63),
    2**64 - 1,
    2**64,
    -(2**70),
    2**4095,
)
FLOATS = (0.0, -0.0, 1.5, 5e-324, 1.7976931348623157e308, math.inf, -math.inf, math.nan)
TEXTS = ("", "W1", "loss", "é", "a\x00b", "\n", "\u2028", "😀", "{0}{key}", "`<b>`", "x" * 300)
NAMES = ("W1", "b1", "dW", "loss", "é")


def plain(rng: Random, depth: int = 3) -> Any:
    """Return any plain data."""
    if depth and rng.random() < 0.4:
        return _container(rng, depth)
    match rng.randrange(10):
        case 0:
            return rng.choice((None, True, False))
        case 1 | 2:
            return rng.choice((rng.choice(INTEGERS), rng.getrandbits(rng.randrange(1, 4000))))
        case 3 | 4:
            return any_float(rng)
        case 5:
            return complex(any_float(rng), any_float(rng))
        case 6:
            return rng.choice((rng.choice(TEXTS), rng.randbytes(rng.randrange(20))))
        case 7:
            return Seed(rng.choice((0, 1, 2**63 - 1)))
        case 8:
            return array(rng)
        case _:
            return array(rng, shape=())[()]


def any_float(rng: Random) -> float:
    """Return a float of any bits, NaN with any payload among them."""
    if rng.random() < 0.5:
        return rng.choice(FLOATS)
    value: float = struct.unpack("<d", rng.randbytes(8))[0]
    return value


def array(rng: Random, *, shape: tuple[int, ...] | None = None) -> np.ndarray[Any, Any]:
    """Return an array of any dtype and bits, in any order in memory."""
    dtype = np.dtype(rng.choice(DTYPES))
    chosen = rng.choice(SHAPES) if shape is None else shape
    size = math.prod(chosen)
    data = rng.randbytes(size * dtype.itemsize)
    flat = (
        np.frombuffer(data, np.uint8) % 2 == 1 if dtype.kind == "b" else np.frombuffer(data, dtype)
    )
    made = flat.reshape(chosen)
    match rng.randrange(4):
        case 0:
            return np.asfortranarray(made) if made.ndim else made
        case 1:
            return made.T
        case 2 if made.ndim:
            return made[::-1]
    return made


def _container(rng: Random, depth: int) -> Any:
    items = [plain(rng, depth - 1) for _ in range(rng.randrange(4))]
    match rng.randrange(3):
        case 0:
            return items
        case 1:
            return tuple(items)
    return {_key(rng): item for item in items}


def _key(rng: Random) -> Any:
    if rng.random() < 0.7:
        return rng.choice(NAMES)
    return rng.choice((None, True, 0, 3, -1, 2.5, 1j, b"k", (1, "a"), (), np.int64(7), Seed(1)))


def same(one: Any, other: Any) -> bool:
    """Whether two pieces of plain data are the same in type, dtype, shape, order and bits."""
    if type(one) is not type(other):
        return False
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return same(list(one.items()), list(other.items()))
    if isinstance(one, np.ndarray | np.generic):
        alike = one.dtype == other.dtype and one.shape == other.shape
        return alike and one.tobytes() == other.tobytes()
    if isinstance(one, float):
        return struct.pack("<d", one) == struct.pack("<d", other)
    if isinstance(one, complex):
        return same([one.real, one.imag], [other.real, other.imag])
    return bool(one == other)
