"""Hold a question to account: what is right passes, every known mistake is caught and named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.authoring.drawing import draw_all
from autograder.grading.apart import told_apart_by_luck
from autograder.judge.diagnosis import DiagnosisKind
from autograder.judge.oracle import Expectation
from autograder.outcome import Outcome
from autograder.spec import Assignment, Function, Mistake, Question
from autograder.trial import run_trusted

SLIPS = {"NameError", "UnboundLocalError", "AttributeError", "TypeError"}
"""What an author's own slip raises."""


@dataclass(frozen=True)
class Finding:
    """One thing that an author must mend."""

    question: str
    subject: str
    """The mistake, the alternative or the mutant that it is about, or `reference`."""

    problem: str

    def __str__(self) -> str:
        return f"{self.question}: {self.subject}: {self.problem}"


@dataclass(frozen=True)
class MistakeResult:
    """What became of a known mistake, on all secrets together."""

    name: str
    caught: bool
    """Whether some hidden case refused it, on every secret."""

    caught_by: tuple[str, ...]
    """The hidden cases that refused it on every secret."""

    named: bool
    """Whether it was caught, and recognised as itself and as nothing else, on every secret."""


@dataclass(frozen=True)
class Assessment:
    """How a question fared, on all secrets together."""

    question: str
    mistakes: tuple[MistakeResult, ...]
    accepted: Mapping[str, bool]
    """The alternatives, and whether each passed every case on every secret."""

    findings: tuple[Finding, ...]


def expectation_of(
    assignment: Assignment, question: Question, key: bytes, student: str = "someone"
) -> Expectation:
    """Draw a question's cases for one student under one secret."""
    return Expectation(question, draw_all(assignment, question, key, student=student))


def expectations_of(
    assignment: Assignment, question: Question, keys: Sequence[bytes]
) -> list[Expectation]:
    """Draw a question's cases under every secret, each time for another student."""
    return [
        expectation_of(assignment, question, key, f"student {number}")
        for number, key in enumerate(keys, start=1)
    ]


def assess(assignment: Assignment, keys: Sequence[bytes]) -> list[Finding]:
    """Return what is wrong with the assignment's questions under these secrets.

    Raises:
        SpecError: a case cannot be drawn, or the reference fails on it.
    """
    assessments = (assess_question(assignment, question, keys) for question in assignment)
    return [finding for assessment in assessments for finding in assessment.findings]


def assess_question(
    assignment: Assignment, question: Question, keys: Sequence[bytes]
) -> Assessment:
    """Try a question's reference, alternatives and mistakes under one or more secrets.

    Raises:
        SpecError: a case cannot be drawn, or the reference fails on it.
    """
    expectations = expectations_of(assignment, question, keys)
    findings: list[Finding] = []
    accepted: dict[str, bool] = {}
    for expectation in expectations:
        findings += [*_reference(expectation), *_conventions(expectation)]
        for function in question.alternatives:
            refusals = list(_alternative(expectation, function))
            findings += refusals
            accepted[function.__name__] = not refusals and accepted.get(function.__name__, True)
    results = []
    for mistake in question.mistakes:
        trial = _Trial(mistake, expectations)
        results.append(trial.result())
        findings += [Finding(question.name, mistake.name, told) for told in trial.problems()]
    for one, other in told_apart_by_luck(expectations):
        findings.append(Finding(question.name, one, f"is told apart from {other} by luck alone"))
    return Assessment(question.name, tuple(results), accepted, tuple(dict.fromkeys(findings)))


def _outcomes(expectation: Expectation, function: Function) -> list[Outcome]:
    return [run_trusted(expectation.question, function, case) for case in expectation.cases]


def _reference(expectation: Expectation) -> Iterator[Finding]:
    question = expectation.question
    again = _outcomes(expectation, question.solution)
    for case, right, outcome in zip(expectation.cases, expectation.right, again, strict=True):
        if expectation.difference(right, outcome) is not None:
            problem = f"gives another result when called twice on {case.case.name!r}"
            yield Finding(question.name, "reference", problem)
        if changed := [name for name in right.mutated if name not in question.in_place]:
            problem = f"changes its argument {changed[0]!r} in place on {case.case.name!r}"
            yield Finding(question.name, "reference", problem)


