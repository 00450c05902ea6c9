"""A class in an nbgrader course: the scores of nbgrader alone, and what it keeps of them."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.interop.courses import (
    RIGHT,
    Autograder,
    Nbgrader,
    answered,
    hand_in,
    our_course,
    read,
    scores,
    totals,
)

pytestmark = [pytest.mark.interop, pytest.mark.xdist_group("nbgrader")]

MANUAL = "\n\n<!-- manual: why_a_bias points=2\nWithout it, every neuron gives 0 at 0.\n-->\n"

ANSWERS = {
    "pre_activation": [
        RIGHT["pre_activation"],
        "def pre_activation(w, x, b):\n    return float(np.dot(w, x))",
        "def pre_activation(w, x, b):\n    return float(np.sum(w * x + b))",
        "def pre_activation(w, x, b):\n    return np.dot(w, x) + c",
        "def pre_activation(w, x, b):\n    print('w', w)\n    return sum(w * x) + b",
    ],
    "neuron": [
        RIGHT["neuron"],
        "def neuron(w, x, b):\n    return float(np.dot(w, x) + b)",
        "def neuron(w, x, b):\n    return float(1 / (1 + np.exp(-np.dot(w, x) - b)))",
        "def neuron(w, x, b)\n    return 0",
    ],
    "parameters": [
        RIGHT["parameters"],
        'parameters = parameters_variant["inputs"]',
        "parameters = ...",
    ],
}


def answers_of(number: int) -> dict[str, str]:
    """Return the answers of one of sixty students: every one of each with every other."""
    return {name: every[number % len(every)] for name, every in ANSWERS.items()}


@pytest.fixture(scope="module")
def course(
    tmp_path_factory: pytest.TempPathFactory, autograder: Autograder, nbgrader: Nbgrader
) -> Path:
    """A class of twenty honest students; two of them answered what a person grades."""
    root = tmp_path_factory.mktemp("class") / "course"
    course = our_course(root, autograder, nbgrader, prose=MANUAL)
    released = read(course / "release/neuron/neuron.ipynb")
    for number in range(20):
        student = f"student{number:02d}"
        manual = {"why_a_bias": "Else it is 0 at 0."} if number < 2 else {}
        hand_in(course, student, answered(released, student, answers_of(number) | manual))
    return course


@pytest.fixture(scope="module")
def graded(course: Path, autograder: Autograder) -> Path:
    autograder("grade", "--nbgrader", course, "neuron")
    return course


def test_honest_students_get_what_nbgrader_alone_gives_them(
    graded: Path, nbgrader: Nbgrader, tmp_path: Path
) -> None:
    plain = tmp_path / "plain"
    shutil.copytree(graded, plain, ignore=shutil.ignore_patterns("autograded"))
    config = plain / "nbgrader_config.py"
    lines = config.read_text("utf-8").splitlines()
    config.write_text("\n".join(line for line in lines if "autograder" not in line), "utf-8")
    with sqlite3.connect(plain / "gradebook.db") as database:
        database.execute("update grade set auto_score = null")

    nbgrader(plain, "autograde", "neuron")

    assert len(scores(graded)) == 20
    assert scores(graded) == scores(plain)
    assert len(set(totals(graded).values())) > 5


def test_what_a_person_grades_waits_for_a_person(graded: Path) -> None:
    waiting = {student for student, cells in scores(graded).items() if cells["why_a_bias"] is None}

    assert waiting == {"student00", "student01"}


def test_the_hint_is_in_the_outputs_of_the_tests(graded: Path) -> None:
    notebook = read(graded / "autograded/student01/neuron/neuron.ipynb")
    texts = json.dumps(notebook, ensure_ascii=False)

    assert "The bias b is never added" in texts


def test_feedback_shows_no_hidden_test_and_runs_nothing(
    graded: Path, nbgrader: Nbgrader, autograder: Autograder
) -> None:
    released = read(graded / "release/neuron/neuron.ipynb")
    hostile = answered(released, "mallory", RIGHT)
    shown = '<script>alert(1)</script><img src=x onerror="alert(1)">'
    hostile["cells"].append({"cell_type": "markdown", "metadata": {}, "source": shown, "id": "m"})
    code = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "id": "c"}
    source = f"from IPython.display import HTML\nHTML({shown!r})"
    hostile["cells"].append({**code, "source": source})
    hand_in(graded, "mallory", hostile)
    autograder("grade", "--nbgrader", graded, "neuron")

    for student in ("student01", "mallory"):
        nbgrader(graded, "generate_feedback", "neuron", "--student", student)
        page = (graded / f"feedback/{student}/neuron/neuron.html").read_text("utf-8")
        assert "HIDDEN TESTS" not in page
        assert "expected=[" not in page
        assert "weights=[" not in page
        assert "<script>alert" not in page
        assert not re.search(r"<img[^>]*onerror", page)


def test_a_manual_grade_is_kept_and_nothing_is_graded_twice(
    graded: Path, autograder: Autograder
) -> None:
    with sqlite3.connect(graded / "gradebook.db") as database:
        database.execute(
            "update grade set manual_score = 1.5, needs_manual_grade = 0 where cell_id in "
            "(select id from base_cell where name = 'why_a_bias')"
        )
    again = json.loads(autograder("grade", "--nbgrader", graded, "neuron", "--json"))
    forced = json.loads(autograder("grade", "--nbgrader", graded, "neuron", "--json", "--regrade"))

    assert not any(row["is_new"] for row in again["submissions"])
    assert all(row["is_new"] for row in forced["submissions"])
    [score] = [row["score"] for row in forced["submissions"] if row["student"] == "student00"]
    assert score == totals(graded)["student00"] + 1.5


def test_late_penalties_are_those_of_nbgraders_plugin(
    graded: Path, autograder: Autograder, nbgrader: Nbgrader
) -> None:
    nbgrader(graded, "db", "assignment", "add", "neuron", "--duedate", "2026-01-01 12:00:00 UTC")
    config = graded / "nbgrader_config.py"
    config.write_text(
        config.read_text("utf-8") + "c.LateSubmissionPlugin.penalty_method = 'zero'\n", "utf-8"
    )
    folder = graded / "submitted/student00/neuron"
    late = datetime(2026, 1, 2, tzinfo=UTC).strftime("%Y-%m-%d %H:%M:%S.%f %Z")
    (folder / "timestamp.txt").write_text(late)

    said = json.loads(autograder("grade", "--nbgrader", graded, "neuron", "--json"))

    with sqlite3.connect(graded / "gradebook.db") as database:
        penalties = database.execute(
            "select late_submission_penalty from submitted_notebook join submitted_assignment on "
            "submitted_assignment.id = submitted_notebook.assignment_id "
            "where student_id = 'student00'"
        ).fetchall()
    [new] = [row for row in said["submissions"] if row["is_new"]]
    assert (new["student"], penalties) == ("student00", [(new["score"],)])
