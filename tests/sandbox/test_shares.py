"""A worker's share of a device: who has one finds it, nobody else does, and it ends with it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder import wire
from autograder.judge.allowed import DEVICE_MEMORY, limit_of
from autograder.sandbox.cells import CodeCell, Times
from autograder.sandbox.isolation.limits import Allowance, read_allowance
from autograder.sandbox.lane import Lane
from autograder.sandbox.session import Session
from autograder.sandbox.share import Share

DEVICE = "/dev/tty"
"""Stands for a GPU's file: every machine has it, and no worker is shown it otherwise."""

SHARE = Share("simulated", "GPU-one", 0.25, 100, (DEVICE,))
ALLOWANCE = Allowance(1024, 20, 60)
TIMES = Times(30, 30, 60)

SessionOf = Callable[..., Session]


@pytest.fixture(scope="module")
def device_lane() -> Iterator[Lane]:
    with Lane(devices=(DEVICE, "/dev/nvidia-that-is-not-there")) as lane:
        yield lane


@pytest.fixture
def session_with(device_lane: Lane) -> SessionOf:
    """A session of these cells, with a share of a device or without."""

    def make(*sources: str, share: Share | None = SHARE) -> Session:
        cells = [CodeCell(number, source) for number, source in enumerate(sources, 1)]
        allowance = dataclasses.replace(ALLOWANCE, share=share)
        return Session(device_lane, cells, TIMES, allowance)

    return make


def printed(session: Session) -> list[str]:
    return ["".join(o.get("text", "") for o in run.outputs).strip() for run in session.run_cells()]


OPENED = f"""
import os, stat
try:
    number = os.stat({DEVICE!r}).st_rdev
    os.close(os.open({DEVICE!r}, os.O_RDWR | os.O_NOCTTY))
    print("a device" if number == {{number}} else "something else")
except PermissionError:
    print("refused")
except FileNotFoundError:
    print("not there")
except OSError:
    print("a device")  # it may be opened: there is no terminal behind it
"""


@pytest.fixture
def opened() -> str:
    """A cell that says what there is in the device's place."""
    return OPENED.replace("{number}", str(Path(DEVICE).stat().st_rdev))


def test_an_allowance_crosses_with_its_share() -> None:
    for share in (None, SHARE):
        allowance = dataclasses.replace(ALLOWANCE, share=share)

        assert read_allowance(wire.decode(wire.encode(allowance.as_plain()))) == allowance


def test_a_worker_sees_the_device_of_its_share_and_no_other(session_with: SessionOf) -> None:
    seen = "import os; print(repr(os.environ['CUDA_VISIBLE_DEVICES']))"

    with session_with(seen) as session:
        assert printed(session) == ["'GPU-one'"]
    with session_with(seen, share=None) as session:
        assert printed(session) == ["''"]


def test_the_files_of_a_device_are_open_to_who_has_a_share_alone(
    session_with: SessionOf, opened: str
) -> None:
    with session_with(opened) as session:
        assert printed(session) == ["a device"]
    with session_with(opened, share=None) as session:
        assert printed(session) in (["something else"], ["refused"])
    with session_with(opened, share=dataclasses.replace(SHARE, nodes=())) as session:
        assert printed(session) in (["something else"], ["refused"])


def test_a_lane_that_has_no_devices_shows_no_files_of_any(lane: Lane, opened: str) -> None:
    with Session(lane, [CodeCell(1, opened)], TIMES, ALLOWANCE) as session:
        assert printed(session) in (["not there"], ["refused"])


SOCKETS = """
import os, socket
kinds = {
    "local": (socket.AF_UNIX, socket.SOCK_SEQPACKET | socket.SOCK_CLOEXEC),
    "stream": (socket.AF_UNIX, socket.SOCK_STREAM),
    "datagram": (socket.AF_UNIX, socket.SOCK_DGRAM),
    "network": (socket.AF_INET, socket.SOCK_SEQPACKET),
}
made = {}
for name, kind in kinds.items():
    try:
        made[name] = socket.socket(*kind)
    except OSError:
        pass
print(*made)
if made:
    made["local"].bind(chr(0) + "cuda-like")
    made["local"].listen(1)
    try:
        socket.socket(*kinds["local"]).connect(chr(0) + "cuda-like")
        print("connected")
    except PermissionError:
        print("nobody connects")
    os.close(os.memfd_create("cuda-like"))
"""


def test_with_a_share_one_may_listen_as_cuda_does_and_reach_nobody(
    session_with: SessionOf, device_lane: Lane
) -> None:
    with session_with(SOCKETS) as session:
        assert printed(session) == ["local\nnobody connects"]
    with session_with(SOCKETS, share=None) as session:
        assert printed(session) == [""]


NAMED = """
import os, threading

def name_itself():
    own = f"/proc/self/task/{threading.get_native_id()}/comm"
    try:
        descriptor = os.open(own, os.O_RDWR)
        os.write(descriptor, b"cuda-like")
        print("named")
    except PermissionError:
        print("refused")

thread = threading.Thread(target=name_itself)
thread.start()
thread.join()
"""


def test_with_a_share_threads_may_be_named_as_the_driver_does(session_with: SessionOf) -> None:
    with session_with(NAMED) as session:
        assert printed(session) == ["named"]
    with session_with(NAMED, share=None) as session:
        assert printed(session) == ["refused"]


TAKEN = "import simulated_device as device\nblocks = [device.allocate(60)]\nprint(device.used_mb)"


def test_memory_is_had_up_to_the_share(session_with: SessionOf) -> None:
    more = "device.allocate(41)"
    with session_with(TAKEN, more, "blocks.append(device.allocate(40)); print('fits')") as session:
        first, over, fits = session.run_cells()

    assert (first.status, over.status, fits.status) == ("ok", "error", "ok")
    assert over.failure is not None
    assert limit_of(over.failure) == DEVICE_MEMORY


def test_memory_of_a_submission_is_free_again_for_the_next(session_with: SessionOf) -> None:
    for _ in range(2):
        with session_with(TAKEN) as session:
            assert printed(session) == ["60"]


def test_a_worker_in_its_place_has_the_share_too(session_with: SessionOf) -> None:
    with session_with("import os; os._exit(1)", TAKEN) as session:
        died, again = session.run_cells()

    assert (died.status, again.status) == ("died", "ok")


def test_the_simulated_device_is_there_for_nobody_else(session_with: SessionOf) -> None:
    with session_with("import simulated_device", share=None) as session:
        (run,) = session.run_cells()

    assert run.failure is not None
    assert run.failure.type == "ModuleNotFoundError"
