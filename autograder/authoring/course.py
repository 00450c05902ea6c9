"""A course: its folder, its `course.toml`, its secret."""

from __future__ import annotations

import hashlib
import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from autograder.authoring.conventions import SETTINGS, read_conventions
from autograder.authoring.settings import CourseError, Environment, Isolation, Limits
from autograder.conventions import Choice
from autograder.spec import SpecError
from autograder.words import LANGUAGES

__all__ = [
    "Course",
    "CourseError",
    "Environment",
    "Isolation",
    "Limits",
    "Secret",
    "course_settings",
    "find_course",
    "load_course",
    "load_secret",
]

SECRET_NOTE = """\
This folder belongs to the course's graders. Keep it out of version control and out of students'
reach, and back it up.

secret        The hidden inputs of every assignment are drawn from it. Whoever has it can compute
              them. If it is lost, nothing that was graded is lost: the grades are in the gradebook.
              A new secret is made at the next grading, later gradings use other hidden inputs, and
              the gradebook shows by its seed id which gradings belong together.
gradebook.db  Every hand-in and every grading.
"""


TABLES: Mapping[str, Any] = {"limits": Limits, "environment": Environment, "isolation": Isolation}
"""The tables of `course.toml` whose settings are of a dataclass."""


@dataclass(frozen=True)
class Course:
    """What `course.toml` says."""

    root: Path
    name: str
    languages: tuple[str, ...] = ("en",)
    count: Literal["best", "last"] = "best"
    """Which of a student's attempts counts."""

    follow_through: float = 1.0
    """The share of a question's points that it may earn with the wrong functions that it builds on
    set right; 0 for none."""

    feedback_from: Mapping[str, datetime] = field(default_factory=dict)
    """By assignment: the moment until which students read only what was received of them."""

    gradebook: str = ""
    """SQLAlchemy URL; by default a SQLite file in the course's private folder."""

    limits: Limits = field(default_factory=Limits)
    environment: Environment = field(default_factory=Environment)
    isolation: Isolation = field(default_factory=Isolation)
    conventions: Mapping[str, Choice] = field(default_factory=dict)
    """The quantities that others define differently, and the course's form of each."""

    @property
    def language(self) -> str:
        """The course's first language."""
        return self.languages[0]

    @property
    def private(self) -> Path:
        """The folder of the secret and the gradebook."""
        return self.root / ".autograder"

    @property
    def gradebook_url(self) -> str:
        """Where the gradebook is; `AUTOGRADER_GRADEBOOK` overrides `course.toml`."""
        url = os.environ.get("AUTOGRADER_GRADEBOOK") or self.gradebook
        if not url:
            return f"sqlite:///{self.private / 'gradebook.db'}"
        prefix = "sqlite:///"
        if url.startswith(prefix) and not url.startswith(prefix + "/"):
            return prefix + str(self.root / url.removeprefix(prefix))
        return url

    @property
    def secret_path(self) -> Path:
        """Where the secret is; `AUTOGRADER_SECRET_FILE` overrides the course's own."""
        override = os.environ.get("AUTOGRADER_SECRET_FILE")
        return Path(override) if override else self.private / "secret"


