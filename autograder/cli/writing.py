"""The verbs of those who write a course. Imports wait until a verb needs them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.asking import (
    FAILURES,
    BadUsage,
    Stop,
    all_that_work,
    assignment_in,
    assignment_name,
    course_in,
    course_option,
    gradescope_options,
    require_known,
    require_language,
    secret_of,
    short,
)

if TYPE_CHECKING:
    from autograder.formats.gradescope.results import StudentKey, Visibility
    from autograder.formats.otter.tests import TestFormat


@click.command()
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


@click.command()
@click.argument("assignments", metavar="[ASSIGNMENT...]", nargs=-1)
@click.option(
    "--format",
    "kind",
    type=click.Choice(["plain", "nbgrader", "gradescope", "otter"]),
    default="plain",
    help="Plain notebooks, the source/ of an nbgrader course, a .zip for Gradescope, or master "
    "notebooks for otter assign.",
)
@click.option("--lang", help="Only this language.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the students' notebooks below this folder, by default release/ with the "
    "instructor's in instructor/; for nbgrader, the course's folder, by default nbgrader/LANG/; "
    "for Gradescope, by default gradescope/; for Otter, by default otter/.",
)
@click.option(
    "--otter-tests",
    type=click.Choice(["exception", "ok"]),
    default="exception",
    show_default=True,
    help="For Otter: the format of the tests.",
)
@gradescope_options
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a release is out of date.")
@course_option
def build(
    assignments: tuple[str, ...],
    kind: str,
    lang: str | None,
    out: Path | None,
    otter_tests: TestFormat,
    visibility: Visibility,
    student: StudentKey,
    check: bool,
    course_folder: Path | None,
) -> None:
    """Build the notebooks of the assignments named, or of all."""
    from autograder.authoring.load import assignment_folders
    from autograder.commands import build as command
    from autograder.spec import SpecError

    course = course_in(course_folder)
    known = assignment_folders(course)
    names = [assignment_name(name) for name in assignments]
    require_known(names, list(known))
    names = names or all_that_work(course)
    require_language(course, lang)
    stale = 0
    try:
        if kind == "nbgrader":
            secret = secret_of(course)
            files = command.build_for_nbgrader(
                course, names, secret, lang=lang, out=out, check=check
            )
        elif kind == "gradescope":
            from autograder.commands.gradescope import build_for_gradescope

            files = build_for_gradescope(
                course,
                names,
                secret_of(course),
                visibility=visibility,
                student=student,
                out=out,
                check=check,
            )
        elif kind == "otter":
            files = command.build_for_otter(
                course, names, secret_of(course), tests=otter_tests, lang=lang, out=out, check=check
            )
        else:
            languages = (lang,) if lang else ()
            files = command.build(course, names, languages=languages, out=out, check=check)
        for file in files:
            stale += file.changed
            state = "out of date" if check else "written"
            click.echo(f"{state if file.changed else 'current':11}  {short(file.path)}")
    except (SpecError, LookupError) as error:
        raise Stop(str(error)) from None
    except OSError as error:
        raise Stop(f"{error.filename or out}: {error.strerror or error}") from None
    if check and stale:
        raise Stop(f"releases out of date: {stale}; run `autograder build`")


@click.command()
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
    from autograder.commands import matrix as command
    from autograder.mutation.arena import ArenaError
    from autograder.spec import SpecError

    course = course_in(course_folder)
    loaded = [assignment_in(course, name) for name in assignments or all_that_work(course)]
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


@click.command("name-mistake")
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

    course = course_in(course_folder)
    assignment, _, name = cluster.rpartition("/")
    if not assignment:
        raise BadUsage(f"{cluster!r} is no group: name it as the class page does, ASSIGNMENT/GROUP")
    loaded = assignment_in(course, assignment)
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
    click.echo(f"written: {short(path)}; complete it beside the question's other mistakes")
