"""Where the time of a grading goes: seconds by phase, each moment counted once.

A phase that begins within another stops the other's clock until it ends.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

FORK, READ, EXECUTE, CALL, JUDGE = "fork and isolate", "read", "execute", "call", "judge"
RENDER, STORE = "render", "store"
PHASES = (FORK, READ, EXECUTE, CALL, JUDGE, RENDER, STORE)
"""In the order of a submission's way."""


class _Clock(threading.local):
    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self.under_way: list[str] = []
        self.since = 0.0

    def lap(self) -> None:
        """Count the time since the last lap to the phase that is under way."""
        now = time.perf_counter()
        if self.under_way:
            self.spent[self.under_way[-1]] += now - self.since
        self.since = now


_clock = _Clock()


@contextmanager
def phase(name: str) -> Iterator[None]:
    """Count the time in here to a phase, in this thread."""
    _clock.lap()
    _clock.under_way.append(name)
    try:
        yield
    finally:
        _clock.lap()
        _clock.under_way.pop()


def taken() -> dict[str, float]:
    """Return the seconds of this thread's phases since they were last taken."""
    spent, _clock.spent = _clock.spent, defaultdict(float)
    return dict(spent)
