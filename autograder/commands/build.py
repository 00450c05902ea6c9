"""`autograder build`: notebooks from the reference, the questions and the prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.authoring.course import Course, Secret
from autograder.authoring.load import load_assignment
from autograder.formats.release import Built, built

if TYPE_CHECKING:
    from autograder.formats.otter.tests import TestFormat


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
        yield from (settled(notebook, check=check) for notebook in notebooks)


def build_for_nbgrader(
    course: Course,
    assignments: Sequence[str],
    secret: Secret,
    *,
    lang: str | None = None,
    out: Path | None = None,
    check: bool = False,
) -> Iterator[BuiltFile]:
    """Build nbgrader courses, one a language: an nbgrader course has one.

    By default they are `nbgrader/<lang>/`. With `out`, that folder is the one course that is
    written, in `lang` or in the course's first language.
    """
    from autograder.formats.nbgrader.folder import built_for_nbgrader, settings_for

    languages = (lang,) if lang else (course.language,) if out else course.languages
    roots = {each: out or course.root / "nbgrader" / each for each in languages}
    loaded = [load_assignment(course, name) for name in assignments]
    for each, root in roots.items():
        files = settings_for(course, each, root)
        for assignment in loaded:
            files += built_for_nbgrader(course, assignment, secret, each, root)
        yield from (settled(file, check=check) for file in files)


def build_for_otter(
    course: Course,
    assignments: Sequence[str],
    secret: Secret,
    *,
    tests: TestFormat,
    lang: str | None = None,
    out: Path | None = None,
    check: bool = False,
) -> Iterator[BuiltFile]:
    """Build master notebooks for `otter assign`, by default in `otter/<lang>/<assignment>/`."""
    from autograder.formats.otter.folder import built_for_otter

    root = out or course.root / "otter"
    for name in assignments:
        assignment = load_assignment(course, name)
        for each in (lang,) if lang else course.languages:
            files = built_for_otter(course, assignment, secret, each, root, tests=tests)
            yield from (settled(file, check=check) for file in files)


def settled(file: Built, *, check: bool) -> BuiltFile:
    """Write a file that is not current, unless it is only to be looked at."""
    changed = not file.is_current
    if not check:
        file.write()
    return BuiltFile(file.path, changed)
