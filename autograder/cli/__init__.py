"""The command line: one command, one verb per job."""

from __future__ import annotations

import click

from autograder.cli.elsewhere import gradescope
from autograder.cli.grading import doctor, export, grade, report, serve
from autograder.cli.writing import build, matrix, name_mistake, new


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="chainrule", prog_name="autograder")
def main() -> None:
    """Write, release and grade deep-learning assignments.

    Exit codes: 0, done; 1, something could not be graded, built or is not as it should be;
    2, bad usage.
    """


for verb in (build, doctor, export, grade, gradescope, matrix, name_mistake, new, report, serve):
    main.add_command(verb)
