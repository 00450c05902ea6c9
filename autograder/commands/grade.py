"""`autograder grade`, `report` and `export`: from hand-ins to the gradebook and the pages."""

from __future__ import annotations

import dataclasses
import json
import platform
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

import autograder
from autograder.authoring.course import Course, CourseError, Secret
from autograder.commands.clusters import shown_clusters
from autograder.commands.devices import standing
from autograder.commands.files import OutFolder
from autograder.formats.release import release_hash, released
from autograder.formats.submissions import Submission
from autograder.gradebook import Counted, Gradebook, Provenance, csv_text, document, pack
from autograder.grading.basis import basis_of
from autograder.grading.paper import Paper, make_paper
from autograder.grading.slots import Slots
from autograder.grading.submission import Graded, fingerprint, read_files, read_submission
from autograder.grading.whole_class import grade_class
from autograder.judge.diagnose.telling import tell_convention
from autograder.judge.verdict import SubmissionVerdict
from autograder.reports import ClassReport, Feedback, class_html, feedback_file_name, feedback_html
from autograder.sandbox.isolation.layers import LAYERS
from autograder.spec import Assignment

FEEDBACK = "feedback"


def results_folder(course: Course, assignment: str) -> Path:
    """Return where an assignment's results go by default."""
    return course.root / "results" / assignment


class PagesError(Exception):
    """The grades are kept in the gradebook, but not everything could be written of them."""

    def __init__(self, trouble: OSError, course: Course, assignment: str, out: Path) -> None:
        elsewhere = "" if out == results_folder(course, assignment) else f" --out {out}"
        super().__init__(
            f"{trouble.filename}: {trouble.strerror}. All grades are kept in the gradebook; when "
            f"that is mended, write the pages by `autograder report {assignment}{elsewhere}`"
        )
        self.result: dict[str, Any] = {}
        """The document that was to be written."""


def grade(
    course: Course,
    assignment: Assignment,
    secret: Secret,
    submissions: Sequence[Submission],
    *,
    out: Path,
    jobs: int,
    lang: str | None = None,
    regrade: bool = False,
    slots: Slots | None = None,
    only_open: bool = False,
    on_note: Callable[[str], None] = lambda _: None,
    on_finished: Callable[[int], None] = lambda _: None,
    on_graded: Callable[[], None] = lambda: None,
) -> dict[str, Any]:
    """Grade submissions, keep them in the gradebook, write the pages; return the document.

    What was graded already on the same basis is not graded again, unless `regrade` says so;
    `on_finished` is told how many these are. With `slots`, submissions are graded on their devices;
    with `only_open`, those alone whose last grading left questions open for want of one. The
    document and the feedback pages are of all these
    submissions; the class page and `grades.csv` are of the whole class, as the gradebook counts it.

    Raises:
        GradebookError: the gradebook cannot be used; what it has taken until then, it keeps.
        PagesError: all is graded and kept, but something could not be written.
        SpecError: the reference fails on a hidden case.
        SandboxError: no worker can be had on this machine.
    """
    notebooks = released(course, assignment)
    release = release_hash(notebooks)
    paper = make_paper(course, assignment, secret, notebooks, slots)
    provenance = provenance_of(release, secret, basis_of(paper, release, lang))
    folder = OutFolder(out)
    folder.sweep()
    pages = _FeedbackPages(course, assignment, folder)
    with Gradebook.open(course.gradebook_url) as gradebook:
        stands = standing(gradebook, paper, submissions, only_open=only_open)
        on_note(stands.note)
        known = {} if regrade else _finished(gradebook, paper, submissions, provenance.basis)
        on_finished(len(known.keys() - stands.kept.keys()))
        finished, left_out = {**known, **stands.kept}, stands.left_out
        waiting = [
            one
            for index, one in enumerate(submissions)
            if index not in finished and index not in left_out
        ]
        verdicts = [counted.verdict for counted in finished.values()]
        number = partial(gradebook.attempt_number, assignment.name)
        # Closed, so that nothing is graded any more once it cannot be kept.
        with closing(
            grade_class(
                paper, waiting, attempt_number=number, jobs=jobs, lang=lang, finish=pages.finish
            )
        ) as gradings:
            for done in gradings:
                _record(gradebook, assignment.name, done, provenance)
                verdicts.append(done.graded.verdict)
                on_graded()
                pages.keep(done.graded.verdict.student, done.page)
        for counted in finished.values():
            pages.write_counted(counted)
        counting = gradebook.counting(assignment.name, course.count)
        _write_class(course, assignment, counting, folder, lang or course.language)
    order = {submission.student: index for index, submission in enumerate(submissions)}
    verdicts.sort(key=lambda verdict: order[verdict.student])
    result = document(assignment.name, verdicts)
    text = json.dumps(result, ensure_ascii=False, indent=1, allow_nan=False)
    folder.write("results.json", text + "\n")
    if folder.trouble is not None:
        error = PagesError(folder.trouble, course, assignment.name, out)
        error.result = result
        raise error
    return result


def _finished(
    gradebook: Gradebook, paper: Paper, submissions: Sequence[Submission], basis: str
) -> dict[int, Counted]:
    """Return, by their place in the list, the submissions that need not be graded again."""
    known = gradebook.finished(paper.assignment.name, basis)
    finished: dict[int, Counted] = {}
    for index, submission in enumerate(submissions if known else ()):
        try:
            content = read_submission(paper, submission)
            files = read_files(paper, submission)
        except Exception:
            continue  # grading it tells why
        if counted := known.get((submission.student, fingerprint(content, files))):
            finished[index] = counted
    return finished


