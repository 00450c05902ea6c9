"""The three graders, each by its own command and with the settings that it is installed with."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import nbformat

from tests.attacks.attack import HONEST
from tests.attacks.surroundings import Surroundings

from . import assignment

COURSE = Path(__file__).parent / "course"
Environment = dict[str, str]


@dataclass(frozen=True)
class Result:
    """What a grader makes of a submission."""

    score: float | None
    """Nothing where it has none."""

    shown: str
    """What a student gets back of the notebook: outputs and messages, without our own marks."""

    told: str
    """What is said of the question that is asked for, to the student or in the grader's log."""


class Grader(Protocol):
    """One of the three."""

    name: str

    def prepare(self, manner: str, token: str) -> None:
        """Make its course once, with hidden tests in a manner of `TESTS` and a token in them."""

    def hand_in(
        self, around: Surroundings, manner: str, sources: list[str], answers: dict[str, str]
    ) -> list[str]:
        """Put the course and a submission into the surroundings; return the grading command."""

    def places(self, around: Surroundings) -> dict[str, str]:
        """Return where this grader's valuables are, of those that differ between graders."""

    def result(self, around: Surroundings, log: str, about: str) -> Result:
        """Read what came of it."""


class Nbgrader:
    """`nbgrader autograde`, the gradebook and the executed notebook that feedback shows."""

    name = "nbgrader"

    def __init__(self, python: Path, work: Path, environment: Environment) -> None:
        self._command = [str(python), "-m", "nbgrader"]
        self._work = work
        self._environment = environment

    def prepare(self, manner: str, token: str) -> None:
        """Write the source notebook, and have the release made of it."""
        course = self._work / manner
        source = course / "source" / "light" / "light.ipynb"
        source.parent.mkdir(parents=True)
        (course / "nbgrader_config.py").write_text(assignment.NBGRADER_CONFIG)
        nbformat.write(assignment.nbgrader_source(manner, token), source)
        _run([*self._command, "generate_assignment", "light"], course, self._environment)
        other = course / "submitted" / "ada" / "light" / "light.ipynb"
        other.parent.mkdir(parents=True)
        nbformat.write(self._notebook(course, [f"# {token}"], HONEST), other)

    def hand_in(
        self, around: Surroundings, manner: str, sources: list[str], answers: dict[str, str]
    ) -> list[str]:
        """Copy the course beside the canaries and add a student."""
        shutil.copytree(self._work / manner, around.course, dirs_exist_ok=True)
        handed = around.course / "submitted" / "eve" / "light" / "light.ipynb"
        handed.parent.mkdir(parents=True)
        nbformat.write(self._notebook(around.course, sources, answers), handed)
        root = f"--CourseDirectory.root={around.course}"
        return [*self._command, "autograde", "light", "--student=eve", root]

    def places(self, around: Surroundings) -> dict[str, str]:
        """Hidden tests and solutions are in one notebook."""
        course = around.course
        source = str(course / "source" / "light" / "light.ipynb")
        return {
            "SECRET": source,
            "REFERENCE": source,
            "OTHER": str(course / "submitted" / "ada" / "light" / "light.ipynb"),
            "GRADEBOOK": str(course / "gradebook.db"),
        }

    def result(self, around: Surroundings, log: str, about: str) -> Result:
        """Read the gradebook and the executed notebook."""
        executed = around.course / "autograded" / "eve" / "light" / "light.ipynb"
        shown, told = "", ""
        if executed.exists():
            cells = nbformat.read(executed, 4).cells
            shown = "\n".join(
                _shown(output) for cell in cells for output in cell.get("outputs", [])
            )
            test = [cell for cell in cells if _grade_id(cell) == f"test_{about}"]
            told = "\n".join(_shown(output) for cell in test for output in cell.outputs)
        return Result(self._score(around.course), shown, _line(told) or _logged(log))

    def _score(self, course: Path) -> float | None:
        query = (
            "SELECT SUM(grade.auto_score) FROM grade"
            " JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id"
            " JOIN submitted_assignment"
            " ON submitted_notebook.assignment_id = submitted_assignment.id"
            " WHERE submitted_assignment.student_id = 'eve'"
        )
        with contextlib.suppress(sqlite3.Error):
            path = course / "gradebook.db"
            with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as book:
                (score,) = book.execute(query).fetchone()
                return score
        return None

    def _notebook(self, course: Path, sources: list[str], answers: dict[str, str]) -> Any:
        release = nbformat.read(course / "release" / "light" / "light.ipynb", 4)
        return assignment.nbgrader_submission(release, sources, answers)


