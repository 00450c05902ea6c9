"""Constraints through the whole path: found, told, and charged what the release says."""

import json

import numpy as np
import pytest

from autograder import Assignment, Part, SpecError, Tolerance, forbids, no_loops, vectorised
from autograder.authoring.course import Course, Limits, Secret
from autograder.formats.submissions import Submission
from autograder.grading import constraints, timing
from autograder.grading.assess import assess
from autograder.grading.paper import make_paper
from autograder.grading.submission import grade_submission
from autograder.sandbox.lane import Lane

TITLE = {"en": "Sums", "fr": "Sommes"}


@pytest.fixture(scope="module")
def lane():
    with Lane() as lane:
        yield lane


@pytest.fixture
def graded(lane, tmp_path):
    """Return a function that grades cells: `graded(solution, "def …", constraints=[…])`."""

    def grade(solution, *cells, draw=None, lang="en", cases=2, needs=(), **facts):
        part = Part("part")
        draw = draw or (lambda rng: {"A": rng.normal(size=(3, 4))})
        for needed in needs:
            part.question(needed, points=1).case("one")(draw)
        names = [needed.__name__ for needed in needs]
        question = part.question(solution, points=2, needs=names, **facts)
        for number in range(cases):
            question.case(f"case {number}")(draw)
        assignment = Assignment("sums", title=TITLE, parts=[part])
        limits = Limits(call_seconds=1)
        course = Course(tmp_path, "a course", languages=("en", "fr"), limits=limits)
        paper = make_paper(course, assignment, Secret(b"of the tests"), [])
        data = notebook("import numpy as np", *cells)
        submission = Submission("ada", "sums.ipynb", lambda _: data)
        verdict = grade_submission(paper, lane, submission, data, lang=lang).verdict
        return verdict.questions[-1]

    return grade


def notebook(*cells):
    documents = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "source": source} for source in cells
    ]
    return json.dumps({"nbformat": 4, "metadata": {}, "cells": documents}).encode()


def total(A):
    return A.sum()


LOOP = "def total(A):\n    s = 0.0\n    for a in A.ravel():\n        s += a\n    return s"


def test_a_loop_costs_all_the_points_unless_the_author_says_otherwise(graded):
    verdict = graded(total, LOOP, constraints=[no_loops()])

    assert (verdict.status, verdict.score, verdict.breaches) == ("wrong", 0.0, ("no-loops",))
    assert verdict.message == (
        "No loop is allowed here, and there is a `for` at line 3 of cell 2. "
        "The question earns nothing as long as that is so."
    )


def test_a_loop_may_cost_a_share(graded):
    verdict = graded(total, LOOP, constraints=[no_loops(costs=0.25)], lang="fr")

    assert (verdict.status, verdict.score) == ("partial", 1.5)
    assert verdict.message.endswith("Cela coûte 25\N{NO-BREAK SPACE}% de ses points.")


def test_breaches_add_up_to_the_points_at_most(graded):
    rules = [no_loops(costs=0.7), forbids(".ravel", costs=0.7)]

    verdict = graded(total, LOOP, constraints=rules)

    assert (verdict.score, verdict.breaches) == (0.0, ("no-loops", "forbids"))


def test_a_right_function_that_keeps_to_the_rules_has_all_its_points(graded):
    verdict = graded(total, "def total(A):\n    return A.sum()", constraints=[no_loops()])

    assert (verdict.status, verdict.score, verdict.breaches) == ("correct", 2.0, ())


def test_a_wrong_function_is_told_of_its_loop_at_no_cost(graded):
    verdict = graded(total, LOOP.replace("+= a", "-= a"), constraints=[no_loops()])

    assert verdict.score == 0
    assert verdict.message.endswith("there is a `for` at line 3 of cell 2.")


def test_a_function_that_is_not_written_is_told_of_nothing_else(graded):
    verdict = graded(total, "x = 1", constraints=[no_loops()])

    assert (verdict.status, verdict.breaches) == ("missing", ())


def inverse(A):
    return np.linalg.inv(A)


def square(rng):
    return {"A": rng.normal(size=(3, 3)) + 4 * np.eye(3)}


def test_a_forbidden_function_that_the_source_hides_is_noticed_when_it_is_called(graded):
    source = "def inverse(A):\n    return vars(np.linalg)['i' + str('nv')](A)"

    verdict = graded(inverse, source, draw=square, constraints=[forbids("np.linalg.inv")])

    assert verdict.breaches == ("forbids",)
    assert verdict.message.startswith("`np.linalg.inv` is not allowed here, and your code calls it")


def test_a_forbidden_function_may_be_used_by_the_libraries(graded):
    source = "def inverse(A):\n    return np.linalg.matrix_power(A, -1)"

    verdict = graded(inverse, source, draw=square, constraints=[forbids("np.linalg.inv")])

    assert verdict.status == "correct"