def find_course(start: Path) -> Path:
    """Return the nearest folder upwards that holds a `course.toml`.

    Raises:
        CourseError: there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / "course.toml").is_file():
            return folder
    raise CourseError(
        f"no course.toml in {start} or above it: go to the course's folder, name it with "
        "--course DIR, or make one with `autograder new COURSE`"
    )


def load_course(root: Path) -> Course:
    """Read `course.toml`.

    Raises:
        CourseError: it is missing, is not TOML, or says something unknown or of a wrong type.
    """
    path = root.resolve() / "course.toml"
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise CourseError(f"{path} does not exist: make it with `autograder new COURSE`") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CourseError(f"{path} cannot be read: {error}") from None
    for name, kind in TABLES.items():
        data[name] = _read(kind, data.get(name, {}), f"{path}, [{name}]")
        data[name].check(f"{path}, [{name}]")
    data.setdefault("name", "")
    if isinstance(data.get("languages"), list):
        data["languages"] = tuple(data["languages"])
    told = data.pop("conventions", {})
    course: Course = _read(Course, data, str(path), root=path.parent)
    _check(course, path)
    try:
        return replace(course, conventions=read_conventions(told, str(path), course.languages))
    except SpecError as error:
        raise CourseError(str(error)) from None


def _read(kind: type, data: Any, where: str, **ours: Any) -> Any:
    """Make a `kind` of what the file says and of what is `ours` to say."""
    known = {item.name for item in fields(kind)} - set(ours)
    if not isinstance(data, dict):
        raise CourseError(f"{where} must be a table")
    if unknown := sorted(set(data) - known):
        raise CourseError(
            f"{where}: unknown setting {unknown[0]!r}; known are {', '.join(sorted(known))}"
        )
    return kind(**data, **ours)


def _check(course: Course, path: Path) -> None:
    if not isinstance(course.name, str) or not course.name.strip():
        raise CourseError(f"{path}: `name` must be a text that is not empty")
    if not _are_languages(course.languages):
        known = ", ".join(LANGUAGES)
        raise CourseError(
            f"{path}: `languages` must be a list of one or more of {known}, each once"
        )
    if course.count not in ("best", "last"):
        raise CourseError(f'{path}: `count` must be "best" or "last"')
    share = course.follow_through
    if type(share) not in (int, float) or not 0 <= share <= 1:
        raise CourseError(f"{path}: `follow_through` must be a number from 0 to 1")
    moments = course.feedback_from
    if not isinstance(moments, dict) or not all(map(_is_moment, moments.values())):
        raise CourseError(
            f"{path}: `feedback_from` must have a moment for each assignment that it names, with "
            "its offset: exam = 2030-06-30T18:00:00+02:00"
        )
    if not isinstance(course.gradebook, str):
        raise CourseError(f"{path}: `gradebook` must be a database URL")


def _is_moment(value: Any) -> bool:
    return isinstance(value, datetime) and value.tzinfo is not None


def _are_languages(value: Any) -> bool:
    if not isinstance(value, tuple) or any(lang not in LANGUAGES for lang in value):
        return False
    return 0 < len(value) == len(set(value))


@dataclass(frozen=True)
class Secret:
    """The key that every hidden input is drawn with."""

    key: bytes
    made_now: bool = False

    @property
    def seed_id(self) -> str:
        """A name for this secret that does not give it away."""
        return hashlib.sha256(b"seed id" + self.key).hexdigest()[:12]


def load_secret(course: Course) -> Secret:
    """Return the course's secret, made now if there is none yet.

    Raises:
        CourseError: it cannot be read or made, or holds fewer than 16 bytes.
    """
    path = course.secret_path
    try:
        made_now = not path.exists() and _make_secret(path)
        key = path.read_bytes().strip()
    except OSError as error:
        raise CourseError(f"the course's secret {path} cannot be used: {error.strerror}") from None
    if len(key) < 16:
        raise CourseError(
            f"the course's secret {path} holds fewer than 16 bytes: delete it to have a new one"
        )
    return Secret(key, made_now)


def _make_secret(path: Path) -> bool:
    """Make a secret, and say whether it was made: another grader may have been faster."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = secrets.token_hex(32).encode()
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "wb") as file:
        file.write(key + b"\n")
    note = path.parent / "README"
    if not note.exists():
        note.write_text(SECRET_NOTE, "utf-8")
    return True


def course_settings() -> Mapping[str, str]:
    """Return every setting of `course.toml` with its default, for the docs and their test."""
    top = {item.name: repr(item.default) for item in fields(Course) if item.name != "root"}
    nested = {
        f"{name}.{item.name}": repr(item.default)
        for name, kind in TABLES.items()
        for item in fields(kind)
    }
    for name in (*TABLES, "conventions", "feedback_from"):
        del top[name]
    conventions = dict.fromkeys((f"conventions.NAME.{key}" for key in SETTINGS), "none")
    return {**top, "feedback_from.ASSIGNMENT": "none", **nested, **conventions}
