"""From the outcomes of a question's cases to its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder import words
from autograder.judge.compare import Difference
from autograder.judge.oracle import Expectation
from autograder.judge.telling import (
    SourceLine,
    tell_difference,
    tell_failure,
    tell_outcome,
)
from autograder.judge.verdict import CaseVerdict, QuestionStatus, QuestionVerdict
from autograder.outcome import Failure, Outcome
from autograder.spec import Question
from autograder.trial import summarised


@dataclass(frozen=True)
class Listener:
    """Whom the judge speaks to, and what it may quote."""

    lang: str
    line_of: SourceLine
    """The student's own source, from the notebook that was handed in."""

    call_seconds: float
    """The time limit of one call, to be named when it is hit."""

    absence: str = ""
    """Why the function is not there, as a clause."""


def mark(
    expectation: Expectation, outcomes: Sequence[Outcome], listener: Listener
) -> QuestionVerdict:
    """Return the verdict on a question, given one outcome for each of its cases.

    Only hidden cases carry points: what a visible one expects is printed in the release.
    """
    question = expectation.question
    judged = [
        summarised(question, outcome, case)
        for outcome, case in zip(outcomes, expectation.cases, strict=True)
    ]
    differences = [
        expectation.difference(right, outcome)
        for right, outcome in zip(expectation.right, judged, strict=True)
    ]
    public = {
        (outcome.failure.type, outcome.failure.message)
        for case, outcome in zip(expectation.cases, judged, strict=True)
        if case.case.visible and outcome.failure is not None
    }
    cases = tuple(
        CaseVerdict(
            name=drawn.case.name,
            visible=drawn.case.visible,
            passed=difference is None,
            message=""
            if difference is None
            else _tell(expectation, difference, outcome, public, listener),
        )
        for drawn, outcome, difference in zip(expectation.cases, judged, differences, strict=True)
    )
    score = _score(expectation, differences)
    status = _status(expectation, judged, differences, score)
    named: list[str] = []
    if status not in (QuestionStatus.CORRECT, QuestionStatus.NOT_ATTEMPTED, QuestionStatus.MISSING):
        named = expectation.known_mistakes(judged)
    message = _message(expectation, cases, named, listener)
    if status in (QuestionStatus.NOT_ATTEMPTED, QuestionStatus.MISSING) and cases:
        message = next(case.message for case in cases if not case.passed)
    return QuestionVerdict(
        name=question.name,
        points=question.points,
        score=score,
        status=status,
        mistake=named[0] if named else None,
        message=message,
        cases=cases,
    )


def _score(expectation: Expectation, differences: Sequence[Difference | None]) -> float:
    question = expectation.question
    hidden = [
        (drawn.case.weight, difference is None)
        for drawn, difference in zip(expectation.cases, differences, strict=True)
        if not drawn.case.visible
    ]
    share = sum(weight for weight, passed in hidden if passed) / sum(w for w, _ in hidden)
    if all(difference is None for difference in differences):
        return float(question.points)
    if question.scoring == "all":
        return 0.0
    return round(question.points * share, 6)


def _status(
    expectation: Expectation,
    outcomes: Sequence[Outcome],
    differences: Sequence[Difference | None],
    score: float,
) -> QuestionStatus:
    if all(difference is None for difference in differences):
        return QuestionStatus.CORRECT
    if score > 0:
        return QuestionStatus.PARTIAL
    failed = next(o for o, d in zip(outcomes, differences, strict=True) if d is not None)
    match failed.kind:
        case "missing":
            return QuestionStatus.MISSING
        case "timed-out":
            return QuestionStatus.TIMED_OUT
        case "died" | "protocol":
            return QuestionStatus.CRASHED
        case "error" if failed.failure is not None:
            if is_stub(failed.failure, expectation.question.name):
                return QuestionStatus.NOT_ATTEMPTED
            if is_environment(failed.failure):
                return QuestionStatus.ENVIRONMENT
            return QuestionStatus.CRASHED
        case _ if is_blank(expectation.question, failed):
            return QuestionStatus.NOT_ATTEMPTED
        case _:
            return QuestionStatus.WRONG


def is_stub(failure: Failure, name: str) -> bool:
    """Whether the call met the stub of the release, untouched."""
    return failure.type == "NotImplementedError" and failure.function in (name, None)


def is_blank(question: Question, outcome: Outcome) -> bool:
    """Whether an answer still holds the `...` of the release."""
    if question.kind != "answer":
        return False
    return outcome.detail == "ellipsis" or (outcome.kind == "value" and outcome.value is None)


def is_environment(failure: Failure) -> bool:
    """Whether the exception speaks of the machine's libraries and not of the exercise."""
    if failure.type in ("ModuleNotFoundError", "ImportError"):
        return True
    alias = failure.message.startswith(("module 'numpy' has no", "`np."))
    return failure.type == "AttributeError" and alias


def _tell(
    expectation: Expectation,
    difference: Difference,
    outcome: Outcome,
    public: set[tuple[str, str]],
    listener: Listener,
) -> str:
    question, lang = expectation.question, listener.lang
    if outcome.kind == "missing" and outcome.detail:
        return words.say("not-a-function", lang, name=question.name, kind=f"`{outcome.detail}`")
    if outcome.kind == "missing":
        key = "missing" if question.kind == "function" else "missing-variable"
        return words.say(key, lang, name=question.name, because=listener.absence)
    if is_blank(question, outcome):
        return words.say("not-answered", lang)
    if outcome.detail in ("unexpected-form", "skipped"):
        return words.say(outcome.detail, lang)
    if outcome.failure is not None and is_stub(outcome.failure, question.name):
        return words.say("not-attempted", lang)
    if outcome.kind != "value":
        shown = outcome.failure and (outcome.failure.type, outcome.failure.message) in public
        return _tell_call(question.name, outcome, listener, public=bool(shown))
    if difference.key == "mutated":
        return words.say("mutated", lang, names=words.listed(difference.facts["names"]))
    if question.summary_function is not None and difference.path:
        return words.say("property", lang, property=difference.path[0])
    return tell_difference(difference, lang, how_far=question.kind == "function")


def _tell_call(name: str, outcome: Outcome, listener: Listener, *, public: bool) -> str:
    failure = outcome.failure
    if failure is not None and is_environment(failure):
        told = tell_failure(failure, listener.lang, line_of=listener.line_of, public=public)
        return words.say("environment", listener.lang, told=told)
    return tell_outcome(
        outcome,
        name,
        listener.lang,
        seconds=listener.call_seconds,
        line_of=listener.line_of,
        public=public,
    )


def _message(
    expectation: Expectation, cases: Sequence[CaseVerdict], named: Sequence[str], listener: Listener
) -> str:
    failed = [case for case in cases if not case.passed]
    if not failed:
        return ""
    if named:
        hints = {mistake.name: mistake.hint for mistake in expectation.question.mistakes}
        told = [hints[name].get(listener.lang, hints[name]["en"]) for name in named]
        message = told[0]
        for other in told[1:]:
            message = words.say("or", listener.lang, first=message, second=other)
        return message
    if len(cases) == 1:
        return failed[0].message
    titles = {drawn.case.name: drawn.case.title(listener.lang) for drawn in expectation.cases}
    return words.say(
        "several-cases",
        listener.lang,
        failed=len(failed),
        total=len(cases),
        case=titles[failed[0].name],
        message=failed[0].message,
    )
