"""The fork servers of one grading at a time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from autograder.authoring.course import Course
from autograder.sandbox.lane import Lane

Whose = Literal["student", "examiner"]


class Lanes:
    """Students' and examiners', for each set of frameworks; each starts when it is first needed."""

    def __init__(self, course: Course, root: Path) -> None:
        self._hidden = (course.root, course.private, root)
        self._floor = course.isolation.floor
        self._lanes: dict[tuple[Whose, tuple[str, ...]], Lane] = {}

    def student(self, frameworks: Sequence[str] = ()) -> Lane:
        """Return the lane of a student's code."""
        return self._lane("student", frameworks)

    def examiner(self, frameworks: Sequence[str] = ()) -> Lane:
        """Return the lane of an instructor's tests."""
        return self._lane("examiner", frameworks)

    def _lane(self, whose: Whose, frameworks: Sequence[str]) -> Lane:
        key = (whose, tuple(frameworks))
        if key not in self._lanes:
            self._lanes[key] = Lane(hidden=self._hidden, floor=self._floor, frameworks=frameworks)
        return self._lanes[key]

    def abandon(self) -> None:
        """End them for good, from any thread: whoever waits for them gets a SandboxError."""
        for lane in list(self._lanes.values()):
            lane.abandon()

    def close(self) -> None:
        """End them."""
        for lane in self._lanes.values():
            lane.close()
