"""A second pass: functions that are wrong give way to stand-ins that ask the grader."""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder import wire
from autograder.sandbox import talk as talk_module
from autograder.sandbox.asking import Ask, StandIns
from autograder.sandbox.channel import ChannelClosedError, ChannelTimeoutError
from autograder.sandbox.session import Session

WRONG = "def half(x): return x"
BUILT = "def quarter(x): return half(half(x))"


def half_of(ask: Ask) -> bytes | None:
    """Answer as a grader that knows how to halve."""
    (x,), _ = wire.decode(ask.arguments)
    return wire.encode(x / 2)


def again(session: Session, answer: Callable[[Ask], bytes | None] = half_of) -> Session:
    return session.again(StandIns(("half",), answer))


def test_what_is_built_on_a_wrong_function_is_right_on_its_stand_in(session_of, call_with) -> None:
    with session_of(WRONG, BUILT) as session:
        session.run_cells()
        before = call_with(session, "quarter", x=np.array([4.0, 8.0])).value
        with again(session) as other:
            after = call_with(other, "quarter", x=np.array([4.0, 8.0])).value

    assert before.tolist() == [4.0, 8.0]
    assert after.tolist() == [1.0, 2.0]


def test_a_stand_in_takes_arguments_by_name(session_of, call_with) -> None:
    asked: list[Any] = []

    def answer(ask: Ask) -> bytes:
        asked.append((ask.name, wire.decode(ask.arguments)))
        return wire.encode(0)

    with again(session_of("def f(x): return half(x, to='nearest')"), answer) as session:
        call_with(session, "f", x=3)

    assert asked == [("half", [[3], {"to": "nearest"}])]


def test_no_cell_undoes_a_stand_in_for_all_run_before_it(session_of, call_with) -> None:
    with again(session_of(BUILT, WRONG, "def f(x): return half(x)", WRONG)) as session:
        assert call_with(session, "f", x=8).value == 4


def test_each_new_worker_of_the_second_pass_has_its_stand_ins(session_of, call_with) -> None:
    cells = (WRONG, BUILT, "import os\ndef leave(x): os._exit(0)")
    with again(session_of(*cells)) as session:
        assert call_with(session, "leave", x=1).kind == "died"
        assert call_with(session, "quarter", x=8).value == 2


def test_a_refusal_is_an_exception_of_the_students_call(session_of, call_with) -> None:
    with again(session_of(WRONG, BUILT), lambda _: None) as session:
        outcome = call_with(session, "quarter", x=8)

    assert outcome.failure is not None
    assert outcome.failure.type == "RefusedError"


@pytest.mark.parametrize(
    "argument", ["lambda z: z", "object()", "(i for i in 'ab')", "'x' * 10**8"]
)
def test_what_is_no_plain_data_or_too_large_is_asked_of_nobody(
    session_of, call_with, argument
) -> None:
    asked = []
    with again(session_of(f"def f(): return half({argument})"), asked.append) as session:
        outcome = call_with(session, "f")

    assert (asked, outcome.failure and outcome.failure.type) == ([], "RefusedError")


def test_the_time_of_an_answer_is_not_the_students(session_of, call_with) -> None:
    def slowly(ask: Ask) -> bytes | None:
        time.sleep(0.5)
        return half_of(ask)

    loop = "def f(x):\n    for _ in range(4): x = half(x)\n    return x"
    with again(session_of(loop, call=1), slowly) as session:
        assert call_with(session, "f", x=16).value == 1


@pytest.mark.usefixtures("hasty")
def test_a_call_that_asks_still_ends_at_its_time(session_of, call_with, monkeypatch) -> None:
    monkeypatch.setattr(talk_module, "ASKING_SECONDS", 0.5)
    monkeypatch.setattr(talk_module, "MAX_ASKS", 10**9)  # a fast machine comes to 20,000 first
    endless = "def f(x):\n    while True: half(x)"
    with again(session_of(endless, BUILT, call=1)) as session:
        assert call_with(session, "f", x=1).kind == "timed-out"
        assert call_with(session, "quarter", x=8).value == 2


