"""Plain data as bytes and back: the only thing that crosses between grader and worker.

Plain data is None, bool, int, float, complex, str, bytes, list, tuple, dict, NumPy arrays and
scalars of numeric and boolean dtypes, `Seed`, and tensors, which cross as arrays with a note of
what they were. Containers are tagged lists inside msgpack, so that tuples stay tuples and arrays
keep their dtype. Decoding trusts nothing: every size is
bounded before memory is taken for it, and nothing but the types above can come out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import msgpack
import numpy as np

from autograder.frameworks import FRAMEWORKS
from autograder.spec import Seed
from autograder.tensors import Note, Tensor, UnreadableTensorError, as_plain, as_tensor

MAX_BYTES = 64 * 2**20
"""Largest message, in bytes."""

MAX_DEPTH = 32
"""Deepest nesting, the innermost value included."""

MAX_ITEMS = 100_000
"""Most items of all the containers of a message together."""

MAX_NUMERIC_KEYS = 10_000
"""Most dict keys other than texts, what is inside of tuples counted: unlike those of texts, the
hashes of numbers can be made to collide, and every key is then compared with all before it.
"""

MAX_INT_BITS = 4_096
MAX_DIMENSIONS = 16
MAX_NOTE = 40
"""Characters of a tensor's dtype or device."""

DTYPES = frozenset(
    [f"{family}{bits}" for family in ("int", "uint") for bits in (8, 16, 32, 64)]
    + [f"float{bits}" for bits in (16, 32, 64)]
) | {"bool", "complex64", "complex128"}
"""The dtypes that cross, by name; all little-endian on the wire."""

LITTLE = {name: np.dtype(name).newbyteorder("<") for name in DTYPES}
NAMES = {
    dtype.newbyteorder(order).str: name for name, dtype in LITTLE.items() for order in ("<", ">")
}
"""From NumPy's short form of a dtype, in either byte order, to its name."""

SMALL = 2**18
"""Bytes of a message that may be unpacked in one go: what it can grow to is small too."""

SCALARS = frozenset({bool, int, float, str, bytes})

OVER = "over the limits"


class WireError(ValueError):
    """Bytes that are not plain data of ours, or plain data over the limits."""


