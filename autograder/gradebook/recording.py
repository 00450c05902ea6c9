"""Gradings written down, with the attempts that they grade."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from autograder.gradebook.attempts import HandIn, attempt_of
from autograder.gradebook.database import GradebookError
from autograder.gradebook.models import KEY_LENGTH, CaseResult, QuestionResult, storable
from autograder.gradebook.queries import was_graded
from autograder.gradebook.rows import Provenance, case_rows, grading_row, question_rows
from autograder.judge.verdict import SubmissionVerdict


@dataclass(frozen=True)
class Recorded:
    """What a grading was kept as."""

    grading: int
    """Its id, 0 where it was not kept."""

    attempt: int
    """The number, from 1, of the attempt that it grades."""


@dataclass(frozen=True)
class Recording:
    """A transaction that gradings are written in."""

    session: Session

    def record(
        self,
        assignment: str,
        verdict: SubmissionVerdict,
        *,
        sha256: str,
        file_name: str,
        provenance: Provenance,
        language: str,
        executed: bytes | None,
        received_at: datetime | None = None,
        replace: bool = True,
    ) -> Recorded:
        """Keep one grading, and the attempt it grades where that is new.

        `sha256` is of the notebook's bytes, and `executed` the executed notebook by `pack`.
        `received_at` is aware, now by default, and kept with a new attempt only. Without
        `replace`, the grading is kept only where the attempt has none.

        Raises:
            GradebookError: a name is too long, or a number is not finite.
        """
        _require_finite(verdict)
        session, now = self.session, datetime.now(UTC)
        hand_in = HandIn(
            key_of(assignment), key_of(verdict.student), sha256, file_name, received_at or now
        )
        attempt = attempt_of(session, hand_in)
        if not replace and was_graded(session, attempt):
            return Recorded(0, attempt.number)
        grading = grading_row(verdict, provenance)
        grading.graded_at = now
        grading.language = language
        grading.executed = executed
        grading.attempt = attempt
        session.add(grading)
        session.flush()
        for model, rows in (
            (QuestionResult, question_rows(verdict, grading.id)),
            (CaseResult, case_rows(verdict, grading.id)),
        ):
            if rows:
                session.execute(insert(model), rows)
        return Recorded(grading.id, attempt.number)


def key_of(name: str) -> str:
    """Return the name of a student or an assignment as the database keeps it.

    Raises:
        GradebookError: it is too long.
    """
    key = storable(name)
    if len(key) > KEY_LENGTH:
        raise GradebookError(
            f"{key[:20]!r}… has {len(key)} characters: "
            f"a student id or assignment name has at most {KEY_LENGTH}"
        )
    return key


def _require_finite(verdict: SubmissionVerdict) -> None:
    numbers = [verdict.score, verdict.max_score, verdict.seconds]
    numbers += [number for each in verdict.questions for number in (each.score, each.points)]
    if not all(map(math.isfinite, numbers)):
        raise GradebookError(f"the grading of {verdict.student!r} has a number that is not finite")
