"""Which devices a class is graded on, and what waits for one that is not here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from autograder.authoring.course import Course, Limits
from autograder.commands.before import graded_before
from autograder.formats.submissions import Submission
from autograder.gradebook import Counted, Finished, Gradebook
from autograder.grading.devices import Found, find_devices
from autograder.grading.limits import allowance_of
from autograder.grading.paper import Paper
from autograder.grading.slots import Slots
from autograder.grading.whole_class import lane_of
from autograder.judge.verdict import SubmissionStatus
from autograder.sandbox.cells import CodeCell, Times
from autograder.sandbox.lane import Lane, SandboxError
from autograder.sandbox.session import Session
from autograder.spec import Assignment

Choice = Literal["auto", "cpu", "cuda"]

TRIAL = """
import torch
ones = torch.ones(8, 8, device="cuda")
print(float((ones @ ones).sum()))
"""
TRIAL_SAYS = "512.0"
TRIAL_SECONDS = 120.0


class DeviceError(Exception):
    """What was asked for cannot be graded on; told in one line."""


@dataclass(frozen=True)
class Chosen:
    """What a class is graded on."""

    slots: Slots | None = None
    """None for the CPU alone."""

    note: str = ""
    """What the instructor should know of it."""


def waiting(assignment: Assignment) -> list[str]:
    """Return the names of the questions that need a GPU."""
    return [question.name for question in assignment if question.device == "cuda"]


def choose(
    course: Course, assignment: Assignment, device: Choice, per_device: int, *, only_open: bool
) -> Chosen:
    """Return what to grade an assignment on, where `device` was asked for.

    Raises:
        DeviceError: it cannot be had, or there is nothing to do with it.
    """
    names = waiting(assignment)
    if only_open and not names:
        raise DeviceError(f"--only-open: no question of {assignment.name} waits for a GPU")
    if device == "cpu" or (device == "auto" and not names):
        chosen = Chosen(note=_told(names, "--device cpu", assignment) if names else "")
    else:
        chosen = _looked_for(course, assignment, device, per_device, names)
    if only_open and chosen.slots is None:
        raise DeviceError(f"--only-open grades what waits for a GPU. {chosen.note}")
    return chosen


def _looked_for(
    course: Course, assignment: Assignment, device: Choice, per_device: int, names: Sequence[str]
) -> Chosen:
    found = find_devices()
    if found.devices and found.devices[0].kind == "cuda" and "torch" not in assignment.frameworks:
        # Its workers would not find PyTorch imported, which keeps to the share.
        found = Found(why_not='the assignment does not have frameworks=("torch",)')
    if found.devices:
        slots = Slots(found.devices, per_device)
        with lane_of(course, assignment, slots) as lane:
            why_not = trial(lane, course.limits, slots)
        if not why_not:
            return Chosen(slots)
        found = Found(why_not=why_not)
    if device == "cuda":
        raise DeviceError(f"--device cuda: no GPU can be used here: {found.why_not}")
    return Chosen(note=_told(names, found.why_not, assignment))


def _told(names: Sequence[str], why_not: str, assignment: Assignment) -> str:
    listed = ", ".join(names[:5]) + (", …" if len(names) > 5 else "")
    return (
        f"Not run here: {listed} ({why_not}). The rest is graded; with a GPU, "
        f"`autograder grade {assignment.name} SUBMISSION... --only-open` grades what is open."
    )


def trial(lane: Lane, limits: Limits, slots: Slots) -> str:
    """Have a worker of a lane compute on a device; return why it cannot, or nothing.

    One that cannot would cost every submission its worker.
    """
    if slots.devices[0].kind != "cuda":
        return ""
    times = Times(TRIAL_SECONDS, TRIAL_SECONDS, TRIAL_SECONDS)
    try:
        with slots.held() as slot:
            allowance = allowance_of(limits, ("torch",), slot.share)
            with Session(lane, [CodeCell(1, TRIAL)], times, allowance) as session:
                (run,) = session.run_cells()
    except SandboxError as error:
        return str(error)
    if run.status == "ok" and any(TRIAL_SAYS in str(output) for output in run.outputs):
        return ""
    failure = run.failure
    said = f"{failure.type}: {failure.message}" if failure else run.status
    return f"a worker could not use it: {said.splitlines()[0][:200]}"


@dataclass(frozen=True)
class Standing:
    """What of a class's hand-ins stands as it was graded before, on whatever basis."""

    kept: dict[int, Finished]
    """By the hand-in's place in the list."""

    left_out: frozenset[int] = frozenset()
    """The places of those that are not to be graded now."""

    note: str = ""


NOTHING = Standing({})


def standing(
    gradebook: Gradebook, paper: Paper, submissions: Sequence[Submission], *, only_open: bool
) -> Standing:
    """Return what stands because of the devices that questions need.

    Where there is no GPU, what was graded with one keeps that grade: here it would lose the marks
    of what needs one. With `only_open`, all keep theirs but those that wait for a GPU.

    Raises:
        GradebookError: the gradebook cannot be read.
    """
    names = waiting(paper.assignment)
    if not names or (paper.slots is not None and not only_open):
        return NOTHING
    graded = graded_before(gradebook, paper, submissions, None)
    whole = {one.grading: one.attempts for one in graded.values()}
    staying = {
        counted.grading
        for counted in gradebook.whole(whole)
        if (not counted.verdict.open_points if only_open else _is_whole(counted, names))
    }
    kept = {place: one for place, one in graded.items() if one.grading in staying}
    unknown = frozenset(range(len(submissions)) if only_open else ()) - graded.keys()
    if not only_open:
        note = f"Kept as graded with a GPU: {len(kept)} of {len(submissions)}." if kept else ""
        return Standing(kept, note=note)
    told = f"; not graded yet and left out: {len(unknown)}" if unknown else ""
    count = len(submissions) - len(kept) - len(unknown)
    return Standing(kept, unknown, f"Open: {count} of {len(submissions)}{told}.")


def _is_whole(counted: Counted, names: Sequence[str]) -> bool:
    """Whether everything that needs a GPU was tried on one."""
    verdict = counted.verdict
    tried = {question.name for question in verdict.questions if not question.is_open}
    return verdict.status is SubmissionStatus.GRADED and tried >= set(names)
