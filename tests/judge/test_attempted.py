"""What counts as a wrong function that someone meant to be right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.authoring.drawing import draw_all
from autograder.judge.attempted import has_form_of, is_attempted
from autograder.judge.oracle import Expectation
from autograder.spec import Assignment, Part, Question
from autograder.trial import run_trusted


def split(x: Any) -> Any:
    return {"half": x / 2, "parts": (x.sum(), x > 0)}


@pytest.fixture
def assignment() -> Assignment:
    assignment = Assignment("forms", title={"en": "Forms"})
    question = assignment.question(split, points=1)
    for size in (2, 3, 4, 5):
        question.case(f"{size} numbers")(lambda rng, size=size: {"x": rng.normal(size=size)})
    return assignment


@pytest.fixture
def tried(assignment: Assignment) -> Callable[[Callable[[Any], Any]], bool]:
    """Whether a function counts as an attempt at `split`."""
    question = assignment["split"]
    expectation = Expectation(question, draw_all(assignment, question, b"a key"))

    def judge(function: Callable[[Any], Any]) -> bool:
        outcomes = [run_trusted(question, function, case) for case in expectation.cases]
        return is_attempted(expectation, outcomes)

    return judge


def like_split(half: Any, total: Any, positive: Any) -> Any:
    return {"half": half, "parts": (total, positive)}


def fails_on(condition: Callable[[Any], bool]) -> Callable[[Any], Any]:
    def function(x: Any) -> Any:
        if condition(x):
            raise ValueError
        return like_split(x, x.sum(), x > 0)

    return function


ATTEMPTS: dict[str, Callable[[Any], Any]] = {
    "a wrong factor": lambda x: like_split(x / 3, x.sum(), x > 0),
    "a list for a tuple": lambda x: {"half": x, "parts": [x.sum(), x > 0]},
    "another dtype": lambda x: like_split(x.astype(int) + 5, x.sum(), x > 0),
    "a failure on half of the cases": fails_on(lambda x: x.size > 3),
}

NO_ATTEMPTS: dict[str, Callable[[Any], Any]] = {
    "None": lambda _: None,
    "one number": lambda _: 0.0,
    "zeros everywhere": lambda x: like_split(0 * x, 0.0, x > np.inf),
    "NaN": lambda x: like_split(x * np.nan, x.sum(), x > 0),
    "a missing key": lambda x: {"half": x},
    "another shape within": lambda x: like_split(x[:1], x.sum(), x > 0),
    "a failure on most of the cases": fails_on(lambda x: x.size > 2),
}


@pytest.mark.parametrize("function", ATTEMPTS.values(), ids=ATTEMPTS)
def test_what_has_the_form_of_a_result_was_tried(tried, function) -> None:
    assert tried(function)


@pytest.mark.parametrize("function", NO_ATTEMPTS.values(), ids=NO_ATTEMPTS)
def test_what_is_empty_constant_or_of_another_form_was_not(tried, function) -> None:
    assert not tried(function)


def test_an_argument_handed_back_is_no_attempt() -> None:
    part = Part("p")
    question: Question = part.question(lambda x: 2 * x, points=1, name="double")
    question.case("one")(lambda rng: {"x": rng.normal(size=3)})
    assignment = Assignment("a", title={"en": "A"}, parts=[part])
    expectation = Expectation(question, draw_all(assignment, question, b"a key"))

    same, other = (
        [run_trusted(question, function, case) for case in expectation.cases]
        for function in (lambda x: x.copy(), lambda x: x + 1)
    )

    assert not is_attempted(expectation, same)
    assert is_attempted(expectation, other)


@pytest.mark.parametrize(
    ("right", "given", "expected"),
    [
        (1.0, np.float32(2), True),
        (1.0, np.ones(1), False),
        (np.ones((2, 1)), np.ones(2), False),
        ("a", "b", True),
        ("a", 1, False),
        ([1, 2], (3, 4), True),
        ([1, 2], [1], False),
    ],
)
def test_forms_are_containers_keys_and_shapes(right, given, expected) -> None:
    assert has_form_of(right, given) is expected
