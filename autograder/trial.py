"""A question's case drawn, and trusted code tried on it: in the grader, never in the worker."""

from __future__ import annotations

import dataclasses
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder import aside, frameworks, probe, wire
from autograder.outcome import Failure, Outcome
from autograder.spec import Case, MalformedError, Question, SpecError
from autograder.tensors import apart


@dataclass(frozen=True)
class DrawnCase:
    """A case with its inputs drawn."""

    case: Case
    inputs: Mapping[str, Any]
    call: probe.Call


def draw_case(question: Question, case: Case, rng: np.random.Generator) -> DrawnCase:
    """Draw a case's inputs and make its call ready.

    Raises:
        SpecError: the inputs cannot be drawn, are not plain data or do not fit the solution.
    """
    try:
        inputs = case.draw(rng)
    except Exception as error:
        raise SpecError(
            f"question {question.name!r}, case {case.name!r}: drawing its inputs failed: {error!r}"
        ) from error
    if not isinstance(inputs, dict) or not all(isinstance(name, str) for name in inputs):
        raise SpecError(
            f"question {question.name!r}, case {case.name!r}: "
            "it must return a dict of the function's arguments by name"
        )
    return DrawnCase(case, inputs, probe.plan(question, inputs))


def run_trusted(question: Question, function: Callable[..., Any], case: DrawnCase) -> Outcome:
    """Run the reference, an alternative or a mistake on a case, as the worker would."""
    done = aside.attempt(question, function, case.call)
    if done.failure is not None:
        return Outcome("error", failure=done.failure)
    if done.unplain:
        return Outcome("unplain", detail=done.unplain)
    value, notes = apart(wire.decode(done.data))
    return summarised(question, Outcome("value", value, done.mutated, notes=notes), case)


def run_solution(question: Question, case: DrawnCase) -> Outcome:
    """Run the reference on a case.

    Raises:
        SpecError: the reference gives no value.
    """
    outcome = run_trusted(question, question.solution, case)
    if outcome.kind != "value":
        failure = outcome.failure
        what = f"{failure.type}: {failure.message}" if failure else f"it returns {outcome.detail}"
        raise SpecError(
            f"question {question.name!r}, case {case.case.name!r}: "
            f"the reference itself fails ({what})"
        )
    return outcome


def summarised(question: Question, outcome: Outcome, case: DrawnCase) -> Outcome:
    """Reduce a value to its facts, where the question has a summary, or a form that it must have.

    The value may be a student's: whatever a summary stumbles over is the value's fault.
    """
    if question.form is not None and outcome.kind == "value" and outcome.value is not None:
        try:
            value = question.form.read(outcome.value)
            outcome = dataclasses.replace(outcome, value=value, digest=b"")
        except MalformedError:
            return Outcome("protocol", detail="unexpected-form")
    if question.summary_function is None or outcome.kind != "value":
        return outcome
    if question.kind == "file":
        return _measured(question, question.summary_function, outcome, case)
    summary = probe.from_source(probe.source_of(question.summary_function, "summary"))
    inputs = {name: apart(wire.decode(data))[0] for name, data in case.call.arguments.items()}
    kept = {name: wire.decode(wire.encode(case.inputs[name])) for name in question.kept}
    inputs |= {name: apart(value)[0] for name, value in kept.items()}
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            facts, _ = apart(wire.decode(wire.encode(summary(outcome.value, **inputs))))
    except Exception as error:
        failure = Failure(type(error).__name__, str(error))
        return Outcome("protocol", detail="unexpected-form", failure=failure)
    return Outcome("value", facts, outcome.mutated)


def _measured(
    question: Question, summary: Callable[..., Any], outcome: Outcome, case: DrawnCase
) -> Outcome:
    """Reduce handed-in weights to facts: trusted code of the course, on a student's numbers."""
    inputs = {name: wire.decode(wire.encode(value)) for name, value in case.inputs.items()}

    def facts() -> Any:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            frameworks.seed(0)
            return wire.decode(wire.encode(summary(outcome.value, **inputs)))

    try:
        return Outcome("value", apart(aside.computed(question, facts))[0])
    except Exception as error:
        failure = Failure(type(error).__name__, str(error))
        return Outcome("protocol", detail="unexpected-form", failure=failure)


def bounded(question: Question, outcome: Outcome, case: DrawnCase) -> Outcome:
    """Put the bounds of the question's facts in the place of the reference's own, if it has any.

    Raises:
        SpecError: a bound is of no fact, or the reference's own is outside of it.
    """
    if question.bounds_function is None:
        return outcome
    where = f"question {question.name!r}, case {case.case.name!r}"
    bounds, facts = question.bounds_function(**case.inputs), outcome.value
    for name, interval in bounds.items():
        if not isinstance(facts, dict) or name not in facts:
            raise SpecError(f"{where}: the summary has no fact {name!r} to be bounded")
        if facts[name] not in interval:
            raise SpecError(f"{where}: the reference's own {name!r} is outside of its bounds")
    return dataclasses.replace(outcome, value={**facts, **bounds})
