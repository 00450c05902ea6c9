"""Kill the grader at random moments, and see that nothing is lost and nothing is graded twice.

    python benchmarks/kills.py [--kills 50] [--class 60] [--seed 0] [--jobs 2]

A class of the template's course is graded undisturbed. Then it is graded with another gradebook,
killed (SIGKILL) and started again as often as asked, and left alone to finish. Prints one JSON
object; exit code 1 where the two gradebooks or the pages differ by more than their times, or a
killed grader left anything behind.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import json
import os
import platform
import random
import re
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-c", "from autograder.cli import main; main()"]
GONE_SECONDS = 60.0
"""After so long, a process that a killed grader left is there to stay."""

ANSWERS = (
    "return w @ x + b",
    "return w @ x",
    "return w @ x - b",
    "return sum(a * c + b for a, c in zip(w, x))",
    "raise ValueError('not today')",
    "return str(w)",
)
"""Bodies of the template's first function, right and wrong: the class takes turns."""


def main() -> int:
    """Grade, kill, go on, compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--class", type=int, default=60, dest="size")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        result = trial(Path(folder), options)
    print(json.dumps(result, indent=1))
    wrong = ("differences", "graded_twice", "lost", "processes_left", "folders_left")
    return int(any(result[name] for name in wrong))


def trial(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Run the whole trial in an empty folder; return what came of it."""
    make_class(folder / "course", options.size)
    calm = Grading(folder, "calm", options.jobs)
    pace = calm.pace()
    killed = Grading(folder, "killed", options.jobs)
    rng = random.Random(options.seed)
    # So early that somebody is still at work when the moment has come.
    moments = sorted(rng.randrange(options.size - options.jobs) for _ in range(options.kills))
    kills = [killed.kill(moment, rng.uniform(0, 1), pace) for moment in moments]
    found = killed.run()
    return {
        "class": options.size,
        "kills": sum(kill.hit for kill in kills),
        "finished_at_each_kill": [kill.finished for kill in kills],
        "graded_already_at_the_end": found,
        "gradings": len(killed.gradings()),
        "graded_twice": len(killed.gradings()) - len({row[0] for row in killed.gradings()}),
        "lost": sum(kill.lost for kill in kills),
        "processes_left": sum(kill.left for kill in kills),
        "folders_left": len(list(killed.scratch.iterdir())),
        "differences": sorted(differences(calm, killed)),
        "seed": options.seed,
        "jobs": options.jobs,
        "python": platform.python_version(),
    }


def make_class(course: Path, size: int) -> None:
    """Make the template's course, and hand-ins that are right and wrong in turn, some broken."""
    autograder("new", str(course), cwd=course.parent)
    autograder("build", cwd=course)
    shutil.rmtree(course / "assignments/neuron/sample")
    release = json.loads((course / "release/en/neuron/neuron.ipynb").read_text("utf-8"))
    for number in range(size):
        path = course / f"in/student{number:03}/neuron.ipynb"
        path.parent.mkdir(parents=True)
        body = ANSWERS[number % len(ANSWERS)]
        text = json.dumps(answered(release, f"def pre_activation(w, x, b):\n    {body}"))
        path.write_text(text if number % 12 else text[:-9], "utf-8")


def answered(release: dict[str, Any], answer: str) -> dict[str, Any]:
    """Return the release with an answer to its first function."""
    notebook: dict[str, Any] = json.loads(json.dumps(release))
    for cell in notebook["cells"]:
        own = cell["metadata"]["autograder"]
        if own == {"role": "solution", "question": "pre_activation"}:
            cell["source"] = answer
    return notebook


def autograder(*words: str, cwd: Path) -> None:
    """Run a command that must succeed."""
    subprocess.run([*COMMAND, *words], cwd=cwd, env=environment(), check=True, capture_output=True)


def environment(**ours: str) -> dict[str, str]:
    """The environment of a grader: this checkout's package, and nobody's settings."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("AUTOGRADER_")}
    return {**kept, "PYTHONPATH": str(ROOT), **ours}


@dataclass(frozen=True)
class Kill:
    """What one kill did."""

    hit: bool
    """Whether there was still somebody to kill."""

    finished: int
    """How many submissions were graded and kept by then."""

    lost: int
    """How many gradings of before were gone or changed afterwards."""

    left: int
    """How many of the grader's processes outlived it."""


@dataclass(frozen=True)
class Pace:
    """How long an undisturbed grading takes, in seconds."""

    first: float
    """To come to the first submission."""

    each: float
    """For a submission."""


