"""A lane starts its fork server when needed, again when it dies, and ends it."""

import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from autograder.sandbox import lane as lane_module
from autograder.sandbox.lane import Allowance, Lane, SandboxError

KILL_SERVER = "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nwhile True: pass"


def test_a_lane_is_started_by_its_first_session(run):
    with Lane() as lane:
        assert run("1", on=lane)[0].status == "ok"


def test_starting_twice_is_starting_once(run, text_of):
    server = "import os\nprint(os.getppid())"
    with Lane() as lane:
        lane.start()
        first = text_of(run(server, on=lane)[0])
        lane.start()
        second = text_of(run(server, on=lane)[0])

    assert first == second


def test_a_lane_may_be_closed_twice_and_used_again(run):
    with Lane() as lane:
        lane.close()
        assert run("1", on=lane)[0].status == "ok"
        lane.close()
        lane.close()
        assert run("1", on=lane)[0].status == "ok"


def test_a_student_who_kills_the_fork_server_loses_that_cell(run, text_of):
    before, killing, after = run("x = 1", KILL_SERVER, "print(x)")

    assert (before.status, killing.status, after.status) == ("ok", "died", "ok")
    assert text_of(after) == "1\n"


def test_a_student_who_stops_the_fork_server_loses_nothing_of_the_next(monkeypatch, run):
    monkeypatch.setattr(lane_module, "REPLY_SECONDS", 0.5)
    stopping = "import os, signal\nos.kill(os.getppid(), signal.SIGSTOP)"

    assert run(stopping)[0].status == "ok"
    assert run("1")[0].status == "ok"


def test_a_fork_server_that_died_between_sessions_is_replaced(run, text_of):
    server = int(text_of(run("import os\nprint(os.getppid())")[0]))
    os.kill(server, signal.SIGKILL)

    assert run("1")[0].status == "ok"


def test_the_fork_server_has_one_thread_so_that_forking_is_safe(run, text_of):
    (counted,) = run("import os\nprint(os.listdir(f'/proc/{os.getppid()}/task'), os.getppid())")
    tasks, server = text_of(counted).rsplit(maxsplit=1)

    assert tasks == f"['{server}']"


def test_a_keyboard_interrupt_of_the_grader_does_not_reach_its_workers(run, text_of):
    """They are in a session of their own, so that the grader can end them in order."""
    (own,) = run("import os\nprint(os.getsid(0), os.getsid(os.getppid()))")
    worker, server = map(int, text_of(own).split())

    assert len({worker, server, os.getsid(0)}) == 3


@pytest.mark.parametrize("words", ["no module named 'IPython'", ""])
def test_a_fork_server_that_cannot_start_says_why(tmp_path, monkeypatch, words, lane):
    broken = tmp_path / "python"
    broken.write_text(f'#!/bin/sh\necho "{words}" >&2\nexit 1\n')
    broken.chmod(0o755)
    with monkeypatch.context() as patch, Lane() as fresh:
        patch.setattr(sys, "executable", str(broken))
        with pytest.raises(SandboxError, match=words or "no reason given"):
            fresh.start()
        patch.undo()
        fresh.start()


def test_an_interpreter_that_is_not_there_is_a_sandbox_error(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with Lane() as lane, pytest.raises(SandboxError, match="cannot be started"):
        lane.worker(Allowance(512, 10, 60))


def test_a_fork_server_that_never_answers_is_a_sandbox_error(tmp_path, monkeypatch):
    silent = tmp_path / "python"
    silent.write_text("#!/bin/sh\nexec sleep 1000\n")
    silent.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(silent))
    monkeypatch.setattr(lane_module, "START_SECONDS", 0.2)
    monkeypatch.setattr(lane_module, "REPLY_SECONDS", 0.2)
    with Lane() as lane, pytest.raises(SandboxError, match="does not answer"):
        lane.start()


def test_a_worker_that_cannot_be_had_leaves_no_folder(monkeypatch, scratch_root, lane):
    monkeypatch.setattr(Lane, "_reply", _no_reply)
    with Lane() as fresh, pytest.raises(SandboxError):
        fresh.worker(Allowance(512, 10, 60))

    assert list(scratch_root.iterdir()) == []


def _no_reply(lane, seconds):
    if lane.__dict__.setdefault("ready", False):
        raise SandboxError("no reply")
    lane.__dict__["ready"] = True
    return {"ready": True}


def test_many_lanes_work_side_by_side(session_of, call_with, shared_lane):
    def grade(lane, student):
        with session_of(
            f"import numpy as np\nx = {student}", "def f(a): return a * x", on=lane
        ) as s:
            statuses = [each.status for each in s.run_cells()]
            return statuses, call_with(s, "f", a=np.arange(3.0)).value.tolist()

    with Lane() as second, Lane() as third, ThreadPoolExecutor(3) as pool:
        lanes = [shared_lane, second, third]
        work = [
            pool.submit(lambda lane=lane, n=n: [grade(lane, n * 10 + k) for k in range(6)])
            for n, lane in enumerate(lanes)
        ]
        results = [each.result() for each in work]

    assert results == [
        [(["ok", "ok"], [0.0, n * 10.0 + k, 2 * (n * 10.0 + k)]) for k in range(6)]
        for n in range(3)
    ]


def test_no_file_of_the_grader_stays_open_after_its_sessions(run):
    run("1")
    before = sorted(os.listdir("/proc/self/fd"))
    for _ in range(3):
        run("1", "import os\nos._exit(0)", "2")

    assert sorted(os.listdir("/proc/self/fd")) == before
