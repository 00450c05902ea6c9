"""The tree of a message as plain data: nothing in it is trusted."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import msgpack
import numpy as np

from autograder.frameworks import FRAMEWORKS
from autograder.spec import Seed
from autograder.tensors import Note, Tensor
from autograder.wire.limits import (
    LITTLE,
    MAX_DEPTH,
    MAX_DIMENSIONS,
    MAX_INT_BITS,
    MAX_NOTE,
    SCALARS,
    Allowance,
    OverLimitsError,
    WireError,
    too_deep,
)

Array = np.ndarray[Any, Any]
Node = list[Any]

SMALL = 2**18
"""Bytes of a message that may be unpacked in one go: what it can grow to is small too."""

KINDS = {"max_map_len": 0, "max_ext_len": 0}
NATIVE = {name: dtype.newbyteorder("=") for name, dtype in LITTLE.items()}


def tree_of(data: bytes | bytearray) -> Any:
    """Return the message's lists and scalars as they lie, of no matter which types.

    Raises:
        WireError: the bytes are malformed or over the limits.
    """
    try:
        if len(data) <= SMALL:
            return msgpack.unpackb(data, raw=False, **KINDS)
        unpacker = msgpack.Unpacker(raw=False, max_buffer_size=len(data), **KINDS)
        unpacker.feed(data)
        tree = _grow(unpacker, data, MAX_DEPTH, Allowance())
    except (ValueError, msgpack.exceptions.UnpackException) as error:
        if isinstance(error, WireError):
            raise
        raise WireError(f"malformed message: {str(error)[:100]}") from None
    if unpacker.tell() != len(data):
        raise WireError("malformed message: it goes on after its end")
    return tree


def _grow(unpacker: Any, data: bytes | bytearray, depth: int, left: Allowance) -> Any:
    """Return what comes next; the size of a list is checked before it is made."""
    position = unpacker.tell()
    head = data[position] if position < len(data) else 0
    if not (0x90 <= head <= 0x9F or head in (0xDC, 0xDD)):
        return unpacker.unpack()
    # The shape of an array is a list too, and no level of its own.
    if depth < 0:
        raise too_deep()
    size = unpacker.read_array_header()
    left.take_items(size)
    return [_grow(unpacker, data, depth - 1, left) for _ in range(size)]


def plain(node: Any, depth: int, left: Allowance) -> Any:
    """Return the plain data that a node of the tree stands for, `depth` levels deep at most.

    Raises:
        WireError: it is malformed, of a forbidden type or over the limits.
    """
    if depth == 0:
        raise too_deep()
    kind = type(node)
    if kind in SCALARS:
        return node
    if kind is not list:
        raise WireError(f"forbidden type {kind.__name__}")
    left.take_items(len(node))
    tag = node[0] if node else None
    read = READERS.get(tag) if type(tag) is str else None
    if read is None:
        raise _malformed()
    return read(node, depth, left)


def _malformed() -> WireError:
    return WireError("malformed node")


def _list(node: Node, depth: int, left: Allowance) -> list[Any]:
    depth -= 1
    return [
        item if depth and type(item) in SCALARS else plain(item, depth, left) for item in node[1:]
    ]


def _tuple(node: Node, depth: int, left: Allowance) -> tuple[Any, ...]:
    return tuple(_list(node, depth, left))


def _dict(node: Node, depth: int, left: Allowance) -> dict[Any, Any]:
    if len(node) % 2 == 0:
        raise _malformed()
    depth -= 1
    if len(node) > 1 and depth == 0:
        raise too_deep()
    result: dict[Any, Any] = {}
    for key, item in zip(node[1::2], node[2::2], strict=True):
        # Most keys are texts, and most items need not be looked into.
        if type(key) is not str:
            key = plain(key, depth, left)
            left.take_key(key)
        if type(item) not in SCALARS:
            item = plain(item, depth, left)
        try:
            result[key] = item
        except (TypeError, ValueError):
            # A NumPy scalar has no truth to tell of being equal to a tuple of the same hash.
            raise WireError(f"a dict key of type {type(key).__name__}") from None
    return result


def _whole_array(node: Node, _depth: int, left: Allowance) -> Array:
    if len(node) != 4:
        raise _malformed()
    return array_of(node[1], shape_of(node[2], left), node[3])


def _array_scalar(node: Node, _depth: int, _left: Allowance) -> Any:
    if len(node) != 4 or type(node[2]) is not list or node[2]:
        raise _malformed()
    return array_of(node[1], (), node[3])[()]


def shape_of(node: Any, left: Allowance) -> tuple[int, ...]:
    """Return the shape that a node stands for.

    Raises:
        WireError: it is none, or over the limits.
    """
    if type(node) is not list or len(node) > MAX_DIMENSIONS:
        raise WireError("malformed shape")
    left.take_items(len(node))
    for size in node:
        if type(size) is not int or not 0 <= size < 2**48:
            raise WireError("malformed shape")
    return tuple(node)


def array_of(name: Any, shape: tuple[int, ...], data: Any) -> Array:
    """Return an array of its own of the data.

    Raises:
        WireError: the dtype is none that crosses, or the size is not that of the data.
    """
    dtype = LITTLE.get(name) if isinstance(name, str) else None
    if dtype is None:
        raise WireError(f"forbidden dtype {str(name)[:40]!r}")
    if not isinstance(data, bytes) or math.prod(shape) * dtype.itemsize != len(data):
        raise WireError("an array whose size is not that of its bytes")
    try:
        array = np.ndarray(shape, dtype, data).astype(NATIVE[name])
    except (ValueError, OverflowError) as error:
        raise WireError(f"malformed array: {error}") from None
    if name == "bool":
        # A byte that is neither 0 nor 1 would be true, and counted as something else.
        np.not_equal(array.view(np.uint8), 0, out=array)
    return array


def _tensor(node: Node, _depth: int, left: Allowance) -> Tensor:
    if len(node) != 7:
        raise _malformed()
    _, framework, dtype, device, name, shape, data = node
    texts = (framework, dtype, device)
    if not all(isinstance(text, str) and len(text) <= MAX_NOTE for text in texts):
        raise WireError("malformed tensor")
    if framework not in FRAMEWORKS or not dtype.isidentifier():
        raise WireError("malformed tensor")
    return Tensor(array_of(name, shape_of(shape, left), data), Note(framework, dtype, device))


def _complex(node: Node, _depth: int, _left: Allowance) -> complex:
    if len(node) != 3:
        raise _malformed()
    _, real, imag = node
    if not (isinstance(real, float) and isinstance(imag, float)):
        raise WireError("malformed complex number")
    return complex(real, imag)


def _big_int(node: Node, _depth: int, _left: Allowance) -> int:
    if len(node) != 2:
        raise _malformed()
    data = node[1]
    if not isinstance(data, bytes) or len(data) > MAX_INT_BITS // 8 + 1:
        raise WireError("malformed integer")
    value = int.from_bytes(data, "big", signed=True)
    if value.bit_length() > MAX_INT_BITS:
        raise OverLimitsError(f"an integer of more than {MAX_INT_BITS:,} bits")
    return value


def _seed(node: Node, _depth: int, _left: Allowance) -> Seed:
    if len(node) != 2:
        raise _malformed()
    value = node[1]
    if type(value) is not int or not 0 <= value < 2**63:
        raise WireError("malformed seed")
    return Seed(value)


READERS: dict[str, Callable[[Node, int, Allowance], Any]] = {
    "l": _list,
    "t": _tuple,
    "d": _dict,
    "a": _whole_array,
    "s": _array_scalar,
    "n": _tensor,
    "c": _complex,
    "i": _big_int,
    "g": _seed,
}
