"""The command line: one command, one verb per job. Imports wait until a verb needs them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from autograder.authoring.course import Course
    from autograder.formats.submissions import Submission

F = TypeVar("F", bound=Callable[..., Any])

FAILURES, USAGE = 1, 2


class Stop(click.ClickException):
    """Ends the command with one clear line: something failed."""

    exit_code = FAILURES

    def format_message(self) -> str:
        """Return the message; it may name a file, and a file's name may hold anything."""
        from autograder.formats.files import shown

        return "\n".join(map(shown, self.message.split("\n")))


class BadUsage(Stop):
    """Ends the command with one clear line: it was asked for something that is not there."""

    exit_code = USAGE


def course_option(function: F) -> F:
    """Add `--course`."""
    return click.option(
        "--course",
        "course_folder",
        type=click.Path(path_type=Path, file_okay=False),
        help="The course's folder; by default the nearest one upwards with a course.toml.",
    )(function)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="chainrule", prog_name="autograder")
def main() -> None:
    """Write, release and grade deep-learning assignments.

    Exit codes: 0, done; 1, something could not be graded, built or is not as it should be;
    2, bad usage.
    """


@main.command()
@click.argument("folder", metavar="COURSE", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Make a new course from a template, ready to build and grade."""
    from autograder.commands.new import new_course

    try:
        written = new_course(folder)
    except OSError as error:
        raise BadUsage(str(error)) from None
    click.echo(f"{len(written)} files in {folder}. Next:")
    click.echo(
        f"  cd {folder} && autograder build && autograder grade neuron assignments/neuron/sample"
    )


@main.command()
@click.argument("assignments", metavar="[ASSIGNMENT...]", nargs=-1)
@click.option("--lang", help="Only this language.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the students' notebooks below this folder; by default release/, "
    "with the instructor's in instructor/.",
)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a release is out of date.")
@course_option
def build(
    assignments: tuple[str, ...],
    lang: str | None,
    out: Path | None,
    check: bool,
    course_folder: Path | None,
) -> None:
    """Build the notebooks of the assignments named, or of all."""
    from autograder.authoring.load import assignment_folders
    from autograder.commands.build import build as build_notebooks
    from autograder.spec import SpecError

    course = _course(course_folder)
    known = assignment_folders(course)
    names = [_assignment_name(name) for name in assignments] or list(known)
    _require_known(names, list(known))
    _require_language(course, lang)
    stale = 0
    try:
        languages = (lang,) if lang else ()
        for notebook in build_notebooks(course, names, languages=languages, out=out, check=check):
            stale += notebook.changed
            state = "out of date" if check else "written"
            click.echo(f"{state if notebook.changed else 'current':11}  {_short(notebook.path)}")
    except SpecError as error:
        raise Stop(str(error)) from None
    if check and stale:
        raise Stop(f"releases out of date: {stale}; run `autograder build`")


@main.command()
@click.argument("assignment")
@click.argument(
    "paths", metavar="SUBMISSION...", nargs=-1, required=True, type=click.Path(path_type=Path)
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
    out: Path | None,
    jobs: int | None,
    as_json: bool,
    lang: str | None,
    attempt_of: str | None,
    regrade: bool,
    allow_unsafe: tuple[str, ...],
    course_folder: Path | None,
) -> None:
    """Grade submissions: notebooks, folders STUDENT/…/*.ipynb, or .zip files of them.

    What was graded already, and would be graded the same, is not graded again.
    """
    from autograder.authoring.course import CourseError, load_secret
    from autograder.commands import grade as command
    from autograder.commands.show import Tally, show_results
    from autograder.commands.stopping import Stopped, stoppable
    from autograder.gradebook import GradebookError
    from autograder.grading.whole_class import default_jobs
    from autograder.sandbox.lane import SandboxError
    from autograder.spec import SpecError

    course = _course(course_folder)
    try:
        course = command.allowing(course, allow_unsafe)
    except CourseError as error:
        raise Stop(str(error)) from None
    _require_language(course, lang)
    loaded = _load(course, assignment)
    submissions = _submissions(paths, loaded.name, attempt_of)
    folder = out or command.results_folder(course, loaded.name)
    tally, trouble = Tally(len(submissions)), ""
    try:
        secret = load_secret(course)
        if secret.made_now:
            note = f"A secret was made for this course: {course.secret_path}. Keep it and back it "
            click.echo(note + "up; README beside it says why.", err=True)
        with stoppable(), tally:
            result = command.grade(
                course,
                loaded,
                secret,
                submissions,
                out=folder,
                jobs=jobs or default_jobs(),
                lang=lang,
                regrade=regrade,
                on_finished=tally.found,
                on_graded=tally.graded,
            )
    except command.PagesError as error:
        result, trouble = error.result, str(error)
    except Stopped as stopped:
        click.echo(f"Stopped ({stopped}). {tally.kept_line}", err=True)
        sys.exit(stopped.exit_code)
    except GradebookError as error:
        raise Stop(f"{error}. {tally.kept_line}") from None
    except (SpecError, CourseError, SandboxError) as error:
        raise Stop(str(error)) from None
    except OSError as error:
        raise Stop(f"{error.filename or folder}: {error.strerror or error}") from None
    if as_json:
        import json

        click.echo(json.dumps(result, ensure_ascii=False, indent=1, allow_nan=False))
    else:
        show_results(result, None if trouble else folder)
    if trouble:
        raise Stop(trouble)
    if any(submission["status"] == "unreadable" for submission in result["submissions"]):
        sys.exit(FAILURES)


@main.command()
@click.argument("assignment")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="As for grade.")
@course_option
def report(assignment: str, out: Path | None, course_folder: Path | None) -> None:
    """Write the pages and grades.csv again from the gradebook."""
    from autograder.commands import grade as command
    from autograder.gradebook import GradebookError

    course = _course(course_folder)
    loaded = _load(course, assignment)
    folder = out or command.results_folder(course, loaded.name)
    try:
        students = command.report(course, loaded, out=folder)
    except (GradebookError, command.PagesError) as error:
        raise Stop(str(error)) from None
    click.echo(f"students: {students}; see {_short(folder / 'class.html')}")


@main.command()
@click.argument("assignment")
@click.option("--format", "kind", type=click.Choice(["csv", "json"]), required=True)
@course_option
def export(assignment: str, kind: str, course_folder: Path | None) -> None:
    """Print the grades that count, one of each student."""
    from autograder.commands import grade as command
    from autograder.gradebook import GradebookError

    course = _course(course_folder)
    try:
        text = command.export(course, _load(course, assignment), kind)
    except GradebookError as error:
        raise Stop(str(error)) from None
    click.echo(text.replace("\r\n", "\n"), nl=False)


@main.command()
@click.argument(
    "results", metavar="[RESULTS]", required=False, type=click.Path(path_type=Path, file_okay=False)
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="By default a free one.")
@course_option
def serve(results: Path | None, port: int, course_folder: Path | None) -> None:
    """Show a results folder in a browser, to you alone; by default the course's only one."""
    from autograder.commands.serve import ResultsServer, only_results, written_by_another_version

    try:
        folder = results or only_results(_course(course_folder).root)
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


@main.command("name-mistake")
@click.argument("cluster")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the stub goes; by default results/ASSIGNMENT/mistakes.",
)
@course_option
def name_mistake(cluster: str, out: Path | None, course_folder: Path | None) -> None:
    """Write the stub of a new mistake for a group of equal wrong answers.

    CLUSTER is the group's name on the class page, such as lab/softmax-3f2a91.
    """
    from autograder.commands import clusters as command
    from autograder.commands.grade import results_folder
    from autograder.gradebook import GradebookError

    course = _course(course_folder)
    assignment, _, name = cluster.rpartition("/")
    if not assignment:
        raise BadUsage(f"{cluster!r} is no group: name it as the class page does, ASSIGNMENT/GROUP")
    loaded = _load(course, assignment)
    folder = out or results_folder(course, loaded.name) / "mistakes"
    try:
        path = command.name_mistake(course, loaded, name, folder=folder)
    except command.UnknownClusterError as error:
        raise BadUsage(str(error)) from None
    except FileExistsError as error:
        raise Stop(f"{error.filename} is there already: complete it, or move it away") from None
    except GradebookError as error:
        raise Stop(str(error)) from None
    except OSError as error:
        raise Stop(f"{error.filename or folder}: {error.strerror or error}") from None
    click.echo(f"written: {_short(path)}; complete it beside the question's other mistakes")


@main.command()
@click.argument("assignments", metavar="[ASSIGNMENT...]", nargs=-1)
@click.option(
    "--secrets",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    help="On how many secrets each assignment is held to account.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON, nothing else.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where ASSIGNMENT/matrix.html goes; by default results/.",
)
@course_option
def matrix(
    assignments: tuple[str, ...],
    secrets: int,
    as_json: bool,
    out: Path | None,
    course_folder: Path | None,
) -> None:
    """Hold the assignments named, or all, to account: what do their hidden cases catch?"""
    from autograder.authoring.load import assignment_folders
    from autograder.commands import matrix as command
    from autograder.mutation.arena import ArenaError
    from autograder.spec import SpecError

    course = _course(course_folder)
    loaded = [_load(course, name) for name in assignments or assignment_folders(course)]
    folder = out or course.root / "results"
    try:
        matrices = command.matrices(course, loaded, secrets=secrets, out=folder)
    except (SpecError, ArenaError) as error:
        raise Stop(str(error)) from None
    except OSError as error:
        raise Stop(f"{error.filename or folder}: {error.strerror or error}") from None
    lines = [command.as_json(matrices)] if as_json else command.as_text(matrices)
    click.echo("\n".join(lines))
    if not all(each.is_sound for each in matrices.values()):
        sys.exit(FAILURES)


@main.command()
@course_option
def doctor(course_folder: Path | None) -> None:
    """Say what this machine can and cannot do, and the mend."""
    from autograder.commands.doctor import examine

    marks = {"ok": "ok     ", "warning": "warning", "problem": "PROBLEM"}
    problems = 0
    for finding in examine(course_folder):
        problems += finding.state == "problem"
        click.echo(f"{marks[finding.state]}  {finding.subject}: {finding.told}")
        if finding.mend:
            click.echo(f"         → {finding.mend}")
    if problems:
        sys.exit(FAILURES)


def _course(folder: Path | None) -> Course:
    from autograder.authoring.course import CourseError, find_course, load_course

    try:
        return load_course(folder if folder is not None else find_course(Path.cwd()))
    except CourseError as error:
        raise BadUsage(str(error)) from None


def _load(course: Course, name: str) -> Any:
    from autograder.authoring.load import assignment_folders, load_assignment
    from autograder.spec import SpecError

    name = _assignment_name(name)
    _require_known([name], list(assignment_folders(course)))
    try:
        return load_assignment(course, name)
    except SpecError as error:
        raise Stop(str(error)) from None


def _assignment_name(name: str) -> str:
    """Let an assignment be named by its folder's path, as a shell completes it."""
    return Path(name).name


def _require_known(names: list[str], known: list[str]) -> None:
    if unknown := [name for name in names if name not in known]:
        there = ", ".join(known) or "none yet"
        raise BadUsage(f"there is no assignment {unknown[0]!r} in this course (there: {there})")


def _require_language(course: Course, lang: str | None) -> None:
    if lang is not None and lang not in course.languages:
        there = ", ".join(course.languages)
        raise BadUsage(f"this course has no language {lang!r} (there: {there})")


def _submissions(
    paths: tuple[Path, ...], assignment: str, attempt_of: str | None
) -> list[Submission]:
    from autograder.formats.submissions import find_submissions

    if attempt_of is not None and len(paths) != 1:
        raise BadUsage("--attempt-of goes with one submission")
    found = []
    for path in paths:
        try:
            found += find_submissions(path, assignment, attempt_of)
        except (OSError, ValueError) as error:
            raise BadUsage(str(error)) from None
    if not found:
        raise BadUsage(f"there are no submissions in {', '.join(map(str, paths))}")
    return found


def _short(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
