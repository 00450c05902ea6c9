"""Cases drawn, and trusted code tried on them as the worker would try a student's."""

import warnings

import numpy as np
import pytest

from autograder import Question, SpecError
from autograder.outcome import Failure, Outcome
from autograder.trial import draw_case, run_solution, run_trusted, summarised


def halve(x):
    return x / 2


def question_with(draw, solution=halve):
    question = Question("halve", solution, points=1)
    question.case("any number")(draw)
    return question


def drawn(question):
    return draw_case(question, question.cases[0], np.random.default_rng(1))


def tried(function, solution=halve, **inputs):
    question = question_with(lambda _rng: inputs, solution)
    return run_trusted(question, function, drawn(question))


# --- drawing ---


def test_a_case_is_drawn_from_the_generator_that_is_given():
    case = drawn(question_with(lambda rng: {"x": rng.normal()}))

    assert case.inputs == {"x": np.random.default_rng(1).normal()}
    assert case.call.positional == ("x",)


def test_a_case_that_cannot_be_drawn_is_told_by_question_and_case():
    question = question_with(lambda _rng: {"x": 1 / 0})

    with pytest.raises(SpecError, match=r"'halve', case 'any number': .* failed: ZeroDivision"):
        drawn(question)


@pytest.mark.parametrize("inputs", [None, 3, (1, 2), [{"x": 1}], {1: 2}])
def test_a_case_that_does_not_return_arguments_by_name_is_told(inputs):
    with pytest.raises(SpecError, match="'any number': it must return a dict of the function's"):
        drawn(question_with(lambda _rng: inputs))


# --- trying ---


def test_a_value_comes_back_as_it_would_over_the_wire():
    assert tried(lambda x: (x, [x]), x=3) == Outcome("value", (3, [3]))


def test_an_argument_that_was_changed_is_reported():
    def careless(x):
        x[0] = 1

    assert tried(careless, x=[0]).mutated == ("x",)


def test_an_exception_is_an_outcome():
    assert tried(halve, x="a text") == Outcome(
        "error", failure=Failure("TypeError", "unsupported operand type(s) for /: 'str' and 'int'")
    )


def test_a_value_that_cannot_cross_is_an_outcome_that_names_its_type():
    assert tried(lambda x: (x for _ in "ab"), x=1) == Outcome("unplain", detail="generator")


def test_a_value_over_the_limits_is_an_outcome():
    outcome = tried(lambda x: np.broadcast_to(x, (10**6, 10**6)), x=1.0)

    assert outcome.kind == "unplain"
    assert outcome.detail.startswith("over the limits")


def test_trusted_code_neither_warns_nor_minds_numpy_errors():
    def noisy(x):
        warnings.warn("old", DeprecationWarning, stacklevel=1)
        return np.float64(x) / 0

    with np.errstate(all="raise"):
        outcome = tried(noisy, x=1.0)

    assert outcome == Outcome("value", np.inf)


@pytest.mark.parametrize(
    ("solution", "told"),
    [
        (lambda x: {x: 1}["W1"], r"the reference itself fails \(KeyError: 'W1'\)"),
        (lambda x: {x}, r"the reference itself fails \(it returns set\)"),
    ],
)
def test_a_reference_that_gives_no_value_is_told(solution, told):
    question = question_with(lambda _rng: {"x": 1}, solution)

    with pytest.raises(SpecError, match=f"'halve', case 'any number': {told}"):
        run_solution(question, drawn(question))


# --- summaries ---


def initialise(size):
    return np.zeros(size)


@pytest.fixture
def initialiser():
    """Return a question judged by facts about its output."""
    question = Question("initialise", initialise, points=1)
    question.case("a few neurons")(lambda _rng: {"size": 4})

    @question.summary
    def facts(output, size):
        return {"size": output.size == size, "all zero": bool(np.all(output == 0))}

    return question


def test_a_value_is_reduced_to_its_facts(initialiser):
    case = drawn(initialiser)

    assert run_solution(initialiser, case).value == {"size": True, "all zero": True}
    assert summarised(initialiser, Outcome("value", np.ones(3)), case).value == {
        "size": False,
        "all zero": False,
    }


def test_a_summary_keeps_what_was_changed(initialiser):
    outcome = summarised(initialiser, Outcome("value", np.ones(3), ("size",)), drawn(initialiser))

    assert outcome.mutated == ("size",)


def test_a_value_that_a_summary_stumbles_over_has_not_the_form_asked_for(initialiser):
    outcome = summarised(initialiser, Outcome("value", [0, 0, 0, 0]), drawn(initialiser))

    assert (outcome.kind, outcome.detail) == ("protocol", "unexpected-form")


def test_what_is_no_value_is_not_summarised(initialiser):
    outcome = Outcome("timed-out")

    assert summarised(initialiser, outcome, drawn(initialiser)) is outcome


def test_a_summary_that_fails_on_the_reference_is_told(initialiser):
    initialiser.solution = lambda size: [size]

    with pytest.raises(SpecError, match=r"itself fails \(AttributeError: 'list'"):
        run_solution(initialiser, drawn(initialiser))


# --- what stays in the grader ---


def judged_on_hidden_data(**inputs):
    question = question_with(lambda _rng: {"x": 3.0, **inputs})
    question.kept = ("labels",)
    question.probe_function = given_what_it_takes
    question.summary_function = right_share
    return question


def given_what_it_takes(function, x, **others):
    return {"halved": function(x), "others": sorted(others)}


def right_share(output, x, labels):
    return {**output, "right": float(np.mean(labels == output["halved"]))}


def test_what_is_kept_is_for_the_summary_and_no_argument_of_the_call():
    question = judged_on_hidden_data(labels=np.array([1.5, 1.5, 1.0, 1.5]))
    case = drawn(question)

    facts = run_trusted(question, halve, case).value

    assert set(case.call.arguments) == {"x"}
    assert facts == {"halved": 1.5, "others": [], "right": 0.75}


def test_what_is_kept_must_be_drawn():
    with pytest.raises(SpecError, match="'halve': a case does not give 'labels'"):
        drawn(judged_on_hidden_data())
