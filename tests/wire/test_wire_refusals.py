"""What is not plain data does not cross, and what is too large is refused before it is made."""

import enum
import io
import itertools
import struct
from collections import namedtuple

import msgpack
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder import Seed, wire
from autograder.wire import NotPlainError, WireError


class Text(str):
    """A string with behaviour."""


class Whole(int):
    """An integer with behaviour."""


class Real(float):
    """A float with behaviour."""


class Rows(list):
    """A list with behaviour."""


class Table(dict):
    """A dict with behaviour."""


class Matrix(np.ndarray):
    """An array with behaviour."""


class Scalar(np.float64):
    """A NumPy scalar with behaviour."""


class Colour(enum.IntEnum):
    """A number with a name."""

    RED = 1


Point = namedtuple("Point", "x y")

NOT_PLAIN = {
    "function": len,
    "lambda": lambda: None,
    "class": Text,
    "instance": object(),
    "module": np,
    "generator": (number for number in range(3)),
    "range": range(3),
    "map": map(len, []),
    "set": {1, 2},
    "frozenset": frozenset(),
    "bytearray": bytearray(b"abc"),
    "memoryview": memoryview(b"abc"),
    "file": io.StringIO(),
    "exception": ValueError("x"),
    "ellipsis": ...,
    "slice": slice(3),
    "str subclass": Text("a"),
    "int subclass": Whole(1),
    "float subclass": Real(1.0),
    "list subclass": Rows(),
    "dict subclass": Table(),
    "named tuple": Point(1, 2),
    "enum": Colour.RED,
    "array subclass": np.zeros(3).view(Matrix),
    "matrix": np.ones((2, 2)).view(np.matrix),
    "masked array": np.ma.masked_array([1, 2], mask=[True, False]),
    "scalar subclass": Scalar(1.0),
    "object array": np.array([1, None], dtype=object),
    "object array of numbers": np.array([1, 2], dtype=object),
    "string array": np.array(["a", "b"]),
    "numpy string": np.str_("a"),
    "dates": np.array(["2026-01-01"], dtype="datetime64[D]"),
    "durations": np.timedelta64(1, "s"),
    "records": np.zeros(2, dtype=[("x", float)]),
    "generator of numbers": np.random.default_rng(0),
    "half a character": "\ud800",
}


@pytest.mark.parametrize("value", NOT_PLAIN.values(), ids=NOT_PLAIN)
def test_what_is_not_plain_data_is_refused_however_deep(value):
    for nested in (value, [1, value], (value,), {"a": {"b": value}}):
        with pytest.raises(NotPlainError, match="is not plain data"):
            wire.encode(nested)


@pytest.mark.parametrize("value", [Text("a"), Whole(1), Point(1, 2), Colour.RED])
def test_what_is_not_plain_data_is_no_key_either(value):
    with pytest.raises(NotPlainError):
        wire.encode({value: 1})


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ((number for number in "abc"), "generator"),
        (len, "builtin_function_or_method"),
        ({1}, "set"),
        (np.array([None]), "array of dtype object"),
        (type("two\nlines", (), {})(), "object"),
    ],
)
def test_the_refusal_names_the_type(value, kind):
    with pytest.raises(NotPlainError) as refusal:
        wire.encode(value)

    assert refusal.value.kind == kind


@pytest.mark.parametrize("value", [-1, 2**63, 1.0, True, np.int64(3), "7", None])
def test_a_seed_that_is_no_seed_is_refused(value):
    with pytest.raises(WireError, match=r"Seed.draw\(rng\) gives one"):
        wire.encode(Seed(value))


# --- over the limits ---


def nested(depth):
    value = 0
    for _ in range(depth):
        value = [value]
    return value


def endless():
    value = []
    value.append(value)
    return value


def shared():
    """Return a value of thirty lists that unfolds into a billion."""
    value = []
    for _ in range(wire.MAX_DEPTH - 2):
        value = [value, value]
    return value


