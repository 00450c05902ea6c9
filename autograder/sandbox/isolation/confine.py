"""A worker shuts itself in: the last thing that trusted code does in it.

The order matters: mounts need rights that the new user namespace takes away; processes are
counted within that namespace; changing credentials clears the death signal; Landlock must come
before seccomp, which forbids it.
"""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass

from autograder.sandbox.isolation import landlock, seccomp
from autograder.sandbox.isolation.enclose import STUDENT
from autograder.sandbox.isolation.house import (
    DEVICES,
    HOME,
    NOTEBOOK,
    PRIVATE,
    cover,
    mount_private,
    mount_proc,
)
from autograder.sandbox.isolation.layers import Plan
from autograder.sandbox.isolation.limits import Allowance, set_limits
from autograder.sandbox.isolation.syscalls import (
    CAP_DAC_READ_SEARCH,
    CLONE_NEWIPC,
    CLONE_NEWNS,
    CLONE_NEWUSER,
    PR_SET_DUMPABLE,
    PR_SET_KEEPCAPS,
    PR_SET_NO_NEW_PRIVS,
    PR_SET_PDEATHSIG,
    keep_capabilities,
    map_ids,
    prctl,
    unshare,
)

INODES = 16_384
OF_THE_MACHINE = ("/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system/cpu")
"""What numerical libraries ask of the machine where `/proc` is not the worker's own."""

OF_DEVICES = (
    *("/proc/driver/nvidia", "/proc/driver/nvidia-uvm", "/proc/devices", "/proc/modules"),
    *("/proc/sys/vm/mmap_min_addr", "/sys"),
)
"""And what NVIDIA's libraries ask of it besides."""


@dataclass(frozen=True)
class Place:
    """Where a worker may write."""

    home: str
    notebook: str
    """Where the cells run."""

    temporary: str


def confine(plan: Plan, allowance: Allowance, scratch: str) -> Place:
    """Give up, for good, all that student code must not have.

    Args:
        plan: what the fork server found possible here.
        allowance: what may be used up.
        scratch: a folder for this worker alone, where there are no namespaces.

    Raises:
        OSError: the kernel refuses a step; the worker must not go on.
    """
    os.setsid()
    if plan.namespaces:
        place = _in_namespaces(plan, allowance)
    else:
        place = Place(scratch, f"{scratch}/notebook", f"{scratch}/.tmp")
        _as_another(plan)
        for folder in (place.notebook, place.temporary):
            os.mkdir(folder, 0o700)  # noqa: PTH102 (nothing may be imported late)
    set_limits(allowance, processes=plan.may_start)
    keep_capabilities(*((CAP_DAC_READ_SEARCH,) if plan.reads_all else ()))
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    os.chdir(place.notebook)
    nodes = allowance.share.nodes if allowance.share else ()
    if plan.landlock:
        _restrict(plan, place, nodes)
    if plan.seccomp:
        seccomp.load((nodes and plan.seccomp_of_devices) or plan.seccomp)
    return place


def _in_namespaces(plan: Plan, allowance: Allowance) -> Place:
    unshare(CLONE_NEWNS | CLONE_NEWIPC)
    mount_proc()
    mount_private(disk_mb=allowance.disk_mb, inodes=INODES, kept=plan.kept)
    own = allowance.share.nodes if allowance.share else ()
    cover(path for path in plan.devices if path not in own)
    unshare(CLONE_NEWUSER)
    map_ids(STUDENT, STUDENT, outer_uid=STUDENT, outer_gid=STUDENT)
    return Place(HOME, NOTEBOOK, "/tmp")


def _as_another(plan: Plan) -> None:
    """Become the user of no name, where we are root."""
    if plan.uid is not None:
        os.setgroups([])
        os.setresgid(plan.uid, plan.uid, plan.uid)
        if plan.reads_all:
            prctl(PR_SET_KEEPCAPS, 1)
        os.setresuid(plan.uid, plan.uid, plan.uid)
    # Else the worker's own files in /proc belong to root, and libraries could not read them.
    prctl(PR_SET_DUMPABLE, 1)


def _restrict(plan: Plan, place: Place, nodes: tuple[str, ...]) -> None:
    own = f"/proc/{os.getpid()}"
    # NVIDIA's driver names the threads that it starts, by writing below this folder.
    devices = (*DEVICES, f"{own}/task") if nodes else DEVICES
    if plan.namespaces:
        landlock.restrict(
            readable=plan.readable, writable=PRIVATE, devices=devices, controlled=nodes
        )
        return
    asked = (*OF_THE_MACHINE, *OF_DEVICES) if nodes else OF_THE_MACHINE
    readable = (*plan.readable, own, *asked)
    landlock.restrict(readable=readable, writable=(place.home,), devices=devices, controlled=nodes)
