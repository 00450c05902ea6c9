"""Hold a student's function to its question's constraints, once its results are judged."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from autograder import wire, words
from autograder.constraints import Forbids, Vectorised, short_name
from autograder.grading.timing import FACTOR, Stopwatch, is_slow
from autograder.judge.oracle import Expectation
from autograder.judge.program import Program
from autograder.judge.rules import Breach, breach_in_source
from autograder.judge.verdict import QuestionStatus, QuestionVerdict
from autograder.outcome import Outcome
from autograder.sandbox.session import Session
from autograder.spec import Question
from autograder.trial import summarised

JUDGED = (
    QuestionStatus.CORRECT,
    QuestionStatus.CONVENTION,
    QuestionStatus.PARTIAL,
    QuestionStatus.WRONG,
)
"""A function that ended otherwise has something more urgent to mend."""


def steadied(
    expectation: Expectation, outcomes: Sequence[Outcome], again: Outcome | None
) -> list[Outcome]:
    """Return the outcomes; the first hidden one is unsteady if it was right, and `again` is not.

    What was wrong the first time stays as it is: it has been told already.
    """
    question, kept = expectation.question, list(outcomes)
    if again is None or again.kind != "value":
        return kept
    index = next(i for i, drawn in enumerate(expectation.cases) if not drawn.case.visible)
    if _is_same(again, outcomes[index]):
        return kept
    drawn, right = expectation.cases[index], expectation.right[index]
    first, second = (summarised(question, each, drawn) for each in (outcomes[index], again))
    was_right = expectation.difference(right, first) is None
    # A summary may fail where the result is of another form.
    if was_right and second.kind == "value" and expectation.difference(right, second) is not None:
        kept[index] = Outcome("unsteady")
    return kept


def _is_same(one: Outcome, other: Outcome) -> bool:
    """Whether two results are the same to the last bit."""
    if one.kind != other.kind or one.notes != other.notes:
        return False
    if one.digest and one.digest == other.digest:
        return True
    return wire.encode(one.value) == wire.encode(other.value)


@dataclass(frozen=True)
class Keeper:
    """Finds what breaks the constraints of one submission's functions, and says what it costs."""

    program: Program
    session: Session
    stopwatch: Stopwatch
    lang: str

    def held(
        self,
        question: Question,
        verdict: QuestionVerdict,
        outcomes: Sequence[Outcome],
        *,
        known: Collection[str] | None = None,
    ) -> QuestionVerdict:
        """Return the verdict with the breaches told, and what they cost taken off.

        In a second pass `known` are the breaches of the first: times are not taken again, where
        a stand-in's answers would be in them.
        """
        if verdict.status not in JUDGED:
            return verdict
        breaches = self._breaches(question, outcomes, known, timed=verdict.score > 0)
        if not breaches:
            return verdict
        costs = min(1.0, sum(breach.constraint.costs for breach in breaches))
        score = round(verdict.score * (1 - costs), 6)
        status = QuestionStatus.PARTIAL if score > 0 else QuestionStatus.WRONG
        told = " ".join(words.say(breach.key, self.lang, **breach.facts) for breach in breaches)
        if verdict.score > 0:
            told = self._priced(told, costs)
        return dataclasses.replace(
            verdict,
            score=score,
            status=status,
            message=f"{verdict.message} {told}".strip(),
            breaches=tuple(breach.constraint.name for breach in breaches),
        )

    def _priced(self, told: str, costs: float) -> str:
        if costs == 1.0:
            return words.say("breach-costs-all", self.lang, told=told)
        percent = words.figure(100 * costs, self.lang)
        return words.say("breach-costs", self.lang, told=told, percent=percent)

    def _breaches(
        self,
        question: Question,
        outcomes: Sequence[Outcome],
        known: Collection[str] | None,
        *,
        timed: bool,
    ) -> list[Breach]:
        used = {name for outcome in outcomes for name in outcome.used}
        found = []
        for rule in question.constraints:
            breach = breach_in_source(self.program, question, rule)
            if breach is None and isinstance(rule, Forbids):
                called = [name for name in rule.names if name in used]
                if called:
                    breach = Breach(rule, "forbidden-called", {"name": short_name(called[0])})
            if breach is None and isinstance(rule, Vectorised) and timed:
                slow = self._is_slow(question, rule) if known is None else rule.name in known
                breach = _slowness(rule, self.lang) if slow else None
            if breach is not None:
                found.append(breach)
        return found

    def _is_slow(self, question: Question, rule: Vectorised) -> bool:
        sizes = self.stopwatch.sizes(question, rule)
        return is_slow(sizes, lambda call: self.session.call(question.name, call))


def _slowness(rule: Vectorised, lang: str) -> Breach:
    """Return the breach of a function that is too slow."""
    return Breach(rule, "not-vectorised", {"factor": words.figure(FACTOR, lang)})
