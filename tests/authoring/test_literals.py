"""Plain data written as Python that gives it back."""

import ast

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder import Seed, wire
from autograder.authoring.literal import DIGITS, NATURAL, WIDTH, bracketed, literal


def back(text):
    """Evaluate a literal as a release's notebook does."""
    return eval(text, {"np": np, "Seed": Seed})


def one_nan(value):
    """Of all the bit patterns of NaN, take one."""
    if isinstance(value, np.ndarray | np.generic) and value.dtype.kind in "fc":
        value = np.array(value)
        value.real[np.isnan(value.real)] = np.nan
        if value.dtype.kind == "c":
            value.imag[np.isnan(value.imag)] = np.nan
        return value
    return value


def as_written(value):
    """Say what is expected back: a NumPy scalar of a natural dtype is written as a number."""
    if isinstance(value, np.generic) and value.dtype.name in NATURAL:
        return value.item()
    if isinstance(value, dict):
        return {as_written(key): as_written(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(as_written(item) for item in value)
    return value


FLOATS = st.floats().map(lambda value: np.nan if np.isnan(value) else value)
COMPLEX = st.builds(complex, FLOATS, FLOATS)
DTYPES = st.sampled_from(sorted(wire.DTYPES)).map(np.dtype)
SHAPES = hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4)
ARRAYS = DTYPES.flatmap(lambda dtype: hnp.arrays(dtype, SHAPES)).map(one_nan)
NUMPY_SCALARS = DTYPES.flatmap(lambda dtype: hnp.arrays(dtype, 1)).map(lambda a: one_nan(a)[0])
HASHABLE = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | FLOATS | st.text()
LEAVES = HASHABLE | COMPLEX | st.binary() | ARRAYS | NUMPY_SCALARS
LEAVES |= st.integers(0, 2**62).map(Seed)
PLAIN = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=6)
        | st.lists(inner, max_size=6).map(tuple)
        | st.dictionaries(HASHABLE | st.tuples(HASHABLE, HASHABLE), inner, max_size=6)
    ),
    max_leaves=12,
)


@given(PLAIN)
@settings(deadline=None, max_examples=150)
@example(-0.0)
@example(complex(-0.0, -0.0))
@example(complex(np.nan, -np.inf))
@example((1,))
@example(())
@example({"a": {}, "b": []})
@example({np.inf: 1, (np.nan, -0.0): 2})
@example(np.float32(0.1))
@example(np.uint8(200))
@example(np.array(0.5))
@example(np.zeros((0, 3), dtype="float32"))
@example(np.array(2**64 - 1, dtype="uint64"))
@example(["a-b"] * 40)
@example(["it's", 'a "quote"', "\\", "\n", "\x00", "\u2028"] * 9)
@example("é" * 200)
def test_evaluating_a_literal_gives_the_value_back(value):
    """Exactly: its types, its dtypes, its order, its signs of zero."""
    text = literal(value)

    assert wire.encode(back(text)) == wire.encode(as_written(value))


@given(FLOATS | COMPLEX | st.lists(FLOATS) | hnp.arrays("float64", SHAPES).map(one_nan))
@settings(deadline=None, max_examples=100)
@example(1.7976931348623157e308)
@example([5e-324, -2.2250738585072014e-308])
def test_rounding_to_digits_stays_within_them(value):
    rounded = np.asarray(back(literal(value, digits=DIGITS)))
    exact = np.asarray(value)

    # Half a unit of the last digit kept; the smallest numbers have fewer digits than that.
    for part in (np.real, np.imag):
        half_a_unit = 0.5 * 10 ** (1 - DIGITS)
        np.testing.assert_allclose(part(rounded), part(exact), rtol=half_a_unit, atol=5e-324)
    assert rounded.dtype == exact.dtype


@pytest.mark.parametrize("dtype", ["float32", "float16"])
def test_rounding_keeps_every_digit_that_a_shorter_float_has(dtype):
    values = np.linspace(-3, 3, 17).astype(dtype)

    np.testing.assert_array_equal(back(literal(values, digits=DIGITS)), values)


def test_rounding_leaves_integers_texts_and_keys_alone():
    value = {0.123456789123: 123456789123, "0.123456789123": True}

    assert back(literal(value, digits=3)) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1 + 0.2, "0.30000000000000004"),
        (np.float64(0.5), "0.5"),
        (np.int64(3), "3"),
        (np.bool_(True), "True"),
        (np.float32(0.5), "np.float32(0.5)"),
        (np.array([1.0, 2.0]), "np.array([1.0, 2.0])"),
        (np.array([[True], [False]]), "np.array([[True], [False]])"),
        (np.array([1, 2], dtype="int32"), "np.array([1, 2], dtype='int32')"),
        (np.array(7), "np.array(7)"),
        (np.zeros((2, 0)), "np.zeros((2, 0), dtype='float64')"),
        ({"W": (1, 2)}, "{'W': (1, 2)}"),
        (Seed(42), "Seed(42)"),
        (None, "None"),
    ],
)
def test_a_literal_reads_as_a_person_would_write_it(value, text):
    assert literal(value) == text


def test_eight_digits_are_printed_of_an_expected_value():
    assert literal([1 / 3, 2e-7 / 3, 12345.678912345], digits=DIGITS) == (
        "[0.33333333, 6.6666667e-08, 12345.679]"
    )


def test_long_rows_are_broken_between_their_numbers():
    text = literal(np.arange(100) / 8)

    assert text.startswith("np.array([\n    0.0, 0.125, 0.25,")
    assert max(map(len, text.splitlines())) <= WIDTH
    assert text.endswith(",\n])")


def test_the_rows_of_a_large_matrix_stand_one_below_the_other():
    text = literal(np.eye(12))

    rows = [line for line in text.splitlines() if line.strip().startswith("[")]
    assert len(rows) == 12


def test_brackets_stay_on_one_line_where_they_fit():
    assert bracketed("(", ["1", "2"], ")") == "(1, 2)"
    assert bracketed("[", [], "]") == "[]"
    assert bracketed("[", ["1" * WIDTH], "]") == f"[\n    {'1' * WIDTH},\n]"


@given(st.lists(st.text(max_size=20), min_size=20, max_size=30))
@settings(deadline=None, max_examples=60)
def test_no_text_is_broken_in_two(texts):
    """Textwrap breaks at spaces and hyphens, which texts may hold."""
    assert ast.literal_eval(literal(texts)) == texts