def _alternative(expectation: Expectation, function: Function) -> Iterator[Finding]:
    outcomes = _outcomes(expectation, function)
    for case, right, outcome in zip(expectation.cases, expectation.right, outcomes, strict=True):
        difference = expectation.difference(right, outcome)
        if difference is not None:
            problem = f"a right solution is refused on {case.case.name!r} ({difference})"
            yield Finding(expectation.question.name, function.__name__, problem)


def _conventions(expectation: Expectation) -> Iterator[Finding]:
    """Another form of a convention must be told from the solution, and from all that is wrong."""
    name = expectation.question.name
    for key, outcomes in expectation.conventions.items():
        differences = [
            expectation.difference(right, outcome)
            for right, outcome in zip(expectation.right, outcomes, strict=True)
        ]
        if not any(_refused(expectation, outcomes)):
            yield Finding(name, key, "gives what the solution gives on every hidden case")
            continue
        explanation = expectation.explain(outcomes, differences)
        if explanation.kind is not DiagnosisKind.CONVENTION or explanation.names != (key,):
            told = f"{explanation.kind} {', '.join(explanation.names)}".strip()
            yield Finding(name, key, f"is not recognised as this form of a convention ({told})")


class _Trial:
    """One known mistake, tried under every secret."""

    def __init__(self, mistake: Mistake, expectations: Sequence[Expectation]) -> None:
        self.mistake = mistake
        self.expectations = expectations
        self.outcomes = [_outcomes(one, mistake.function) for one in expectations]
        pairs = list(zip(expectations, self.outcomes, strict=True))
        self.refused = [frozenset(_refused(one, outcomes)) for one, outcomes in pairs]
        self.named = [one.candidates.fitting(outcomes) for one, outcomes in pairs]

    def result(self) -> MistakeResult:
        """Return what the matrix shows."""
        always = frozenset[str].intersection(*self.refused)
        cases = self.expectations[0].question.cases
        return MistakeResult(
            self.mistake.name,
            all(self.refused),
            tuple(case.name for case in cases if case.name in always),
            all(self.refused) and all(named == [self.mistake.name] for named in self.named),
        )

    def problems(self) -> Iterator[str]:
        """Yield what an author must mend."""
        if passed := self.refused.count(frozenset()):
            yield f"passes every hidden case{self._on(passed)}"
            return
        yield from self._misnamed()
        yield from self._raises()
        yield from self._unsteady()

    def _misnamed(self) -> Iterator[str]:
        name = self.mistake.name
        twins = sorted({other for named in self.named for other in named} - {name})
        if twins:
            yield f"cannot be told apart from {', '.join(twins)}"
        elif missed := sum(name not in named for named in self.named):
            yield f"is not recognised as itself{self._on(missed)}"

    def _raises(self) -> Iterator[str]:
        hidden = [
            outcome
            for one, outcomes in zip(self.expectations, self.outcomes, strict=True)
            for drawn, outcome in zip(one.cases, outcomes, strict=True)
            if not drawn.case.visible
        ]
        types = {outcome.failure.type for outcome in hidden if outcome.failure is not None}
        always = all(outcome.kind == "error" for outcome in hidden)
        if always and types <= SLIPS and not self.mistake.raises:
            told = next(o.failure.message for o in hidden if o.failure is not None)
            yield (
                f"raises {' or '.join(sorted(types))} on every hidden case ({told}): "
                "mend it, or declare it with raises=True if it is meant to"
            )
        if self.mistake.raises and not always:
            yield "is declared with raises=True, and does not raise on every hidden case"

    def _unsteady(self) -> Iterator[str]:
        """A class that is graded under another secret deserves the same scores."""
        counts = Counter(case for refused in self.refused for case in sorted(refused))
        for case, count in counts.items():
            if count < len(self.expectations):
                yield f"is refused by {case!r}{self._on(count)}, and not on the others"

    def _on(self, count: int) -> str:
        total = len(self.expectations)
        return "" if count == total else f" on {count} of {total} secrets"


def _refused(expectation: Expectation, outcomes: Sequence[Outcome]) -> Iterator[str]:
    for drawn, right, outcome in zip(expectation.cases, expectation.right, outcomes, strict=True):
        if not drawn.case.visible and expectation.difference(right, outcome) is not None:
            yield drawn.case.name
