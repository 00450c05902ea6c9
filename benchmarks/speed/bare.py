"""The limit: students' cells and the calls of a class in one warm process, and nothing else.

    python -m benchmarks.speed.bare ASSIGNMENT FOLDER

No isolation, no limits, no judging, no storage: for hand-ins that may be trusted alone. The cells
are those that our grader runs, without the release's own checks and demonstrations; the arguments
are those of the paper's cases. Prints JSON: seconds of each part, once the imports are done.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import sys
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# As our workers have it.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import matplotlib  # noqa: E402

matplotlib.use("agg")

import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402

from autograder import frameworks, probe, wire  # noqa: E402
from autograder.authoring.course import load_course, load_secret  # noqa: E402
from autograder.authoring.load import load_assignment  # noqa: E402
from autograder.formats.notebook import read_notebook  # noqa: E402
from autograder.formats.release import released  # noqa: E402
from autograder.formats.submissions import find_submissions  # noqa: E402
from autograder.grading.paper import Paper, make_paper  # noqa: E402
from autograder.spec import Seed  # noqa: E402
from autograder.tensors import revived  # noqa: E402

ROOT = Path(__file__).parents[2]

FIRST = "s00000-"
"""What the student's name begins with who has everything right."""


@dataclass(frozen=True)
class Cell:
    """A cell of a hand-in."""

    number: int
    source: str


@dataclass
class Spent:
    """Seconds of wall-clock time."""

    cells: float = 0.0
    visible: float = 0.0
    """Calls of the visible cases: what the notebook's own checks would do."""

    hidden: float = 0.0
    calls: int = 0
    failed: int = 0
    """Calls and cells that raised."""


def main() -> None:
    """Run a class and print what it took."""
    assignment, folder = sys.argv[1:]
    course = load_course(ROOT)
    loaded = load_assignment(course, assignment)
    paper = make_paper(course, loaded, load_secret(course), released(course, loaded))
    hand_ins = [
        (one.student, cells_of(paper, one.read(2**26)))
        for one in find_submissions(Path(folder), loaded.name)
    ]
    calls = {student: calls_of(paper, student) for student, _ in hand_ins}
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        # Once for nothing: what is imported or compiled at the first use is no student's cost.
        warm = Spent()
        student, cells = next(one for one in hand_ins if one[0].startswith(FIRST))
        run(cells, calls[student], warm)
        spent, used = Spent(), resource.getrusage(resource.RUSAGE_SELF)
        started = time.perf_counter()
        for student, cells in hand_ins:
            run(cells, calls[student], spent)
        wall = time.perf_counter() - started
        after = resource.getrusage(resource.RUSAGE_SELF)
    if warm.failed:
        sys.exit(f"{warm.failed} cells or calls of the one who has everything right raise")
    cpu = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
    told = {
        "submissions": len(hand_ins),
        "wall_seconds": round(wall, 3),
        "cpu_seconds": round(cpu, 3),
        "cells_seconds": round(spent.cells, 3),
        "visible_calls_seconds": round(spent.visible, 3),
        "hidden_calls_seconds": round(spent.hidden, 3),
        "calls": spent.calls,
        "raised": spent.failed,
        "peak_megabytes": round(after.ru_maxrss / 1024, 1),
    }
    print(json.dumps(told))


def cells_of(paper: Paper, content: bytes) -> list[Cell]:
    """Return the cells that our grader would run."""
    return [
        Cell(cell.number, cell.source)
        for cell in read_notebook(content).code
        if cell.source.strip() and cell.source.strip() not in paper.unrun
    ]


@dataclass(frozen=True)
class Asked:
    """One call to make, or a variable to look at."""

    name: str
    visible: bool
    call: probe.Call | None


def calls_of(paper: Paper, student: str) -> list[Asked]:
    """Return what our grader asks of a student's namespace."""
    found = []
    for question in paper.assignment:
        for drawn in paper.expectation(question, student, 1).cases:
            call = drawn.call if question.kind == "function" else None
            found.append(Asked(question.name, drawn.case.visible, call))
    return found


def run(cells: Sequence[Cell], asked: Sequence[Asked], spent: Spent) -> None:
    """Run a hand-in's cells, then make the calls."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    started = time.perf_counter()
    for cell in cells:
        spent.failed += not _runs(_execute, cell, namespace)
    plt.close("all")
    now = time.perf_counter()
    spent.cells += now - started
    for one in asked:
        started = now
        spent.failed += not _runs(_make, one, namespace)
        now = time.perf_counter()
        spent.calls += 1
        if one.visible:
            spent.visible += now - started
        else:
            spent.hidden += now - started


def _execute(cell: Cell, namespace: dict[str, Any]) -> None:
    exec(compile(cell.source, f"<cell {cell.number}>", "exec"), namespace)


def _runs(act: Callable[..., Any], *arguments: Any) -> bool:
    try:
        act(*arguments)
    except Exception:
        return False
    return True


def _make(asked: Asked, namespace: Mapping[str, Any]) -> Any:
    """Call on fresh arguments, as everybody must who does not trust the function with them."""
    function = namespace[asked.name]
    call = asked.call
    if call is None:
        return function
    frameworks.seed(0)  # as for every call of ours: layers start with the same weights
    fresh = {name: _fresh(data) for name, data in call.arguments.items()}
    if call.probe is not None:
        return probe.from_source(call.probe)(function, **fresh)
    positional = [fresh.pop(name) for name in call.positional]
    return function(*positional, **fresh)


def _fresh(data: bytes) -> Any:
    value = revived(wire.decode(data))
    return np.random.default_rng(value.value) if isinstance(value, Seed) else value


if __name__ == "__main__":
    main()
