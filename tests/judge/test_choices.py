"""What is said of answers that are chosen: a hint for each wrong choice, and what it costs."""

import re

import pytest

from autograder import Assignment, Claim, Confusion, Form, Line, Option, Part
from autograder.grading.assess import assess_question
from autograder.grading.mutation_score import score_mutants
from autograder.judge.verdict import QuestionStatus
from autograder.outcome import Outcome

ASK = {"en": "Which?", "fr": "Lequel ?"}


def text(word):
    return {"en": word, "fr": word}


def option(name):
    return Option(name, en=(name, f"Not {name}."), fr=(name, f"Pas {name}."))


def a_hunt(scoring="entries"):
    lines = [
        Line(name, text(f"right {name}"), [option(f"{name}1"), option(f"{name}2")])
        for name in ("p", "q", "r", "s")
    ]
    return Part("part").hunt("slide", points=4, texts=ASK, lines=lines, scoring=scoring)


def a_choice():
    return Part("part").choice(
        "pick", points=2, texts=ASK, right=text("right"), wrong=[option("x"), option("y")]
    )


def a_match():
    return Part("part").match(
        "pairs",
        points=3,
        texts=ASK,
        items={name: (group, text(name)) for name, group in zip("pqr", "uvw", strict=True)},
        groups={name: text(name) for name in "uvw"},
        wrong=[
            Confusion("swapped", {"p": "v", "q": "u"}, en="Swapped.", fr="Échangés."),
            Confusion("p_in_w", {"p": "w"}, en="p in w.", fr="p dans w."),
        ],
    )


def a_judgement():
    claims = [
        Claim(name, true=f"{name} is", false=f"{name} is not", en=f"Look at {name}.", fr=name)
        for name in ("p", "q", "r")
    ]
    reversed_ = Confusion("all_reversed", "all", en="All reversed.", fr="Tout est inversé.")
    return Part("part").true_or_false(
        "truth", points=3, texts=ASK, claims=claims, wrong=[reversed_]
    )


@pytest.fixture
def answer(expect, judged):
    """Judge an answer, made from the right one and the known mistakes by name."""

    def give(question, make):
        case = expect(question).cases[0]
        given = {"right": question.solution(**case.inputs)}
        given |= {each.name: each.function(**case.inputs) for each in question.mistakes}
        return judged(question, [Outcome("value", make(given))])

    return give


def mixed(given, *names):
    """The right answer, but for the entries that these mistakes have wrong."""
    answer = dict(given["right"])
    for name in names:
        answer |= {key: v for key, v in given[name].items() if given["right"][key] != v}
    return answer


def test_a_wrong_option_is_told_by_its_own_hint(answer):
    verdict = answer(a_choice(), lambda given: given["x"])

    assert (verdict.score, verdict.mistake, verdict.message) == (0, "x", "Not x.")


def test_the_right_option_may_be_written_small(answer):
    verdict = answer(a_choice(), lambda given: f" {given['right'].lower()} ")

    assert verdict.status is QuestionStatus.CORRECT


@pytest.mark.parametrize("given", ["D", 1, ["A", "B"], {"A": 1}, True])
def test_a_malformed_answer_is_told_in_one_line(answer, given):
    verdict = answer(a_choice(), lambda _: given)

    assert verdict.status is QuestionStatus.WRONG
    assert verdict.message == 'The answer must be one of "A", "B", "C".'
    assert verdict.mistake is None


def test_what_is_left_open_is_no_answer(answer):
    for question, given in [(a_choice(), None), (a_hunt(), dict.fromkeys("ABCD"))]:
        verdict = answer(question, lambda _, given=given: given)
        assert verdict.status is QuestionStatus.NOT_ATTEMPTED


def test_every_right_entry_earns_its_share(answer):
    verdict = answer(a_hunt(), lambda given: mixed(given, "p1"))

    assert (verdict.score, verdict.status) == (3, QuestionStatus.PARTIAL)
    assert verdict.mistake == "p1"


