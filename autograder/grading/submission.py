"""Grade one submission: read, run, call, judge."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograder import words
from autograder.formats.notebook import UnreadableError, read_notebook
from autograder.formats.otter.client import without_client
from autograder.formats.submissions import Submission
from autograder.grading.executed import executed_notebook
from autograder.grading.holding import with_share
from autograder.grading.limits import allowance_of, figures_of, notes_on, times_of
from autograder.grading.marking import Files, Marker
from autograder.grading.paper import Paper
from autograder.grading.restoring import cleared, doubts_in, merged, troubles_in
from autograder.judge.allowed import DEVICE_MEMORY, limit_of
from autograder.judge.verdict import (
    QuestionStatus,
    QuestionVerdict,
    SubmissionStatus,
    SubmissionVerdict,
)
from autograder.phases import READ, phase
from autograder.sandbox.cells import CodeCell
from autograder.sandbox.lane import Lane
from autograder.sandbox.session import Session
from autograder.sandbox.share import Share

WORKSHOP = "workshop"
"""The role of a cell in which a file is made: it may take hours, and is not run again."""

NO_FILES: Files = {}


@dataclass(frozen=True)
class Graded:
    """A submission with its verdict, ready to be recorded and shown."""

    verdict: SubmissionVerdict
    language: str
    sha256: str
    file_name: str
    executed: dict[str, Any] | None = None
    failed: bool = False
    """Whether the grader itself failed, through no fault of the submission's."""

    ran_out: bool = False
    """Whether it asked for more of a device's memory than was to be had."""

    @property
    def is_settled(self) -> bool:
        """Whether the same would come of it if it were graded again, on the same basis."""
        unsettled = (QuestionStatus.ENVIRONMENT, QuestionStatus.NOT_RUN)
        lacking = (question.status in unsettled for question in self.verdict.questions)
        return not self.failed and not any(lacking)


def read_submission(paper: Paper, submission: Submission) -> bytes | UnreadableError:
    """Return a hand-in's bytes, or why there are none."""
    try:
        return submission.read(int(paper.course.limits.notebook_mb * 2**20))
    except UnreadableError as error:
        return error


def read_files(paper: Paper, submission: Submission) -> Files:
    """Return what was handed in beside the notebook, of what is asked for, or why it is none."""
    limit = int(paper.course.limits.file_mb * 2**20)
    files: dict[str, bytes | UnreadableError] = {}
    for file in paper.assignment.files:
        if file.name in submission.files:
            try:
                files[file.name] = submission.files[file.name](limit)
            except UnreadableError as error:
                files[file.name] = error
    return files


def fingerprint(content: bytes | UnreadableError, files: Files = NO_FILES) -> str:
    """Return the SHA-256 of a hand-in; what cannot be read is known by its reason."""
    digest = hashlib.sha256(_bytes_of(content))
    for name in sorted(files):
        inner = hashlib.sha256(_bytes_of(files[name])).hexdigest()
        digest.update(f"\n{name} {inner}".encode())
    return digest.hexdigest()


def _bytes_of(content: bytes | UnreadableError) -> bytes:
    if isinstance(content, UnreadableError):
        return json.dumps([content.key, content.facts], sort_keys=True, default=str).encode()
    return content


def grade_submission(
    paper: Paper,
    lane: Lane,
    submission: Submission,
    content: bytes | UnreadableError,
    *,
    attempt: int = 1,
    lang: str | None = None,
    files: Files | None = None,
) -> Graded:
    """Grade one hand-in; whatever is wrong with it ends in its verdict.

    `files` are those beside the notebook, where they have been read already.
    """
    return with_share(
        paper.slots,
        lane,
        lambda share: _grade(
            paper, lane, submission, content, share, attempt=attempt, lang=lang, files=files
        ),
    )


