"""Landlock: the kernel's own list of what a process may touch, for itself and its children.

Needs no privilege and works in containers. What it can hold depends on the kernel's Landlock
ABI (1 in Linux 5.13; truncation 3 in 6.2; TCP 4 in 6.7; devices' ioctl 5 in 6.10; signals and
abstract sockets 6 in 6.12). https://docs.kernel.org/userspace-api/landlock.html
"""

from __future__ import annotations

import ctypes
import os
import stat
from collections.abc import Iterable

from autograder.sandbox.isolation.syscalls import syscall

SYS_CREATE_RULESET = 444
SYS_ADD_RULE = 445
SYS_RESTRICT_SELF = 446
VERSION = 1
RULE_PATH_BENEATH = 1

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
MAKE_CHAR, MAKE_SOCK, MAKE_BLOCK = 1 << 6, 1 << 9, 1 << 11
REFER, TRUNCATE, IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
ALL_OF_ABI_1 = (1 << 13) - 1
TCP = 0b11
SIGNALS_AND_ABSTRACT_SOCKETS = 0b11

READ = EXECUTE | READ_FILE | READ_DIR
OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
"""The rights that a rule on a file, and not on a folder, may give."""


class _Ruleset(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("fs", "net", "scoped")]


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = [("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32)]


def abi() -> int:
    """Return the kernel's Landlock ABI, 0 where it has none."""
    try:
        return syscall(
            SYS_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(VERSION), what="landlock"
        )
    except OSError:
        return 0


def restrict(
    *,
    readable: Iterable[str],
    writable: Iterable[str],
    devices: Iterable[str],
    controlled: Iterable[str] = (),
) -> None:
    """Allow this process and its children to touch these paths and nothing else, for good.

    Args:
        readable: folders and files to read and run.
        writable: folders to do anything in, but to make devices and sockets.
        devices: files to read and write.
        controlled: devices to read, write and give orders to (ioctl).

    Raises:
        OSError: the kernel has no Landlock, or the process may still gain privileges.
    """
    version = abi()
    handled = ALL_OF_ABI_1
    handled |= REFER if version >= 2 else 0
    handled |= TRUNCATE if version >= 3 else 0
    handled |= IOCTL_DEV if version >= 5 else 0
    anything = handled & ~(MAKE_CHAR | MAKE_BLOCK | MAKE_SOCK | IOCTL_DEV)
    rules = _Ruleset(
        fs=handled,
        net=TCP if version >= 4 else 0,
        scoped=SIGNALS_AND_ABSTRACT_SOCKETS if version >= 6 else 0,
    )
    # Older kernels refuse fields that they do not know, unless they are cut off.
    size = 8 if version < 4 else 16 if version < 6 else 24
    ruleset = syscall(
        SYS_CREATE_RULESET,
        ctypes.byref(rules),
        ctypes.c_size_t(size),
        ctypes.c_uint32(0),
        what="landlock_create_ruleset",
    )
    try:
        for paths, rights in (
            (readable, READ),
            (writable, anything),
            (devices, READ_FILE | WRITE_FILE),
            (controlled, READ_FILE | WRITE_FILE | IOCTL_DEV),
        ):
            for path in paths:
                _allow(ruleset, path, rights & handled)
        syscall(SYS_RESTRICT_SELF, ruleset, ctypes.c_uint32(0), what="landlock_restrict_self")
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what is not there, or out of reach, needs no permission
    try:
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            rights &= OF_FILES
        rule = _PathBeneath(rights, descriptor)
        syscall(
            SYS_ADD_RULE,
            ruleset,
            ctypes.c_int(RULE_PATH_BENEATH),
            ctypes.byref(rule),
            ctypes.c_uint32(0),
            what=f"landlock_add_rule {path}",
        )
    finally:
        os.close(descriptor)
