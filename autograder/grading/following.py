"""Follow-through: what a question is worth once the wrong functions that it builds on are right.

A question that fails, and builds on functions that failed, is tried again in a fresh worker in
which stand-ins take the place of these. What they answer belongs to questions that are already
marked, and nothing that the second pass says reaches the student but the marks and our own words.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from autograder import wire, words
from autograder.grading.answering import Answerer, Desk
from autograder.grading.nest import Source
from autograder.judge.attempted import is_attempted
from autograder.judge.diagnosis import Diagnosis
from autograder.judge.oracle import Expectation
from autograder.judge.verdict import FollowThrough, QuestionStatus, QuestionVerdict
from autograder.outcome import Outcome
from autograder.recent import Recent
from autograder.sandbox.asking import Ask, StandIns
from autograder.sandbox.channel import ProtocolError
from autograder.sandbox.session import Session
from autograder.spec import Question

HOPELESS = (
    QuestionStatus.CORRECT,
    QuestionStatus.NOT_ATTEMPTED,
    QuestionStatus.MISSING,
    QuestionStatus.ENVIRONMENT,
    QuestionStatus.NOT_RUN,
)
"""What no other function being right could make better."""

MAX_TOTAL_BYTES = 256 * 2**20
"""Arguments and results of all the asks of one second pass together."""


@dataclass(frozen=True)
class Marked:
    """A question, called and judged."""

    expectation: Expectation
    outcomes: Sequence[Outcome]
    verdict: QuestionVerdict
    lang: str

    @property
    def question(self) -> Question:
        """The question."""
        return self.expectation.question


MarkAgain = Callable[[Session, Marked], Marked]
"""Call and judge once more what was marked, in another session."""


@dataclass
class Answers:
    """Answers what the stand-ins of one second pass ask, and remembers what was answered."""

    answerer: Answerer
    seconds: float
    """The time limit of one answer."""

    known: Recent[bytes | None] = field(default_factory=lambda: Recent(0))
    """What was answered to others: a class asks the same over and over."""

    left: int = MAX_TOTAL_BYTES
    given: dict[Ask, bytes | None] = field(default_factory=dict)
    """A worker that forgets asks everything twice."""

    def __call__(self, ask: Ask) -> bytes | None:
        """Return the reference's result, None where there is none.

        Raises:
            ChannelError: it took too much of time or memory, or too much was asked in all.
        """
        if ask not in self.given:
            key = (self.answerer.source, ask)
            self.given[ask] = self.known.get(key, lambda: self.answerer.answer(ask, self.seconds))
        value = self.given[ask]
        self.left -= len(ask.arguments) + len(value or b"")
        if self.left < 0:
            raise ProtocolError("too much was asked")
        return value

    def are(self, expectation: Expectation, outcome: Outcome) -> bool:
        """Whether an outcome is itself one of the answers."""
        if outcome.kind != "value":
            return False
        values = {value for value in self.given.values() if value is not None}
        answers = (Outcome("value", wire.decode(value)) for value in values)
        return any(expectation.difference(answer, outcome) is None for answer in answers)


def follow(
    marked: Mapping[str, Marked],
    fresh: Session,
    mark_again: MarkAgain,
    *,
    desk: Desk,
    source: Source,
    seconds: float,
    share: float,
    settled: Collection[str] = (),
) -> tuple[QuestionVerdict, ...]:
    """Return the verdicts, with the marks of a second pass where there are any.

    They are made in `fresh`. `share` of a question's points is the most that one may give. What is
    `settled` has none.

    Raises:
        SandboxError: no worker or no helper can be had on this machine.
    """
    verdicts = {name: first.verdict for name, first in marked.items()}
    every = second_passes(marked, share)
    followers = {name: names for name, names in every.items() if name not in settled}
    if not followers:
        return tuple(verdicts.values())
    with desk.lend(source) as answerer:
        # In the notebook's order, nothing is answered for a function before it is marked.
        for name, names in followers.items():
            answers = Answers(answerer, seconds, desk.known)
            fresh.stand_in(StandIns(names, answers))
            second = _earned(mark_again(fresh, marked[name]), answers)
            verdicts[name] = _merged(marked[name], second, names, share)
    return tuple(verdicts.values())


def second_passes(marked: Mapping[str, Marked], share: float) -> dict[str, tuple[str, ...]]:
    """Return the questions worth a second pass, and the functions that give way in it."""
    broken: dict[str, set[str]] = {}
    followers: dict[str, tuple[str, ...]] = {}
    for name, first in marked.items():
        question = first.question
        broken[name] = set().union(*(broken[need] for need in question.needs))
        if broken[name] and _may_gain(first, share):
            followers[name] = tuple(each for each in marked if each in broken[name])
        if _may_give_way(first):
            broken[name].add(name)
    return followers


def _may_gain(first: Marked, share: float) -> bool:
    question, verdict = first.question, first.verdict
    if question.kind != "function" or verdict.status in HOPELESS:
        return False
    return verdict.score < share * verdict.points


def _may_give_way(first: Marked) -> bool:
    """Whether a function is wrong, and was at least tried: leaving it out is worth nothing."""
    # The objects of a class are no plain data: nobody could answer in its place.
    if first.question.kind != "function" or first.question.methods:
        return False
    if first.verdict.is_open:
        return False
    # What is right under another convention has a diagnosis, and changes what is built on it.
    if first.verdict.status is QuestionStatus.CORRECT and first.verdict.diagnosis is None:
        return False
    expectation, outcomes = first.expectation, first.outcomes
    return expectation.memory.recall(
        outcomes, "attempted", lambda: is_attempted(expectation, outcomes)
    )


def _earned(second: Marked, answers: Answers) -> QuestionVerdict:
    """Return what the second pass gives: nothing where all that is right was only passed on."""
    passed = [
        outcome
        for case, outcome in zip(second.verdict.cases, second.outcomes, strict=True)
        if case.passed and not case.visible
    ]
    if all(answers.are(second.expectation, outcome) for outcome in passed):
        return dataclasses.replace(second.verdict, score=0.0)
    return second.verdict


def _merged(
    first: Marked, second: QuestionVerdict, names: tuple[str, ...], share: float
) -> QuestionVerdict:
    """Return the verdict that counts.

    Of the second pass, only marks and the name of a mistake are told: its messages are made of
    what ran beside the stand-ins.
    """
    verdict = first.verdict
    right = second.status is QuestionStatus.CORRECT
    if second.mistake is not None:
        verdict = dataclasses.replace(
            verdict,
            mistake=second.mistake,
            message=second.message,
            diagnosis=_without_values(second.diagnosis),
            imprint=None,
        )
    elif right:
        verdict = dataclasses.replace(verdict, mistake=None, diagnosis=None, imprint=None)
    score = round(min(second.score, share * verdict.points), 6)
    if score <= verdict.score:
        if second.mistake is None:
            return first.verdict
        message = _told("builds-on", first, verdict.message, names)
        return dataclasses.replace(verdict, message=message)
    figures = {"then": second.score, "own": verdict.score, "points": verdict.points, "score": score}
    key = "followed-right" if right else "followed"
    return dataclasses.replace(
        verdict,
        message=_told(key, first, verdict.message, names, figures),
        score=score,
        status=QuestionStatus.PARTIAL,
        breaches=second.breaches,
        follow_through=FollowThrough(names, verdict.score, second.score),
    )


def _without_values(diagnosis: Diagnosis | None) -> Diagnosis | None:
    return diagnosis and dataclasses.replace(diagnosis, where="", example=None)


def _told(
    key: str,
    first: Marked,
    message: str,
    names: Sequence[str],
    figures: Mapping[str, float] | None = None,
) -> str:
    lang = first.lang
    facts = {what: words.figure(value, lang, digits=4) for what, value in (figures or {}).items()}
    return words.say(key, lang, message=message, names=words.listed(names), **facts)
