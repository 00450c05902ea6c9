"""Questions to choose, match, order, judge and correct in: what is listed, what becomes of it."""

import numpy as np
import pytest

from autograder import Assignment, Claim, Confusion, Line, Option, Part, SpecError
from autograder.spec.sheets import LETTERS

TITLE = {"en": "Choices", "fr": "Des choix"}
ASK = {"en": "Which?", "fr": "Lequel ?"}


def text(word):
    return {"en": word, "fr": f"{word} (fr)"}


def option(name):
    return Option(name, en=(f"it is {name}", f"no {name}"), fr=(f"c'est {name}", f"pas {name}"))


def claim(name, **ways):
    return Claim(name, **ways, en=f"look at {name}", fr=f"revoyez {name}")


def items(**groups):
    return {name: (group, text(name)) for name, group in groups.items()}


def a_part():
    """Return one question of every kind."""
    part = Part("choices")
    part.choice(
        "choice", points=1, texts=ASK, right=text("right"), wrong=[option("x"), option("y")]
    )
    part.several(
        "several",
        points=1,
        texts=ASK,
        right=[option("one"), option("two")],
        wrong=[option("three"), option("four")],
    )
    part.match(
        "match",
        points=1,
        texts=ASK,
        items=items(cat="animal", dog="animal", oak="plant"),
        groups={"animal": text("animals"), "plant": text("plants"), "stone": text("stones")},
        wrong=[
            Confusion("cats_grow", {"cat": "plant"}, en="no", fr="non"),
            Confusion("oaks_bark", {"oak": "animal", "dog": "plant"}, en="no", fr="non"),
        ],
    )
    part.order(
        "order",
        points=1,
        texts=ASK,
        steps={"egg": text("egg"), "larva": text("larva"), "moth": text("moth")},
        wrong=[Confusion("moth_first", ["moth", "egg", "larva"], en="no", fr="non")],
    )
    part.hunt(
        "hunt",
        points=1,
        texts=ASK,
        lines=[
            Line("sum", text("1 + 1 = 2"), [option("three"), option("four")]),
            Line("product", text("2 x 2 = 4"), [option("five")]),
        ],
    )
    part.true_or_false(
        "judge",
        points=1,
        texts=ASK,
        claims=[
            claim("sums", true="1 + 1 = 2", false="1 + 1 = 3"),
            claim("products", true=text("2 x 2 = 4"), false=text("2 x 2 = 5")),
            claim("always", true="1 = 1"),
            claim("never", false="1 = 2"),
        ],
        wrong=[
            Confusion("no_arithmetic", ["sums", "products"], en="no", fr="non"),
            Confusion("all_reversed", "all", en="no", fr="non"),
        ],
    )
    return part


KINDS = [question.name for question in a_part().questions]
STUDENTS = range(40)


@pytest.fixture(params=KINDS)
def question(request):
    """One question of every kind."""
    (found,) = [each for each in a_part().questions if each.name == request.param]
    return found


def drawn(question, student):
    return question.cases[0].draw(np.random.default_rng(student))


def shown(question, order, name):
    """Return what a student reads, in the student's order and in English."""
    lists = question.sheet.lists
    return [lists[name][place][0]["en"] for place in order[name]]


def answered(question, student, function=None):
    return (function or question.solution)(**drawn(question, student))


# --- what is right ---


def test_the_letter_of_a_choice_is_that_of_the_right_option():
    question = a_part().questions[0]

    for student in STUDENTS:
        order = drawn(question, student)["order"]
        place = LETTERS.index(answered(question, student))
        assert shown(question, order, "options")[place] == "right"


def test_the_letters_of_several_are_those_of_the_right_options():
    question = a_part().questions[1]

    for student in STUDENTS:
        texts = shown(question, drawn(question, student)["order"], "options")
        letters = answered(question, student)
        assert {texts[LETTERS.index(letter)] for letter in letters} == {"it is one", "it is two"}


def test_each_item_of_a_match_has_the_number_of_its_group():
    question = a_part().questions[2]
    own = {"cat": "animals", "dog": "animals", "oak": "plants"}

    for student in STUDENTS:
        order = drawn(question, student)["order"]
        names, groups = shown(question, order, "items"), shown(question, order, "groups")
        numbers = answered(question, student)
        assert {n: groups[numbers[LETTERS[i]] - 1] for i, n in enumerate(names)} == own


