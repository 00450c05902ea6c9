"""Verdicts as rows and back."""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import Any

from autograder.gradebook.models import Grading
from autograder.judge.diagnosis import Diagnosis, DiagnosisKind, Example, Sketch, SketchKind
from autograder.judge.imprint import Imprint, Mark
from autograder.judge.verdict import (
    CaseVerdict,
    FollowThrough,
    QuestionStatus,
    QuestionVerdict,
    SubmissionStatus,
    SubmissionVerdict,
)


@dataclass(frozen=True)
class Provenance:
    """What produced a grading, so that it can be produced again."""

    release_hash: str
    seed_id: str
    """Names the secret seed without telling it."""

    engine_version: str
    python_version: str
    numpy_version: str
    basis: str = ""
    """Names all that decided the verdict but the hand-in; empty where that is not known, or the
    grading should not be taken for the last word."""


def grading_row(verdict: SubmissionVerdict, provenance: Provenance) -> Grading:
    """Return a new row of the verdict as a whole, but for whose it is."""
    return Grading(
        status=verdict.status.value,
        score=verdict.score,
        max_score=verdict.max_score,
        seconds=verdict.seconds,
        reason=verdict.reason,
        **asdict(provenance),
    )


def question_rows(verdict: SubmissionVerdict, grading_id: int) -> list[dict[str, Any]]:
    """Return the rows of a verdict's questions, to be inserted all at once."""
    return [
        {
            "grading_id": grading_id,
            "position": position,
            "name": question.name,
            "points": question.points,
            "score": question.score,
            "status": question.status.value,
            "mistake": question.mistake,
            "message": question.message,
            "diagnosis": _diagnosis_text(question.diagnosis),
            "follow_through": _follow_through_text(question.follow_through),
            "breaches": json.dumps(question.breaches) if question.breaches else None,
            "imprint": _imprint_text(question.imprint),
        }
        for position, question in enumerate(verdict.questions)
    ]


def case_rows(verdict: SubmissionVerdict, grading_id: int) -> list[dict[str, Any]]:
    """Return the rows of the cases of all questions, to be inserted all at once."""
    return [
        {
            "grading_id": grading_id,
            "question_position": place,
            "position": position,
            "name": case.name,
            "visible": case.visible,
            "passed": case.passed,
            "message": case.message,
        }
        for place, question in enumerate(verdict.questions)
        for position, case in enumerate(question.cases)
    ]


def _follow_through_text(followed: FollowThrough | None) -> str | None:
    return None if followed is None else json.dumps(asdict(followed))


def _diagnosis_text(diagnosis: Diagnosis | None) -> str | None:
    return None if diagnosis is None else json.dumps(asdict(diagnosis), separators=(",", ":"))


def _diagnosis_of(text: str | None) -> Diagnosis | None:
    if text is None:
        return None
    try:
        facts = json.loads(text)
        if (example := facts["example"]) is not None:
            facts["example"] = _example_of(example)
        facts["kind"] = DiagnosisKind(facts["kind"])
        return Diagnosis(**{**facts, "names": tuple(facts["names"])})
    except (KeyError, TypeError) as error:
        raise ValueError(f"a diagnosis cannot be read: {error!r}") from error


def _example_of(facts: dict[str, Any]) -> Example:
    arguments = tuple((name, value) for name, value in facts["arguments"])
    # Gradings of earlier versions have no sketch.
    if (sketch := facts.get("sketch")) is not None:
        sketch = Sketch(
            SketchKind(sketch["kind"]),
            across=tuple(sketch["across"]),
            expected=tuple(sketch["expected"]),
            actual=tuple(sketch["actual"]),
            part=sketch["part"],
        )
    return Example(**{**facts, "arguments": arguments, "sketch": sketch})


def _follow_through_of(text: str | None) -> FollowThrough | None:
    if text is None:
        return None
    try:
        facts = json.loads(text)
        return FollowThrough(**{**facts, "names": tuple(facts["names"])})
    except (KeyError, TypeError) as error:
        raise ValueError(f"follow-through marks cannot be read: {error!r}") from error


def _imprint_text(imprint: Imprint | None) -> str | None:
    if imprint is None:
        return None
    marks = [[mark.value, mark.reach] for mark in imprint.marks]
    return json.dumps([imprint.structure, marks], separators=(",", ":"))


def _imprint_of(text: str | None) -> Imprint | None:
    if text is None:
        return None
    try:
        structure, marks = json.loads(text)
        return Imprint(structure, tuple(Mark(value, reach) for value, reach in marks))
    except (TypeError, ValueError) as error:
        raise ValueError(f"an imprint cannot be read: {error!r}") from error


def verdict_of(grading: Grading, *, cases: bool = True) -> SubmissionVerdict:
    """Return the verdict that `grading_row` was given, with or without its cases.

    Raises:
        ValueError: a status, a diagnosis or the like is none that this version knows.
    """
    told: dict[int, list[CaseVerdict]] = defaultdict(list)
    for row in grading.cases if cases else ():
        case = CaseVerdict(row.name, row.visible, row.passed, row.message)
        told[row.question_position].append(case)
    return SubmissionVerdict(
        student=grading.attempt.student_id,
        status=SubmissionStatus(grading.status),
        score=grading.score,
        max_score=grading.max_score,
        seconds=grading.seconds,
        reason=grading.reason,
        questions=tuple(
            QuestionVerdict(
                name=row.name,
                points=row.points,
                score=row.score,
                status=QuestionStatus(row.status),
                mistake=row.mistake,
                message=row.message,
                cases=tuple(told[row.position]),
                diagnosis=_diagnosis_of(row.diagnosis),
                follow_through=_follow_through_of(row.follow_through),
                breaches=tuple(json.loads(row.breaches or "[]")),
                imprint=_imprint_of(row.imprint),
            )
            for row in grading.questions
        ),
    )


def provenance_of(grading: Grading) -> Provenance:
    """Return what produced the grading."""
    return Provenance(
        release_hash=grading.release_hash,
        seed_id=grading.seed_id,
        engine_version=grading.engine_version,
        python_version=grading.python_version,
        numpy_version=grading.numpy_version,
        basis=grading.basis,
    )


def pack(notebook: dict[str, Any] | None) -> bytes | None:
    """Return the notebook as compressed JSON; None for None, or where it is nested too deep.

    That must not cost its student the grade.
    """
    if notebook is None:
        return None
    try:
        return zlib.compress(json.dumps(notebook, separators=(",", ":")).encode("ascii"))
    except RecursionError:
        return None


def unpack(packed: bytes | None) -> dict[str, Any] | None:
    """Return the notebook that `pack` was given.

    Raises:
        ValueError: the bytes are damaged.
    """
    if packed is None:
        return None
    try:
        notebook: dict[str, Any] = json.loads(zlib.decompress(packed))
    except (zlib.error, RecursionError) as error:
        raise ValueError(str(error)) from error
    return notebook
