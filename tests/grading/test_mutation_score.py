"""A slip in the reference that no hidden case refuses is a hole, unless it is none."""

import numpy as np
import pytest

from autograder import Assignment, SpecError
from autograder.grading.matrix import Counts, row_of, table
from autograder.grading.mutation_score import score_mutants

KEYS = [b"one secret of sixteen bytes", b"another one of sixteen bytes"]
AT_ZERO = "z > 0 → z >= 0"


def leaky(z):
    return np.where(z > 0, z, 0.1 * z)


@pytest.fixture
def assignment():
    assignment = Assignment("leaks", title={"en": "Leaks"})
    question = assignment.question(leaky, points=1)
    question.case("both signs")(lambda rng: {"z": rng.uniform(1, 2, 4) * [1, -1, 1, -1]})
    question.case("near zero")(lambda rng: {"z": rng.uniform(0.1, 0.9, 2) * [1, -1]})

    @question.mistake(en="You let nothing through.")
    def lets_nothing_through(z):
        return np.maximum(z, 0.0)

    return assignment


@pytest.fixture
def question(assignment):
    return assignment["leaky"]


def found(assignment, question):
    return [str(finding) for finding in score_mutants(assignment, question, KEYS).findings]


def test_a_mutant_that_survives_is_found(assignment, question):
    assert found(assignment, question) == [
        f"leaky: {AT_ZERO}: no hidden case refuses this mutant: add one, or list it as equivalent"
    ]


def test_a_mutant_that_is_listed_with_its_reason_is_no_finding(assignment, question):
    question.equivalent(AT_ZERO, "At 0 both branches are 0.")
    score = score_mutants(assignment, question, KEYS)

    assert score.findings == score.survivors == ()
    assert score.killed + len(score.listed) == len(score.fates)
    assert score.listed == {AT_ZERO: "At 0 both branches are 0."}


def test_a_listed_mutant_that_is_killed_is_found(assignment, question):
    question.equivalent(AT_ZERO, "At 0 both branches are 0.")
    question.equivalent("z > 0 → z <= 0", "I thought so.")

    assert found(assignment, question) == [
        "leaky: z > 0 → z <= 0: is listed as equivalent, and 'both signs' refuses it"
    ]


def test_a_listed_mutant_that_is_none_any_more_is_found(assignment, question):
    question.equivalent(AT_ZERO, "At 0 both branches are 0.")
    question.equivalent("z < 0 → z <= 0", "At 0 both branches are 0.")

    assert found(assignment, question) == [
        "leaky: z < 0 → z <= 0: "
        "is listed as equivalent, and is no mutant of the solution as it is now"
    ]


def test_a_mutant_that_survives_on_one_secret_only_is_found(assignment):
    def doubled(z):
        return 2 * z

    question = assignment.question(doubled, points=1)
    draws = iter([0.0, 1.0])
    question.case("a number")(lambda _: {"z": next(draws)})
    first = found(assignment, question)[0]

    assert "no hidden case refuses this mutant on 1 of 2 secrets" in first


def test_a_reason_must_be_given_and_only_once(question):
    question.equivalent(AT_ZERO, "At 0 both branches are 0.")

    with pytest.raises(SpecError, match="is listed twice"):
        question.equivalent(AT_ZERO, "Again.")
    with pytest.raises(SpecError, match="say why"):
        question.equivalent("z → -z", " ")


def test_the_mutants_of_an_answer_are_tried_on_the_variants_of_many_students(assignment):
    @assignment.answer(
        "area",
        points=1,
        variant=lambda rng: {"a": int(rng.integers(1, 4)), "b": int(rng.integers(1, 4))},
        texts={"en": "How many cells has a table of {a} by {b}?"},
    )
    def area(a, b):
        return a * b

    # With a = b = 2, a sum is as good as a product.
    assert score_mutants(assignment, assignment["area"], KEYS).findings == ()


def test_the_row_of_a_question_counts_everything(assignment, question):
    row = row_of(assignment, question, KEYS)
    mutants = len(row.mutation.fates)

    assert row.counts == Counts(
        mistakes=1, caught=1, named=1, mutants=mutants, killed=mutants - 1, listed_equivalent=0
    )
    assert row.counts.has_hole
    assert not Counts(mistakes=1, caught=1, named=1).has_hole


def test_the_table_has_a_line_for_each_assignment_under_a_heading():
    lines = table({"leaks": Counts(mistakes=12, caught=12), "norms": Counts(mistakes=3)})

    assert [line.split()[0] for line in lines] == ["mistakes", "leaks", "norms"]
    assert lines[1].split()[1:3] == ["12", "12"]
    assert len({len(line) for line in lines}) == 1