def test_the_letters_of_an_order_are_those_of_the_steps_one_after_the_other():
    question = a_part().questions[3]

    for student in STUDENTS:
        texts = shown(question, drawn(question, student)["order"], "steps")
        letters = answered(question, student)
        assert [texts[LETTERS.index(each)] for each in letters] == ["egg", "larva", "moth"]


def test_a_line_is_ok_where_it_is_shown_right_and_has_its_correction_elsewhere():
    question = a_part().questions[4]
    seen = set()

    for student in STUDENTS:
        order = drawn(question, student)["order"]
        for letter, said in answered(question, student).items():
            line = order["lines"][LETTERS.index(letter)]
            ways = question.sheet.lists["lines"][line]
            shown_first = [ways[place]["en"] for place in order["versions"][line]]
            assert shown_first[("ok", "a", "b").index(said)] in ("1 + 1 = 2", "2 x 2 = 4")
            seen.add(said)

    assert seen == {"ok", "a", "b"}


def test_a_claim_is_true_in_the_way_in_which_the_student_is_shown_it():
    question = a_part().questions[5]
    truths = {"1 + 1 = 2", "2 x 2 = 4", "1 = 1"}
    seen = set()

    for student in STUDENTS:
        order = drawn(question, student)["order"]
        for letter, said in answered(question, student).items():
            claim = order["claims"][LETTERS.index(letter)]
            way = question.sheet.lists["claims"][claim][order["versions"][claim][0]]["fr"]
            assert said is (way.removesuffix(" (fr)") in truths)
            seen.add(way)

    assert len(seen) == 6


def test_claims_that_are_misjudged_together_are_all_reversed_and_no_others():
    question = a_part().questions[5]
    wrong = {each.name: each.function for each in question.mistakes}

    def reversed_by(name, student):
        right = answered(question, student)
        given = answered(question, student, wrong[name])
        return {letter for letter in right if given[letter] is not right[letter]}

    for student in STUDENTS:
        one, other = reversed_by("sums", student), reversed_by("products", student)
        assert len(one) == len(other) == 1
        assert reversed_by("no_arithmetic", student) == one | other
        assert reversed_by("all_reversed", student) == set("ABCD")


# --- what is wrong ---


def test_every_wrong_option_is_a_known_mistake_with_its_hint():
    names = {question.name: [m.name for m in question.mistakes] for question in a_part().questions}

    assert names == {
        "choice": ["x", "y"],
        "several": ["one", "two", "three", "four"],
        "match": ["cats_grow", "oaks_bark"],
        "order": ["moth_first"],
        "hunt": ["three", "four", "five"],
        "judge": ["sums", "products", "always", "never", "no_arithmetic", "all_reversed"],
    }
    assert a_part().questions[0].mistakes[0].hint == {"en": "no x", "fr": "pas x"}


def test_no_mistake_is_right_and_no_two_are_the_same(question):
    for student in STUDENTS:
        answers = [question.form.read(answered(question, student))]
        answers += [
            question.form.read(answered(question, student, mistake.function))
            for mistake in question.mistakes
        ]
        assert all(answers.count(answer) == 1 for answer in answers)


def test_leaving_out_a_right_option_is_a_mistake_and_so_is_taking_a_wrong_one():
    question = a_part().questions[1]
    right = set(answered(question, 0))
    taken = {m.name: set(answered(question, 0, m.function)) for m in question.mistakes}

    assert len(right - taken["one"]) == len(right - taken["two"]) == 1
    assert taken["one"] < right < taken["three"]


# --- what says nothing of the answer ---


def test_the_order_is_the_student_s_own(question):
    orders = {str(drawn(question, student)["order"]) for student in STUDENTS}

    assert len(orders) > 2


def test_what_is_released_is_in_an_order_that_anybody_could_give_it(question):
    for items in question.sheet.lists.values():
        for ways in items if len(items[0]) > 1 else [[item[0] for item in items]]:
            texts = [way["en"] for way in ways]
            assert texts == sorted(texts)


def test_every_answer_has_its_form(question):
    assert question.form.read(answered(question, 1)) is not None


