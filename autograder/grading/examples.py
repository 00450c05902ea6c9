"""One failing example of what is wrong, on inputs that are public.

What a function gave on a visible case was asked for before anything hidden was. For the other
examples it is called once more, in a fresh worker that is asked nothing but public questions:
whatever it gives back there cannot hold a hidden input either.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from autograder import words
from autograder.authoring.drawing import draw_public
from autograder.authoring.literal import literal
from autograder.grading.sketching import sketch_of
from autograder.judge.diagnosis import Example
from autograder.judge.oracle import Expectation
from autograder.judge.verdict import QuestionStatus, QuestionVerdict
from autograder.outcome import Outcome
from autograder.sandbox.session import Session
from autograder.spec import Assignment, Question
from autograder.tensors import rejoined
from autograder.trial import DrawnCase, run_solution, summarised

LONGEST = 700
"""Characters of a value that are shown."""

MOST_TRIED = 2
"""Hidden cases of a question that are drawn anew with the public seed."""

DIGITS = (4, 8, 17)
"""Significant digits of a number, more where fewer would show no difference."""

WITHOUT = (QuestionStatus.TIMED_OUT, QuestionStatus.ENVIRONMENT)
"""After these a call would take its time again, or say nothing of the exercise."""


def with_examples(
    assignment: Assignment,
    verdicts: Sequence[QuestionVerdict],
    expected: Callable[[str], Expectation],
    public: Mapping[str, Mapping[int, Outcome]],
    fresh: Session,
    lang: str,
) -> tuple[QuestionVerdict, ...]:
    """Return the verdicts, with an example for each that a public input shows to be wrong.

    `expected` gives what is expected of a question, by its name. `public` are the outcomes of
    visible cases that were asked for before any hidden one, by question and index of the case.
    `fresh` is a session that was asked nothing yet; it is used only where these do not say enough.
    """
    return tuple(
        _with_example(
            verdict, assignment, expected(verdict.name), public.get(verdict.name, {}), fresh, lang
        )
        if _has_place(verdict, assignment)
        else verdict
        for verdict in verdicts
    )


def _has_place(verdict: QuestionVerdict, assignment: Assignment) -> bool:
    wrong = verdict.diagnosis is not None and any(not case.passed for case in verdict.cases)
    is_function = assignment[verdict.name].kind == "function"
    return wrong and is_function and verdict.status not in WITHOUT


def _with_example(
    verdict: QuestionVerdict,
    assignment: Assignment,
    expectation: Expectation,
    public: Mapping[int, Outcome],
    fresh: Session,
    lang: str,
) -> QuestionVerdict:
    question = expectation.question
    for drawn, known in _public(verdict, assignment, expectation, public):
        right = run_solution(question, drawn)
        if not drawn.case.visible and any(
            expectation.difference(hidden, right) is None for hidden in expectation.right
        ):
            # What is drawn without chance is the hidden case itself.
            continue
        given = known or fresh.call(question.name, drawn.call)
        if given.kind not in ("value", "error"):
            break
        given = summarised(question, given, drawn)
        if expectation.difference(right, given) is None:
            continue
        example = _example(question, drawn, right, given, lang)
        if example is not None and verdict.diagnosis is not None:
            diagnosis = dataclasses.replace(verdict.diagnosis, example=example)
            return dataclasses.replace(verdict, diagnosis=diagnosis)
    return verdict


def _public(
    verdict: QuestionVerdict,
    assignment: Assignment,
    expectation: Expectation,
    outcomes: Mapping[int, Outcome],
) -> Iterator[tuple[DrawnCase, Outcome | None]]:
    """Yield a visible case that failed, with its outcome, or some hidden ones drawn anew.

    These are drawn with the public seed, and were not asked for yet.
    """
    failed = [
        (index, drawn)
        for index, (drawn, case) in enumerate(zip(expectation.cases, verdict.cases, strict=True))
        if not case.passed
    ]
    if visible := [each for each in failed if each[1].case.visible]:
        index, drawn = visible[0]
        yield drawn, outcomes.get(index)
        return
    for _, drawn in failed[:MOST_TRIED]:
        public = draw_public(assignment, expectation.question, drawn.case)
        if dict(public.call.arguments) != dict(drawn.call.arguments):
            yield public, None


def _example(
    question: Question, drawn: DrawnCase, right: Outcome, given: Outcome, lang: str
) -> Example | None:
    sketch = None
    if given.kind == "error":
        kind = given.failure.type[:60] if given.failure else "Exception"
        actual = words.say("raises", lang, type=kind)
        expected = shown(rejoined(right.value, right.notes), DIGITS[0])
    else:
        for digits in DIGITS:
            expected = shown(rejoined(right.value, right.notes), digits)
            actual = shown(rejoined(given.value, given.notes), digits)
            if expected != actual:
                break
        else:
            if not given.mutated:
                return None
            actual = words.say("changes", lang, names=words.listed(given.mutated))
        sketch = sketch_of(question, drawn, right.value, given.value)
    arguments = tuple((name, shown(value, DIGITS[1])) for name, value in drawn.inputs.items())
    return Example(drawn.case.name, arguments, expected, actual, sketch)


def shown(value: Any, digits: int | None = None) -> str:
    """Return a value as Python source that gives it back, cut where it is long."""
    text = literal(value, digits=digits).replace("Seed(", "np.random.default_rng(")
    if len(text) <= LONGEST:
        return text
    shape = f"  # {value.shape}" if hasattr(value, "shape") else ""
    return f"{text[:LONGEST].rsplit(',', 1)[0]}, …{shape}"
