"""An nbgrader course folder: where its parts are, and of which course of ours it is made."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

from autograder.authoring.assemble import notebook_bytes
from autograder.authoring.course import Course, Secret
from autograder.authoring.load import assignment_folders
from autograder.authoring.stub import YOUR_CODE
from autograder.formats.nbgrader.handout import CODE_STUB, students_copy
from autograder.formats.nbgrader.source import source_notebook
from autograder.formats.release import Built
from autograder.spec import Assignment

CONFIG = "nbgrader_config.py"
POINTER = "autograder.toml"

ONE_LINE = "from autograder.nbgrader_plugin import configure; configure(c)"
"""What a course's `nbgrader_config.py` needs, and nothing else."""

STUDENTS = "students"
"""The students' copies, for those who hand them out by other means than nbgrader's. They are not
in `release/`: nbgrader would take an assignment that is there for one that it has released."""


def code_stub_of(lang: str) -> str:
    """Return what students find where the solution was, in their language."""
    return CODE_STUB.replace(YOUR_CODE["en"], YOUR_CODE.get(lang, YOUR_CODE["en"]))


def built_for_nbgrader(
    course: Course, assignment: Assignment, secret: Secret, lang: str, root: Path
) -> list[Built]:
    """Assemble an assignment's source and students' copy for the nbgrader course at `root`.

    Raises:
        SpecError: the assignment's prose or reference does not allow it.
    """
    name = assignment.name
    folder = assignment_folders(course)[name]
    source = source_notebook(assignment, folder, lang, secret.key)
    copy = students_copy(source, code_stub_of(lang))
    return [
        Built(source_path(root, name), notebook_bytes(source)),
        Built(root / STUDENTS / name / f"{name}.ipynb", notebook_bytes(copy)),
    ]


def source_path(root: Path, assignment: str) -> Path:
    """Return where the notebook of one of our assignments is."""
    return root / "source" / assignment / f"{assignment}.ipynb"


def settings_for(course: Course, lang: str, root: Path) -> list[Built]:
    """Return the files that make a folder an nbgrader course of ours.

    An `nbgrader_config.py` that is there already is its owner's, and not among them.
    """
    where = os.path.relpath(course.root, root.resolve())
    text = f"# The Chainrule course that this one was made of.\ncourse = {_quoted(where)}\n"
    files = [Built(root / POINTER, text.encode("utf-8"))]
    if not (root / CONFIG).exists():
        files.append(Built(root / CONFIG, config_for(course, lang).encode("utf-8")))
    return files


def config_for(course: Course, lang: str) -> str:
    """Return an `nbgrader_config.py`."""
    lines = ["c = get_config()", "", f"c.CourseDirectory.course_id = {_quoted(_slug(course.name))}"]
    if code_stub_of(lang) != CODE_STUB:
        lines.append(f"c.ClearSolutions.code_stub = {{'python': {code_stub_of(lang)!r}}}")
    lines += ["", "# `nbgrader autograde` and formgrader grade in Chainrule's sandbox.", ONE_LINE]
    return "\n".join(lines) + "\n"


def course_of(root: Path) -> Path | None:
    """Return the Chainrule course that an nbgrader course was made of, None where there is none."""
    root = root.resolve()
    try:
        named = tomllib.loads((root / POINTER).read_text("utf-8")).get("course")
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        named = None
    places: Iterable[Path] = [root / named] if isinstance(named, str) else (root, *root.parents)
    return next((place.resolve() for place in places if (place / "course.toml").is_file()), None)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "course"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
