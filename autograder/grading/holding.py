"""A submission holds a slot of a device while it is graded, and no neighbour decides its grade."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from autograder.grading.slots import Slots
from autograder.sandbox.lane import Lane, SandboxError
from autograder.sandbox.share import Share


class Tried(Protocol):
    """What came of grading a submission."""

    @property
    def ran_out(self) -> bool:
        """Whether it asked for more of the device's memory than was to be had."""


T = TypeVar("T", bound=Tried)


def with_share(slots: Slots | None, lane: Lane, grade: Callable[[Share | None], T]) -> T:
    """Grade with a slot held, if there are any.

    What runs out of memory beside others is graded once more, alone on a device: a share is kept
    to by Torch, and not by code that goes round it, so a neighbour may have taken the rest.

    Raises:
        SandboxError: no worker can be had on this machine, or the lane was abandoned meanwhile.
    """
    if slots is None:
        return grade(None)
    with slots.held(given_up=lambda: lane.is_abandoned) as slot:
        try:
            graded = grade(slot.share)
            if slot.is_alone or not graded.ran_out:
                return graded
        except SandboxError:
            if slot.is_alone:
                raise
            lane.close()
    with slots.held(alone=True, given_up=lambda: lane.is_abandoned) as slot:
        return grade(slot.share)
