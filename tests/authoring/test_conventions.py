"""A course names its conventions once: statement, reference and judge take them from there."""

import numpy as np
import pytest

from autograder import Assignment, Part, SpecError
from autograder.authoring.conventions import course_forms, quoted, read_conventions, settle
from autograder.authoring.course import CourseError, load_course
from autograder.authoring.stub import solution_of, stub_of
from autograder.conventions import Choice

FORMS = {"zero": {"en": "0 at 0", "fr": "0 en 0"}, "one": {"en": "1 at 0", "fr": "1 en 0"}}


def slope(z):
    """Return the slope of ReLU."""
    return np.where(z > 0, 1.0, 0.0)


def slope_of_one(z):
    """Return the other one."""
    return np.where(z >= 0, 1.0, 0.0)


@pytest.fixture
def assignment():
    """Return an assignment of one question, with another form of a convention."""
    part = Part("slopes")
    question = part.question(slope, points=1)
    question.case("zeros")(lambda _rng: {"z": np.array([0.0, -1.0, 2.0])})
    question.convention("at-zero", "one", instead_of="zero", en="One.", fr="Un.")(slope_of_one)
    return Assignment("slopes", title={"en": "Slopes", "fr": "Pentes"}, parts=[part])


def chosen(form, others="wrong"):
    return {"at-zero": Choice("at-zero", form, FORMS, others)}


def test_the_reference_stays_where_its_form_is_the_course_s(assignment):
    settle(assignment, chosen("zero", "note"))

    (convention,) = assignment["slope"].conventions
    assert assignment["slope"].solution is slope
    assert (convention.key, convention.choice.others) == ("at-zero=one", "note")


def test_the_solution_follows_the_course_s_choice(assignment):
    settle(assignment, chosen("one"))

    question = assignment["slope"]
    (convention,) = question.conventions
    assert question.solution is slope_of_one
    assert (convention.key, convention.function, convention.hint) == ("at-zero=zero", slope, {})


def test_the_stub_keeps_its_name_and_words_and_the_solution_gets_the_form(assignment):
    settle(assignment, chosen("one"))

    stub, solution = stub_of(assignment["slope"], "en"), solution_of(assignment["slope"])
    assert stub.startswith('def slope(z):\n    """Return the slope of ReLU."""\n')
    assert solution.startswith('def slope(z):\n    """Return the slope of ReLU."""\n')
    assert "z >= 0" in solution


def test_a_convention_that_the_course_has_not_is_refused(assignment):
    with pytest.raises(SpecError, match=r"no convention 'at-zero': add \[conventions.at-zero\]"):
        settle(assignment, {})


def test_a_form_that_the_course_has_not_is_refused(assignment):
    choice = Choice("at-zero", "zero", {"zero": FORMS["zero"], "half": FORMS["one"]})

    with pytest.raises(SpecError, match=r"no form 'one' in course.toml \(there: zero, half\)"):
        settle(assignment, {"at-zero": choice})


def test_a_choice_that_no_function_has_is_refused(assignment):
    choice = Choice("at-zero", "half", {**FORMS, "half": FORMS["one"]})

    with pytest.raises(SpecError, match="takes the form 'half' of 'at-zero', which no function"):
        settle(assignment, {"at-zero": choice})


def test_prose_quotes_the_course_s_form():
    english, french = (course_forms(chosen("one"), lang) for lang in ("en", "fr"))

    assert quoted("Here: {convention:at-zero}.", english, "x.md") == "Here: 1 at 0."
    assert quoted("Ici, {convention: at-zero }.", french, "x.md") == "Ici, 1 en 0."


def test_prose_that_quotes_an_unknown_convention_is_refused_in_one_line():
    with pytest.raises(SpecError, match=r"x.md: the course has no convention 'y' \(there: none\)"):
        quoted("{convention:y}", {}, "x.md")


TABLE = '[conventions.a]\nform = "x"\n[conventions.a.forms]\nx = {en = "X"}\ny = {en = "Y"}\n'

REFUSED = {
    "no table": ("conventions = 3\n", "must be a table"),
    "no table of one": ("[conventions]\na = 3\n", r"\[conventions.a\] must be a table"),
    "an unknown setting": (TABLE.replace("form =", "shape ="), "unknown setting 'shape'"),
    "a form that is not there": (TABLE.replace('"x"', '"z"'), "`form` must be one of x, y"),
    "an unknown policy": (
        TABLE.replace("form =", 'others = "maybe"\nform ='),
        "`others` must be one of accept, note, wrong",
    ),
    "one form alone": (TABLE.replace('y = {en = "Y"}', ""), "two forms or more"),
    "a language less": (TABLE.replace('{en = "Y"}', '{fr = "Y"}'), "'y' has no text in en"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_malformed_convention_is_refused_in_one_line(tmp_path, name):
    text, problem = REFUSED[name]
    (tmp_path / "course.toml").write_text(f'name = "x"\n{text}', "utf-8")

    with pytest.raises(CourseError, match=problem) as caught:
        load_course(tmp_path)
    assert "course.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_course_without_conventions_has_none(tmp_path):
    (tmp_path / "course.toml").write_text('name = "x"\n', "utf-8")

    assert load_course(tmp_path).conventions == {}


def test_another_form_is_wrong_unless_the_course_says_more(tmp_path):
    (tmp_path / "course.toml").write_text(f'name = "x"\n{TABLE}', "utf-8")

    (choice,) = load_course(tmp_path).conventions.values()
    assert (choice.form, choice.others) == ("x", "wrong")
    assert read_conventions({}, "course.toml", ["en"]) == {}
