"""nbgrader's own commands on the courses that `autograder build --format nbgrader` writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.interop.courses import Autograder, Nbgrader

pytestmark = [pytest.mark.interop, pytest.mark.xdist_group("nbgrader")]


@pytest.fixture(scope="module")
def root(
    tmp_path_factory: pytest.TempPathFactory, autograder: Autograder, nbgrader: Nbgrader
) -> Path:
    """The template's course for nbgrader in French, with what nbgrader makes of it."""
    course = tmp_path_factory.mktemp("release") / "course"
    autograder("new", course)
    autograder("build", "--format", "nbgrader", "--course", course)
    nbgrader(course / "nbgrader/fr", "generate_assignment", "neuron")
    return course / "nbgrader/fr"


def test_the_students_copy_is_that_of_nbgrader(root: Path) -> None:
    ours = (root / "students/neuron/neuron.ipynb").read_bytes()

    assert ours == (root / "release/neuron/neuron.ipynb").read_bytes()


def test_validate_says_that_an_untouched_notebook_fails(root: Path, nbgrader: Nbgrader) -> None:
    said = nbgrader(root, "validate", "release/neuron/neuron.ipynb")

    assert "VALIDATION FAILED ON 2 CELL(S)" in said


def test_validate_accepts_the_reference(root: Path, nbgrader: Nbgrader) -> None:
    text = (root / "source/neuron/neuron.ipynb").read_text("utf-8")
    (root / "own.ipynb").write_text(
        text.replace('student_id = \\"...\\"', 'student_id = \\"ada\\"')
    )

    said = nbgrader(root, "validate", "own.ipynb")

    assert "Success! Your notebook passes all the tests." in said


def test_the_exchange_hands_it_out_and_takes_it_back(
    root: Path, nbgrader: Nbgrader, tmp_path: Path
) -> None:
    exchange = tmp_path / "exchange"
    exchange.mkdir(mode=0o777)
    exchange.chmod(0o777)
    student = tmp_path / "student"
    student.mkdir()
    where = (f"--Exchange.root={exchange}", "--course=my-deep-learning-course")

    nbgrader(root, "release_assignment", "neuron", *where)
    nbgrader(student, "fetch_assignment", "neuron", *where)
    nbgrader(student, "submit", "neuron", *where)
    nbgrader(root, "collect", "neuron", *where)

    [collected] = root.glob("submitted/*/neuron/neuron.ipynb")
    assert collected.read_bytes() == (root / "release/neuron/neuron.ipynb").read_bytes()
