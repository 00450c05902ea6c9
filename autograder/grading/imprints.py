"""Keep with a wrong answer what finds the equal ones of the class."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from autograder.judge.clusters import is_unexplained
from autograder.judge.imprint import Imprint, imprint_of
from autograder.judge.oracle import Expectation
from autograder.judge.verdict import QuestionVerdict
from autograder.outcome import Outcome
from autograder.trial import summarised


def with_imprint(
    verdict: QuestionVerdict, expectation: Expectation, outcomes: Sequence[Outcome], key: bytes
) -> QuestionVerdict:
    """Return the verdict with the answer's imprint, where it is wrong and nothing explains it.

    `key` is the course's secret: imprints of other hidden cases are not to be compared.
    """
    question = expectation.question
    if question.kind != "function" or question.drawn_per != "class":
        return verdict
    if not is_unexplained(verdict):
        return verdict

    def made() -> Imprint | None:
        hidden = [
            (drawn.case.name, summarised(question, outcome, drawn))
            for drawn, outcome in zip(expectation.cases, outcomes, strict=True)
            if not drawn.case.visible
        ]
        return imprint_of(hidden, key + question.name.encode(), question.tolerance)

    imprint = expectation.memory.recall(outcomes, "imprint", made)
    return dataclasses.replace(verdict, imprint=imprint)
