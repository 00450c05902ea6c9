"""Measure how fast grading is, and keep what was found in `benchmarks/results/`.

    python -m benchmarks.speed quick
    python -m benchmarks.speed side-by-side --assignment td1

Run it on a machine that does nothing else; read ratios within one run, not seconds across runs.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .growth import growth
from .latency import latency
from .limit import limit
from .machine import RESULTS, kept, machine
from .page import renew
from .side_by_side import say, side_by_side

Options = argparse.Namespace

OF_CLASS = 5
"""So many times the submissions of the side by side does the quick form compare with the limit."""


def main() -> int:
    """Run what the command line asks for."""
    options = _parser().parse_args()
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # A shell that starts this in the background has interruptions ignored, by all that it
        # starts too; one of the measurements interrupts a grader.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if options.measure is None:
        renew()
        return 0
    at = machine()
    if at["load_before"] > 0.5:
        say(f"This machine is busy (load {at['load_before']}): nothing measured now counts.")
    with tempfile.TemporaryDirectory(prefix="speed", dir=options.work) as folder:
        said = options.measure(options, Path(folder), at)
    print(json.dumps(said), flush=True)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m benchmarks.speed", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    verbs = parser.add_subparsers(required=True, metavar="WHAT")

    def verb(name: str, measure: Callable[[Options, Path, Any], Any], told: str) -> Any:
        one = verbs.add_parser(name, help=told, description=told)
        one.set_defaults(measure=measure)
        one.add_argument("--assignment", default="backprop")
        one.add_argument("--jobs", type=int, help="of ours (one a core)")
        one.add_argument("--seed", type=int, default=0, help="of the class (0)")
        one.add_argument("--work", type=Path, help="where to work (the temporary folder)")
        one.add_argument("--out", type=Path, default=RESULTS, help="where results are kept")
        return one

    told = "Write the figures and pictures of docs/speed.md from the newest results."
    verbs.add_parser("page", help=told, description=told).set_defaults(measure=None)
    told = "Grade the same hand-ins by nbgrader, by otter and by ours."
    verb("side-by-side", _side_by_side, told).add_argument("--submissions", type=int, default=20)
    told = "Grade a class, and run the students' code alone in one warm process."
    verb("limit", _limit, told).add_argument("--submissions", type=int, default=200)
    told = "Grade classes of growing sizes, stop one half way, open the class pages."
    one = verb("growth", _growth, told)
    one.add_argument("--sizes", type=int, nargs="+", default=[10, 100, 1_000, 10_000])
    one.add_argument("--stopped", type=int, default=1_000, help="of the class to stop; 0 for none")
    told = "Time one hand-in while a class is graded."
    one = verb("latency", _latency, told)
    one.add_argument("--submissions", type=int, default=200, help="of the class (200)")
    one.add_argument("--times", type=int, default=40)
    told = "The side by side and the limit, in minutes; the last line has the three ratios."
    verb("quick", _quick, told).add_argument("--submissions", type=int, default=20)
    return parser


def _side_by_side(options: Options, work: Path, at: dict[str, Any]) -> Any:
    found = side_by_side(
        options.assignment, options.submissions, work=work, seed=options.seed, jobs=options.jobs
    )
    kept(f"side-by-side-{options.assignment}", found, at, options.out)
    return found["ratios"]


def _limit(options: Options, work: Path, at: dict[str, Any]) -> Any:
    found = limit(
        options.assignment, options.submissions, work=work, seed=options.seed, jobs=options.jobs
    )
    kept(f"limit-{options.assignment}", found, at, options.out)
    return found["ratios"]


def _growth(options: Options, work: Path, at: dict[str, Any]) -> Any:
    found = growth(
        options.assignment,
        options.sizes,
        work=work / "class",
        stopped=options.stopped,
        seed=options.seed,
        jobs=options.jobs,
    )
    kept(f"growth-{options.assignment}", found, at, options.out)
    return {one["submissions"]: one["wall_seconds"] for one in found["classes"]}


def _latency(options: Options, work: Path, at: dict[str, Any]) -> Any:
    found = latency(
        options.assignment,
        options.submissions,
        options.times,
        work=work / "class",
        seed=options.seed,
        jobs=options.jobs,
    )
    kept(f"latency-{options.assignment}", found, at, options.out)
    return {"alone": found["alone"], "busy": found["busy"]}


def _quick(options: Options, work: Path, at: dict[str, Any]) -> dict[str, float]:
    class_of = {"seed": options.seed, "jobs": options.jobs}
    size, name = options.submissions, options.assignment
    # The limit is of a class, which the start of a command is a small part of.
    bare = limit(name, OF_CLASS * size, work=work / "limit", **class_of)
    side = side_by_side(name, size, work=work / "side", **class_of)
    kept(f"quick-{name}", {"limit": bare, "side_by_side": side}, at, options.out)
    return three_ratios(side, bare)


def three_ratios(side: dict[str, Any], bare: dict[str, Any]) -> dict[str, float]:
    """Return the last line of the quick form."""
    return {
        "vs_nbgrader": side["ratios"]["nbgrader"]["throughput"],
        "vs_otter": side["ratios"]["otter"]["throughput"],
        "vs_bare": bare["ratios"]["wall"],
    }


if __name__ == "__main__":
    sys.exit(main())
