"""Code of another year through the whole path: told, and by the course's choice graded anew."""

import json

import numpy as np
import pytest

from autograder import Assignment, Part
from autograder.authoring.course import Course, Environment, Limits, Secret
from autograder.formats.submissions import Submission
from autograder.grading.paper import make_paper
from autograder.grading.submission import grade_submission
from autograder.sandbox.lane import Lane
from autograder.sandbox.session import Session


def scaled(A):
    return A / np.prod(A.shape)


def mean(A):
    return float(scaled(A).sum())


@pytest.fixture(scope="module")
def lane():
    with Lane() as lane:
        yield lane


@pytest.fixture
def graded(lane, tmp_path):
    """Return a function that grades cells, with the shim or without."""
    part = Part("part")
    for question in (part.question(scaled, points=1), part.question(mean, points=2)):
        question.needs = ("scaled",) if question.name == "mean" else ()
        question.case("one")(lambda rng: {"A": rng.normal(size=(2, 3))})
    title = {"en": "Means", "fr": "Moyennes"}
    assignment = Assignment("means", title=title, parts=[part])

    def grade(*cells, shim, lang="en"):
        environment = Environment(shim=shim)
        course = Course(tmp_path, "a", ("en", "fr"), limits=Limits(), environment=environment)
        paper = make_paper(course, assignment, Secret(b"of the tests"), [])
        documents = [
            {"cell_type": "code", "metadata": {}, "outputs": [], "source": source}
            for source in ("import numpy as np", *cells)
        ]
        data = json.dumps({"nbformat": 4, "metadata": {}, "cells": documents}).encode()
        submission = Submission("ada", "means.ipynb", lambda _: data)
        verdict = grade_submission(paper, lane, submission, data, lang=lang).verdict
        return {question.name: question for question in verdict.questions}

    return grade


OLD = "def scaled(A):\n    return A / np.product(A.shape)"
MEAN = "def mean(A):\n    return float(np.array([scaled(A).sum()]))"
NOTE = "This was graded as when `np.product`"


def test_old_code_is_told_with_the_mend_and_earns_nothing_by_itself(graded):
    verdict = graded(OLD, shim=False)["scaled"]

    assert (verdict.status, verdict.score) == ("environment", 0.0)
    assert verdict.message.endswith("`np.product` is no longer in the library: write `np.prod`.")


def test_old_code_is_graded_as_it_would_have_been_where_the_course_says_so(graded):
    verdict = graded(OLD, shim=True)["scaled"]

    assert (verdict.status, verdict.score) == ("correct", 1.0)
    assert verdict.message.startswith(NOTE)


def test_what_builds_on_old_code_is_graded_anew_too(graded):
    verdicts = graded(OLD, MEAN, shim=True)

    assert [verdict.score for verdict in verdicts.values()] == [1.0, 2.0]


def test_an_array_of_one_value_is_a_number_again_and_a_longer_one_is_not(graded):
    right = "def scaled(A):\n    return A / A.size"
    whole = "def mean(A):\n    return float(scaled(A))"

    old = graded(right, MEAN, shim=False)["mean"]
    assert (old.status, old.score) == ("environment", 0.0)
    assert "An array of one value no longer counts as a number" in old.message
    assert graded(right, whole, shim=False)["mean"].status == "crashed"
    assert "`float` of an array of one value" in graded(right, MEAN, shim=True)["mean"].message
    assert graded(right, whole, shim=True)["mean"].score == 0


def test_the_functions_of_math_take_an_array_of_one_value_again(graded):
    right = "def scaled(A):\n    return A / A.size"
    mean = """import math
def mean(A):
    x = scaled(A).sum(keepdims=True)
    return math.copysign(math.fabs(x), x)"""
    several = "import math\ndef mean(A):\n    return math.exp(scaled(A))"

    assert graded(right, mean, shim=True)["mean"].score == 2
    assert graded(right, several, shim=False)["mean"].status == "crashed"


@pytest.mark.parametrize("shim", [True, False])
def test_what_was_right_before_is_not_tried_again(graded, monkeypatch, shim):
    asked = []

    def calls(session, wanted):
        asked.append((session._restored, {name for name, _ in wanted}))
        return original(session, wanted)

    original = Session.calls
    monkeypatch.setattr(Session, "calls", calls)
    right = "def scaled(A):\n    return A / A.size"

    graded(right, MEAN, shim=shim)

    assert {name for restored, names in asked if not restored for name in names} == {
        "scaled",
        "mean",
    }
    assert {name for restored, names in asked if restored for name in names} == {"mean"}


def test_a_mistake_stays_a_mistake_when_the_old_name_is_back(graded):
    verdict = graded(OLD.replace("/", "*"), shim=True)["scaled"]

    assert (verdict.status, verdict.score) == ("wrong", 0.0)
    assert NOTE in verdict.message


def test_a_cell_that_stops_on_an_old_name_is_graded_anew(graded):
    cell = "eps = np.float(0)\ndef scaled(A):\n    return A / A.size + eps"

    missing = graded(cell, shim=False)["scaled"]
    assert missing.status == "environment"
    assert missing.message.endswith("`np.float` is no longer in the library: write `float`.")
    assert graded(cell, shim=True)["scaled"].score == 1


def test_python_2_is_told_in_the_students_language(graded):
    verdict = graded("def scaled(A):\n    print A", shim=True, lang="fr")["scaled"]

    assert verdict.status == "environment"
    assert verdict.message.endswith("en Python 3, écrivez `print(x)`.")


def test_right_code_of_today_is_graded_once(graded):
    cells = ("def scaled(A):\n    return A / A.size", "def mean(A):\n    return scaled(A).sum()")

    assert [verdict.message for verdict in graded(*cells, shim=True).values()] == ["", ""]
