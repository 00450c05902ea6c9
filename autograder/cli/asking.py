"""What every verb of the command needs: one clear line for what goes wrong, and the course."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from autograder.authoring.course import Course, Secret
    from autograder.formats.submissions import Submission
    from autograder.spec import Assignment

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


def device_options(function: F) -> F:
    """Add which devices a class is graded on."""
    device = click.option(
        "--device",
        type=click.Choice(["auto", "cpu", "cuda"]),
        default="auto",
        show_default=True,
        help="What to grade on: by default a GPU where a question needs one and there is one.",
    )
    slots = click.option(
        "--gpu-slots",
        metavar="N",
        type=click.IntRange(1, 16),
        default=1,
        show_default=True,
        help="How many submissions share a GPU, each with as large a part of its memory.",
    )
    only_open = click.option(
        "--only-open",
        is_flag=True,
        help="Grade again those alone whose last grading left questions open for want of a GPU.",
    )
    return device(slots(only_open(function)))


def gradescope_options(function: F) -> F:
    """Add what both the .zip for Gradescope and the grading there are told."""
    visibility = click.option(
        "--visibility",
        type=click.Choice(["visible", "after_due_date", "after_published", "hidden"]),
        default="visible",
        show_default=True,
        help="For Gradescope: when students see the results of the questions.",
    )
    student = click.option(
        "--student",
        type=click.Choice(["email", "id", "name"]),
        default="email",
        show_default=True,
        help="For Gradescope: what students write as their id.",
    )
    return visibility(student(function))


def course_in(folder: Path | None) -> Course:
    """Return the course in a folder, by default the nearest one upwards."""
    from autograder.authoring.course import CourseError, find_course, load_course

    try:
        return load_course(folder if folder is not None else find_course(Path.cwd()))
    except CourseError as error:
        raise BadUsage(str(error)) from None


def secret_of(course: Course) -> Secret:
    """Return the course's secret, and say so where it had to be made."""
    from autograder.authoring.course import CourseError, load_secret

    try:
        secret = load_secret(course)
    except CourseError as error:
        raise Stop(str(error)) from None
    if secret.made_now:
        note = f"A secret was made for this course: {course.secret_path}. Keep it and back it "
        click.echo(note + "up; README beside it says why.", err=True)
    return secret


def assignment_in(course: Course, name: str) -> Any:
    """Return an assignment of the course, ready to be graded."""
    from autograder.authoring.load import assignment_folders, load_assignment
    from autograder.spec import SpecError

    name = assignment_name(name)
    require_known([name], list(assignment_folders(course)))
    try:
        return load_assignment(course, name)
    except SpecError as error:
        raise Stop(str(error)) from None


def assignment_name(name: str) -> str:
    """Let an assignment be named by its folder's path, as a shell completes it."""
    return Path(name).name


def require_known(names: list[str], known: list[str]) -> None:
    """Refuse an assignment that the course has not."""
    if unknown := [name for name in names if name not in known]:
        there = ", ".join(known) or "none yet"
        raise BadUsage(f"there is no assignment {unknown[0]!r} in this course (there: {there})")


def all_that_work(course: Course) -> list[str]:
    """Return the names of all assignments, but those that lack a framework here: a line says so."""
    from autograder.authoring.load import assignment_folders, trouble_here

    names = []
    for name in assignment_folders(course):
        if trouble := trouble_here(course, name):
            click.echo(f"Left out: {trouble}", err=True)
        else:
            names.append(name)
    return names


def require_language(course: Course, lang: str | None) -> None:
    """Refuse a language that the course has not."""
    if lang is not None and lang not in course.languages:
        there = ", ".join(course.languages)
        raise BadUsage(f"this course has no language {lang!r} (there: {there})")


def submissions_in(
    paths: tuple[Path, ...], assignment: Assignment, attempt_of: str | None
) -> list[Submission]:
    """Return the hand-ins that the paths name."""
    from autograder.formats.submissions import find_submissions

    if attempt_of is not None and len(paths) != 1:
        raise BadUsage("--attempt-of goes with one submission")
    found, files = [], [file.name for file in assignment.files]
    for path in paths:
        try:
            found += find_submissions(path, assignment.name, attempt_of, files=files)
        except (OSError, ValueError) as error:
            raise BadUsage(str(error)) from None
    if not found:
        raise BadUsage(f"there are no submissions in {', '.join(map(str, paths))}")
    return found


def short(path: Path) -> str:
    """Return a path as it is seen from here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
