"""A worker that forges, garbles or floods its replies ends its own work, and never the grader's."""

import json
import textwrap

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder import wire
from autograder.outcome import Failure, Outcome
from autograder.probe import Call
from autograder.sandbox.cells import CodeCell, Times
from autograder.sandbox.channel import ProtocolError
from autograder.sandbox.isolation.limits import Allowance
from autograder.sandbox.replies import read_failure, read_outcome
from autograder.sandbox.session import Session

LIES = {
    "another question's number": "put({'kind': 'value', 'value': wire.encode(42), 'id': 0})",
    "no number": "put({'kind': 'value', 'value': wire.encode(42)})",
    "an array for a number": "put({'kind': 'value', 'id': np.arange(3)})",
    "no dict": "put([1, 2])",
    "no plain data": "CONNECTION.sendall(HEADER.pack(3) + b'abc')",
    "a size beyond all limits": "CONNECTION.sendall(HEADER.pack(2**62))",
    "noise": "CONNECTION.sendall(os.urandom(4096))",
    "a second reply": "put({'kind': 'value', 'value': wire.encode(42), 'id': ASKED()})",
    "noise past the socket": "os.write(CONNECTION.fileno(), b'x' * 100)",
}


@pytest.fixture
def forging(liar):
    """A cell that defines `forge`, which tells a lie on the connection, and some honest work."""
    asked = """
        import sys
        def ASKED():
            frame = sys._getframe()
            while "request" not in frame.f_locals:
                frame = frame.f_back
            return frame.f_locals["request"]["id"]
        import numpy as np
    """

    def make(lie):
        body = "\n".join("    " + line for line in _dedented(lie))
        return liar + "\n".join(_dedented(asked)) + f"\ndef forge():\n{body}\n\nx = 'honest'\n"

    return make


def _dedented(text):
    return textwrap.dedent(text).strip("\n").splitlines()


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_a_lie_in_a_call_spoils_that_call_and_no_cell(session_of, call_with, forging, lie):
    with session_of(forging(lie), "def f(): return forge()\ndef g(): return x") as session:
        runs = session.run_cells()
        outcomes = [call_with(session, "f"), call_with(session, "g"), call_with(session, "g")]

    assert [each.status for each in runs] == ["ok", "ok"]
    lied, caught, honest = outcomes
    assert lied.kind in ("protocol", "died") or lied == Outcome("value", 42)
    assert caught.kind in ("protocol", "died") or caught == Outcome("value", "honest")
    assert honest == Outcome("value", "honest")


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_a_lie_in_a_cell_spoils_cells_and_stops_nothing(session_of, call_with, forging, lie):
    with session_of(forging(lie), "forge()", "1", "def g(): return x") as session:
        first, *others = session.run_cells()
        outcome = call_with(session, "g")

    assert first.status == "ok"
    assert {each.status for each in others} <= {"ok", "died"}
    assert outcome == Outcome("value", "honest") or outcome.kind in ("protocol", "missing")


@pytest.mark.usefixtures("hasty")
def test_half_a_reply_is_waited_for_as_long_as_a_call_may_take(session_of, call_with, liar):
    source = "def f():\n    CONNECTION.sendall(HEADER.pack(100))\n    os.kill(os.getpid(), 19)"
    with session_of(liar, source, call=0.3) as session:
        session.run_cells()

        assert call_with(session, "f").kind == "timed-out"


def test_a_connection_that_is_closed_is_a_death(session_of, call_with, liar):
    with session_of(liar, "def f(): CONNECTION.close()", "def g(): return 1") as session:
        session.run_cells()

        assert [call_with(session, name).kind for name in "fg"] == ["died", "value"]


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.complex_numbers()
    | st.text()
    | st.binary()
    | st.sampled_from([np.arange(3), np.zeros((2, 2)), np.array(1.0), np.float32(2)]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)
reply = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(["value", "error", "missing", "unplain", "timed-out"]) | plain,
        "value": plain.map(wire.encode) | plain,
        "mutated": plain,
        "detail": plain,
        "outputs": st.lists(
            st.dictionaries(st.sampled_from(["output_type", "name", "text", "data"]), plain)
        )
        | plain,
        "failure": st.fixed_dictionaries(
            {},
            optional=dict.fromkeys(["type", "message", "cell", "line", "function"], plain),
        )
        | plain,
    },
)


@settings(deadline=None, max_examples=60)
@given(told=reply)
def test_no_reply_whatever_is_an_exception_of_the_grader(told):
    lane = FakeLane(told)
    with Session(lane, [CodeCell(1, "x")], Times(1, 1, 60), Allowance(1, 1, 60)) as session:
        (run,) = session.run_cells()
        outcome = session.call("f", Call({}))

    assert run.status in ("ok", "error", "timed-out", "died")
    json.dumps(run.outputs)
    assert outcome.kind in ("value", "error", "missing", "unplain", "timed-out", "protocol")
    assert type(outcome.detail) is str
    for failure in (run.failure, outcome.failure):
        if failure is not None:
            assert failure.type.isidentifier()
            assert failure.line is None or failure.line > 0
    assert all(type(name) is str for name in outcome.mutated)


@pytest.mark.parametrize(
    "told",
    [
        {"kind": "value"},
        {"kind": "value", "value": 3},
        {"kind": "error"},
        {"kind": "died"},
        {"kind": np.arange(2)},
        {},
    ],
    ids=str,
)
def test_a_malformed_reply_is_refused(told):
    with pytest.raises(wire.WireError):
        read_outcome(told)


def test_a_failure_is_read_as_far_as_it_makes_sense():
    told = {"type": "<script>", "message": 3, "cell": True, "line": -1, "function": "f()"}

    assert read_failure(told) == Failure("Exception")
    assert read_failure({"type": "E", "message": "m" * 9999, "cell": 2, "line": 3}) == Failure(
        "E", "m" * 2000, 2, 3
    )
    assert read_failure({"function": "<lambda>"}).function == "<lambda>"
    assert read_failure("E") is None


class FakeLane:
    """A lane whose workers always say the same."""

    def __init__(self, told):
        self.channel = FakeChannel(told)

    def worker(self, _allowance):
        return self

    def end(self, *, is_dead=False):
        pass


class FakeChannel:
    def __init__(self, told):
        self.told, self.asked = told, 0

    def send(self, message, **_):
        self.asked = message["requests"][0]["id"]

    def receive(self, **_):
        message = wire.decode(wire.encode({**self.told, "id": self.asked}))
        if not isinstance(message, dict):
            raise ProtocolError
        return message


def test_a_result_far_larger_than_what_was_given_is_not_even_decoded(session_of, call_with):
    """Judging it would spend the grader's time, and explaining it more so."""
    source = "import numpy as np\ndef f(x): return np.zeros(2 * 10**7, 'int8')\ndef g(x): return x"
    with session_of(source) as session:
        session.run_cells()
        grown = call_with(session, "f", x=np.zeros(3))
        same = call_with(session, "g", x=np.zeros(10**6))

    assert grown.kind == "unplain"
    assert grown.detail.startswith(wire.OVER)
    assert same.value.shape == (10**6,)
