"""The fork server: a warm interpreter that becomes a worker for every submission.

It imports what students use once, shuts itself in, then forks. It never sees a notebook: the
grader hands each child one end of a socket and talks to it directly, so that no submission is in
the memory that the next child inherits.

As a nursery it forks other fork servers, one for every lane.
"""

from __future__ import annotations

import gc
import os
import random
import select
import signal
import socket
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np

from autograder import frameworks, wire
from autograder.heap import keep_freed
from autograder.sandbox import usage
from autograder.sandbox.channel import Channel
from autograder.sandbox.isolation.confine import Place, confine
from autograder.sandbox.isolation.enclose import apart, enclose
from autograder.sandbox.isolation.house import plan_house
from autograder.sandbox.isolation.layers import Plan, layers_of
from autograder.sandbox.isolation.limits import Allowance, read_allowance
from autograder.sandbox.isolation.syscalls import (
    CLONE_NEWPID,
    PR_SET_PDEATHSIG,
    prctl,
    setns,
    unshare,
)
from autograder.sandbox.share import take_up
from autograder.sandbox.shell import Shell, warm_shell
from autograder.sandbox.warming import require_one_thread, warm_frameworks
from autograder.sandbox.worker import serve

KILL_SECONDS = 5.0
DYING_SECONDS = 0.5
"""How long a process may take to die after the kernel has closed its files."""

LOOKS_PER_DISK = 2
"""A folder on the machine's own disk is counted only every so many looks."""


def main(descriptor: int) -> None:
    """Serve forks over the control socket until the grader closes it."""
    keep_freed()
    control = socket.socket(fileno=descriptor)
    wanted = wire.decode(control.recv(1 << 18))
    plan = enclose(plan_house(wanted["hidden"], wanted["devices"]))
    warm_frameworks(wanted["frameworks"])
    shell = warm_shell()
    require_one_thread()
    _forget_the_course()
    known = wanted["known"]
    if known is None:
        control, known = _born(control)
        plan = apart(plan)
    shell.learn(known)
    gc.collect()
    gc.freeze()
    told = [[layer.name, layer.on, layer.detail] for layer in layers_of(plan)]
    ready = {"ready": True, "layers": told, "scratch": not plan.namespaces, "uid": plan.uid}
    control.send(wire.encode({**ready, "number": os.getpid()}))
    _Server(control, shell, plan).serve()
    # To take the frameworks down in order takes longer than most submissions.
    os._exit(0)


