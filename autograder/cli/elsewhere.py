"""The verbs that other platforms call. Imports wait until a verb needs them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.asking import (
    FAILURES,
    Stop,
    assignment_in,
    course_in,
    course_option,
    gradescope_options,
    secret_of,
)

if TYPE_CHECKING:
    from autograder.formats.gradescope.results import StudentKey, Visibility


@click.command()
@click.argument("assignment")
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False),
    default="/autograder",
    show_default=True,
    help="Where Gradescope has put submission/ and submission_metadata.json.",
)
@gradescope_options
@course_option
def gradescope(
    assignment: str,
    root: Path,
    visibility: Visibility,
    student: StudentKey,
    course_folder: Path | None,
) -> None:
    """Grade Gradescope's submission and write its results.json; the .zip's run_autograder calls it.

    Exit code 1, and no results.json, says that nothing could be graded.
    """
    from autograder.commands.gradescope import grade_for_gradescope
    from autograder.sandbox.lane import SandboxError
    from autograder.spec import SpecError

    course = course_in(course_folder)
    loaded = assignment_in(course, assignment)
    secret = secret_of(course)
    try:
        results = grade_for_gradescope(
            course, loaded, secret, root, visibility=visibility, student=student
        )
    except (ValueError, RuntimeError, SpecError, SandboxError) as error:
        raise Stop(str(error)) from None
    except OSError as error:
        raise Stop(f"{error.filename or root}: {error.strerror or error}") from None
    click.echo(f"{assignment}: {results['score']:g} of {loaded.points:g}")
    if "tests" not in results:
        sys.exit(FAILURES)
