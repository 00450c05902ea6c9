"""The same hand-ins through nbgrader, Otter-Grader and ours, feedback included."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.authoring.course import load_course
from autograder.authoring.load import load_assignment

from .layouts import ROOT, Grader, environment, graders
from .measure import Measured, measured
from .works import Work, make_maker


def say(line: str) -> None:
    """Show where it is."""
    print(line, file=sys.stderr, flush=True)


def side_by_side(
    assignment: str, size: int, *, work: Path, seed: int = 0, jobs: int | None = None
) -> dict[str, Any]:
    """Grade a class by each of the three, one after the other.

    The courses are prepared before, and not measured. Exits where a grader fails, leaves a student
    without a score, or does not give full marks to the one who has everything right.
    """
    course = load_course(ROOT)
    loaded = load_assignment(course, assignment)
    works = list(make_maker(course, loaded).works(size, seed))
    found: dict[str, Any] = {}
    three = graders(assignment, work, jobs)
    for grader in three:
        say(f"{assignment}: preparing {grader.name}'s course and {size} hand-ins")
        grader.prepare()
        grader.hand_in(works)
    for grader in three:
        found[grader.name] = graded(grader, works, work, float(loaded.points))
        say(f"{assignment}: {grader.name}: {found[grader.name]}")
    return {
        "assignment": assignment,
        "submissions": size,
        "seed": seed,
        "full_marks": float(loaded.points),
        "graders": found,
        "ratios": ratios(found),
    }


def graded(grader: Grader, works: Sequence[Work], work: Path, full: float) -> dict[str, Any]:
    """Run a grader's commands under measurement; hold its scores against what they must be."""
    around = environment(work)
    runs = [
        measured(command, folder=work / _FOLDERS[grader.name], environment=around)
        for command in grader.commands()
    ]
    scores = grader.scores()
    for one in works:
        score = scores.get(one.student)
        if score is None:
            raise SystemExit(f"{grader.name} gives {one.student} no score:\n{runs[-1].output}")
        if one.is_control and abs(score - full) > 1e-6:
            raise SystemExit(f"{grader.name} gives {score} of {full} to the reference")
    return summed(runs) | {
        "commands": len(runs),
        "wall_seconds_each": round(sum(run.wall_seconds for run in runs) / len(works), 3),
        "cpu_seconds_each": round(sum(run.cpu_seconds for run in runs) / len(works), 3),
        "mean_score": round(sum(scores.values()) / len(scores), 2),
    }


_FOLDERS = {"nbgrader": "nbgrader", "otter": "otter", "chainrule": "ours"}


def summed(runs: Sequence[Measured]) -> dict[str, Any]:
    """Return the figures of commands that ran one after the other."""
    every = [run.figures for run in runs]
    added = {key: round(sum(one[key] for one in every), 2) for key in _ADDED}
    return added | {key: max(one[key] for one in every) for key in every[0] if key not in _ADDED}


_ADDED = ("wall_seconds", "cpu_seconds")


def ratios(found: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """Return how many times what ours takes each of the others takes."""
    ours = found["chainrule"]
    return {
        name: {
            what: round(one[key] / ours[key], 2)
            for what, key in (
                ("throughput", "wall_seconds"),
                ("cpu", "cpu_seconds"),
                ("memory", "peak_megabytes"),
            )
        }
        for name, one in found.items()
        if name != "chainrule"
    }
