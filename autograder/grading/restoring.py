"""Code of another year, graded as it would have been: what the second pass changes is told."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from autograder import words
from autograder.judge.environment import Trouble, doubt_of, tell_trouble, trouble_of
from autograder.judge.verdict import QuestionStatus, QuestionVerdict
from autograder.outcome import Outcome
from autograder.sandbox.cells import CellRun


def troubles_in(runs: Iterable[CellRun], outcomes: Iterable[Outcome]) -> tuple[Trouble, ...]:
    """Return the troubles that can be lifted, each once, in the order in which they were met."""
    told = [*(run.failure for run in runs), *(outcome.failure for outcome in outcomes)]
    found = [trouble_of(each) or doubt_of(each) for each in told if each is not None]
    return tuple(dict.fromkeys(one for one in found if one is not None and one.restorable))


def doubts_in(outcomes: Iterable[Outcome]) -> tuple[Trouble, ...]:
    """Return the troubles that may as well be mistakes, each once."""
    found = [doubt_of(one.failure) for one in outcomes if one.failure is not None]
    return tuple(dict.fromkeys(doubt for doubt in found if doubt is not None))


def cleared(
    first: Sequence[QuestionVerdict],
    second: Sequence[QuestionVerdict],
    doubts: Mapping[str, Sequence[Trouble]],
    lang: str,
) -> tuple[QuestionVerdict, ...]:
    """Return the verdicts of the first pass, with what the second shows to be no mistake told.

    `doubts` are those of each question, by its name.
    """
    return tuple(
        _with_trouble(one, doubts[one.name][0], lang)
        if doubts.get(one.name) and other.score > one.score
        else one
        for one, other in zip(first, second, strict=True)
    )


def _with_trouble(verdict: QuestionVerdict, trouble: Trouble, lang: str) -> QuestionVerdict:
    # An example would show a mistake where there is none.
    diagnosis = verdict.diagnosis and dataclasses.replace(verdict.diagnosis, example=None)
    return dataclasses.replace(
        verdict,
        status=QuestionStatus.ENVIRONMENT,
        message=tell_trouble(trouble, lang, verdict.message),
        diagnosis=diagnosis,
    )


def merged(
    first: Sequence[QuestionVerdict],
    second: Sequence[QuestionVerdict],
    troubles: Sequence[Trouble],
    lang: str,
) -> tuple[QuestionVerdict, ...]:
    """Return the verdicts, with those of the second pass where it changes what was wrong.

    A question that was right stays as it is; one that is worth no more than before is told anew
    only where it was the environment's fault.
    """
    return tuple(
        _with_note(other, troubles, lang) if _is_better(one, other) else one
        for one, other in zip(first, second, strict=True)
    )


def _is_better(one: QuestionVerdict, other: QuestionVerdict) -> bool:
    if other.status is QuestionStatus.ENVIRONMENT:
        return False
    return other.score > one.score or one.status is QuestionStatus.ENVIRONMENT


def _with_note(verdict: QuestionVerdict, troubles: Sequence[Trouble], lang: str) -> QuestionVerdict:
    names = [
        f"`{trouble.name}`" if trouble.name else words.say("restored-one-value", lang)
        for trouble in troubles
    ]
    note = words.say("restored", lang, names=", ".join(names))
    return dataclasses.replace(verdict, message=f"{verdict.message} {note}".strip())
