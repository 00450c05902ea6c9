"""One failing example of what is wrong, on inputs that are public.

What a function gave on a visible case was asked for before anything hidden was. For the other
examples it is called once more, in a fresh worker that was asked nothing hidden so far: whatever
it gives back there cannot hold a hidden input either.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
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


Shown = tuple[DrawnCase, Outcome]
"""A case on public inputs, and what the student's function gave."""


def try_in_public(
    fresh: Session,
    assignment: Assignment,
    verdicts: Sequence[QuestionVerdict],
    expected: Callable[[str], Expectation],
    visible: Mapping[str, Mapping[int, Outcome]],
) -> dict[str, list[Shown]]:
    """Return what may be the example of each wrong answer, by question, best first.

    `expected` gives what is expected of a question, by its name. Of the `visible` cases it is
    known what came of them before any hidden one. Where none failed, some hidden ones are drawn
    anew with the public seed and called in `fresh`, a session that was asked nothing hidden.

    Raises:
        SandboxError: no worker can be had on this machine.
    """
    shown: dict[str, list[Shown]] = {}
    redrawn: list[tuple[str, DrawnCase]] = []
    for verdict in verdicts:
        if not _has_place(verdict, assignment):
            continue
        expectation = expected(verdict.name)
        failed = [index for index, case in enumerate(verdict.cases) if not case.passed]
        seen = [index for index in failed if expectation.cases[index].case.visible]
        if seen:
            drawn = expectation.cases[seen[0]]
            shown[verdict.name] = [(drawn, visible[verdict.name][seen[0]])]
            continue
        for drawn in (expectation.cases[index] for index in failed[:MOST_TRIED]):
            public = _public(assignment, expectation, drawn)
            if dict(public.call.arguments) != dict(drawn.call.arguments):
                redrawn.append((verdict.name, public))
    outcomes = fresh.calls([(name, drawn.call) for name, drawn in redrawn])
    for (name, drawn), outcome in zip(redrawn, outcomes, strict=True):
        if outcome is not None:
            shown.setdefault(name, []).append((drawn, outcome))
    return shown


def _public(assignment: Assignment, expectation: Expectation, drawn: DrawnCase) -> DrawnCase:
    """Return a case drawn with the public seed."""
    question, case = expectation.question, drawn.case
    facts = ("public", case.name)
    return expectation.memory.recall((), facts, lambda: draw_public(assignment, question, case))


def with_examples(
    verdicts: Sequence[QuestionVerdict],
    expected: Callable[[str], Expectation],
    shown: Mapping[str, Sequence[Shown]],
    lang: str,
) -> tuple[QuestionVerdict, ...]:
    """Return the verdicts, with an example for each that a public input shows to be wrong.

    `shown` is what may be an example, by question, as `try_in_public` gives it.
    """
    return tuple(
        _with_example(verdict, expected(verdict.name), shown[verdict.name], lang)
        if verdict.name in shown
        else verdict
        for verdict in verdicts
    )


def _has_place(verdict: QuestionVerdict, assignment: Assignment) -> bool:
    wrong = verdict.diagnosis is not None and any(not case.passed for case in verdict.cases)
    is_function = assignment[verdict.name].kind == "function"
    return wrong and is_function and verdict.status not in WITHOUT


def _with_example(
    verdict: QuestionVerdict, expectation: Expectation, shown: Sequence[Shown], lang: str
) -> QuestionVerdict:
    if verdict.diagnosis is None:
        return verdict
    outcomes = [given for _, given in shown]
    facts = ("example", lang, *((drawn.case.name, drawn.case.visible) for drawn, _ in shown))
    example = expectation.memory.recall(
        outcomes, facts, lambda: _first_example(expectation, shown, lang)
    )
    if example is None:
        return verdict
    diagnosis = dataclasses.replace(verdict.diagnosis, example=example)
    return dataclasses.replace(verdict, diagnosis=diagnosis)


def _first_example(expectation: Expectation, shown: Sequence[Shown], lang: str) -> Example | None:
    """Return the first example that shows something wrong, None where none does."""
    question = expectation.question
    for drawn, given in shown:
        right = run_solution(question, drawn)
        if not drawn.case.visible and any(
            expectation.difference(hidden, right) is None for hidden in expectation.right
        ):
            # What is drawn without chance is the hidden case itself.
            continue
        if given.kind not in ("value", "error"):
            break
        given = summarised(question, given, drawn)
        if expectation.difference(right, given) is None:
            continue
        example = _example(question, drawn, right, given, lang)
        if example is not None:
            return example
    return None


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