def _grade(
    paper: Paper,
    lane: Lane,
    submission: Submission,
    content: bytes | UnreadableError,
    share: Share | None,
    *,
    attempt: int,
    lang: str | None,
    files: Files | None,
) -> Graded:
    started = time.monotonic()
    language = lang or paper.course.language
    files = read_files(paper, submission) if files is None else files
    try:
        if isinstance(content, UnreadableError):
            raise content
        with phase(READ):
            notebook = without_client(read_notebook(content))
    except UnreadableError as error:
        reason = words.say(error.key, language, **error.facts)
        sha256 = fingerprint(content, files)
        return _unreadable(paper, submission, sha256, language, reason, started)
    if lang is None and notebook.language in paper.course.languages:
        language = notebook.language
    cells = [
        CodeCell(cell.number, cell.source)
        for cell in notebook.code
        if cell.source.strip() and cell.source.strip() not in paper.unrun and cell.role != WORKSHOP
    ]
    limits = paper.course.limits
    times = times_of(limits)
    allowance = allowance_of(limits, paper.assignment.frameworks, share)
    with Session(lane, cells, times, allowance) as session:
        runs = dict(zip((cell.number for cell in cells), session.run_cells(), strict=True))
        student_id = _student_id(session)
        marker = Marker(
            paper, submission.student, attempt, notebook, runs, language, student_id, files
        )
        marked = marker.questions(session)
        out_of_time = session.time_left <= 0
        questions = marker.verdicts(session, marked)
    troubles = troubles_in(runs.values(), marker.outcomes)
    doubts = {name: doubts_in(each.outcomes) for name, each in marked.items()}
    shim = paper.course.environment.shim
    if troubles and (shim or any(doubts.values())):
        # What the second pass cannot change is not tried again.
        settled = {
            name: first
            for name, first in marked.items()
            if (first.verdict.score >= first.verdict.points if shim else not doubts[name])
        }
        with Session(lane, cells, times, allowance, restored=True) as lenient:
            again = dict(zip((cell.number for cell in cells), lenient.run_cells(), strict=True))
            other = dataclasses.replace(marker, runs=again, outcomes=[], public={}, settled=settled)
            second = other.verdicts(lenient, other.questions(lenient))
        if shim:
            questions = merged(questions, second, troubles, language)
        else:
            questions = cleared(questions, second, doubts, language)
    reason = ""
    if out_of_time:
        seconds = words.figure(limits.submission_seconds, language, digits=4)
        reason = words.say("time-spent", language, seconds=seconds)
    reason = " ".join(filter(None, [reason, _open_points(questions, language)]))
    verdict = SubmissionVerdict(
        student=submission.student,
        status=SubmissionStatus.GRADED,
        score=round(sum(question.score for question in questions), 6),
        max_score=float(paper.assignment.points),
        seconds=round(time.monotonic() - started, 3),
        reason=reason,
        questions=questions,
    )
    notes = notes_on(runs, language, figures_of(limits, paper.slots))
    executed = executed_notebook(notebook, runs, paper.sources, notes)
    failures = [run.failure for run in runs.values()] + [one.failure for one in marker.outcomes]
    ran_out = any(limit_of(failure) == DEVICE_MEMORY for failure in failures if failure)
    return Graded(
        verdict,
        language,
        fingerprint(content, files),
        submission.file_name,
        executed,
        ran_out=ran_out,
    )


def _open_points(questions: Sequence[QuestionVerdict], lang: str) -> str:
    """Say how many points wait for a machine with the device that they need, if any do."""
    waiting = sum(question.points for question in questions if question.is_open)
    if not waiting:
        return ""
    every = sum(question.points for question in questions)
    figures = {"open": waiting, "points": every}
    told = {name: words.figure(value, lang, digits=4) for name, value in figures.items()}
    return words.say("points-open", lang, **told)


def failed(
    paper: Paper, submission: Submission, content: bytes | UnreadableError, lang: str, detail: str
) -> Graded:
    """Return the verdict where the grader itself failed: a row with the reason, not a gap."""
    reason = words.say("grader-failed", lang, detail=detail)
    sha256 = fingerprint(content)
    graded = _unreadable(paper, submission, sha256, lang, reason, time.monotonic())
    return dataclasses.replace(graded, failed=True)


def _unreadable(
    paper: Paper,
    submission: Submission,
    sha256: str,
    language: str,
    reason: str,
    started: float,
) -> Graded:
    verdict = SubmissionVerdict(
        student=submission.student,
        status=SubmissionStatus.UNREADABLE,
        score=0.0,
        max_score=float(paper.assignment.points),
        seconds=round(time.monotonic() - started, 3),
        reason=reason,
        questions=tuple(
            QuestionVerdict(question.name, float(question.points), 0.0, QuestionStatus.MISSING)
            for question in paper.assignment
        ),
    )
    return Graded(verdict, language, sha256, submission.file_name)


def _student_id(session: Session) -> str:
    outcome = session.read("student_id")
    value = outcome.value if outcome.kind == "value" else None
    return value.strip()[:100] if isinstance(value, str) else ""
