"""Grade one submission: read, run, call, judge."""

from __future__ import annotations

import ast
import dataclasses
import functools
import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder import words
from autograder.authoring.course import Course, Secret
from autograder.authoring.drawing import draw_all
from autograder.formats.notebook import Cell, Notebook, UnreadableError, read_notebook
from autograder.formats.release import Built
from autograder.formats.submissions import Submission
from autograder.grading.answering import Desk, Source
from autograder.grading.constraints import Keeper, steadied
from autograder.grading.executed import executed_notebook
from autograder.grading.following import Marked, follow
from autograder.grading.imprints import with_imprint
from autograder.grading.restoring import merged, troubles_in
from autograder.grading.timing import Stopwatch
from autograder.judge.environment import tell_trouble, trouble_of
from autograder.judge.mark import Listener, mark
from autograder.judge.oracle import Expectation
from autograder.judge.program import Program, read_program
from autograder.judge.telling import tell_place
from autograder.judge.verdict import (
    QuestionStatus,
    QuestionVerdict,
    SubmissionStatus,
    SubmissionVerdict,
)
from autograder.outcome import Outcome
from autograder.sandbox.isolation.limits import Allowance
from autograder.sandbox.lane import Lane
from autograder.sandbox.session import CellRun, CodeCell, Session, Times
from autograder.spec import Assignment, Question

UNRUN = {"checks", "demo"}
"""Roles of released cells that are not run in grading, as long as they are unchanged."""

SKIPPED = {"timed-out", "died"}
"""After such an outcome, a question's further cases are not tried."""


@dataclass(frozen=True)
class Paper:
    """An assignment as a class sits it: everything that is the same for all its submissions."""

    course: Course
    assignment: Assignment
    secret: Secret
    sources: frozenset[tuple[str, str]] = frozenset()
    """Every released cell, as kind and source."""

    unrun: frozenset[str] = frozenset()
    """The sources of the released cells that are not run: the checks, whose work is the judge's,
    and the demonstrations, which only show."""

    shared: dict[str, Expectation] = field(default_factory=dict)
    """What is expected, where it is the same for the whole class."""

    desk: Desk = field(default_factory=Desk)
    """Helpers that answer stand-ins."""

    @functools.cached_property
    def stopwatch(self) -> Stopwatch:
        """What times the reference."""
        return Stopwatch(self.assignment, self.secret.key)

    def expectation(self, question: Question, student: str, attempt: int) -> Expectation:
        """Return what is expected of this student for a question."""
        key = self.secret.key
        if question.drawn_per != "class":
            drawn = draw_all(self.assignment, question, key, student=student, attempt=attempt)
            return Expectation(question, drawn)
        if question.name not in self.shared:
            drawn = draw_all(self.assignment, question, key)
            self.shared[question.name] = Expectation(question, drawn)
        return self.shared[question.name]


def make_paper(
    course: Course, assignment: Assignment, secret: Secret, notebooks: Sequence[Built]
) -> Paper:
    """Gather what grading needs to know of an assignment and its release."""
    cells = [cell for built in notebooks for cell in read_notebook(built.data).cells]
    return Paper(
        course=course,
        assignment=assignment,
        secret=secret,
        sources=frozenset((cell.kind, cell.source.strip()) for cell in cells),
        unrun=frozenset(cell.source.strip() for cell in cells if cell.role in UNRUN),
    )


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

    @property
    def is_settled(self) -> bool:
        """Whether the same would come of it if it were graded again, on the same basis."""
        lacking = (q.status is QuestionStatus.ENVIRONMENT for q in self.verdict.questions)
        return not self.failed and not any(lacking)


def read_submission(paper: Paper, submission: Submission) -> bytes | UnreadableError:
    """Return a hand-in's bytes, or why there are none."""
    try:
        return submission.read(int(paper.course.limits.notebook_mb * 2**20))
    except UnreadableError as error:
        return error


def fingerprint(content: bytes | UnreadableError) -> str:
    """Return the SHA-256 of a hand-in; what cannot be read is known by its reason."""
    if isinstance(content, UnreadableError):
        content = json.dumps([content.key, content.facts], sort_keys=True, default=str).encode()
    return hashlib.sha256(content).hexdigest()


