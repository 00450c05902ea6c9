"""The course's questions that chance has a say in: how often a right answer may fail."""

from pathlib import Path

import numpy as np
import pytest

from autograder import chance
from autograder.authoring.course import load_course
from autograder.authoring.load import load_assignment
from autograder.grading.assess import expectation_of
from autograder.trial import run_trusted

ROOT = Path(__file__).parent.parent.parent
PER_BILLION = 1e-9


@pytest.fixture(scope="module")
def assignment():
    return load_assignment(load_course(ROOT), "backprop")


def test_weights_for_relu_fail_less_than_once_in_a_billion_runs(assignment):
    expectation = expectation_of(assignment, assignment["he_normal"], b"a key of the tests")

    bounds = [
        fact
        for right in expectation.right
        for fact in right.value.values()
        if isinstance(fact, chance.Interval)
    ]

    assert len(bounds) == 4 * len(expectation.cases)
    # The other fact of chance is that no two of 20,011 rows of two floats are the same.
    twins = 20_011**2 / 2 * (2.0**-50) ** 2
    assert len(bounds) * chance.ALPHA + twins < PER_BILLION


def test_right_weights_of_other_draws_are_right(assignment):
    question = assignment["he_normal"]

    def drawn_transposed(n_in, n_out, rng):
        return rng.normal(0.0, np.sqrt(2 / n_in), size=(n_in, n_out)).T

    for number in range(25):
        expectation = expectation_of(assignment, question, f"key {number}".encode())
        for case, right in zip(expectation.cases, expectation.right, strict=True):
            outcome = run_trusted(question, drawn_transposed, case)
            assert expectation.difference(right, outcome) is None


def test_shuffled_batches_fail_less_than_once_in_a_billion_runs(assignment):
    question = assignment["random_mini_batches"]
    expectation = expectation_of(assignment, question, b"a key of the tests")

    sizes = [case.inputs["X"].shape[1] for case in expectation.cases]

    assert min(sizes) >= 14
    assert sum(chance.same_order(m, orders=8) for m in sizes) < PER_BILLION
