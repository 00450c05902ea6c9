"""Weights in a file: what is read of it, and what is refused in which words."""

from __future__ import annotations

import json
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder import words
from autograder.formats.notebook import UnreadableError
from autograder.formats.weights import read_weights, write_weights
from autograder.spec import WeightsFile

WANTED = WeightsFile("weights.safetensors", {"w": (2, 3), "b": (2,)})
ARRAYS = {"w": np.arange(6.0).reshape(2, 3), "b": np.array([1, 2], dtype=np.float32)}
GOOD = write_weights(ARRAYS)


def made(table, body=b"", *, length=None):
    header = table if isinstance(table, bytes) else json.dumps(table).encode()
    return struct.pack("<Q", len(header) if length is None else length) + header + body


def entry(dtype="F64", shape=(2, 3), places=(0, 48)):
    return {"dtype": dtype, "shape": list(shape), "data_offsets": list(places)}


def test_what_was_written_is_read():
    read = read_weights(GOOD, WANTED)

    assert list(read) == ["w", "b"]
    for name, array in ARRAYS.items():
        assert read[name].dtype == array.dtype
        np.testing.assert_array_equal(read[name], array)


def test_the_format_is_that_of_the_library():
    library = pytest.importorskip("safetensors.numpy", reason="an optional extra brings it")

    for name, array in library.load(GOOD).items():
        np.testing.assert_array_equal(array, ARRAYS[name])
    assert read_weights(library.save(ARRAYS), WANTED)["w"].tolist() == ARRAYS["w"].tolist()


def test_bfloat16_is_read_as_float32():
    data = made({"b": entry("BF16", (2,), (0, 4))}, struct.pack("<2H", 0x3F80, 0xC000))

    read = read_weights(data, WeightsFile("x", {"b": (2,)}))

    assert read["b"].dtype == np.float32
    assert read["b"].tolist() == [1.0, -2.0]


def test_notes_of_who_wrote_it_are_passed_over():
    data = made({"__metadata__": {"format": "pt"}, "b": entry("F32", (1,), (0, 4))}, bytes(4))

    assert read_weights(data, WeightsFile("x", {"b": (1,)}))["b"].tolist() == [0.0]


REFUSED = {
    "empty": (b"", "file-format"),
    "a pickle": (b"\x80\x04K\x01.", "file-pickle"),
    "an archive of torch.save": (b"PK\x03\x04" + bytes(50), "file-pickle"),
    "HDF5": (b"\x89HDF\r\n\x1a\n" + bytes(50), "file-format"),
    "a huge table": (made(b"{}", length=2**62), "file-format"),
    "no JSON": (made(b"\xff{"), "file-format"),
    "nested deeper than can be read": (made(b"[" * 100_000), "file-format"),
    "a list": (made([]), "file-format"),
    "an array missing": (made({"w": entry()}, bytes(48)), "file-lacks"),
    "an array too many": (write_weights({**ARRAYS, "c": np.zeros(1)}), "file-unknown"),
    "another shape": (write_weights({**ARRAYS, "b": np.zeros(3)}), "file-shape"),
    "an entry that is none": (made({"w": 1, "b": 2}), "file-format"),
    "a negative size": (made({"w": entry(shape=(-2, -3)), "b": entry()}), "file-format"),
    "a dtype of its own": (made({"w": entry("F999"), "b": entry(shape=(2,))}), "file-format"),
    "places outside": (
        made({"w": entry(places=(0, 10**9)), "b": entry(shape=(2,))}, bytes(48)),
        "file-format",
    ),
    "places the wrong way round": (
        made({"w": entry(places=(48, 0)), "b": entry(shape=(2,))}, bytes(48)),
        "file-format",
    ),
    "places that are no numbers": (
        made({"w": entry(places=("0", True)), "b": entry(shape=(2,))}, bytes(48)),
        "file-format",
    ),
    "fewer bytes than the shape has": (
        made({"w": entry(places=(0, 40)), "b": entry(shape=(2,))}, bytes(48)),
        "file-format",
    ),
    "cut off": (GOOD[:-1], "file-format"),
}


@pytest.mark.parametrize(("data", "key"), REFUSED.values(), ids=REFUSED)
def test_anything_else_is_refused_in_one_sentence(data, key):
    with pytest.raises(UnreadableError) as refused:
        read_weights(data, WANTED)

    assert refused.value.key == key
    for lang in words.LANGUAGES:
        assert words.say(key, lang, **{**refused.value.facts, "file": WANTED.name})


@given(st.binary(max_size=200), st.integers(0, len(GOOD)), st.integers(0, 20))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(noise, at, cut):
    damaged = GOOD[:at] + noise + GOOD[at + cut :]
    try:
        read = read_weights(damaged, WANTED)
    except UnreadableError:
        return
    assert {name: array.shape for name, array in read.items()} == dict(WANTED.shapes)
