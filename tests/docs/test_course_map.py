"""The map from slides to questions, `docs/course/map.toml`, speaks of the questions there are."""

import tomllib
from pathlib import Path

import pytest

from autograder.authoring.course import load_course
from autograder.authoring.load import assignment_folders, load_assignment

ROOT = Path(__file__).parents[2]
COURSE = load_course(ROOT)
MAP = tomllib.loads((ROOT / "docs" / "course" / "map.toml").read_text("utf-8"))


def test_every_table_of_the_map_is_an_assignment():
    assert set(MAP) <= set(assignment_folders(COURSE))


@pytest.mark.parametrize("name", MAP)
def test_the_map_names_every_question_of_an_assignment_and_no_other(name):
    mapped = {question for questions in MAP[name].values() for question in questions}

    assert mapped == {question.name for question in load_assignment(COURSE, name)}
