"""An autograder that protects itself against nothing, in the manner of those in use.

Hidden tests run in the student's own process, comparisons are those of NumPy, the reference lies
beside them, and the score is what that process says it is. It is the positive control of every
attack: what does not work here proves nothing elsewhere.

    python -m tests.attacks.unprotected    reads requests as lines of JSON, answers with such lines

A warm server forks a *grader* for each request, which forks a *kernel* for each notebook. The
grader measures the kernel, and ends it when it goes over a limit: nothing here runs unbounded.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import pickle
import select
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from IPython.core.history import HistoryManager
from IPython.core.interactiveshell import InteractiveShell

from autograder import wire
from autograder.sandbox.channel import HEADER

from .hidden_tests import BACKSTOP, LIMITS, OTHERS, POINTS, TESTS

Request = dict[str, Any]


GRADER_SECONDS = 60.0

ALARM = 0.3
"""After how many seconds the route `alarm` interrupts, as graders do from inside."""


def main() -> None:
    """Answer requests until the input ends."""
    HistoryManager.enabled = False
    shell = InteractiveShell.instance()
    shell.InteractiveTB.set_mode(mode="Minimal")
    shell.run_cell("1 / 1", silent=True)
    _become_subreaper()
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        print(_forked(grader, json.loads(line), shell), flush=True)


def _forked(act: Any, request: Request, shell: InteractiveShell) -> str:
    """Return what `act` says in a process of its own; nothing of it is left."""
    read, write = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(read)
        os.setsid()
        report = {"crashed": "the grader"}
        with contextlib.suppress(BaseException):
            report = act(request, shell)
        os.write(write, json.dumps(report).encode())
        os._exit(0)
    os.close(write)
    said = _read_until_dead(read, pid)
    os.close(read)
    _kill_below()
    return said.decode() or json.dumps({"crashed": "the grader"})


def _read_until_dead(read: int, pid: int) -> bytes:
    """Return what a child writes; its own children may hold the pipe open for ever."""
    said, deadline = b"", time.monotonic() + GRADER_SECONDS
    while True:
        ended = os.waitpid(pid, os.WNOHANG)[0] == pid
        while select.select([read], [], [], 0 if ended else 0.01)[0]:
            piece = os.read(read, 1 << 16)
            if not piece:
                break
            said += piece
        if ended:
            return said
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
            deadline += GRADER_SECONDS


def grader(request: Request, shell: InteractiveShell) -> dict[str, Any]:
    """Grade one notebook, and the next student's where that is what is asked."""
    _become_subreaper()
    os.environ.update(request["environment"])
    sys.path.insert(0, request["course"])
    folder = Path(request["folder"])
    os.chdir(folder)
    os.dup2(os.open(request["secret"], os.O_RDONLY), request["descriptor"])
    report: dict[str, Any] = {"score": None, "output": "", "over": {}}
    for _ in range(request["attempts"]):
        report = _graded(request, shell, request["sources"])
    report["processes"] = len(_below(os.getpid()))
    if request["next"] and request["fresh"]:
        report["next"] = _graded_afresh(request["next"])
    report["files"] = [str(path) for root in request["watched"] for path in Path(root).rglob("*")]
    return report


