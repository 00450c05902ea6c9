"""An answer under another named convention is told as that, and marked as the course has it."""

from dataclasses import replace

import numpy as np
import pytest

from autograder import Question, SpecError
from autograder.conventions import Choice
from autograder.judge.diagnosis import DiagnosisKind
from autograder.judge.verdict import QuestionStatus

S = "\N{NO-BREAK SPACE}"

FORMS = {
    "zero": {"en": "the slope at 0 is 0", "fr": "la pente en 0 vaut 0"},
    "one": {"en": "the slope at 0 is 1", "fr": "la pente en 0 vaut 1"},
}


def slope(z):
    return np.where(z > 0, 1.0, 0.0)


def slope_of_one(z):
    return np.where(z >= 0, 1.0, 0.0)


@pytest.fixture
def asked():
    """Return a function that makes a question for a course's policy on other forms."""

    def ask(others, **hint):
        question = Question("slope", slope, points=2)
        question.case("both sides")(lambda rng: {"z": rng.normal(size=5)})
        question.case("zeros")(lambda _rng: {"z": np.array([0.0, -1.0, 2.0])})
        question.convention("slope-at-zero", "one", instead_of="zero", **hint)(slope_of_one)
        choice = Choice("slope-at-zero", "zero", FORMS, others)
        question.conventions = [replace(each, choice=choice) for each in question.conventions]
        return question

    return ask


def test_an_accepted_convention_is_right_without_a_word(asked, sat):
    verdict = sat(asked("accept"), slope_of_one)

    assert (verdict.status, verdict.score, verdict.message) == (QuestionStatus.CORRECT, 2, "")
    assert all(case.passed for case in verdict.cases)
    assert verdict.diagnosis.names == ("slope-at-zero=one",)


def test_a_noted_convention_has_full_marks_and_a_note(asked, sat):
    en, fr = (sat(asked("note"), slope_of_one, lang) for lang in ("en", "fr"))

    assert (en.status, en.score) == (QuestionStatus.CONVENTION, 2)
    assert en.is_right
    assert en.message == (
        "Your result is right under another convention: the slope at 0 is 1. Here, the convention "
        "is: the slope at 0 is 0. It counts as right."
    )
    assert fr.message == (
        f"Votre résultat est juste sous une autre convention{S}: la pente en 0 vaut 1. Ici, la "
        f"convention est{S}: la pente en 0 vaut 0. Il est compté juste."
    )


def test_a_wrong_convention_has_the_marks_of_its_cases_and_a_message(asked, sat):
    verdict = sat(asked("wrong"), slope_of_one)

    assert (verdict.status, verdict.score) == (QuestionStatus.CONVENTION, 1)
    assert not verdict.is_right
    assert verdict.message.endswith("Here, the convention is: the slope at 0 is 0.")
    assert (verdict.mistake, verdict.diagnosis.kind) == (None, DiagnosisKind.CONVENTION)


def test_an_author_may_say_more_of_a_convention(asked, sat):
    verdict = sat(asked("wrong", en="One lecture takes 1.", fr="Un cours prend 1."), slope_of_one)

    assert verdict.message == "One lecture takes 1."


def test_what_is_right_under_no_convention_is_wrong(asked, sat):
    verdict = sat(asked("accept"), lambda z: slope_of_one(z) * 2)

    assert verdict.status is QuestionStatus.WRONG
    assert verdict.score == 0


def test_two_conventions_of_one_form_are_refused(asked):
    with pytest.raises(SpecError, match="two conventions are 'slope-at-zero=one'"):
        asked("wrong").convention("slope-at-zero", "one", instead_of="zero")(slope_of_one)
