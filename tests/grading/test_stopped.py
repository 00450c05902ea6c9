"""A grading that is killed, stopped or doubled loses nothing and grades nothing twice."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from autograder.authoring.course import load_course
from autograder.commands.build import build
from autograder.commands.new import new_course

ROOT = Path(__file__).parent.parent.parent
COMMAND = [sys.executable, "-c", "from autograder.cli import main; main()"]
ENOUGH_SECONDS = 100
"""Far more than anything here takes, and far less than what waits in vain."""

ENDLESS = "import time\ntime.sleep(1000)"

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course whose cells may take long, with two quick hand-ins."""
    folder = tmp_path / "course"
    new_course(folder)
    list(build(load_course(folder), ["neuron"]))
    settings = folder / "course.toml"
    text = settings.read_text("utf-8").replace("cell_seconds = 30", "cell_seconds = 1000")
    settings.write_text(text.replace("submission_seconds = 300", "submission_seconds = 1000"))
    (folder / "assignments/neuron/sample").rename(folder / "in")
    return folder


@pytest.fixture
def start(course: Path, tmp_path: Path) -> Iterator[Start]:
    """Start `autograder` in the course, its scratch folders in one of their own."""
    (tmp_path / "scratch").mkdir()
    kept = {key: value for key, value in os.environ.items() if not key.startswith("AUTOGRADER_")}
    environment = {**kept, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path / "scratch")}
    started: list[subprocess.Popen[str]] = []

    def run(*words: str) -> subprocess.Popen[str]:
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        grader = subprocess.Popen(
            [*COMMAND, *words], cwd=course, env=environment, text=True, **pipes
        )
        started.append(grader)
        return grader

    yield run
    for grader in started:
        grader.kill()
        grader.communicate()


def hand_in_endless(course: Path) -> None:
    notebook = json.loads((course / "in/ada/neuron.ipynb").read_text("utf-8"))
    notebook["cells"].append(
        {"cell_type": "code", "metadata": {}, "outputs": [], "id": "x", "source": ENDLESS}
    )
    path = course / "in/zoe/neuron.ipynb"
    path.parent.mkdir()
    path.write_text(json.dumps(notebook), "utf-8")


def rows(course: Path, query: str) -> list[tuple[Any, ...]]:
    book = course / ".autograder/gradebook.db"
    try:
        with closing(sqlite3.connect(f"file:{book}?mode=ro", uri=True)) as connection:
            return connection.execute(query).fetchall()
    except sqlite3.OperationalError:
        return []


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + ENOUGH_SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_class_whose_grader_is_killed_five_times_ends_as_if_nothing_had_been() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "benchmarks/kills.py", "--kills", "5", "--class", "12"],
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    result = json.loads(done.stdout)
    # The grader may be done before it is killed, on a machine that is busy elsewhere.
    assert result["kills"] >= 2
    assert result["graded_already_at_the_end"] > 0
    assert (result["gradings"], result["graded_twice"], result["lost"]) == (12, 0, 0)
    assert (result["processes_left"], result["folders_left"]) == (0, 0)
    assert result["differences"] == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_grader_that_is_told_to_stop_keeps_what_it_has_and_says_what_is_left(
    number: signal.Signals, course: Path, start: Start, tmp_path: Path
) -> None:
    hand_in_endless(course)
    grader = start("grade", "neuron", "in", "--jobs", "2")
    pages = course / "results/neuron/feedback"
    wait_until(lambda: all((pages / f"{name}.html").exists() for name in ("ada", "blaise")))

    grader.send_signal(number)
    _, told = grader.communicate(timeout=ENOUGH_SECONDS)

    assert grader.returncode == 128 + number
    last = told.splitlines()[-1]
    assert last == (
        f"Stopped ({number.name}). Graded and kept: 2 of 3. The same command grades the rest."
    )
    assert list((tmp_path / "scratch").iterdir()) == []


def test_two_graders_of_one_class_at_once_agree(course: Path, start: Start) -> None:
    both = [start("grade", "neuron", "in", "--json", "--out", name) for name in ("one", "other")]

    told = [grader.communicate(timeout=ENOUGH_SECONDS) for grader in both]

    assert [grader.returncode for grader in both] == [0, 0], told
    assert rows(course, "SELECT student_id, number FROM attempt ORDER BY 1") == [
        ("ada", 1),
        ("blaise", 1),
    ]
    one, other = (json.loads(output)["submissions"] for output, _ in told)
    assert [item["score"] for item in one] == [item["score"] for item in other] == [5.0, 1.0]