def grade_submission(
    paper: Paper,
    lane: Lane,
    submission: Submission,
    content: bytes | UnreadableError,
    *,
    attempt: int = 1,
    lang: str | None = None,
) -> Graded:
    """Grade one hand-in; whatever is wrong with it ends in its verdict."""
    started = time.monotonic()
    language = lang or paper.course.language
    try:
        if isinstance(content, UnreadableError):
            raise content
        notebook = read_notebook(content)
    except UnreadableError as error:
        reason = words.say(error.key, language, **error.facts)
        return _unreadable(paper, submission, content, language, reason, started)
    if lang is None and notebook.language in paper.course.languages:
        language = notebook.language
    cells = [
        CodeCell(cell.number, cell.source)
        for cell in notebook.code
        if cell.source.strip() and cell.source.strip() not in paper.unrun
    ]
    limits = paper.course.limits
    times = Times(limits.cell_seconds, limits.call_seconds, limits.submission_seconds)
    allowance = Allowance(limits.memory_mb, limits.output_kb, limits.submission_seconds)
    with Session(lane, cells, times, allowance) as session:
        runs = dict(zip((cell.number for cell in cells), session.run_cells(), strict=True))
        student_id = _student_id(session)
        marker = _Marker(paper, submission.student, attempt, notebook, runs, language, student_id)
        marked = marker.questions(session)
        out_of_time = session.time_left <= 0
        questions = marker.verdicts(session, marked)
    troubles = troubles_in(runs.values(), marker.outcomes)
    if paper.course.environment.shim and troubles:
        with Session(lane, cells, times, allowance, restored=True) as session:
            again = dict(zip((cell.number for cell in cells), session.run_cells(), strict=True))
            other = dataclasses.replace(marker, runs=again, outcomes=[])
            second = other.verdicts(session, other.questions(session))
        questions = merged(questions, second, troubles, language)
    reason = ""
    if out_of_time:
        seconds = words.figure(limits.submission_seconds, language, digits=4)
        reason = words.say("time-spent", language, seconds=seconds)
    verdict = SubmissionVerdict(
        student=submission.student,
        status=SubmissionStatus.GRADED,
        score=round(sum(question.score for question in questions), 6),
        max_score=float(paper.assignment.points),
        seconds=round(time.monotonic() - started, 3),
        reason=reason,
        questions=questions,
    )
    executed = executed_notebook(notebook, runs, paper.sources)
    return Graded(verdict, language, fingerprint(content), submission.file_name, executed)


def failed(
    paper: Paper, submission: Submission, content: bytes | UnreadableError, lang: str, detail: str
) -> Graded:
    """Return the verdict where the grader itself failed: a row with the reason, not a gap."""
    reason = words.say("grader-failed", lang, detail=detail)
    graded = _unreadable(paper, submission, content, lang, reason, time.monotonic())
    return dataclasses.replace(graded, failed=True)


