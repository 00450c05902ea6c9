"""One small assignment, four functions of 2 points each, as each of the three graders wants it.

The hidden tests of the other two are those of the unprotected grader that the attacks are tried on,
and the hidden cases of ours hold the same canary.
"""

from __future__ import annotations

import textwrap
from typing import Any

import nbformat.v4 as nb

from tests.attacks.attack import HONEST
from tests.attacks.hidden_tests import OTHERS, TESTS

POINTS = 2.0
FULL = POINTS * len(HONEST)

VISIBLE = "assert callable({name})"
"""The check that students see; the marks are for the hidden tests."""

COURSE_SETTINGS = 'name = "Light"\nlanguages = ["en", "fr"]\n\n[limits]\nmemory_mb = 384\n'
"""Ours; a limit on memory is the only setting, since 384 MB is what is counted as too much."""

NBGRADER_CONFIG = "c = get_config()\nc.CourseDirectory.course_id = 'light'\n"
"""All else is as nbgrader is installed."""


def hidden(question: str, manner: str, token: str) -> str:
    """Return a question's hidden test; `relu`'s compares in a manner of `TESTS`."""
    test = TESTS[manner] if question == "relu" else OTHERS[question]
    return f"# {token}\n{test}"


def nbgrader_source(manner: str, token: str) -> Any:
    """Return the instructor's notebook, before nbgrader takes the solutions out."""
    cells = [nb.new_code_cell("import numpy as np")]
    for name, solution in HONEST.items():
        solved = f"### BEGIN SOLUTION\n{solution}\n### END SOLUTION"
        test = f"### BEGIN HIDDEN TESTS\n{hidden(name, manner, token)}\n### END HIDDEN TESTS"
        about = {"schema_version": 3, "task": False}
        task = {**about, "grade": False, "solution": True, "locked": False, "grade_id": name}
        tests = {**about, "grade": True, "solution": False, "locked": True, "points": POINTS}
        tests["grade_id"] = f"test_{name}"
        cells.append(nb.new_code_cell(solved, metadata={"nbgrader": task}))
        cells.append(
            nb.new_code_cell(f"{VISIBLE.format(name=name)}\n{test}", metadata={"nbgrader": tests})
        )
    return nb.new_notebook(cells=cells, metadata=_kernel())


def nbgrader_submission(release: Any, sources: list[str], answers: dict[str, str]) -> Any:
    """Return the released notebook with cells put on top, and answers where they belong."""
    notebook = nb.new_notebook(metadata=_kernel())
    notebook.cells = [nb.new_code_cell(source) for source in sources]
    for cell in release.cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("solution"):
            cell.source = answers.get(about["grade_id"], cell.source)
        notebook.cells.append(cell)
    return notebook


def otter_test(question: str, manner: str, token: str) -> str:
    """Return a test file in Otter's exception-based format, a public case and a hidden one."""
    public = textwrap.indent(VISIBLE.format(name=question), "    ")
    secret = textwrap.indent(hidden(question, manner, token), "    ")
    return (
        "from otter.test_files import test_case\n"
        "import numpy as np\n\n"
        f"OK_FORMAT = False\nname = {question!r}\n\n"
        f"@test_case(points=0, hidden=False)\ndef test_visible({question}):\n{public}\n\n"
        f"@test_case(points={POINTS}, hidden=True)\ndef test_hidden({question}):\n{secret}\n"
    )


def plain_submission(sources: list[str], answers: dict[str, str]) -> Any:
    """Return a notebook of code cells and nothing else."""
    cells = [nb.new_code_cell(source) for source in (*sources, *answers.values())]
    return nb.new_notebook(cells=cells, metadata=_kernel())


def _kernel() -> dict[str, Any]:
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"kernelspec": spec, "language_info": {"name": "python"}}
