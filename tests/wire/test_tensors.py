"""Tensors as plain data, where no framework is needed to read them."""

import numpy as np
import pytest

from autograder import wire
from autograder.tensors import Note, Tensor, apart, rejoined, revived

NOTE = Note("torch", "bfloat16", "cuda:0")


def tensor(*values):
    return Tensor(np.array(values), NOTE)


def test_a_tensor_crosses_with_what_it_was():
    told = wire.decode(wire.encode([tensor(1.0, 2.0)]))[0]

    assert told.note == NOTE
    assert told.array.tolist() == [1.0, 2.0]


def test_arrays_and_notes_are_taken_apart_and_put_together_again():
    value = {"loss": tensor(1.0), "steps": (tensor(2.0), 3)}

    plain, notes = apart(value)

    assert plain["loss"].tolist() == [1.0]
    assert plain["steps"][1] == 3
    assert notes == {("loss",): NOTE, ("steps", 1): NOTE}
    again = rejoined(plain, notes)
    assert again["steps"][0].note == NOTE
    assert again["steps"][1] == 3


def test_what_holds_no_tensor_is_the_same_object_when_revived():
    value = {"a": [np.zeros(2), (1, 2)]}

    assert revived(value) is value


@pytest.mark.parametrize(
    "texts",
    [
        ["jax", "float32", "cpu"],
        ["torch", "__class__ + 1", "cpu"],
        ["torch", "x" * 41, "cpu"],
        ["torch", 1, "cpu"],
        [["torch"], "float32", "cpu"],
    ],
)
def test_a_forged_note_is_refused(texts):
    import msgpack

    forged = msgpack.packb(["n", *texts, "float64", [1], bytes(8)])

    with pytest.raises(wire.WireError):
        wire.decode(forged)
