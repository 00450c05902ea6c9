"""What nbgrader is told, for our parts to take their places."""

from __future__ import annotations

from typing import Any

OURS = "autograder.commands.nbgrader.converter"
THEIRS = "nbgrader.preprocessors"


def configure(c: Any) -> None:
    """Let `nbgrader autograde` and formgrader grade in Chainrule's sandbox.

    `c` is that of an `nbgrader_config.py`. Everything is named and nothing imported: nbgrader's
    other commands read the file too.
    """
    c.Autograde.exporter_class = f"{OURS}.MendingExporter"
    c.Autograde.sanitize_preprocessors = [
        f"{THEIRS}.OverwriteKernelspec",
        f"{THEIRS}.CheckCellMetadata",
    ]
    c.Autograde.autograde_preprocessors = [
        f"{OURS}.GradeInSandbox",
        f"{THEIRS}.IgnorePattern",
        f"{THEIRS}.LimitOutput",
        f"{THEIRS}.SaveAutoGrades",
        f"{OURS}.LeaveForReview",
        f"{THEIRS}.AssignLatePenalties",
        f"{THEIRS}.CheckCellMetadata",
    ]
    # What students wrote as HTML is shown to others: nbgrader shows it as it is.
    c.HTMLExporter.sanitize_html = True
