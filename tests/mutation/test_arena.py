"""What becomes of mutants, the endless and the greedy ones too."""

import numpy as np
import pytest

from autograder import Assignment
from autograder.grading.assess import expectation_of
from autograder.mutation import arena
from autograder.mutation.arena import ENDLESS, ArenaError, fates
from autograder.mutation.mutants import Mutant

KEYS = [b"one secret of sixteen bytes", b"another one of sixteen bytes"]


def relu(z):
    return np.maximum(z, 0.0)


def slip(source):
    return Mutant(source, "by hand", "relu", f"def relu(z):\n    {source}\n")


@pytest.fixture
def assignment():
    assignment = Assignment("rectifiers", title={"en": "Rectifiers"})
    question = assignment.question(relu, points=1)
    question.case("shown", visible=True)(lambda _: {"z": np.array([-1.0, 0.0, 1.0])})
    question.case("positive")(lambda rng: {"z": rng.uniform(1, 2, size=3)})
    question.case("negative")(lambda rng: {"z": rng.uniform(-2, -1, size=3)})
    return assignment


@pytest.fixture
def tried(assignment):
    """Return what killed each of some functions' bodies, under two secrets."""

    def run(*sources):
        expectations = [expectation_of(assignment, assignment["relu"], key) for key in KEYS]
        slips = [slip(source) for source in sources]
        return [fate.killed_by for fate in fates(slips, expectations)]

    return run


def test_a_mutant_is_killed_by_the_first_hidden_case_that_refuses_it(tried):
    assert tried("return z.copy()", "return -z") == [("negative",) * 2, ("positive",) * 2]


def test_what_only_a_visible_case_refuses_survives(tried):
    assert tried("return np.where(z == 0, 1.0, np.maximum(z, 0.0))") == [("", "")]


def test_an_exception_and_a_changed_argument_are_refused(tried):
    assert tried("return nothing", "z[z < 0] = 0; return z") == [
        ("positive",) * 2,
        ("negative",) * 2,
    ]


def test_a_mutant_that_does_not_end_is_killed_and_the_next_ones_are_tried(tried, monkeypatch):
    monkeypatch.setattr(arena, "CPU_SECONDS", 0.3)
    results = tried("return z.copy()", "while True: pass", "return -z", "while True: pass")

    assert results == [("negative",) * 2, (ENDLESS,) * 2, ("positive",) * 2, (ENDLESS,) * 2]


def test_a_mutant_that_asks_for_the_moon_does_not_get_it(tried):
    assert tried("return np.zeros(2**40) + z.sum()") == [("positive",) * 2]


def test_a_mutant_that_ends_its_process_is_killed(tried):
    assert tried("import os; os._exit(0)", "return -z") == [(ENDLESS,) * 2, ("positive",) * 2]


def test_a_fate_counts_the_secrets_that_a_mutant_outlived(assignment):
    expectations = [expectation_of(assignment, assignment["relu"], key) for key in KEYS]
    same, other = fates([slip("return np.maximum(0.0, z)"), slip("return -z")], expectations)

    assert (same.survived, same.killed) == (2, False)
    assert (other.survived, other.killed) == (0, True)


def test_nothing_is_believed_where_the_reference_itself_does_not_pass(assignment):
    counter = iter(range(100))
    question = assignment.question(lambda z: z + next(counter), points=1, name="drifts")
    question.case("any")(lambda rng: {"z": rng.normal(size=3)})

    with pytest.raises(ArenaError, match="'drifts': the reference does not pass"):
        fates([slip("return z")], [expectation_of(assignment, question, KEYS[0])])
