"""A machine of one's own: users, services and ports that the host knows nothing of.

It has namespaces of its own, a copy of the accounts, and empty folders for data. Its root is the
host's, who alone can start it. All of it is gone when it is closed, or when what started it ends.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shlex
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.hosts.on_host import (
    CLONE_NEWNS,
    KEPT,
    MS_BIND,
    MS_PRIVATE,
    MS_REC,
    ROOT,
    checked,
    cover,
    libc,
    mount,
)

CLONE_NEWPID, CLONE_NEWNET = 0x20000000, 0x40000000
PR_SET_PDEATHSIG = 1
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 1

OWN = ("/home", "/opt", "/root", "/srv", "/var/lib", "/var/log", "/var/mail", "/tmp", "/run")
"""Folders that are empty at first."""


class NoMachineError(Exception):
    """This host does not let us have one, and why."""


class Machine:
    """A machine that is on; use it in a `with`."""

    def __init__(self) -> None:
        """Start it.

        Raises:
            NoMachineError: this host does not allow it.
        """
        self._keeper = subprocess.Popen(
            [sys.executable, "-m", "tests.hosts.machine"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert self._keeper.stdout is not None
        assert self._keeper.stderr is not None
        answer = self._keeper.stdout.readline().decode().strip()
        if not answer:
            reason = self._keeper.stderr.read().decode().strip().rpartition("\n")[2]
            self.__exit__()
            raise NoMachineError(f"a machine of its own needs root and namespaces: {reason}")
        self.pid = int(answer)
        """Of its first process, as the host numbers it."""

    def __enter__(self) -> Machine:
        return self

    def __exit__(self, *_: object) -> None:
        # The end of its input tells it to go.
        try:
            self._keeper.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            self._keeper.kill()
            raise

    def enter(self, command: Sequence[object]) -> list[str]:
        """Return the command that runs this one on the machine, as root."""
        inside = ["nsenter", f"--target={self.pid}", "--mount", "--pid", "--net", "--"]
        return [*inside, *map(str, command)]

    def path(self, path: str | Path) -> Path:
        """Return where we find one of its files."""
        return Path(f"/proc/{self.pid}/root", str(path).lstrip("/"))

    def run(self, script: str, *, user: str = "root", ends: int = 0) -> str:
        """Run a script as a user who has just logged in; return what it says.

        It must end with this code.
        """
        logged_in = ["runuser", "--login", user, "--command", f"set -e\n{script}"]
        done = subprocess.run(
            self.enter(logged_in), capture_output=True, text=True, check=False, cwd="/"
        )
        said = done.stdout + done.stderr
        assert done.returncode == ends, f"{script}\nended with {done.returncode}:\n{said}"
        return said

    def python(self, program: str, *words: object, user: str = "root", ends: int = 0) -> str:
        """Run a program in this Python."""
        command = [sys.executable, "-c", program, *map(str, words)]
        return self.run(shlex.join(command), user=user, ends=ends)


def keep() -> None:
    """Be what keeps the machine on: say its first process's number, and wait to be told to go."""
    libc.prctl(PR_SET_PDEATHSIG, ctypes.c_ulong(signal.SIGKILL))
    checked(libc.unshare(CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET), "unshare")
    mount(b"none", b"/", None, MS_REC | MS_PRIVATE)
    ready, told = os.pipe()
    first = os.fork()
    if first == 0:
        libc.prctl(PR_SET_PDEATHSIG, ctypes.c_ulong(signal.SIGKILL))
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # orphans come to us, and nobody waits
        _furnish()
        os.write(told, b"ready")
        os.close(told)
        while True:
            signal.pause()
    os.close(told)
    if os.read(ready, 5):
        print(first, flush=True)
        sys.stdin.buffer.read()
        os.kill(first, signal.SIGKILL)  # all that runs there ends with it
    os.waitpid(first, 0)


def _furnish() -> None:
    for folder in map(Path, OWN):
        if folder.is_dir() and folder not in KEPT:
            cover(folder)
            folder.chmod(0o1777 if folder.name == "tmp" else 0o755)
    subprocess.run(["cp", "-a", "/etc", "/run/etc"], check=True)
    mount(b"/run/etc", b"/etc", None, MS_BIND)
    mount(b"proc", b"/proc", b"proc", 0)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sH14x", b"lo", 0)
        _, flags = struct.unpack("16sH14x", fcntl.ioctl(any_socket, SIOCGIFFLAGS, request))
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", flags | IFF_UP))


if __name__ == "__main__":
    keep()
