"""Releases on disk: where they stand, and whether they are what the sources give."""

import pytest

from autograder.authoring.load import load_assignment
from autograder.formats.notebook import read_notebook
from autograder.formats.release import built, release_hash, release_path, released
from autograder.spec import SpecError


@pytest.fixture
def neuron(course):
    """The course's assignment."""
    return load_assignment(course, "neuron")


def test_a_release_is_one_notebook_in_each_language(course, neuron):
    notebooks = built(course, neuron, "student")

    assert [notebook.path for notebook in notebooks] == [
        course.root / "release/en/neuron/neuron.ipynb",
        course.root / "release/fr/neuron/neuron.ipynb",
    ]
    languages = [read_notebook(notebook.data).language for notebook in notebooks]
    assert languages == ["en", "fr"]


def test_the_instructor_s_edition_stands_elsewhere(course, neuron):
    (notebook,) = built(course, neuron, "instructor", languages=("fr",))

    assert notebook.path == course.root / "instructor/fr/neuron/neuron.ipynb"
    assert b"NotImplementedError" not in b"".join(
        cell.source.encode() for cell in read_notebook(notebook.data).code if cell.question
    )


def test_another_place_and_one_language_can_be_asked_for(course, neuron, tmp_path):
    (notebook,) = built(course, neuron, "student", languages=("fr",), out=tmp_path / "out")

    assert notebook.path == release_path(tmp_path / "out", "fr", "neuron")


def test_a_notebook_is_current_once_it_is_written(course, neuron):
    (notebook,) = built(course, neuron, "student", languages=("en",))
    assert not notebook.is_current
    assert not notebook.path.exists()

    notebook.write()
    assert notebook.is_current
    assert notebook.path.read_bytes() == notebook.data


def test_a_change_by_hand_is_noticed_and_undone(course, neuron):
    (notebook,) = built(course, neuron, "student", languages=("en",))
    notebook.write()
    notebook.path.write_bytes(notebook.data.replace(b"Run me first", b"Run me last"))
    assert not notebook.is_current

    notebook.write()
    assert notebook.is_current


def test_what_is_current_is_not_written_again(course, neuron):
    (notebook,) = built(course, neuron, "student", languages=("en",))
    notebook.write()
    notebook.path.chmod(0o444)
    before = notebook.path.stat()
    notebook.write()

    assert notebook.path.stat().st_mtime_ns == before.st_mtime_ns


def test_a_release_s_name_is_that_of_its_bytes(course, neuron):
    english, french = built(course, neuron, "student")

    name = release_hash([english, french])
    assert name == release_hash(built(course, neuron, "student"))
    assert len({name, release_hash([english]), release_hash([french, english])}) == 3


IN_AUTUMN = b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}'


def put(notebook, data):
    notebook.path.parent.mkdir(parents=True, exist_ok=True)
    notebook.path.write_bytes(data)


def test_what_students_were_handed_is_read_from_the_release(course, neuron):
    for notebook in built(course, neuron, "student"):
        put(notebook, IN_AUTUMN)

    assert [one.data for one in released(course, neuron)] == [IN_AUTUMN] * 2


def test_where_a_language_was_not_released_all_are_assembled(course, neuron):
    english, french = built(course, neuron, "student")
    put(english, IN_AUTUMN)

    assert released(course, neuron) == [english, french]


def test_a_release_that_is_no_notebook_any_more_is_told_with_the_mend(course, neuron):
    english, french = built(course, neuron, "student")
    put(english, english.data)
    put(french, b"<<<<<<< HEAD\n" + french.data)

    with pytest.raises(SpecError) as refusal:
        released(course, neuron)
    assert str(refusal.value) == (
        f"{french.path} is not a notebook: make it again with `autograder build`"
    )
