"""Mark the questions of one submission: call, judge, tell why a name is not there."""

from __future__ import annotations

import ast
import dataclasses
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from autograder import words
from autograder.formats.notebook import Cell, Notebook, UnreadableError
from autograder.formats.weights import read_weights
from autograder.grading.calling import Tried, call_all, call_visible
from autograder.grading.constraints import Keeper, steadied
from autograder.grading.examples import try_in_public, with_examples
from autograder.grading.following import Marked, follow
from autograder.grading.imprints import with_imprint
from autograder.grading.limits import figures_of
from autograder.grading.paper import Paper
from autograder.judge.allowed import tell_death
from autograder.judge.environment import tell_trouble, trouble_of
from autograder.judge.mark import Listener, mark
from autograder.judge.oracle import Expectation
from autograder.judge.program import Program, read_program
from autograder.judge.telling import tell_place
from autograder.judge.verdict import (
    QuestionStatus,
    QuestionVerdict,
)
from autograder.outcome import Outcome
from autograder.sandbox.cells import CellRun
from autograder.sandbox.session import Session
from autograder.spec import Question, WeightsFile
from autograder.syntax import parse

Files = Mapping[str, bytes | UnreadableError]
"""What was handed in beside the notebook, by file name; or why it cannot be read."""


@dataclass(frozen=True)
class Marker:
    """Marks the questions of one submission."""

    paper: Paper
    student: str
    attempt: int
    notebook: Notebook
    runs: Mapping[int, CellRun]
    lang: str
    student_id: str
    """What the notebook says of whose it is: shown, never believed."""

    files: Files = field(default_factory=dict)
    """What was handed in beside the notebook."""

    outcomes: list[Outcome] = field(default_factory=list)
    """What came of every call so far."""

    public: dict[str, Mapping[int, Outcome]] = field(default_factory=dict)
    """What came of visible cases before any hidden one, by question and index of the case."""

    settled: Mapping[str, Marked] = field(default_factory=dict)
    """The questions that another marker has marked, and that need not be tried again."""

    def questions(self, session: Session) -> dict[str, Marked]:
        """Mark every question as it was handed in, in order.

        What may be quoted to the student is asked for first: once a hidden case was seen, any
        message may carry its inputs out.
        """
        expectations = {
            question.name: self._expectation(question)
            for question in self.paper.assignment
            if self.paper.is_run(question) and question.name not in self.settled
        }
        self.public.update(call_visible(session, expectations))
        tried = call_all(session, expectations, self._handed_in, self.public)
        marked: dict[str, Marked] = {}
        for question in self.paper.assignment:
            needed = [marked[need].verdict for need in question.needs]
            shaky = tuple(one.name for one in needed if not one.is_right and not one.is_open)
            if question.name in self.settled:
                first = self.settled[question.name]
            elif question.name in tried:
                first = self._question(session, question, tried[question.name], shaky)
            else:
                first = Marked(self._expectation(question), [], self._open(question), self.lang)
            marked[question.name] = first
        return marked

    def _again(self, session: Session, first: Marked) -> Marked:
        """Mark a question once more, in a second pass."""
        question = first.question
        [tried] = call_all(session, {question.name: first.expectation}, self._handed_in).values()
        return self._question(session, question, tried, first=first)

    def _expectation(self, question: Question) -> Expectation:
        return self.paper.expectation(question, self.student, self.attempt)

    def verdicts(
        self, session: Session, marked: Mapping[str, Marked]
    ) -> tuple[QuestionVerdict, ...]:
        """Return the verdicts, with examples, and after a second pass for what builds on others.

        Both are had of one fresh worker, the examples first; the session's own ends.

        Raises:
            SandboxError: no worker or no helper can be had on this machine.
        """
        verdicts = tuple(each.verdict for each in marked.values())
        to_show = [verdict for verdict in verdicts if verdict.name not in self.settled]
        out_of_time = session.time_left <= 0
        with session.again() as fresh:
            shown = try_in_public(
                fresh, self.paper.assignment, to_show, self._expected, self.public
            )
            # Out of time, what was marked last was not tried at all.
            if not out_of_time:
                verdicts = self._followed(fresh, marked)
        return with_examples(verdicts, self._expected, shown, self.lang)

    def _expected(self, name: str) -> Expectation:
        return self._expectation(self.paper.assignment[name])

    def _followed(
        self, fresh: Session, marked: Mapping[str, Marked]
    ) -> tuple[QuestionVerdict, ...]:
        course = self.paper.course
        return follow(
            marked,
            fresh,
            self._again,
            desk=self.paper.desk,
            source=self.paper.source,
            seconds=course.limits.call_seconds,
            share=course.follow_through,
            settled=self.settled,
        )

    def _question(
        self,
        session: Session,
        question: Question,
        tried: Tried,
        shaky: tuple[str, ...] = (),
        *,
        first: Marked | None = None,
    ) -> Marked:
        """Judge what was tried, and tell; `first` is what a first pass gave, in a second."""
        expectation = self._expectation(question)
        outcomes = [tried.outcomes[index] for index in range(len(expectation.cases))]
        self.outcomes.extend(outcomes)
        if question.kind == "function":
            outcomes = steadied(expectation, outcomes, tried.again)
        limits = self.paper.course.limits
        listener = Listener(
            lang=self.lang,
            line_of=self.notebook.line,
            call_seconds=question.seconds or limits.call_seconds,
            figures={**figures_of(limits, self.paper.slots), "steps": question.steps or 0},
            on_device=self.paper.slots is not None,
            absence=self._absence(question) if outcomes[0].kind == "missing" else "",
            shaky=shaky,
            formula=self.paper.statements.get((self.lang, question.name), ""),
        )
        verdict = expectation.memory.recall(
            outcomes, ("mark", listener.facts), lambda: mark(expectation, outcomes, listener)
        )
        if verdict.status is QuestionStatus.MISSING and self._lacks_module(question):
            verdict = self._in_environment(verdict, question)
        if question.kind == "answer" and verdict.status is QuestionStatus.WRONG:
            verdict = self._with_other_variant(verdict, question, outcomes)
        if question.constraints:
            keeper = Keeper(self.program, session, self.paper.stopwatch, self.lang)
            breaches = first.verdict.breaches if first else None
            verdict = keeper.held(question, verdict, outcomes, known=breaches)
        if first is None:
            key = self.paper.secret.key
            verdict = with_imprint(verdict, expectation, outcomes, key)
        return Marked(expectation, outcomes, verdict, self.lang)

    def _open(self, question: Question) -> QuestionVerdict:
        """Say that a question waits for a machine with the device that it needs."""
        message, status = words.say("not-run", self.lang), QuestionStatus.NOT_RUN
        points = float(question.points)
        return QuestionVerdict(question.name, points, 0.0, status, message=message)

    @functools.cached_property
    def program(self) -> Program:
        """The student's own code; the release's is known and not looked into."""
        released = {source for kind, source in self.paper.sources if kind == "code"}
        return read_program(
            (cell.number, cell.source, cell.source.strip() not in released)
            for cell in self.notebook.code
            if cell.source.strip() not in self.paper.unrun
        )

    def _handed_in(self, file: WeightsFile) -> Outcome:
        """Return the weights in a file, or what is wrong with it."""
        content = self.files.get(file.name)
        if content is None:
            return Outcome("missing")
        try:
            if isinstance(content, UnreadableError):
                raise content
            return Outcome("value", read_weights(content, file))
        except UnreadableError as error:
            return Outcome("unplain", detail=error.key, facts=error.facts)

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
            figures = figures_of(self.paper.course.limits)
            return tell_death(run.cause, self.lang, figures, "because-died")
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
            heads = (f"def {question.name}(", f"class {question.name}", f"{question.name} =")
            if any(head in cell.source for head in heads):
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
    """Return the functions and classes that a cell defines at its top level."""
    try:
        tree = parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    kinds = ast.FunctionDef | ast.ClassDef
    return [node.name for node in tree.body if isinstance(node, kinds)]
