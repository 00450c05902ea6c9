"""From the outcomes of a question's cases to its status, its score and its message."""

import dataclasses

import numpy as np
import pytest

from autograder import Part, Question, SpecError
from autograder.judge.verdict import QuestionStatus
from autograder.outcome import Failure, Outcome

S = "\N{NO-BREAK SPACE}"


def normalise(Z):
    return Z / Z.sum(axis=0)


def wrong_when_wide(Z):
    return Z / Z.sum(axis=0) if Z.shape[1] < 5 else Z


def forgets_to_return(Z):
    Z / Z.sum(axis=0)


ERROR = Outcome("error", failure=Failure("ValueError", "no", 3, 2, "normalise"))
STUB = Outcome("error", failure=Failure("NotImplementedError", "", 3, 2, "normalise"))


# --- statuses ---


def test_what_is_right_everywhere_is_correct(question, sat):
    verdict = sat(question, normalise)

    assert (verdict.status, verdict.score, verdict.points) == (QuestionStatus.CORRECT, 4, 4)
    assert (verdict.name, verdict.mistake, verdict.message) == ("normalise", None, "")
    assert [(case.passed, case.message) for case in verdict.cases] == [(True, "")] * 4


def test_every_case_is_named_and_told(question, sat):
    verdict = sat(question, wrong_when_wide)

    assert [(case.name, case.visible, case.passed) for case in verdict.cases] == [
        ("shown", True, True),
        ("wide", False, False),
        ("tall", False, True),
        ("tiny", False, True),
    ]
    assert [bool(case.message) for case in verdict.cases] == [False, True, False, False]


def test_what_is_right_somewhere_is_partial(question, sat):
    assert sat(question, wrong_when_wide).status is QuestionStatus.PARTIAL


def test_what_is_right_nowhere_is_wrong(question, sat):
    assert sat(question, lambda Z: 0 * Z).status is QuestionStatus.WRONG


def test_what_is_right_only_where_it_shows_is_wrong(question, sat):
    shown = np.random.default_rng(0).uniform(1, 2, (2, 3))

    verdict = sat(question, lambda Z: normalise(shown) if np.array_equal(Z, shown) else Z)

    assert verdict.cases[0].passed
    assert (verdict.status, verdict.score) == (QuestionStatus.WRONG, 0)


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (STUB, QuestionStatus.NOT_ATTEMPTED),
        (ERROR, QuestionStatus.CRASHED),
        (Outcome("died"), QuestionStatus.CRASHED),
        (Outcome("protocol"), QuestionStatus.CRASHED),
        (Outcome("timed-out"), QuestionStatus.TIMED_OUT),
        (Outcome("timed-out", detail="submission"), QuestionStatus.TIMED_OUT),
        (Outcome("missing"), QuestionStatus.MISSING),
        (Outcome("missing", detail="int"), QuestionStatus.MISSING),
        (Outcome("unplain", detail="generator"), QuestionStatus.WRONG),
        (Outcome("value", None), QuestionStatus.WRONG),
        (
            Outcome("error", failure=Failure("ModuleNotFoundError", "No module named 'torch'")),
            QuestionStatus.ENVIRONMENT,
        ),
        (
            Outcome(
                "error",
                failure=Failure("AttributeError", "module 'numpy' has no attribute 'float'"),
            ),
            QuestionStatus.ENVIRONMENT,
        ),
        (
            Outcome("error", failure=Failure("AttributeError", "`np.float_` was removed")),
            QuestionStatus.ENVIRONMENT,
        ),
        (
            Outcome("error", failure=Failure("AttributeError", "'tuple' object has no 'T'")),
            QuestionStatus.CRASHED,
        ),
    ],
)
def test_every_outcome_has_its_status(question, judged, outcome, status):
    verdict = judged(question, [outcome] * 4)

    assert (verdict.status, verdict.score) == (status, 0)
    assert verdict.message


def test_the_first_failure_gives_the_status(question, judged):
    outcomes = [Outcome("value", None), ERROR, Outcome("timed-out"), Outcome("timed-out")]

    assert judged(question, outcomes).status is QuestionStatus.WRONG


def test_a_crash_in_one_case_leaves_the_points_of_the_others(question, sat):
    def fails_when_wide(Z):
        return wrong_when_wide(Z) if Z.shape[1] < 5 else 1 / 0

    verdict = sat(question, fails_when_wide)

    assert (verdict.status, verdict.score) == (QuestionStatus.PARTIAL, 3)


# --- scores ---


