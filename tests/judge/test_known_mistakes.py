"""A known mistake is named where a student's results are its own, on every case."""

import numpy as np
import pytest

from autograder.judge.verdict import QuestionStatus
from autograder.outcome import Failure, Outcome

S = "\N{NO-BREAK SPACE}"


def normalise(Z):
    return Z / Z.sum(axis=0)


@pytest.fixture
def taught(question):
    """Return the question with two known mistakes."""

    @question.mistake(en="You sum over the rows.", fr="Vous sommez sur les lignes.")
    def wrong_axis(Z):
        return Z / Z.sum(axis=1, keepdims=True)

    @question.mistake(en="You never divide.", fr="Vous ne divisez jamais.")
    def never_divides(Z):
        return Z.copy()

    return question


def test_a_student_who_makes_the_mistake_is_told_the_hint(taught, sat):
    en, fr = (sat(taught, lambda Z: Z * 1.0, lang) for lang in ("en", "fr"))

    assert (en.mistake, en.message) == ("never_divides", "You never divide.")
    assert (fr.mistake, fr.message) == ("never_divides", "Vous ne divisez jamais.")


def test_the_cases_still_say_what_differs(taught, sat):
    assert "values differ" in sat(taught, lambda Z: Z * 1.0).cases[1].message


def test_the_mistake_may_cost_only_some_of_the_cases(taught, sat):
    # In a single row, dividing by the sum of the row is right for a single column.
    verdict = sat(taught, lambda Z: Z / Z.sum(axis=1, keepdims=True))

    assert (verdict.mistake, verdict.status) == ("wrong_axis", QuestionStatus.PARTIAL)
    assert verdict.score == 2


def test_a_mistake_that_fits_all_cases_but_one_is_not_named(taught, sat):
    verdict = sat(taught, lambda Z: Z if Z.shape != (1, 1) else -Z)

    assert verdict.mistake is None
    assert verdict.message.startswith("4 of 4 cases fail.")


def test_a_right_answer_has_no_mistake(taught, sat):
    assert sat(taught, normalise).mistake is None


def test_a_mistake_that_is_right_on_every_case_says_nothing(taught, sat, expect):
    @taught.mistake(en="You use a loop.")
    def right_after_all(Z):
        return np.stack([column / column.sum() for column in Z.T], axis=1)

    expectation = expect(taught)

    assert expectation.known_mistakes(expectation.right) == []
    assert sat(taught, normalise).mistake is None
    assert sat(taught, lambda Z: Z * 1.0).mistake == "never_divides"


def test_several_mistakes_that_fit_are_all_told(taught, sat):
    @taught.mistake(en="You return Z.", fr="Vous rendez Z.")
    def returns_its_argument(Z):
        return Z

    @taught.mistake(en="You add 0.", fr="Vous ajoutez 0.")
    def adds_nothing(Z):
        return Z + 0

    en, fr = (sat(taught, lambda Z: Z * 1.0, lang) for lang in ("en", "fr"))

    assert en.mistake == "never_divides"
    assert en.message == "You never divide. Or: You return Z. Or: You add 0."
    assert fr.message == (
        f"Vous ne divisez jamais. Ou bien{S}: Vous rendez Z. Ou bien{S}: Vous ajoutez 0."
    )


def test_a_mistake_is_recognised_within_the_tolerance(taught, sat):
    assert sat(taught, lambda Z: Z * (1 + 1e-10)).mistake == "never_divides"


def test_a_mistake_may_be_to_raise(question, sat, judged):
    @question.mistake(en="You transpose Z.")
    def transposes(Z):
        return Z.T / Z.sum(axis=0) if Z.shape[0] == Z.shape[1] else np.reshape(Z, (-1, 7))

    failure = Failure("ValueError", "their own words")
    outcomes = [Outcome("error", failure=failure)] * 3 + [Outcome("value", np.ones((1, 1)))]

    assert judged(question, outcomes).mistake == "transposes"
    other = [Outcome("error", failure=Failure("TypeError"))] * 3 + outcomes[3:]
    assert judged(question, other).mistake is None


def test_a_mistake_may_be_to_change_an_argument(question, sat):
    @question.mistake(en="You work on the caller's own array.")
    def in_place(Z):
        Z /= Z.sum(axis=0)
        return Z

    def student(Z):
        Z[:] = normalise(Z)
        return Z

    assert sat(question, student).mistake == "in_place"
    assert sat(question, normalise).mistake is None


def test_a_mistake_may_be_to_return_a_generator(question, judged):
    @question.mistake(en="You return a generator.")
    def lazy(Z):
        return (row for row in Z)

    assert judged(question, [Outcome("unplain", detail="generator")] * 4).mistake == "lazy"
    assert judged(question, [Outcome("unplain", detail="map")] * 4).mistake is None


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome("missing"),
        Outcome("error", failure=Failure("NotImplementedError", function="normalise")),
    ],
)
def test_what_was_not_written_is_no_mistake(question, judged, outcome):
    @question.mistake(en="You leave it.")
    def leaves_it(Z):
        raise NotImplementedError

    verdict = judged(question, [outcome] * 4)

    assert verdict.mistake is None
    assert verdict.message != "You leave it."


def test_a_hint_in_a_language_that_the_course_lacks_is_told_in_another(question, sat):
    @question.mistake(fr="Vous ne divisez jamais.")
    def never_divides(Z):
        return Z

    assert sat(question, lambda Z: Z * 1.0, "en").message == "Vous ne divisez jamais."
