"""Plain data as bytes and back: the only thing that crosses between grader and worker.

Plain data is None, bool, int, float, complex, str, bytes, list, tuple, dict, NumPy arrays and
scalars of numeric and boolean dtypes, `Seed`, and tensors, which cross as arrays with a note of
what they were. Containers are tagged lists inside msgpack, so that tuples stay tuples and arrays
keep their dtype. Decoding trusts nothing: every size is
bounded before memory is taken for it, and nothing but the types above can come out.
"""

from __future__ import annotations

from typing import Any

import msgpack

from autograder.wire.limits import (
    DTYPES,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_INT_BITS,
    MAX_ITEMS,
    MAX_NUMERIC_KEYS,
    OVER,
    Allowance,
    NotPlainError,
    OverLimitsError,
    WireError,
)
from autograder.wire.packing import packed
from autograder.wire.unpacking import plain, tree_of

__all__ = [
    "DTYPES",
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_INT_BITS",
    "MAX_ITEMS",
    "MAX_NUMERIC_KEYS",
    "OVER",
    "NotPlainError",
    "OverLimitsError",
    "WireError",
    "decode",
    "encode",
]


def encode(value: Any) -> bytes:
    """Return `value` as bytes.

    Raises:
        NotPlainError: it holds something that is not plain data.
        WireError: it is larger or deeper than the limits.
    """
    tree = packed(value, MAX_DEPTH, Allowance())
    try:
        data: bytes = msgpack.packb(tree, use_bin_type=True)
    except UnicodeEncodeError:
        raise NotPlainError("str with half a character") from None
    if len(data) > MAX_BYTES:
        raise OverLimitsError(f"a value of more than {MAX_BYTES:,} bytes")
    return data


def decode(data: bytes | bytearray) -> Any:
    """Return the plain data that `data` holds.

    Raises:
        WireError: the bytes are malformed, of a forbidden type or over the limits.
    """
    if len(data) > MAX_BYTES:
        raise OverLimitsError(f"a message of more than {MAX_BYTES:,} bytes")
    return plain(tree_of(data), MAX_DEPTH, Allowance())
