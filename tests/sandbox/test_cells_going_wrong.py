"""What one cell does wrong costs that cell; the others run."""

import time

import pytest

from autograder.outcome import Failure
from autograder.sandbox.session import MAX_RESTARTS

DEADLY = {
    "leaving at once": "import os\nos._exit(0)",
    "a segfault": "import ctypes\nctypes.string_at(0)",
    "an abort": "import os\nos.abort()",
    "closing every file": "import os\nos.closerange(3, 256)",
}
STUBBORN = {
    "it holds every exception": """
        while True:
            try:
                while True: pass
            except: pass
    """,
    "it ignores the alarm": """
        import signal
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
        while True: pass
    """,
    "it blocks the alarm": """
        import signal
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
        while True: pass
    """,
}
INTERRUPTIBLE = {
    "a loop": "while True: pass",
    "a nap": "import time\ntime.sleep(1000)",
    "a loop that holds what it should": """
        while True:
            try:
                while True: pass
            except Exception: pass
    """,
    "a command": "!sleep 1000",
    "a loop that complains in its own words": """
        try:
            while True: pass
        except BaseException:
            raise ValueError("never mind")
    """,
}


def test_an_exception_does_not_stop_the_next_cell(run, text_of):
    failing, after = run("x = 1\n1 / 0\nx = 2", "print(x)")

    assert failing.status == "error"
    assert text_of(after) == "1\n"


def test_a_syntax_error_does_not_stop_the_next_cell(run):
    failing, after = run("def f(:", "print(1)")

    assert failing.status == "error"
    assert failing.failure == Failure("SyntaxError", "invalid syntax", cell=1, line=1)
    assert failing.outputs[0]["ename"] == "SyntaxError"
    assert after.status == "ok"


def test_a_failure_names_the_innermost_line_of_the_students_own(run):
    _, failing = run("import json\n\ndef read(text):\n    return json.loads(text)", "read('{')")

    assert failing.failure.type == "JSONDecodeError"
    assert (failing.failure.cell, failing.failure.line) == (1, 4)
    assert failing.failure.function == "read"


@pytest.mark.parametrize("first", ["\n  \n", "%%capture\n", "\n%%capture kept\n\n", "# why\n"])
def test_lines_are_counted_from_the_top_of_the_cell(session_of, call_with, first):
    source = f"{first}def f():\n    return 1 / 0"
    with session_of("x = 1", source) as session:
        session.run_cells()
        failure = call_with(session, "f").failure

    assert (failure.cell, source.splitlines()[failure.line - 1]) == (2, "    return 1 / 0")


def test_a_syntax_error_below_empty_lines_is_led_back_too(run):
    (failing,) = run("\n\nx = 1\nx = = 1", "1")[:1]

    assert (failing.failure.cell, failing.failure.line) == (1, 4)


def test_a_syntax_error_in_code_that_a_cell_makes_is_led_back_to_the_cell(run):
    (failing,) = run("x = 1\neval('1 +')")

    assert (failing.failure.cell, failing.failure.line) == (1, 2)


@pytest.mark.parametrize("leaving", ["import sys\nsys.exit(1)", "raise SystemExit"])
def test_leaving_by_an_exception_is_an_error_like_another(run, text_of, leaving):
    _, left, after = run("x = 1", leaving, "print(x)")

    assert (left.status, left.failure.type) == ("error", "SystemExit")
    assert text_of(after) == "1\n"


@pytest.mark.parametrize("interrupt", ["KeyboardInterrupt", "GeneratorExit", "RecursionError"])
def test_an_exception_of_any_kind_is_an_error(run, interrupt):
    raised, after = run(f"raise {interrupt}", "1")

    assert (raised.status, raised.failure.type) == ("error", interrupt)
    assert after.status == "ok"


@pytest.mark.parametrize("cell", DEADLY.values(), ids=DEADLY)
def test_a_cell_that_ends_the_worker_costs_only_itself(run, text_of, cell):
    before, deadly, after = run("x = [1]", cell, "x.append(2)\nprint(x)")

    assert (before.status, deadly.status, after.status) == ("ok", "died", "ok")
    assert text_of(after) == "[1, 2]\n"


@pytest.mark.needs_own_user
def test_a_cell_is_interrupted_when_its_time_is_over_and_its_work_stays(run, text_of):
    _, *loops, last = run("done = []", *INTERRUPTIBLE.values(), "print(done)", cell=0.3)

    assert {loop.status for loop in loops} == {"timed-out"}
    assert text_of(last) == "[]\n"


def test_what_an_interrupted_cell_printed_is_kept(run, text_of):
    endless, after = run("x = 1\nprint('epoch 1')\nwhile True: pass", "print(x)", cell=0.3)

    assert "epoch 1\n" in text_of(endless)
    assert endless.outputs[-1]["ename"] == "TimeIsUp"
    assert text_of(after) == "1\n"