@dataclass(frozen=True)
class Done:
    """A grading as it comes from the process that graded, with all that is to be kept of it."""

    graded: Graded
    """Without its executed notebook."""

    executed: bytes | None
    """The executed notebook, packed."""

    page: str
    """The feedback page."""


def _record(gradebook: Gradebook, assignment: str, done: Done, provenance: Provenance) -> None:
    graded = done.graded
    basis = provenance.basis if graded.is_settled else ""
    gradebook.record(
        assignment,
        graded.verdict,
        sha256=graded.sha256,
        file_name=graded.file_name,
        provenance=dataclasses.replace(provenance, basis=basis),
        language=graded.language,
        executed=done.executed,
        # A failure of the grader's own must not take the place of a grade.
        replace=not graded.failed,
    )


def report(course: Course, assignment: Assignment, *, out: Path) -> int:
    """Write every page again from the gradebook; return how many students there are.

    Raises:
        GradebookError: the gradebook cannot be used.
        PagesError: something could not be written.
    """
    folder = OutFolder(out)
    pages = _FeedbackPages(course, assignment, folder)
    with Gradebook.open(course.gradebook_url) as gradebook:
        counting = gradebook.counting(assignment.name, course.count)
        for counted in counting:
            pages.write_counted(counted, graded_at=counted.graded_at)
        _write_class(course, assignment, counting, folder, course.language)
    if folder.trouble is not None:
        raise PagesError(folder.trouble, course, assignment.name, out)
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


def allowing(course: Course, layers: Iterable[str]) -> Course:
    """Return the course with these layers of isolation taken from its floor.

    Raises:
        CourseError: there is no such layer.
    """
    for name in layers:
        if name not in LAYERS:
            known = ", ".join(LAYERS)
            raise CourseError(f"--allow-unsafe {name}: no such layer; there are {known}")
    floor = tuple(name for name in course.isolation.floor if name not in set(layers))
    isolation = dataclasses.replace(course.isolation, floor=floor)
    return dataclasses.replace(course, isolation=isolation)


def provenance_of(release: str, secret: Secret, basis: str) -> Provenance:
    """Return what a grading was produced by."""
    return Provenance(
        release_hash=release,
        seed_id=secret.seed_id,
        engine_version=autograder.__version__,
        python_version=platform.python_version(),
        numpy_version=np.__version__,
        basis=basis,
    )


class _FeedbackPages:
    """Writes feedback pages; what they share is gathered once."""

    def __init__(self, course: Course, assignment: Assignment, out: OutFolder) -> None:
        self._course = course
        self._assignment = assignment
        self._out = out
        self._case_titles: dict[str, dict[tuple[str, str], str]] = {}
        moment = course.feedback_from.get(assignment.name)
        self._withheld_until = moment if moment and datetime.now(UTC) < moment else None

    def finish(self, graded: Graded, attempt: int) -> Done:
        """Make the page of a student's newest attempt, and pack what is to be kept."""
        page = self.html(
            graded.verdict,
            language=graded.language,
            attempt=attempt,
            attempts=attempt,
            executed=graded.executed,
            file_name=graded.file_name,
        )
        return Done(dataclasses.replace(graded, executed=None), pack(graded.executed), page)

    def keep(self, student: str, page: str) -> None:
        """Write one student's page."""
        self._out.write(f"{FEEDBACK}/{feedback_file_name(student)}", page)

    def write_counted(self, counted: Counted, *, graded_at: datetime | None = None) -> None:
        """Write the page of a student's attempt as the gradebook has it."""
        page = self.html(
            counted.verdict,
            language=counted.language,
            attempt=counted.number,
            attempts=counted.attempts,
            graded_at=graded_at,
            executed=counted.executed(),
            file_name=counted.file_name,
        )
        self.keep(counted.verdict.student, page)

    def html(
        self,
        verdict: SubmissionVerdict,
        *,
        language: str,
        attempt: int,
        attempts: int,
        executed: dict[str, Any] | None,
        file_name: str,
        graded_at: datetime | None = None,
    ) -> str:
        """Return one student's page."""
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
            withheld_until=self._withheld_until,
            executed=executed,
            case_titles=self._titles(language),
            files=(file_name,) if file_name else (),
        )
        return feedback_html(feedback)

    def _titles(self, lang: str) -> dict[tuple[str, str], str]:
        if lang not in self._case_titles:
            self._case_titles[lang] = {
                (question.name, case.name): case.title(lang)
                for question in self._assignment
                for case in question.cases
            }
        return self._case_titles[lang]


def _write_class(
    course: Course, assignment: Assignment, counting: Sequence[Counted], out: OutFolder, lang: str
) -> None:
    names = [question.name for question in assignment]
    out.write("grades.csv", csv_text(counting, names))
    page = ClassReport(
        course=course.name,
        assignment_title=assignment.title[lang],
        language=lang,
        verdicts=[counted.verdict for counted in counting],
        hints=_hints(assignment, lang),
        clusters=shown_clusters(assignment, counting),
        feedback_files={
            student: f"{FEEDBACK}/{feedback_file_name(student)}"
            for student in _students(counting)
            if out.holds(f"{FEEDBACK}/{feedback_file_name(student)}")
        },
    )
    out.write("class.html", class_html(page))


def _students(counting: Iterable[Counted]) -> list[str]:
    return [counted.verdict.student for counted in counting]


def _hints(assignment: Assignment, lang: str) -> dict[tuple[str, str], str]:
    hints = {
        (question.name, mistake.name): mistake.hint[lang]
        for question in assignment
        for mistake in question.mistakes
    }
    return hints | {
        (question.name, convention.key): tell_convention(convention, lang)
        for question in assignment
        for convention in question.conventions
    }
