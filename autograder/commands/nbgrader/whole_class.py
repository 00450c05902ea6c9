"""`autograder grade --nbgrader`: a whole class graded side by side, and kept by nbgrader itself.

Our part is done first, in parallel: read, mend, grade. Then nbgrader's converter goes through the
students one by one, finds each result ready, and writes its gradebook and folders as it always
does. What goes wrong with one student stays with that student.
"""

from __future__ import annotations

import json
import queue
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters.base import NbGraderException

from autograder.commands.nbgrader.app import Said, make_programs_found, nbgrader_in, quiet
from autograder.commands.nbgrader.converter import ClassAutograde
from autograder.commands.nbgrader.desk import TIMESTAMP, Desk, Taken, submitted_folder
from autograder.commands.nbgrader.hand_ins import contents_of, is_time, students_of
from autograder.commands.nbgrader.lanes import Lanes
from autograder.commands.nbgrader.records import NbgraderError, notebooks_of
from autograder.commands.nbgrader.result import Result
from autograder.commands.nbgrader.room import Room
from autograder.sandbox.scratch import sweep_scratch


@dataclass(frozen=True)
class HandIn:
    """One notebook that one student handed in, or should have."""

    student: str
    room: Room
    taken: Taken


@dataclass
class Row:
    """What came of one student."""

    student: str
    score: float = 0.0
    max_score: float = 0.0
    needs_review: bool = False
    """Whether a person has something to grade."""

    told: list[str] = field(default_factory=list)
    failed: bool = False
    """Whether nbgrader could not keep the grade."""

    is_new: bool = True
    """Whether it was graded now, and not before."""


