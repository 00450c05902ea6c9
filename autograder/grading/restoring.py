"""Code of another year, graded as it would have been: what the second pass changes is told."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from autograder import words
from autograder.judge.environment import Trouble, trouble_of
from autograder.judge.verdict import QuestionStatus, QuestionVerdict
from autograder.outcome import Outcome
from autograder.sandbox.session import CellRun


def troubles_in(runs: Iterable[CellRun], outcomes: Iterable[Outcome]) -> tuple[Trouble, ...]:
    """Return the troubles that can be lifted, each once, in the order in which they were met."""
    told = [*(run.failure for run in runs), *(outcome.failure for outcome in outcomes)]
    failures = [failure for failure in told if failure is not None]
    found = [trouble for failure in failures if (trouble := trouble_of(failure)) is not None]
    return tuple(dict.fromkeys(trouble for trouble in found if trouble.restorable))


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
