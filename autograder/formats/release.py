"""Write releases as plain notebooks, and say whether those on disk are what would be written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from autograder.authoring.course import Course
from autograder.authoring.load import assignment_folders
from autograder.formats.notebook import UnreadableError, read_notebook
from autograder.spec import Assignment, SpecError

Edition = Literal["student", "instructor"]

FOLDERS: dict[Edition, str] = {"student": "release", "instructor": "instructor"}


@dataclass(frozen=True)
class Built:
    """One notebook as it should be."""

    path: Path
    data: bytes

    @property
    def is_current(self) -> bool:
        """Whether the file on disk holds exactly this."""
        return self.path.is_file() and self.path.read_bytes() == self.data

    def write(self) -> None:
        """Write the file, unless it is current."""
        if not self.is_current:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_bytes(self.data)


def release_path(root: Path, lang: str, assignment: str) -> Path:
    """Return where a notebook stands below a release folder."""
    return root / lang / assignment / f"{assignment}.ipynb"


def built(
    course: Course,
    assignment: Assignment,
    edition: Edition,
    *,
    languages: tuple[str, ...] = (),
    out: Path | None = None,
) -> list[Built]:
    """Assemble an edition in every language (or those given), without writing it.

    Raises:
        SpecError: the assignment's prose or reference does not allow it.
    """
    # Grading has no need of what reads and assembles prose, nor time for it.
    from autograder.authoring.assemble import assemble, notebook_bytes

    folder = assignment_folders(course)[assignment.name]
    root = out or course.root / FOLDERS[edition]
    return [
        Built(
            release_path(root, lang, assignment.name),
            notebook_bytes(assemble(assignment, folder, lang, edition)),
        )
        for lang in languages or course.languages
    ]


def released(course: Course, assignment: Assignment) -> list[Built]:
    """Return the students' notebooks as they stand in `release/`.

    Where a language is not there, all are assembled anew: then what students got is not known.

    Raises:
        SpecError: they are no notebooks any more, or have to be assembled, and cannot.
    """
    root = course.root / FOLDERS["student"]
    paths = [release_path(root, lang, assignment.name) for lang in course.languages]
    try:
        notebooks = [Built(path, path.read_bytes()) for path in paths]
    except OSError:
        return built(course, assignment, "student")
    for notebook in notebooks:
        try:
            read_notebook(notebook.data)
        except UnreadableError:
            raise SpecError(
                f"{notebook.path} is not a notebook: make it again with `autograder build`"
            ) from None
    return notebooks


def release_hash(notebooks: list[Built]) -> str:
    """Return a name for what students were handed, for the gradebook."""
    digest = hashlib.sha256()
    for notebook in notebooks:
        digest.update(hashlib.sha256(notebook.data).digest())
    return digest.hexdigest()[:16]
