"""Functions are called, and variables read, where the student's cells have run."""

import os

import numpy as np
import pytest

from autograder import wire
from autograder.outcome import Failure, Outcome
from autograder.probe import Call
from autograder.spec import Seed

UNPLAIN = {
    "(i for i in range(3))": "generator",
    "lambda: 1": "function",
    "np.array([None])": "array of dtype object",
    "np.array(['a'])": "array of dtype str",
    "{1, 2}": "set",
    "np": "module",
    "[1, [2, {'a': object()}]]": "object",
    "'\\ud800'": "str",
}
DEADLY = {
    "leaving at once": "import os; os._exit(0)",
    "a segfault": "import ctypes; ctypes.string_at(0)",
    "aborting": "import os; os.abort()",
}


@pytest.fixture
def outcome_of(session_of, call_with):
    """Run one cell, then call a function of it."""

    def call(source, name="f", **arguments):
        with session_of(source) as session:
            session.run_cells()
            return call_with(session, name, **arguments)

    return call


def test_a_function_is_found_by_its_name_and_its_value_comes_back(outcome_of):
    outcome = outcome_of("def f(a, b): return {'sum': a + b, 'both': (a, b)}", a=1, b=2)

    assert outcome == Outcome("value", {"sum": 3, "both": (1, 2)})


def test_arrays_come_back_as_they_were(outcome_of):
    given = np.arange(6, dtype=np.float32).reshape(2, 3)
    outcome = outcome_of("def f(x): return x.T", x=given)

    assert outcome.value.dtype == np.float32
    np.testing.assert_array_equal(outcome.value, given.T)


def test_the_last_definition_counts(outcome_of):
    assert outcome_of("def f(): return 1\ndef f(): return 2").value == 2


def test_parameters_may_be_named_otherwise(outcome_of):
    assert outcome_of("def f(mine, own): return mine - own", a=3, b=1).value == 2


def test_a_keyword_argument_goes_by_its_name(session_of, call_with):
    with session_of("def f(*, lr): return lr") as session:
        session.run_cells()

        assert call_with(session, "f", by_name=True, lr=0.5).value == 0.5


def test_a_name_that_is_not_there_is_missing(outcome_of):
    assert outcome_of("def g(): return 1") == Outcome("missing")


@pytest.mark.parametrize(("value", "kind"), [("3", "int"), ("None", "NoneType"), ("[]", "list")])
def test_a_name_that_cannot_be_called_is_told_by_its_type(outcome_of, value, kind):
    assert outcome_of(f"f = {value}") == Outcome("missing", detail=kind)


@pytest.mark.parametrize(("expression", "kind"), UNPLAIN.items(), ids=UNPLAIN)
def test_what_is_no_plain_data_is_named(session_of, call_with, expression, kind):
    source = f"import numpy as np\nvalue = {expression}\ndef f(): return value"
    with session_of(source) as session:
        session.run_cells()
        called, read = call_with(session, "f"), session.read("value")

    assert called.kind == read.kind == "unplain"
    assert called.detail == read.detail
    assert called.detail.startswith(kind)


@pytest.mark.parametrize("expression", ["np.zeros(2**24)", "[0] * 2_000_000", "2 ** 100_000"])
def test_what_is_too_large_is_said_to_be(outcome_of, expression):
    outcome = outcome_of(f"import numpy as np\ndef f(): return {expression}")

    assert outcome.kind == "unplain"
    assert outcome.detail.startswith(wire.OVER)


def test_what_is_just_too_large_with_its_envelope_is_said_to_be(outcome_of):
    outcome = outcome_of(f"def f(): return b'x' * ({wire.MAX_BYTES} - 16)")

    assert outcome.kind == "unplain"
    assert outcome.detail.startswith(wire.OVER)