class OverLimitsError(WireError):
    """Plain data that is too large or too deep; its text begins with `OVER`."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{OVER}: {what}")


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
    tree = _pack(value, MAX_DEPTH, _Allowance())
    try:
        packed = msgpack.packb(tree, use_bin_type=True)
    except UnicodeEncodeError:
        raise NotPlainError("str with half a character") from None
    if len(packed) > MAX_BYTES:
        raise OverLimitsError(f"a value of more than {MAX_BYTES:,} bytes")
    return bytes(packed)


def decode(data: bytes) -> Any:
    """Return the plain data that `data` holds.

    Raises:
        WireError: the bytes are malformed, of a forbidden type or over the limits.
    """
    if len(data) > MAX_BYTES:
        raise OverLimitsError(f"a message of more than {MAX_BYTES:,} bytes")
    return _plain(_tree(data), MAX_DEPTH, _Allowance())


@dataclass
class _Allowance:
    """What a message may still hold; taken from before anything is made."""

    items: int = MAX_ITEMS
    bytes: int = MAX_BYTES
    numeric_keys: int = MAX_NUMERIC_KEYS

    def take(self, *, items: int = 0, bytes: int = 0, numeric_keys: int = 0) -> None:
        self.items -= items
        self.bytes -= bytes
        self.numeric_keys -= numeric_keys
        if self.items < 0:
            raise OverLimitsError(f"a value of more than {MAX_ITEMS:,} items")
        if self.bytes < 0:
            raise OverLimitsError(f"a value of more than {MAX_BYTES:,} bytes")
        if self.numeric_keys < 0:
            raise OverLimitsError(f"more than {MAX_NUMERIC_KEYS:,} dict keys that are no texts")

    def take_key(self, key: Any) -> None:
        if not isinstance(key, str | bytes):
            self.take(numeric_keys=_leaves(key))


def _leaves(key: Any) -> int:
    return 1 + sum(map(_leaves, key)) if isinstance(key, tuple) else 1


def _pack(value: Any, depth: int, left: _Allowance) -> Any:
    if depth == 0:
        raise OverLimitsError(f"nested deeper than {MAX_DEPTH} levels")
    # Exact types only: a subclass may carry behaviour, and behaviour does not cross.
    kind = type(value)
    if value is None or kind is bool or kind is float:
        return value
    if kind is int:
        return value if -(2**63) <= value < 2**64 else _pack_big_int(value, left)
    if kind is str or kind is bytes:
        left.take(bytes=len(value))
        return value
    if kind is complex:
        left.take(items=3)
        return ["c", value.real, value.imag]
    if kind is list or kind is tuple:
        left.take(items=1 + len(value))
        return ["l" if kind is list else "t", *(_pack(item, depth - 1, left) for item in value)]
    if kind is dict:
        return _pack_dict(value, depth, left)
    if kind is np.ndarray:
        return ["a", *_pack_array(value, left)]
    if issubclass(kind, np.generic) and kind is value.dtype.type:
        return ["s", *_pack_array(np.asarray(value), left)]
    if kind is Seed:
        return _pack_seed(value, left)
    return _pack_foreign(value, depth, left)


def _pack_foreign(value: Any, depth: int, left: _Allowance) -> Any:
    """Pack what a framework has of its own."""
    try:
        tensor = value if type(value) is Tensor else as_tensor(value)
    except UnreadableTensorError as error:
        raise NotPlainError(f"{_type_name(type(value))} ({error})") from None
    if tensor is not None:
        return _pack_tensor(tensor, left)
    plain = as_plain(value)
    if plain is not value:
        return _pack(plain, depth, left)
    raise NotPlainError(_type_name(type(value)))


def _type_name(kind: type) -> str:
    name = kind.__qualname__
    return name if isinstance(name, str) and name.isprintable() else "object"


def _pack_big_int(value: int, left: _Allowance) -> list[Any]:
    left.take(items=2)
    if value.bit_length() > MAX_INT_BITS:
        raise OverLimitsError(f"an integer of more than {MAX_INT_BITS:,} bits")
    return ["i", value.to_bytes(MAX_INT_BITS // 8 + 1, "big", signed=True)]


def _pack_dict(value: dict[Any, Any], depth: int, left: _Allowance) -> list[Any]:
    left.take(items=1 + 2 * len(value))
    flat: list[Any] = ["d"]
    for key, item in value.items():
        left.take_key(key)
        flat += [_pack(key, depth - 1, left), _pack(item, depth - 1, left)]
    return flat


def _pack_array(array: np.ndarray[Any, Any], left: _Allowance) -> list[Any]:
    name = NAMES.get(array.dtype.str)
    if name is None:
        raise NotPlainError(f"array of dtype {array.dtype.name}")
    if array.ndim > MAX_DIMENSIONS:
        raise OverLimitsError(f"an array of more than {MAX_DIMENSIONS} dimensions")
    left.take(items=4 + array.ndim, bytes=array.nbytes)
    little = array.astype(LITTLE[name], copy=False)
    return [name, list(array.shape), little.tobytes()]


def _pack_tensor(tensor: Tensor, left: _Allowance) -> list[Any]:
    note = tensor.note
    left.take(items=4)
    texts = [note.framework, note.dtype, note.device]
    if not all(isinstance(text, str) and len(text) <= MAX_NOTE for text in texts):
        raise WireError("a tensor of a strange dtype or device")
    return ["n", *texts, *_pack_array(tensor.array, left)]


def _pack_seed(seed: Seed, left: _Allowance) -> list[Any]:
    left.take(items=2)
    if type(seed.value) is not int or not 0 <= seed.value < 2**63:
        raise WireError("a Seed that is not an int from 0 to 2**63 - 1; Seed.draw(rng) gives one")
    return ["g", seed.value]


def _tree(data: bytes) -> Any:
    """Return the message's lists and scalars as they lie, of no matter which types."""
    kind_limits = {"max_map_len": 0, "max_ext_len": 0}
    try:
        if len(data) <= SMALL:
            return msgpack.unpackb(data, raw=False, **kind_limits)
        unpacker = msgpack.Unpacker(raw=False, max_buffer_size=len(data), **kind_limits)
        unpacker.feed(data)
        tree = _grow(unpacker, data, MAX_DEPTH, _Allowance())
    except (ValueError, msgpack.exceptions.UnpackException) as error:
        if isinstance(error, WireError):
            raise
        raise WireError(f"malformed message: {str(error)[:100]}") from None
    if unpacker.tell() != len(data):
        raise WireError("malformed message: it goes on after its end")
    return tree


