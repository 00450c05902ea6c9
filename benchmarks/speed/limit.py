"""Our grading of a class beside the limit: the students' own code in one warm process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from autograder.authoring.course import load_course
from autograder.authoring.load import load_assignment

from .layouts import ROOT, Chainrule, Place, environment, fresh, program
from .measure import measured
from .side_by_side import say, summed
from .works import make_maker


def limit(
    assignment: str, size: int, *, work: Path, seed: int = 0, jobs: int | None = None
) -> dict[str, Any]:
    """Grade a class and a single hand-in by ours, and run the same class bare."""
    course = load_course(ROOT)
    loaded = load_assignment(course, assignment)
    around = environment(fresh(work))
    place = Place(assignment, work / "ours", around)
    pages = not leaves_pages_out()
    ours = Chainrule(place, jobs, () if pages else ("--no-pages",))
    ours.prepare()
    say(f"{assignment}: writing {size} hand-ins")
    ours.hand_in(make_maker(course, loaded).works(size, seed))
    bare = run_bare(assignment, ours.submitted, around)
    say(f"{assignment}: bare: {bare}")
    # The first grading of a machine finds cold files; a single hand-in tells what a start costs.
    alone = measured(ours.command(next(ours.submitted.iterdir())), folder=work, environment=around)
    around["AUTOGRADER_GRADEBOOK"] = f"sqlite:///{work}/class.db"
    whole = measured(ours.command(), folder=work, environment=around)
    graded = summed([whole])
    say(f"{assignment}: ours: {graded}, of one hand-in {alone.wall_seconds:.1f} s")
    return {
        "assignment": assignment,
        "submissions": size,
        "seed": seed,
        "pages": pages,
        "bare": bare,
        "ours": graded | {"one_hand_in": summed([alone])},
        "seconds_each": {
            "bare": round(bare["wall_seconds"] / size, 4),
            "ours": round(graded["wall_seconds"] / size, 4),
            "ours_cpu": round(graded["cpu_seconds"] / size, 4),
        },
        "ratios": ratios(bare, graded, summed([alone]), size),
    }


def ratios(
    bare: dict[str, float], ours: dict[str, float], alone: dict[str, float], size: int
) -> dict[str, float]:
    """Return our time as a ratio of the bare one."""
    hidden_only = bare["wall_seconds"] - bare["visible_calls_seconds"]
    more = (ours["wall_seconds"] - alone["wall_seconds"]) / max(1, size - 1)
    return {
        "wall": round(ours["wall_seconds"] / bare["wall_seconds"], 3),
        "cpu": round(ours["cpu_seconds"] / bare["cpu_seconds"], 3),
        "wall_without_visible_calls": round(ours["wall_seconds"] / hidden_only, 3),
        "wall_of_one_more": round(more * size / bare["wall_seconds"], 3),
    }


def leaves_pages_out() -> bool:
    """Say whether `autograder grade` can leave its pages out."""
    told = subprocess.run(
        [program("autograder"), "grade", "--help"], capture_output=True, text=True, check=True
    )
    return "--no-pages" in told.stdout


def run_bare(assignment: str, folder: Path, around: dict[str, str]) -> dict[str, Any]:
    """Run a folder of hand-ins bare, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.speed.bare", assignment, str(folder)]
    done = subprocess.run(command, cwd=ROOT, env=around, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr}")
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told