def test_every_call_has_fresh_arguments_and_changes_are_told(session_of, call_with):
    source = "seen = []\ndef f(x, y):\n    x += 1\n    seen.append(x)\n    return x * y"
    with session_of(source) as session:
        session.run_cells()
        outcomes = [call_with(session, "f", x=np.zeros(2), y=np.ones(2)) for _ in range(2)]

    for outcome in outcomes:
        np.testing.assert_array_equal(outcome.value, np.ones(2))
        assert outcome.mutated == ("x",)


def test_arguments_may_be_written_to(outcome_of):
    outcome = outcome_of("def f(x): return x.flags.writeable", x=np.zeros(2))

    assert outcome == Outcome("value", True)


def test_a_seed_arrives_as_a_fresh_generator_each_time(session_of, call_with):
    with session_of("def f(rng, n): return rng.normal(size=n)") as session:
        session.run_cells()
        first, second = (call_with(session, "f", rng=Seed(7), n=3) for _ in range(2))

    expected = np.random.default_rng(7).normal(size=3)
    np.testing.assert_array_equal(first.value, expected)
    np.testing.assert_array_equal(second.value, expected)
    assert first.mutated == ()


def test_a_probe_makes_the_call_and_does_so_in_the_worker(session_of):
    probe = "def probe(function, steps):\n    return [function() for _ in range(steps)]\n"
    with session_of("import os\nf = os.getpid") as session:
        session.run_cells()
        outcome = session.call("f", Call({"steps": wire.encode(2)}, probe=probe))

    first, second = outcome.value
    assert first == second != os.getpid()


def test_calls_see_what_earlier_calls_left_in_the_notebook(session_of, call_with):
    with session_of("count = 0\ndef f():\n    global count\n    count += 1\n    return count") as s:
        s.run_cells()

        assert [call_with(s, "f").value for _ in range(3)] == [1, 2, 3]


def test_a_variable_is_read(session_of):
    with session_of("answer = {'shape': (3, 2)}") as session:
        session.run_cells()

        assert session.read("answer") == Outcome("value", {"shape": (3, 2)})
        assert session.read("nothing") == Outcome("missing")


def test_an_exception_is_told_with_the_students_own_line(outcome_of):
    outcome = outcome_of("def f(x):\n    y = 1\n    return abs(\n        x.T\n    )", x=1)

    assert outcome.kind == "error"
    assert outcome.failure == Failure(
        "AttributeError", "'int' object has no attribute 'T'", cell=1, line=4, function="f"
    )


