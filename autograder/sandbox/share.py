"""A worker's share of a device: taken up after the fork, and kept to while the judge asks.

The fork server never looks at a device: what CUDA sets up in a process does not survive a fork. So
each worker sets it up for itself, inside of its isolation, and its memory is free again when the
process ends.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from autograder.sandbox import simulated

DeviceKind = Literal["cuda", "simulated"]

HIDDEN = {"CUDA_VISIBLE_DEVICES": ""}
"""The environment of whoever has no share: it sees no GPU."""

ENVIRONMENT: Mapping[str, str] = {
    "CUDA_DEVICE_ORDER": "PCI_BUS_ID",
    # Libraries read these once: student code that asks for TF32 by Torch's switches gets none.
    "NVIDIA_TF32_OVERRIDE": "0",
    # What cuBLAS needs to add up in the same order every time.
    "CUBLAS_WORKSPACE_CONFIG": ":4096:8",
}

HOST_MB = 3072
"""The CPU's memory that CUDA's own libraries take in every process that uses a device, beside what
the student's code does; `tests/gpu` measures it."""


@dataclass(frozen=True)
class Share:
    """A part of a device's memory."""

    kind: DeviceKind
    device: str
    """As `CUDA_VISIBLE_DEVICES` names it."""

    fraction: float
    """Of the device's memory, above 0 and up to 1."""

    memory_mb: int
    """What that comes to."""

    nodes: tuple[str, ...] = ()
    """Files by which a process reaches the device."""

    def as_plain(self) -> dict[str, Any]:
        """Return it as it crosses to the fork server."""
        return dict(vars(self))


def take_up(share: Share) -> None:
    """Make this process one that has the share: the last thing that trusted code does in it.

    Raises:
        RuntimeError: the device cannot be used.
    """
    os.environ["CUDA_VISIBLE_DEVICES"] = share.device
    if share.kind == "simulated":
        simulated.install(share.memory_mb)
        return
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.cuda.set_per_process_memory_fraction(share.fraction, 0)


def torch_device() -> str:
    """Return where Torch's tensors go in this process: to its share, where it has one of a GPU."""
    torch = sys.modules.get("torch")
    return "cuda" if torch is not None and torch.cuda.is_initialized() else "cpu"


def judge_exactly() -> None:
    """Ask Torch for numbers that are the same every time, whatever the notebook asked for.

    Where an operation has no such way of computing, it is computed all the same.
    """
    torch = sys.modules.get("torch")
    if torch is None:
        return
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.allow_tf32 = False
    torch.backends.cudnn.benchmark = False
    # As `use_deterministic_algorithms`, which imports a compiler besides.
    torch.set_deterministic_debug_mode("warn")


def wait_for_device() -> None:
    """Wait until the device has done all that it was asked for, so that a time is all of it.

    Raises:
        RuntimeError: something went wrong there; the process cannot use the device any more.
    """
    torch = sys.modules.get("torch")
    if torch is not None and torch.cuda.is_initialized():
        torch.cuda.synchronize()


def is_lost() -> bool:
    """Whether the device refuses this process everything, after an error on it."""
    try:
        wait_for_device()
    except Exception:
        return True
    return False
