"""The verbs of those who grade. Imports wait until a verb needs them."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from autograder.cli.asking import (
    FAILURES,
    BadUsage,
    Stop,
    assignment_in,
    course_in,
    course_option,
    device_options,
    require_language,
    secret_of,
    short,
    submissions_in,
)
from autograder.cli.nbgrader import grade_for_nbgrader

if TYPE_CHECKING:
    from autograder.authoring.course import Course
    from autograder.commands.doctor import Finding
    from autograder.sandbox.nursery import Nursery


@click.command()
@click.argument("assignment")
@click.argument("paths", metavar="[SUBMISSION...]", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--nbgrader",
    "nbgrader_course",
    metavar="COURSE",
    type=click.Path(path_type=Path, file_okay=False),
    help="Grade what an nbgrader course has in submitted/, into its gradebook; no SUBMISSION then.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where results.json, grades.csv, class.html and feedback/ go; by default "
    "results/ASSIGNMENT.",
)
@click.option("--jobs", type=click.IntRange(min=1), help="How many at once; by default one a core.")
@click.option("--json", "as_json", is_flag=True, help="Print the results as JSON, nothing else.")
@click.option("--lang", help="The feedback's language; by default that of the notebook.")
@click.option("--attempt-of", metavar="STUDENT", help="Whose the one notebook is.")
@click.option("--regrade", is_flag=True, help="Grade again what was graded already.")
@device_options
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Grade on the workers of a Dask scheduler, such as tcp://10.0.0.1:8786.",
)
@click.option("--profile", is_flag=True, help="Show where the time went.")
@click.option("--no-pages", is_flag=True, help="Write no pages; `report` writes them later.")
@click.option(
    "--allow-unsafe",
    multiple=True,
    metavar="LAYER",
    help="Grade though this machine lacks a layer of isolation that the course asks for; "
    "`autograder doctor` names them.",
)
@course_option
def grade(
    assignment: str,
    paths: tuple[Path, ...],
    nbgrader_course: Path | None,
    out: Path | None,
    jobs: int | None,
    as_json: bool,
    lang: str | None,
    attempt_of: str | None,
    regrade: bool,
    device: Literal["auto", "cpu", "cuda"],
    gpu_slots: int,
    only_open: bool,
    cluster: str | None,
    profile: bool,
    no_pages: bool,
    allow_unsafe: tuple[str, ...],
    course_folder: Path | None,
) -> None:
    """Grade submissions: notebooks, folders STUDENT/…/*.ipynb, or .zip files of them.

    What was graded already, and would be graded the same, is not graded again.
    """
    if nbgrader_course is not None:
        others: dict[str, object] = {
            "SUBMISSION": paths,
            "--out": out,
            "--lang": lang,
            "--attempt-of": attempt_of,
        }
        others |= {"--course": course_folder, "--only-open": only_open, "--no-pages": no_pages}
        others |= {"--profile": profile, "--cluster": cluster}
        others["--device"] = device if device != "auto" else None
        if given := [name for name, value in others.items() if value]:
            raise BadUsage(f"{given[0]} does not go with --nbgrader")
        grade_for_nbgrader(
            nbgrader_course,
            assignment,
            jobs=jobs,
            as_json=as_json,
            regrade=regrade,
            allow=allow_unsafe,
        )
        return
    if not paths:
        raise BadUsage("Missing argument 'SUBMISSION...': a notebook, a folder or a .zip")
    course = course_in(course_folder)
    # It becomes warm while all that follows is imported.
    nursery = None if cluster else _nursery_in(course, assignment)
    from autograder.authoring.course import CourseError
    from autograder.commands import grade as command
    from autograder.commands.devices import DeviceError, choose
    from autograder.commands.show import Tally, show_profile, show_results
    from autograder.commands.stopping import Stopped, stoppable
    from autograder.gradebook import GradebookError
    from autograder.grading.whole_class import default_jobs
    from autograder.sandbox.lane import SandboxError
    from autograder.spec import SpecError

    try:
        course = command.allowing(course, allow_unsafe)
    except CourseError as error:
        raise Stop(str(error)) from None
    require_language(course, lang)
    loaded = assignment_in(course, assignment)
    submissions = submissions_in(paths, loaded, attempt_of)
    folder = out or command.results_folder(course, loaded.name)
    try:
        chosen = choose(course, loaded, device, gpu_slots, only_open=only_open)
    except DeviceError as error:
        raise BadUsage(str(error)) from None
    if chosen.slots is not None and nursery is not None:
        nursery.close()  # its lanes see no device
    tally, trouble, started = Tally(len(submissions)), "", time.monotonic()
    try:
        secret = secret_of(course)
        with stoppable(), tally:
            tally.note(chosen.note)
            results = command.grade(
                course,
                loaded,
                secret,
                submissions,
                out=folder,
                jobs=jobs or default_jobs(),
                lang=lang,
                regrade=regrade,
                slots=chosen.slots,
                only_open=only_open,
                on_note=tally.note,
                pages=not no_pages,
                on_finished=tally.found,
                on_graded=tally.graded,
                cluster=cluster,
                nursery=nursery,
            )
    except command.PagesError as error:
        results, trouble = error.results, str(error)
    except Stopped as stopped:
        click.echo(f"Stopped ({stopped}). {tally.kept_line}", err=True)
        sys.exit(stopped.exit_code)
    except GradebookError as error:
        raise Stop(f"{error}. {tally.kept_line}") from None
    except (SpecError, CourseError, SandboxError) as error:
        raise Stop(str(error)) from None
    except OSError as error:
        raise Stop(f"{error.filename or folder}: {error.strerror or error}") from None
    if profile:
        show_profile(results, time.monotonic() - started, jobs or default_jobs())
    if as_json:
        for piece in results.text():
            click.echo(piece, nl=False)
    else:
        show_results(results, None if trouble or no_pages else folder)
    if trouble:
        raise Stop(trouble)
    if any(row.status == "unreadable" for row in results.rows):
        sys.exit(FAILURES)


def _nursery_in(course: Course, assignment: str) -> Nursery:
    """Return a nursery that is starting, and ends with the command."""
    from autograder.authoring.load import frameworks_of
    from autograder.sandbox.nursery import Nursery

    frameworks = frameworks_of(course, assignment)
    nursery = Nursery(hidden=(course.root, course.private), frameworks=frameworks)
    click.get_current_context().call_on_close(nursery.close)
    nursery.start()
    return nursery


@click.command()
@click.argument("assignment")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="As for grade.")
@course_option
def report(assignment: str, out: Path | None, course_folder: Path | None) -> None:
    """Write the pages and grades.csv again from the gradebook."""
    from autograder.commands import grade as command
    from autograder.gradebook import GradebookError

    course = course_in(course_folder)
    loaded = assignment_in(course, assignment)
    folder = out or command.results_folder(course, loaded.name)
    try:
        students = command.report(course, loaded, out=folder)
    except (GradebookError, command.PagesError) as error:
        raise Stop(str(error)) from None
    click.echo(f"students: {students}; see {short(folder / 'class.html')}")


@click.command()
@click.argument("assignment")
@click.option("--format", "kind", type=click.Choice(["csv", "json"]), required=True)
@course_option
def export(assignment: str, kind: str, course_folder: Path | None) -> None:
    """Print the grades that count, one of each student."""
    from autograder.commands import grade as command
    from autograder.gradebook import GradebookError

    course = course_in(course_folder)
    try:
        text = command.export(course, assignment_in(course, assignment), kind)
    except GradebookError as error:
        raise Stop(str(error)) from None
    click.echo(text.replace("\r\n", "\n"), nl=False)


@click.command()
@click.argument(
    "results", metavar="[RESULTS]", required=False, type=click.Path(path_type=Path, file_okay=False)
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="By default a free one.")
@course_option
def serve(results: Path | None, port: int, course_folder: Path | None) -> None:
    """Show a results folder in a browser, to you alone; by default the course's only one."""
    from autograder.commands.serve import ResultsServer, only_results, written_by_another_version

    try:
        folder = results or only_results(course_in(course_folder).root)
        if written_by_another_version(folder):
            note = "These pages are of another version and may look plain; "
            click.echo(f"{note}`autograder report` writes them again.", err=True)
        server = ResultsServer(folder, port)
    except ValueError as error:
        raise BadUsage(str(error)) from None
    except OSError as error:
        raise BadUsage(f"port {port}: {error.strerror}") from None
    with server:
        click.echo(f"Until Ctrl-C, for you alone: {server.address}")
        with suppress(KeyboardInterrupt):
            server.serve_forever()


@click.command()
@click.option("--cluster", metavar="ADDRESS", help="Look at every worker of a Dask scheduler.")
@course_option
def doctor(cluster: str | None, course_folder: Path | None) -> None:
    """Say what this machine can and cannot do, and the mend."""
    from autograder.commands.doctor import examine

    def show(findings: Iterable[Finding]) -> int:
        """Print findings; return how many are problems."""
        marks = {"ok": "ok     ", "warning": "warning", "problem": "PROBLEM"}
        problems = 0
        for finding in findings:
            problems += finding.state == "problem"
            click.echo(f"{marks[finding.state]}  {finding.subject}: {finding.told}")
            if finding.mend:
                click.echo(f"         → {finding.mend}")
        return problems

    if cluster is None:
        problems = show(examine(course_folder))
    else:
        problems = 0
        for worker, findings in _workers(cluster, course_folder):
            click.echo(f"{worker}:")
            problems += show(findings)
    if problems:
        sys.exit(FAILURES)


def _workers(address: str, course_folder: Path | None) -> list[tuple[str, list[Finding]]]:
    from autograder.sandbox.lane import SandboxError

    try:
        from autograder.commands.cluster import examine_workers
    except ModuleNotFoundError as error:
        raise Stop(
            f"--cluster needs the package {error.name!r}: pip install 'chainrule[cluster]'"
        ) from None
    try:
        return list(examine_workers(address, course_folder))
    except SandboxError as error:
        raise Stop(str(error)) from None
