"""`autograder build`: notebooks from the reference, the questions and the prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.authoring.course import Course
from autograder.authoring.load import load_assignment
from autograder.formats.release import built


@dataclass(frozen=True)
class BuiltFile:
    """One notebook that was built, or looked at."""

    path: Path
    changed: bool
    """Whether the file on disk was not what the sources give."""


def build(
    course: Course,
    assignments: Sequence[str],
    *,
    languages: tuple[str, ...] = (),
    out: Path | None = None,
    check: bool = False,
) -> Iterator[BuiltFile]:
    """Build the students' notebooks, and the instructor's beside them.

    With `check` nothing is written, and only the students' notebooks are compared. With `out`,
    only the students' notebooks are written, below that folder.
    """
    for name in assignments:
        assignment = load_assignment(course, name)
        notebooks = built(course, assignment, "student", languages=languages, out=out)
        if out is None and not check:
            notebooks += built(course, assignment, "instructor", languages=languages)
        for notebook in notebooks:
            changed = not notebook.is_current
            if not check:
                notebook.write()
            yield BuiltFile(notebook.path, changed)
