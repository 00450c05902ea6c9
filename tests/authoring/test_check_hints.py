"""The notebook's own checks tell the hint of a known mistake, and nobody can read it before."""

from __future__ import annotations

import base64

import numpy as np
import pytest

from autograder import Assignment, Part
from autograder.authoring.drawing import draw_visible
from autograder.authoring.hinting import sealed_hints
from autograder.authoring.load import load_assignment
from autograder.sealed import hint_form, hint_in, sealed

HINT = "You never add b at all."
WRONG = "def line(x, a, b=0.0):\n    return {}"


@pytest.fixture
def told(assembled, run_notebook):
    """Return what the check of `line` prints for an answer."""

    def tell(answer: str, lang: str = "en") -> str:
        own = {"line-solution": WRONG.format(answer)}
        return run_notebook(assembled(lang=lang), own).printed["line-checks"]

    return tell


@pytest.mark.parametrize("answer", ["a * x", "x * a", "np.multiply(a, x) * (1 + 1e-12)"])
def test_whoever_makes_the_mistake_is_told(told, answer):
    assert f"  A mistake we know: {HINT}\n" in told(answer)


def test_the_hint_is_told_in_the_notebook_s_language(told):
    assert "Une erreur que nous connaissons\u00a0: Vous n'ajoutez jamais b.\n" in told(
        "a * x", "fr"
    )


@pytest.mark.parametrize(
    "answer", ["a * x + b", "a * x - b", "list(a * x)", "object()", "1 / 0", "(a * x).astype(int)"]
)
def test_nobody_else_is(told, answer):
    assert HINT not in told(answer)


def test_no_hint_can_be_read_in_the_notebook(assembled):
    text = "\n".join("".join(cell["source"]) for cell in assembled()["cells"])
    blobs = [line.strip(' "') for line in text.splitlines() if line.startswith('        "')]

    assert "hints=(" in text
    assert HINT not in text
    assert HINT.encode() not in base64.b64decode("".join(blobs[-1:]))


def test_an_assignment_may_go_without(assembled, lines, monkeypatch):
    def without(course, name):
        assignment = load_assignment(course, name)
        assignment.check_hints = False
        return assignment

    monkeypatch.setattr("tests.authoring.conftest.load_assignment", without)

    assert "hints=(" not in "".join("".join(cell["source"]) for cell in assembled()["cells"])


def test_a_mistake_that_gives_other_results_each_time_has_no_hint_to_open():
    question = Part("chance").question(lambda n: np.zeros(n), points=1, name="zeros")
    question.case("three", visible=True)(lambda _rng: {"n": 3})
    question.mistake(en="Drawn.")(lambda n: np.random.default_rng().normal(size=n))
    cases = draw_visible(Assignment("chance", title={"en": "Chance"}, parts=[]), question)

    assert sealed_hints(question, cases, "en") == ""


def test_a_hint_opens_with_its_own_results_alone():
    hints = sealed([([np.ones(3)], "one"), ([np.zeros(3)], "zero"), ([{"a": (1, None)}], "é")])

    assert hint_in(hints, [np.ones(3)]) == "one"
    assert hint_in(hints, [np.zeros(3) + 1e-15]) == "zero"
    assert hint_in(hints, [{"a": [1, None]}]) == "é"
    for other in (np.ones(4), np.ones((3, 1)), np.ones(3, dtype=int), 1.0, "one", object()):
        assert hint_in(hints, [other]) == ""
    assert hint_in(hints, [np.ones(3), np.ones(3)]) == ""


def test_where_two_mistakes_give_the_same_neither_is_told():
    assert sealed([([1.0], "one"), ([1.0], "other")]) == ""


def test_the_order_of_the_hints_makes_no_difference():
    hints = [([1.0], "one"), ([2.0], "two")]

    assert sealed(hints) == sealed(reversed(hints))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, 1.0),
        (True, 1),
        (np.float64(2), np.int64(2)),
        (np.ones(2), np.ones((1, 2))),
        (np.ones(2), np.ones(2, dtype=bool)),
        ("1", 1),
        (None, 0),
        (float("nan"), float("inf")),
        ({"a": 1}, {"b": 1}),
        ([1, [2]], [[1], 2]),
    ],
)
def test_values_that_a_student_would_call_different_have_different_forms(one, other):
    assert hint_form(one) != hint_form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [(0.1 + 0.2, 0.3), (-0.0, 0.0), (np.float64(2), 2.0), ((1, 2), [1, 2]), (1e-12, 0.0)],
)
def test_values_that_a_student_would_call_the_same_have_the_same_form(one, other):
    assert hint_form(one) == hint_form(other)
