"""The system calls that isolation needs and Python does not have, by ctypes; Linux only.

Numbers and flags are those of the kernel's own headers (`linux/sched.h`, `linux/mount.h`,
`linux/prctl.h`, `linux/landlock.h`); those used here by number are the same on every
architecture.
"""

from __future__ import annotations

import ctypes
import os
from pathlib import Path
from typing import Any

CLONE_NEWNS = 0x00020000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

MS_NOSUID = 0x2
MS_NODEV = 0x4
MS_NOEXEC = 0x8
MS_BIND = 0x1000
MS_REC = 0x4000
MS_PRIVATE = 0x40000
MNT_DETACH = 0x2

MOUNT_ATTR_RDONLY = 0x1
MOUNT_ATTR_NOSUID = 0x2
MOUNT_ATTR_NODEV = 0x4
AT_FDCWD = -100
AT_RECURSIVE = 0x8000
SYS_MOUNT_SETATTR = 442

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_KEEPCAPS = 8
PR_SET_SECCOMP = 22
PR_CAPBSET_DROP = 24
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2

CAPABILITY_VERSION_3 = 0x20080522
CAP_DAC_READ_SEARCH = 2
LAST_CAPABILITY = 63

_libc = ctypes.CDLL(None, use_errno=True)


def _checked(result: int, what: str) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")
    return result


def syscall(number: int, *arguments: Any, what: str) -> int:
    """Make a system call by its number.

    Raises:
        OSError: the kernel refuses.
    """
    return _checked(_libc.syscall(number, *arguments), what)


def unshare(flags: int) -> None:
    """Leave the namespaces that `flags` name for new ones (a new pid namespace: the children)."""
    _checked(_libc.unshare(flags), "unshare")


def setns(descriptor: int, kind: int) -> None:
    """Enter the namespace that the descriptor stands for."""
    _checked(_libc.setns(descriptor, kind), "setns")


def mount(source: str, target: str, kind: str | None, flags: int, options: str = "") -> None:
    """Mount a file system, or bind a tree."""
    encoded = (os.fsencode(source), os.fsencode(target), kind and kind.encode())
    done = _libc.mount(*encoded, ctypes.c_ulong(flags), options.encode() or None)
    _checked(done, f"mount {target}")


def umount_lazily(target: str) -> None:
    """Take a mount out of sight; it goes when nobody uses it any more."""
    _checked(_libc.umount2(os.fsencode(target), MNT_DETACH), f"umount {target}")


def pivot_root(new: str, old: str) -> None:
    """Make `new` the root and put the old root at `old`."""
    _checked(_libc.pivot_root(os.fsencode(new), os.fsencode(old)), "pivot_root")


class _MountAttr(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "userns")]


def make_read_only(path: str, *, below: bool = True) -> None:
    """Make a mount read-only, without devices and set-user-id, as all below it (Linux 5.12)."""
    attributes = _MountAttr(MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV, 0, 0, 0)
    syscall(
        SYS_MOUNT_SETATTR,
        AT_FDCWD,
        os.fsencode(path),
        ctypes.c_uint(AT_RECURSIVE if below else 0),
        ctypes.byref(attributes),
        ctypes.c_size_t(ctypes.sizeof(attributes)),
        what=f"mount_setattr {path}",
    )


def prctl(option: int, value: int = 0, third: int = 0) -> None:
    """Set an attribute of this process."""
    arguments = (ctypes.c_ulong(value), ctypes.c_ulong(third), ctypes.c_ulong(0), ctypes.c_ulong(0))
    _checked(_libc.prctl(option, *arguments), f"prctl {option}")


class _CapHeader(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


class _CapData(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint32) for name in ("effective", "permitted", "inheritable")]


def keep_capabilities(*kept: int) -> None:
    """Drop every capability but those named, for good: those of no later program either."""
    for number in range(LAST_CAPABILITY + 1):
        if number not in kept and _libc.prctl(PR_CAPBSET_DROP, ctypes.c_ulong(number), 0, 0, 0) < 0:
            break  # the kernel has no capability of this number, or we may not drop any
    bits = sum(1 << number for number in kept)
    low = _CapData(bits & 0xFFFFFFFF, bits & 0xFFFFFFFF, bits & 0xFFFFFFFF)
    high = _CapData(bits >> 32, bits >> 32, bits >> 32)
    header = _CapHeader(CAPABILITY_VERSION_3, 0)
    done = _libc.capset(ctypes.byref(header), ctypes.byref((_CapData * 2)(low, high)))
    _checked(done, "capset")
    for number in kept:
        prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, number)


def has_capability(number: int) -> bool:
    """Whether this process may use a capability."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("CapEff:"):
            return bool(int(line.split()[1], 16) >> number & 1)
    return False


def map_ids(uid: int, gid: int, *, outer_uid: int, outer_gid: int) -> None:
    """Say who this process is in its new user namespace."""
    own = Path("/proc/self")
    (own / "setgroups").write_bytes(b"deny")
    (own / "uid_map").write_bytes(f"{uid} {outer_uid} 1".encode())
    (own / "gid_map").write_bytes(f"{gid} {outer_gid} 1".encode())
