"""Grade many submissions side by side, each in a worker of its own."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, NoReturn, TypeVar

from autograder.authoring.course import Course
from autograder.formats.notebook import UnreadableError
from autograder.formats.submissions import Submission
from autograder.grading.crew import Tend, nothing_put_off, side_by_side
from autograder.grading.marking import Files
from autograder.grading.paper import Paper
from autograder.grading.slots import Slots
from autograder.grading.submission import (
    Graded,
    failed,
    fingerprint,
    grade_submission,
    read_files,
    read_submission,
)
from autograder.heap import keep_freed
from autograder.phases import JUDGE, phase
from autograder.sandbox.lane import Lane, SandboxError
from autograder.sandbox.nursery import Nursery
from autograder.sandbox.scratch import sweep_scratch
from autograder.spec import Assignment

T = TypeVar("T")

AttemptNumber = Callable[[str, str], int]
"""From a student and a hand-in's SHA-256 to the number of the attempt."""


def lane_of(
    course: Course,
    assignment: Assignment,
    slots: Slots | None = None,
    known: Iterable[str] = (),
    nursery: Nursery | None = None,
) -> Lane:
    """Return a lane that hides the course from student code and asks for the course's floor.

    Its workers may be given a share of the devices that `slots` are of. `known` are sources of
    released cells that need not be compiled again. `nursery` must be one of this course's, of the
    assignment's frameworks.
    """
    return Lane(
        hidden=(course.root, course.private),
        floor=course.isolation.floor,
        frameworks=assignment.frameworks,
        devices=slots.nodes if slots else (),
        known=known,
        nursery=nursery,
    )


def default_jobs() -> int:
    """Return how many submissions are graded at once: one for each core we may use."""
    return max(1, len(os.sched_getaffinity(0)))


@dataclass(frozen=True)
class HandIn:
    """A submission that was read, ready to be graded in whichever process."""

    submission: Submission
    content: bytes | UnreadableError
    files: Files
    attempt: int


def as_it_is(graded: Graded, _attempt: int) -> Graded:
    """Return the grading itself."""
    return graded


def grade_class(
    paper: Paper,
    submissions: Sequence[Submission],
    *,
    attempt_number: AttemptNumber,
    jobs: int = 1,
    lang: str | None = None,
    finish: Callable[[Graded, int], Any] = as_it_is,
    nursery: Nursery | None = None,
    tend: Tend = nothing_put_off,
) -> Generator[Any, None, None]:
    """Yield each submission's grading as it is done, as `finish` makes it.

    `finish` is given the grading and the number of the attempt, in the process that graded, and
    returns what can be pickled. Whatever happens to one submission, the grader's own failure
    included, is told in its verdict. Close the generator to give up: the submissions that are
    being graded then are let go. With a `nursery`, the fork servers come of it. `tend` is called
    before anything is waited for.

    Raises:
        SpecError: the reference fails on a hidden case.
        SandboxError: no worker can be had on this machine.
        GradebookError: `attempt_number` raised it.
    """
    if not submissions:
        return
    sweep_scratch()
    for question in paper.assignment:
        if question.drawn_per == "class" and paper.is_run(question):
            _ = paper.expectation(question, "", 1).right
    if any(question.needs for question in paper.assignment):
        paper.desk.expect(paper.source)
    most = paper.slots.count if paper.slots else jobs
    try:
        yield from side_by_side(
            partial(grader_of, paper, lang, finish, nursery),
            (handed_in(paper, one, attempt_number) for one in submissions),
            jobs=min(jobs, most, len(submissions)),
            lost=partial(lost_of, paper, lang, finish),
            tend=tend,
        )
    finally:
        paper.desk.close()


def handed_in(paper: Paper, submission: Submission, attempt_number: AttemptNumber) -> HandIn:
    """Read a submission. From here on, nothing but its bytes is needed."""
    files: Files = {}
    try:
        content = read_submission(paper, submission)
        files = read_files(paper, submission)
    except Exception as error:
        content = UnreadableError("grader-failed", detail=_named(error))
    attempt = attempt_number(submission.student, fingerprint(content, files))
    bare = dataclasses.replace(submission, read=_read_already, files={})
    return HandIn(bare, content, files, attempt)


def _read_already(_limit: int) -> NoReturn:
    raise UnreadableError("unreadable-missing")


@contextmanager
def grader_of(
    paper: Paper,
    lang: str | None,
    finish: Callable[[Graded, int], T],
    nursery: Nursery | None = None,
) -> Iterator[Callable[[HandIn], T]]:
    """Lend what grades a submission, in a lane of its own that starts with the first."""
    keep_freed()
    with lane_of(paper.course, paper.assignment, paper.slots, paper.tools, nursery) as lane:

        def grade(one: HandIn) -> T:
            if not lane.was_started:
                lane.start()
            try:
                with phase(JUDGE):
                    graded = _with_retry(paper, lane, one, lang)
            except Exception as error:
                # A class must not stop for one submission, even where the fault is the grader's.
                return _failed(paper, lang, finish, one, _named(error))
            return finish(graded, one.attempt)

        try:
            yield grade
        finally:
            paper.desk.close()


def _failed(
    paper: Paper, lang: str | None, finish: Callable[[Graded, int], T], one: HandIn, detail: str
) -> T:
    language = lang or paper.course.language
    return finish(failed(paper, one.submission, one.content, language, detail), one.attempt)


def lost_of(paper: Paper, lang: str | None, finish: Callable[[Graded, int], T], one: HandIn) -> T:
    """Say that a hand-in cost every grader that tried it."""
    return _failed(paper, lang, finish, one, "two graders died of it")


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]


def _with_retry(paper: Paper, lane: Lane, one: HandIn, lang: str | None) -> Graded:
    def grade() -> Graded:
        return grade_submission(
            paper,
            lane,
            one.submission,
            one.content,
            attempt=one.attempt,
            lang=lang,
            files=one.files,
        )

    try:
        return grade()
    except SandboxError:
        lane.close()
        return grade()