@pytest.mark.parametrize(
    ("raising", "kind"),
    [
        ("import sys; sys.exit(0)", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("return f()", "RecursionError"),
        ("import numpy as np; return np.ones(2**31)", "MemoryError"),
        ("raise type('Mine', (BaseException,), {})", "Mine"),
    ],
)
def test_an_exception_of_any_kind_costs_only_the_call(session_of, call_with, raising, kind):
    with session_of(f"x = 1\ndef f(): {raising}\ndef g(): return x") as session:
        session.run_cells()
        failing, after = call_with(session, "f"), call_with(session, "g")

    assert (failing.kind, failing.failure.type) == ("error", kind)
    assert after.value == 1


def test_an_exception_made_to_confuse_is_still_an_error(session_of, call_with):
    source = r"""
        class Odd(SyntaxError):
            def __str__(self):
                raise RuntimeError
        def f():
            error = Odd()
            error.filename, error.lineno = object(), "\ud800"
            raise error
        def g():
            raise Odd("", ("<cell " + "9" * 5000 + ">", 1, 1, ""))
        def h(): return 1
    """
    with session_of(source) as session:
        session.run_cells()
        outcomes = [call_with(session, name) for name in "fgh"]

    assert [outcome.kind for outcome in outcomes] == ["error", "error", "value"]
    assert outcomes[0].failure == Failure("Odd", "Odd", cell=1, line=8, function="f")


@pytest.mark.parametrize("deed", DEADLY.values(), ids=DEADLY)
def test_a_call_that_ends_the_worker_costs_only_itself(session_of, call_with, deed):
    with session_of("x = [1]", f"def f(): {deed}", "x.append(2)\ndef g(): return x") as session:
        session.run_cells()
        deadly, after = call_with(session, "f"), call_with(session, "g")

    assert deadly.kind == "died"
    assert after.value == [1, 2]


def test_a_call_that_takes_too_long_costs_only_itself(session_of, call_with):
    source = """
        x = 1
        def f():
            while True:
                try:
                    while True: pass
                except Exception: pass
        def g(): return x
    """
    with session_of(source, call=0.3) as session:
        session.run_cells()
        endless, after = call_with(session, "f"), call_with(session, "g")

    assert (endless.kind, after.value) == ("timed-out", 1)


@pytest.mark.usefixtures("hasty")
def test_a_call_that_will_not_be_interrupted_costs_only_itself(session_of, call_with):
    source = """
        x = 1
        def f():
            while True:
                try:
                    while True: pass
                except: pass
        def g(): return x
    """
    with session_of(source, call=0.3) as session:
        session.run_cells()
        endless, after = call_with(session, "f"), call_with(session, "g")

    assert (endless.kind, after.value) == ("timed-out", 1)


@pytest.mark.usefixtures("hasty")
def test_a_result_that_takes_too_long_to_tell_costs_only_itself(session_of, call_with):
    """Packing it is the worker's work, and is in the call's time."""
    source = "x = [[] for _ in range(30_000)]\nfor _ in range(4): x = [x] * 100\ndef g(): return 1"
    with session_of(source, call=0.3) as session:
        session.run_cells()
        endless, after = session.read("x"), call_with(session, "g")

    assert endless.kind in ("timed-out", "unplain")
    assert after.value == 1


def test_prints_and_plots_of_a_call_are_dropped(session_of, call_with):
    source = """
        import matplotlib.pyplot as plt
        import sys
        from IPython.display import display

        def f(x, stream=sys.stdout):
            print("hidden", x)
            print("hidden", x, file=stream)
            display("hidden")
            plt.plot([x, x])
            plt.show()
            return x

        def look():
            return str(get_ipython().recorder.outputs)
    """
    with session_of(source) as session:
        session.run_cells()
        called, seen = call_with(session, "f", x=3), call_with(session, "look")

    assert called == Outcome("value", 3)
    assert seen.value == "[]"


@pytest.mark.needs_own_user
def test_a_call_that_forks_and_goes_on_twice_answers_once(session_of, call_with):
    with session_of("import os\ndef f(): return bool(os.fork())\ndef g(): return 'g'") as session:
        session.run_cells()

        assert [call_with(session, name).value for name in "fgfg"] == [True, "g", True, "g"]


# --- many at once ---


def test_functions_and_variables_are_asked_for_at_once_and_answered_in_order(session_of) -> None:
    with session_of("x = 3\ndef double(n): return 2 * n\ndef half(n): return n / 2") as session:
        outcomes = session.calls([("double", one(4)), ("x", None), ("half", one(4)), ("y", None)])

    assert [outcome and outcome.value for outcome in outcomes] == [8, 3, 2.0, None]
    assert outcomes[-1].kind == "missing"


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        ("all(iter(lambda: True, False))", "timed-out"),
        ("__import__('os')._exit(0)", "died"),
        ("del globals()['f']", "value"),
    ],
)
def test_a_function_that_ends_its_own_calls_ends_no_other_s(session_of, ending, kind) -> None:
    first = f"def f(n):\n    if n == 2: {ending}\n    return n"
    with session_of(first, "def g(n): return -n", call=1) as session:
        wanted = [("f", one(1)), ("f", one(2)), ("f", one(3)), ("f", one(4)), ("g", one(5))]
        outcomes = session.calls(wanted)

    assert outcomes[0].value == 1
    assert outcomes[1].kind == kind
    assert outcomes[3] is None
    assert outcomes[4].value == -5


def one(n: int) -> Call:
    return Call({"n": wire.encode(n)}, ("n",))
