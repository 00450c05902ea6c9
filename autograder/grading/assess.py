"""Hold an assignment to account: what is right passes, every known mistake is caught and named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from autograder.authoring.drawing import draw_all
from autograder.judge.oracle import Expectation
from autograder.spec import Assignment, Question
from autograder.trial import run_trusted


@dataclass(frozen=True)
class Finding:
    """One thing that an author must mend."""

    question: str
    subject: str
    """The mistake or the alternative that it is about, or `reference`."""

    problem: str

    def __str__(self) -> str:
        return f"{self.question}: {self.subject}: {self.problem}"


def expectation_of(
    assignment: Assignment, question: Question, key: bytes, student: str = "someone"
) -> Expectation:
    """Draw a question's cases for one student under one secret."""
    return Expectation(question, draw_all(assignment, question, key, student=student))


def assess(assignment: Assignment, key: bytes) -> list[Finding]:
    """Return what is wrong with the assignment's questions under this secret.

    Raises:
        SpecError: a case cannot be drawn, or the reference fails on it.
    """
    return [
        finding for question in assignment for finding in assess_question(assignment, question, key)
    ]


def assess_question(assignment: Assignment, question: Question, key: bytes) -> list[Finding]:
    """Return what is wrong with one question under this secret."""
    expectation = expectation_of(assignment, question, key)
    return [
        *_reference(expectation),
        *_alternatives(expectation),
        *_mistakes(expectation),
    ]


def _outcomes(expectation: Expectation, function: Callable[..., Any]) -> list[Any]:
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


def _alternatives(expectation: Expectation) -> Iterator[Finding]:
    question = expectation.question
    for function in question.alternatives:
        outcomes = _outcomes(expectation, function)
        for case, right, outcome in zip(
            expectation.cases, expectation.right, outcomes, strict=True
        ):
            difference = expectation.difference(right, outcome)
            if difference is not None:
                problem = f"a right solution is refused on {case.case.name!r} ({difference})"
                yield Finding(question.name, function.__name__, problem)


def _mistakes(expectation: Expectation) -> Iterator[Finding]:
    question = expectation.question
    hidden = [index for index, case in enumerate(expectation.cases) if not case.case.visible]
    for mistake in question.mistakes:
        name, outcomes = mistake.name, _outcomes(expectation, mistake.function)
        caught = any(
            expectation.difference(expectation.right[index], outcomes[index]) is not None
            for index in hidden
        )
        if not caught:
            yield Finding(question.name, name, "passes every hidden case")
            continue
        named = expectation.known_mistakes(outcomes)
        twins = [other for other in named if other != name]
        if twins:
            yield Finding(question.name, name, f"cannot be told apart from {', '.join(twins)}")
        elif name not in named:
            yield Finding(question.name, name, "is not recognised as itself")
