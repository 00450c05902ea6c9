"""Mutants tried in children that may be killed: a mutant may loop for ever, or ask for the moon.

The code is the course's own, so this is no sandbox; a child only keeps a careless mutant from
taking the tests with it. Its limits are in CPU time, so that a busy machine decides nothing.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from autograder import aside
from autograder.judge.oracle import Expectation
from autograder.mutation.mutants import Mutant, mutated
from autograder.trial import run_trusted

CPU_SECONDS = 5.0
"""CPU time of one mutant on the cases of one secret."""

SILENT_SECONDS = 120.0
"""Wall-clock time without any news from a child: it waits for something that never comes."""

MEMORY = 2**31
"""Address space that a child may take beyond what it was forked with, in bytes."""


class ArenaError(Exception):
    """The children cannot work here: what they would say of the mutants means nothing."""


@dataclass(frozen=True)
class Fate:
    """What became of a mutant."""

    mutant: Mutant
    killed_by: tuple[str, ...]
    """For each secret, the first hidden case that refused it; empty where none did."""

    @property
    def killed(self) -> bool:
        """Whether it was refused on every secret."""
        return all(self.killed_by)

    @property
    def survived(self) -> int:
        """The number of secrets on which it passed."""
        return self.killed_by.count("")


ENDLESS = "(does not end)"
"""In the place of a case: the mutant ate up its time or its memory, or killed its child."""


def fates(mutants: Sequence[Mutant], expectations: Sequence[Expectation]) -> list[Fate]:
    """Try every mutant on a question's hidden cases, drawn under one or more secrets.

    Raises:
        ArenaError: the reference itself, tried in the same way, does not pass or does not end.
        SpecError: the reference fails on a case.
    """
    # What is right is computed before the fork: once, and not under the limits of a mutant.
    for expectation in expectations:
        _ = expectation.right
    told: list[tuple[str, ...]] = []
    while len(told) < len(mutants):
        ended = len(told)
        told += _one_child(mutants[ended:], expectations)
        if len(told) < len(mutants):
            told.append((ENDLESS,) * len(expectations))
    return [Fate(mutant, killed_by) for mutant, killed_by in zip(mutants, told, strict=True)]


def _one_child(
    mutants: Sequence[Mutant], expectations: Sequence[Expectation]
) -> list[tuple[str, ...]]:
    """Return what a child tells, in order, until it is through or dies."""
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        # The grader's other threads are of no concern to a child that only computes.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        os.close(reader)
        _be_a_child(writer, mutants, expectations)
    os.close(writer)
    try:
        with os.fdopen(reader, "rb") as pipe:
            lines = [tuple(json.loads(line)) for line in _lines(pipe)]
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    if not lines or any(lines[0]):
        name = expectations[0].question.name
        raise ArenaError(f"question {name!r}: the reference does not pass when tried as a mutant")
    return lines[1:]


def _lines(pipe: IO[bytes]) -> Iterator[bytes]:
    """Yield the complete lines of a pipe, until it is closed or silent for too long."""
    rest = b""
    while select.select([pipe], [], [], SILENT_SECONDS)[0]:
        data = os.read(pipe.fileno(), 2**16)
        if not data:
            return
        *lines, rest = (rest + data).split(b"\n")
        yield from lines


def _be_a_child(
    writer: int, mutants: Sequence[Mutant], expectations: Sequence[Expectation]
) -> None:
    """Try the reference and then every mutant, telling of each in a line, and end."""
    try:
        aside.be_a_child()
        _limit_memory()
        # By default the signal of this timer ends the process.
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        for mutant in (None, *mutants):
            killed_by = [_killed_by(mutant, expectation) for expectation in expectations]
            os.write(writer, json.dumps(killed_by).encode() + b"\n")
        os._exit(0)
    finally:
        os._exit(1)


def _limit_memory() -> None:
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
        used = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _killed_by(mutant: Mutant | None, expectation: Expectation) -> str:
    """Return the first hidden case that refuses a mutant, or an empty text."""
    question = expectation.question
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
    try:
        function = question.solution if mutant is None else mutated(question.solution, mutant)
        for case, right in zip(expectation.cases, expectation.right, strict=True):
            if case.case.visible:
                continue
            outcome = run_trusted(question, function, case)
            if expectation.difference(right, outcome) is not None:
                return case.case.name
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return ""
