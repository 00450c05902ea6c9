"""Survivors and signals: what stays behind, and what is done to others."""

from ..attack import Attack, attack

KILL = """
import ctypes, os, resource, signal, time
VICTIM = @VICTIM@
"""


def staying(name: str, source: str) -> Attack:
    """Return an attack that leaves a process behind, beside one honest question."""
    return attack(name, "leftover", source, earns=2.0, honest=("relu",))


def harming(name: str, source: str) -> Attack:
    """Return an attack on a bystander's process, beside one honest question."""
    pause = "\ntime.sleep(0.05)"
    return attack(name, "crash", KILL + source + pause, earns=2.0, honest=("relu",))


ATTACKS = [
    staying(
        "a daemon that has left its session and its parent",
        """
        import os, time
        if not os.fork():
            os.setsid()
            if not os.fork():
                time.sleep(1000)
            os._exit(0)
        os.wait()
        """,
    ),
    staying(
        "a command that ignores the hang-up",
        """
        import os
        os.system("nohup sleep 1000 >/dev/null 2>&1 &")
        """,
    ),
    staying(
        "a command in a session of its own",
        """
        import subprocess
        subprocess.Popen(["sleep", "1000"], start_new_session=True)
        """,
    ),
    staying(
        "a child that ignores every signal it can",
        """
        import os, signal, time
        if not os.fork():
            for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
                signal.signal(number, signal.SIG_IGN)
            time.sleep(1000)
        """,
    ),
    staying(
        "a child that has stopped itself",
        """
        import os, signal
        if not os.fork():
            os.kill(os.getpid(), signal.SIGSTOP)
        """,
    ),
    staying(
        "a chain of children, each in a session of its own, forty deep",
        """
        import os, time
        for _ in range(40):
            if os.fork():
                break
            os.setsid()
        else:
            time.sleep(1000)
        if _:
            time.sleep(1000)
        """,
    ),
    staying(
        "a process started after the cell, by a timer",
        """
        import subprocess, threading, time
        threading.Timer(0.001, subprocess.Popen, [["sleep", "1000"]]).start()
        time.sleep(0.1)
        """,
    ),
    harming("a bystander is killed", "os.kill(VICTIM, signal.SIGKILL)"),
    harming("a bystander's group is killed", "os.system(f'kill -9 {VICTIM}')"),
    harming(
        "a bystander is killed by its descriptor",
        "signal.pidfd_send_signal(os.pidfd_open(VICTIM), signal.SIGKILL)",
    ),
    harming(
        "a bystander is killed by a system call to its thread",
        "ctypes.CDLL(None).syscall(234, VICTIM, VICTIM, 9)",
    ),
    harming(
        "a bystander is given no more memory and sent to use some",
        "resource.prlimit(VICTIM, resource.RLIMIT_DATA, (0, 0))\nos.kill(VICTIM, signal.SIGTERM)",
    ),
    harming(
        "a bystander is traced and killed with its tracer",
        "libc = ctypes.CDLL(None)\nlibc.ptrace(0x4206, VICTIM, 0, 0x100000)\n"
        "libc.ptrace(8, VICTIM, 0, 0)\ntime.sleep(0.05)",
    ),
    attack(
        "the process above is killed",
        "crash",
        "import os, signal\nos.kill(os.getppid(), signal.SIGTERM)",
        earns=2.0,
        honest=("relu",),
    ),
    attack(
        "whoever is in the same group of processes is killed",
        "crash",
        "import os, signal, time\nos.killpg(os.getpgid(0), signal.SIGTERM)\ntime.sleep(0.05)",
        earns=2.0,
        honest=("relu",),
    ),
    attack(
        "it ends its own process in every call",
        "crash",
        "def layer(W, x, b):\n    import os\n    os._exit(0)",
        earns=2.0,
        honest=("relu",),
        about="layer",
        told="process ended",
    ),
    attack(
        "it breaks its own memory in every call",
        "crash",
        "def layer(W, x, b):\n    import ctypes\n    ctypes.string_at(8)",
        earns=2.0,
        honest=("relu",),
        about="layer",
        told="process ended",
    ),
    attack(
        "a cell ends the process before the honest part",
        "crash",
        "import os\nos._exit(0)",
        earns=2.0,
        honest=("relu",),
    ),
    attack(
        "a cell aborts the process before the honest part",
        "crash",
        "import os\nos.abort()",
        earns=2.0,
        honest=("relu",),
    ),
    attack(
        "every call for an exit is made in turn",
        "crash",
        """
        import sys
        def layer(W, x, b):
            raise SystemExit
        get_ipython().ask_exit()
        """,
        "import os, sys\nsys.stdout.flush()\nos.execv('/bin/true', ['true'])",
        earns=2.0,
        honest=("relu",),
    ),
]
