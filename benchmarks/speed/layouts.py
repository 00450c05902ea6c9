"""The three graders: the course and the hand-ins as each wants them, its commands, its scores."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from .works import Work

ROOT = Path(__file__).parents[2]
SECRET = "the secret of the benchmarks"
"""The same in every run, so that all runs draw the same hidden cases."""

Notebook = dict[str, Any]
Command = Sequence[str]


def environment(work: Path) -> dict[str, str]:
    """Return an environment without this machine's settings; `work` holds all that is written."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("AUTOGRADER_")}
    beside, home = str(Path(sys.executable).parent), work / "home"
    home.mkdir(parents=True, exist_ok=True)
    secret = work / "secret"
    secret.write_text(SECRET, "ascii")
    secret.chmod(0o600)
    return kept | {
        "PATH": f"{beside}{os.pathsep}{kept['PATH']}",
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "AUTOGRADER_GRADEBOOK": f"sqlite:///{work}/gradebook.db",
        "AUTOGRADER_SECRET_FILE": str(secret),
    }


def filled(release: Notebook, work: Work) -> Notebook:
    """Return a released notebook as a student hands it in.

    All three releases have the same cells of ours, told by the same metadata.
    """
    notebook = {**release, "cells": []}
    for cell in release["cells"]:
        own = cell["metadata"].get("autograder", {})
        role, question = own.get("role"), own.get("question", "")
        if role in work.without:
            continue
        if role == "identity":
            cell = _with(cell, f'student_id = "{work.student}"')
        if role == "solution" and question in work.answers:
            cell = _with(cell, work.answers[question])
        notebook["cells"].append(cell)
        below = work.below.get(question if role == "solution" else str(role), ())
        for number, source in enumerate(below):
            notebook["cells"].append(_own_cell(source, f"own-{len(notebook['cells'])}-{number}"))
    return notebook


def _with(cell: Notebook, source: str) -> Notebook:
    return {**cell, "source": source}


def _own_cell(source: str, name: str) -> Notebook:
    empty: Notebook = {"outputs": [], "execution_count": None, "metadata": {}}
    return {"cell_type": "code", "id": name, "source": source, **empty}


class Grader(Protocol):
    """One of the three."""

    name: str

    def prepare(self) -> None:
        """Make its course: not measured, since it is done once a term."""

    def hand_in(self, works: Iterable[Work]) -> None:
        """Write hand-ins where this grader looks for them."""

    def commands(self) -> Sequence[Command]:
        """Return what grades them, feedback included; to be run one after the other."""

    def scores(self) -> Mapping[str, float]:
        """Return the score of every student that has one."""


