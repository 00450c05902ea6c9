"""Where no single known mistake is the student's, two of them at once may be."""

import numpy as np
import pytest

from autograder import Question
from autograder.judge.diagnose.merge import MOST_TURNS, EndlessError, merged
from autograder.judge.diagnosis import DiagnosisKind

S = "\N{NO-BREAK SPACE}"


def slopes(dZ, A, W):
    """Return (dA, dW, db)."""
    m = A.shape[1]
    dW = dZ @ A.T / m
    db = dZ.sum(axis=1, keepdims=True) / m
    return W.T @ dZ, dW, db


def forgets_the_mean(dZ, A, W):
    return W.T @ dZ, dZ @ A.T, dZ.sum(axis=1, keepdims=True) / A.shape[1]


def averages_over_neurons(dZ, A, W):
    return W.T @ dZ, dZ @ A.T / A.shape[1], dZ.mean(axis=0, keepdims=True)


def sends_back_the_mean(dZ, A, W):
    return W.T @ dZ / A.shape[1], *slopes(dZ, A, W)[1:]


@pytest.fixture
def layer():
    """Return a question on three outputs, with a known mistake in each."""
    question = Question("slopes", slopes, points=3)
    for n in (5, 7):
        question.case(f"{n} instances")(
            lambda rng, n=n: {
                "dZ": rng.normal(size=(2, n)),
                "A": rng.normal(size=(3, n)),
                "W": rng.normal(size=(2, 3)),
            }
        )
    question.mistake(en="No mean in dW.", fr="Pas de moyenne dans dW.")(forgets_the_mean)
    question.mistake(en="db over neurons.", fr="db sur les neurones.")(averages_over_neurons)
    question.mistake(en="A mean in dA.", fr="Une moyenne dans dA.")(sends_back_the_mean)
    return question


def test_two_mistakes_in_different_outputs_are_both_told(layer, sat):
    def student(dZ, A, W):
        return W.T @ dZ, dZ @ A.T, dZ.mean(axis=0, keepdims=True)

    en, fr = (sat(layer, student, lang) for lang in ("en", "fr"))

    assert en.diagnosis.kind is DiagnosisKind.PAIR
    assert en.diagnosis.names == ("forgets_the_mean", "averages_over_neurons")
    assert en.message == ("Two mistakes at once. First: No mean in dW. Second: db over neurons.")
    assert fr.message == (
        f"Deux erreurs à la fois. La première{S}: Pas de moyenne dans dW. "
        f"La seconde{S}: db sur les neurones."
    )
    assert en.diagnosis.where == "Not right: `dW`, `db`. Right: `dA`."
    assert en.mistake is None


def test_two_outputs_of_which_one_is_no_known_mistake_are_no_pair(layer, sat):
    def student(dZ, A, W):
        return W.T @ dZ, dZ @ A.T, dZ.std(axis=1, keepdims=True)

    assert sat(layer, student).diagnosis.kind is not DiagnosisKind.PAIR


def test_a_pair_must_hold_on_every_case(layer, sat):
    def student(dZ, A, W):
        pair = W.T @ dZ, dZ @ A.T, dZ.mean(axis=0, keepdims=True)
        return pair if A.shape[1] == 5 else forgets_the_mean(dZ, A, W)

    assert sat(layer, student).diagnosis.kind is not DiagnosisKind.PAIR


def momentum(w, v, g, lr, beta):
    v = beta * v + lr * g
    return w - v


@pytest.fixture
def step():
    """Return a question on one array, with mistakes that add up and mistakes that do not."""
    question = Question("momentum", momentum, points=1)
    for n in (3, 4, 5):
        question.case(f"{n} weights")(
            lambda rng, n=n: {
                "w": rng.normal(size=n),
                "v": rng.normal(size=n),
                "g": rng.normal(size=n),
                "lr": rng.uniform(0.1, 0.2),
                "beta": rng.uniform(0.8, 0.9),
            }
        )

    @question.mistake(en="You forget the velocity.")
    def forgets_the_velocity(w, v, g, lr, beta):
        v = lr * g
        return w - v

    @question.mistake(en="You climb.")
    def climbs(w, v, g, lr, beta):
        v = beta * v + lr * g
        return w + v

    @question.mistake(en="You forget the rate.")
    def forgets_the_rate(w, v, g, lr, beta):
        v = beta * v + g
        return w - v

    return question


