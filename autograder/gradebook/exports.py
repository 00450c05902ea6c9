"""Grades for other programs: CSV for a spreadsheet, plain data for JSON."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from autograder.gradebook.book import Counted
from autograder.judge.diagnosis import Diagnosis
from autograder.judge.verdict import FollowThrough, QuestionVerdict, SubmissionVerdict

SCHEMA = 1
"""Of the JSON document; it grows when a reader of the old one would be misled."""

_COLUMNS = ("student", "status", "score", "max_score", "percent", "attempt", "graded_at", "reason")

_FORMULA = re.compile(r"[\s\x00-\x1f\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]| *[\t\r\n]")
"""What a spreadsheet runs instead of showing, also behind blanks that it drops, and wide forms."""


def csv_text(counted: Iterable[Counted], question_names: Sequence[str]) -> str:
    """Return one row for each student, below a header, with a score for each question named.

    A question that a student was not graded on, or that waits for a device, is empty. Text that
    a spreadsheet would take for a formula gets a leading apostrophe. Write it with `newline=""`:
    the lines end in CRLF.
    """
    out = io.StringIO()
    # CRLF, the csv module's own: it quotes a lone CR in a cell only if line ends have one.
    writer = csv.writer(out)
    writer.writerow([*_COLUMNS, *map(_harmless, question_names)])
    for each in counted:
        verdict = each.verdict
        scores = {
            question.name: _number(question.score)
            for question in verdict.questions
            if not question.is_open
        }
        writer.writerow(
            [
                _harmless(verdict.student),
                verdict.status.value,
                _number(verdict.score),
                _number(verdict.max_score),
                _percent(verdict),
                each.number,
                each.graded_at.isoformat(timespec="seconds"),
                _harmless(verdict.reason),
                *(scores.get(name, "") for name in question_names),
            ]
        )
    return out.getvalue()


def submission_document(verdict: SubmissionVerdict) -> dict[str, Any]:
    """Return one verdict as plain data for JSON."""
    return {
        "student": verdict.student,
        "status": verdict.status.value,
        "score": verdict.score,
        "max_score": verdict.max_score,
        "seconds": verdict.seconds,
        "reason": verdict.reason,
        "questions": [_question(question) for question in verdict.questions],
    }


def _question(question: QuestionVerdict) -> dict[str, Any]:
    return {
        "name": question.name,
        "points": question.points,
        "score": question.score,
        "status": question.status.value,
        "mistake": question.mistake,
        "message": question.message,
        "diagnosis": _diagnosis(question.diagnosis),
        "breaches": list(question.breaches),
        "follow_through": _follow_through(question.follow_through),
        "cases": [
            {
                "name": case.name,
                "visible": case.visible,
                "passed": case.passed,
                "message": case.message,
            }
            for case in question.cases
        ],
    }


def _diagnosis(diagnosis: Diagnosis | None) -> dict[str, Any] | None:
    if diagnosis is None:
        return None
    return {"kind": diagnosis.kind.value, "names": list(diagnosis.names)}


def _follow_through(followed: FollowThrough | None) -> dict[str, Any] | None:
    if followed is None:
        return None
    return {
        "names": list(followed.names),
        "own_score": followed.own_score,
        "score": followed.score,
    }


def _harmless(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _number(value: float) -> str:
    # Ten digits: all that a score means, without the tail of 0.1 + 0.2.
    return f"{value:.10g}"


def _percent(verdict: SubmissionVerdict) -> str:
    if not verdict.max_score:
        return ""
    return f"{100 * verdict.score / verdict.max_score:.2f}"