@dataclass
class Place:
    """Where a grader's course is, and how its commands are run."""

    assignment: str
    folder: Path
    environment: dict[str, str]

    def run(self, *command: object, folder: Path | None = None) -> None:
        """Run a command that is not measured; end the program where it fails."""
        done = subprocess.run(
            [str(word) for word in command],
            cwd=folder or self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise SystemExit(f"{' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}")

    def autograder(self, *words: object) -> None:
        """Run a command of ours in this repository's course."""
        self.run(program("autograder"), *words, "--course", ROOT)


def program(name: str) -> str:
    """Return a program of this Python's environment."""
    return str(Path(sys.executable).parent / name)


class Chainrule:
    """`autograder grade`, as it is: every layer of isolation, the gradebook, every page."""

    name = "chainrule"

    def __init__(self, place: Place, jobs: int | None = None, options: Sequence[str] = ()) -> None:
        self._place, self._options = place, list(options)
        if jobs is not None:
            self._options += ["--jobs", str(jobs)]
        self.submitted = place.folder / "submitted"
        self.out = place.folder / "out"

    def prepare(self) -> None:
        """Nothing is to be made: the release is in the repository."""
        self._place.folder.mkdir(parents=True, exist_ok=True)

    def hand_in(self, works: Iterable[Work]) -> None:
        """Write `<student>/<assignment>.ipynb`, from the release in English."""
        name = self._place.assignment
        release = _read(ROOT / "release" / "en" / name / f"{name}.ipynb")
        for work in works:
            _write(self.submitted / work.student / f"{name}.ipynb", filled(release, work))

    def command(self, submitted: Path | None = None) -> Command:
        """Return the command for a class, or for the hand-ins at another place."""
        where = ["--out", str(self.out), "--course", str(ROOT)]
        words = [program("autograder"), "grade", self._place.assignment]
        return [*words, str(submitted or self.submitted), *self._options, *where]

    def commands(self) -> Sequence[Command]:
        """One command grades and writes the pages."""
        return [self.command()]

    def scores(self) -> Mapping[str, float]:
        """Read `results.json`."""
        document = json.loads((self.out / "results.json").read_text("utf-8"))
        graded = (one for one in document["submissions"] if one["status"] == "graded")
        return {one["student"]: one["score"] for one in graded}


class Nbgrader:
    """`nbgrader autograde` and `generate_feedback`, both of a whole class at once."""

    name = "nbgrader"

    def __init__(self, place: Place) -> None:
        self._place = place

    def prepare(self) -> None:
        """Have our source notebook released by nbgrader, in a course that is not graded by us."""
        place = self._place
        place.folder.mkdir(parents=True)
        # A configuration that is there is left as it is, so ours does not come in.
        config = "c = get_config()\nc.CourseDirectory.course_id = 'speed'\n"
        (place.folder / "nbgrader_config.py").write_text(config)
        words = ["build", "--format", "nbgrader", "--lang", "en", "--out", place.folder]
        place.autograder(*words, place.assignment)
        place.run(program("nbgrader"), "generate_assignment", place.assignment)

    def hand_in(self, works: Iterable[Work]) -> None:
        """Write `submitted/<student>/<assignment>/<assignment>.ipynb`, from nbgrader's release."""
        name, root = self._place.assignment, self._place.folder
        release = _read(root / "release" / name / f"{name}.ipynb")
        for work in works:
            path = root / "submitted" / work.student / name / f"{name}.ipynb"
            _write(path, filled(release, work))

    def commands(self) -> Sequence[Command]:
        """Grade all, then write all pages."""
        name = self._place.assignment
        nbgrader = program("nbgrader")
        return [[nbgrader, "autograde", name], [nbgrader, "generate_feedback", name]]

    def scores(self) -> Mapping[str, float]:
        """Sum up the automatic scores in the gradebook."""
        query = (
            "SELECT submitted_assignment.student_id, SUM(grade.auto_score) FROM grade"
            " JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id"
            " JOIN submitted_assignment"
            " ON submitted_notebook.assignment_id = submitted_assignment.id"
            " GROUP BY submitted_assignment.student_id"
        )
        path = self._place.folder / "gradebook.db"
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as book:
            return {student: score for student, score in book.execute(query) if score is not None}


class Otter:
    """`otter run`, one hand-in after the other, as in a course that has no Docker."""

    name = "otter"

    def __init__(self, place: Place) -> None:
        self._place = place
        self._students: list[str] = []

    def prepare(self) -> None:
        """Have our master notebook made into students' notebooks and a .zip by `otter assign`."""
        place = self._place
        place.folder.mkdir(parents=True)
        name, master = place.assignment, place.folder / "master"
        words = ["build", "--format", "otter", "--lang", "en", "--out", master]
        place.autograder(*words, name)
        notebook = master / "en" / name / f"{name}.ipynb"
        place.run(program("otter"), "assign", notebook, place.folder / "dist")

    def hand_in(self, works: Iterable[Work]) -> None:
        """Write `<student>/<assignment>.ipynb`, from what `otter assign` gives to students."""
        name, root = self._place.assignment, self._place.folder
        release = _read(root / "dist" / "student" / f"{name}.ipynb")
        for work in works:
            _write(root / "in" / work.student / f"{name}.ipynb", filled(release, work))
            (root / "results" / work.student).mkdir(parents=True, exist_ok=True)
            self._students.append(work.student)

    def commands(self) -> Sequence[Command]:
        """One command a student."""
        name, root = self._place.assignment, self._place.folder
        [tests] = (root / "dist" / "autograder").glob("*.zip")
        return [
            [
                *(program("otter"), "run", str(root / "in" / student / f"{name}.ipynb")),
                *("-a", str(tests), "-o", str(root / "results" / student), "--no-logo"),
            ]
            for student in self._students
        ]

    def scores(self) -> Mapping[str, float]:
        """Read every `results.json`."""
        found = {}
        for student in self._students:
            path = self._place.folder / "results" / student / "results.json"
            with contextlib.suppress(OSError, ValueError):
                tests = json.loads(path.read_text("utf-8"))["tests"]
                found[student] = sum(test["score"] for test in tests if "max_score" in test)
        return found


def graders(assignment: str, work: Path, jobs: int | None = None) -> list[Grader]:
    """Return the three, each with a folder of its own."""
    around = environment(work)

    def place(name: str) -> Place:
        return Place(assignment, work / name, around)

    return [Nbgrader(place("nbgrader")), Otter(place("otter")), Chainrule(place("ours"), jobs)]


def fresh(folder: Path) -> Path:
    """Return a folder that is there and empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _read(path: Path) -> Notebook:
    notebook: Notebook = json.loads(path.read_text("utf-8"))
    return notebook


def _write(path: Path, notebook: Notebook) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook, ensure_ascii=False), "utf-8")
