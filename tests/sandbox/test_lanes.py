"""A lane starts its fork server when needed, again when it dies, and ends it."""

import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from autograder import wire
from autograder.sandbox import lane as lane_module
from autograder.sandbox.lane import Allowance, Lane, SandboxError

KILL_SERVER = "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nwhile True: pass"


def test_starting_twice_is_starting_once(run, text_of, lane):
    server = "import os\nprint(os.getppid())"
    first = text_of(run(server)[0])
    lane.start()
    second = text_of(run(server)[0])

    assert first == second


def test_a_student_who_kills_the_fork_server_loses_that_cell(run, text_of):
    before, killing, after = run("x = 1", KILL_SERVER, "print(x)")

    assert (before.status, killing.status, after.status) == ("ok", "died", "ok")
    assert text_of(after) == "1\n"


def test_a_student_who_stops_the_fork_server_costs_the_next_nothing(session_of, run, monkeypatch):
    stopping = "import os, signal\nos.kill(os.getppid(), signal.SIGSTOP)"
    with monkeypatch.context() as patch, session_of(stopping) as session:
        assert session.run_cells()[0].status == "ok"
        patch.setattr(lane_module, "REPLY_SECONDS", 0.2)

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
def test_a_fork_server_that_cannot_start_says_why(tmp_path, monkeypatch, words):
    broken = tmp_path / "python"
    broken.write_text(f'#!/bin/sh\necho "{words}" >&2\nexit 1\n')
    broken.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(broken))
    with Lane() as lane, pytest.raises(SandboxError, match=words or "no reason given"):
        lane.start()


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


def test_a_worker_that_cannot_be_had_is_a_sandbox_error_and_leaves_no_folder(
    tmp_path, monkeypatch, scratch_root
):
    fragile = tmp_path / "python"
    fragile.write_text(
        f"#!{sys.executable} -IS\n"
        "import re, socket, sys\n"
        "control = socket.socket(fileno=int(re.search(r'main.([0-9]+).', sys.argv[-1])[1]))\n"
        f"control.send({wire.encode({'ready': True})!r})\n"
        "control.recv(65536)\n"
    )
    fragile.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(fragile))
    with Lane() as lane, pytest.raises(SandboxError, match="ended"):
        lane.worker(Allowance(512, 10, 60))

    assert list(scratch_root.iterdir()) == []


def test_lanes_work_side_by_side(session_of, call_with, shared_lane, other_lane):
    def grade(lane, student):
        with session_of(
            f"import numpy as np\nx = {student}", "def f(a): return a * x", on=lane
        ) as s:
            statuses = [each.status for each in s.run_cells()]
            return statuses, call_with(s, "f", a=np.arange(3.0)).value.tolist()

    with ThreadPoolExecutor(2) as pool:
        lanes = [shared_lane, other_lane]
        work = [
            pool.submit(lambda lane=lane, n=n: [grade(lane, n * 10 + k) for k in range(3)])
            for n, lane in enumerate(lanes)
        ]
        results = [each.result() for each in work]

    assert results == [
        [(["ok", "ok"], [0.0, n * 10.0 + k, 2 * (n * 10.0 + k)]) for k in range(3)]
        for n in range(2)
    ]


def test_no_file_of_the_grader_stays_open_after_its_sessions(run):
    run("1")
    before = _open_files()
    for _ in range(3):
        run("1", "import os\nos._exit(0)", "2")

    assert _open_files() == before


def _open_files():
    return len(list(Path("/proc/self/fd").iterdir()))
