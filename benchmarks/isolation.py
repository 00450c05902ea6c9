"""What shutting a worker in costs, over the bare fork of the same image.

    python benchmarks/isolation.py [--times 200]

One process shuts itself in and warms up as a fork server does, then forks by turns a bare child,
which ends at once, and one that shuts itself in first. Prints JSON: medians in milliseconds, from
the fork to the end of the child, and the layers that were on.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from autograder.sandbox.isolation.confine import confine
from autograder.sandbox.isolation.enclose import enclose
from autograder.sandbox.isolation.house import plan_house
from autograder.sandbox.isolation.layers import Plan, layers_of
from autograder.sandbox.isolation.limits import Allowance
from autograder.sandbox.isolation.syscalls import CLONE_NEWPID, setns, unshare
from autograder.sandbox.shell import warm_shell

ALLOWANCE = Allowance(memory_mb=2048, output_kb=200, submission_seconds=300)


def main() -> None:
    """Measure in a process of its own, since shutting in is for good."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200, metavar="N")
    times = parser.parse_args().times
    plan = enclose(plan_house())
    shell = warm_shell()
    gc.collect()
    gc.freeze()
    own = os.open("/proc/self/ns/pid", os.O_RDONLY)
    bare, confined = [], []
    for _ in range(times):
        bare.append(_bare())
        confined.append(_confined(plan, own))
    told = {
        "bare fork, ms": round(statistics.median(bare), 2),
        "fork and shutting in, ms": round(statistics.median(confined), 2),
        "difference, ms": round(statistics.median(confined) - statistics.median(bare), 2),
        "times": times,
        "layers": {layer.name: layer.on for layer in layers_of(plan)},
    }
    print(json.dumps(told, indent=1), flush=True)
    assert shell.user_ns is not None  # kept alive: a fork server's image holds it
    os._exit(0)


def _bare() -> float:
    started = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return 1000 * (time.perf_counter() - started)


def _confined(plan: Plan, own: int) -> float:
    scratch = ""
    if not plan.namespaces:
        scratch = tempfile.mkdtemp()
        if plan.uid is not None:
            os.chown(scratch, plan.uid, plan.uid)
    started = time.perf_counter()
    if plan.namespaces:
        unshare(CLONE_NEWPID)
    pid = os.fork()
    if pid == 0:
        confine(plan, ALLOWANCE, scratch)
        os._exit(0)
    if plan.namespaces:
        setns(own, CLONE_NEWPID)
    _, status = os.waitpid(pid, 0)
    took = 1000 * (time.perf_counter() - started)
    if status:
        sys.exit("a worker could not be shut in")
    if scratch:
        for folder in (f"{scratch}/notebook", f"{scratch}/.tmp", scratch):
            Path(folder).rmdir()
    return took


if __name__ == "__main__":
    main()
