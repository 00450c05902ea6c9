"""`autograder grade --nbgrader`: a class whose gradebook is nbgrader's."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from autograder.cli.asking import FAILURES, BadUsage, Stop, assignment_name


def grade_for_nbgrader(
    root: Path,
    assignment: str,
    *,
    jobs: int | None,
    as_json: bool,
    regrade: bool,
    allow: Sequence[str],
) -> None:
    """Grade what an nbgrader course has in `submitted/`, and print a line for every student."""
    from autograder.authoring.course import CourseError
    from autograder.commands.nbgrader.records import NbgraderError
    from autograder.commands.show import Tally
    from autograder.commands.stopping import Stopped, stoppable
    from autograder.grading.whole_class import default_jobs
    from autograder.sandbox.lane import SandboxError
    from autograder.spec import SpecError

    try:
        from autograder.commands.nbgrader.whole_class import NbgraderClass
    except ModuleNotFoundError as error:
        missing = (error.name or "autograder").partition(".")[0]
        if missing == "autograder":
            raise
        raise Stop(f"{missing} is not installed here: pip install 'chainrule[nbgrader]'") from None
    try:
        class_ = NbgraderClass(root, assignment_name(assignment), allow=allow)
    except (NbgraderError, CourseError) as error:
        raise BadUsage(str(error)) from None
    tally = Tally(len(class_.students))
    try:
        with stoppable(), tally:
            rows = class_.grade(
                jobs=jobs or default_jobs(),
                regrade=regrade,
                on_finished=tally.found,
                on_graded=tally.graded,
                on_note=lambda note: click.echo(note, err=True),
            )
    except Stopped as stopped:
        click.echo(f"Stopped ({stopped}). {tally.kept_line}", err=True)
        sys.exit(stopped.exit_code)
    except (NbgraderError, CourseError, SpecError, SandboxError) as error:
        raise Stop(str(error)) from None
    if as_json:
        import dataclasses
        import json

        document = {
            "assignment": class_.assignment,
            "submissions": [dataclasses.asdict(row) for row in rows],
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        from autograder.commands.nbgrader.show import show_rows

        show_rows(class_.assignment, rows)
    if any(row.failed for row in rows):
        sys.exit(FAILURES)
