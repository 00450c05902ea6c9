"""Facts that chance moves are held to their bounds, and not to the reference's own."""

import numpy as np
import pytest

from autograder import Question, Seed, SpecError, chance
from autograder.chance import Interval
from autograder.judge.compare import compare
from autograder.judge.verdict import QuestionStatus

N = 1000


def noise(rng):
    return rng.normal(size=N)


def uniform(rng):
    return rng.uniform(-1, 1, size=N)


def nothing(rng):
    return np.full(N, np.nan)


@pytest.fixture
def question():
    question = Question("noise", noise, points=1)
    question.case("a thousand numbers")(lambda rng: {"rng": Seed.draw(rng)})
    question.mistake(en="uniform")(uniform)

    @question.summary
    def _(output, rng):
        return {"shape": list(output.shape), "standard deviation": float(output.std())}

    @question.bounds
    def _(rng):
        return {"standard deviation": chance.normal_std(N)}

    return question


def test_a_right_answer_that_draws_otherwise_is_right(question, sat):
    verdict = sat(question, lambda rng: rng.normal(size=(N, 2))[:, 1])

    assert verdict.status is QuestionStatus.CORRECT


def test_a_wrong_scale_is_told_by_its_name(question, sat):
    verdict = sat(question, lambda rng: 2 * rng.normal(size=N))

    assert (verdict.status, verdict.mistake) == (QuestionStatus.WRONG, None)
    assert "“standard deviation” does not hold as expected" in verdict.message


def test_a_known_mistake_is_still_recognised_by_its_own_figures(question, sat):
    assert sat(question, uniform).mistake == "uniform"


def test_what_is_not_bounded_must_be_the_references(question, sat):
    assert "“shape”" in sat(question, lambda rng: rng.normal(size=(N, 1))).message


def test_nan_is_within_no_bounds(question, sat):
    assert sat(question, nothing).status is QuestionStatus.WRONG


@pytest.mark.parametrize(
    ("bounds", "told"),
    [
        ({"variance": Interval(0, 2)}, "no fact 'variance'"),
        ({"standard deviation": Interval(5, 6)}, "own 'standard deviation' is outside"),
    ],
)
def test_bounds_that_cannot_be_meant_are_refused(question, expect, bounds, told):
    question.bounds(lambda **_: bounds)

    with pytest.raises(SpecError, match=told):
        _ = expect(question).right


def test_a_number_is_held_to_an_interval_and_nothing_else_is():
    interval = Interval(0.0, 1.0)

    assert compare(interval, 0.5) is None
    assert compare(interval, 1) is None
    assert compare(interval, 1.5).key == "value-differs"
    assert compare(interval, "0.5").key == "type"
    assert compare(interval, np.zeros(3)).key == "type"
    assert compare(interval, Interval(0.0, 1.0)) is None
