"""What Gradescope tells of a submission, and what it reads of a grading."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from autograder.formats.files import read_plain
from autograder.formats.notebook import UnreadableError
from autograder.judge.verdict import (
    QuestionStatus,
    QuestionVerdict,
    SubmissionStatus,
    SubmissionVerdict,
)
from autograder.spec import Assignment, Language

Visibility = Literal["visible", "after_due_date", "after_published", "hidden"]
"""When students see a question's result; Gradescope's own words."""

StudentKey = Literal["email", "id", "name"]
"""By what of a Gradescope user variants are drawn: what students write as their id."""

METADATA = "submission_metadata.json"
MOST_BYTES = 2**24
SIGNS = {True: "✔", False: "✘"}


def student_of(root: Path, key: StudentKey) -> str:
    """Return who submitted, by Gradescope's own account; the first of a group.

    Raises:
        ValueError: the metadata is missing, or names nobody.
    """
    path = root / METADATA
    try:
        value = _metadata(root)["users"][0][key]
    except UnreadableError:
        raise ValueError(f"{path} cannot be read: is --root Gradescope's folder?") from None
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        raise ValueError(f"{path} names no user with {key!r}: is it Gradescope's own?") from None
    if not isinstance(value, str | int) or not str(value).strip():
        raise ValueError(f"{path} names no user with {key!r}: is it Gradescope's own?")
    return str(value).strip()


def attempt_of(root: Path) -> int:
    """Return the number of the attempt, from 1: how often this student has submitted."""
    try:
        return len(_metadata(root)["previous_submissions"]) + 1
    except (UnreadableError, ValueError, KeyError, TypeError, RecursionError):
        return 1


def _metadata(root: Path) -> Any:
    return json.loads(read_plain(root, (METADATA,), MOST_BYTES))


def results_of(
    verdict: SubmissionVerdict,
    assignment: Assignment,
    lang: Language,
    *,
    visibility: Visibility,
    provenance: Mapping[str, str],
) -> dict[str, Any]:
    """Return `results.json`: each question with its points, and why; shown when `visibility` says.

    A hand-in that cannot be read is worth 0, and says why at once, whatever the visibility.
    """
    results: dict[str, Any] = {
        "score": verdict.score,
        "execution_time": round(verdict.seconds),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "stdout_visibility": "hidden",
        "extra_data": dict(provenance),
    }
    if verdict.reason:
        results["output"] = verdict.reason
    if verdict.status is not SubmissionStatus.UNREADABLE:
        results["tests"] = [
            _test(number, question, assignment, lang) | {"visibility": visibility}
            for number, question in enumerate(verdict.questions, start=1)
        ]
    return results


def _test(
    number: int, question: QuestionVerdict, assignment: Assignment, lang: Language
) -> dict[str, Any]:
    titles = {case.name: case.title(lang) for case in assignment[question.name].cases}
    lines = [question.message] if question.message else []
    lines += [f"{SIGNS[case.passed]} {titles[case.name]}" for case in question.cases]
    test = {
        "name": question.name,
        "number": str(number),
        "score": question.score,
        "max_score": question.points,
        "output": "\n".join(lines),
    }
    if question.is_open:
        return test  # neither passed nor failed
    return test | {"status": "passed" if _is_full(question) else "failed"}


def _is_full(question: QuestionVerdict) -> bool:
    return question.status is QuestionStatus.CORRECT or question.score >= question.points
