"""Memory that was freed is there for what is asked for next, without the kernel."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import resource, sys
from autograder.heap import keep_freed

if sys.argv[1] == "kept":
    keep_freed()

def use():
    for _ in range(50):
        # All of it is held at once, and all of it freed.
        held = [bytearray(300_000) for _ in range(10)]
        for each in held:
            each[::4096] = b"x" * len(each[::4096])

use()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
use()
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def pages_asked_for(how: str) -> int:
    """Return how many pages a program has had of the kernel once it has run for a while."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, how], check=True, capture_output=True, text=True
    )
    return int(done.stdout)


def test_what_was_freed_is_used_again() -> None:
    assert pages_asked_for("kept") < 100 < 10_000 < pages_asked_for("left alone")
