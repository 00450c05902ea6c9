"""What an author declares, and what is refused before anything is graded."""

import numpy as np
import pytest

from autograder import Assignment, Case, Part, Question, Seed, SpecError

TITLE = {"en": "Two functions", "fr": "Deux fonctions"}


def double(x):
    return 2 * x


def triple(x):
    return 3 * x


def draws_x(rng):
    return {"x": rng.normal()}


def two_questions():
    """Return a small assignment that can be graded."""
    assignment = Assignment("numbers", title=TITLE)
    for solution in (double, triple):
        question = assignment.question(solution, points=2)
        question.case("any number", fr="un nombre")(draws_x)
        question.mistake(en="You return x itself.", fr="Vous retournez x lui-même.")(abs_of)
    return assignment


def abs_of(x):
    return abs(x)


# --- declaring ---


def test_a_question_is_named_after_its_solution():
    assert Part("numbers").question(double, points=1).name == "double"


def test_a_question_may_be_named_otherwise():
    assert Part("numbers").question(double, points=1, name="twice").name == "twice"


def test_a_question_knows_its_parameters_in_order():
    def update(weights, gradient, *, rate=0.1):
        return weights - rate * gradient

    question = Part("numbers").question(update, points=1)

    assert list(question.parameters) == ["weights", "gradient", "rate"]


class Doubler:
    factor = 2

    def __call__(self, x):
        return self.factor * x


def test_a_question_whose_solution_is_a_class_knows_its_methods():
    part = Part("numbers")

    assert part.question(Doubler, points=1).methods == ("__call__",)
    assert part.question(double, points=1).methods == ()


def test_a_class_that_no_probe_exercises_is_refused():
    assignment = two_questions()
    question = assignment.question(Doubler, points=1)
    question.case("any number", fr="un nombre")(draws_x)

    with pytest.raises(SpecError, match="'Doubler' is a class: give it a probe"):
        assignment.check(["en", "fr"])

    question.probe(lambda doubler, x: doubler()(x))
    assignment.check(["en", "fr"])


def test_what_is_kept_for_a_summary_needs_one():
    assignment = two_questions()
    question = assignment.question(abs_of, points=1, kept=("labels",))
    question.case("any number", fr="un nombre")(draws_x)

    with pytest.raises(SpecError, match="'abs_of' keeps 'labels': give it a probe and a summary"):
        assignment.check(["en", "fr"])


def test_what_is_declared_with_a_decorator_stays_what_it_was():
    question = Question("double", double, points=1)

    assert question.case("any number")(draws_x) is draws_x
    assert question.mistake(en="…")(triple) is triple
    assert question.alternative(abs_of) is abs_of
    assert question.probe(abs_of) is abs_of
    assert question.summary(abs_of) is abs_of


def test_cases_keep_their_order_weight_and_visibility():
    question = Question("double", double, points=1)
    question.case("shown", visible=True)(draws_x)
    question.case("heavy", weight=3, picture="curve")(draws_x)

    assert question.cases == [
        Case("shown", draws_x, visible=True),
        Case("heavy", draws_x, weight=3, picture="curve"),
    ]


def test_a_case_has_a_title_in_every_language_and_falls_back_on_english():
    case = Case("one instance", draws_x, {"fr": "une seule instance"})

    assert case.title("fr") == "une seule instance"
    assert case.title("en") == "one instance"
    assert case.title("de") == "one instance"


def test_a_mistake_is_named_after_its_function():
    (mistake,) = two_questions()["double"].mistakes

    assert mistake.name == "abs_of"
    assert mistake.hint["fr"] == "Vous retournez x lui-même."


def test_an_answer_is_a_hidden_case_of_each_student():
    part = Part("numbers")

    @part.answer("count", points=1, variant=draws_x, texts={"en": "How many?"})
    def count(x):
        return 2 * x

    (case,) = count.cases
    assert part.questions == [count]
    assert (count.kind, count.drawn_per) == ("answer", "student")
    assert not case.visible
    assert case.title("fr") == "votre variante"


def test_an_assignment_takes_the_questions_of_its_parts_then_its_own():
    first, second = Part("first"), Part("second")
    second.question(triple, points=2)
    first.question(double, points=1)
    assignment = Assignment("numbers", title=TITLE, parts=[first, second])
    assignment.question(abs_of, points=3)

    assert [question.name for question in assignment] == ["double", "triple", "abs_of"]
    assert assignment.points == 6


