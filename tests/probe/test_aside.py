"""Trusted code beside the grader: what its framework could not bear is not done in the grader."""

import os

import numpy as np
import pytest

from autograder import Assignment, aside
from autograder.grading.assess import expectation_of
from autograder.mutation.arena import fates
from autograder.mutation.mutants import mutants_of
from autograder.spec import SpecError
from autograder.trial import run_trusted

KEY = b"one secret of sixteen bytes"


def doubled(x):
    return 2 * x


def where(x):
    return os.getpid()


def multiplied_by(number):
    return lambda x: number * 10 * x.size // 2


def process_of():
    def here(x):
        return os.getpid()

    return here


def nothing_plain(x):
    return object()


def ends_its_process(x):
    os._exit(1)


@pytest.fixture
def question():
    assignment = Assignment("beside", title={"en": "Beside"})
    question = assignment.question(doubled, points=1)
    question.case("shown", visible=True)(lambda _: {"x": np.array([1.0, 2.0])})
    question.case("drawn")(lambda rng: {"x": rng.normal(size=3)})
    question.frameworks = ("tensorflow",)
    return question


@pytest.fixture
def expectation(question):
    assignment = Assignment("beside", title={"en": "Beside"})
    assignment.questions.append(question)
    return expectation_of(assignment, question, KEY)


def tried(expectation, function):
    return run_trusted(expectation.question, function, expectation.cases[0])


def test_the_grader_itself_computes_nothing(expectation):
    assert tried(expectation, where).value != os.getpid()
    np.testing.assert_array_equal(tried(expectation, doubled).value, [2.0, 4.0])


def test_a_framework_that_bears_a_fork_is_run_in_the_grader(expectation):
    expectation.question.frameworks = ("torch",)

    assert tried(expectation, where).value == os.getpid()


def test_one_helper_does_for_all_that_a_question_declares(expectation):
    @expectation.question.mistake(en="It is not yours.")
    def where_else(x):
        return os.getpid()

    _ = expectation.right
    assert tried(expectation, where_else).value == tried(expectation, where_else).value


def test_a_function_that_was_not_there_at_the_fork_is_tried_all_the_same(expectation):
    _ = expectation.right

    assert [tried(expectation, multiplied_by(n)).value for n in range(3)] == [0, 10, 20]


def test_what_is_foreseen_is_tried_by_one_helper(expectation):
    functions = [process_of(), process_of()]
    aside.foresee(expectation.question, functions)

    one, other = [tried(expectation, function).value for function in functions]
    assert one == other


def test_an_exception_a_value_that_cannot_cross_and_a_changed_argument_come_back(expectation):
    def raises(x):
        raise ValueError("too many")

    def changes(x):
        x[0] = 7.0
        return x

    failure = tried(expectation, raises).failure
    assert (failure.type, failure.message) == ("ValueError", "too many")
    assert tried(expectation, nothing_plain).detail == "object"
    assert tried(expectation, changes).mutated == ("x",)


def test_a_function_that_takes_its_process_with_it_costs_itself_alone(expectation):
    assert tried(expectation, ends_its_process).failure.type == "EOFError"
    assert tried(expectation, doubled).kind == "value"


def test_a_function_that_does_not_end_costs_itself_alone(expectation, monkeypatch):
    def endless(x):
        while True:
            pass

    monkeypatch.setattr(aside, "SECONDS", 0.2)
    assert tried(expectation, endless).failure.type == "TimeoutError"
    monkeypatch.undo()
    assert tried(expectation, doubled).kind == "value"


def test_work_that_changes_what_functions_see_is_done_in_a_child_that_sees_it(expectation):
    seen = [os.getpid()]

    def work():
        seen.append(0)
        return [os.getpid(), len(seen)]

    pid, length = aside.computed(expectation.question, work)
    assert pid != os.getpid()
    assert (length, len(seen)) == (2, 1)


def test_work_that_raises_is_told_in_a_line(expectation):
    def work():
        raise KeyError("W1")

    with pytest.raises(SpecError, match="question 'doubled': KeyError: 'W1'"):
        aside.computed(expectation.question, work)


def test_a_child_of_the_grader_has_a_helper_of_its_own(expectation):
    ours = tried(expectation, where).value
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writer, str(tried(expectation, where).value).encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    theirs = int(os.read(reader, 100))
    os.close(reader)
    os.close(writer)

    assert theirs not in (ours, child)
    assert tried(expectation, where).value == ours


def test_mutants_of_tensorflow_run_where_the_reference_has_run_before():
    tf = pytest.importorskip("tensorflow", reason="TensorFlow is an optional extra")

    def squares(x):
        return tf.reduce_sum(tf.square(x)).numpy()

    assignment = Assignment("beside", title={"en": "Beside"})
    question = assignment.question(squares, points=1)
    question.case("shown", visible=True)(lambda _: {"x": np.array([1.0, 2.0])})
    question.case("drawn")(lambda rng: {"x": rng.normal(size=3)})
    question.frameworks = ("tensorflow",)
    expectation = expectation_of(assignment, question, KEY)

    assert expectation.right[0].value == 5.0
    tried = fates(mutants_of(squares), [expectation])
    assert tried
    assert all(fate.killed for fate in tried)
