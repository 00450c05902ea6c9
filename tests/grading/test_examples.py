"""A wrong answer comes with one failing example, on inputs that are public."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from autograder import Assignment, Part, Question, Seed
from autograder.authoring.drawing import draw_all, draw_public
from autograder.grading.examples import LONGEST, shown, try_in_public, with_examples
from autograder.judge.diagnosis import Example
from autograder.judge.mark import Listener, mark
from autograder.judge.oracle import Expectation
from autograder.outcome import Outcome
from autograder.sandbox.session import Wanted
from autograder.trial import run_trusted

SECRET = b"the course's own secret"

Function = Callable[..., Any]


def halves(x):
    return x / 2


@dataclasses.dataclass
class Fresh:
    """Stands for a session that calls the student's function, and counts how often."""

    question: Question
    function: Function
    made: int = 0

    def calls(self, wanted: Sequence[Wanted]) -> list[Outcome | None]:
        self.made += len(wanted)
        cases = draw_all(LAB, self.question, SECRET)
        public = [draw_public(LAB, self.question, case.case) for case in cases]
        drawn = [next(each for each in public if each.call == call) for _, call in wanted]
        return [run_trusted(self.question, self.function, each) for each in drawn]


part = Part("halving")
drawn_at_random = part.question(halves, points=1, name="drawn_at_random")
drawn_at_random.case("shown", visible=True)(lambda rng: {"x": rng.uniform(1, 2, 3).round(2)})
drawn_at_random.case("hidden")(lambda rng: {"x": -rng.uniform(1, 2, 3)})
fixed = part.question(halves, points=1, name="fixed")
fixed.case("ones")(lambda _rng: {"x": np.ones(3)})
LAB = Assignment("halving", title={"en": "Halving"}, parts=[part])


@pytest.fixture
def example() -> Callable[..., tuple[Example | None, int]]:
    """Return the example that a function gets, and how many calls it took."""

    def show(question: Question, function: Function) -> tuple[Example | None, int]:
        expectation = Expectation(question, draw_all(LAB, question, SECRET))
        outcomes = [run_trusted(question, function, case) for case in expectation.cases]
        verdict = mark(expectation, outcomes, Listener("en", lambda *_: "", 4.0))
        fresh: Any = Fresh(question, function)
        public = {
            index: outcome
            for index, (case, outcome) in enumerate(zip(expectation.cases, outcomes, strict=True))
            if case.case.visible
        }
        found = try_in_public(fresh, LAB, [verdict], lambda _: expectation, {question.name: public})
        (told,) = with_examples([verdict], lambda _: expectation, found, "en")
        return told.diagnosis.example if told.diagnosis else None, fresh.made

    return show


def test_a_visible_case_that_failed_is_the_example_and_is_not_called_again(example) -> None:
    found, calls = example(drawn_at_random, lambda x: x * 2)

    public = draw_public(LAB, drawn_at_random, drawn_at_random.cases[0])
    assert calls == 0
    assert found == Example(
        "shown",
        (("x", shown(public.inputs["x"])),),
        expected=shown(public.inputs["x"] / 2, 4),
        actual=shown(public.inputs["x"] * 2, 4),
    )


def test_a_hidden_case_that_fails_is_drawn_anew_with_the_public_seed(example) -> None:
    found, _ = example(drawn_at_random, lambda x: np.abs(x) / 2)

    hidden = draw_all(LAB, drawn_at_random, SECRET)[1]
    public = draw_public(LAB, drawn_at_random, drawn_at_random.cases[1])
    assert found.case == "hidden"
    assert found.arguments == (("x", shown(public.inputs["x"], 8)),)
    for number in hidden.inputs["x"]:
        assert f"{number:.4g}" not in str(found)
        assert f"{number / 2:.4g}" not in str(found)


def test_a_hidden_case_that_is_drawn_without_chance_is_not_shown(example) -> None:
    assert example(fixed, lambda x: x) == (None, 0)


def test_a_right_answer_is_not_called_again(example) -> None:
    assert example(drawn_at_random, lambda x: x / 2) == (None, 0)


def test_an_exception_is_the_example_s_result(example) -> None:
    found, _ = example(drawn_at_random, lambda x: x[7])

    assert found.actual == "IndexError is raised"


def test_digits_are_shown_until_the_difference_can_be_seen(example) -> None:
    found, _ = example(drawn_at_random, lambda x: x / 2 * 1.00001)

    assert found.expected != found.actual


def test_a_changed_argument_is_told_where_the_values_are_right(example) -> None:
    def changes(x):
        half = x / 2
        x[:] = 0
        return half

    found, _ = example(drawn_at_random, changes)

    assert found.actual == "the same, but `x` is changed in place"


def test_a_long_value_is_cut() -> None:
    text = shown(np.arange(10_000.0))

    assert len(text) < LONGEST + 50
    assert text.endswith("…  # (10000,)")


def test_a_generator_is_shown_as_it_is_made() -> None:
    assert shown(Seed(5)) == "np.random.default_rng(5)"