def test_texts_may_speak_of_numbers_of_the_student_s_own():
    part = Part("choices")
    question = part.choice(
        "choice",
        points=1,
        texts=ASK,
        right=text("{n}"),
        wrong=[option("x")],
        variant=lambda rng: {"n": int(rng.integers(5))},
    )

    assert set(drawn(question, 0)) == {"order", "n"}
    assert answered(question, 0) in "AB"


# --- what is refused ---


def refused(declare):
    with pytest.raises(SpecError) as caught:
        declare(Part("choices"))
    return str(caught.value)


def choosing(part, right, wrong):
    return part.choice("q", points=1, texts=ASK, right=right, wrong=wrong)


def matching(part, wrong, **groups):
    named = {"animal": text("animals"), "plant": text("plants")}
    return part.match(
        "q",
        points=1,
        texts=ASK,
        items=items(**(groups or {"cat": "animal", "oak": "plant"})),
        groups=named,
        wrong=wrong,
    )


def ordering(part, order):
    steps = {"egg": text("egg"), "moth": text("moth")}
    wrong = [Confusion("w", order, en="no", fr="non")]
    return part.order("q", points=1, texts=ASK, steps=steps, wrong=wrong)


REFUSED = {
    "1 options; there must be 2 to 12": lambda part: choosing(part, text("a"), []),
    "two of options read the same": lambda part: choosing(
        part, {"en": "it is x", "fr": "c'est x"}, [option("x")]
    ),
    "two wrong answers are named 'x'": lambda part: choosing(
        part,
        text("a"),
        [option("x"), Option("x", en=("other", "no"), fr=("autre", "non"))],
    ),
    "one right option makes a choice": lambda part: part.several(
        "q", points=1, texts=ASK, right=[option("a")], wrong=[option("b")]
    ),
    "'stone' of 'cat' is no group": lambda part: matching(part, [], cat="stone", oak="plant"),
    "must say which items go to which other group": lambda part: matching(
        part, [Confusion("w", {"cat": "animal"}, en="no", fr="non")]
    ),
    "must have all the steps in another order": lambda part: ordering(part, ["egg", "moth"]),
    "'w' must have all the steps": lambda part: ordering(part, ["moth"]),
    "line 'sum' has too many wrong ways": lambda part: part.hunt(
        "q",
        points=1,
        texts=ASK,
        lines=[Line("sum", text("a"), [option(n) for n in "bcde"]), Line("p", text("z"), [])],
    ),
}


def judging(part, *claims, wrong=()):
    return part.true_or_false("q", points=1, texts=ASK, claims=claims, wrong=wrong)


REFUSED |= {
    "claim 'a' says nothing": lambda part: judging(part, claim("a"), claim("b", true="b")),
    "two of claims read the same": lambda part: judging(
        part, claim("a", true="x"), claim("b", false="x")
    ),
    "'w' must name the claims that are misjudged": lambda part: judging(
        part,
        claim("a", true="a"),
        claim("b", true="b"),
        wrong=[Confusion("w", ["a", "z"], en="no", fr="non")],
    ),
}


@pytest.mark.parametrize("told", REFUSED)
def test_what_cannot_be_asked_is_refused_in_one_line(told):
    message = refused(REFUSED[told])

    assert told in message
    assert "\n" not in message


def test_an_option_without_a_hint_is_refused():
    with pytest.raises(SpecError, match="option 'x': fr must be"):
        Option("x", en=("it is x", "no"), fr="c'est x")


def test_an_option_that_lacks_a_language_is_refused():
    assignment = Assignment("quiz", title=TITLE)
    only_english = Option("x", en=("it is x", "no"))
    assignment.choice("q", points=1, texts=ASK, right=text("a"), wrong=[only_english])

    with pytest.raises(SpecError, match="is missing in fr"):
        assignment.check(["en", "fr"])


def test_entries_can_only_be_scored_where_there_are_some():
    assignment = Assignment("quiz", title=TITLE)

    def two(rng):
        return {"k": int(rng.integers(2))}

    @assignment.answer("n", points=1, variant=two, texts=ASK, scoring="entries")
    def n(k):
        return k

    with pytest.raises(SpecError, match='"entries" needs an answer whose form has fields'):
        assignment.check(["en"])
