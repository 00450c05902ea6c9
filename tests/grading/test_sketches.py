"""Of a failing example, what is better seen than read goes to the page as numbers to draw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder import Assignment, Part, Question
from autograder.authoring.drawing import draw_public
from autograder.grading.sketching import MOST, MOST_ROWS, sketch_of
from autograder.judge.diagnosis import Sketch, SketchKind

Z = np.linspace(-2, 2, 9)
part = Part("shapes")
curve = part.question(lambda z: z, points=1, name="curve")
curve.case("from -2 to 2", visible=True, picture="curve")(lambda _rng: {"z": Z})
path = part.question(lambda n: n, points=1, name="path")
path.case("ten steps", visible=True, picture="path")(lambda _rng: {"n": 10})
plain = part.question(lambda X: X, points=1, name="plain")
plain.case("three by two", visible=True)(lambda _rng: {"X": np.eye(3, 2)})
LAB = Assignment("shapes", title={"en": "Shapes"}, parts=[part])


@pytest.fixture
def sketch() -> Callable[[Question, Any, Any], Sketch | None]:
    """Return the sketch of a right and a given value."""

    def make(question: Question, right: Any, given: Any) -> Sketch | None:
        return sketch_of(question, draw_public(LAB, question, question.cases[0]), right, given)

    return make


def test_a_curve_is_drawn_over_the_argument_it_belongs_to(sketch) -> None:
    assert sketch(curve, Z**2, Z) == Sketch(SketchKind.CURVE, tuple(Z), tuple(Z**2), tuple(Z))


def test_values_of_another_number_are_drawn_over_their_index(sketch) -> None:
    found = sketch(curve, np.ones(6), np.zeros(6))

    assert found.across == (0, 1, 2, 3, 4, 5)


@pytest.mark.parametrize("points", [np.arange(12.0).reshape(2, 6), np.arange(12.0).reshape(6, 2)])
def test_a_path_has_its_points_one_after_the_other(sketch, points) -> None:
    found = sketch(path, points, points + 1)

    rows = points if points.shape[1] == 2 else points.T
    assert found.kind is SketchKind.PATH
    assert found.expected == tuple(rows.ravel())


def test_a_path_may_be_longer_than_the_expected_one(sketch) -> None:
    found = sketch(path, np.ones((2, 6)), np.zeros((2, 7)))

    assert (len(found.expected), len(found.actual)) == (12, 14)


def test_a_matrix_is_drawn_where_some_of_its_entries_are_right(sketch) -> None:
    found = sketch(plain, np.eye(3, 2), np.ones((3, 2)))

    assert found == Sketch(SketchKind.MATRIX, (3, 2), (1, 0, 0, 1, 0, 0), (1, 1, 1, 1, 1, 1))


@pytest.mark.parametrize("given", [np.full((3, 2), 7.0), np.eye(3, 2), np.eye(2, 3), np.eye(3)])
def test_a_matrix_that_is_all_wrong_or_all_right_or_of_another_shape_is_not(sketch, given) -> None:
    assert sketch(plain, np.eye(3, 2), given) is None


def test_of_several_parts_the_first_with_something_to_see_is_drawn(sketch) -> None:
    right = {"W": np.eye(2), "b": np.zeros((2, 1)), "V": np.eye(2)}
    given = {"W": np.eye(2), "b": np.ones((2, 1)), "V": np.ones((2, 2)), "<b>": 1}

    assert sketch(plain, right, given).part == "['V']"
    assert sketch(plain, tuple(right.values()), list(given.values())[:3]).part == "[2]"


@pytest.mark.parametrize(
    "given",
    [
        None,
        "text",
        1.0,
        object(),
        Z.astype(complex),
        [[1.0], [2.0, 3.0]],
        np.full(9, np.nan),
        np.full(9, np.inf),
    ],
)
def test_what_holds_no_finite_numbers_is_not_drawn(sketch, given) -> None:
    assert sketch(curve, Z, given) is None


def test_what_is_too_large_to_be_seen_is_not_drawn(sketch) -> None:
    many = np.arange(MOST + 1.0)
    wide = np.eye(MOST_ROWS + 1)

    assert sketch(curve, many, many + 1) is None
    assert sketch(plain, wide, np.ones_like(wide)) is None
