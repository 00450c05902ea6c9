"""Run a command as another kind of host would: what isolates student code must hold there too.

    python tests/hosts/on_host.py HOST [HOST ...] -- COMMAND...

HOST is `ordinary-user` (needs root: a user of no rights, who can reach this Python and this
checkout though they lie in a closed home) or `no-namespaces` (a system-call filter that refuses
namespaces and mounts, as container runtimes lay it around their containers).
"""

from __future__ import annotations

import ctypes
import os
import sys
import tempfile
from pathlib import Path

import pyseccomp

CLONE_NEWNS, MS_BIND, MS_REC, MS_PRIVATE = 0x20000, 0x1000, 0x4000, 0x40000
NAMESPACES = 0x7E020000
"""All of `clone`'s flags that ask for a new namespace."""

ROOT = Path(__file__).resolve().parents[2]
KEPT = sorted({ROOT, Path(sys.prefix), Path(sys.base_prefix)}, key=lambda path: len(path.parts))
"""What is to be reached wherever it is: the checkout, and this Python."""

USER = 12_345
REFUSED = "unshare setns mount umount2 pivot_root move_mount fsopen fsmount open_tree mount_setattr"

libc = ctypes.CDLL(None, use_errno=True)


def become_ordinary_user() -> None:
    """Go on as a user of no rights, in a view of the machine where Python can be reached."""
    if os.geteuid() != 0:
        return
    checked(libc.unshare(CLONE_NEWNS), "unshare")
    mount(b"none", b"/", None, MS_REC | MS_PRIVATE)
    for home in filter(None, map(_closed_home, KEPT)):
        cover(home)
    own = tempfile.mkdtemp(prefix="on-host-")
    os.chown(own, USER, USER)
    os.setgroups([])
    os.setresgid(USER, USER, USER)
    os.setresuid(USER, USER, USER)
    os.environ.update(
        HOME=own,
        USER="ordinary",
        LOGNAME="ordinary",
        PYTHONDONTWRITEBYTECODE="1",
        HYPOTHESIS_STORAGE_DIRECTORY=f"{own}/hypothesis",
    )


def cover(folder: Path) -> None:
    """Lay an empty folder over this one, in memory, in which Python and the checkout stay."""
    beneath = os.open(folder, os.O_PATH | os.O_DIRECTORY)
    mount(b"cover", os.fsencode(folder), b"tmpfs", 0, b"mode=755")
    for path in KEPT:
        if path.is_relative_to(folder):
            path.mkdir(parents=True, exist_ok=True)
            hidden = Path(f"/proc/self/fd/{beneath}") / path.relative_to(folder)
            mount(os.fsencode(hidden), os.fsencode(path), None, MS_BIND | MS_REC)
    os.close(beneath)


def _closed_home(path: Path) -> Path | None:
    for folder in (path, *path.parents):
        if not folder.stat().st_mode & 0o001:
            return folder
    return None


def forbid_namespaces() -> None:
    """Have the kernel refuse what container runtimes refuse."""
    seccomp = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    for name in REFUSED.split():
        if pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name) >= 0:
            seccomp.add_rule(pyseccomp.ERRNO(1), name)
    seccomp.add_rule(pyseccomp.ERRNO(38), "clone3")
    for flag in (1 << bit for bit in range(32) if NAMESPACES >> bit & 1):
        asked = pyseccomp.Arg(0, pyseccomp.MASKED_EQ, flag, flag)
        seccomp.add_rule(pyseccomp.ERRNO(1), "clone", asked)
    seccomp.load()


HOSTS = {"ordinary-user": become_ordinary_user, "no-namespaces": forbid_namespaces}


def mount(source: bytes, target: bytes, kind: bytes | None, flags: int, data: bytes = b"") -> None:
    done = libc.mount(source, target, kind, ctypes.c_ulong(flags), data or None)
    checked(done, f"mount {os.fsdecode(target)}")


def checked(result: int, what: str) -> None:
    if result < 0:
        raise OSError(ctypes.get_errno(), what)


def main() -> None:
    """Become the hosts named, then run the command."""
    split = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    hosts, command = sys.argv[1:split], sys.argv[split + 1 :]
    if not hosts or not command or set(hosts) - set(HOSTS):
        sys.exit(f"usage: on_host.py HOST... -- COMMAND...; a HOST is one of {', '.join(HOSTS)}")
    for host in sorted(hosts, reverse=True):
        HOSTS[host]()
    os.execvp(command[0], command)


if __name__ == "__main__":
    main()
