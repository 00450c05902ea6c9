"""Slots of devices: nothing is promised twice, and what is held comes back."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from autograder.grading.devices import Device
from autograder.grading.slots import MOST, Slots
from autograder.sandbox.lane import SandboxError

ONE = Device("GPU-one", "a simulated device", 1000, kind="simulated")
TWO = Device("GPU-two", "another", 600, kind="simulated")

SlotsOf = Callable[..., Slots]


@pytest.fixture
def slots_of(tmp_path: Path) -> SlotsOf:
    """Slots of these devices, whose locks are this test's own."""

    def make(*devices: Device, per_device: int = 1) -> Slots:
        return Slots(devices, per_device, tmp_path / "slots")

    return make


def is_free(slots: Slots, *, alone: bool = False) -> bool:
    """Whether a slot can be had without waiting."""
    looks = [True, False]
    try:
        with slots.held(alone=alone, given_up=lambda: looks.pop()):
            return True
    except SandboxError:
        return False


def test_a_device_has_as_many_slots_as_were_asked_for(slots_of: SlotsOf) -> None:
    slots = slots_of(ONE, per_device=3)

    with ExitStack() as stack:
        for _ in range(3):
            assert is_free(slots)
            stack.enter_context(slots.held())
        assert not is_free(slots)
    assert is_free(slots)


def test_a_slot_is_a_share_of_the_memory(slots_of: SlotsOf) -> None:
    slots = slots_of(ONE, per_device=4)

    with slots.held() as slot:
        share = slot.share

    assert (share.device, share.fraction, share.memory_mb) == ("GPU-one", 0.25, 250)
    assert slots.memory_mb == 250


def test_a_class_is_spread_over_the_devices_before_it_shares_one(slots_of: SlotsOf) -> None:
    slots = slots_of(ONE, TWO, per_device=2)

    with ExitStack() as stack:
        held = [stack.enter_context(slots.held()).device.uuid for _ in range(slots.count)]

    assert held == ["GPU-one", "GPU-two", "GPU-one", "GPU-two"]


@pytest.mark.parametrize(("one", "other", "free"), [(2, 4, 2), (4, 2, 1), (3, 2, 1), (1, 16, 0)])
def test_graders_that_were_told_other_numbers_share_a_device_all_the_same(
    slots_of: SlotsOf, one: int, other: int, free: int
) -> None:
    with slots_of(ONE, per_device=one).held(), ExitStack() as stack:
        slots = slots_of(ONE, per_device=other)
        held = 0
        while is_free(slots):
            stack.enter_context(slots.held())
            held += 1

    assert held == free


def test_however_many_hold_slots_no_more_than_the_memory_is_promised(slots_of: SlotsOf) -> None:
    every = [slots_of(ONE, TWO, per_device=number) for number in (1, 2, 3, 5)]
    promised: dict[str, float] = {"GPU-one": 0.0, "GPU-two": 0.0}
    most = [0.0]
    lock = threading.Lock()

    def work(index: int) -> None:
        slots = every[index % len(every)]
        with slots.held(alone=index % 7 == 0) as slot:
            own = 1.0 if slot.is_alone else slot.fraction
            with lock:
                promised[slot.device.uuid] += own
                most.append(promised[slot.device.uuid])
            with lock:
                promised[slot.device.uuid] -= own

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(60)))

    assert max(most) <= 1.0 + 1e-9
    assert all(abs(left) < 1e-9 for left in promised.values())


def test_who_is_alone_on_a_device_has_it_to_itself(slots_of: SlotsOf) -> None:
    slots = slots_of(ONE, per_device=4)

    with slots.held(alone=True) as slot:
        assert slot.is_alone
        assert slot.share.fraction == 0.25
        assert not is_free(slots)


def test_who_waits_for_a_whole_device_is_not_overtaken(slots_of: SlotsOf) -> None:
    slots = slots_of(ONE, per_device=2)
    waits = threading.Event()

    def asked() -> bool:
        waits.set()
        return False

    def alone() -> bool:
        with slots.held(alone=True, given_up=asked) as slot:
            return slot.is_alone

    with ThreadPoolExecutor(1) as pool:
        with slots.held():
            waiting = pool.submit(alone)
            waits.wait(60)
            while is_free(slots):  # until it has the gate
                pass
            assert not waiting.done()
        assert waiting.result(60)
    assert is_free(slots)


def test_a_wait_can_be_given_up(slots_of: SlotsOf) -> None:
    slots = slots_of(ONE)

    with (
        slots.held(),
        pytest.raises(SandboxError, match="given up"),
        slots.held(given_up=lambda: True),
    ):
        pass


def _hold(slots: Slots, path: Path) -> None:
    with slots.held():
        path.touch()
        os.kill(os.getpid(), 9)


def test_a_grader_that_is_killed_gives_its_slot_back(slots_of: SlotsOf, tmp_path: Path) -> None:
    slots = slots_of(ONE)
    process = multiprocessing.get_context("spawn").Process(
        target=_hold, args=(slots, tmp_path / "held")
    )
    process.start()
    process.join()

    assert (tmp_path / "held").exists()
    assert is_free(slots)


def test_a_child_that_was_forked_meanwhile_keeps_no_slot(slots_of: SlotsOf) -> None:
    slots = slots_of(ONE)
    read, write = os.pipe()
    with slots.held():
        pid = os.fork()
        if pid == 0:
            os.close(write)
            os.read(read, 1)
            os._exit(0)
    try:
        assert is_free(slots)
    finally:
        os.close(write)
        os.close(read)
        os.waitpid(pid, 0)


@pytest.mark.parametrize("number", [0, MOST + 1])
def test_numbers_that_make_no_sense_are_refused(slots_of: SlotsOf, number: int) -> None:
    with pytest.raises(ValueError, match="1 to 16"):
        slots_of(ONE, per_device=number)


def test_a_folder_that_somebody_else_put_there_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "slots").symlink_to(tmp_path / "elsewhere")

    with (
        pytest.raises(SandboxError, match="not a folder of ours"),
        Slots((ONE,), 1, tmp_path / "slots").held(),
    ):
        pass
