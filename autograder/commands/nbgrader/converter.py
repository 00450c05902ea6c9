"""nbgrader's own converter with our parts in it: it writes the gradebook and the folders.

`Autograde` reads a hand-in, runs a list of preprocessors on it, and writes it to `autograded/`. In
place of its reader stands one that mends (`MendingExporter`), in place of `Execute` one that grades
in the sandbox (`GradeInSandbox`). Everything else is nbgrader's: what its gradebook holds, manual
grades that are kept, late penalties by its plugin.
"""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.commands.nbgrader.desk import Desk, read_hand_in, submitted_folder
from autograder.commands.nbgrader.hand_ins import links_in
from autograder.commands.nbgrader.result import put_into


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
        # Only what nbgrader has written itself is read as it is; a hand-in may be a link.
        if Path(filename).parent.resolve() == self._written(key[0], student):
            return super().from_filename(filename, resources, **named)
        taken = self.desk.taken.get((student, key))
        if taken is None:
            taken = self.desk.take(student, key, read_hand_in(Path(filename)), folder)
        for note in taken.mended.notes:
            self.log.warning("%s: %s", student, note)
        notebook = nbformat.from_dict(taken.mended.notebook)
        resources["metadata"] = {"name": key[1], "path": str(folder)}
        return self.from_notebook_node(notebook, resources, **named)

    def _written(self, assignment: str, student: str) -> Path:
        coursedir = self.parent.coursedir
        folder = coursedir.format_path(coursedir.autograded_directory, student, assignment)
        return Path(folder).resolve()


class ClassAutograde(Autograde):
    """nbgrader's converter, for one student whose results are there already."""

    desk: Desk
    expected: Sequence[str]

    def __init__(self, **named: Any) -> None:
        super().__init__(force=True, create_student=True, **named)

    def init_notebooks(self) -> None:
        """Name the notebooks that there should be: a hand-in may have them under other names."""
        folder = self._format_source(self.coursedir.assignment_id, self.coursedir.student_id)
        self.assignments = {folder: [f"{folder}/{name}.ipynb" for name in self.expected]}
        self.notebooks: Any = []

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Copy the files beside the notebook, but not what a link of the student's leads to."""
        folder = submitted_folder(self.coursedir, assignment_id, student_id)
        before = self.coursedir.ignore
        self.coursedir.ignore = [*before, *links_in(folder)]
        try:
            super().init_assignment(assignment_id, student_id)
        finally:
            self.coursedir.ignore = before


class GradeInSandbox(NbGraderPreprocessor):
    """Takes the place of `Execute`: the notebook is run and judged in Chainrule's sandbox."""

    def preprocess(self, nb: Any, resources: Any) -> Any:
        """Put the outputs of a grading into a notebook, from which nbgrader reads the scores."""
        about = resources["nbgrader"]
        student, key = about["student"], (about["assignment"], about["notebook"])
        desk: Desk = self.parent.desk
        room = desk.room(key)
        taken = desk.taken.pop((student, key))
        result = desk.graded.pop((student, key), None)
        if result is None:
            folder = submitted_folder(self.parent.parent.coursedir, key[0], student)
            result = room.grade(taken.mended, student, folder, desk.lanes(room))
        put_into(nb, room.master, result)
        nb.metadata["autograder"] = {"basis": taken.basis}
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
