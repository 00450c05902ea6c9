"""A known mistake is named where a student's results are its own, on every case."""

import numpy as np
import pytest

from autograder import Question, Tolerance
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


def test_a_mistake_that_one_case_tells_apart_is_not_tried_on_the_others(question, sat):
    tried = []

    @question.mistake(en="You sum over the rows.", fr="Vous sommez sur les lignes.")
    def wrong_axis(Z):
        tried.append("wrong_axis")
        return Z / Z.sum(axis=1, keepdims=True)

    @question.mistake(en="You never divide.", fr="Vous ne divisez jamais.")
    def never_divides(Z):
        tried.append("never_divides")
        return Z.copy()

    assert sat(question, lambda Z: Z * 1.0).mistake == "never_divides"
    assert tried.count("wrong_axis") < tried.count("never_divides") == len(question.cases)


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


@pytest.fixture
def near():
    """Return a question of a wide tolerance, with two mistakes that lie within it of each other."""
    question = Question("slope", slope, points=1, tolerance=Tolerance(rtol=0.1, atol=0.1))
    for n in (3, 4):
        question.case(f"{n} values")(lambda rng, n=n: {"x": rng.uniform(1, 2, n)})

    @question.mistake(en="Two steps.")
    def two_steps(x):
        return 3 * x + 1e-3

    @question.mistake(en="One step.")
    def one_step(x):
        return 3 * x + 2e-3

    return question


def slope(x):
    return x


def test_of_two_mistakes_within_the_tolerance_the_nearer_one_is_named(near, sat):
    assert sat(near, lambda x: 3 * x + 1e-3).diagnosis.names == ("two_steps",)
    assert sat(near, lambda x: 3 * x + 2e-3).diagnosis.names == ("one_step",)


def test_what_lies_between_two_mistakes_is_neither(near, sat):
    assert sat(near, lambda x: 3 * x + 1.4e-3).mistake is None
    assert sat(near, lambda x: 3 * x + 1.02e-3).mistake is None
    assert sat(near, lambda x: 3 * x + 1.005e-3).mistake == "two_steps"


def test_a_result_in_another_precision_is_the_same_mistake(taught, sat):
    assert sat(taught, lambda Z: Z.astype(np.longdouble).astype(float)).mistake == "never_divides"


def test_where_the_mistake_is_right_the_student_may_be_too(question, sat):
    @question.mistake(en="You sum over the rows.")
    def wrong_axis(Z):
        return Z / Z.sum(axis=1, keepdims=True)

    def student(Z):
        return np.ones((1, 1)) if Z.shape == (1, 1) else wrong_axis(Z)

    assert sat(question, student).mistake == "wrong_axis"


def test_where_the_mistake_is_right_the_student_must_be_too(question, sat):
    @question.mistake(en="You sum over the rows.")
    def wrong_axis(Z):
        return Z / Z.sum(axis=1, keepdims=True)

    def student(Z):
        return np.full((1, 1), 7.0) if Z.shape == (1, 1) else wrong_axis(Z)

    assert sat(question, student).mistake is None


def test_the_idea_behind_a_mistake_is_told_beside_it(question, sat):
    @question.mistake(
        en="You never divide.",
        fr="Vous ne divisez jamais.",
        concept={"en": "normalisation", "fr": "la normalisation"},
    )
    def never_divides(Z):
        return Z

    en, fr = (sat(question, lambda Z: Z, lang).diagnosis for lang in ("en", "fr"))

    assert (en.concept, fr.concept) == ("normalisation", "la normalisation")


def test_a_mistake_made_in_some_outputs_alone_is_told_with_them(sat):
    question = Question("halves", halves, points=1)
    for n in (3, 4):
        question.case(f"{n} values")(lambda rng, n=n: {"x": rng.uniform(1, 2, n)})

    @question.mistake(en="You square.", fr="Vous élevez au carré.")
    def squares(x):
        return x**3 + 1, x**3 + 5

    en, fr = (sat(question, lambda x: (x**3 + 1, x / 2), lang) for lang in ("en", "fr"))

    assert en.diagnosis.names == ("squares",)
    assert en.message == "In `first` only: You square."
    assert fr.message == f"Dans `first` seulement{S}: Vous élevez au carré."


def halves(x):
    """Return (first, second), both halves."""
    return x / 2, x / 2


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
