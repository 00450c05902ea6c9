"""No neighbour on a device decides a grade."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.grading.devices import Device
from autograder.grading.holding import with_share
from autograder.grading.slots import Slots
from autograder.sandbox.lane import Lane, SandboxError
from autograder.sandbox.share import Share

DEVICE = Device("GPU-one", "a simulated device", 1000, kind="simulated")


@dataclass
class Graded:
    """What came of a submission."""

    ran_out: bool


@pytest.fixture
def slots_of(tmp_path: Path) -> Callable[[int], Slots]:
    return lambda per_device: Slots((DEVICE,), per_device, tmp_path / "slots")


@pytest.fixture
def tries() -> list[tuple[Share | None, bool]]:
    """The share of each try, and whether a neighbour could have had a slot meanwhile."""
    return []


@pytest.fixture
def grade(tries: list[tuple[Share | None, bool]]) -> Callable[..., Graded]:
    """Grade with this end, the first time, and with none the second."""

    def make(slots: Slots | None, *ends: bool | Exception) -> Graded:
        left = list(ends)

        def once(share: Share | None) -> Graded:
            tries.append((share, slots is not None and has_room(slots)))
            end = left.pop(0)
            if isinstance(end, Exception):
                raise end
            return Graded(end)

        return with_share(slots, Lane(), once)

    return make


def has_room(slots: Slots) -> bool:
    looks = [True, False]
    try:
        with slots.held(given_up=lambda: looks.pop()):
            return True
    except SandboxError:
        return False


def test_without_devices_a_submission_is_graded_as_ever(grade, tries) -> None:
    assert grade(None, False) == Graded(False)
    assert tries == [(None, False)]


def test_what_fits_is_graded_once_beside_others(grade, tries, slots_of) -> None:
    assert grade(slots_of(2), False) == Graded(False)
    ((share, has_neighbour),) = tries
    assert (share.fraction, has_neighbour) == (0.5, True)


def test_what_runs_out_beside_others_is_graded_again_alone(grade, tries, slots_of) -> None:
    assert grade(slots_of(2), True, False) == Graded(False)
    assert [(share.fraction, room) for share, room in tries] == [(0.5, True), (0.5, False)]


def test_what_runs_out_alone_has_run_out(grade, tries, slots_of) -> None:
    assert grade(slots_of(2), True, True) == Graded(True)
    assert grade(slots_of(1), True) == Graded(True)
    assert len(tries) == 3


def test_a_worker_that_finds_no_room_for_itself_is_tried_again_alone(
    grade, tries, slots_of
) -> None:
    assert grade(slots_of(2), SandboxError("CUDA out of memory"), False) == Graded(False)
    assert not tries[1][1]


def test_where_no_worker_can_be_had_that_is_told(grade, slots_of) -> None:
    with pytest.raises(SandboxError):
        grade(slots_of(2), SandboxError("one"), SandboxError("two"))
    with pytest.raises(SandboxError):
        grade(slots_of(1), SandboxError("one"))
