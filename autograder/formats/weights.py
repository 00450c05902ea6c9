"""Weights handed in as a file: read as safetensors, within bounds, and as nothing else.

The format is a length, a table of names, dtypes, shapes and places as JSON, and the bytes. Reading
it runs nothing, whoever wrote it. Whatever could is refused unopened: a pickle, and the archives
of pickles that `torch.save` writes.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.formats.files import shown
from autograder.formats.notebook import UnreadableError
from autograder.spec import WeightsFile

Array = np.ndarray[Any, Any]

MOST_HEADER = 2**20
"""Bytes of a table: thousands of arrays."""

DTYPES: Mapping[str, np.dtype[Any]] = {
    "F64": np.dtype("<f8"),
    "F32": np.dtype("<f4"),
    "F16": np.dtype("<f2"),
    "BF16": np.dtype("<u2"),
    "I64": np.dtype("<i8"),
    "I32": np.dtype("<i4"),
    "U8": np.dtype("u1"),
    "BOOL": np.dtype("?"),
}
"""The format's names of what a network is made of; `BF16` is the upper half of a float32."""

PICKLES = (b"PK\x03\x04", b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")
"""How a file begins that `torch.save`, `pickle` or `np.savez` has written."""


def read_weights(data: bytes, wanted: WeightsFile) -> dict[str, Array]:
    """Return the arrays of a safetensors file, in the order in which they are asked for.

    Raises:
        UnreadableError: it is something else, damaged, or has other arrays than those wanted; the
            key is a sentence of `words` about a `file`.
    """
    if data.startswith(PICKLES):
        raise UnreadableError("file-pickle")
    table, body = _table(data)
    for name, shape in wanted.shapes.items():
        if name not in table:
            raise UnreadableError("file-lacks", name=name)
        if _shape(table[name]) != tuple(shape):
            raise UnreadableError(
                "file-shape", name=name, actual=_shape(table[name]), expected=tuple(shape)
            )
    if others := [name for name in table if name not in wanted.shapes]:
        raise UnreadableError("file-unknown", name=shown(others[0])[:60])
    return {name: _array(table[name], body) for name in wanted.shapes}


def write_weights(arrays: Mapping[str, Array]) -> bytes:
    """Return arrays as the bytes of a safetensors file."""
    names = {dtype: name for name, dtype in DTYPES.items() if name != "BF16"}
    table, pieces, at = {}, [], 0
    for name, array in arrays.items():
        little = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
        pieces.append(little.tobytes())
        end = at + len(pieces[-1])
        own = {"dtype": names[little.dtype], "shape": array.shape, "data_offsets": (at, end)}
        table[name], at = own, end
    header = json.dumps(table).encode()
    header += b" " * (-len(header) % 8)
    return b"".join([struct.pack("<Q", len(header)), header, *pieces])


def _table(data: bytes) -> tuple[dict[str, Any], memoryview]:
    if len(data) < 8:
        raise _broken("it is empty")
    (length,) = struct.unpack("<Q", data[:8])
    if length > min(MOST_HEADER, len(data) - 8):
        raise _broken("it does not begin as one")
    try:
        table = json.loads(data[8 : 8 + length])
    except (ValueError, RecursionError):
        raise _broken("its table is no JSON") from None
    if not isinstance(table, dict):
        raise _broken("its table is none")
    table.pop("__metadata__", None)
    return table, memoryview(data)[8 + length :]


def _shape(entry: Any) -> tuple[int, ...]:
    shape = entry.get("shape") if isinstance(entry, dict) else None
    if not isinstance(shape, list) or len(shape) > 8:
        raise _broken("an array has no shape")
    if not all(type(size) is int and 0 <= size < 2**40 for size in shape):
        raise _broken("an array has no shape")
    return tuple(shape)


def _array(entry: dict[str, Any], body: memoryview) -> Array:
    name, places = entry.get("dtype"), entry.get("data_offsets")
    dtype = DTYPES.get(name) if isinstance(name, str) else None
    if dtype is None:
        raise _broken("an array is of a dtype that is not read")
    if not isinstance(places, list) or [type(place) for place in places] != [int, int]:
        raise _broken("an array has no place")
    begin, end = places
    if not 0 <= begin <= end <= len(body):
        raise _broken("it is cut off")
    if end - begin != math.prod(_shape(entry)) * dtype.itemsize:
        raise _broken("an array is not as large as its shape")
    flat: Array = np.frombuffer(body[begin:end], dtype=np.uint8 if name == "BOOL" else dtype)
    if name == "BF16":
        flat = (flat.astype("<u4") << 16).view("<f4")
    elif name == "BOOL":
        flat = flat != 0
    return flat.astype(flat.dtype.newbyteorder("=")).reshape(_shape(entry))


def _broken(detail: str) -> UnreadableError:
    return UnreadableError("file-format", detail=detail)