def _graded(request: Request, shell: InteractiveShell, sources: list[str]) -> dict[str, Any]:
    ours, theirs = socket.socketpair()
    output = os.open("output.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    Path("results.json").unlink(missing_ok=True)
    pid = os.fork()
    if not pid:
        ours.close()
        os.dup2(output, 1)
        os.dup2(output, 2)
        # A tests' runner gives its kernel an end of its own; the rest of what is open stays open.
        sys.stdout = os.fdopen(1, "w", buffering=1, closefd=False)
        sys.stderr = os.fdopen(2, "w", buffering=1, closefd=False)
        with contextlib.suppress(BaseException):
            kernel(request, shell, sources, theirs)
        os._exit(1)
    theirs.close()
    os.close(output)
    over, status = _watch(pid, request)
    report = _believe(request["route"], ours, status)
    ours.close()
    said = Path("output.txt").read_bytes()[: 1 << 20].decode(errors="replace")
    return {**report, "output": said, "over": over}


def kernel(
    request: Request, shell: InteractiveShell, sources: list[str], connection: socket.socket
) -> None:
    """Run the cells and the hidden tests, and hand the score over."""
    route = request["route"]
    if route == "alarm":
        signal.signal(signal.SIGALRM, _stop)
        signal.setitimer(signal.ITIMER_REAL, ALARM)
    score = _run(shell, sources, request["test"])
    said: dict[str, Any] = {"score": score}
    if request["next"] and not request["fresh"]:
        shell.reset(new_session=False)
        said["next"] = _run(shell, request["next"], "assert_allclose")
    if route == "pickle":
        Path("results.pkl").write_bytes(
            pickle.dumps({**said, "result": shell.user_ns.get("result")})
        )
    elif route == "printed":
        print(f"\nSCORE {score}")
    elif route == "channel":
        data = wire.encode({"kind": "value", "id": 1, **said})
        connection.sendall(HEADER.pack(len(data)) + data)
    else:
        Path("results.json").write_text(json.dumps(said))
    sys.stdout.flush()
    os._exit(0 if score else 1)


def _run(shell: InteractiveShell, sources: list[str], test: str) -> float:
    for source in sources:
        shell.run_cell(source)
    score = 0.0
    for name in (TESTS[test], *OTHERS.values()):
        score += POINTS * bool(shell.run_cell("import numpy as np\n" + name).success)
    return score


def _stop(_signal: int, _frame: object) -> None:
    raise TimeoutError("the cell took too long")


def _watch(pid: int, request: Request) -> tuple[dict[str, float], int]:
    """Wait for the kernel; return what it used more of than it may, and end it then."""
    limits = {name: limit * BACKSTOP for name, limit in LIMITS.items()}
    if request["over"]:
        limits[request["over"]] = LIMITS[request["over"]]
    folders = [Path(path) for path in (request["folder"], *request["watched"])]
    begun = time.monotonic()
    over: dict[str, float] = {}
    while True:
        found, status = os.waitpid(pid, os.WNOHANG)
        used = _usage(pid, with_memory=request["over"] == "megabytes") if not found else {}
        used["wall"] = time.monotonic() - begun
        used["output"] = Path("output.txt").stat().st_size if Path("output.txt").exists() else 0
        used |= _disk(folders)
        over |= {what: amount for what, amount in used.items() if amount > limits[what]}
        if found:
            return over, status
        if over:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
            _, status = os.waitpid(pid, 0)
            return over, status
        time.sleep(0.005)


def _usage(pid: int, *, with_memory: bool) -> dict[str, float]:
    tree = [pid, *_below(pid)]
    used = dict.fromkeys(("threads", "megabytes", "descriptors", "cpu"), 0.0)
    used["processes"] = float(len(tree))
    for one in tree[:50]:
        with contextlib.suppress(OSError, ValueError, IndexError):
            times = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()[11:13]
            used["cpu"] += sum(map(int, times)) / os.sysconf("SC_CLK_TCK")
            used["threads"] += _entries(f"/proc/{one}/task")
            if with_memory:
                rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
                used["megabytes"] += int(rollup.partition("\nPss:")[2].split()[0]) / 1024
            used["descriptors"] = max(used["descriptors"], _entries(f"/proc/{one}/fd"))
    return used


def _entries(folder: str) -> int:
    return sum(1 for _ in Path(folder).iterdir())


def _disk(folders: list[Path]) -> dict[str, float]:
    count, size = 0, 0
    for folder in folders:
        with contextlib.suppress(OSError):
            for entry in os.scandir(folder):
                count += 1
                size += entry.stat(follow_symlinks=False).st_size if entry.is_file() else 0
    return {"files": float(count), "disk": size / 2**20}


def _believe(route: str, connection: socket.socket, status: int) -> dict[str, Any]:
    """Take the score from where the kernel is said to have put it."""
    try:
        said = _said(route, connection, status)
    except Exception as error:
        return {"score": None, "crashed": repr(error)}
    return {name: float(said[name]) for name in ("score", "next") if name in said}


def _said(route: str, connection: socket.socket, status: int) -> dict[str, Any]:
    if route == "exit":
        return {"score": 0.0 if status else POINTS}
    if route == "arrays":
        np.load("weights.npy", allow_pickle=True)
    if route == "pickle":
        return dict(pickle.loads(Path("results.pkl").read_bytes()))
    if route == "printed":
        lines = Path("output.txt").read_text(errors="replace").splitlines()
        return {"score": [line.split()[1] for line in lines if line.startswith("SCORE")][-1]}
    if route == "channel":
        connection.settimeout(1)
        (size,) = HEADER.unpack(connection.recv(HEADER.size, socket.MSG_WAITALL))
        return dict(wire.decode(connection.recv(size, socket.MSG_WAITALL)))
    return dict(json.loads(Path("results.json").read_text()))


def _graded_afresh(sources: list[str]) -> float | None:
    """Grade in a new interpreter, as a grader does that starts a kernel for every student."""
    tests = [TESTS["assert_allclose"], *OTHERS.values()]
    program = (
        "import json, sys\nimport numpy as np\nscore = 0.0\nspace = {'np': np}\n"
        f"for source in {sources!r}: exec(source, space)\n"
        f"for test in {tests!r}:\n"
        "    try:\n        exec(test, space)\n        score += 2.0\n"
        "    except Exception: pass\n"
        "print('SCORE', score)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=20, check=False
    )
    scores = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("SCORE")]
    return float(scores[-1]) if scores else None


def _below(pid: int) -> list[int]:
    found: list[int] = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            text = (task / "children").read_text()
            found += [int(one) for one in text.split()]
    return found + [deeper for one in found for deeper in _below(one)]


def _kill_below() -> None:
    while children := _below(os.getpid()):
        for child in children:
            with contextlib.suppress(OSError):
                os.kill(child, signal.SIGKILL)
        with contextlib.suppress(OSError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass


def _become_subreaper() -> None:
    """Have orphans below come to this process, so that they can be counted and ended."""
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)


if __name__ == "__main__":
    np.seterr(all="ignore")
    main()
