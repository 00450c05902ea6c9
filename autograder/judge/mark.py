"""From the outcomes of a question's cases to its verdict."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass, field, replace

from autograder import words
from autograder.judge.allowed import Figures, tell_death, tell_limit
from autograder.judge.compare import Difference
from autograder.judge.diagnose.explain import PLAIN, Explanation
from autograder.judge.diagnose.places import item_names
from autograder.judge.diagnose.telling import (
    tell_concept,
    tell_convention,
    tell_explanation,
    tell_where,
)
from autograder.judge.diagnosis import Diagnosis, DiagnosisKind
from autograder.judge.environment import tell_trouble, trouble_of
from autograder.judge.held import differences_of, explanation_of, summaries_of
from autograder.judge.oracle import Expectation
from autograder.judge.placement import mistake_of_place, tell_misplaced
from autograder.judge.quoting import quotable
from autograder.judge.scoring import score_of
from autograder.judge.telling import (
    SourceLine,
    tell_difference,
    tell_failure,
    tell_file,
    tell_outcome,
)
from autograder.judge.verdict import CaseVerdict, QuestionStatus, QuestionVerdict
from autograder.outcome import Failure, Outcome
from autograder.spec import Question
from autograder.words.forms import tell_form

UNTRIED = (QuestionStatus.NOT_ATTEMPTED, QuestionStatus.MISSING)


@dataclass(frozen=True)
class Listener:
    """Whom the judge speaks to, and what it may quote."""

    lang: str
    line_of: SourceLine
    """The student's own source, from the notebook that was handed in."""

    call_seconds: float
    """The time limit of one call, to be named when it is hit."""

    figures: Figures = field(default_factory=dict)
    """What a submission may use up, to be named when it is hit."""

    absence: str = ""
    """Why the function is not there, as a clause."""

    on_device: bool = False
    """Whether the calls were made by a worker with a share of a device."""

    shaky: tuple[str, ...] = ()
    """The functions that this one builds on and that are not right themselves."""

    formula: str = ""
    """What the notebook asks for, in its first words."""

    @property
    def facts(self) -> tuple[Hashable, ...]:
        """What a verdict depends on where all cases gave values: no line is quoted then."""
        return self.lang, self.call_seconds, self.on_device, self.shaky, self.formula


def mark(
    expectation: Expectation, outcomes: Sequence[Outcome], listener: Listener
) -> QuestionVerdict:
    """Return the verdict on a question, given one outcome for each of its cases.

    Only hidden cases carry points: what a visible one expects is printed in the release. Where
    all must pass for any points, the visible ones must too.
    """
    question = expectation.question
    judged = summaries_of(expectation, outcomes)
    together = listener.on_device and question.device == "cuda"
    differences = differences_of(expectation, outcomes, judged, together=together)
    said = quotable(question, expectation.cases, judged, differences)
    cases = tuple(
        CaseVerdict(
            name=drawn.case.name,
            visible=drawn.case.visible,
            passed=difference is None,
            message=""
            if difference is None
            else _tell(question, difference, outcome, said, listener),
        )
        for drawn, outcome, difference in zip(expectation.cases, judged, differences, strict=True)
    )
    score = score_of(expectation, judged, differences)
    status = _status(expectation, judged, differences, score)
    verdict = QuestionVerdict(
        name=question.name, points=float(question.points), score=score, status=status, cases=cases
    )
    if status is QuestionStatus.CORRECT:
        return verdict
    if status in UNTRIED:
        told = next(case.message for case in cases if not case.passed)
        return replace(verdict, message=told)
    # Facts of a summary are few: with an earlier function wrong, many causes give the same.
    doubtful = question.summary_function is not None and listener.shaky
    explanation = PLAIN
    if not doubtful:
        explanation = explanation_of(expectation, outcomes, judged, differences)
    misplaced = mistake_of_place(judged, differences)
    if misplaced is not None and explanation.kind is not DiagnosisKind.KNOWN:
        return replace(
            verdict,
            mistake=misplaced,
            message=_message(expectation, cases, listener),
            diagnosis=Diagnosis(DiagnosisKind.KNOWN, (misplaced,), formula=listener.formula),
        )
    if explanation.kind is DiagnosisKind.CONVENTION and _counts(explanation, question):
        return _with_full_marks(verdict, explanation, question, listener.lang)
    first = next(difference for difference in differences if difference is not None)
    return _explained(verdict, explanation, expectation, judged, first, said, listener)


def _counts(explanation: Explanation, question: Question) -> bool:
    """Whether the course gives the marks for the convention that an answer follows."""
    followed = [each for each in question.conventions if each.key in explanation.names]
    return all(each.choice is not None and each.choice.others != "wrong" for each in followed)


def _with_full_marks(
    verdict: QuestionVerdict, explanation: Explanation, question: Question, lang: str
) -> QuestionVerdict:
    """Return the verdict on what is right under a convention that the course accepts."""
    followed = [each for each in question.conventions if each.key in explanation.names]
    noted = [each for each in followed if each.choice is not None and each.choice.others == "note"]
    return replace(
        verdict,
        score=verdict.points,
        status=QuestionStatus.CONVENTION if noted else QuestionStatus.CORRECT,
        message=" ".join(tell_convention(each, lang) for each in noted),
        cases=tuple(replace(case, passed=True, message="") for case in verdict.cases),
        diagnosis=Diagnosis(DiagnosisKind.CONVENTION, explanation.names),
    )


