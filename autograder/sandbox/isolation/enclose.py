"""The fork server shuts itself in, once, before it serves; what cannot be done is planned around.

With namespaces: a read-only root of the system and of Python, a user of no rights outside, and
the right to make further namespaces within. Started as root, the root is built with root's rights
(the interpreter may be in a closed home), and these are dropped before anything else.
"""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

from autograder.sandbox.isolation import landlock, seccomp
from autograder.sandbox.isolation.house import (
    House,
    build_house,
    mount_proc,
    mount_warm_up,
    readable,
    shown_in_private,
)
from autograder.sandbox.isolation.layers import Plan
from autograder.sandbox.isolation.syscalls import (
    CAP_DAC_READ_SEARCH,
    CLONE_NEWIPC,
    CLONE_NEWNET,
    CLONE_NEWNS,
    CLONE_NEWPID,
    CLONE_NEWUSER,
    CLONE_NEWUTS,
    PR_SET_CHILD_SUBREAPER,
    PR_SET_DUMPABLE,
    PR_SET_PDEATHSIG,
    has_capability,
    map_ids,
    prctl,
    unshare,
)

STUDENT = 1000
"""Who student code is, inside."""

FIRST_UID, UIDS = 61_200, 4_000
"""Where root grades: users of no name (systemd keeps the range for such), one for a fork server."""

PROBED = 3
"""Exit status of a trial that went through."""


def enclose(house: House) -> Plan:
    """Shut this process in as far as the machine allows, and say how workers are to be.

    Returns in a child of the caller where there are namespaces; the caller itself waits and ends
    with it. No thread may be running.

    Raises:
        OSError: a step that went through on trial fails.
    """
    abi, why_not = landlock.abi(), _trial(house)
    uid = _nobody() if os.geteuid() == 0 else None
    alone = not why_not or uid is not None
    program = other = b""
    if seccomp.binding():
        program = seccomp.build(alone=alone)
        other = seccomp.build(alone=alone, devices=True) if house.devices else b""
    if not why_not:
        _enter(house)
        kept = shown_in_private(house)
        return Plan(
            True,
            landlock=abi,
            seccomp=program,
            seccomp_of_devices=other,
            devices=house.devices,
            kept=kept,
        )
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    closed = uid is not None and not _is_open_to_others()
    if closed and not has_capability(CAP_DAC_READ_SEARCH):
        raise OSError(
            "Python lies in a folder that is closed to other users, and student code may not run "
            "as root: grade as an ordinary user, or install Python where all can read it"
        )
    if uid is None:
        # No other process of this user may read or trace this one.
        prctl(PR_SET_DUMPABLE, 0)
    return Plan(
        False,
        why_not,
        landlock=abi,
        seccomp=program,
        seccomp_of_devices=other,
        uid=uid,
        reads_all=closed,
        readable=tuple(readable(house)),
    )


def apart(plan: Plan) -> Plan:
    """Keep this process's workers apart from those of others with the same parent.

    For a fork server that was forked from one that is shut in already.

    Raises:
        OSError: the kernel refuses.
    """
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    if plan.namespaces:
        unshare(CLONE_NEWIPC | CLONE_NEWNET | CLONE_NEWUTS)
    elif plan.uid is None:
        # No other process of this user may read or trace this one.
        prctl(PR_SET_DUMPABLE, 0)
    else:
        return replace(plan, uid=_nobody())
    return plan


def _nobody() -> int:
    return FIRST_UID + os.getpid() % UIDS


def _trial(house: House) -> str:
    """Try it in a child; return what the kernel would not do, or nothing."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(read)
            _shut(house)
            if inner := os.fork():
                _, status = os.waitpid(inner, 0)
                os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
            _settle(house)
            os._exit(PROBED)
        except BaseException as error:
            os.write(write, str(error).encode()[:500])
        finally:
            os._exit(1)
    os.close(write)
    with os.fdopen(read, "rb") as told:
        reason = told.read(500).decode("utf-8", "replace")
    _, status = os.waitpid(pid, 0)
    if os.waitstatus_to_exitcode(status) == PROBED:
        return ""
    return reason or "the kernel ended the trial"


def _enter(house: House) -> None:
    _shut(house)
    if pid := os.fork():
        # What waits here holds nothing that its child needs, and nobody's end of a channel.
        os.closerange(3, 1 << 16)
        while True:
            try:
                _, status = os.waitpid(pid, 0)
            except InterruptedError:
                continue
            os._exit(max(0, os.waitstatus_to_exitcode(status)))
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    _settle(house)


def _shut(house: House) -> None:
    """Enter new namespaces with a new root; the next child is the first process in there."""
    uid, gid = os.geteuid(), os.getegid()
    as_root = uid == 0
    if as_root:
        unshare(CLONE_NEWNS)
        build_house(house)
        uid = gid = _nobody()
        os.setgroups([])
        os.setresgid(gid, gid, gid)
        os.setresuid(uid, uid, uid)
        prctl(PR_SET_DUMPABLE, 1)
    unshare(CLONE_NEWUSER | CLONE_NEWNS)
    map_ids(STUDENT, STUDENT, outer_uid=uid, outer_gid=gid)
    if not as_root:
        build_house(house)
    unshare(CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWNET | CLONE_NEWUTS)


def _settle(house: House) -> None:
    """As the first process of the new pid namespace: see its processes and no others."""
    mount_proc()
    mount_warm_up(shown_in_private(house))


def _is_open_to_others() -> bool:
    """Whether a user of no rights can reach the interpreter and the libraries."""
    for start in {sys.prefix, sys.base_prefix}:
        path = Path(start).resolve()
        if any(not folder.stat().st_mode & 0o001 for folder in (path, *path.parents)):
            return False
    return True
