"""Ask a session for what the questions of a submission need: all cases of all of them at once."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from autograder.judge.oracle import Expectation
from autograder.outcome import Outcome
from autograder.probe import Call
from autograder.sandbox.session import Session
from autograder.spec import WeightsFile

AGAIN = -1
"""In the place of a case's index: the first hidden case, once more after all others."""

HandedIn = Callable[[WeightsFile], Outcome]
"""Gives the weights in a file that was handed in, or what is wrong with it."""


@dataclass(frozen=True)
class Tried:
    """What came of a question's cases."""

    outcomes: Mapping[int, Outcome]
    """By index of the case."""

    again: Outcome | None = None
    """Of the first hidden case, called again after all others: a function may keep a state."""


def call_visible(
    session: Session, expectations: Mapping[str, Expectation]
) -> dict[str, dict[int, Outcome]]:
    """Return what comes of the visible cases, and the variables, of questions by their names.

    Nothing hidden goes into it.

    Raises:
        SandboxError: no worker can be had on this machine.
    """
    return _called(session, {name: _visible(each) for name, each in expectations.items()})


def call_all(
    session: Session,
    expectations: Mapping[str, Expectation],
    handed_in: HandedIn,
    visible: Mapping[str, Mapping[int, Outcome]] | None = None,
) -> dict[str, Tried]:
    """Return what comes of all cases of questions by their names.

    Of the `visible` ones it is known already, if given.

    Raises:
        SandboxError: no worker can be had on this machine.
    """
    known = {name: (visible or {}).get(name, {}) for name in expectations}
    absent = {name: _absent(outcomes) for name, outcomes in known.items()}
    plans = {
        name: _left(each, known[name])
        for name, each in expectations.items()
        if absent[name] is None
    }
    found = _called(session, plans)
    tried: dict[str, Tried] = {}
    for name, each in expectations.items():
        outcomes = {**known[name], **found.get(name, {})}
        again = outcomes.pop(AGAIN, None)
        filler = absent[name]
        if each.question.file is not None:
            filler = handed_in(each.question.file)
        if filler is not None:
            outcomes = {**dict.fromkeys(range(len(each.cases)), filler), **outcomes}
        tried[name] = Tried(outcomes, again)
    return tried


Plan = dict[int, Call | None]
"""Calls by index of the case; None reads the variable instead."""


def _visible(expectation: Expectation) -> Plan:
    if expectation.question.kind == "answer":
        return {0: None}
    return dict(_calls(expectation, visible=True))


def _left(expectation: Expectation, known: Mapping[int, Outcome]) -> Plan:
    """Return what is not known yet, and a repetition of the first hidden case."""
    if expectation.question.kind == "answer":
        return {} if known else {0: None}
    shown: Plan = {} if known else dict(_calls(expectation, visible=True))
    hidden: Plan = dict(_calls(expectation, visible=False))
    if hidden and len(expectation.cases) > 1 and not expectation.question.keeps_state:
        hidden[AGAIN] = next(iter(hidden.values()))
    return shown | hidden


def _calls(expectation: Expectation, *, visible: bool) -> Iterator[tuple[int, Call]]:
    if expectation.question.file is None:
        for index, drawn in enumerate(expectation.cases):
            if drawn.case.visible is visible:
                yield index, drawn.call


def _called(session: Session, plans: Mapping[str, Plan]) -> dict[str, dict[int, Outcome]]:
    asked = [(name, index, call) for name, plan in plans.items() for index, call in plan.items()]
    outcomes = session.calls([(name, call) for name, _, call in asked])
    found: dict[str, dict[int, Outcome]] = {}
    for (name, index, _), outcome in zip(asked, outcomes, strict=True):
        before = found.setdefault(name, {})
        if outcome is not None:
            before[index] = outcome
        elif index != AGAIN:
            before[index] = _untried(before[next(reversed(before))])
    return found


def _absent(outcomes: Mapping[int, Outcome]) -> Outcome | None:
    """Return the outcome that says that a name is not there, if one does."""
    return next((each for each in outcomes.values() if each.kind == "missing"), None)


def _untried(last: Outcome) -> Outcome:
    """Return the outcome of a case that was not tried after another's."""
    return last if last.kind == "missing" else dataclasses.replace(last, detail="skipped")
