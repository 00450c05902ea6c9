"""Whatever is plain data comes out of the wire as it went in."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder import Seed, wire

DTYPES = st.sampled_from(sorted(wire.DTYPES)).map(np.dtype)
SHAPES = hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)
ARRAYS = DTYPES.flatmap(lambda dtype: hnp.arrays(dtype, SHAPES))
SCALARS = DTYPES.flatmap(lambda dtype: hnp.arrays(dtype, ())).map(lambda array: array[()])

ATOMS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=-(2**4000), max_value=2**4000)
    | st.floats()
    | st.complex_numbers()
    | st.text()
    | st.binary()
    | st.builds(Seed, st.integers(0, 2**63 - 1))
)
# NaN is no key: it is not equal to itself, so that nobody could look it up.
KEYS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
    | st.tuples(st.integers(), st.text())
    | st.integers(-128, 127).map(np.int8)
)
PLAIN = st.recursive(
    ATOMS | ARRAYS | SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(KEYS, inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(deadline=None, max_examples=300)
@given(PLAIN)
def test_plain_data_comes_back_the_same(same, value):
    assert same(value, wire.decode(wire.encode(value)))


@settings(deadline=None, max_examples=100)
@given(PLAIN)
def test_the_same_data_gives_the_same_bytes(value):
    data = wire.encode(value)

    assert data == wire.encode(wire.decode(data))


@pytest.mark.parametrize("name", sorted(wire.DTYPES))
def test_every_dtype_crosses_as_array_and_as_scalar(same, name):
    array = np.arange(6).reshape(2, 3).astype(name)

    assert same(array, wire.decode(wire.encode(array)))
    assert same(array[1, 2], wire.decode(wire.encode(array[1, 2])))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), -0.0, 5e-324])
def test_special_floats_cross_bit_by_bit(same, value):
    array = np.array([[value, 1.0]])

    assert same(value, wire.decode(wire.encode(value)))
    assert same(complex(1.0, value), wire.decode(wire.encode(complex(1.0, value))))
    assert same(array, wire.decode(wire.encode(array)))


@pytest.mark.parametrize(
    "array",
    [
        np.arange(12.0).reshape(3, 4).T,
        np.asfortranarray(np.arange(12.0).reshape(3, 4)),
        np.arange(12.0)[::-2],
        np.broadcast_to(3.0, (2, 5)),
        np.arange(4.0).astype(">f8"),
    ],
    ids=["transposed", "Fortran order", "strided", "broadcast", "big-endian"],
)
def test_however_an_array_lies_in_memory_its_values_cross(same, array):
    there = wire.decode(wire.encode(array))

    assert same(np.array(array, dtype=float, order="C"), there)


@pytest.mark.parametrize("shape", [(), (0,), (0, 5), (5, 0), (1, 1), (1,) * 16])
def test_empty_and_tiny_shapes_cross(same, shape):
    array = np.ones(shape)

    assert same(array, wire.decode(wire.encode(array)))


@pytest.mark.parametrize(
    "item",
    [1j, np.float64(1.5), np.zeros((1, 1)), 2**70, Seed(3), {}, ()],
    ids=lambda item: type(item).__name__,
)
def test_what_is_let_out_is_let_in(monkeypatch, item):
    """Both sides count the same: at the limit, neither says yes where the other says no."""
    monkeypatch.setattr(wire, "Allowance", partial(wire.Allowance, items=1000))
    most = max(size for size in range(1, 1001) if is_let_out([item] * size))

    assert len(wire.decode(wire.encode([item] * most))) == most


def is_let_out(value):
    try:
        wire.encode(value)
    except wire.OverLimitsError:
        return False
    return True


@pytest.mark.parametrize("shape", [(3,), ()], ids=["array", "scalar"])
def test_a_boolean_made_of_any_byte_is_true_or_false(shape):
    """Unlike 1, a 2 in the place of a boolean is miscounted by NumPy."""
    odd = np.full(shape, 2, dtype=np.uint8).view(bool)

    there = wire.decode(wire.encode(odd[()]))

    assert np.array_equal(np.asarray(there).view(np.uint8), np.ones(shape))


def test_an_array_that_has_crossed_is_fresh_and_can_be_written():
    array = np.zeros(3)
    array.flags.writeable = False

    there = wire.decode(wire.encode(array))
    there += 1.0

    np.testing.assert_array_equal(array, np.zeros(3))


def test_dicts_keep_their_order(same):
    value = {"W2": 1, "b1": 2, "A": 3}

    assert list(wire.decode(wire.encode(value))) == ["W2", "b1", "A"]


@pytest.mark.parametrize("key", [np.int64(3), np.float32(0.5), np.True_, 1j, (1, ("a", None))])
def test_numbers_and_tuples_are_keys(same, key):
    assert same({key: 1}, wire.decode(wire.encode({key: 1})))


@pytest.mark.parametrize("bits", [63, 64, 65, wire.MAX_INT_BITS])
def test_integers_cross_up_to_their_limit(bits):
    value = 2**bits - 1

    assert wire.decode(wire.encode([value, -value])) == [value, -value]


def test_nesting_crosses_up_to_its_limit():
    value = []
    for _ in range(wire.MAX_DEPTH - 1):
        value = [value]

    assert wire.decode(wire.encode(value)) == value


def test_the_largest_list_crosses():
    value = [None] * (wire.MAX_ITEMS - 1)

    assert wire.decode(wire.encode(value)) == value


def test_an_array_of_nearly_the_largest_message_crosses():
    array = np.arange(wire.MAX_BYTES - 100, dtype=np.uint8)

    assert wire.decode(wire.encode(array)).tobytes() == array.tobytes()
