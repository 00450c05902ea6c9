"""otter-grader's own commands on the notebooks that `autograder build --format otter` writes.

Its commands take seconds each, so each is run once, and the tests look at what came of it.
`otter assign` itself grades the reference, and fails where it does not score full.
"""

from __future__ import annotations

import copy
import json
import re
import subprocess
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

GUIDE = Path(__file__).parents[2] / "docs/otter.md"
BLOCK = re.compile(r"^```bash\n(?P<text>.*?)^```$", re.M | re.S)

Shell = Callable[[Path, str], str]


@pytest.fixture(scope="module")
def shell(environment: dict[str, str]) -> Shell:
    """Run commands in a folder as people type them, and return what they say."""

    def run(folder: Path, commands: str) -> str:
        done = subprocess.run(
            ["bash", "-euc", commands],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    return run


@pytest.fixture(scope="module")
def guide() -> list[str]:
    """The guide's blocks of commands: assign, run, check, grade with Chainrule."""
    return [block["text"] for block in BLOCK.finditer(GUIDE.read_text("utf-8"))]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, autograder: Autograder) -> Path:
    """The template's course with a question for a person to grade."""
    root: Path = tmp_path_factory.mktemp("otter") / "course"
    autograder("new", root)
    for lang in ("en", "fr"):
        prose = root / f"assignments/neuron/notebook.{lang}.md"
        prose.write_text(prose.read_text("utf-8") + MANUAL, "utf-8")
    autograder("build", "--course", root)
    return root


@pytest.fixture(scope="module")
def english(course: Path, shell: Shell, guide: list[str]) -> Path:
    """What `otter assign` makes of the English master: exception-based tests."""
    shell(course, guide[0])
    return course / "dist/neuron"


@pytest.fixture(scope="module")
def french(course: Path, autograder: Autograder, shell: Shell) -> Path:
    """What `otter assign` makes of the French master: tests in the OK format."""
    autograder(
        *("build", "--format", "otter", "--otter-tests", "ok", "--lang", "fr"),
        *("--out", course / "ok", "--course", course),
    )
    shell(course, "otter assign ok/fr/neuron/neuron.ipynb ok/dist")
    return course / "ok/dist"


@pytest.fixture(scope="module")
def hand_in(english: Path) -> Path:
    """A student's notebook, made from `dist/student`."""
    path = english.parents[1] / "in/ada/neuron.ipynb"
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


def results_in(folder: Path) -> dict[str, Any]:
    """Return what `otter run` says of each question, by its name."""
    results = json.loads((folder / "results.json").read_text("utf-8"))
    return {test["name"]: test for test in results["tests"] if "max_score" in test}


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
    course: Path, shell: Shell, guide: list[str], hand_in: Path
) -> None:
    shell(course, guide[1])

    tests = results_in(course / "results")
    scores = {name: (test["score"], test["max_score"]) for name, test in tests.items()}
    assert scores == {"parameters": (1, 1), "pre_activation": (0, 2), "neuron": (2, 2)}
    told = tests["pre_activation"]["output"]
    assert "pre_activation · seven inputs: a hidden case is not right. The bias b is never" in told
    assert "expected=" not in told


def test_check_tries_the_tests_of_the_zip(
    course: Path, shell: Shell, guide: list[str], hand_in: Path
) -> None:
    said = shell(course, guide[2])

    assert "neuron results: All test cases passed!" in said
    assert "pre_activation results:" in said
    assert "AssertionError: pre_activation · three inputs: " in said


def test_we_grade_what_otters_students_hand_in_with_the_same_score(
    course: Path, shell: Shell, guide: list[str], hand_in: Path
) -> None:
    shell(course, guide[3])

    document = json.loads((course / "results/neuron/results.json").read_text("utf-8"))
    [ada] = document["submissions"]
    scores = {question["name"]: question["score"] for question in ada["questions"]}
    assert scores == {"parameters": 1, "pre_activation": 0, "neuron": 2}
    page = (course / "results/neuron/feedback/ada.html").read_text("utf-8")
    assert "grader" not in page
    assert "otter" not in page


def test_an_untouched_notebook_has_nothing_in_the_ok_format_either(
    course: Path, french: Path, shell: Shell
) -> None:
    notebook, zips = french / "student/neuron.ipynb", french / "autograder/*.zip"
    shell(course, f"mkdir ok/results && otter run {notebook} -a {zips} -o ok/results")

    tests = results_in(course / "ok/results")
    assert {name: test["score"] for name, test in tests.items()} == {
        "parameters": 0,
        "pre_activation": 0,
        "neuron": 0,
    }
    assert "AssertionError: neuron: pas encore écrite" in tests["neuron"]["output"]
