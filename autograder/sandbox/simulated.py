"""A device that there is not: memory to be had up to a limit, and nothing else.

With it, all of grading on devices but CUDA itself can be tried on any machine. Student code in a
worker that has a share of it finds the module `simulated_device`.
"""

from __future__ import annotations

import sys
from types import ModuleType

NAME = "simulated_device"


class OutOfMemoryError(RuntimeError):
    """More was asked for than the share has: Torch's own is called so, and says the same."""


class Block:
    """Memory of the device, until nobody holds the block any more."""

    def __init__(self, device: Device, megabytes: int) -> None:
        self._device, self._megabytes = device, 0
        device.take(megabytes)
        self._megabytes = megabytes

    def __del__(self) -> None:
        self._device.give_back(self._megabytes)


class Device(ModuleType):
    """The device as one process sees it: a module, so that it can be imported."""

    def __init__(self, memory_mb: int) -> None:
        super().__init__(NAME)
        self.memory_mb, self.used_mb = memory_mb, 0

    def allocate(self, megabytes: int) -> Block:
        """Return so much memory of the device.

        Raises:
            OutOfMemoryError: the share has not as much left.
        """
        return Block(self, megabytes)

    def take(self, megabytes: int) -> None:
        """Count memory as used, or raise OutOfMemoryError."""
        if self.used_mb + megabytes > self.memory_mb:
            raise OutOfMemoryError(
                f"CUDA out of memory. Tried to allocate {megabytes} MiB: {self.used_mb} of "
                f"{self.memory_mb} MiB are in use"
            )
        self.used_mb += megabytes

    def give_back(self, megabytes: int) -> None:
        """Count memory as free again."""
        self.used_mb -= megabytes


def install(memory_mb: int) -> None:
    """Let this process import the device, with a share of so much memory."""
    sys.modules[NAME] = Device(memory_mb)
