"""An author's slips are all found before a student meets them."""

import itertools

import numpy as np
import pytest

from autograder import Assignment, Seed, SpecError
from autograder.grading.assess import Finding, assess, assess_question, expectation_of

KEY = b"a secret of sixteen bytes or more"


def normalise(Z):
    return Z / Z.sum(axis=0)


def shapes(*size):
    return lambda rng: {"Z": rng.uniform(1, 2, size)}


@pytest.fixture
def assignment():
    """Return an assignment of one question without slips."""
    assignment = Assignment("norms", title={"en": "Norms"})
    question = assignment.question(normalise, points=2)
    question.case("shown", visible=True)(shapes(2, 3))
    question.case("tall")(shapes(5, 2))
    question.case("one row")(shapes(1, 4))

    @question.mistake(en="You sum over the rows.")
    def wrong_axis(Z):
        return Z / Z.sum(axis=1, keepdims=True)

    @question.alternative
    def with_einsum(Z):
        return Z / np.einsum("ij->j", Z)

    return assignment


@pytest.fixture
def question(assignment):
    """Return that question."""
    return assignment["normalise"]


def found(assignment):
    return [str(finding) for finding in assess(assignment, [KEY])]


def test_nothing_is_found_where_all_is_well(assignment):
    assert assess(assignment, [KEY]) == []


def test_a_mistake_that_passes_is_found(assignment, question):
    @question.mistake(en="You use a loop.")
    def loops(Z):
        return np.stack([column / column.sum() for column in Z.T], axis=1)

    assert found(assignment) == ["normalise: loops: passes every hidden case"]


def test_a_mistake_that_fails_only_where_it_shows_passes(assignment, question):
    @question.mistake(en="You forget three columns.")
    def forgets_three_columns(Z):
        return Z if Z.shape == (2, 3) else normalise(Z)

    assert found(assignment) == ["normalise: forgets_three_columns: passes every hidden case"]


def test_twins_are_found_both(assignment, question):
    @question.mistake(en="You never divide.")
    def never_divides(Z):
        return Z.copy()

    @question.mistake(en="You multiply by one.")
    def multiplies_by_one(Z):
        return Z * 1.0

    assert found(assignment) == [
        "normalise: never_divides: cannot be told apart from multiplies_by_one",
        "normalise: multiplies_by_one: cannot be told apart from never_divides",
    ]


def test_a_mistake_that_is_never_the_same_twice_is_found(assignment, question):
    rng = np.random.default_rng(0)

    @question.mistake(en="You draw at random.")
    def draws(Z):
        return rng.normal(size=Z.shape)

    assert found(assignment) == ["normalise: draws: is not recognised as itself"]


def test_a_mistake_may_raise(assignment, question):
    @question.mistake(en="You multiply matrices.")
    def multiplies(Z):
        return Z @ Z

    assert found(assignment) == []


def test_a_mistake_with_a_slip_of_its_author_is_found(assignment, question):
    @question.mistake(en="You never divide.")
    def never_divides(Z):
        return Z.coppy()

    assert found(assignment) == [
        "normalise: never_divides: raises AttributeError on every hidden case "
        "('numpy.ndarray' object has no attribute 'coppy'): "
        "mend it, or declare it with raises=True if it is meant to"
    ]


def test_a_mistake_that_is_meant_to_raise_says_so(assignment, question):
    @question.mistake(raises=True, en="You call the array.")
    def calls_the_array(Z):
        return Z(axis=0)

    assert found(assignment) == []


def test_a_mistake_that_is_meant_to_raise_and_does_not_is_found(assignment, question):
    @question.mistake(raises=True, en="You never divide.")
    def never_divides(Z):
        return Z.copy()

    assert found(assignment) == [
        "normalise: never_divides: "
        "is declared with raises=True, and does not raise on every hidden case"
    ]


def test_a_mistake_that_only_some_secrets_refuse_on_a_case_is_found(assignment, question):
    question.case("one number")(lambda rng: {"Z": np.full((1, 1), float(rng.integers(1, 3)))})

    @question.mistake(en="You never divide.")
    def never_divides(Z):
        return Z.copy()

    keys = [f"secret number {n}".encode() for n in range(10)]
    findings = [str(finding) for finding in assess(assignment, keys)]

    assert len(findings) == 1
    assert findings[0].startswith("normalise: never_divides: is refused by 'one number' on ")
    assert findings[0].endswith(" of 10 secrets, and not on the others")