def test_a_question_is_found_by_its_name():
    assert two_questions()["triple"].solution is triple


def test_a_question_that_is_not_there_is_named():
    with pytest.raises(SpecError, match="assignment 'numbers' has no question 'quadruple'"):
        two_questions()["quadruple"]


def test_a_seed_drawn_from_the_same_generator_is_the_same():
    one, other = (Seed.draw(np.random.default_rng(7)) for _ in range(2))

    assert one == other
    assert type(one.value) is int
    assert one != Seed.draw(np.random.default_rng(8))


# --- refusing ---


def test_two_cases_of_one_name_are_refused():
    question = two_questions()["double"]

    with pytest.raises(SpecError, match="'double': two cases are named 'any number'"):
        question.case("any number")


def test_a_picture_that_nobody_draws_is_refused():
    question = two_questions()["double"]

    with pytest.raises(SpecError, match="case 'dots': picture is 'curve' or 'path'"):
        question.case("dots", picture="dots")


def test_two_mistakes_of_one_name_are_refused():
    question = two_questions()["double"]

    with pytest.raises(SpecError, match="'double': two mistakes are named 'abs_of'"):
        question.mistake(en="…")(abs_of)


def test_a_complete_assignment_passes():
    two_questions().check(["en", "fr"])


def test_a_question_declared_twice_is_refused():
    assignment = two_questions()
    assignment.question(double, points=1).case("another")(draws_x)

    with pytest.raises(SpecError, match="question 'double' is declared twice"):
        assignment.check(["en"])


@pytest.mark.parametrize("name", ["two words", "", "2nd", "lambda", "class"])
def test_a_name_that_no_student_could_define_is_refused(name):
    assignment = Assignment("numbers", title=TITLE)
    assignment.answer(name, points=1, variant=draws_x, texts=TITLE)(double)

    with pytest.raises(SpecError, match="no function or variable can have this name"):
        assignment.check(["en"])


@pytest.mark.parametrize("points", [0, -1])
def test_a_question_without_points_is_refused(points):
    assignment = two_questions()
    assignment["double"].points = points

    with pytest.raises(SpecError, match="'double': points must be above zero"):
        assignment.check(["en"])


def test_a_question_without_a_hidden_case_is_refused():
    assignment = Assignment("numbers", title=TITLE)
    question = assignment.question(double, points=1)
    with pytest.raises(SpecError, match="'double' has no hidden case"):
        assignment.check(["en"])

    question.case("shown", visible=True)(draws_x)
    with pytest.raises(SpecError, match="'double' has no hidden case"):
        assignment.check(["en"])


@pytest.mark.parametrize("weight", [0, -1])
def test_a_case_that_weighs_nothing_is_refused(weight):
    assignment = two_questions()
    assignment["double"].case("light", weight=weight)(draws_x)

    with pytest.raises(SpecError, match="'double': a case's weight must be above zero"):
        assignment.check(["en"])


def test_a_question_may_need_only_earlier_ones():
    assignment = two_questions()
    assignment["triple"].needs = ("double",)
    assignment.check(["en"])

    assignment["double"].needs = ("triple",)
    with pytest.raises(SpecError, match="'double' needs 'triple', which is no earlier question"):
        assignment.check(["en"])


def test_a_title_that_lacks_a_language_is_refused():
    assignment = Assignment("numbers", title={"en": "Numbers", "fr": " "})

    with pytest.raises(SpecError, match="the title of 'numbers' is missing in fr"):
        assignment.check(["en", "fr"])


def test_a_hint_that_lacks_a_language_is_refused():
    assignment = two_questions()
    assignment["double"].mistake(en="You triple it.")(triple)

    with pytest.raises(SpecError, match="the hint of mistake 'triple' is missing in fr"):
        assignment.check(["en", "fr"])


def test_an_answer_whose_text_lacks_a_language_is_refused():
    assignment = Assignment("numbers", title=TITLE)
    assignment.answer("count", points=1, variant=draws_x, texts={"en": "How many?"})(double)

    with pytest.raises(SpecError, match="the text of question 'count' is missing in fr"):
        assignment.check(["en", "fr"])
