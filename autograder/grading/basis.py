"""What decides a verdict besides the hand-in itself, as one name for all of it.

A hand-in that was graded on the same basis need not be graded again. Whatever may change a verdict
belongs in here; what only changes how a verdict is shown does not.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import platform
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

import autograder
from autograder.authoring.course import Course
from autograder.authoring.load import assignment_folders
from autograder.grading.paper import Paper

LIBRARIES = ("numpy", "torch", "tensorflow", "tensorflow-cpu", "keras")
"""What students' numbers come from; another version may give others."""

INDIFFERENT = {"root", "name", "count", "feedback_from", "gradebook", "isolation"}
"""Settings of a course that decide no verdict."""

SHOWN = {".md", ".ipynb", ".png", ".svg"}
"""Files of an assignment that students see: what matters of them is in the release."""


def basis_of(paper: Paper, release: str, lang: str | None) -> str:
    """Return a name for all that decides a verdict, but the hand-in and whose it is.

    `release` names what students were handed, and `lang` is the language asked for, if any. Call
    it right after the assignment was loaded: the files are read that its code was loaded from.
    """
    course = paper.course
    facts = {
        "release": release,
        "seed": paper.secret.seed_id,
        "engine": _engine(),
        "course": _digest(course.root, set(_course_files(course, paper.assignment.name))),
        "settings": {name: repr(getattr(course, name)) for name in _settings()},
        "language": lang,
        "python": platform.python_version(),
        "libraries": list(_versions()),
    }
    if paper.slots is not None:
        facts["device"] = "cuda"
    text = json.dumps(facts, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _engine() -> str:
    """Return a name for this program: its version alone stays the same while it is worked on."""
    root = Path(autograder.__file__).parent
    files = (path for path in root.rglob("*.py") if "templates" not in path.parts)
    return autograder.__version__ + _digest(root, files)


def _course_files(course: Course, assignment: str) -> Iterator[Path]:
    """Yield the files that say what is right: the reference, the questions, and their data."""
    folder = assignment_folders(course)[assignment]
    yield from (course.root / "reference").rglob("*.py")
    # Not everything below: hand-ins may be kept there too.
    beside = [*folder.iterdir(), *(folder / "data").rglob("*")]
    yield from (path for path in beside if path.is_file() and path.suffix not in SHOWN)
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file is None or name.partition(".")[0] == autograder.__name__:
            continue
        path = Path(file)
        if path.is_relative_to(course.root) and not path.is_relative_to(sys.prefix):
            yield path


def _settings() -> Iterator[str]:
    return (item.name for item in dataclasses.fields(Course) if item.name not in INDIFFERENT)


def _digest(root: Path, files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(files):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(root)} {content}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _versions() -> Iterator[str]:
    for name in LIBRARIES:
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            continue