class Otter:
    """`otter run`: its zip of tests, and the `results.json` that Gradescope would read."""

    name = "otter"

    def __init__(self, python: Path, work: Path, environment: Environment) -> None:
        self._command = [str(python), "-m", "otter"]
        self._work = work
        self._environment = environment

    def prepare(self, manner: str, token: str) -> None:
        """Write the test files, and have the zip made of them."""
        course = self._work / manner
        (course / "tests").mkdir(parents=True)
        for name in HONEST:
            text = assignment.otter_test(name, manner, token)
            (course / "tests" / f"{name}.py").write_text(text)
        command = [*self._command, "generate", "-t", "tests", "-o", "autograder.zip"]
        _run([*command, "--no-environment"], course, self._environment)
        nbformat.write(assignment.plain_submission([f"# {token}"], HONEST), course / "light.ipynb")
        (course / "final_grades.csv").write_text(f"file,total\nada-{token},8.0\n")

    def hand_in(
        self, around: Surroundings, manner: str, sources: list[str], answers: dict[str, str]
    ) -> list[str]:
        """Copy the course beside the canaries and add a student."""
        shutil.copytree(self._work / manner, around.course, dirs_exist_ok=True)
        handed = _plain(around, sources, answers)
        out = around.root / "out"
        out.mkdir()
        zipped = str(around.course / "autograder.zip")
        return [*self._command, "run", str(handed), "-a", zipped, "-o", str(out), "--no-logo"]

    def places(self, around: Surroundings) -> dict[str, str]:
        """It keeps no gradebook: a table of earlier grades stands for it."""
        return {
            "SECRET": str(around.course / "tests" / "relu.py"),
            "REFERENCE": str(around.course / "light.ipynb"),
            "GRADEBOOK": str(around.course / "final_grades.csv"),
        }

    def result(self, around: Surroundings, log: str, about: str) -> Result:
        """Read `results.json`, which has a row a question."""
        path = around.root / "out" / "results.json"
        if not path.exists():
            return Result(None, "", _logged(log))
        said = json.loads(path.read_text())
        tests = [one for one in said["tests"] if "score" in one]
        score = said.get("score", sum(one["score"] for one in tests))
        told = [one.get("output", "") for one in said["tests"] if one["name"] == about]
        shown = "\n".join(one.get("output", "") for one in said["tests"])
        failed = any(one["name"].startswith("Autograder") for one in said["tests"])
        return Result(score, _without_sources(shown), _line(shown if failed else "".join(told)))


class Chainrule:
    """`autograder grade`, and the `results.json` and page that it writes."""

    name = "chainrule"

    def __init__(self) -> None:
        self._command = str(Path(sys.executable).parent / "autograder")

    def prepare(self, _manner: str, _token: str) -> None:
        """Nothing is to be made beforehand: our cases are compared in the grader, in one manner."""

    def hand_in(
        self, around: Surroundings, _manner: str, sources: list[str], answers: dict[str, str]
    ) -> list[str]:
        """Write our questions into the course beside the canaries and add a student."""
        (around.course / "course.toml").write_text(assignment.COURSE_SETTINGS)
        shutil.copytree(COURSE, around.course / "assignments" / "light", dirs_exist_ok=True)
        handed = _plain(around, sources, answers)
        out, course = str(around.root / "out"), str(around.course)
        command = [self._command, "grade", "light", str(handed), "--attempt-of", "eve"]
        return [*command, "--out", out, "--course", course]

    def places(self, _around: Surroundings) -> dict[str, str]:
        """The surroundings are those of our own course."""
        return {}

    def result(self, around: Surroundings, log: str, about: str) -> Result:
        """Read `results.json` and the page."""
        out = around.root / "out"
        if not (out / "results.json").exists():
            return Result(None, "", _logged(log))
        text = (out / "results.json").read_text()
        (one,) = json.loads(text)["submissions"]
        pages = "\n".join(path.read_text() for path in out.rglob("*.html"))
        (question,) = [each for each in one["questions"] if each["name"] == about]
        said = [one["reason"], question["message"], *(c["message"] for c in question["cases"])]
        told = next(filter(None, said), "")
        score = None if one["status"] in ("ungraded", "error") else one["score"]
        return Result(score, text + pages, told)


def _plain(around: Surroundings, sources: list[str], answers: dict[str, str]) -> Path:
    handed = around.root / "submitted" / "eve" / "light.ipynb"
    handed.parent.mkdir(parents=True)
    nbformat.write(assignment.plain_submission(sources, answers), handed)
    return handed


def _run(command: list[str], folder: Path, environment: Environment) -> None:
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=600
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")


def _shown(output: Any) -> str:
    """Return an output's words. A traceback's quotes of the tests are the grader's, not taken."""
    if output.output_type == "stream":
        return str(output.text)
    if output.output_type == "error":
        return f"{output.ename}: {output.evalue}"
    return "\n".join(map(str, output.data.values()))


def _without_sources(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if "Error" in line or "LOOT" in line)


def _grade_id(cell: Any) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def _logged(log: str) -> str:
    """Return the line of a log that tells of a failure: an exception, or else a mere word."""
    stripped = [line.strip() for line in log.splitlines()]
    lines = [line for line in stripped if re.search(r"error|died|fail", line, re.I)]
    exceptions = [line for line in lines if re.match(r"(\w+\.)*\w*(Error|Exception)\b", line)]
    return _line((exceptions or lines or [""])[-1])


def _line(text: str) -> str:
    """Return the most telling line, without colours, paths and addresses."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    plain = re.sub(r"/tmp/\S+", "…", re.sub(r"0x[0-9a-f]+", "…", plain))
    lines = [line.strip() for line in plain.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"\S*(Error|Exception|Interrupt)\b", line)]
    return (errors or lines or [""])[-1][:160]
