"""`autograder grade`, `report` and `export`: from hand-ins to the gradebook and the pages."""

from __future__ import annotations

import dataclasses
import platform
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

import numpy as np

import autograder
from autograder.authoring.course import Course, CourseError, Secret
from autograder.commands.before import graded_before
from autograder.commands.clusters import shown_clusters
from autograder.commands.devices import standing
from autograder.commands.files import OutFolder
from autograder.commands.ledger import SECONDS, Ledger
from autograder.commands.pages import FEEDBACK, Done, FeedbackPages
from autograder.commands.results import Results
from autograder.formats.release import release_hash, released
from autograder.formats.submissions import Submission
from autograder.gradebook import Counted, Gradebook, Provenance, Recorded, csv_text
from autograder.grading.basis import basis_of
from autograder.grading.paper import Paper, make_paper
from autograder.grading.slots import Slots
from autograder.grading.submission import Graded
from autograder.grading.whole_class import AttemptNumber, grade_class, handed_in, lost_of
from autograder.judge.diagnose.telling import tell_convention
from autograder.phases import STORE, phase, taken
from autograder.reports import ClassReport, class_pages, feedback_file_name
from autograder.reports.svg import warm
from autograder.sandbox.isolation.layers import LAYERS
from autograder.sandbox.lane import SandboxError
from autograder.sandbox.nursery import Nursery
from autograder.spec import Assignment


def results_folder(course: Course, assignment: str) -> Path:
    """Return where an assignment's results go by default."""
    return course.root / "results" / assignment


class PagesError(Exception):
    """The grades are kept in the gradebook, but not everything could be written of them."""

    def __init__(self, trouble: OSError, results: Results, course: Course, out: Path) -> None:
        assignment = results.assignment
        elsewhere = "" if out == results_folder(course, assignment) else f" --out {out}"
        super().__init__(
            f"{trouble.filename}: {trouble.strerror}. All grades are kept in the gradebook; when "
            f"that is mended, write the pages by `autograder report {assignment}{elsewhere}`"
        )
        self.results = results


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
    pages: bool = True,
    on_graded: Callable[[Graded], None] = lambda _: None,
    cluster: str | None = None,
    nursery: Nursery | None = None,
) -> Results:
    """Grade submissions, keep them in the gradebook, write the pages.

    What was graded already on the same basis is not graded again, unless `regrade` says so;
    `on_finished` is told how many these are. With `slots`, submissions are graded on their devices;
    with `only_open`, those alone whose last grading left questions open for want of one.
    `results.json` and the feedback pages are of all these submissions; the class page and
    `grades.csv` are of the whole class, as the gradebook counts it. Without `pages`, there is only
    `results.json`. With `cluster`, the address of a Dask scheduler, its workers grade. With a
    `nursery`, fork servers come of it.

    Raises:
        GradebookError: the gradebook cannot be used; what it has taken until then, it keeps.
        PagesError: all is graded and kept, but something could not be written.
        SpecError: the reference fails on a hidden case.
        SandboxError: no worker can be had on this machine, or the cluster cannot be used.
    """
    notebooks = released(course, assignment)
    release = release_hash(notebooks)
    paper = make_paper(course, assignment, secret, notebooks, slots)
    provenance = provenance_of(release, secret, basis_of(paper, release, lang))
    folder = OutFolder(out)
    folder.sweep()
    made = FeedbackPages(course, assignment, folder, wanted=pages)
    places = {submission.student: place for place, submission in enumerate(submissions)}
    results = Results(assignment.name)
    with Gradebook.open(course.gradebook_url) as gradebook:
        stands = standing(gradebook, paper, submissions, only_open=only_open)
        on_note(stands.note)
        basis = provenance.basis
        known = {} if regrade else graded_before(gradebook, paper, submissions, basis)
        on_finished(len(known.keys() - stands.kept.keys()))
        finished = {**known, **stands.kept}
        settled = finished.keys() | stands.left_out
        waiting = [one for place, one in enumerate(submissions) if place not in settled]
        number = partial(gradebook.attempt_number, assignment.name)
        if pages and waiting and cluster is None:
            warm()

        def kept(done: Done, recorded: Recorded) -> None:
            made.keep(done, recorded)
            on_graded(done.graded)

        # Closed, so that nothing is graded any more once it cannot be kept.
        with (
            closing(
                Ledger(
                    gradebook,
                    assignment.name,
                    provenance,
                    kept,
                    # Nobody tends to it while a cluster grades.
                    seconds=SECONDS if cluster is None else 0.0,
                )
            ) as ledger,
            closing(
                grade_class(
                    paper,
                    waiting,
                    attempt_number=number,
                    jobs=jobs,
                    lang=lang,
                    finish=made.finish,
                    nursery=nursery,
                    tend=ledger.tend,
                )
                if cluster is None
                else _on_cluster(cluster, paper, waiting, number, lang, basis, made, pages=pages)
            ) as gradings,
        ):
            for done in gradings:
                with phase(STORE):
                    results.add(places[done.graded.verdict.student], done.graded.verdict)
                    ledger.add(done)
                results.spend({**done.spent, **taken()})
        attempts = {each.grading: each.attempts for each in finished.values()}
        for counted in gradebook.whole(attempts):
            student = counted.verdict.student
            results.add(places[student], counted.verdict)
            if not made.is_made(student, counted.grading, counted.attempts):
                made.write_counted(counted)
        made.close()
        counting = gradebook.counting(assignment.name, course.count)
        if pages:
            _write_class(course, assignment, counting, folder, lang or course.language)
    folder.write("results.json", results.text())
    if folder.trouble is not None:
        raise PagesError(folder.trouble, results, course, out)
    return results


