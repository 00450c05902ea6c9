"""Plain data as bytes and back: the only thing that crosses between grader and worker.

Plain data is None, bool, int, float, complex, str, bytes, list, tuple, dict, NumPy arrays and
scalars of numeric and boolean dtypes, and `Seed`. Containers are tagged lists inside msgpack, so
that tuples stay tuples and arrays keep their dtype. Decoding trusts nothing: every size is
bounded before memory is taken for it, and nothing but the types above can come out.
"""

from __future__ import annotations

import math
from typing import Any

import msgpack
import numpy as np

from autograder.spec import Seed

MAX_BYTES = 64 * 2**20
"""Largest message, in bytes."""

MAX_DEPTH = 32
MAX_ITEMS = 1_000_000
MAX_INT_DIGITS = 1_000

DTYPES = frozenset(
    [f"{family}{bits}" for family in ("int", "uint") for bits in (8, 16, 32, 64)]
    + [f"float{bits}" for bits in (16, 32, 64)]
) | {"bool", "complex64", "complex128"}
"""The dtypes that cross, by name; all little-endian on the wire."""


class WireError(ValueError):
    """Bytes that are not plain data of ours, or plain data over the limits."""


class NotPlainError(WireError):
    """A value that cannot cross; `kind` names its type, for the student's message."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"{kind} is not plain data")
        self.kind = kind


def encode(value: Any) -> bytes:
    """Return `value` as bytes.

    Raises:
        NotPlainError: it holds something that is not plain data.
        WireError: it is larger or deeper than the limits.
    """
    packed = msgpack.packb(_pack(value, MAX_DEPTH), use_bin_type=True)
    if len(packed) > MAX_BYTES:
        raise WireError(f"a value of {len(packed):,} bytes; at most {MAX_BYTES:,} may cross")
    return bytes(packed)


def decode(data: bytes) -> Any:
    """Return the plain data that `data` holds.

    Raises:
        WireError: the bytes are malformed, of a forbidden type or over the limits.
    """
    if len(data) > MAX_BYTES:
        raise WireError(f"a message of {len(data):,} bytes; at most {MAX_BYTES:,} may cross")
    try:
        tree = msgpack.unpackb(
            data,
            raw=False,
            strict_map_key=True,
            max_array_len=MAX_ITEMS,
            max_map_len=0,
            max_ext_len=0,
        )
    except (ValueError, msgpack.exceptions.UnpackException, RecursionError) as error:
        raise WireError(f"malformed message: {error}") from None
    return _unpack(tree, MAX_DEPTH)


def _pack(value: Any, depth: int) -> Any:
    if depth == 0:
        raise WireError(f"nested deeper than {MAX_DEPTH} levels")
    # Exact types only: a subclass may carry behaviour, and behaviour does not cross.
    kind = type(value)
    if value is None or kind in (bool, float, str, bytes):
        return value
    if kind is int:
        return value if -(2**63) <= value < 2**64 else _pack_big_int(value)
    if kind is complex:
        return ["c", value.real, value.imag]
    if kind in (list, tuple):
        return ["l" if kind is list else "t", *(_pack(item, depth - 1) for item in value)]
    if kind is dict:
        flat: list[Any] = ["d"]
        for key, item in value.items():
            flat += [_pack(key, depth - 1), _pack(item, depth - 1)]
        return flat
    if isinstance(value, np.ndarray):
        return _pack_array(value)
    if isinstance(value, np.generic):
        return ["s", *_pack_array(np.asarray(value))[1:]]
    if kind is Seed:
        return ["g", value.value]
    raise NotPlainError(_type_name(value))


def _type_name(value: Any) -> str:
    name = type(value).__qualname__
    return name if isinstance(name, str) and name.isprintable() else "object"


def _pack_big_int(value: int) -> list[Any]:
    if value.bit_length() > 3 * MAX_INT_DIGITS:
        raise WireError(f"an integer of more than {MAX_INT_DIGITS} digits")
    return ["i", str(value)]


def _pack_array(value: Any) -> list[Any]:
    array = np.asarray(value)
    name = array.dtype.name
    if name not in DTYPES:
        raise NotPlainError(f"array of dtype {name}")
    if array.nbytes > MAX_BYTES:
        raise WireError(f"an array of {array.nbytes:,} bytes; at most {MAX_BYTES:,} may cross")
    little = array.astype(array.dtype.newbyteorder("<"), copy=False)
    return ["a", name, list(array.shape), little.tobytes()]


def _unpack(node: Any, depth: int) -> Any:
    if depth == 0:
        raise WireError(f"nested deeper than {MAX_DEPTH} levels")
    if not isinstance(node, list):
        if node is None or isinstance(node, bool | int | float | str | bytes):
            return node
        raise WireError(f"forbidden type {type(node).__name__}")
    match node:
        case ["l", *items]:
            return [_unpack(item, depth - 1) for item in items]
        case ["t", *items]:
            return tuple(_unpack(item, depth - 1) for item in items)
        case ["d", *flat] if len(flat) % 2 == 0:
            return _unpack_dict(flat, depth)
        case ["a", str(name), list(shape), bytes(data)]:
            return _unpack_array(name, shape, data)
        case ["s", str(name), [], bytes(data)]:
            return _unpack_array(name, [], data)[()]
        case ["c", float(real), float(imag)]:
            return complex(real, imag)
        case ["i", str(digits)] if len(digits) <= MAX_INT_DIGITS:
            return _unpack_big_int(digits)
        case ["g", int(value)] if 0 <= value < 2**63:
            return Seed(value)
        case _:
            raise WireError("malformed node")


def _unpack_dict(flat: list[Any], depth: int) -> dict[Any, Any]:
    result: dict[Any, Any] = {}
    for key, item in zip(flat[::2], flat[1::2], strict=True):
        plain = _unpack(key, depth - 1)
        if not (plain is None or isinstance(plain, bool | int | float | str | bytes | tuple)):
            raise WireError(f"a dict key of type {type(plain).__name__}")
        try:
            result[plain] = _unpack(item, depth - 1)
        except TypeError:
            raise WireError("a dict key that cannot be hashed") from None
    return result


def _unpack_array(name: str, shape: list[Any], data: bytes) -> np.ndarray[Any, Any]:
    if name not in DTYPES:
        raise WireError(f"forbidden dtype {name[:40]!r}")
    if len(shape) > 16 or not all(
        isinstance(size, int) and not isinstance(size, bool) and 0 <= size < 2**48 for size in shape
    ):
        raise WireError("malformed shape")
    dtype = np.dtype(name).newbyteorder("<")
    if math.prod(shape) * dtype.itemsize != len(data):
        raise WireError("an array whose size is not that of its bytes")
    try:
        flat = np.frombuffer(data, dtype=dtype).astype(np.dtype(name))
        return flat.reshape(shape)
    except (ValueError, OverflowError) as error:
        raise WireError(f"malformed array: {error}") from None


def _unpack_big_int(digits: str) -> int:
    try:
        return int(digits)
    except ValueError:
        raise WireError("malformed integer") from None
