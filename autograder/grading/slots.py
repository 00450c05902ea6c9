"""Slots of the machine's devices: a submission holds one while it is graded.

A slot is a share of a device's memory. All graders of a user on this machine share the slots,
whatever number each was told: a device is a row of units, and a slot is a run of them that is
locked in the device's file. The kernel lets go of it when the grader dies, however that is.
"""

from __future__ import annotations

import fcntl
import os
import stat
import struct
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from autograder.grading.devices import Device
from autograder.sandbox.lane import SandboxError
from autograder.sandbox.share import Share

MOST = 16
"""Slots of one device: with more, each has too little for a framework's own needs."""

UNITS = 720_720
"""Of a device: every number of slots up to `MOST` divides it."""

GATE = UNITS
"""One more unit, held while a slot is taken: by who waits for a whole device, until that is free,
or it would never be."""

WAIT_SECONDS = 0.05

NEVER: Callable[[], bool] = lambda: False  # noqa: E731


def slots_folder() -> Path:
    """Return where this user's locks are: the same for every grader of the user's."""
    return Path(tempfile.gettempdir()) / f"autograder-slots-{os.geteuid()}"


@dataclass(frozen=True)
class Slot:
    """A share of a device, held."""

    device: Device
    fraction: float
    is_alone: bool
    """Whether nobody else can hold a share of the device meanwhile."""

    @property
    def share(self) -> Share:
        """What a worker is given."""
        return Share(
            self.device.kind,
            self.device.uuid,
            self.fraction,
            int(self.fraction * self.device.memory_mb),
            self.device.nodes,
        )


@dataclass(frozen=True)
class Slots:
    """The slots of some devices; threads and processes may share it."""

    devices: tuple[Device, ...]
    per_device: int = 1
    folder: Path = field(default_factory=slots_folder)

    def __post_init__(self) -> None:
        if not 1 <= self.per_device <= MOST:
            raise ValueError(f"a device has 1 to {MOST} slots")

    @property
    def count(self) -> int:
        """How many submissions can be graded at once."""
        return len(self.devices) * self.per_device

    @property
    def memory_mb(self) -> int:
        """The memory that every slot has at least."""
        return min(device.memory_mb for device in self.devices) // self.per_device

    @property
    def nodes(self) -> tuple[str, ...]:
        """Files by which a process reaches any of the devices."""
        return tuple(dict.fromkeys(node for device in self.devices for node in device.nodes))

    @contextmanager
    def held(self, *, alone: bool = False, given_up: Callable[[], bool] = NEVER) -> Iterator[Slot]:
        """Hold a slot; `alone`, on a device of which nobody else holds any.

        Waits until there is one, and asks `given_up` meanwhile.

        Raises:
            SandboxError: it was given up, or the locks cannot be made.
        """
        descriptors = self._opened()
        try:
            index, start, length = self._taken(descriptors, alone, given_up)
            try:
                fraction = 1 / self.per_device
                yield Slot(self.devices[index], fraction, alone or self.per_device == 1)
            finally:
                # By name: a process that was forked meanwhile has the descriptor too.
                _lock(descriptors[index], fcntl.F_UNLCK, start, length)
        finally:
            for descriptor in descriptors:
                os.close(descriptor)

    def _opened(self) -> list[int]:
        _own_folder(self.folder)
        names = (self.folder / _file_name(device.uuid) for device in self.devices)
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        descriptors: list[int] = []
        try:
            for name in names:
                descriptors.append(os.open(name, flags, 0o600))
        except OSError as error:
            for descriptor in descriptors:
                os.close(descriptor)
            raise SandboxError(f"no lock for a GPU's slots can be made: {error}") from None
        return descriptors

    def _taken(
        self, descriptors: list[int], alone: bool, given_up: Callable[[], bool]
    ) -> tuple[int, int, int]:
        """Lock a free run of units; return the index of its device, its start and its length."""
        length = UNITS if alone else UNITS // self.per_device
        gate: int | None = None
        try:
            while not given_up():
                # Slot by slot and not device by device: a class is spread over all devices.
                for start in range(0, UNITS, length):
                    for index, descriptor in enumerate(descriptors):
                        if gate not in (None, index):
                            continue
                        if gate != index and not _lock(descriptor, fcntl.F_WRLCK, GATE, 1):
                            continue
                        if _lock(descriptor, fcntl.F_WRLCK, start, length):
                            return index, start, length
                        if alone:
                            gate = index
                        else:
                            _lock(descriptor, fcntl.F_UNLCK, GATE, 1)
                time.sleep(WAIT_SECONDS)
        finally:
            for descriptor in descriptors:
                _lock(descriptor, fcntl.F_UNLCK, GATE, 1)
        raise SandboxError("the wait for a GPU's slot was given up")


def _lock(descriptor: int, kind: int, start: int, length: int) -> bool:
    """Lock or unlock a run of units; return False where somebody else holds some of it."""
    # `struct flock`, of the description and not of the process: threads are told apart by it.
    wanted = struct.pack("hhqqi4x", kind, os.SEEK_SET, start, length, 0)
    try:
        fcntl.fcntl(descriptor, fcntl.F_OFD_SETLK, wanted)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _own_folder(folder: Path) -> None:
    """Make the folder where it is not; refuse one that somebody else has made."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        status = folder.lstat()
    except OSError as error:
        raise SandboxError(f"no lock for a GPU's slots can be made: {error}") from None
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid():
        raise SandboxError(f"{folder} is not a folder of ours: remove it")


def _file_name(uuid: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in uuid)