def _unreadable(
    paper: Paper,
    submission: Submission,
    content: bytes | UnreadableError,
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
    return Graded(verdict, language, fingerprint(content), submission.file_name)


def _student_id(session: Session) -> str:
    outcome = session.read("student_id")
    value = outcome.value if outcome.kind == "value" else None
    return value.strip()[:100] if isinstance(value, str) else ""


@dataclass(frozen=True)
class _Marker:
    """Marks the questions of one submission."""

    paper: Paper
    student: str
    attempt: int
    notebook: Notebook
    runs: Mapping[int, CellRun]
    lang: str
    student_id: str
    """What the notebook says of whose it is: shown, never believed."""

    outcomes: list[Outcome] = field(default_factory=list)
    """What came of every call so far."""

    def questions(self, session: Session) -> dict[str, Marked]:
        """Mark every question as it was handed in, in order."""
        marked: dict[str, Marked] = {}
        for question in self.paper.assignment:
            shaky = tuple(
                need
                for need in question.needs
                if marked[need].verdict.status is not QuestionStatus.CORRECT
            )
            marked[question.name] = self._question(session, question, shaky)
        return marked

    def verdicts(
        self, session: Session, marked: Mapping[str, Marked]
    ) -> tuple[QuestionVerdict, ...]:
        """Return the verdicts, after a second pass for what builds on wrong functions."""
        course = self.paper.course
        return follow(
            marked,
            session,
            lambda other, first: self._question(other, first.question, first=first),
            desk=self.paper.desk,
            source=Source(course.root, self.paper.assignment.name, course.limits.memory_mb),
            seconds=course.limits.call_seconds,
            share=course.follow_through,
        )

    def _question(
        self,
        session: Session,
        question: Question,
        shaky: tuple[str, ...] = (),
        *,
        first: Marked | None = None,
    ) -> Marked:
        """Call, judge, and tell; `first` is what a first pass gave, where this is a second."""
        expectation = self.paper.expectation(question, self.student, self.attempt)
        outcomes = self._outcomes(session, expectation)
        self.outcomes.extend(outcomes)
        if question.kind == "function":
            outcomes = steadied(session, expectation, outcomes)
        listener = Listener(
            lang=self.lang,
            line_of=self.notebook.line,
            call_seconds=self.paper.course.limits.call_seconds,
            absence=self._absence(question) if outcomes[0].kind == "missing" else "",
            shaky=shaky,
        )
        verdict = mark(expectation, outcomes, listener)
        if verdict.status is QuestionStatus.MISSING and self._lacks_module(question):
            verdict = self._in_environment(verdict, question)
        if question.kind == "answer" and verdict.status is QuestionStatus.WRONG:
            verdict = self._with_other_variant(verdict, question, outcomes)
        if question.constraints:
            keeper = Keeper(self.program, session, self.paper.stopwatch, self.lang)
            known = first.verdict.breaches if first else None
            verdict = keeper.held(question, verdict, outcomes, known=known)
        if first is None:
            key = self.paper.secret.key
            verdict = with_imprint(verdict, expectation, outcomes, key)
        return Marked(expectation, outcomes, verdict, self.lang)

    @functools.cached_property
    def program(self) -> Program:
        """The student's own code; the release's is known and not looked into."""
        released = {source for kind, source in self.paper.sources if kind == "code"}
        return read_program(
            (cell.number, cell.source, cell.source.strip() not in released)
            for cell in self.notebook.code
            if cell.source.strip() not in self.paper.unrun
        )

    def _outcomes(self, session: Session, expectation: Expectation) -> list[Outcome]:
        question = expectation.question
        if question.kind == "answer":
            return [session.read(question.name)]
        outcomes: list[Outcome] = []
        for drawn in expectation.cases:
            last = outcomes[-1].kind if outcomes else "value"
            if last in SKIPPED:
                outcomes.append(dataclasses.replace(outcomes[-1], detail="skipped"))
            elif last == "missing":
                outcomes.append(outcomes[-1])
            else:
                outcomes.append(session.call(question.name, drawn.call))
        return outcomes

    def _with_other_variant(
        self, verdict: QuestionVerdict, question: Question, outcomes: Sequence[Outcome]
    ) -> QuestionVerdict:
        """Say so where the answer is that of another student's variant."""
        other = self.student_id
        if not other or other.casefold() == self.student.strip().casefold():
            return verdict
        theirs = self.paper.expectation(question, other, self.attempt)
        if theirs.difference(theirs.right[0], outcomes[0]) is not None:
            return verdict
        message = words.say("other-variant", self.lang, other=other, student=self.student)
        return dataclasses.replace(verdict, mistake=None, message=message)

    def _absence(self, question: Question) -> str:
        """Say why a name is not there, from the cell that should have defined it."""
        cell = self._home(question)
        if cell is None:
            return words.say("because-deleted", self.lang)
        run = self.runs.get(cell.number)
        if run is not None and run.status == "timed-out":
            seconds = words.figure(self.paper.course.limits.cell_seconds, self.lang)
            return words.say("because-timed-out", self.lang, seconds=seconds)
        if run is not None and run.status == "died":
            return words.say("because-died", self.lang)
        if run is not None and run.failure is not None:
            where = tell_place(run.failure, self.lang, line_of=self.notebook.line)
            return words.say("because-error", self.lang, type=run.failure.type, where=where)
        others = [name for name in _defined(cell.source) if name != question.name]
        if others:
            return words.say("because-renamed", self.lang, other=others[0][:60])
        return ""

    def _home(self, question: Question) -> Cell | None:
        """Return the cell that defines, or should define, a question's name."""
        for cell in self.notebook.code:
            if cell.question == question.name and cell.role == "solution":
                return cell
            if f"def {question.name}(" in cell.source or f"{question.name} =" in cell.source:
                return cell
        return None

    def _in_environment(self, verdict: QuestionVerdict, question: Question) -> QuestionVerdict:
        """Say what in the environment kept a function from being there."""
        run = self._run_of(question)
        trouble = trouble_of(run.failure) if run is not None and run.failure is not None else None
        message = verdict.message
        if trouble is not None and trouble.kind != "library":
            message = tell_trouble(trouble, self.lang, message)
        return dataclasses.replace(verdict, status=QuestionStatus.ENVIRONMENT, message=message)

    def _run_of(self, question: Question) -> CellRun | None:
        """Return what came of the cell that should have defined a question's name."""
        cell = self._home(question)
        return self.runs.get(cell.number) if cell is not None else None

    def _lacks_module(self, question: Question) -> bool:
        """Whether a name is not there because this machine lacks what its cell imports."""
        run = self._run_of(question)
        return run is not None and run.failure is not None and trouble_of(run.failure) is not None


def _defined(source: str) -> list[str]:
    """Return the functions that a cell defines at its top level."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    return [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
