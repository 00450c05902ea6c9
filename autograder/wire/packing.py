"""Plain data as a tree that msgpack can take: containers as lists that begin with a tag."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.spec import Seed
from autograder.tensors import Tensor, UnreadableTensorError, as_plain, as_tensor
from autograder.wire.limits import (
    LITTLE,
    MAX_DIMENSIONS,
    MAX_INT_BITS,
    MAX_NOTE,
    Allowance,
    NotPlainError,
    OverLimitsError,
    WireError,
    too_deep,
)

Array = np.ndarray[Any, Any]

NAMES = {
    dtype.newbyteorder(order).str: name for name, dtype in LITTLE.items() for order in ("<", ">")
}
"""From NumPy's short form of a dtype, in either byte order, to its name."""

AS_THEY_ARE = frozenset({bool, float, type(None)})


def packed(value: Any, depth: int, left: Allowance) -> Any:
    """Return the tree of a value, which may be nested `depth` levels deep.

    Raises:
        NotPlainError: it holds something that is not plain data.
        WireError: it is larger or deeper than the limits.
    """
    if depth == 0:
        raise too_deep()
    # Exact types only: a subclass may carry behaviour, and behaviour does not cross.
    kind = type(value)
    if kind in AS_THEY_ARE:
        return value
    pack = PACKERS.get(kind)
    if pack is not None:
        return pack(value, depth, left)
    if issubclass(kind, np.generic) and kind is value.dtype.type:
        return ["s", *_array(np.asarray(value), left)]
    return _foreign(value, depth, left)


def _int(value: int, _depth: int, left: Allowance) -> Any:
    if -(2**63) <= value < 2**64:
        return value
    left.take_items(2)
    if value.bit_length() > MAX_INT_BITS:
        raise OverLimitsError(f"an integer of more than {MAX_INT_BITS:,} bits")
    return ["i", value.to_bytes(MAX_INT_BITS // 8 + 1, "big", signed=True)]


def _text(value: Any, _depth: int, left: Allowance) -> Any:
    left.take_bytes(len(value))
    return value


def _complex(value: complex, _depth: int, left: Allowance) -> list[Any]:
    left.take_items(3)
    return ["c", value.real, value.imag]


def _list(value: list[Any], depth: int, left: Allowance) -> list[Any]:
    left.take_items(1 + len(value))
    return ["l", *_items(value, depth - 1, left)]


def _tuple(value: tuple[Any, ...], depth: int, left: Allowance) -> list[Any]:
    left.take_items(1 + len(value))
    return ["t", *_items(value, depth - 1, left)]


def _items(items: Sequence[Any], depth: int, left: Allowance) -> list[Any]:
    return [
        item if depth and type(item) in AS_THEY_ARE else packed(item, depth, left) for item in items
    ]


def _dict(value: dict[Any, Any], depth: int, left: Allowance) -> list[Any]:
    left.take_items(1 + 2 * len(value))
    depth -= 1
    if value and depth == 0:
        raise too_deep()
    flat: list[Any] = ["d"]
    for key, item in value.items():
        left.take_key(key)
        flat += (
            packed(key, depth, left) if type(key) is not str else _text(key, depth, left),
            item if type(item) in AS_THEY_ARE else packed(item, depth, left),
        )
    return flat


def _whole_array(value: Array, _depth: int, left: Allowance) -> list[Any]:
    return ["a", *_array(value, left)]


def _array(array: Array, left: Allowance) -> tuple[str, list[int], bytes]:
    short = array.dtype.str
    name = NAMES.get(short)
    if name is None:
        raise NotPlainError(f"array of dtype {array.dtype.name}")
    if array.ndim > MAX_DIMENSIONS:
        raise OverLimitsError(f"an array of more than {MAX_DIMENSIONS} dimensions")
    left.take_items(4 + array.ndim)
    left.take_bytes(array.nbytes)
    if short[0] == ">":
        array = array.astype(LITTLE[name])
    return name, list(array.shape), array.tobytes()


def _seed(seed: Seed, _depth: int, left: Allowance) -> list[Any]:
    left.take_items(2)
    if type(seed.value) is not int or not 0 <= seed.value < 2**63:
        raise WireError("a Seed that is not an int from 0 to 2**63 - 1; Seed.draw(rng) gives one")
    return ["g", seed.value]


def _tensor(tensor: Tensor, _depth: int, left: Allowance) -> list[Any]:
    note = tensor.note
    left.take_items(4)
    texts = [note.framework, note.dtype, note.device]
    if not all(isinstance(text, str) and len(text) <= MAX_NOTE for text in texts):
        raise WireError("a tensor of a strange dtype or device")
    return ["n", *texts, *_array(tensor.array, left)]


def _foreign(value: Any, depth: int, left: Allowance) -> Any:
    """Pack what a framework has of its own."""
    try:
        tensor = as_tensor(value)
    except UnreadableTensorError as error:
        raise NotPlainError(f"{_type_name(type(value))} ({error})") from None
    if tensor is not None:
        return _tensor(tensor, depth, left)
    plain = as_plain(value)
    if plain is not value:
        return packed(plain, depth, left)
    raise NotPlainError(_type_name(type(value)))


def _type_name(kind: type) -> str:
    name = kind.__qualname__
    return name if isinstance(name, str) and name.isprintable() else "object"


PACKERS: dict[type, Callable[[Any, int, Allowance], Any]] = {
    int: _int,
    str: _text,
    bytes: _text,
    complex: _complex,
    list: _list,
    tuple: _tuple,
    dict: _dict,
    np.ndarray: _whole_array,
    Seed: _seed,
    Tensor: _tensor,
}