def _explained(
    verdict: QuestionVerdict,
    explanation: Explanation,
    expectation: Expectation,
    outcomes: Sequence[Outcome],
    first: Difference,
    said: Collection[str],
    listener: Listener,
) -> QuestionVerdict:
    """Return the verdict on what is not right, with what explains it."""
    question, lang = expectation.question, listener.lang
    message = tell_explanation(explanation, question, lang)
    message = message or _message(expectation, verdict.cases, listener)
    if listener.shaky:
        names = words.listed(listener.shaky)
        message = message if message.endswith((".", "?", "!")) else f"{message}."
        message = words.say("builds-on", lang, message=message, names=names)
    kind, names_of = explanation.kind, explanation.names
    failed = next(o for o, case in zip(outcomes, verdict.cases, strict=True) if not case.passed)
    if kind is DiagnosisKind.DIFFERENCE and failed.kind != "value":
        kind, names_of = DiagnosisKind.EXCEPTION, (_exception(failed, said),)
    elif kind is DiagnosisKind.DIFFERENCE:
        names_of = (first.key,)
    parts = expectation.wrong_parts(outcomes)
    return replace(
        verdict,
        status=QuestionStatus.CONVENTION if kind is DiagnosisKind.CONVENTION else verdict.status,
        mistake=names_of[0] if kind is DiagnosisKind.KNOWN else None,
        message=message,
        diagnosis=Diagnosis(
            kind,
            names_of,
            where=tell_where(*parts, question, lang),
            concept=tell_concept(names_of, question, lang),
            formula=listener.formula,
        ),
    )


def _exception(outcome: Outcome, said: Collection[str]) -> str:
    failure = outcome.failure
    if failure is None:
        return outcome.kind
    return failure.type if failure.type in said else "Exception"


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
        case "protocol" if failed.detail == "unexpected-form":
            return QuestionStatus.WRONG
        case "died" | "protocol":
            return QuestionStatus.CRASHED
        case "error" if failed.failure is not None:
            if is_stub(failed.failure, expectation.question):
                return QuestionStatus.NOT_ATTEMPTED
            if trouble_of(failed.failure) is not None:
                return QuestionStatus.ENVIRONMENT
            return QuestionStatus.CRASHED
        case _ if is_blank(expectation.question, failed):
            return QuestionStatus.NOT_ATTEMPTED
        case _:
            return QuestionStatus.WRONG


def is_stub(failure: Failure, question: Question) -> bool:
    """Whether the call met the stub of the release, or that of a method, untouched."""
    own = (question.name, None, *question.methods)
    return failure.type == "NotImplementedError" and failure.function in own


def is_blank(question: Question, outcome: Outcome) -> bool:
    """Whether an answer still holds the `...` of the release."""
    if question.kind != "answer":
        return False
    value = outcome.value
    entries = value.values() if isinstance(value, dict) and question.form is not None else [value]
    blank = outcome.kind == "value" and all(entry is None for entry in entries)
    return outcome.detail == "ellipsis" or blank


def _tell(
    question: Question,
    difference: Difference,
    outcome: Outcome,
    said: Collection[str],
    listener: Listener,
) -> str:
    lang = listener.lang
    if question.file is not None and outcome.kind in ("missing", "unplain"):
        return tell_file(question.file, outcome, lang)
    if outcome.kind == "missing" and outcome.detail:
        kind = outcome.detail if outcome.detail in said else "object"
        return words.say("not-a-function", lang, name=question.name, kind=f"`{kind}`")
    if outcome.kind == "missing":
        key = "missing" if question.kind == "function" else "missing-variable"
        return words.say(key, lang, name=question.name, because=listener.absence)
    if is_blank(question, outcome):
        return words.say("not-answered", lang)
    if outcome.failure is not None and is_stub(outcome.failure, question):
        own = outcome.failure.function
        key = "needs-unwritten" if own in question.methods else "not-attempted"
        return words.say(key, lang, function=own)
    if question.form is not None and outcome.detail == "unexpected-form":
        return tell_form(question.form, lang)
    if outcome.kind != "value":
        return _tell_call(question.name, outcome, said, listener)
    if difference.key == "mutated":
        return words.say("mutated", lang, names=words.listed(difference.facts["names"]))
    if question.summary_function is not None and difference.path:
        return words.say("property", lang, property=difference.path[0])
    how_far = question.kind == "function"
    items = item_names(question)
    return tell_difference(difference, lang, quotable=said, items=items, how_far=how_far)


def _tell_call(name: str, outcome: Outcome, said: Collection[str], listener: Listener) -> str:
    failure = outcome.failure
    trouble = trouble_of(failure) if outcome.kind == "error" and failure is not None else None
    if failure is not None and trouble is not None:
        told = tell_failure(failure, listener.lang, line_of=listener.line_of, quotable=said)
        return tell_trouble(trouble, listener.lang, told)
    if outcome.kind == "died" and outcome.detail != "skipped":
        return tell_death(outcome.detail, listener.lang, listener.figures)
    told = tell_outcome(
        outcome,
        name,
        listener.lang,
        seconds=listener.call_seconds,
        line_of=listener.line_of,
        quotable=said,
    )
    if failure is not None:
        told = tell_misplaced(failure, listener.lang, told)
    limit = tell_limit(failure, listener.lang, listener.figures)
    return f"{told} {limit}" if limit else told


def _message(expectation: Expectation, cases: Sequence[CaseVerdict], listener: Listener) -> str:
    """Return how many cases fail, and what differs on the first of them."""
    failed = [case for case in cases if not case.passed]
    if len(cases) == 1:
        return failed[0].message
    titles = {drawn.case.name: drawn.case.title(listener.lang) for drawn in expectation.cases}
    return words.say(
        "one-of-cases" if len(failed) == 1 else "several-cases",
        listener.lang,
        failed=len(failed),
        total=len(cases),
        case=titles[failed[0].name],
        message=failed[0].message,
    )
