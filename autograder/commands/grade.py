"""`autograder grade`, `report` and `export`: from hand-ins to the gradebook and the pages."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

import autograder
from autograder.authoring.course import Course, Secret
from autograder.formats.release import release_hash, released
from autograder.formats.submissions import Submission
from autograder.gradebook import Counted, Gradebook, Provenance, csv_text, document
from autograder.grading.submission import Graded, make_paper
from autograder.grading.whole_class import grade_class
from autograder.judge.verdict import SubmissionVerdict
from autograder.reports import ClassReport, Feedback, class_html, feedback_file_name, feedback_html
from autograder.spec import Assignment

FEEDBACK = "feedback"


def results_folder(course: Course, assignment: str) -> Path:
    """Return where an assignment's results go by default."""
    return course.root / "results" / assignment


def grade(
    course: Course,
    assignment: Assignment,
    secret: Secret,
    submissions: Sequence[Submission],
    *,
    out: Path,
    jobs: int,
    lang: str | None = None,
    on_graded: Callable[[Graded], None] = lambda _: None,
) -> dict[str, Any]:
    """Grade submissions, keep them in the gradebook, write the pages; return the document.

    The document and the feedback pages are of these submissions; the class page and `grades.csv`
    are of the whole class, as the gradebook counts it.
    """
    notebooks = released(course, assignment)
    paper = make_paper(course, assignment, secret, notebooks)
    provenance = provenance_of(release_hash(notebooks), secret)
    verdicts: list[SubmissionVerdict] = []
    pages = _FeedbackPages(course, assignment, out)
    with Gradebook.open(course.gradebook_url) as gradebook:

        def attempt_number(student: str, sha256: str) -> int:
            return gradebook.attempt_number(assignment.name, student, sha256)

        for graded in grade_class(
            paper, submissions, attempt_number=attempt_number, jobs=jobs, lang=lang
        ):
            attempt = attempt_number(graded.verdict.student, graded.sha256)
            gradebook.record(
                assignment.name,
                graded.verdict,
                sha256=graded.sha256,
                file_name=graded.file_name,
                provenance=provenance,
                language=graded.language,
                executed=graded.executed,
            )
            pages.write(
                graded.verdict,
                language=graded.language,
                attempt=attempt,
                attempts=attempt,
                executed=graded.executed,
                file_name=graded.file_name,
            )
            verdicts.append(graded.verdict)
            on_graded(graded)
        counting = gradebook.counting(assignment.name, course.count)
    _write_class(course, assignment, counting, out, lang or course.language)
    order = {submission.student: index for index, submission in enumerate(submissions)}
    verdicts.sort(key=lambda verdict: order[verdict.student])
    result = document(assignment.name, verdicts)
    text = json.dumps(result, ensure_ascii=False, indent=1, allow_nan=False)
    (out / "results.json").write_text(text + "\n", "utf-8")
    return result


def report(course: Course, assignment: Assignment, *, out: Path) -> int:
    """Write every page again from the gradebook; return how many students there are."""
    pages = _FeedbackPages(course, assignment, out)
    with Gradebook.open(course.gradebook_url) as gradebook:
        counting = gradebook.counting(assignment.name, course.count)
        for counted in counting:
            pages.write(
                counted.verdict,
                language=counted.language,
                attempt=counted.number,
                attempts=counted.attempts,
                graded_at=counted.graded_at,
                executed=counted.executed(),
                file_name=counted.file_name,
            )
    _write_class(course, assignment, counting, out, course.language)
    return len(counting)


def export(course: Course, assignment: Assignment, kind: str) -> str:
    """Return the grades that count, as CSV or as the JSON document."""
    with Gradebook.open(course.gradebook_url) as gradebook:
        counting = gradebook.counting(assignment.name, course.count)
    if kind == "csv":
        return csv_text(counting, [question.name for question in assignment])
    verdicts = [counted.verdict for counted in counting]
    result = document(assignment.name, verdicts)
    return json.dumps(result, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def provenance_of(release: str, secret: Secret) -> Provenance:
    """Return what a grading was produced by."""
    return Provenance(
        release_hash=release,
        seed_id=secret.seed_id,
        engine_version=autograder.__version__,
        python_version=platform.python_version(),
        numpy_version=np.__version__,
    )


class _FeedbackPages:
    """Writes feedback pages; what they share is gathered once."""

    def __init__(self, course: Course, assignment: Assignment, out: Path) -> None:
        self._course = course
        self._assignment = assignment
        self._folder = out / FEEDBACK
        self._folder.mkdir(parents=True, exist_ok=True)
        self._case_titles: dict[str, dict[tuple[str, str], str]] = {}

    def write(
        self,
        verdict: SubmissionVerdict,
        *,
        language: str,
        attempt: int,
        attempts: int,
        executed: dict[str, Any] | None,
        file_name: str,
        graded_at: datetime | None = None,
    ) -> None:
        """Write one student's page."""
        title = self._assignment.title
        feedback = Feedback(
            course=self._course.name,
            assignment=self._assignment.name,
            # The course may have given up the language of an old grading.
            assignment_title=title.get(language, title[self._course.language]),
            language=language,
            verdict=verdict,
            attempt=attempt,
            attempts=attempts,
            graded_at=graded_at,
            executed=executed,
            case_titles=self._titles(language),
            files=(file_name,) if file_name else (),
        )
        path = self._folder / feedback_file_name(verdict.student)
        path.write_text(feedback_html(feedback), "utf-8")

    def _titles(self, lang: str) -> dict[tuple[str, str], str]:
        if lang not in self._case_titles:
            self._case_titles[lang] = {
                (question.name, case.name): case.title(lang)
                for question in self._assignment
                for case in question.cases
            }
        return self._case_titles[lang]


def _write_class(
    course: Course, assignment: Assignment, counting: Sequence[Counted], out: Path, lang: str
) -> None:
    names = [question.name for question in assignment]
    # Python's csv writes its own line ends.
    with (out / "grades.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(csv_text(counting, names))
    page = ClassReport(
        course=course.name,
        assignment_title=assignment.title[lang],
        language=lang,
        verdicts=[counted.verdict for counted in counting],
        hints=_hints(assignment, lang),
        feedback_files={
            student: f"{FEEDBACK}/{feedback_file_name(student)}"
            for student in _students(counting)
            if (out / FEEDBACK / feedback_file_name(student)).exists()
        },
    )
    (out / "class.html").write_text(class_html(page), "utf-8")


def _students(counting: Iterable[Counted]) -> list[str]:
    return [counted.verdict.student for counted in counting]


def _hints(assignment: Assignment, lang: str) -> dict[tuple[str, str], str]:
    return {
        (question.name, mistake.name): mistake.hint[lang]
        for question in assignment
        for mistake in question.mistakes
    }
