"""Grade many submissions side by side, each in a worker of its own."""

from __future__ import annotations

import os
import queue
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager

from autograder.authoring.course import Course
from autograder.formats.notebook import UnreadableError
from autograder.formats.submissions import Submission
from autograder.gradebook import GradebookError
from autograder.grading.paper import Paper
from autograder.grading.submission import (
    Graded,
    failed,
    fingerprint,
    grade_submission,
    read_submission,
)
from autograder.sandbox.lane import Lane, SandboxError
from autograder.sandbox.scratch import sweep_scratch
from autograder.spec import Assignment

AttemptNumber = Callable[[str, str], int]
"""From a student and a hand-in's SHA-256 to the number of the attempt."""


def lane_of(course: Course, assignment: Assignment) -> Lane:
    """Return a lane that hides the course from student code and asks for the course's floor."""
    return Lane(
        hidden=(course.root, course.private),
        floor=course.isolation.floor,
        frameworks=assignment.frameworks,
    )


def default_jobs() -> int:
    """Return how many submissions are graded at once: one for each core we may use."""
    return max(1, len(os.sched_getaffinity(0)))


def grade_class(
    paper: Paper,
    submissions: Sequence[Submission],
    *,
    attempt_number: AttemptNumber,
    jobs: int = 1,
    lang: str | None = None,
) -> Generator[Graded, None, None]:
    """Yield each submission's grading as it is done.

    Whatever happens to one submission, the grader's own failure included, is told in its verdict.
    Close the generator to give up: the submissions that are being graded then are let go.

    Raises:
        SpecError: the reference fails on a hidden case.
        SandboxError: no worker can be had on this machine.
        GradebookError: `attempt_number` raised it.
    """
    if not submissions:
        return
    sweep_scratch()
    jobs = max(1, min(jobs, len(submissions)))
    with ExitStack() as stack:
        stack.callback(paper.desk.close)
        lanes: queue.SimpleQueue[Lane] = queue.SimpleQueue()
        every = [stack.enter_context(lane_of(paper.course, paper.assignment)) for _ in range(jobs)]
        pool: Executor = stack.enter_context(ThreadPoolExecutor(jobs))
        stack.enter_context(_giving_up(pool, every))
        starting = [pool.submit(lane.start) for lane in every]
        for question in paper.assignment:
            if question.drawn_per == "class":
                _ = paper.expectation(question, "", 1).right
        for lane, start in zip(every, starting, strict=True):
            start.result()
            lanes.put(lane)

        def work(submission: Submission) -> Graded:
            lane = lanes.get()
            try:
                return _grade(paper, lane, submission, attempt_number, lang)
            finally:
                lanes.put(lane)

        futures: list[Future[Graded]] = [pool.submit(work, one) for one in submissions]
        for future in as_completed(futures):
            yield future.result()


@contextmanager
def _giving_up(pool: Executor, lanes: Sequence[Lane]) -> Iterator[None]:
    """Where grading ends before its time, wait for nobody: a submission may take minutes."""
    try:
        yield
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for lane in lanes:
            lane.abandon()
        raise


def _grade(
    paper: Paper,
    lane: Lane,
    submission: Submission,
    attempt_number: AttemptNumber,
    lang: str | None,
) -> Graded:
    try:
        content = read_submission(paper, submission)
    except Exception as error:
        content = UnreadableError("grader-failed", detail=_named(error))
    try:
        attempt = attempt_number(submission.student, fingerprint(content))
        return _with_retry(paper, lane, submission, content, attempt, lang)
    except GradebookError:
        # No submission's fault, and nothing that is graded now could be kept.
        raise
    except Exception as error:
        # A class must not stop for one submission, even where the fault is the grader's own.
        language = lang or paper.course.language
        return failed(paper, submission, content, language, _named(error))


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]


def _with_retry(
    paper: Paper,
    lane: Lane,
    submission: Submission,
    content: bytes | UnreadableError,
    attempt: int,
    lang: str | None,
) -> Graded:
    try:
        return grade_submission(paper, lane, submission, content, attempt=attempt, lang=lang)
    except SandboxError:
        lane.close()
        return grade_submission(paper, lane, submission, content, attempt=attempt, lang=lang)
