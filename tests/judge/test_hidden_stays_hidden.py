"""No message carries a hidden value out, whatever a student's code does to make it so."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder import Question
from autograder.judge.mark import Listener, mark
from autograder.judge.oracle import Expectation
from autograder.outcome import Failure, Outcome
from autograder.trial import draw_case, run_trusted

QUOTE = "return magic(Z)"
SHOWN = np.array([[0.5, 2.0], [1.5, 4.0]])
LETTERS = "abcdefghij"


def magic(Z, name):
    return 3 * Z - 1 / Z


def spelled(Z):
    """Return an input as a name that an exception could have."""
    digits = f"{abs(Z.flat[0]):.12e}"
    return "x" + "".join(LETTERS[int(digit)] for digit in digits if digit.isdigit())


def raise_named(Z, name):
    raise type(spelled(Z), (Exception,), {})


def raise_message(Z, name):
    raise ValueError(f"{Z.tolist()} {name}")


def return_type(Z, name):
    return type(spelled(Z), (), {})()


def unwritten(Z, name):
    raise NotImplementedError(spelled(Z))


STUDENTS = {
    "constant": lambda _Z, _name: np.full((2, 2), 1.2345678),
    "huge constant": lambda _Z, _name: np.full((2, 2), 1.2345678e15),
    "tiny constant": lambda _Z, _name: np.full((2, 2), 1.2345678e-15),
    "power of ten": lambda _Z, _name: np.full((2, 2), 1e100),
    "nearly right": lambda Z, name: magic(Z, name) * 1.0000012345,
    "wrong sign": lambda Z, name: -magic(Z, name),
    "not finite": lambda Z, _name: np.log(-Z),
    "transposed": lambda Z, name: magic(Z, name)[:, :1],
    "integers": lambda Z, name: magic(Z, name).astype(int),
    "list": lambda Z, _name: Z.tolist(),
    "key": lambda Z, name: {f"{Z[0, 0]} {name}": Z},
    "key as well": lambda Z, name: {"A": magic(Z, name), f"{Z[0, 0]} {name}": 0},
    "text": lambda Z, name: f"{Z.tolist()} {name}",
    "type": return_type,
    "exception": raise_named,
    "message": raise_message,
    "unwritten": unwritten,
}


def question_of(Z, name, *, nested=False):
    """Return a question with a visible case and a hidden one of this input."""
    solution = nest(magic) if nested else magic
    question = Question("magic", solution, points=1)
    question.case("shown", visible=True)(lambda _rng: {"Z": SHOWN, "name": "public"})
    question.case("hidden")(lambda _rng: {"Z": Z, "name": name})
    cases = [draw_case(question, case, np.random.default_rng(0)) for case in question.cases]
    return Expectation(question, cases)


def nest(function):
    def nested(Z, name):
        return {"A": function(Z, name)}

    return nested


def messages(expectation, outcomes):
    """Return everything that is said of the question, in every language."""
    for lang in ("en", "fr"):
        listener = Listener(lang, lambda _cell, _line: QUOTE, call_seconds=4)
        verdict = mark(expectation, outcomes, listener)
        assert not verdict.cases[1].passed
        yield verdict.cases[1].message
        if verdict.cases[0].passed:
            yield verdict.message


def significant_digits(number):
    mantissa = re.split("[eE]", number)[0]
    return len(re.sub("[.,]", "", mantissa).strip("0"))


def assert_secret(expectation, outcomes):
    hidden = expectation.cases[1].inputs
    for message in messages(expectation, outcomes):
        numbers = re.findall(r"\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?", message)
        assert all(significant_digits(number) <= 3 for number in numbers), message
        assert hidden["name"] not in message
        assert spelled(hidden["Z"]) not in message


VALUES = st.floats(1e-3, 1e6) | st.floats(-1e6, -1e-3)
INPUTS = st.lists(VALUES, min_size=4, max_size=4).map(lambda Z: np.reshape(Z, (2, 2)))
NAMES = st.from_regex(r"\A[k-z]{12}\Z")


@pytest.mark.parametrize("student", STUDENTS)
@settings(deadline=None, max_examples=30)
@given(Z=INPUTS, name=NAMES)
def test_no_message_holds_a_hidden_input_or_a_hidden_result(student, Z, name):
    expectation = question_of(Z, name, nested=student == "key as well")
    function = STUDENTS[student]
    if student not in ("key as well", "key", "text", "list"):
        # Right where it shows: everything that is said is then said of the hidden case.
        function = right_where_it_shows(function)
    outcomes = [run_trusted(expectation.question, function, case) for case in expectation.cases]

    assert_secret(expectation, outcomes)


def right_where_it_shows(function):
    def student(Z, name):
        return magic(Z, name) if name == "public" else function(Z, name)

    return student


HOSTILE = {
    "mutated": lambda text: Outcome("value", None, mutated=(text,)),
    "mutated and right": lambda text: Outcome("value", np.ones((2, 2)), mutated=("Z", text)),
    "type": lambda text: Outcome("unplain", detail=text),
    "over the limits": lambda text: Outcome("unplain", detail=f"over the limits: {text}"),
    "missing": lambda text: Outcome("missing", detail=text),
    "timed out": lambda text: Outcome("timed-out", detail=text),
    "protocol": lambda text: Outcome("protocol", detail=text),
    "exception": lambda text: Outcome("error", failure=Failure(text)),
    "message": lambda text: Outcome("error", failure=Failure("ValueError", text)),
    "import": lambda text: Outcome("error", failure=Failure("ImportError", text)),
    "alias": lambda text: Outcome("error", failure=Failure("AttributeError", f"`np.{text}")),
    "unwritten": lambda text: Outcome(
        "error", failure=Failure("NotImplementedError", "", 1, 1, text)
    ),
    "function": lambda text: Outcome("error", failure=Failure("ValueError", "", 1, 1, text)),
}


@pytest.mark.parametrize("hostile", HOSTILE)
@settings(deadline=None, max_examples=20)
@given(Z=INPUTS, name=NAMES)
def test_a_worker_that_was_taken_over_carries_nothing_out(hostile, Z, name):
    expectation = question_of(Z, name)
    text = f"{name} {spelled(Z)} {Z[0, 0]}"

    assert_secret(expectation, [expectation.right[0], HOSTILE[hostile](text)])


# --- what a visible case brought up may be said of a hidden one ---


def judge(*outcomes):
    question = question_of(np.ones((2, 2)), "hidden name")
    listener = Listener("en", lambda _cell, _line: "", call_seconds=4)
    return mark(question, outcomes, listener).cases[1].message


def error(kind, message, function=None):
    return Outcome("error", failure=Failure(kind, message, function=function))


def test_an_exception_that_a_visible_case_raises_too_is_told_with_its_message():
    same = error("ValueError", "operands could not be broadcast")
    other = error("ValueError", "shapes (2,3) and (3,2) not aligned")

    assert judge(same, same) == (
        "Your code raised ValueError: operands could not be broadcast. Two arrays are combined "
        "entry by entry whose shapes do not fit."
    )
    assert judge(other, same).startswith("Your code raised ValueError. Two arrays are combined")


def test_an_exception_of_the_students_own_is_named_where_a_visible_case_raises_it_too():
    own = error("ShapeError", "")

    assert judge(own, own) == "Your code raised ShapeError."
    assert judge(error("ValueError", ""), own) == "Your code raised Exception."


@pytest.mark.parametrize("kind", ["ZeroDivisionError", "LinAlgError", "_UFuncNoLoopError"])
def test_exceptions_of_python_and_numpy_are_always_named(kind):
    assert judge(Outcome("value", SHOWN), error(kind, "")) == f"Your code raised {kind}."


def test_a_type_of_the_students_own_is_named_where_a_visible_case_returns_it_too():
    own = Outcome("unplain", detail="Layer")

    assert "of type `Layer`" in judge(own, own)
    assert "of another type" in judge(Outcome("value", SHOWN), own)


def test_a_helper_that_is_not_written_is_named_where_a_visible_case_meets_it_too():
    helper = error("NotImplementedError", "", "my_helper")

    assert judge(helper, helper) == "Your code calls `my_helper`, which is not written yet."
    assert judge(Outcome("value", SHOWN), helper) == "Your code raised NotImplementedError."


def test_a_key_is_named_where_a_visible_case_has_it_too():
    expectation = question_of(np.ones((2, 2)), "hidden name", nested=True)
    listener = Listener("en", lambda _cell, _line: "", call_seconds=4)
    with_key = [Outcome("value", {**right.value, "cache": 0}) for right in expectation.right]

    both = mark(expectation, with_key, listener).cases[1].message
    one = mark(expectation, [expectation.right[0], with_key[1]], listener).cases[1].message

    assert both == "The key “cache” is not asked for."
    assert one == "There is a key that is not asked for."
