"""What the verdicts of a class amount to: plain figures, no words, no drawing."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autograder.judge.diagnosis import DiagnosisKind
from autograder.judge.verdict import (
    QuestionStatus,
    QuestionVerdict,
    SubmissionStatus,
    SubmissionVerdict,
)

NAMED = (DiagnosisKind.PAIR, DiagnosisKind.CONVENTION, DiagnosisKind.RELATION)
"""What explains an answer by a name, beside a known mistake."""

FEWEST_FOR_DISCRIMINATION = 10
"""A correlation over fewer students says nothing."""


@dataclass(frozen=True)
class Spread:
    """How the scores of a class lie."""

    mean: float
    median: float
    lower: float
    """The lower quartile."""

    upper: float
    lowest: float
    highest: float


@dataclass(frozen=True)
class QuestionSummary:
    """How a class fared on one question."""

    name: str
    points: float
    statuses: tuple[tuple[QuestionStatus, int], ...]
    """Each status that occurs, with how many have it, in the order of `QuestionStatus`."""

    mean: float | None
    """Over those who were graded on it; None where nobody was yet."""

    discrimination: float | None
    """Correlation with the score of all the other questions; None where it would say nothing."""

    followed: int = 0
    """How many owe their score to a second pass, with what they build on set right."""

    @property
    def students(self) -> int:
        """How many verdicts there are."""
        return sum(count for _, count in self.statuses)

    @property
    def correct(self) -> int:
        """How many are correct."""
        return dict(self.statuses).get(QuestionStatus.CORRECT, 0)

    @property
    def partial(self) -> int:
        """How many are partly correct."""
        return dict(self.statuses).get(QuestionStatus.PARTIAL, 0)

    @property
    def others(self) -> tuple[tuple[QuestionStatus, int], ...]:
        """The statuses that are neither correct nor partly correct, with how many have them."""
        known = (QuestionStatus.CORRECT, QuestionStatus.PARTIAL)
        return tuple(pair for pair in self.statuses if pair[0] not in known)

    @property
    def other(self) -> int:
        """How many are neither correct nor partly correct."""
        return sum(count for _, count in self.others)


@dataclass(frozen=True)
class MistakeSummary:
    """A known mistake, and who made it."""

    question: str
    mistake: str
    students: tuple[str, ...]


def by_student(verdicts: Iterable[SubmissionVerdict]) -> list[SubmissionVerdict]:
    """Return the verdicts in the order of their students' names."""
    return sorted(verdicts, key=lambda verdict: alphabetical(verdict.student))


def alphabetical(student: str) -> tuple[str, str]:
    """Return the key by which students are sorted: by their letters, then by their case."""
    return student.casefold(), student


def graded(verdicts: Iterable[SubmissionVerdict]) -> list[SubmissionVerdict]:
    """Return the verdicts of the submissions that could be read."""
    return [verdict for verdict in verdicts if verdict.status is SubmissionStatus.GRADED]


def share(score: float, points: float) -> float:
    """Return which part of the points was scored, from 0 to 1."""
    if not (math.isfinite(score) and math.isfinite(points)) or points <= 0:
        return 0.0
    return min(max(score / points, 0.0), 1.0)


def spread(scores: Sequence[float]) -> Spread | None:
    """Return how the scores lie, None if there are none."""
    scores = sorted(score for score in scores if math.isfinite(score))
    if not scores:
        return None
    if len(scores) == 1:
        lower, median, upper = scores * 3
    else:
        lower, median, upper = statistics.quantiles(scores, n=4, method="inclusive")
    return Spread(statistics.fmean(scores), median, lower, upper, scores[0], scores[-1])


def needs_help(score: float, lie: Spread) -> bool:
    """Return whether the score is in the lowest quarter of a class whose scores lie so.

    Nobody is, where half of the class or more has the lowest score.
    """
    return score < lie.lower or score == lie.lower < lie.median


def questions(verdicts: Iterable[SubmissionVerdict]) -> list[QuestionSummary]:
    """Return how the class fared on each question, in the order of the notebook."""
    answers: dict[str, list[tuple[QuestionVerdict, float]]] = {}
    for verdict in verdicts:
        for question in verdict.questions:
            rest = verdict.score - question.score
            answers.setdefault(question.name, []).append((question, rest))
    return [_question(name, pairs) for name, pairs in answers.items()]


def mistakes(verdicts: Iterable[SubmissionVerdict]) -> list[MistakeSummary]:
    """Return the mistakes that have a name and were made, the most frequent first."""
    makers: dict[tuple[str, str], list[str]] = {}
    for verdict in by_student(verdicts):
        for question in verdict.questions:
            for name in named(question):
                makers.setdefault((question.name, name), []).append(verdict.student)
    ordered = sorted(makers.items(), key=lambda item: (-len(item[1]), item[0]))
    return [MistakeSummary(*key, tuple(students)) for key, students in ordered]


def named(question: QuestionVerdict) -> tuple[str, ...]:
    """Return the names of what is wrong with an answer: of two mistakes at once, both."""
    diagnosis = question.diagnosis
    if question.mistake:
        return (question.mistake,)
    if diagnosis is None or diagnosis.kind not in NAMED or question.is_right:
        return ()
    return diagnosis.names


def _question(name: str, pairs: list[tuple[QuestionVerdict, float]]) -> QuestionSummary:
    counts = Counter(question.status for question, _ in pairs)
    tried = [pair for pair in pairs if not pair[0].is_open]
    return QuestionSummary(
        name=name,
        points=max(question.points for question, _ in pairs),
        statuses=tuple((status, counts[status]) for status in QuestionStatus if counts[status]),
        mean=statistics.fmean(question.score for question, _ in tried) if tried else None,
        discrimination=_correlation(tried),
        followed=sum(question.follow_through is not None for question, _ in pairs),
    )


def _correlation(pairs: list[tuple[QuestionVerdict, float]]) -> float | None:
    if len(pairs) < FEWEST_FOR_DISCRIMINATION:
        return None
    try:
        return statistics.correlation(
            [question.score for question, _ in pairs], [rest for _, rest in pairs]
        )
    except statistics.StatisticsError:  # All the same score: nothing to correlate.
        return None
