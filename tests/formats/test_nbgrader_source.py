"""The source of an nbgrader course, as it is written: nbgrader itself is asked in tests/interop."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from autograder.authoring.course import Course, load_course, load_secret
from autograder.authoring.load import assignment_folders, load_assignment
from autograder.commands.new import new_course
from autograder.formats.nbgrader.cells import checksum, own, source_of
from autograder.formats.nbgrader.folder import config_for, course_of, settings_for
from autograder.formats.nbgrader.handout import students_copy
from autograder.formats.nbgrader.source import source_notebook

MANUAL = "\n\n<!-- manual: why_a_bias points=1.5\nWithout it, every neuron gives 0 at 0.\n-->\n"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    folder = tmp_path_factory.mktemp("nbgrader") / "course"
    new_course(folder)
    for lang in ("en", "fr"):
        prose = folder / f"assignments/neuron/notebook.{lang}.md"
        prose.write_text(prose.read_text("utf-8") + MANUAL, "utf-8")
    return load_course(folder)


@pytest.fixture(scope="module")
def source(course: Course) -> dict[str, Any]:
    assignment = load_assignment(course, "neuron")
    folder = assignment_folders(course)["neuron"]
    return source_notebook(assignment, folder, "en", load_secret(course).key)


def cell_of(notebook: dict[str, Any], grade_id: str) -> dict[str, Any]:
    [found] = [cell for cell in notebook["cells"] if own(cell).get("grade_id") == grade_id]
    return found


def kind_of(cell: dict[str, Any]) -> str:
    return "".join(key[0] for key in ("grade", "solution", "locked", "task") if own(cell)[key])


def test_a_question_is_a_solution_and_its_tests(source: dict[str, Any]) -> None:
    solution, tests = cell_of(source, "neuron"), cell_of(source, "test-neuron")

    assert (kind_of(solution), kind_of(tests)) == ("s", "gl")
    assert own(tests)["points"] == 2
    assert "np.tanh" in source_of(solution)
    assert "check_visible(" in source_of(tests)


def test_a_manual_question_is_graded_by_a_person(source: dict[str, Any]) -> None:
    manual = cell_of(source, "why_a_bias")

    assert (manual["cell_type"], kind_of(manual)) == ("markdown", "gs")
    assert own(manual)["points"] == 1.5
    assert source_of(manual) == "Without it, every neuron gives 0 at 0."


def test_no_id_is_there_twice(source: dict[str, Any]) -> None:
    ids = [own(cell)["grade_id"] for cell in source["cells"] if own(cell)]

    assert len(ids) == len(set(ids))


def test_the_students_copy_has_no_solution_and_no_hidden_test(source: dict[str, Any]) -> None:
    text = "\n".join(map(source_of, students_copy(source)["cells"]))

    for secret in (
        "np.tanh(",
        "np.dot",
        "inputs + 1",
        "every neuron gives 0",
        "weights=[",
        "HIDDEN",
    ):
        assert secret in "\n".join(map(source_of, source["cells"]))
        assert secret not in text


def test_the_students_copy_keeps_the_visible_checks(source: dict[str, Any]) -> None:
    tests = cell_of(students_copy(source), "test-neuron")

    assert '"three inputs"' in source_of(tests)
    assert '"seven inputs"' not in source_of(tests)
    assert own(tests)["checksum"] == checksum(tests) != checksum(cell_of(source, "test-neuron"))


def test_the_hidden_cases_are_none_of_those_that_we_grade_with(
    course: Course, source: dict[str, Any]
) -> None:
    from autograder.authoring.drawing import draw_all
    from autograder.authoring.literal import literal

    assignment = load_assignment(course, "neuron")
    drawn = draw_all(assignment, assignment["neuron"], load_secret(course).key)
    ours = [literal(case.inputs["b"]) for case in drawn if not case.case.visible]

    assert all(number not in source_of(cell_of(source, "test-neuron")) for number in ours)


def test_the_course_is_found_from_the_folder(course: Course, tmp_path: Path) -> None:
    for file in settings_for(course, "en", tmp_path / "elsewhere"):
        file.write()

    assert course_of(tmp_path / "elsewhere") == course.root
    assert course_of(tmp_path) is None


def test_an_existing_configuration_is_its_owners(course: Course, tmp_path: Path) -> None:
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")

    written = {file.path.name for file in settings_for(course, "en", tmp_path)}

    assert written == {"autograder.toml"}


def test_french_students_find_a_french_stub(course: Course) -> None:
    assert "VOTRE CODE ICI" in config_for(course, "fr")
    assert "code_stub" not in config_for(course, "en")
