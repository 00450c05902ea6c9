"""Whether a function works on whole arrays, told by the grader's clock and to nobody's harm.

A time is that from request to reply, less that of an empty call with the same arguments. What
counts is the step from a small size to a large one, so that what a call costs whatever its size
says nothing. The reference's is the shortest of several in the grader; a student's must be longer
in each of three, by a factor and by a span that no busy machine makes up three times over.
"""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from autograder import probe, wire
from autograder.authoring.drawing import generator
from autograder.constraints import Vectorised
from autograder.outcome import Outcome
from autograder.spec import Assignment, Question

FACTOR = 20.0
SPAN = 0.2
"""Seconds."""

MEASUREMENTS = 3
REPEATS = 5
"""Of the reference: the shortest is the least disturbed."""

EMPTY = "def probe(function, **arguments):\n    return None\n"

Ask = Callable[[probe.Call], Outcome]
"""Makes a call of the student's function."""


@dataclass(frozen=True)
class Sizes:
    """A question's function on a small and on a large input."""

    small: probe.Call
    large: probe.Call
    reference: float
    """Seconds that the reference takes from the one to the other."""


@dataclass
class Stopwatch:
    """What the reference takes, measured once for a class."""

    assignment: Assignment
    key: bytes
    _sizes: dict[str, Sizes] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def sizes(self, question: Question, rule: Vectorised) -> Sizes:
        """Return the two calls of a question, and the reference's time between them.

        Raises:
            SpecError: the arguments do not fit the solution, or are not plain data.
        """
        with self._lock:
            if question.name not in self._sizes:
                small, large = (self._call(question, rule, size) for size in rule.sizes)
                step = _best(question, large) - _best(question, small)
                self._sizes[question.name] = Sizes(small, large, max(step, 0.0))
            return self._sizes[question.name]

    def _call(self, question: Question, rule: Vectorised, size: int) -> probe.Call:
        names = (self.assignment.name, question.name, rule.name, str(size))
        return probe.plan(question, rule.draw(generator(self.key, *names), size))


def _best(question: Question, call: probe.Call) -> float:
    return min(_reference(question, call) for _ in range(REPEATS))


def _reference(question: Question, call: probe.Call) -> float:
    """Return what the reference takes on a call, its result's way over the wire included."""
    spent = 0.0

    def solution(*arguments: Any, **named: Any) -> Any:
        nonlocal spent
        started = time.perf_counter()
        value = question.solution(*arguments, **named)
        spent += time.perf_counter() - started
        return value

    value, _ = probe.make(call, solution)
    started = time.perf_counter()
    wire.decode(wire.encode(value))
    return spent + time.perf_counter() - started


def is_slow(sizes: Sizes, ask: Ask) -> bool:
    """Whether the student's function is slow in every measurement; the first that is not ends it.

    A call that gives no value for another reason than its time says nothing of its speed.
    """
    return all(_one_is_slow(sizes, ask) for _ in range(MEASUREMENTS))


def _one_is_slow(sizes: Sizes, ask: Ask) -> bool:
    limit = FACTOR * sizes.reference + SPAN
    large = _net(sizes.large, ask)
    if large is None or large <= limit:
        return False
    small = _net(sizes.small, ask)
    return small is not None and large - small > limit


def _net(call: probe.Call, ask: Ask) -> float | None:
    """Return what a call takes beyond an empty one, None where that cannot be told."""
    empty = dataclasses.replace(call, probe=EMPTY, positional=(), watched=())
    spent = [_timed(empty, ask), _timed(dataclasses.replace(call, watched=()), ask)]
    return None if spent[0] is None or spent[1] is None else spent[1] - spent[0]


def _timed(call: probe.Call, ask: Ask) -> float | None:
    started = time.perf_counter()
    outcome = ask(call)
    seconds = time.perf_counter() - started
    out_of_time = outcome.kind == "timed-out" and not outcome.detail
    return seconds if outcome.kind == "value" or out_of_time else None