class NbgraderClass:
    """The submissions of one assignment in an nbgrader course."""

    def __init__(self, root: Path, assignment: str, *, allow: Sequence[str] = ()) -> None:
        """Read the course's own `nbgrader_config.py`.

        `allow` are layers of isolation that this machine may lack.

        Raises:
            NbgraderError: there is no such course, assignment or submission.
        """
        if not root.is_dir():
            raise NbgraderError(f"{root} is not there")
        if not (root / "source").is_dir() and not (root / "gradebook.db").exists():
            raise NbgraderError(f"{root} is no nbgrader course: it has no source/ and no gradebook")
        make_programs_found()
        self._app = nbgrader_in(root.resolve())
        self.coursedir = self._app.coursedir
        self.assignment = self.coursedir.assignment_id = assignment
        with quiet():
            self.notebooks = notebooks_of(self.coursedir, assignment)
        self.students = list(students_of(self.coursedir, assignment))
        if not self.students:
            where = submitted_folder(self.coursedir, assignment, "*")
            raise NbgraderError(f"there are no submissions in {where}")
        self._said = Said()
        self._app.log.handlers = [self._said]
        self._desk = Desk(self.coursedir, self._app.log, allow=allow)

    def grade(
        self,
        *,
        jobs: int,
        regrade: bool = False,
        on_finished: Callable[[int], None] = lambda _: None,
        on_graded: Callable[[], None] = lambda: None,
        on_note: Callable[[str], None] = lambda _: None,
    ) -> list[Row]:
        """Grade all that is new or changed, and return a row for every student.

        `on_note` is told what the instructor should know of the assignment.

        Raises:
            NbgraderError, CourseError, SpecError: nothing can be graded.
            SandboxError: no worker can be had on this machine.
        """
        sweep_scratch()
        with quiet(), ExitStack() as stack:
            stack.callback(self._desk.close)
            rooms = [self._desk.room((self.assignment, name)) for name in self.notebooks]
            for note in self._said.taken():
                on_note(note)
            hand_ins = [one for student in self.students for one in self._hand_ins(student, rooms)]
            kept = set() if regrade else self._kept(hand_ins)
            waiting = [one for one in hand_ins if one.student not in kept]
            on_finished(len(kept))
            told: dict[str, list[str]] = {student: [] for student in self.students}
            left = Counter(one.student for one in waiting)
            failed: dict[str, str] = {}
            for one, result in _graded(rooms, waiting, self._folder, jobs):
                self._desk.graded[one.student, one.room.key] = result
                told[one.student] += [*one.taken.mended.notes, *filter(None, [result.reason])]
                left[one.student] -= 1
                if not left[one.student]:
                    failed[one.student] = self._keep(one.student)
                    on_graded()
            return [
                self._row(student, told[student], failed.get(student, ""), is_new=student in failed)
                for student in self.students
            ]

    def _folder(self, student: str) -> Path:
        return submitted_folder(self.coursedir, self.assignment, student)

    def _hand_ins(self, student: str, rooms: Sequence[Room]) -> Iterator[HandIn]:
        folder = self._folder(student)
        contents = contents_of(folder, self.notebooks)
        for room in rooms:
            content = contents[room.master.notebook]
            yield HandIn(student, room, self._desk.take(student, room.key, content, folder))

    def _kept(self, hand_ins: Sequence[HandIn]) -> set[str]:
        """Return the students all of whose notebooks were graded on the same basis."""
        changed = {one.student for one in hand_ins if self._basis_kept(one) != one.taken.basis}
        students = {one.student for one in hand_ins} - changed
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            return {student for student in students if self._is_recorded(gradebook, student)}

    def _is_recorded(self, gradebook: Any, student: str) -> bool:
        try:
            gradebook.find_submission(self.assignment, student)
        except MissingEntry:
            return False
        return True

    def _basis_kept(self, one: HandIn) -> str:
        folder = self.coursedir.format_path(
            self.coursedir.autograded_directory, one.student, self.assignment
        )
        try:
            document = json.loads((Path(folder) / f"{one.room.master.notebook}.ipynb").read_bytes())
            basis = document["metadata"]["autograder"]["basis"]
        except (OSError, ValueError, LookupError, TypeError):
            return ""
        return basis if isinstance(basis, str) else ""

    def _keep(self, student: str) -> str:
        """Let nbgrader write what it keeps of a student; return why it could not, if so."""
        self.coursedir.student_id = student
        converter = ClassAutograde(coursedir=self.coursedir, parent=self._app)
        converter.desk, converter.expected = self._desk, self.notebooks
        try:
            converter.start()
        except (NbGraderException, SystemExit):
            said = self._said.taken()
            if not is_time(self._folder(student) / TIMESTAMP):
                return "its timestamp.txt holds no time, so nbgrader keeps no grade: mend the file"
            return said[-1] if said else "nbgrader could not keep the grade"
        except Exception as error:
            return f"{type(error).__name__}: {error}"[:300]
        return ""

    def _row(self, student: str, told: list[str], failure: str, *, is_new: bool) -> Row:
        row = Row(student, told=told, is_new=is_new, failed=bool(failure))
        if failure:
            row.told.append(failure)
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                submission = gradebook.find_submission(self.assignment, student)
            except MissingEntry:
                row.failed = True
                return row
            row.score, row.max_score = submission.score, submission.max_score
            row.needs_review = bool(submission.needs_manual_grade)
        return row


def _graded(
    rooms: Sequence[Room], waiting: Sequence[HandIn], folder: Callable[[str], Path], jobs: int
) -> Iterator[tuple[HandIn, Result]]:
    """Grade side by side; yield each result as it is there."""
    if not waiting:
        return
    with ExitStack() as stack:
        every = [rooms[0].lanes() for _ in range(max(1, min(jobs, len(waiting))))]
        free: queue.SimpleQueue[Lanes] = queue.SimpleQueue()
        for lanes in every:
            stack.callback(lanes.close)
            free.put(lanes)
        pool = stack.enter_context(ThreadPoolExecutor(len(every)))

        def work(one: HandIn) -> tuple[HandIn, Result]:
            lanes = free.get()
            try:
                return one, one.room.grade(
                    one.taken.mended, one.student, folder(one.student), lanes
                )
            finally:
                free.put(lanes)

        try:
            for future in as_completed([pool.submit(work, one) for one in waiting]):
                yield future.result()
        except BaseException:
            # Where grading ends before its time, wait for nobody: a hand-in may take minutes.
            pool.shutdown(wait=False, cancel_futures=True)
            for lanes in every:
                lanes.abandon()
            raise