def test_only_hidden_cases_carry_points(question, judged):
    outcomes = right_outcomes()
    nothing = Outcome("value", None)

    assert judged(question, outcomes).score == 4
    assert judged(question, [outcomes[0], nothing, nothing, nothing]).score == 0
    assert judged(question, [nothing, *outcomes[1:]]).score == 4


def right_outcomes():
    shapes = [(2, 3), (2, 5), (5, 2), (1, 1)]
    inputs = [np.random.default_rng(i).uniform(1, 2, shape) for i, shape in enumerate(shapes)]
    return [Outcome("value", normalise(Z)) for Z in inputs]


def test_a_case_carries_its_weight(question, sat):
    assert sat(question, wrong_when_wide).score == 3
    assert sat(question, lambda Z: Z[:, :1] * 0 + 1).score == 2


def test_a_share_of_the_points_has_few_digits(question, sat):
    question.points = 1
    question.cases[3] = dataclasses.replace(question.cases[3], weight=4)

    assert sat(question, lambda Z: normalise(Z) if Z.shape[0] == 5 else -Z).score == 0.166667


def test_all_or_nothing_is_all_or_nothing(question, sat):
    question.scoring = "all"

    assert sat(question, normalise).score == 4
    verdict = sat(question, wrong_when_wide)
    assert (verdict.score, verdict.status) == (0, QuestionStatus.WRONG)


def test_all_includes_what_is_shown(question, sat):
    question.scoring = "all"

    verdict = sat(question, lambda Z: Z if Z.shape == (2, 3) else normalise(Z))

    assert verdict.score == 0


# --- messages ---


def test_one_failed_case_is_told_by_its_name(question, sat):
    en, fr = (sat(question, wrong_when_wide, lang).message for lang in ("en", "fr"))

    assert en.startswith("1 of 4 cases fails, “wide”: 10 of 10 values differ")
    assert fr.startswith(f"1 cas sur 4 échoue, «{S}large{S}»{S}: 10 valeurs sur 10 diffèrent")


def test_of_several_failed_cases_the_first_is_told(question, sat):
    en, fr = (sat(question, forgets_to_return, lang).message for lang in ("en", "fr"))

    assert en == ("4 of 4 cases fail. First, “shown”: The result is None: is the `return` missing?")
    assert fr == (
        f"4 cas sur 4 échouent. D'abord «{S}montré{S}»{S}: Le résultat est None{S}: le `return` "
        f"manque-t-il{S}?"
    )


def test_a_question_of_one_case_does_not_count_them(sat):
    question = Question("normalise", normalise, points=1)
    question.case("only")(lambda _rng: {"Z": np.ones((2, 2))})

    assert sat(question, lambda Z: Z + np.eye(2) / 4).message == (
        "4 of 4 values differ, most at index [0, 0]: about 2.5 times too large."
    )


@pytest.mark.parametrize(
    ("outcome", "absence", "en", "fr"),
    [
        (
            STUB,
            "",
            "Not attempted: the stub is still there.",
            f"Non traité{S}: le squelette est encore en place.",
        ),
        (
            Outcome("missing"),
            "",
            "There is no function named `normalise` in the notebook.",
            "Le notebook ne contient pas de fonction nommée `normalise`.",
        ),
        (
            Outcome("missing"),
            ": why",
            "There is no function named `normalise` in the notebook: why.",
            "Le notebook ne contient pas de fonction nommée `normalise`: why.",
        ),
        (
            Outcome("missing", detail="float"),
            "",
            "`normalise` is `float`, not a function.",
            "`normalise` est `float`, pas une fonction.",
        ),
    ],
)
def test_what_is_not_there_is_told_once(question, judged, outcome, absence, en, fr):
    assert en == judged(question, [outcome] * 4, "en", absence).message
    assert fr == judged(question, [outcome] * 4, "fr", absence).message


def test_cases_after_one_that_did_not_end_were_not_tried(question, judged):
    skipped = Outcome("timed-out", detail="skipped")

    verdict = judged(question, [Outcome("timed-out"), skipped, skipped, skipped])

    assert "is there a loop that does not end?" in verdict.cases[0].message
    assert verdict.cases[3].message == "Not tried: an earlier case of this question did not end."


def test_a_failure_is_told_with_the_students_own_line(question, judged):
    assert judged(question, [ERROR] * 4).cases[1].message == (
        "Your code raised ValueError at line 2 of cell 3 (`return np.exp(Z) / total`): no"
    )