def _born(control: socket.socket) -> tuple[socket.socket, list[str]]:
    """Fork a fork server for every lane that asks for one; return in each of them.

    What it returns is the lane's control socket, and the cells that it knows.
    """
    gc.collect()
    gc.freeze()
    own = os.getpid()
    signal.signal(signal.SIGCHLD, _reap)
    while True:
        data, descriptors, _, _ = socket.recv_fds(control, 1 << 18, 1)
        if not data:
            _reap(signal.SIGCHLD, None)
            os._exit(0)
        request = wire.decode(data)
        if request["op"] == "end":
            if request["number"] in _children():
                os.kill(request["number"], signal.SIGKILL)
            continue
        if os.fork() == 0:
            prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            if os.getppid() != own:
                os._exit(1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            control.close()
            os.set_inheritable(descriptors[0], False)
            return socket.socket(fileno=descriptors[0]), request["known"]
        os.close(descriptors[0])


@dataclass
class _Job:
    """The worker that is alive."""

    pid: int
    allowance: Allowance
    scratch: str
    looks: int = 0
    cause: str = ""
    """Which limit it was killed for."""


class _Server:
    def __init__(self, control: socket.socket, shell: Shell, plan: Plan) -> None:
        self._control = control
        self._shell = shell
        self._plan = plan
        self._job: _Job | None = None
        self._own_pids = os.open("/proc/self/ns/pid", os.O_RDONLY) if plan.namespaces else -1

    def serve(self) -> None:
        while True:
            if self._job is not None and not self._job.cause:
                readable, _, _ = select.select([self._control], [], [], usage.SECONDS)
                if not readable:
                    self._look(self._job)
                    continue
            data, descriptors, _, _ = socket.recv_fds(self._control, 1 << 16, 4)
            if not data:
                self._kill_all()
                return
            request = wire.decode(data)
            if request["op"] == "fork":
                os.set_inheritable(descriptors[0], False)
                pid = self._fork(descriptors[0], request)
                os.close(descriptors[0])
                self._control.send(wire.encode({"pid": pid}))
            else:
                self._control.send(wire.encode(self._end(is_dead=request["dead"])))

    def _fork(self, descriptor: int, request: dict[str, Any]) -> int:
        allowance, scratch = read_allowance(request["allowance"]), request["scratch"]
        server = os.getpid()
        if self._plan.namespaces:
            unshare(CLONE_NEWPID)
        pid = os.fork()
        if pid:
            if self._plan.namespaces:
                setns(self._own_pids, CLONE_NEWPID)
            self._job = _Job(pid, allowance, scratch)
            return pid
        try:
            self._control.close()
            if self._plan.namespaces:
                os.close(self._own_pids)
            elif os.getppid() != server:
                return 0
            place = confine(self._plan, allowance, scratch)
            _become_worker(place)
            if allowance.share:
                take_up(allowance.share)
            connection = socket.socket(fileno=descriptor)
            Channel(connection).send({"kind": "ready"})
            _go_silent()
            serve(connection, self._shell, allowance.output_kb, on_device=bool(allowance.share))
        except Exception as error:
            print(f"a worker cannot be shut in: {error}", file=sys.stderr, flush=True)
        finally:
            os._exit(0)

    def _look(self, job: _Job) -> None:
        """Kill the worker if it holds more than it may."""
        job.looks += 1
        limit = job.allowance.memory_mb * 2**20
        pids = usage.descendants(job.pid)
        if usage.memory_of(pids) > limit and usage.exact_memory_of(pids) > limit:
            job.cause = "memory"
        elif job.scratch and job.looks % LOOKS_PER_DISK == 0 and _fills_the_disk(job):
            job.cause = "disk"
        if job.cause:
            self._kill_all()

    def _end(self, *, is_dead: bool) -> dict[str, Any]:
        """Kill the worker; say what had ended it before, and what could not be killed.

        `is_dead` says that it closed its end of the channel, as the dead do.
        """
        job, self._job = self._job, None
        cause = job.cause if job else ""
        if job and not cause:
            cause = _cause_of_death(job, time.monotonic() + (DYING_SECONDS if is_dead else 0))
        return {"left": self._kill_all(), "cause": cause}

    def _kill_all(self) -> int:
        """Kill every process that descends from here; return how many would not go."""
        deadline = time.monotonic() + KILL_SECONDS
        is_first = True
        while children := _children():
            # What the dead worker left behind is ours now, and may start more as fast as it ends.
            if self._plan.uid is not None and not is_first:
                _kill_user(self._plan.uid)
            is_first = False
            for child in children:
                try:
                    os.kill(child, signal.SIGKILL)
                    os.waitpid(child, 0)
                except OSError:
                    continue
            if time.monotonic() > deadline:
                return len(children)
        return 0


def _fills_the_disk(job: _Job) -> bool:
    return usage.is_over(job.scratch, job.allowance.disk_mb * 2**20)


def _cause_of_death(job: _Job, deadline: float) -> str:
    """Return which limit ended a worker that is dead already, or is at the deadline."""
    while True:
        try:
            pid, status, used = os.wait4(job.pid, os.WNOHANG)
        except OSError:
            return ""
        if pid:
            break
        if time.monotonic() >= deadline:
            return ""
        time.sleep(0.002)
    if used.ru_utime + used.ru_stime >= job.allowance.submission_seconds:
        return "cpu"
    if os.WIFSIGNALED(status):
        return "disk" if os.WTERMSIG(status) == signal.SIGXFSZ else "signal"
    return "exit"


def _become_worker(place: Place) -> None:
    """Make the process a student's: its folders, its random numbers."""
    os.environ.update(
        HOME=place.home,
        TMPDIR=place.temporary,
        MPLCONFIGDIR=place.temporary,
        IPYTHONDIR=place.temporary,
        TORCHINDUCTOR_CACHE_DIR=place.temporary,
    )
    tempfile.tempdir = None
    sys.path.insert(0, place.notebook)
    random.seed(0)
    np.random.seed(0)
    frameworks.seed(0)
    gc.enable()


def _go_silent() -> None:
    """Let nothing that is printed past the shell reach the grader's own files."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.close(nowhere)


def _reap(_signal: int, _frame: FrameType | None) -> None:
    """Take note of fork servers that have ended, so that what they spent is counted."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _forget_the_course() -> None:
    """Leave on the module path only the interpreter and the installed libraries."""
    prefixes = {str(Path(prefix).resolve()) for prefix in (sys.prefix, sys.base_prefix)}
    kept = [
        entry
        for entry in sys.path
        if entry and any(Path(entry).resolve().is_relative_to(prefix) for prefix in prefixes)
    ]
    sys.path[:] = kept


def _kill_user(uid: int) -> None:
    """Kill all processes of a user at once: no fork bomb outruns that."""
    pid = os.fork()
    if pid == 0:
        try:
            os.setresuid(uid, uid, uid)
            os.kill(-1, signal.SIGKILL)
        finally:
            os._exit(0)
    os.waitpid(pid, 0)


def _children() -> list[int]:
    """Direct children; orphans of a killed worker become ours, as the subreaper."""
    text = Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii")
    return [int(pid) for pid in text.split()]
