"""What one run of nbgrader's converter needs of us: rooms, fork servers, what is graded already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.commands.nbgrader.lanes import Lanes
from autograder.commands.nbgrader.result import Result
from autograder.commands.nbgrader.room import Room, open_room
from autograder.formats.files import read_plain
from autograder.formats.nbgrader.mending import Mended
from autograder.formats.notebook import UnreadableError

MAX_NOTEBOOK = 20 * 2**20
MAX_TIMESTAMP = 1_000

TIMESTAMP = "timestamp.txt"
"""Beside a notebook, says when it was handed in."""

Key = tuple[str, str]
"""An assignment and a notebook of it."""


@dataclass(frozen=True)
class Taken:
    """A hand-in that was read and mended."""

    mended: Mended
    basis: str
    """A name for all that decides its grade."""


class Desk:
    """Opens rooms when they are needed, and keeps what passes from one step to the next."""

    def __init__(self, coursedir: Any, log: Any, *, allow: Sequence[str] = ()) -> None:
        self._coursedir, self._log, self._allow = coursedir, log, allow
        self._rooms: dict[Key, Room] = {}
        self._lanes: dict[Path, Lanes] = {}
        self.taken: dict[tuple[str, Key], Taken] = {}
        self.graded: dict[tuple[str, Key], Result] = {}

    def room(self, key: Key) -> Room:
        """Return what grades a notebook.

        Raises:
            NbgraderError: nbgrader knows nothing of it.
            CourseError, SpecError: the course that it was built from cannot be used.
            SandboxError: no worker can be had on this machine.
        """
        if key not in self._rooms:
            room = open_room(self._coursedir, *key, allow=self._allow)
            for note in room.grader.prepare(self.lanes(room)):
                self._log.warning("%s: %s", key[1], note)
            self._rooms[key] = room
        return self._rooms[key]

    def lanes(self, room: Room) -> Lanes:
        """Return fork servers for a room."""
        return self._lanes.setdefault(room.course.root, room.lanes())

    def take(self, student: str, key: Key, data: bytes | UnreadableError, folder: Path) -> Taken:
        """Mend a hand-in, and keep it until it is graded."""
        room = self.room(key)
        stamp = read_hand_in(folder / TIMESTAMP, MAX_TIMESTAMP)
        basis = room.basis(data, stamp if isinstance(stamp, bytes) else b"")
        self.taken[student, key] = taken = Taken(room.mend(data), basis)
        return taken

    def close(self) -> None:
        """End the fork servers."""
        for lanes in self._lanes.values():
            lanes.close()


def read_hand_in(path: Path, most: int = MAX_NOTEBOOK) -> bytes | UnreadableError:
    """Return the bytes of a submitted file, no link being followed, or why there are none."""
    try:
        return read_plain(path.parent, [path.name], most)
    except UnreadableError as error:
        return error


def submitted_folder(coursedir: Any, assignment: str, student: str) -> Path:
    """Return where a student's hand-in is."""
    return Path(coursedir.format_path(coursedir.submitted_directory, student, assignment))
