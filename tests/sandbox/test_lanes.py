"""A lane starts its fork server when needed, again when it dies, and ends it."""

import os
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from autograder import wire
from autograder.sandbox import lane as lane_module
from autograder.sandbox.channel import Channel
from autograder.sandbox.isolation.layers import Layer
from autograder.sandbox.isolation.limits import Allowance
from autograder.sandbox.lane import Lane, SandboxError, UnsafeHostError


@pytest.fixture
def servers(lane):
    """Return the processes of the lane's fork server, the first one's children after it."""

    def processes():
        first = Path(f"/proc/{lane.pid}/task/{lane.pid}/children")
        return [lane.pid, *map(int, first.read_text("ascii").split())]

    return processes


def test_starting_twice_is_starting_once(run, lane):
    run("1")
    first = lane.pid
    lane.start()
    run("1")

    assert lane.pid == first


@pytest.mark.parametrize("which", [0, -1], ids=["the first process", "the last"])
def test_a_fork_server_that_dies_costs_one_cell(run, text_of, servers, monkeypatch, which):
    answers = Channel.receive

    def die_first(*arguments, **named):
        monkeypatch.setattr(Channel, "receive", answers)
        os.kill(servers()[which], signal.SIGKILL)
        return answers(*arguments, **named)

    run("1")
    monkeypatch.setattr(Channel, "receive", die_first)
    statuses = [each.status for each in run("1", "2", "3")]

    assert statuses in (["ok"] * 3, *(["ok"] * n + ["died"] + ["ok"] * (2 - n) for n in range(3)))


def test_a_fork_server_that_is_stopped_costs_the_next_nothing(
    session_of, run, servers, monkeypatch
):
    with monkeypatch.context() as patch, session_of("1") as session:
        assert session.run_cells()[0].status == "ok"
        os.kill(servers()[-1], signal.SIGSTOP)
        patch.setattr(lane_module, "REPLY_SECONDS", 0.2)

    assert run("1")[0].status == "ok"


def test_a_fork_server_that_died_between_sessions_is_replaced(run, servers):
    run("1")
    os.kill(servers()[-1], signal.SIGKILL)

    assert run("1")[0].status == "ok"


def test_the_fork_server_has_one_thread_so_that_forking_is_safe(servers):
    for server in servers():
        assert len(list(Path(f"/proc/{server}/task").iterdir())) == 1


def test_a_keyboard_interrupt_of_the_grader_does_not_reach_its_workers(servers, lane):
    """They are in a session of their own, so that the grader can end them in order."""
    worker = lane.worker(Allowance(512, 10, 60))
    sessions = {os.getsid(pid) for pid in servers()}
    worker.end()

    assert os.getsid(0) not in sessions


def test_a_layer_that_the_course_asks_for_and_the_machine_lacks_is_refused_by_name(monkeypatch):
    lacking = [Layer("landlock", False, "the kernel has none"), Layer("seccomp", True)]
    monkeypatch.setattr(lane_module, "read_layers", lambda _: lacking)
    with Lane() as lane, pytest.raises(UnsafeHostError, match="--allow-unsafe landlock"):
        lane.start()
    with Lane(floor=["seccomp"]) as lane:
        lane.start()


def test_a_layer_that_nothing_is_told_of_is_off(monkeypatch):
    monkeypatch.setattr(lane_module, "read_layers", lambda _: [])
    with Lane() as lane, pytest.raises(UnsafeHostError, match="says nothing"):
        lane.start()


def test_a_layer_that_there_is_none_of_is_told_with_those_there_are():
    with Lane(floor=["moat"]) as lane, pytest.raises(SandboxError, match=r"moat.*there are user,"):
        lane.start()


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
        f"control.send({wire.encode({'ready': True, 'scratch': True})!r})\n"
        "control.recv(65536)\n"
        "control.recv(65536)\n"
    )
    fragile.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(fragile))
    with Lane(floor=()) as lane, pytest.raises(SandboxError, match="ended"):
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


def test_an_abandoned_lane_lets_its_worker_go_and_gives_no_other(session_of, monkeypatch):
    lane, has_worker = Lane(), threading.Event()

    def fork(allowance):
        worker = Lane.worker(lane, allowance)
        has_worker.set()
        return worker

    def run():
        with session_of("while True: pass", "1", on=lane, cell=1000, submission=1000) as session:
            return session.run_cells()

    monkeypatch.setattr(lane, "worker", fork)
    with ThreadPoolExecutor(1) as pool, lane:
        waiting = pool.submit(run)
        has_worker.wait()
        lane.abandon()

        with pytest.raises(SandboxError, match="abandoned"):
            waiting.result()
    assert lane.pid is None
