"""How long one hand-in waits on a machine that is grading a class."""

from __future__ import annotations

import itertools
import os
import signal
import statistics
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from autograder.authoring.course import load_course
from autograder.authoring.load import load_assignment

from .gradings import rows_in
from .layouts import ROOT, Chainrule, Place, environment, fresh
from .side_by_side import say
from .works import make_maker

START_SECONDS = 300.0


def latency(
    assignment: str,
    size: int,
    times: int,
    *,
    work: Path,
    seed: int = 0,
    jobs: int | None = None,
    quiet_times: int = 10,
) -> dict[str, Any]:
    """Time the command that grades one hand-in: alone, then while a class is graded.

    From the start of the command to its end, feedback page included. Class and single hand-ins go
    into one gradebook; where the class is finished before the last time, it is graded again.
    """
    course = load_course(ROOT)
    works = list(make_maker(course, load_assignment(course, assignment)).works(size + 24, seed))
    around = environment(fresh(work))
    class_of = Chainrule(Place(assignment, work / "class", around), jobs)
    single = Chainrule(Place(assignment, work / "single", around))
    say(f"{assignment}: writing {size} hand-ins")
    class_of.hand_in(works[:size])
    single.hand_in(works[size:])
    # `--regrade`, since each is handed in again and again.
    one_by_one = itertools.cycle(
        [[*single.command(path), "--regrade"] for path in sorted(single.submitted.iterdir())]
    )

    def take(book: Path) -> float:
        used, command = around | {"AUTOGRADER_GRADEBOOK": f"sqlite:///{book}"}, next(one_by_one)
        started = time.monotonic()
        done = subprocess.run(command, cwd=work, env=used, capture_output=True, text=True)
        took = time.monotonic() - started
        if done.returncode:
            raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
        return took

    quiet = [take(work / "quiet.db") for _ in range(quiet_times)]
    say(f"{assignment}: alone: {summary(quiet)}")
    busy: list[float] = []
    for round_number in itertools.count():
        book = work / f"class{round_number}.db"
        with _grading(class_of, work, around, book) as grader:
            while len(busy) < times:
                took = take(book)
                if grader.poll() is not None:
                    break  # part of it had the machine for itself
                busy.append(took)
        if len(busy) >= times:
            break
    say(f"{assignment}: while a class is graded: {summary(busy)}")
    return {
        "assignment": assignment,
        "submissions": size,
        "seed": seed,
        "alone": summary(quiet),
        "busy": summary(busy),
        "ratios": {"p50": round(summary(busy)["p50"] / summary(quiet)["p50"], 2)},
    }


def summary(seconds: Sequence[float]) -> dict[str, Any]:
    """Return how many there are, their median, and what one in twenty exceeds."""
    ordered = sorted(seconds)
    place = min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))
    return {
        "times": len(ordered),
        "p50": round(statistics.median(ordered), 3),
        "p95": round(ordered[place], 3),
        "slowest": round(ordered[-1], 3),
    }


@contextmanager
def _grading(
    ours: Chainrule, work: Path, around: dict[str, str], book: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """Have a class graded meanwhile; its first grading is kept when the block begins."""
    used = around | {"AUTOGRADER_GRADEBOOK": f"sqlite:///{book}"}
    with (work / "class.log").open("wb") as log:
        process = subprocess.Popen(
            ours.command(),
            cwd=work,
            env=used,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            _await_first(process, book, work / "class.log")
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGINT)
                process.wait()


def _await_first(process: subprocess.Popen[bytes], book: Path, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not rows_in(book):
        if process.poll() is not None or time.monotonic() > deadline:
            raise SystemExit(f"the class is not graded:\n{log.read_text(errors='replace')}")
        time.sleep(0.1)
