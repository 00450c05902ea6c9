"""What a release gives away is found, and a release that gives nothing away is left in peace."""

import dataclasses

import pytest

from autograder.authoring.course import Secret, load_course
from autograder.authoring.drawing import draw_all
from autograder.authoring.load import load_assignment
from autograder.commands.new import new_course
from autograder.formats.notebook import Cell, Notebook, read_notebook
from autograder.formats.release import built
from autograder.grading.leaks import leaks

SECRET = Secret(b"a secret of sixteen bytes or more")


@pytest.fixture
def course(tmp_path):
    new_course(tmp_path / "course")
    return load_course(tmp_path / "course")


@pytest.fixture
def assignment(course):
    return load_assignment(course, "neuron")


@pytest.fixture
def found(course, assignment):
    """Return what the student's notebooks give away with these further cells."""

    def look(*cells, edition="student"):
        notebooks = [read_notebook(one.data) for one in built(course, assignment, edition)]
        notebooks = [
            dataclasses.replace(notebook, cells=(*notebook.cells, *cells)) for notebook in notebooks
        ]
        assert all(isinstance(notebook, Notebook) for notebook in notebooks)
        return leaks(assignment, notebooks, [SECRET])

    return look


def test_a_release_as_it_is_built_gives_nothing_away(found):
    assert found() == []


def test_the_instructors_edition_gives_the_solutions_away(found):
    told = found(edition="instructor")

    assert {line.split(" the solution of ")[1] for line in told} == {"'pre_activation'", "'neuron'"}


def test_an_import_of_the_reference_is_found(found):
    assert found(Cell("code", "from reference.neuron import neuron", 99)) == [
        "cell 99 imports 'reference.neuron'"
    ]
    assert found(Cell("code", "import numpy, autograder", 99)) == ["cell 99 imports 'autograder'"]


def test_a_line_of_a_solution_is_found_however_it_is_laid_out(found):
    cell = Cell("code", "return float( np.dot(w,x)+b )  # so", 99, role="solution")

    assert found(cell) == ["cell 99 shows a line of the solution of 'pre_activation'"]


def test_a_hint_is_found_in_any_language_and_cell(found, assignment):
    hint = assignment["neuron"].mistakes[0].hint["fr"]

    assert found(Cell("markdown", f"Attention. {hint}")) == [
        "the mistake 'forgets_the_activation' of 'neuron' is told"
    ]


def test_a_number_of_a_hidden_case_is_found_in_any_spelling(found, assignment):
    drawn = draw_all(assignment, assignment["neuron"], SECRET.key)
    number = next(case.inputs["w"][3] for case in drawn if not case.case.visible)

    for spelling in (repr(float(number)), f"{abs(number):.16e}"):
        told = found(Cell("markdown", f"It may be {spelling} somewhere."))

        assert told == ["a number of 'neuron', case 'seven inputs', is shown"], spelling


def test_the_secret_is_found(found):
    assert found(Cell("markdown", f"seed id {SECRET.seed_id}")) == ["the secret itself is told"]