def test_a_forbidden_function_may_be_used_by_an_earlier_question(graded):
    def invert(A):
        return np.linalg.inv(A)

    cell = "def invert(A):\n    return np.linalg.inv(A)\ndef inverse(A):\n    return invert(A)"
    facts = {"draw": square, "constraints": [forbids("np.linalg.inv")]}

    assert graded(inverse, cell, **facts).breaches == ("forbids",)
    assert graded(inverse, cell, needs=[invert], **facts).status == "correct"


def test_slow_code_is_told_as_such(graded, monkeypatch):
    monkeypatch.setattr(constraints, "is_slow", lambda *_: True)
    rule = vectorised(lambda rng, size: {"A": rng.normal(size=(1, size))}, sizes=(10, 1000))

    verdict = graded(total, LOOP, constraints=[rule])

    assert (verdict.score, verdict.breaches) == (0.0, ("vectorised",))
    assert "more than 20 times slower than array operations" in verdict.message


def test_the_calls_that_are_timed_are_real_ones(graded, monkeypatch):
    sizes, seen = (10, 1000), []

    def look(pair, ask):
        seen.extend(ask(call).value for call in (pair.small, pair.large))
        seen.append(timing._net(pair.large, ask) is not None)
        return False

    monkeypatch.setattr(constraints, "is_slow", look)
    rule = vectorised(lambda _rng, size: {"A": np.ones((1, size))}, sizes=sizes)

    verdict = graded(total, LOOP, constraints=[rule])

    assert (verdict.status, seen) == ("correct", [10.0, 1000.0, True])


def test_code_that_does_not_end_on_large_arrays_is_slow(graded):
    source = "def total(A):\n    while A.size > 100:\n        pass\n    return A.sum()"
    rule = vectorised(lambda _rng, size: {"A": np.ones((1, size))}, sizes=(10, 1000))

    assert graded(total, source, constraints=[rule]).breaches == ("vectorised",)


def test_a_function_that_remembers_its_last_call_is_unsteady(graded):
    source = """seen = []
def total(A):
    seen.append(A.sum())
    return A.sum() + 1e-3 * (len(seen) > 2)"""

    verdict = graded(total, source)

    assert (verdict.status, verdict.score) == ("partial", 1.0)
    assert "a second call with the same arguments gives another" in verdict.message


def test_a_function_that_keeps_state_by_design_is_not_called_again(graded):
    source = """count = 0
def total(A):
    global count
    count += 1
    return A.sum() if count <= 2 else -1.0"""

    assert graded(total, source, keeps_state=True).status == "correct"


def test_a_function_that_takes_itself_away_is_right_only_as_long_as_it_was_there(graded):
    source = """def total(A):
    del globals()["total"]
    return A.sum()"""

    verdict = graded(total, source, cases=3, draw=lambda _: {"A": np.ones((2, 3))})

    assert [case.passed for case in verdict.cases] == [True, False, False]


def test_chance_within_the_tolerance_is_not_unsteady(graded):
    source = "def total(A):\n    return A.sum() + 1e-3 * np.random.rand()"

    assert graded(total, source, tolerance=Tolerance(0.0, 0.01)).status == "correct"


def step(W, dW):
    W -= dW
    return W


def test_an_argument_may_be_changed_where_the_author_lets_it(graded):
    def draw(rng):
        return {"W": rng.normal(size=3), "dW": rng.normal(size=3)}

    copies = "def step(W, dW):\n    return W - dW"
    in_place = "def step(W, dW):\n    W -= dW\n    return W"
    spoils = "def step(W, dW):\n    W -= dW\n    dW *= 0\n    return W"

    for source in (copies, in_place):
        assert graded(step, source, draw=draw, in_place=["W"]).status == "correct"
    assert "`W`, `dW`" in graded(step, spoils, draw=draw, in_place=["W"]).message


def test_a_reference_that_works_in_place_by_design_is_no_finding():
    part = Part("part")
    question = part.question(step, points=1, in_place=["W"])
    question.case("one")(lambda rng: {"W": rng.normal(size=3), "dW": rng.normal(size=3)})

    assert assess(Assignment("steps", title=TITLE, parts=[part]), [b"key"]) == []


def test_an_argument_that_is_not_there_cannot_be_changed():
    part = Part("part")
    question = part.question(step, points=1, in_place=["w"])
    question.case("one")(lambda rng: {"W": rng.normal(size=3), "dW": rng.normal(size=3)})

    with pytest.raises(SpecError, match="'w' of in_place is no parameter"):
        Assignment("steps", title=TITLE, parts=[part]).check(["en"])


def test_a_forbidden_module_is_watched_in_all_its_modules(graded):
    helper = "from numpy.linalg import inv as i\ndef g(A):\n    return i(A)\n"
    source = helper + "def inverse(A):\n    return globals()['g'](A)"

    verdict = graded(inverse, source, draw=square, constraints=[forbids("np.linalg")])

    assert verdict.message.startswith("`np.linalg` is not allowed here, and your code calls it")
