"""The limits of a course, for the sandbox and for the student who hit one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from autograder import words
from autograder.authoring.course import Limits
from autograder.frameworks import memory_of
from autograder.grading.slots import Slots
from autograder.judge.allowed import Figures, tell_death, tell_limit
from autograder.sandbox.cells import CellRun, Times
from autograder.sandbox.isolation.limits import OPEN_FILES, Allowance
from autograder.sandbox.outputs import MAX_OUTPUTS, MAX_RICH
from autograder.sandbox.share import HOST_MB, Share


def times_of(limits: Limits) -> Times:
    """Return the clocks of a submission."""
    return Times(limits.cell_seconds, limits.call_seconds, limits.submission_seconds)


def allowance_of(
    limits: Limits, frameworks: Iterable[str] = (), share: Share | None = None
) -> Allowance:
    """Return what a worker may use up.

    Of memory, what frameworks and a device's libraries take by themselves comes on top.
    """
    return Allowance(
        memory_mb=limits.memory_mb + memory_of(frameworks) + (HOST_MB if share else 0),
        output_kb=limits.output_kb,
        submission_seconds=limits.submission_seconds,
        disk_mb=limits.disk_mb,
        processes=limits.processes,
        share=share,
    )


def figures_of(limits: Limits, slots: Slots | None = None) -> Figures:
    """Return every limit that a sentence may name."""
    return {
        "memory": limits.memory_mb,
        "device": slots.memory_mb if slots else 0,
        "steps": 0,
        "disk": limits.disk_mb,
        "processes": limits.processes,
        "files": OPEN_FILES,
        "output": limits.output_kb,
        "outputs": MAX_OUTPUTS,
        "rich": MAX_RICH / 2**20,
        "cell": limits.cell_seconds,
        "submission": limits.submission_seconds,
    }


def notes_on(runs: Mapping[int, CellRun], lang: str, figures: Figures) -> dict[int, str]:
    """Return what to say of the cells that hit a limit, by their numbers."""
    notes = {number: _note(run, lang, figures) for number, run in runs.items()}
    return {number: note for number, note in notes.items() if note}


def _note(run: CellRun, lang: str, figures: Figures) -> str:
    told: list[str] = []
    if run.status == "died":
        told.append(tell_death(run.cause, lang, figures, "cell-died"))
    elif run.status in ("timed-out", "not-run"):
        told.append(_say(f"cell-{run.status}", lang, figures))
    if run.is_cut:
        told.append(_say("cell-cut", lang, figures))
    told.append(tell_limit(run.failure, lang, figures))
    return " ".join(part for part in told if part)


def _say(key: str, lang: str, figures: Figures) -> str:
    written = {name: words.figure(figure, lang, digits=6) for name, figure in figures.items()}
    return words.say(key, lang, **written)
