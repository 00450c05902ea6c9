"""What is kept of a wrong answer: equal ones are found again, and no value can be read off."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder import Tolerance
from autograder.judge.imprint import imprint_of
from autograder.outcome import Failure, Outcome

KEY = b"the course's secret"


def imprint(*values, key=KEY, tolerance=None):
    outcomes = [(f"case {n}", Outcome("value", value)) for n, value in enumerate(values)]
    return imprint_of(outcomes, key, tolerance)


FLOATS = st.floats(-1e9, 1e9)
ARRAYS = hnp.arrays(np.float64, hnp.array_shapes(max_dims=2, max_side=6), elements=FLOATS)


@settings(deadline=None)
@given(ARRAYS)
def test_an_answer_computed_in_another_order_is_alike(A):
    again = (A * 3.0) / 3.0

    assert imprint(A).is_like(imprint(again))
    assert imprint(again).is_like(imprint(A))


@settings(deadline=None)
@given(ARRAYS, st.data())
def test_an_answer_that_differs_in_one_place_is_not_alike(A, data):
    place = data.draw(st.integers(0, A.size - 1))
    other = A.copy()
    other.flat[place] += 1e-3 * (1.0 + np.abs(A).sum())

    assert not imprint(A).is_like(imprint(other))


def test_rounding_at_the_edge_of_a_digit_does_not_part_equal_answers():
    """As a digest of rounded values would."""
    A, again = np.array([0.1234565]), np.array([0.1234565 * (1 + 1e-12)])

    assert imprint(A).is_like(imprint(again))


DIFFERENT = {
    "the shape": (np.zeros((2, 3)), np.zeros((3, 2))),
    "the dtype": (np.zeros(3), np.zeros(3, np.float32)),
    "a float and an integer": (np.zeros(3), np.zeros(3, int)),
    "integers": (np.arange(3), np.arange(1, 4)),
    "booleans": (np.array([True, False]), np.array([False, True])),
    "the place of an infinity": (np.array([np.inf, 0.0]), np.array([0.0, np.inf])),
    "the sign of an infinity": (np.array([np.inf]), np.array([-np.inf])),
    "infinity and NaN": (np.array([np.inf]), np.array([np.nan])),
    "the order": (np.array([1.0, 2.0]), np.array([2.0, 1.0])),
    "keys": ({"dW": 1.0}, {"db": 1.0}),
    "texts": ("a", "b"),
    "None": (None, 0.0),
    "a list in a list": ([[1.0], 2.0], [1.0, [2.0]]),
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_answers_that_differ_exactly_are_not_alike(name):
    one, other = DIFFERENT[name]

    assert imprint(one).is_like(imprint(one))
    assert not imprint(one).is_like(imprint(other))


def test_the_order_of_a_dict_says_nothing():
    assert imprint({"a": 1.0, "b": 2.0}).is_like(imprint({"b": 2.0, "a": 1.0}))


def test_an_exception_counts_by_its_type():
    def raising(kind):
        outcomes = [("a", Outcome("value", 1.0)), ("b", Outcome("error", failure=Failure(kind)))]
        return imprint_of(outcomes, KEY, None)

    assert raising("ValueError").is_like(raising("ValueError"))
    assert not raising("ValueError").is_like(raising("KeyError"))


def test_a_function_that_never_gave_a_value_leaves_no_imprint():
    assert imprint_of([("a", Outcome("died")), ("b", Outcome("timed-out"))], KEY, None) is None


def test_the_tolerance_of_the_question_is_that_of_the_imprint():
    one, other, far = np.array([1.0]), np.array([1.04]), np.array([1.5])
    loose = Tolerance(0.0, 0.1)

    assert imprint(one, tolerance=loose).is_like(imprint(other, tolerance=loose))
    assert not imprint(one, tolerance=loose).is_like(imprint(far, tolerance=loose))
    assert not imprint(one).is_like(imprint(other))


def test_imprints_of_other_secrets_are_never_alike():
    A = np.arange(4.0)

    assert not imprint(A).is_like(imprint(A, key=b"next year's"))


def test_no_value_is_in_an_imprint():
    values = [12345.678, 8765.4321]

    told = json.dumps([(mark.value, mark.reach) for mark in imprint(np.array(values)).marks])

    assert not any(str(value)[:6] in told for value in values)


def test_numbers_near_the_largest_leave_finite_marks():
    A = np.full(1000, 1.7e308)

    assert all(np.isfinite([mark.value, mark.reach]).all() for mark in imprint(A).marks)
    assert imprint(A).is_like(imprint(A.copy()))