def test_entries_that_are_left_open_cost_only_themselves(answer):
    verdict = answer(a_hunt(), lambda given: {**given["right"], "A": None})

    assert verdict.score == 3


def test_all_or_nothing_is_the_author_s_choice(answer):
    verdict = answer(a_hunt("cases"), lambda given: mixed(given, "p1"))

    assert verdict.score == 0


def test_each_wrong_entry_has_its_own_hint_on_its_own_line(answer):
    verdict = answer(a_hunt(), lambda given: mixed(given, "p1", "q2", "s1"))

    assert verdict.score == 1
    assert verdict.diagnosis.kind == "pair"
    assert set(verdict.diagnosis.names) == {"p1", "q2", "s1"}
    assert sorted(line.split(": ")[1] for line in verdict.message.split("\n")) == [
        "Not p1.",
        "Not q2.",
        "Not s1.",
    ]
    assert all(line.startswith("In `") for line in verdict.message.split("\n"))


def test_a_mistake_of_several_entries_comes_before_one_of_fewer(answer):
    verdict = answer(a_match(), lambda given: given["swapped"])

    assert (verdict.score, verdict.mistake) == (1, "swapped")


def test_a_wrong_entry_without_a_hint_beside_one_with_it(answer):
    def p_and_r_wrong(given):
        numbers = mixed(given, "p_in_w")
        (letter,) = [k for k, v in given["right"].items() if v == numbers_of(given)["w"]]
        return {**numbers, letter: given["right"][letter] % 3 + 1}

    verdict = answer(a_match(), p_and_r_wrong)

    assert verdict.score == 1
    assert "p in w." in verdict.message


def numbers_of(given):
    """Return the number of the group w: that which p has by mistake."""
    ((_, number),) = [
        (key, value) for key, value in given["p_in_w"].items() if given["right"][key] != value
    ]
    return {"w": number}


def test_several_choices_are_one_answer_with_a_hint_for_each_slip(answer):
    question = Part("part").several(
        "some",
        points=1,
        texts=ASK,
        right=[option("one"), option("two")],
        wrong=[option("three"), option("four")],
    )
    verdict = answer(question, lambda given: given["three"])

    assert (verdict.score, verdict.mistake) == (0, "three")
    assert re.fullmatch("In `[A-D]`: Not three.", verdict.message)


def test_each_misjudged_claim_has_its_own_hint_and_all_of_them_one_together(answer):
    two = answer(a_judgement(), lambda given: mixed(given, "p", "r"))
    every = answer(a_judgement(), lambda given: given["all_reversed"])

    assert (two.score, set(two.diagnosis.names)) == (0, {"p", "r"})
    assert (every.score, every.message) == (0, "In `A`, `B`, `C`: All reversed.")


def test_mixed_fields_are_compared_as_numbers_are():
    part = Part("part")

    @part.answer(
        "mixed",
        points=2,
        variant=lambda rng: {"n": int(rng.integers(5))},
        texts=ASK,
        form=Form.fields({"half": Form.number(), "even": Form.one([True, False])}),
        scoring="entries",
    )
    def mixed_fields(n):
        return {"half": n / 2, "even": n % 2 == 0}

    assert mixed_fields.form.read({"EVEN": True, "half": 1}) == {"half": 1, "even": True}


@pytest.mark.parametrize("make", [a_choice, a_hunt, a_match, a_judgement])
def test_such_a_question_holds_before_its_own_tests(make):
    question = make()
    assignment = Assignment("quiz", title=ASK)
    assignment.questions.append(question)
    keys = [b"one", b"two", b"three"]
    assessment = assess_question(assignment, question, keys)

    assert assessment.findings == ()
    assert all(result.caught and result.named for result in assessment.mistakes)
    assert score_mutants(assignment, question, keys).fates == ()
