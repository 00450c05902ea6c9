"""One notebook of an nbgrader assignment, ready to be graded for a whole class."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from autograder import words
from autograder.authoring.course import Course, load_course, load_secret
from autograder.authoring.load import assignment_folders, load_assignment
from autograder.commands.grade import allowing
from autograder.commands.nbgrader.lanes import Lanes
from autograder.commands.nbgrader.ours import OurGrader
from autograder.commands.nbgrader.records import master_of, source_folder, source_of
from autograder.commands.nbgrader.result import CellScore, Result
from autograder.commands.nbgrader.theirs import TheirGrader
from autograder.formats.nbgrader.folder import course_of
from autograder.formats.nbgrader.master import Master
from autograder.formats.nbgrader.mending import Mended, mended
from autograder.formats.nbgrader.source import tests_id
from autograder.formats.notebook import UnreadableError
from autograder.sandbox.lane import SandboxError


class Grader(Protocol):
    """Grades mended notebooks."""

    @property
    def basis(self) -> str:
        """A name for all that decides a verdict, but the hand-in."""

    def prepare(self, lanes: Lanes) -> list[str]:
        """Get ready for the class; return what the instructor should know."""

    def grade(self, hand_in: Mended, student: str, folder: Path, lanes: Lanes) -> Result:
        """Grade one hand-in, whose other files are in `folder`."""


@dataclass(frozen=True)
class Room:
    """One notebook of an assignment, what nbgrader knows of it, and who grades it."""

    course: Course
    root: Path
    """Of the nbgrader course."""

    master: Master
    grader: Grader

    @property
    def key(self) -> tuple[str, str]:
        """The assignment and its notebook."""
        return self.master.assignment, self.master.notebook

    def lanes(self) -> Lanes:
        """Return fork servers for one grading at a time; they start when they are needed."""
        return Lanes(self.course, self.root)

    def mend(self, data: bytes | UnreadableError) -> Mended:
        """Return a hand-in as nbgrader can take it."""
        return mended(data, self.master)

    def basis(self, data: bytes | UnreadableError, timestamp: bytes) -> str:
        """Return a name for all that decides this hand-in's grade."""
        digest = hashlib.sha256(self.grader.basis.encode())
        own = repr((data.key, data.facts)).encode() if isinstance(data, UnreadableError) else data
        for part in (repr(self.master).encode(), own, timestamp):
            digest.update(hashlib.sha256(part).digest())
        return digest.hexdigest()

    def grade(self, hand_in: Mended, student: str, folder: Path, lanes: Lanes) -> Result:
        """Grade one hand-in; whatever is wrong with it, or with us, ends in its result.

        Raises:
            SandboxError: no worker can be had on this machine.
        """
        if hand_in.problem is not None:
            problem = hand_in.problem
            return self._all(0.0, words.say(problem.key, self.course.language, **problem.facts))
        try:
            try:
                return self.grader.grade(hand_in, student, folder, lanes)
            except SandboxError:
                lanes.close()
                return self.grader.grade(hand_in, student, folder, lanes)
        except SandboxError:
            raise
        except Exception as error:
            # No hand-in may stop the class, even where the fault is the grader's own.
            detail = f"{type(error).__name__}: {error}"[:200]
            return self._all(None, words.say("grader-failed", self.course.language, detail=detail))

    def _all(self, points: float | None, reason: str) -> Result:
        scores = {cell.grade_id: CellScore(points, reason) for cell in self.master.tests}
        return Result(scores, reason=reason)


def open_room(coursedir: Any, assignment: str, notebook: str, *, allow: Sequence[str] = ()) -> Room:
    """Return what grades a notebook of an assignment of this nbgrader course.

    An assignment that was built by us is graded by its questions, any other by the tests that its
    instructor wrote.

    Raises:
        NbgraderError: nbgrader knows nothing of it.
        CourseError: the course that it was built from cannot be used.
        SpecError: neither can the assignment.
    """
    root = Path(coursedir.root)
    master = master_of(coursedir, assignment, notebook)
    source = source_of(coursedir, assignment, notebook)
    ours = course_of(root)
    course = load_course(ours) if ours is not None else Course(root=root, name=root.name)
    course = allowing(course, allow)
    if ours is not None and assignment in assignment_folders(course):
        loaded = load_assignment(course, assignment)
        if any(tests_id(question.name) in master.by_id for question in loaded):
            secret = load_secret(course)
            return Room(course, root, master, OurGrader(course, loaded, secret, master, source))
    files = source_folder(coursedir, assignment)
    return Room(course, root, master, TheirGrader(course, master, source, files))
