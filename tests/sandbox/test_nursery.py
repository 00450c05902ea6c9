"""One warm start gives rise to any number of fork servers, each on its own."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from autograder.sandbox import lane as lane_module
from autograder.sandbox.isolation.limits import Allowance
from autograder.sandbox.lane import Lane, SandboxError, UnsafeHostError
from autograder.sandbox.launching import launch
from autograder.sandbox.nursery import Nursery
from autograder.sandbox.usage import descendants

SMALL = Allowance(512, 10, 60)


@pytest.fixture
def nursery() -> Iterator[Nursery]:
    with closing(Nursery()) as nursery:
        nursery.start()
        yield nursery


@pytest.fixture
def lanes(nursery: Nursery) -> Iterator[tuple[Lane, Lane]]:
    with Lane(nursery=nursery) as one, Lane(nursery=nursery) as other:
        yield one, other


def born_of(nursery: Nursery) -> set[int]:
    """The fork servers of a nursery whose lanes have no worker: all below it that have no child."""
    assert nursery._server is not None
    below = descendants(nursery._server.process.pid)
    return {pid for pid in below if len(descendants(pid)) == 1}


def are_gone(pids: set[int], seconds: float = 10.0) -> bool:
    """Whether these end soon; one that nobody has waited for yet has ended."""
    deadline = time.monotonic() + seconds
    while any(map(_is_alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.01)
    return not any(map(_is_alive, pids))


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_lanes_of_a_nursery_run_side_by_side(session_of, lanes) -> None:
    with ExitStack() as stack:
        sessions = [
            stack.enter_context(session_of(f"x = {number}", on=lane))
            for number, lane in enumerate(lanes)
        ]
        for session in sessions:
            assert [run.status for run in session.run_cells()] == ["ok"]

        assert [session.read("x").value for session in sessions] == [0, 1]


def test_a_lane_that_closes_leaves_the_other_alone_and_may_be_used_again(session_of, lanes) -> None:
    one, other = lanes
    with session_of("x = 1", on=other) as session:
        session.run_cells()
        one.start()
        one.close()

        assert session.read("x").value == 1
    with session_of("x = 2", on=one) as session:
        session.run_cells()
        assert session.read("x").value == 2


def test_a_worker_of_one_lane_is_ended_without_those_of_the_other(lanes) -> None:
    one, other = (lane.worker(SMALL) for lane in lanes)
    one.end()
    other.channel.send({"requests": [{"op": "read", "name": "x", "seconds": 1.0, "id": 1}]})

    assert other.channel.receive(seconds=10)["kind"] == "missing"
    other.end()


@pytest.mark.needs_namespaces
def test_lanes_of_a_nursery_share_no_network(session_of, lanes) -> None:
    look = "import os\nnetwork = os.readlink('/proc/self/ns/net')"
    seen = set()
    for lane in lanes:
        with session_of(look, on=lane) as session:
            session.run_cells()
            seen.add(session.read("network").value)

    assert len(seen) == 2
    assert str(Path("/proc/self/ns/net").readlink()) not in seen


def test_cells_that_are_released_are_known_to_every_lane_s_workers(session_of, nursery) -> None:
    source = "def shown(x):\n    return x + 1"
    with (
        Lane(nursery=nursery, known=[source]) as lane,
        session_of(source, "y = shown(1)", on=lane) as session,
    ):
        session.run_cells()

        assert session.read("y").value == 2


def test_a_nursery_that_ends_leaves_nothing_behind(nursery, lanes) -> None:
    for lane in lanes:
        lane.start()
    below = born_of(nursery)
    assert len(below) == 2

    nursery.close()

    assert are_gone(below)


def test_without_its_nursery_a_lane_starts_on_its_own(session_of, nursery, lanes) -> None:
    lane, _ = lanes
    lane.start()
    below = born_of(nursery)
    assert nursery._server is not None
    nursery._server.process.send_signal(signal.SIGKILL)
    assert are_gone(below)

    with session_of("x = 1", on=lane) as session:
        assert session.run_cells()[0].status == "ok"
    assert lane.pid is not None


def test_a_nursery_that_does_not_come_up_costs_time_alone(session_of, monkeypatch) -> None:
    with closing(Nursery(frameworks=["no_such_framework"])) as nursery:
        monkeypatch.setattr("autograder.sandbox.nursery.launch", _launch_without_frameworks)
        nursery.start()
        with Lane(nursery=nursery) as lane, session_of("x = 1", on=lane) as session:
            assert session.run_cells()[0].status == "ok"


def _launch_without_frameworks(hidden, _frameworks):
    return launch(hidden, ())


def test_a_nursery_that_was_not_started_has_no_lanes(session_of) -> None:
    nursery = Nursery()
    with Lane(nursery=nursery) as lane, session_of("x = 1", on=lane) as session:
        assert session.run_cells()[0].status == "ok"
    assert nursery.lane([]) is None


def test_what_the_course_asks_for_is_asked_of_a_nursery_s_lanes_too(nursery, monkeypatch) -> None:
    monkeypatch.setattr(lane_module, "read_layers", lambda _: [])
    with Lane(nursery=nursery) as lane, pytest.raises(UnsafeHostError, match="says nothing"):
        lane.start()
    with Lane(nursery=nursery, floor=["moat"]) as lane, pytest.raises(SandboxError, match="moat"):
        lane.start()