def test_a_fast_cell_after_an_interrupted_one_has_its_own_time(run):
    runs = run("while True: pass", *["1"] * 5, cell=0.3)

    assert [each.status for each in runs] == ["timed-out"] + ["ok"] * 5


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("cell", STUBBORN.values(), ids=STUBBORN)
def test_a_cell_that_will_not_be_interrupted_costs_only_itself(run, text_of, cell):
    before, stubborn, after = run("x = [1]", cell, "x.append(2)\nprint(x)", cell=0.3)

    assert (before.status, stubborn.status, after.status) == ("ok", "timed-out", "ok")
    assert text_of(after) == "[1, 2]\n"


@pytest.mark.usefixtures("hasty")
@pytest.mark.usefixtures("hasty")
def test_a_cell_that_hangs_only_when_it_is_run_again_costs_only_itself(run, text_of):
    moment = time.time() + 1
    moody = f"""
        import os, signal, time
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
        while time.time() > {moment}: pass
    """
    leaving = f"time.sleep(max(0, {moment} - time.time()))\nos._exit(0)"
    runs = run(moody, "x = 1", leaving, "print(x)", cell=1)

    assert [each.status for each in runs] == ["ok", "ok", "died", "ok"]
    assert text_of(runs[-1]) == "1\n"


def test_a_worker_is_replaced_a_few_times_and_then_no_more(
    session_of, call_with, lane, monkeypatch
):
    started = []
    start = lane.worker
    monkeypatch.setattr(lane, "worker", lambda allowance: started.append(1) or start(allowance))
    with session_of(*["import os\nos._exit(0)"] * 9) as session:
        statuses = [each.status for each in session.run_cells()]
        outcome = call_with(session, "anything")

    assert statuses == ["died"] * (1 + MAX_RESTARTS) + ["not-run"] * (8 - MAX_RESTARTS)
    assert outcome.kind == "died"
    assert len(started) == 1 + MAX_RESTARTS


@pytest.mark.usefixtures("hasty")
def test_a_submission_has_a_time_of_its_own(session_of, call_with):
    with session_of("def f(): return 1", "while True: pass", "1", submission=1) as session:
        runs = session.run_cells()
        called, read = call_with(session, "f"), session.read("f")

    assert [each.status for each in runs] == ["ok", "timed-out", "not-run"]
    assert (called.kind, read.kind) == ("timed-out", "timed-out")
    assert called.detail == "submission"


@pytest.mark.usefixtures("hasty")
def test_running_the_cells_again_does_not_outlast_the_submission(session_of, call_with):
    moment = time.time() + 1
    slow = f"""
        import os, time
        while time.time() > {moment}: pass

        def leave():
            time.sleep(max(0, {moment} - time.time()))
            os._exit(0)
    """
    with session_of(slow, *["1"] * 5, submission=2) as session:
        first = session.run_cells()
        left, after = call_with(session, "leave"), call_with(session, "leave")

    assert {each.status for each in first} == {"ok"}
    assert (left.kind, after.kind) == ("died", "timed-out")


@pytest.mark.needs_own_user
def test_a_cell_that_forks_and_goes_on_twice_answers_once(run, text_of):
    """As the first example of every course on processes does."""
    forked, *others = run(
        "import os\npid = os.fork()\nprint('parent' if pid else 'child')", "print(1)", "print(2)"
    )

    assert text_of(forked) == "parent\n"
    assert [text_of(each) for each in others] == ["1\n", "2\n"]


def test_a_dead_worker_is_noticed_though_a_program_of_its_lives_on(run):
    """The program must not hold the connection open; the wait would be the cell's whole time."""
    runs = run("import os\nos.system('sleep 1000 &')\nos._exit(0)", "1", cell=1000)

    assert [each.status for each in runs] == ["died", "ok"]


def test_too_much_memory_is_an_error_of_its_cell(run):
    greedy, after = run("import numpy as np\nx = np.ones(3 * 2**27)", "1", memory_mb=512)

    assert (greedy.status, greedy.failure.type) == ("error", "MemoryError")
    assert after.status == "ok"


def test_too_large_a_file_is_an_error_of_its_cell(run):
    greedy, after = run(
        "with open('large', 'wb') as file:\n    file.truncate(2**30)", "1", memory_mb=512
    )

    assert (greedy.status, greedy.failure.type) == ("error", "OSError")
    assert after.status == "ok"


@pytest.mark.needs_namespaces
def test_processes_of_a_pool_work(run, text_of):
    (pooled,) = run(
        """
        import multiprocessing
        with multiprocessing.get_context("fork").Pool(2) as pool:
            print(pool.map(abs, [-1, -2]))
        """
    )

    assert text_of(pooled) == "[1, 2]\n"