def test_mistakes_that_lie_too_near_to_each_other_are_found(assignment, question):
    @question.mistake(en="You never divide.")
    def never_divides(Z):
        return Z.copy()

    @question.mistake(en="You never divide, and add an epsilon.")
    def adds_an_epsilon(Z):
        return Z + 1e-6

    assert found(assignment) == [
        "normalise: never_divides: is told apart from adds_an_epsilon by luck alone"
    ]


def test_another_form_of_a_convention_is_no_finding(assignment, question):
    @question.convention("share", "percent", instead_of="fraction")
    def in_percent(Z):
        return 100 * normalise(Z)

    assert found(assignment) == []


def test_a_form_that_is_no_other_form_is_found(assignment, question):
    @question.convention("sum", "numpy", instead_of="python")
    def with_numpy(Z):
        return Z / np.sum(Z, axis=0)

    assert found(assignment) == [
        "normalise: sum=numpy: gives what the solution gives on every hidden case"
    ]


def test_a_mistake_that_is_right_under_another_convention_is_found(assignment, question):
    @question.convention("axis", "rows", instead_of="columns")
    def over_the_rows(Z):
        return Z / Z.sum(axis=1, keepdims=True)

    assert found(assignment) == ["normalise: wrong_axis: cannot be told apart from axis=rows"]


def test_an_alternative_that_is_refused_is_found_on_every_case(assignment, question):
    @question.alternative
    def rounded(Z):
        return normalise(Z).round(3)

    @question.alternative
    def careless(Z):
        Z /= Z.sum(axis=0)
        return Z

    findings = assess(assignment, [KEY])

    # In a single row, every column is 1: there is nothing to round.
    assert [finding.subject for finding in findings] == ["rounded"] * 2 + ["careless"] * 3
    assert "a right solution is refused on 'tall'" in findings[1].problem
    assert "mutated" in findings[2].problem


def test_a_reference_that_changes_its_argument_is_found(assignment, question):
    def in_place(Z):
        Z /= Z.sum(axis=0)
        return Z

    question.solution = in_place
    problems = [finding for finding in assess(assignment, [KEY]) if finding.subject == "reference"]

    assert problems == [
        Finding("normalise", "reference", f"changes its argument 'Z' in place on {case!r}")
        for case in ("shown", "tall", "one row")
    ]


def test_a_reference_that_draws_from_elsewhere_is_found(assignment):
    counter = itertools.count()

    def dropout(Z):
        return Z * next(counter)

    assignment.question(dropout, points=1).case("any")(shapes(2, 2))

    assert found(assignment) == [
        "dropout: reference: gives another result when called twice on 'any'"
    ]


def test_a_reference_that_draws_from_its_own_seed_is_right(assignment):
    def dropout(Z, rng):
        return Z * (rng.uniform(size=Z.shape) < 0.5)

    @assignment.question(dropout, points=1).case("any")
    def _(rng):
        return {"Z": rng.normal(size=(3, 3)), "rng": Seed.draw(rng)}

    assert found(assignment) == []


def test_a_reference_that_fails_cannot_be_assessed(assignment, question):
    question.solution = lambda Z: Z @ Z

    with pytest.raises(SpecError, match="'normalise', case 'shown': the reference itself fails"):
        assess(assignment, [KEY])


def test_a_case_that_cannot_be_drawn_cannot_be_assessed(assignment, question):
    question.case("broken")(lambda _rng: None)

    with pytest.raises(SpecError, match="case 'broken': it must return a dict"):
        assess(assignment, [KEY])


def test_one_question_is_assessed_alone(assignment, question):
    assert assess_question(assignment, question, [KEY]).findings == ()


def test_hidden_cases_differ_from_secret_to_secret_and_visible_ones_do_not(assignment, question):
    one, other = (expectation_of(assignment, question, key) for key in (KEY, b"another"))
    same = [
        bool(np.array_equal(left.value, right.value))
        for left, right in zip(one.right, other.right, strict=True)
    ]

    # In a single row, every column is 1.
    assert same == [True, False, True]
