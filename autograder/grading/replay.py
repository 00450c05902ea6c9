"""Verdicts kept beside an assignment, so that a change which moves one is seen before it counts.

Kept are the verdict on every known mistake and that on every question of the sample class, under
one secret that is no course's. A kept verdict is a line of text without any hidden value.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from autograder.authoring.course import Course, Secret
from autograder.authoring.load import assignment_folders
from autograder.formats.release import built
from autograder.formats.submissions import find_submissions
from autograder.grading.assess import expectation_of
from autograder.grading.paper import make_paper
from autograder.grading.whole_class import default_jobs, grade_class
from autograder.judge.diagnosis import DiagnosisKind
from autograder.judge.mark import Listener, mark
from autograder.judge.verdict import QuestionStatus, QuestionVerdict
from autograder.spec import Assignment, SpecError
from autograder.trial import run_trusted

FILE = "verdicts.json"
"""The name of the file in the assignment's folder."""

KEY = b"the secret of the kept verdicts"

Verdicts = Mapping[str, Mapping[str, str]]
"""What the verdict is on what, in two parts: `mistakes` and `sample`."""


def kept_path(course: Course, assignment: Assignment) -> Path:
    """Return where an assignment's verdicts are kept."""
    return assignment_folders(course)[assignment.name] / FILE


def verdicts_of(course: Course, assignment: Assignment) -> Verdicts:
    """Judge every known mistake, and grade the sample class where there is one.

    Raises:
        SpecError: a case cannot be drawn, or the reference fails on it.
        SandboxError: no worker can be had on this machine.
    """
    return {
        "mistakes": dict(_of_mistakes(assignment)),
        "sample": dict(_of_sample(course, assignment)),
    }


def _of_mistakes(assignment: Assignment) -> Iterator[tuple[str, str]]:
    # Nobody reads the messages: the language, the lines and the limits in them do not matter.
    listener = Listener(lang="en", line_of=lambda _cell, _line: "", call_seconds=1.0)
    for question in assignment:
        expectation = expectation_of(assignment, question, KEY)
        # The judge makes the summary itself, as of what comes back from a worker.
        plain = replace(question, summary_function=None)
        for mistake in question.mistakes:
            if question.summary_function is None:
                outcomes = list(expectation.mistakes[mistake.name])
            else:
                cases = expectation.cases
                outcomes = [run_trusted(plain, mistake.function, case) for case in cases]
            verdict = mark(expectation, outcomes, listener)
            yield f"{question.name}: {mistake.name}", _told(verdict)


def _of_sample(course: Course, assignment: Assignment) -> Iterator[tuple[str, str]]:
    """Yield a line for each submission, and one for each of its questions that is not right."""
    folder = kept_path(course, assignment).parent / "sample"
    if not folder.is_dir():
        return
    paper = make_paper(course, assignment, Secret(KEY), built(course, assignment, "student"))
    graded = grade_class(
        paper,
        find_submissions(folder, assignment.name, files=[file.name for file in assignment.files]),
        attempt_number=lambda _student, _sha256: 1,
        jobs=default_jobs(),
    )
    for verdict in (each.verdict for each in graded):
        yield verdict.student, f"{verdict.score:g} of {verdict.max_score:g}, {verdict.status}"
        for question in verdict.questions:
            if question.status is not QuestionStatus.CORRECT:
                yield f"{verdict.student}: {question.name}", _told(question)


def _told(verdict: QuestionVerdict) -> str:
    """Return a verdict as a line: score, status, and what explains it."""
    parts = [f"{verdict.score:g} of {verdict.points:g}", str(verdict.status)]
    if verdict.follow_through is not None:
        parts.append(f"{verdict.follow_through.own_score:g} by itself")
    diagnosis = verdict.diagnosis
    if diagnosis is not None and diagnosis.kind is not DiagnosisKind.DIFFERENCE:
        parts.append(f"{diagnosis.kind}: {' '.join(diagnosis.names)}")
    if verdict.breaches:
        parts.append(f"against: {' '.join(verdict.breaches)}")
    return ", ".join(parts)


def write(path: Path, verdicts: Verdicts) -> None:
    """Keep these verdicts from now on."""
    text = json.dumps(verdicts, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", "utf-8")


def read(path: Path) -> Verdicts:
    """Return the verdicts that are kept.

    Raises:
        SpecError: there is no such file, or it holds something else.
    """
    try:
        verdicts = json.loads(path.read_text("utf-8"))
        return {part: dict(lines) for part, lines in verdicts.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        raise SpecError(f"{path} does not hold verdicts: make it with --accept-verdicts") from None


def moved(kept: Verdicts, now: Verdicts) -> list[str]:
    """Return a line for every verdict that is not what it was."""
    lines = []
    for part in sorted(kept.keys() | now.keys()):
        before, after = kept.get(part, {}), now.get(part, {})
        for subject in sorted(before.keys() | after.keys()):
            was, is_now = before.get(subject, "nothing"), after.get(subject, "nothing")
            if was != is_now:
                lines.append(f"{part}: {subject}: {was} → {is_now}")
    return lines
