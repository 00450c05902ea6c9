"""How two results differ: shape before values, dtype by family, NaN and infinity first-class."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder import Seed, Tolerance, wire
from autograder.judge.compare import TOLERANCES, Difference, compare

NAN, INF = float("nan"), float("inf")

DTYPES = st.sampled_from(sorted(wire.DTYPES)).map(np.dtype)
SHAPES = hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3)
ARRAYS = DTYPES.flatmap(lambda dtype: hnp.arrays(dtype, SHAPES))
SCALARS = DTYPES.flatmap(lambda dtype: hnp.arrays(dtype, ())).map(lambda array: array[()])
ATOMS = st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers() | st.text()
MORE = st.binary() | st.builds(Seed, st.integers(0, 9)) | st.integers(2**70, 2**80)
HUGE = st.sampled_from([10**400, -(10**400)])
KEYS = st.text(max_size=2) | st.integers(0, 3) | st.none()
PLAIN = st.recursive(
    ATOMS | MORE | HUGE | ARRAYS | SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(KEYS, inner, max_size=3)
    ),
    max_leaves=6,
)


def fresh(value):
    return wire.decode(wire.encode(value))


@settings(deadline=None, max_examples=300)
@given(PLAIN)
def test_anything_is_the_same_as_itself(value):
    assert compare(value, fresh(value)) is None


@settings(deadline=None, max_examples=500)
@given(PLAIN, PLAIN)
def test_any_two_results_can_be_compared(expected, actual):
    found = compare(expected, actual)

    assert found is None or isinstance(found, Difference)


# --- types ---


@pytest.mark.parametrize(
    ("expected", "actual", "kinds"),
    [
        (1.0, None, ("number", "None")),
        (1.0, "1.0", ("number", "str")),
        (True, None, ("bool", "None")),
        (np.zeros(3), [0.0, 0.0, 0.0], ("array (3,)", "list (3)")),
        (np.zeros((2, 1)), None, ("array (2, 1)", "None")),
        ((1, 2), np.zeros(2), ("tuple (2)", "array (2,)")),
        ({"a": 1}, (1,), ("dict (1)", "tuple (1)")),
        (None, 0, ("None", "number")),
        ("relu", 1, ("str", "number")),
        (b"abc", "abc", ("bytes", "str")),
        (1.0, Seed(1), ("number", "Seed")),
    ],
)
def test_another_type_is_told_before_anything_else(expected, actual, kinds):
    found = compare(expected, actual)

    assert found == Difference("type", (), {"expected": kinds[0], "actual": kinds[1]})


@pytest.mark.parametrize("actual", [3.0, np.float64(3), np.float32(3), np.array(3.0)])
def test_numbers_scalars_and_0d_arrays_are_one_kind(actual):
    assert compare(3.0, actual) is None
    assert compare(np.array(3.0), actual) is None
    assert compare(np.float64(3.0), actual) is None


def test_a_list_serves_as_a_tuple():
    assert compare((1, [2, 3]), [1, (2, 3)]) is None


def test_texts_and_bytes_are_the_same_or_not():
    assert compare("relu", "relu") is None
    assert compare(b"a", b"a") is None
    assert compare("relu", "tanh") == Difference("value-differs")


# --- nested results ---


def test_the_path_leads_into_dicts_by_key_and_into_sequences_by_position_from_1():
    expected = {"grads": [1.0, (2.0, {"dW": 3.0})]}
    actual = {"grads": [1.0, (2.0, {"dW": 4.0})]}

    assert compare(expected, actual).path == ("grads", 2, 2, "dW")


def test_a_key_that_is_a_number_is_a_key():
    assert compare({1: 0.0}, {1: 1.0}).path == ("1",)


def test_a_key_that_is_made_to_collide_with_ours_is_another_key():
    """NumPy compares a scalar with a tuple item by item, and then has two answers."""
    pairs = ((1, number) for number in range(100))
    pair = next(pair for pair in pairs if hash(np.int64(hash(pair))) == hash(pair))

    assert compare({np.int64(hash(pair)): 1.0}, {pair: 1.0}).key == "key-missing"
    assert compare({pair: 1.0}, {np.int64(hash(pair)): 1.0}).key == "key-missing"
    assert compare({np.int64(3): 1.0, (np.int8(1),): 2}, {3: 1.0, (1,): 2}) is None


def test_the_first_difference_in_the_order_of_what_is_expected_is_told():
    expected = {"W": 1.0, "b": 2.0}

    assert compare(expected, {"b": 0.0, "W": 0.0}).path == ("W",)


def test_the_order_of_keys_does_not_count():
    assert compare({"W": 1, "b": 2}, {"b": 2, "W": 1}) is None


def test_a_missing_and_an_unknown_key_are_named():
    assert compare({"W": 1, "b": 2}, {"W": 1}) == Difference("key-missing", (), {"key": "b"})
    assert compare({"W": 1}, {"W": 1, "c": 2}) == Difference("key-unknown", (), {"key": "c"})


def test_another_number_of_items_is_told():
    found = compare({"params": (1, 2)}, {"params": (1, 2, 3)})

    assert found == Difference("length", ("params",), {"expected": 2, "actual": 3})


# --- shapes and dtypes ---


@pytest.mark.parametrize(
    ("expected", "actual"),
    [((3, 1), (3,)), ((3, 1), (1, 3)), ((1, 1), ()), ((2, 0), (0, 2)), ((2, 3), (2, 3, 1))],
)
def test_the_shape_comes_before_the_values(expected, actual):
    found = compare(np.zeros(expected), np.ones(actual))

    assert found == Difference("shape", (), {"expected": expected, "actual": actual})


@pytest.mark.parametrize("actual", [np.zeros(3, np.float32), np.zeros(3, np.float16)])
def test_dtypes_of_one_family_serve_each_other(actual):
    assert compare(np.zeros(3), actual) is None


@pytest.mark.parametrize(
    ("expected", "actual", "family", "name"),
    [
        (np.zeros(3), np.zeros(3, int), "floating", "int64"),
        (np.zeros(3), np.zeros(3, bool), "floating", "bool"),
        (np.zeros(3), np.zeros(3, complex), "floating", "complex128"),
        (np.zeros(3, int), np.zeros(3), "integer", "float64"),
        (np.zeros(3, bool), np.zeros(3, np.uint8), "bool", "uint8"),
        (np.zeros(3, complex), np.zeros(3, np.float32), "complex", "float32"),
        (True, 1, "bool", "int64"),
        (1, True, "integer", "bool"),
        (3, 3.5, "integer", "float64"),
    ],
)
def test_a_dtype_of_another_family_is_told(expected, actual, family, name):
    assert compare(expected, actual) == Difference(
        "dtype", (), {"expected": family, "actual": name}
    )


def test_a_whole_number_serves_as_integer_and_as_float():
    assert compare(3, 3.0) is None
    assert compare(3.0, 3) is None
    assert compare(3, 4.0).key == "values"


def test_signed_and_unsigned_integers_are_compared_by_value():
    assert compare(np.array([1, 2]), np.array([1, 2], np.uint8)) is None
    assert compare(np.array([-1]), np.array([255], np.uint8)).key == "values"


# --- tolerances ---


@pytest.mark.parametrize(
    ("name", "share"),
    [
        ("float64", 1e-7),
        ("float32", 1e-4),
        ("float16", 1e-2),
        ("complex128", 1e-7),
        ("complex64", 1e-4),
    ],
)
def test_each_dtype_is_as_strict_as_its_rounding_allows(name, share):
    right = np.array([10.0, 1000.0], dtype=name)
    wide = np.complex128 if right.dtype.kind == "c" else np.float64
    near, far = (right.astype(wide) * (1 + factor * share) for factor in (0.9, 1.5))

    assert compare(right, near) is None
    assert compare(right, far).key == "values"


@pytest.mark.parametrize("name", TOLERANCES)
def test_near_zero_an_absolute_distance_is_allowed(name):
    zero = np.zeros(2, dtype=name)
    atol = TOLERANCES[name].atol

    assert compare(zero, np.array([0.9 * atol, 0.0], dtype=zero.dtype)) is None
    assert compare(zero, np.array([1.5 * atol, 0.0], dtype=zero.dtype)).key == "values"


def test_a_question_may_set_its_own_tolerance():
    loose = Tolerance(rtol=0.1, atol=0.0)

    assert compare(1.0, 1.05, loose) is None
    assert compare({"a": [1.0]}, {"a": [1.05]}, loose) is None
    assert compare(1.0, 1.05).key == "values"
    assert compare(1.0, 1.0 + 1e-12, Tolerance(0.0, 0.0)).key == "values"


def test_integers_and_booleans_are_exact():
    assert compare(10**15, 10**15 + 1).key == "values"
    assert compare(np.array([True, False]), np.array([True, True])).facts["index"] == (1,)


def test_integers_beyond_every_dtype_are_exact():
    assert compare(10**30, 10**30) is None
    assert compare(10**30, 10**30 + 1) == Difference("value-differs")
    assert compare(10**400, 1.5) == Difference("value-differs")
    assert compare(np.float64(1.5), 10**400) == Difference("value-differs")
    assert compare(10**400, 1j) == Difference("value-differs")


def test_a_huge_integer_for_an_array_has_the_wrong_shape():
    assert compare(np.zeros(3), 10**30).key == "shape"
    assert compare(10**30, np.zeros(3)).key == "shape"


@settings(deadline=None, max_examples=200)
@given(hnp.arrays(np.float64, hnp.array_shapes(), elements=st.floats(-1e6, 1e6)), st.data())
def test_one_value_that_is_off_is_found_where_it_is(right, data):
    index = data.draw(st.sampled_from(list(np.ndindex(right.shape))))
    offset = data.draw(st.floats(1e-2, 1e6)) * (1 + abs(right[index]))
    given_ = right.copy()
    given_[index] += offset
    assume(given_[index] != right[index])

    facts = compare(right, given_).facts

    assert (facts["count"], facts["total"], facts["index"]) == (1, right.size, index)


# --- NaN and infinity ---


@pytest.mark.parametrize("value", [NAN, INF, -INF, complex(NAN, 1), complex(1, INF)])
def test_nan_and_infinity_are_right_where_they_are_expected(value):
    assert compare(value, value) is None
    assert compare(np.array([1.0, value]), np.array([1.0, value])) is None


@pytest.mark.parametrize("value", [NAN, INF, -INF])
def test_nan_and_infinity_are_told_where_a_number_is_expected(value):
    found = compare(np.ones((2, 2)), np.array([[1.0, 1.0], [value, 1.0]]))

    assert (found.key, found.facts["index"], found.facts["count"]) == ("not-finite", (1, 0), 1)
    assert compare(3, value).key == "not-finite"


@pytest.mark.parametrize("value", [NAN, INF, -INF])
def test_a_number_is_told_where_nan_or_infinity_is_expected(value):
    found = compare(np.array([1.0, value]), np.array([1.0, 1.0]))

    assert (found.key, found.facts["index"]) == ("should-not-be-finite", (1,))


@pytest.mark.parametrize(("expected", "actual"), [(NAN, INF), (INF, NAN), (INF, -INF), (-INF, INF)])
def test_nan_and_the_two_infinities_are_told_apart(expected, actual):
    assert compare(np.array([expected]), np.array([actual])).key == "other-infinity"


# --- what is told of the distance ---


def test_the_value_that_is_furthest_off_is_the_one_that_is_told():
    facts = compare(np.array([1.0, 2.0, 3.0]), np.array([1.5, 2.0, -6.0])).facts

    assert (facts["count"], facts["total"], facts["index"]) == (2, 3, (2,))
    assert (facts["sign"], facts["larger"], facts["relative"]) == (1, True, 3.0)


def test_the_smallest_integer_has_a_size():
    facts = compare(np.array([1], np.int8), np.array([-128], np.int8)).facts

    assert facts["larger"]


def test_values_of_the_largest_size_are_compared_without_a_warning():
    big = np.array([1.7e308])

    assert compare(big, -big).key == "values"
    assert compare(np.array([6e4], np.float16), np.array([-6e4], np.float16)).key == "values"
    assert compare(np.array([5e-324]), big).key == "values"


@pytest.mark.parametrize("shape", [(0,), (0, 3), (3, 0)])
def test_arrays_of_nothing_are_the_same_when_their_shapes_are(shape):
    assert compare(np.zeros(shape), np.zeros(shape)) is None
