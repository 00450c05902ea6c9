"""The fork servers of one grading at a time."""

from __future__ import annotations

from pathlib import Path

from autograder.authoring.course import Course
from autograder.sandbox.lane import Lane


class Lanes:
    """The student's, and the examiner's; each starts when it is first needed."""

    def __init__(self, course: Course, root: Path) -> None:
        hidden = (course.root, course.private, root)
        floor = course.isolation.floor
        self.student = Lane(hidden=hidden, floor=floor)
        self.examiner = Lane(hidden=hidden, floor=floor)

    def abandon(self) -> None:
        """End them for good, from any thread: whoever waits for them gets a SandboxError."""
        self.student.abandon()
        self.examiner.abandon()

    def close(self) -> None:
        """End them."""
        self.student.close()
        self.examiner.close()
