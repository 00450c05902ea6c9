"""The fork server: a warm interpreter that becomes a worker for every submission.

It imports what students use once, then forks. It never sees a notebook: the grader hands each
child one end of a socket and talks to it directly, so that no submission is in the memory that
the next child inherits.
"""

from __future__ import annotations

import ctypes
import gc
import os
import random
import resource
import signal
import socket
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from autograder import wire
from autograder.sandbox.shell import Shell, warm_shell
from autograder.sandbox.worker import serve

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
KILL_SECONDS = 5.0


def main(descriptor: int) -> None:
    """Serve forks over the control socket until the grader closes it."""
    control = socket.socket(fileno=descriptor)
    shell = warm_shell()
    _forget_the_course()
    _prctl(PR_SET_CHILD_SUBREAPER, 1)
    gc.collect()
    gc.freeze()
    control.send(wire.encode({"ready": True}))
    while True:
        data, descriptors, _, _ = socket.recv_fds(control, 1 << 16, 4)
        if not data:
            _kill_all()
            return
        request = wire.decode(data)
        if request["op"] == "fork":
            os.set_inheritable(descriptors[0], False)
            pid = _fork(control, descriptors[0], shell, request)
            os.close(descriptors[0])
            control.send(wire.encode({"pid": pid}))
        else:
            control.send(wire.encode({"left": _kill_all()}))


def _fork(control: socket.socket, descriptor: int, shell: Shell, request: dict[str, Any]) -> int:
    server = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    try:
        control.close()
        _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != server:
            return 0
        _become_worker(request)
        serve(socket.socket(fileno=descriptor), shell, request["output_kb"])
    finally:
        os._exit(0)


def _become_worker(request: dict[str, Any]) -> None:
    os.setsid()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.close(nowhere)
    memory, seconds = request["memory_mb"] * 2**20, int(request["seconds"]) + 1
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (256 * 2**20, 256 * 2**20))
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    scratch = request["scratch"]
    os.chdir(scratch)
    os.environ.update(HOME=scratch, TMPDIR=scratch, MPLCONFIGDIR=scratch, IPYTHONDIR=scratch)
    tempfile.tempdir = None
    sys.path.insert(0, scratch)
    random.seed(0)
    import numpy as np

    np.random.seed(0)
    gc.enable()


def _forget_the_course() -> None:
    """Leave on the module path only the interpreter and the installed libraries."""
    prefixes = {str(Path(prefix).resolve()) for prefix in (sys.prefix, sys.base_prefix)}
    kept = [
        entry
        for entry in sys.path
        if entry and any(Path(entry).resolve().is_relative_to(prefix) for prefix in prefixes)
    ]
    sys.path[:] = kept


def _kill_all() -> int:
    """Kill every process that descends from here; return how many would not go."""
    deadline = time.monotonic() + KILL_SECONDS
    while children := _children():
        for child in children:
            try:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
            except OSError:
                continue
        if time.monotonic() > deadline:
            return len(children)
    return 0


def _children() -> list[int]:
    """Direct children; orphans of a killed worker become ours, as the subreaper."""
    text = Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii")
    return [int(pid) for pid in text.split()]


def _prctl(option: int, value: int) -> None:
    ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)