OVER = {
    "deep list": nested(wire.MAX_DEPTH),
    "deep dict": {"a": nested(wire.MAX_DEPTH - 1)},
    "list that holds itself": endless(),
    "lists that hold each other": shared(),
    "long list": [0] * wire.MAX_ITEMS,
    "many lists": [[0] * 1000] * 1000,
    "long dict": dict.fromkeys(map(str, range(wire.MAX_ITEMS // 2))),
    "dict of numbers": dict.fromkeys(range(wire.MAX_NUMERIC_KEYS + 1)),
    "dicts of tuples": [dict.fromkeys(itertools.product(range(100), repeat=2))] * 2,
    "huge integer": 1 << wire.MAX_INT_BITS,
    "huge negative integer": -(1 << wire.MAX_INT_BITS),
    "many dimensions": np.zeros((1,) * 17),
    "long text": "a" * (wire.MAX_BYTES + 1),
    "text that is long in bytes": "é" * (wire.MAX_BYTES // 2),
    "long bytes": bytes(wire.MAX_BYTES),
}


@pytest.mark.parametrize("value", OVER.values(), ids=OVER)
def test_what_is_over_the_limits_is_refused(value):
    with pytest.raises(WireError, match=f"^{wire.OVER}: "):
        wire.encode(value)


@pytest.mark.parametrize(
    "value",
    [
        np.broadcast_to(1.0, (10**6, 10**6)),
        [np.broadcast_to(1.0, wire.MAX_BYTES // 20)] * 1000,
        {"a": np.zeros(0), "b": np.broadcast_to(np.uint8(1), 2**40)},
        ["a" * 2**20] * 1000,
    ],
    ids=["one array", "many arrays", "array in a dict", "many texts"],
)
def test_a_value_too_large_to_cross_is_not_copied_first(peak_memory, value):
    with peak_memory() as peak, pytest.raises(WireError, match=wire.OVER):
        wire.encode(value)

    assert peak[0] < 2 * wire.MAX_BYTES


# --- malformed bytes ---


def array16(length):
    return b"\xdc" + struct.pack(">H", length)


def array32(length):
    return b"\xdd" + struct.pack(">I", length)


def packed(*node):
    return msgpack.packb(list(node))


MALFORMED = {
    "nothing": b"",
    "half a number": b"\xcf\x00",
    "half a list": b"\x92\xa1l",
    "two values": b"\x01\x02",
    "a code that means nothing": b"\xc1",
    "text that is not UTF-8": b"\xa1\xff",
    "half a character": b"\xa3\xed\xa0\x80",
    "map": msgpack.packb({"a": 1}),
    "empty map": b"\x80",
    "extension": msgpack.packb(msgpack.ExtType(5, b"abc")),
    "empty extension": b"\xc7\x00\x05",
    "time": msgpack.packb(msgpack.Timestamp(1)),
    "list without a tag": b"\x90",
    "list with an unknown tag": packed("z", 1),
    "tag that is no text": packed(1, 2),
    "tag that is a list": packed(["l"], 2),
    "dict without a value": packed("d", "a"),
    "dict with a list as key": packed("d", ["l"], 1),
    "dict with an array as key": packed("d", ["a", "int8", [1], b"\x01"], 1),
    "dict with a list in a tuple as key": packed("d", ["t", ["l"]], 1),
    "array without bytes": packed("a", "float64", [1]),
    "array with more": packed("a", "int8", [1], b"\x01", 1),
    "array of objects": packed("a", "object", [1], bytes(8)),
    "array of texts": packed("a", "<U4", [1], bytes(16)),
    "array of a dtype that is a number": packed("a", 8, [1], bytes(8)),
    "array of a dtype that is a list": packed("a", ["int8"], [1], bytes(8)),
    "array with its size as text": packed("a", "int8", ["1"], b"\x01"),
    "array of negative size": packed("a", "int8", [-1], b"\x01"),
    "array of two negative sizes": packed("a", "int8", [-1, -1], b"\x01"),
    "array of true size": packed("a", "int8", [True], b"\x01"),
    "array of fractional size": packed("a", "int8", [1.0], b"\x01"),
    "array of nested size": packed("a", "int8", [[1]], b"\x01"),
    "array of no size": packed("a", "int8", 1, b"\x01"),
    "array with too few bytes": packed("a", "int64", [2], bytes(15)),
    "array with too many bytes": packed("a", "int64", [2], bytes(17)),
    "array whose bytes are text": packed("a", "int8", [1], "a"),
    "array of impossible size": packed("a", "int8", [2**47, 2**47, 0], b""),
    "array of seventeen dimensions": packed("a", "int8", [1] * 17, b"\x01"),
    "scalar with a size": packed("s", "int8", [1], b"\x01"),
    "complex of integers": packed("c", 1, 2),
    "complex of one": packed("c", 1.0),
    "integer as text": packed("i", "123"),
    "integer over the limit": packed("i", b"\x01" * 1000),
    "integer a little over the limit": packed("i", b"\x01" * (wire.MAX_INT_BITS // 8 + 1)),
    "seed below zero": packed("g", -1),
    "seed that is too large": packed("g", 2**63),
    "seed that is true": packed("g", True),
    "seed that is text": packed("g", "1"),
}


@pytest.mark.parametrize("data", MALFORMED.values(), ids=MALFORMED)
def test_malformed_bytes_are_refused(data):
    with pytest.raises(WireError):
        wire.decode(data)


@settings(deadline=None, max_examples=500)
@given(st.binary(max_size=200))
def test_random_bytes_are_plain_data_or_refused(data):
    try:
        value = wire.decode(data)
    except WireError:
        return

    wire.encode(value)


SAMPLE = wire.encode(
    {"Z": np.arange(6.0).reshape(2, 3), "n": (1, 2.5, None, 2**70, 1j), ("k", 1): [True, "é", b"x"]}
)


@settings(deadline=None, max_examples=500)
@given(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255), st.integers(0, 8))
def test_a_message_that_was_tampered_with_is_plain_data_or_refused(position, byte, removed):
    tampered = SAMPLE[:position] + bytes([byte]) + SAMPLE[position + removed :]
    try:
        value = wire.decode(tampered)
    except WireError:
        return

    wire.encode(value)


@settings(deadline=None, max_examples=100)
@given(st.integers(0, len(SAMPLE) - 1))
def test_a_message_that_was_cut_off_is_refused(length):
    with pytest.raises(WireError):
        wire.decode(SAMPLE[:length])


BOMBS = {
    "lists that announce millions": array32(1_000_000) * 1000,
    "tagged lists that announce millions": (array32(999_999) + b"\xa1l") * 31,
    "a list of more than can be": array32(2**32 - 1) + b"\xa1l" + b"\xc0" * 1000,
    "bytes that are not there": b"\xc6" + struct.pack(">I", 2**32 - 1),
    "text that is not there": b"\xdb" + struct.pack(">I", 2**32 - 1),
    "a map of more than can be": b"\xdf" + struct.pack(">I", 2**32 - 1),
    "an extension that is not there": b"\xc9" + struct.pack(">I", 2**32 - 1) + b"\x05",
    "an array that is not there": packed("a", "float64", [2**40], b""),
    "an array of no end": packed("a", "int8", [2**47] * 16, b""),
}


@pytest.mark.parametrize("data", BOMBS.values(), ids=BOMBS)
def test_memory_is_not_taken_for_what_a_message_only_announces(peak_memory, data):
    with peak_memory() as peak, pytest.raises(WireError):
        wire.decode(data)

    assert peak[0] < 2**20


def test_a_message_of_many_small_lists_is_refused():
    rows = (array16(60_000) + b"\xa1l" + (b"\x91\xa1l") * 59_999) * 100
    data = array32(101) + b"\xa1l" + rows

    with pytest.raises(WireError, match=f"more than {wire.MAX_ITEMS:,} items"):
        wire.decode(data)


def test_keys_that_could_be_made_to_collide_are_counted():
    # Multiples of this prime have the same hash: a dict of many would take hours to build.
    prime = 2**61 - 1
    keys = (wire.encode(prime * index) for index in range(1, wire.MAX_NUMERIC_KEYS + 2))
    flat = b"".join(key + b"\xc0" for key in keys)
    data = array32(2 * wire.MAX_NUMERIC_KEYS + 3) + b"\xa1d" + flat

    with pytest.raises(WireError, match="dict keys"):
        wire.decode(data)


def dict_of(keys):
    """Return the bytes of a dict with these keys, each with None."""
    flat = b"".join(wire.encode(key) + b"\xc0" for key in keys)
    return array32(2 * len(keys) + 1) + b"\xa1d" + flat


def test_what_is_inside_of_a_key_counts_as_keys():
    # Tuples that collide are compared item by item: a few thousand long ones would take minutes.
    inside = (0,) * (wire.MAX_NUMERIC_KEYS // 100)
    keys = [(*inside, number) for number in range(100)]

    with pytest.raises(WireError, match="dict keys"):
        wire.decode(dict_of(keys))
    with pytest.raises(WireError, match="dict keys"):
        wire.encode(dict.fromkeys(keys))


def test_a_key_made_to_collide_with_one_that_it_cannot_be_compared_with_is_refused():
    """NumPy compares a scalar with a tuple item by item, and then has two answers."""
    pairs = ((1, number) for number in range(100))
    pair = next(pair for pair in pairs if hash(np.int64(hash(pair))) == hash(pair))

    for keys in ([pair, np.int64(hash(pair))], [np.int64(hash(pair)), pair]):
        with pytest.raises(WireError, match="a dict key of type"):
            wire.decode(dict_of(keys))


def test_a_message_over_the_limit_is_not_looked_into():
    with pytest.raises(WireError, match=f"more than {wire.MAX_BYTES:,} bytes"):
        wire.decode(bytes(wire.MAX_BYTES + 1))
