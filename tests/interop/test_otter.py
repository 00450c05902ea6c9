"""otter-grader's own commands on the notebooks that `autograder build --format otter` writes.

Its commands take seconds each, so each is run once, and the tests look at what came of it.
`otter assign` itself grades the reference, and fails where it does not score full.
"""

from __future__ import annotations

import copy
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.interop.courses import Autograder, Notebook, read, write

pytestmark = [pytest.mark.interop, pytest.mark.xdist_group("otter")]

MANUAL = "\n\n<!-- manual: why_a_bias points=1.5\nWithout it, every neuron gives 0 at 0.\n-->\n"

ANSWERS = {
    "pre_activation": "def pre_activation(w, x, b):\n    return float(np.dot(w, x))",
    "neuron": "def neuron(w, x, b):\n    return float(np.tanh(np.dot(w, x) + b))",
    "parameters": 'parameters = parameters_variant["inputs"] + 1',
}
"""One right function, one known mistake and one right answer: 3 points of 5."""

Otter = Callable[..., str]


@pytest.fixture(scope="module")
def otter(environment: dict[str, str]) -> Otter:
    """Run `otter` in a folder, and return what it says."""

    def run(folder: Path, *words: object) -> str:
        command = [sys.executable, "-m", "otter", *map(str, words)]
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    return run


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, autograder: Autograder) -> Path:
    """The template's course with a question for a person to grade, for Otter in both languages."""
    root: Path = tmp_path_factory.mktemp("otter") / "course"
    autograder("new", root)
    for lang in ("en", "fr"):
        prose = root / f"assignments/neuron/notebook.{lang}.md"
        prose.write_text(prose.read_text("utf-8") + MANUAL, "utf-8")
    autograder("build", "--course", root)
    autograder("build", "--format", "otter", "--lang", "en", "--course", root)
    autograder(
        "build", "--format", "otter", "--otter-tests", "ok", "--lang", "fr", "--course", root
    )
    return root


@pytest.fixture(scope="module")
def english(course: Path, otter: Otter) -> Path:
    """What `otter assign` makes of the English master: exception-based tests."""
    otter(course, "assign", "otter/en/neuron/neuron.ipynb", "dist/en")
    return course / "dist/en"


@pytest.fixture(scope="module")
def french(course: Path, otter: Otter) -> Path:
    """What `otter assign` makes of the French master: tests in the OK format."""
    otter(course, "assign", "otter/fr/neuron/neuron.ipynb", "dist/fr")
    return course / "dist/fr"


@pytest.fixture(scope="module")
def hand_in(english: Path) -> Path:
    """A student's notebook, made from `dist/student`."""
    path = english.parent.parent / "in/ada/neuron.ipynb"
    write(path, answered(read(english / "student/neuron.ipynb"), "ada", ANSWERS))
    return path


def answered(notebook: Notebook, student: str, answers: Mapping[str, str]) -> Notebook:
    made = copy.deepcopy(notebook)
    for cell in made["cells"]:
        own = cell["metadata"].get("autograder", {})
        if own.get("role") == "identity":
            cell["source"] = f'student_id = "{student}"'
        elif own.get("role") == "solution":
            cell["source"] = answers[own["question"]]
    return made


def autograder_zip(dist: Path) -> Path:
    [found] = (dist / "autograder").glob("*.zip")
    return found


def graded(otter: Otter, dist: Path, notebook: Path, folder: Path) -> dict[str, Any]:
    """Return what `otter run` says of each question, by its name."""
    folder.mkdir(exist_ok=True)
    otter(folder, "run", notebook, "-a", autograder_zip(dist), "-o", folder, "--no-logo")
    results = json.loads((folder / "results.json").read_text("utf-8"))
    return {test["name"]: test for test in results["tests"]}


def text_of(cell: Mapping[str, Any]) -> str:
    return "".join(cell["source"])


def test_students_get_the_cells_of_our_own_release(course: Path, english: Path) -> None:
    def cells(path: Path) -> list[tuple[str, str]]:
        named = [(cell["metadata"].get("autograder", {}), cell) for cell in read(path)["cells"]]
        kept = ("toolkit", "identity", "variant", "solution")
        return [(own["role"], text_of(cell)) for own, cell in named if own.get("role") in kept]

    ours = cells(course / "release/en/neuron/neuron.ipynb")

    assert ours == cells(english / "student/neuron.ipynb")


def test_students_can_write_where_a_person_grades(english: Path) -> None:
    cells = read(english / "student/neuron.ipynb")["cells"]
    [manual] = [c for c in cells if c["metadata"].get("autograder", {}).get("role") == "manual"]

    assert text_of(manual) == "*Write your answer here.*"
    assert manual["metadata"].get("editable", True)


def test_students_get_no_solution_and_no_hidden_case(english: Path) -> None:
    text = (english / "student/neuron.ipynb").read_text("utf-8")

    for secret in ("np.tanh(", "np.dot", "inputs + 1", "every neuron gives 0", "seven inputs"):
        assert secret not in text
    assert "three inputs" in text
    assert {path.name for path in (english / "student").iterdir()} == {"neuron.ipynb"}


def test_otter_gives_the_points_that_we_give_and_names_the_mistake(
    otter: Otter, english: Path, hand_in: Path, tmp_path: Path
) -> None:
    tests = graded(otter, english, hand_in, tmp_path)

    scores = {
        name: (test["score"], test["max_score"])
        for name, test in tests.items()
        if test.get("max_score")
    }
    assert scores == {"parameters": (1, 1), "pre_activation": (0, 2), "neuron": (2, 2)}
    told = tests["pre_activation"]["output"]
    assert "pre_activation · seven inputs: a hidden case is not right. The bias b is never" in told
    assert "expected=" not in told


def test_we_grade_what_otters_students_hand_in(
    course: Path, hand_in: Path, autograder: Autograder
) -> None:
    document = json.loads(
        autograder("grade", "neuron", hand_in.parent.parent, "--json", "--course", course)
    )

    [ada] = document["submissions"]
    scores = {question["name"]: question["score"] for question in ada["questions"]}
    assert scores == {"parameters": 1, "pre_activation": 0, "neuron": 2}
    page = (course / "results/neuron/feedback/ada.html").read_text("utf-8")
    assert "grader" not in page
    assert "ModuleNotFoundError" not in page


def test_check_tries_the_tests_of_the_zip(
    otter: Otter, english: Path, hand_in: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(autograder_zip(english)) as file:
        file.extractall(tmp_path)

    said = otter(tmp_path / "files", "check", hand_in, "-t", tmp_path / "tests")

    assert "neuron results: All test cases passed!" in said
    assert "pre_activation results:" in said
    assert "AssertionError: pre_activation · three inputs: " in said


def test_the_ok_format_gives_an_untouched_notebook_nothing(
    otter: Otter, french: Path, tmp_path: Path
) -> None:
    tests = graded(otter, french, french / "student/neuron.ipynb", tmp_path)

    assert {name: test["score"] for name, test in tests.items() if "score" in test} == {
        "parameters": 0,
        "pre_activation": 0,
        "neuron": 0,
    }
    assert "AssertionError: neuron: pas encore écrite" in tests["neuron"]["output"]