def test_two_mistakes_that_add_up_in_one_array_are_both_told(step, sat):
    verdict = sat(step, lambda w, v, g, lr, beta: w - g + 0 * (v + lr + beta))

    assert verdict.diagnosis.names == ("forgets_the_velocity", "forgets_the_rate")


def test_two_mistakes_that_act_on_each_other_are_both_told(step, sat):
    # Neither a sum nor a product of the two: only the two edits of the source give it.
    verdict = sat(step, lambda w, v, g, lr, beta: w + beta * v + g + 0 * lr)

    assert verdict.diagnosis.names == ("climbs", "forgets_the_rate")


def area(r, h, k):
    return (r + 1) * (h + 1) * k


def test_two_factors_at_once_are_both_told(sat):
    question = Question("area", area, points=1)
    for n in (3, 4):
        question.case(f"{n} of each")(
            lambda rng, n=n: {name: rng.uniform(1, 2, n) for name in ("r", "h", "k")}
        )

    @question.mistake(en="One.")
    def one(r, h, k):
        return r * (h + 1) * k

    @question.mistake(en="Two.")
    def two(r, h, k):
        return (r + 1) * h * k

    assert sat(question, lambda r, h, k: r * h * k).diagnosis.names == ("one", "two")


# --- the merge of two sources ---


def climb(w, g):
    total = w
    for _ in range(3):
        total = total - g
    return total


def climb_twice(w, g):
    total = w
    for _ in range(3):
        total = total - 2 * g
    return total


def climb_up(w, g):
    total = w
    for _ in range(3):
        total = total - g
    return -total


def climb_doubled(w, g):
    total = 2 * w
    for _ in range(3):
        total = total - 3 * g
    return total


def climb_for_ever(w, g):
    total = w
    while True:
        total = total - g
    return total


def test_the_edits_of_two_functions_are_made_to_the_reference():
    ((names, both),) = merged(climb, [("twice", climb_twice), ("up", climb_up)])

    assert names == ("twice", "up")
    assert both(10, 1) == -4


def test_edits_of_one_place_are_not_merged():
    assert list(merged(climb, [("twice", climb_twice), ("doubled", climb_doubled)])) == []


def test_a_merged_function_that_does_not_end_is_stopped():
    ((_, both),) = merged(climb, [("ever", climb_for_ever), ("up", climb_up)])

    with pytest.raises(EndlessError):
        both(10, 1)
    assert MOST_TURNS < 10**6


def test_a_function_of_another_signature_is_not_merged():
    def other(w, g, h):
        return w - g + h

    assert list(merged(climb, [("other", other), ("up", climb_up)])) == []


def test_what_has_no_source_is_not_merged():
    assert list(merged(climb, [("len", len), ("up", climb_up)])) == []


def test_a_function_that_needs_what_surrounds_it_is_not_merged():
    step = 2

    def closure(w, g):
        total = w
        for _ in range(3):
            total = total - step * g
        return total

    assert list(merged(climb, [("closure", closure), ("up", climb_up)])) == []


def test_the_reference_is_left_as_it_is():
    list(merged(climb, [("twice", climb_twice), ("up", climb_up)]))

    assert climb(10, 1) == 7
    assert np.isclose(climb_up(10, 1), -7)


def test_the_order_of_a_dict_says_nothing(sat):
    question = Question("named", lambda w, g: {"w": w - g, "g": 2 * g}, points=1)
    for n in (3, 4):
        question.case(f"{n}")(lambda rng, n=n: {"w": rng.normal(size=n), "g": rng.normal(size=n)})

    @question.mistake(en="Up.")
    def up(w, g):
        return {"w": w + g, "g": 2 * g}

    @question.mistake(en="Shifted.")
    def shifted(w, g):
        return {"g": 2 * g + w, "w": w - g + 1}

    verdict = sat(question, lambda w, g: {"g": 2 * g + w, "w": w + g + 1})

    assert verdict.diagnosis.names == ("up", "shifted")