@pytest.mark.usefixtures("hasty")
def test_asks_end_with_the_time_of_the_submission(session_of, call_with) -> None:
    def slowly(ask: Ask) -> bytes | None:
        time.sleep(0.3)
        return half_of(ask)

    endless = "def f(x):\n    while True: half(x)"
    with again(session_of(endless, submission=1), slowly) as session:
        assert call_with(session, "f", x=1).kind == "timed-out"
        assert call_with(session, "f", x=1).detail == "submission"


def test_a_flood_of_asks_costs_its_call(session_of, call_with, monkeypatch) -> None:
    monkeypatch.setattr(talk_module, "MAX_ASKS", 50)
    flood = "def f(x):\n    for each in range(51): half(each)\n    return 1"
    with again(session_of(flood, BUILT)) as session:
        assert call_with(session, "f", x=1).kind == "protocol"
        assert call_with(session, "quarter", x=8).value == 2


@pytest.mark.parametrize(
    ("size", "times"), [(3, 1), (2**19, 2)], ids=["small", "more than is remembered"]
)
def test_what_was_asked_is_asked_again_only_where_it_is_large(
    session_of, call_with, size, times
) -> None:
    asked = []

    def answer(ask: Ask) -> bytes | None:
        asked.append(ask.name)
        return half_of(ask)

    twice = "def f(x):\n    half(x)[:] = 0\n    return half(x)"
    with again(session_of(twice), answer) as session:
        value = call_with(session, "f", x=np.ones(size)).value

    assert len(asked) == times
    assert value.tolist() == [0.5] * size  # and each result is the caller's own


@pytest.mark.parametrize(
    ("error", "kind"),
    [(ChannelTimeoutError("slow"), "timed-out"), (ChannelClosedError(""), "died")],
)
def test_an_answer_that_cannot_be_had_costs_its_call(session_of, call_with, error, kind) -> None:
    def fail(_: Ask) -> bytes:
        raise error

    with again(session_of(WRONG, BUILT, "def g(): return 1"), fail) as session:
        assert call_with(session, "quarter", x=1).kind == kind
        assert call_with(session, "g").value == 1


FORGED = {
    "another function": {"kind": "ask", "name": "quarter", "arguments": b""},
    "no name": {"kind": "ask", "arguments": b""},
    "a name without end": {"kind": "ask", "name": "half" * 1000, "arguments": b""},
    "no arguments": {"kind": "ask", "name": "half"},
    "arguments of another type": {"kind": "ask", "name": "half", "arguments": [8]},
}


@pytest.fixture
def forger(liar) -> str:
    """A cell that defines `forge`, which sends a message in the name of the request at hand."""
    return (
        liar
        + """
import sys

def forge(message):
    frame = sys._getframe()
    while "request" not in frame.f_locals:
        frame = frame.f_back
    put({**message, "id": frame.f_locals["request"]["id"]})
    return 1
"""
    )


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_a_forged_ask_is_answered_by_nobody(session_of, call_with, forger, forged) -> None:
    asked = []
    with again(session_of(forger, f"def f(): return forge({forged!r})"), asked.append) as session:
        assert call_with(session, "f").kind == "protocol"

    assert asked == []


WELL_FORMED = {"kind": "ask", "name": "half", "arguments": wire.encode([[99], {}])}


def test_cells_may_ask_nothing(session_of, call_with, forger) -> None:
    asked: list[Any] = []

    def note(ask: Ask) -> bytes | None:
        asked.append(wire.decode(ask.arguments)[0])
        return half_of(ask)

    with again(session_of(forger, f"forge({WELL_FORMED!r})", BUILT), note) as session:
        assert call_with(session, "quarter", x=8).value == 2

    assert asked == [[8], [4.0]]


def test_a_first_pass_answers_nothing(session_of, call_with, forger) -> None:
    with session_of(forger, f"def f(): return forge({WELL_FORMED!r})") as session:
        session.run_cells()

        assert call_with(session, "f").kind == "protocol"