def _on_cluster(
    address: str,
    paper: Paper,
    waiting: Sequence[Submission],
    number: AttemptNumber,
    lang: str | None,
    basis: str,
    made: FeedbackPages,
    *,
    pages: bool,
) -> Generator[Done, None, None]:
    try:
        from autograder.commands.cluster import Order, grade_on
    except ModuleNotFoundError as error:
        raise SandboxError(
            f"--cluster needs the package {error.name!r}: pip install 'chainrule[cluster]'"
        ) from None
    if paper.slots is not None:
        raise SandboxError("--cluster grades on the CPU: add --device cpu")
    course = paper.course
    floor = course.isolation.floor
    root, name = str(course.root.resolve()), paper.assignment.name
    order = Order(root, name, paper.secret, lang, floor, pages=pages, basis=basis)
    hand_ins = (handed_in(paper, one, number) for one in waiting)
    lost = partial(lost_of, paper, lang, made.finish)
    return grade_on(address, order, hand_ins, lost) if waiting else _nothing()


def _nothing() -> Generator[Done, None, None]:
    yield from ()


def report(course: Course, assignment: Assignment, *, out: Path) -> int:
    """Write every page again from the gradebook; return how many students there are.

    Raises:
        GradebookError: the gradebook cannot be used.
        PagesError: something could not be written.
    """
    folder = OutFolder(out)
    pages = FeedbackPages(course, assignment, folder)
    with Gradebook.open(course.gradebook_url) as gradebook:
        for counted in gradebook.counting_whole(assignment.name, course.count):
            pages.write_counted(counted, graded_at=counted.graded_at)
        pages.close()
        counting = gradebook.counting(assignment.name, course.count)
        _write_class(course, assignment, counting, folder, course.language)
    if folder.trouble is not None:
        raise PagesError(folder.trouble, Results(assignment.name), course, out)
    return len(counting)


def export(course: Course, assignment: Assignment, kind: str) -> str:
    """Return the grades that count, as CSV or as the JSON document."""
    with Gradebook.open(course.gradebook_url) as gradebook:
        counting = gradebook.counting(assignment.name, course.count)
        if kind == "csv":
            return csv_text(counting, [question.name for question in assignment])
        places = {counted.verdict.student: place for place, counted in enumerate(counting)}
        results = Results(assignment.name)
        for counted in gradebook.counting_whole(assignment.name, course.count):
            results.add(places[counted.verdict.student], counted.verdict)
    return "".join(results.text())


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
    written = class_pages(page)
    for name, text in written.items():
        out.write(name, text)
    out.remove("class-*.html", but=written)


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