def test_trouble_with_the_machine_is_told_apart(question, judged):
    failure = Failure("ModuleNotFoundError", "No module named 'torch'", 3, 2)

    message = judged(question, [Outcome("error", failure=failure)] * 4).message

    assert "Your code raised ModuleNotFoundError at line 2 of cell 3" in message
    assert "This speaks of the machine's libraries, not of the exercise" in message


def test_a_question_that_is_needed_and_not_written_is_named(question, judged):
    question.needs = ("softmax",)
    failure = Failure("NotImplementedError", "", 3, 2, "softmax")

    verdict = judged(question, [Outcome("error", failure=failure)] * 4)

    assert verdict.cases[1].message == "Your code calls `softmax`, which is not written yet."
    assert verdict.status is QuestionStatus.CRASHED


# --- changed arguments ---


def test_an_argument_changed_in_place_fails_a_case_whose_result_is_right(question, sat):
    def careless(Z):
        Z /= Z.sum(axis=0)
        return Z

    verdict = sat(question, careless)

    assert (verdict.status, verdict.score) == (QuestionStatus.WRONG, 0)
    assert "The result is right, but the call changed its argument `Z` in place" in verdict.message


def test_a_wrong_result_is_told_before_a_changed_argument(question, sat):
    def careless(Z):
        Z *= 0
        return Z

    assert "in place" not in sat(question, careless).message


def test_an_argument_that_was_never_given_breaks_the_protocol(question, judged):
    outcome = Outcome("value", np.ones((1, 1)), mutated=("the hidden inputs",))

    verdict = judged(question, [outcome] * 4)

    assert verdict.status is QuestionStatus.CRASHED
    assert verdict.cases[3].message == "The answer could not be read: it is malformed or too large."


# --- properties ---


def initialise(size):
    return np.zeros(size)


@pytest.fixture
def initialiser():
    """Return a question judged by two facts about its output."""
    question = Question("initialise", initialise, points=2)
    question.case("shown", visible=True)(lambda _rng: {"size": 2})
    question.case("four neurons")(lambda _rng: {"size": 4})

    @question.summary
    def facts(output, size):
        return {"the size": output.size == size, "all are zero": bool(np.all(output == 0))}

    return question


def test_a_property_is_told_by_its_name(initialiser, sat):
    en, fr = (sat(initialiser, np.ones, lang).cases[1].message for lang in ("en", "fr"))

    assert en == "“all are zero” does not hold as expected."
    assert fr == f"«{S}all are zero{S}» n'est pas ce que l'on attend."


def test_a_result_of_another_form_is_wrong(initialiser, judged):
    verdict = judged(initialiser, [Outcome("value", "text")] * 2)

    assert verdict.status is QuestionStatus.WRONG
    assert verdict.cases[1].message == "The result does not have the form that is asked for."


# --- answers ---


@pytest.fixture
def count():
    """Return a question that is answered by a number."""
    part = Part("numbers")
    texts = {"en": "How many parameters?", "fr": "Combien de paramètres ?"}

    @part.answer("count", points=3, variant=lambda _rng: {"neurons": 17}, texts=texts)
    def count(neurons):
        return neurons * 61

    return count


@pytest.mark.parametrize("value", [1037, 1037.0, np.int32(1037), np.array(1037)])
def test_a_right_answer_is_right_however_the_number_is_kept(count, judged, value):
    assert judged(count, [Outcome("value", value)]).score == 3


def test_a_wrong_answer_is_not_told_how_far_it_is_off(count, judged):
    verdict = judged(count, [Outcome("value", 1036)])

    assert (verdict.status, verdict.score) == (QuestionStatus.WRONG, 0)
    assert verdict.message == "The value is not the right one."


@pytest.mark.parametrize("outcome", [Outcome("value", None), Outcome("unplain", detail="ellipsis")])
def test_an_answer_that_was_left_open_is_not_attempted(count, judged, outcome):
    verdict = judged(count, [outcome])

    assert verdict.status is QuestionStatus.NOT_ATTEMPTED
    assert verdict.message == "No answer was given."


def test_an_answer_that_is_not_in_the_notebook_is_missing(count, judged):
    verdict = judged(count, [Outcome("missing")], "fr")

    assert verdict.status is QuestionStatus.MISSING
    assert verdict.message == "Le notebook ne contient pas de variable nommée `count`."


# --- the same again ---


def test_the_same_outcomes_give_the_same_verdict(question, sat):
    assert sat(question, wrong_when_wide) == sat(question, wrong_when_wide)


def test_a_reference_that_fails_is_no_students_fault(question, sat):
    question.solution = lambda Z: Z @ Z

    with pytest.raises(SpecError, match="the reference itself fails"):
        sat(question, normalise)