def _grow(unpacker: Any, data: bytes, depth: int, left: _Allowance) -> Any:
    """Return what comes next; the size of a list is checked before it is made."""
    position = unpacker.tell()
    head = data[position] if position < len(data) else 0
    if not (0x90 <= head <= 0x9F or head in (0xDC, 0xDD)):
        return unpacker.unpack()
    # The shape of an array is a list too, and no level of its own.
    if depth < 0:
        raise OverLimitsError(f"nested deeper than {MAX_DEPTH} levels")
    size = unpacker.read_array_header()
    left.take(items=size)
    return [_grow(unpacker, data, depth - 1, left) for _ in range(size)]


def _plain(node: Any, depth: int, left: _Allowance) -> Any:
    """Return the plain data that a node of the tree stands for."""
    if depth == 0:
        raise OverLimitsError(f"nested deeper than {MAX_DEPTH} levels")
    if type(node) is not list:
        return _scalar(node)
    left.take(items=len(node))
    match node:
        case ["l", *items]:
            return [_plain(item, depth - 1, left) for item in items]
        case ["t", *items]:
            return tuple([_plain(item, depth - 1, left) for item in items])
        case ["d", *items] if len(items) % 2 == 0:
            return _plain_dict(items, depth, left)
        case ["a", name, shape, data]:
            return _plain_array(name, _shape(shape, left), data)
        case ["s", name, [], data]:
            return _plain_array(name, (), data)[()]
        case ["n", framework, dtype, device, name, shape, data]:
            note = _plain_note(framework, dtype, device)
            return Tensor(_plain_array(name, _shape(shape, left), data), note)
        case ["c", real, imag]:
            return _plain_complex(real, imag)
        case ["i", data]:
            return _plain_big_int(data)
        case ["g", value]:
            return _plain_seed(value)
    raise WireError("malformed node")


def _scalar(node: Any) -> Any:
    if node is None or type(node) in SCALARS:
        return node
    raise WireError(f"forbidden type {type(node).__name__}")


def _plain_dict(items: list[Any], depth: int, left: _Allowance) -> dict[Any, Any]:
    result: dict[Any, Any] = {}
    for index in range(0, len(items), 2):
        key = _plain(items[index], depth - 1, left)
        left.take_key(key)
        item = _plain(items[index + 1], depth - 1, left)
        try:
            result[key] = item
        except (TypeError, ValueError):
            # A NumPy scalar has no truth to tell of being equal to a tuple of the same hash.
            raise WireError(f"a dict key of type {type(key).__name__}") from None
    return result


def _shape(node: Any, left: _Allowance) -> tuple[int, ...]:
    if type(node) is not list or len(node) > MAX_DIMENSIONS:
        raise WireError("malformed shape")
    left.take(items=len(node))
    if not all(type(size) is int and 0 <= size < 2**48 for size in node):
        raise WireError("malformed shape")
    return tuple(node)


def _plain_array(name: Any, shape: tuple[int, ...], data: Any) -> np.ndarray[Any, Any]:
    dtype = LITTLE.get(name) if isinstance(name, str) else None
    if dtype is None:
        raise WireError(f"forbidden dtype {str(name)[:40]!r}")
    if not isinstance(data, bytes) or math.prod(shape) * dtype.itemsize != len(data):
        raise WireError("an array whose size is not that of its bytes")
    try:
        flat = np.frombuffer(data, dtype=dtype).astype(dtype.newbyteorder("="))
        if name == "bool":
            # A byte that is neither 0 nor 1 would be true, and counted as something else.
            np.not_equal(flat.view(np.uint8), 0, out=flat)
        return flat.reshape(shape)
    except (ValueError, OverflowError) as error:
        raise WireError(f"malformed array: {error}") from None


def _plain_note(framework: Any, dtype: Any, device: Any) -> Note:
    texts = (framework, dtype, device)
    if not all(isinstance(text, str) and len(text) <= MAX_NOTE for text in texts):
        raise WireError("malformed tensor")
    if framework not in FRAMEWORKS or not dtype.isidentifier():
        raise WireError("malformed tensor")
    return Note(framework, dtype, device)


def _plain_complex(real: Any, imag: Any) -> complex:
    if not (isinstance(real, float) and isinstance(imag, float)):
        raise WireError("malformed complex number")
    return complex(real, imag)


def _plain_big_int(data: Any) -> int:
    if not isinstance(data, bytes) or len(data) > MAX_INT_BITS // 8 + 1:
        raise WireError("malformed integer")
    value = int.from_bytes(data, "big", signed=True)
    if value.bit_length() > MAX_INT_BITS:
        raise OverLimitsError(f"an integer of more than {MAX_INT_BITS:,} bits")
    return value


def _plain_seed(value: Any) -> Seed:
    if type(value) is not int or not 0 <= value < 2**63:
        raise WireError("malformed seed")
    return Seed(value)
