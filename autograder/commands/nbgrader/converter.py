"""nbgrader's own converter with our parts in it: it writes the gradebook and the folders.

`Autograde` reads a hand-in, runs a list of preprocessors on it, and writes it to `autograded/`. In
place of its reader stands one that mends (`MendingExporter`), in place of `Execute` one that grades
in the sandbox (`GradeInSandbox`). Everything else is nbgrader's: what its gradebook holds, manual
grades that are kept, late penalties by its plugin.
"""

from __future__ import annotations

import weakref
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.commands.nbgrader.lanes import Lanes
from autograder.commands.nbgrader.result import Result, put_into
from autograder.commands.nbgrader.room import Room, open_room
from autograder.formats.files import read_plain
from autograder.formats.nbgrader.mending import Mended
from autograder.formats.notebook import UnreadableError

MAX_NOTEBOOK = 20 * 2**20

Key = tuple[str, str]
"""An assignment and a notebook of it."""


class Desk:
    """What one run of the converter needs: the rooms, and one pair of fork servers."""

    def __init__(self, coursedir: Any, log: Any) -> None:
        self._coursedir, self._log = coursedir, log
        self._rooms: dict[Key, Room] = {}
        self._lanes: dict[Path, Lanes] = {}
        self.graded: dict[tuple[str, Key], Result] = {}
        """Results that are there already, by student and notebook."""

        self.hand_ins: dict[tuple[str, Key], Mended] = {}

    def room(self, key: Key) -> Room:
        """Return what grades a notebook."""
        if key not in self._rooms:
            self._rooms[key] = room = open_room(self._coursedir, *key)
            for note in room.grader.prepare(self.lanes(room)):
                self._log.warning("%s/%s: %s", *key, note)
        return self._rooms[key]

    def lanes(self, room: Room) -> Lanes:
        """Return the fork servers for a room."""
        return self._lanes.setdefault(room.course.root, room.lanes())

    def close(self) -> None:
        """End the fork servers."""
        for lanes in self._lanes.values():
            lanes.close()


def read_hand_in(path: Path) -> bytes | UnreadableError:
    """Return the bytes of a submitted notebook, no link being followed, or why there are none."""
    try:
        return read_plain(path.parent, [path.name], MAX_NOTEBOOK)
    except UnreadableError as error:
        return error


class MendingExporter(NotebookExporter):
    """Reads what students handed in, whatever it is, as notebooks that nbgrader can go on with."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        self.desk: Desk = getattr(self.parent, "desk", None) or Desk(
            self.parent.coursedir, self.log
        )
        weakref.finalize(self, self.desk.close)

    def from_filename(self, filename: str, resources: Any = None, **named: Any) -> Any:
        """Return a notebook as text, with its resources; a hand-in is mended before."""
        about = resources["nbgrader"]
        student, key = about["student"], (about["assignment"], about["notebook"])
        folder = submitted_folder(self.parent.coursedir, key[0], student)
        if Path(filename).resolve().parent != folder.resolve():
            return super().from_filename(filename, resources, **named)
        room = self.desk.room(key)
        hand_in = self.desk.hand_ins.get((student, key))
        if hand_in is None:
            hand_in = room.mend(read_hand_in(Path(filename)))
            self.desk.hand_ins[student, key] = hand_in
        for note in hand_in.notes:
            self.log.warning("%s: %s", student, note)
        notebook = nbformat.from_dict(hand_in.notebook)
        resources["metadata"] = {"name": key[1], "path": str(folder)}
        return self.from_notebook_node(notebook, resources, **named)


def submitted_folder(coursedir: Any, assignment: str, student: str) -> Path:
    """Return where a student's hand-in is."""
    return Path(coursedir.format_path(coursedir.submitted_directory, student, assignment))


class GradeInSandbox(NbGraderPreprocessor):
    """Takes the place of `Execute`: the notebook is run and judged in Chainrule's sandbox."""

    def preprocess(self, nb: Any, resources: Any) -> Any:
        """Put the outputs of a grading into a notebook, from which nbgrader reads the scores."""
        about = resources["nbgrader"]
        student, key = about["student"], (about["assignment"], about["notebook"])
        desk: Desk = self.parent.desk
        room = desk.room(key)
        result = desk.graded.get((student, key))
        if result is None:
            hand_in = desk.hand_ins[student, key]
            folder = submitted_folder(self.parent.parent.coursedir, key[0], student)
            result = room.grade(hand_in, student, folder, desk.lanes(room))
        desk.hand_ins.pop((student, key), None)
        put_into(nb, room.master, result)
        resources["chainrule"] = result
        if result.reason:
            self.log.warning("%s: %s", student, result.reason)
        return nb, resources


class LeaveForReview(NbGraderPreprocessor):
    """After `SaveAutoGrades`: what could not be judged waits for a person, and has no score yet."""

    def preprocess(self, nb: Any, resources: Any) -> Any:
        """Take the scores away that nbgrader has read from cells without one."""
        about = resources["nbgrader"]
        scores = resources["chainrule"].scores
        waiting = [grade_id for grade_id, score in scores.items() if score.points is None]
        if waiting:
            coursedir = self.parent.parent.coursedir
            with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
                for grade_id in waiting:
                    grade = gradebook.find_grade(
                        grade_id, about["notebook"], about["assignment"], about["student"]
                    )
                    grade.auto_score = None
                    grade.needs_manual_grade = True
                gradebook.db.commit()
        return nb, resources
