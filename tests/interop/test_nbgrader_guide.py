"""What docs/nbgrader.md says is done here, command by command."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbgrader as installed
import pytest

from tests.interop.courses import RIGHT, Autograder, Nbgrader, answered, hand_in, read, scores

pytestmark = [pytest.mark.interop, pytest.mark.xdist_group("nbgrader")]

GUIDE = Path(__file__).parent.parent.parent / "docs/nbgrader.md"
EXAMPLES = Path(installed.__file__).parent / "docs/source/user_guide"


BLOCK = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.M | re.S)


def blocks(language: str = "") -> list[list[str]]:
    """Return the lines of the guide's blocks in a language, by default of those for a shell."""
    found = BLOCK.finditer(GUIDE.read_text("utf-8"))
    return [block["text"].splitlines() for block in found if block["language"] == language]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory, nbgrader: Nbgrader) -> Path:
    """nbgrader's own example course, with the hand-ins of its documentation and a right one."""
    root = tmp_path_factory.mktemp("example")
    nbgrader(root, "quickstart", "course")
    course = root / "course"
    nbgrader(course, "generate_assignment", "ps1")
    for student in ("bitdiddle", "hacker"):
        shutil.copytree(EXAMPLES / "submitted" / student, course / "submitted" / student)
    for name in ("problem1", "problem2"):
        path = course / "submitted/right/ps1" / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(course / f"source/ps1/{name}.ipynb", path)
    return course


@pytest.fixture
def theirs(example: Path, tmp_path: Path) -> Path:
    """A course that nobody has graded yet."""
    return Path(shutil.copytree(example, tmp_path / "theirs"))


def test_an_existing_course_is_graded_with_at_most_three_commands(
    theirs: Path,
    autograder: Autograder,
    nbgrader: Nbgrader,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    plain = tmp_path / "plain"
    shutil.copytree(theirs, plain)
    monkeypatch.chdir(theirs)
    install, grade = blocks()[0]

    assert install.startswith("pip install ")
    program, *words = grade.split()
    assert program == "autograder"
    said = autograder(*words)
    nbgrader(plain, "autograde", "ps1")

    assert "left for a person" not in said
    assert scores(theirs) == scores(plain)
    assert scores(theirs)["right"]["sum_of_squares_uses_squares"] == 0.5
    assert scores(theirs)["bitdiddle"]["correct_squares"] == 0


def test_the_one_line_is_all_that_nbgrader_needs(theirs: Path, nbgrader: Nbgrader) -> None:
    [[line]] = blocks("python")
    config = theirs / "nbgrader_config.py"
    config.write_text(f"{config.read_text('utf-8')}\n{line}\n", "utf-8")

    nbgrader(theirs, "autograde", "ps1", "--student", "right")

    notebook = (theirs / "autograded/right/ps1/problem1.ipynb").read_text("utf-8")
    assert "The tests of this cell pass." in notebook
    assert scores(theirs)["right"]["sum_of_squares_uses_squares"] == 0.5


def test_an_assignment_of_ours_goes_the_whole_way(
    tmp_path: Path, autograder: Autograder, nbgrader: Nbgrader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(command: str) -> None:
        program, *words = command.split()
        if program == "cd":
            monkeypatch.chdir(words[0])
        elif program == "nbgrader":
            nbgrader(Path.cwd(), *words)
        else:
            autograder(*words)

    autograder("new", tmp_path / "course")
    monkeypatch.chdir(tmp_path / "course")
    for command in blocks()[1]:
        run(command)
    hand_in(Path(), "ada", answered(read(Path("release/neuron/neuron.ipynb")), "ada", RIGHT))
    for command in blocks()[2]:
        run(command)

    assert scores(Path())["ada"] == {
        "test-parameters": 1,
        "test-pre_activation": 2,
        "test-neuron": 2,
    }
    assert "All cases pass." in Path("feedback/ada/neuron/neuron.html").read_text("utf-8")


def test_tests_that_were_changed_are_graded_again(
    theirs: Path, autograder: Autograder, nbgrader: Nbgrader
) -> None:
    autograder("grade", "--nbgrader", theirs, "ps1")
    path = theirs / "source/ps1/problem1.ipynb"
    text = path.read_text("utf-8")
    hidden = "### BEGIN HIDDEN TESTS\\nassert squares(3)[0] == 7\\n### END HIDDEN TESTS\\n"
    path.write_text(text.replace("assert squares(1) == [1]\\n", hidden), "utf-8")

    nbgrader(theirs, "generate_assignment", "ps1", "--force")
    said = autograder("grade", "--nbgrader", theirs, "ps1", "--json")

    assert all(row["is_new"] for row in json.loads(said)["submissions"])
    assert scores(theirs)["right"]["correct_squares"] is None
    graded = (theirs / "autograded/right/ps1/problem1.ipynb").read_text("utf-8")
    assert "This cell is graded by a person." in graded
    assert "== 7" not in graded


BUTTON = """
import sys
from nbgrader.apps import NbGrader, NbGraderAPI
app = NbGrader()
app.initialize([], root=sys.argv[1])
done = NbGraderAPI(coursedir=app.coursedir, parent=app).autograde("ps1", "right")
assert done["success"], done
"""


def test_formgraders_button_grades_in_the_sandbox(
    theirs: Path, environment: dict[str, str]
) -> None:
    config = theirs / "nbgrader_config.py"
    config.write_text(f"{config.read_text('utf-8')}\n{blocks('python')[0][0]}\n", "utf-8")

    command = [sys.executable, "-c", BUTTON, str(theirs)]
    subprocess.run(command, cwd=theirs, env=environment, check=True, capture_output=True)

    notebook = (theirs / "autograded/right/ps1/problem1.ipynb").read_text("utf-8")
    assert "The tests of this cell pass." in notebook
