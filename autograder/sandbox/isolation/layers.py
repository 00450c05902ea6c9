"""The layers of isolation by name: what each keeps out, and which of them hold on this machine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

LOST: Mapping[str, str] = {
    "user": "student code runs as a user of the machine",
    "mount": "the size and the existence of files outside can be seen; the disk is watched, "
    "not bounded",
    "pid": "what a submission leaves running is hunted, not gone at once",
    "ipc": "only the system-call filter keeps shared memory apart",
    "network": "only the system-call filter keeps student code off the network",
    "landlock": "student code can open every file that its user may open",
    "seccomp": "student code may make every system call: sockets, tracing, new namespaces",
    "limits": "memory, processes, files and CPU time are not bounded",
}
"""Every layer, with what is lost where it is off."""

LAYERS = tuple(LOST)
NAMESPACES = ("user", "mount", "pid", "ipc", "network")
FLOOR = ("landlock", "seccomp", "limits")
"""What grading asks for where the course does not say otherwise."""


@dataclass(frozen=True)
class Layer:
    """One layer on this machine."""

    name: str
    on: bool
    detail: str = ""
    """How far it reaches, or why it is off."""


@dataclass(frozen=True)
class Plan:
    """How workers are isolated here; worked out once for a fork server."""

    namespaces: bool
    why_not: str = ""
    """What the kernel said where there are no namespaces."""

    landlock: int = 0
    """The kernel's ABI, 0 for none."""

    seccomp: bytes = b""
    """The filter's program, empty for none."""

    seccomp_of_devices: bytes = b""
    """That of workers which have a share of a device."""

    devices: tuple[str, ...] = ()
    """GPUs' files that the root has, where there are namespaces."""

    uid: int | None = None
    """The user that the worker becomes where there are no namespaces, None for the grader's."""

    reads_all: bool = False
    """Whether the worker needs a capability to read the libraries, which are in a closed home."""

    readable: tuple[str, ...] = field(default=("/",))
    """What Landlock lets a worker read."""

    kept: tuple[str, ...] = ()
    """Folders that stay visible inside those that every worker has for itself."""

    @property
    def may_start(self) -> bool:
        """Whether student code may start processes: only where all of them can be ended."""
        return self.namespaces or self.uid is not None


def layers_of(plan: Plan) -> list[Layer]:
    """Return every layer, on or off."""
    off = plan.why_not or "not allowed here"
    layers = [Layer(name, plan.namespaces, "" if plan.namespaces else off) for name in NAMESPACES]
    landlock = f"ABI {plan.landlock}" if plan.landlock else "the kernel has none (Linux 5.13)"
    seccomp = "" if plan.seccomp else "pyseccomp, or the libseccomp that it needs, is missing"
    return [
        *layers,
        Layer("landlock", plan.landlock > 0, landlock),
        Layer("seccomp", bool(plan.seccomp), seccomp),
        Layer("limits", True, "" if plan.may_start else "student code may start no process"),
    ]


def missing(layers: Iterable[Layer], floor: Iterable[str]) -> list[Layer]:
    """Return the layers of the floor that are off; one that nothing is told of is off."""
    told = {layer.name: layer for layer in layers}
    wanted = [told.get(name, Layer(name, False, "the fork server says nothing")) for name in floor]
    return [layer for layer in wanted if not layer.on]


def read_layers(told: Any) -> list[Layer]:
    """Return the layers that a fork server tells of."""
    rows = told if isinstance(told, list) else []
    return [Layer(str(name), bool(on), str(detail)) for name, on, detail in rows]