class Grading:
    """One gradebook, one folder of results, and the grader that fills them."""

    def __init__(self, folder: Path, name: str, jobs: int) -> None:
        self.course = folder / "course"
        self.out = folder / name
        self.scratch = folder / f"{name}-scratch"
        self.scratch.mkdir()
        self.book = folder / f"{name}.db"
        secret = folder / "secret"
        secret.write_text("the same for both gradings", "ascii")
        self._command = [*COMMAND, "grade", "neuron", "in", "--out", str(self.out)]
        self._command += ["--jobs", str(jobs), "--json"]
        self._environment = environment(
            AUTOGRADER_GRADEBOOK=f"sqlite:///{self.book}",
            AUTOGRADER_SECRET_FILE=str(secret),
            TMPDIR=str(self.scratch),
        )

    def start(self) -> subprocess.Popen[str]:
        """Start the grader."""
        return subprocess.Popen(
            self._command,
            cwd=self.course,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self) -> int:
        """Grade to the end; return how many were graded already, as the grader says."""
        found = re.search(r"Graded already: (\d+) of", self._end(self.start()))
        return int(found[1]) if found else 0

    def _end(self, grader: subprocess.Popen[str]) -> str:
        _, told = grader.communicate()
        # Broken hand-ins make it 1.
        if grader.returncode not in (0, 1) or "Traceback" in told:
            raise SystemExit(f"the grader ended with {grader.returncode}: {told}")
        return told

    def kill(self, moment: int, share: float, pace: Pace) -> Kill:
        """Start the grader, and kill it a little after so many submissions are finished.

        `share` is of how long a submission takes, or, where so many are finished before the start,
        of how long it takes to come to the first.
        """
        before = self.gradings()
        wait = share * (pace.first if len(before) >= moment else pace.each)
        with self.start() as grader:
            while grader.poll() is None and len(self.gradings()) < moment:
                time.sleep(0.005)
            late = time.monotonic() + wait
            enough = max(moment, len(before)) + 1
            while grader.poll() is None and len(self.gradings()) < enough:
                if time.monotonic() > late:
                    break
                time.sleep(0.005)
            hit = grader.poll() is None
            # Stopped first, so that it starts no process while we look for them.
            grader.send_signal(signal.SIGSTOP)
            below = descendants(grader.pid)
            grader.kill()
        after = self.gradings()
        lost = sum(row not in after for row in before)
        return Kill(hit, len(after), lost, outliving(below))

    def pace(self) -> Pace:
        """Grade to the end, undisturbed, and say how that went."""
        started = time.monotonic()
        grader = self.start()
        while grader.poll() is None and not self.gradings():
            time.sleep(0.005)
        first = time.monotonic() - started
        self._end(grader)
        submissions = json.loads((self.out / "results.json").read_text("utf-8"))["submissions"]
        return Pace(first, statistics.median(one["seconds"] for one in submissions))

    def gradings(self) -> list[tuple[Any, ...]]:
        """Return every grading: its attempt, its id and its time."""
        return self._rows("SELECT attempt_id, id, graded_at, score FROM grading ORDER BY id")

    def facts(self) -> list[tuple[Any, ...]]:
        """Return all that the gradebook holds, but for its own row numbers and its times."""
        gradings = self._rows(
            "SELECT assignment_name, student_id, number, sha256, file_name, status, score,"
            " max_score, reason, language, release_hash, seed_id, engine_version, python_version,"
            " numpy_version, basis, executed"
            " FROM grading JOIN attempt ON attempt.id = attempt_id"
        )
        notebooks = [
            (*row[:-1], zlib.decompress(row[-1]) if row[-1] is not None else None)
            for row in gradings
        ]
        questions = self._rows(
            "SELECT student_id, number, q.* FROM question_result q"
            " JOIN grading ON grading.id = grading_id JOIN attempt ON attempt.id = attempt_id"
        )
        cases = self._rows(
            "SELECT student_id, number, c.* FROM case_result c"
            " JOIN grading ON grading.id = grading_id JOIN attempt ON attempt.id = attempt_id"
        )
        # After the student and the number comes the grading's own id.
        return [*notebooks, *((*row[:2], *row[3:]) for row in (*questions, *cases))]

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        try:
            with contextlib.closing(sqlite3.connect(f"file:{self.book}?mode=ro", uri=True)) as book:
                return book.execute(query).fetchall()
        except sqlite3.OperationalError:
            return []  # not made yet


def descendants(pid: int) -> set[int]:
    """Return the processes below this one."""
    found: set[int] = set()
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found |= {int(child) for child in children.read_text("ascii").split()}
    return found.union(*(descendants(child) for child in found))


def outliving(pids: set[int]) -> int:
    """Return how many of these processes do not go."""
    deadline = time.monotonic() + GONE_SECONDS
    while pids and time.monotonic() < deadline:
        time.sleep(0.01)
        pids = {pid for pid in pids if is_alive(pid)}
    return len(pids)


def is_alive(pid: int) -> bool:
    """Whether there is such a process, and not only its exit code that nobody has asked for."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text("ascii")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def differences(calm: Grading, killed: Grading) -> set[str]:
    """Name what is not the same after both, but for the times."""
    found = set()
    if sorted(map(repr, calm.facts())) != sorted(map(repr, killed.facts())):
        found.add("gradebook")
    both = (calm.out / "feedback", killed.out / "feedback")
    names = {path.name for folder in both for path in folder.glob("*.html")}
    pages = ["class.html", *(f"feedback/{name}" for name in names)]
    for name in pages:
        if _text(calm.out / name) != _text(killed.out / name):
            found.add(name)
    if _results(calm.out) != _results(killed.out):
        found.add("results.json")
    if _grades(calm.out) != _grades(killed.out):
        found.add("grades.csv")
    return found


def _text(path: Path) -> str | None:
    return path.read_text("utf-8") if path.exists() else None


def _results(out: Path) -> Any:
    document = json.loads((out / "results.json").read_text("utf-8"))
    for submission in document["submissions"]:
        del submission["seconds"]
    return document


def _grades(out: Path) -> list[dict[str, str]]:
    with (out / "grades.csv").open(encoding="utf-8", newline="") as file:
        return [{**row, "graded_at": ""} for row in csv.DictReader(file)]


if __name__ == "__main__":
    sys.exit(main())
