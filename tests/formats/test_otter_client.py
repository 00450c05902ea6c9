"""Notebooks of otter's students, read where otter is not installed."""

from __future__ import annotations

import json

import pytest

from autograder.formats.notebook import Notebook, read_notebook
from autograder.formats.otter.client import STAND_IN, client_source, without_client

START = 'import otter\ngrader = otter.Notebook("neuron.ipynb")'


def notebook(*sources: str, kind: str = "code") -> Notebook:
    cells = [{"cell_type": kind, "source": source} for source in sources]
    if kind != "code":
        cells.append({"cell_type": "code", "source": START})
    return read_notebook(json.dumps({"nbformat": 4, "cells": cells}).encode())


def sources(read: Notebook) -> list[str]:
    return [cell.source for cell in without_client(read).cells]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_cell_that_starts_the_client_gives_way_to_a_stand_in(lang: str) -> None:
    assert sources(notebook(client_source("neuron", lang))) == [STAND_IN]


def test_the_stand_in_does_nothing_whatever_it_is_asked() -> None:
    namespace: dict[str, object] = {}

    exec(f"{STAND_IN}\ntold = grader.check('q'), grader.export(pdf=False)", namespace)

    assert namespace["told"] == (None, None)


def test_what_a_student_adds_to_that_cell_is_run() -> None:
    [source] = sources(notebook(f"{START}\nimport math"))

    assert source.strip() == f"{STAND_IN}\nimport math"


def test_calls_of_the_client_are_passed_over_and_the_cells_keep_their_numbers() -> None:
    called = ['grader.check("q")', "# now\ngrader.check_all()\n", "grader.export(run_tests=True)"]
    read = without_client(notebook(START, *called, "x = 1"))

    assert [(cell.number, cell.source) for cell in read.code][1:] == [(5, "x = 1")]


@pytest.mark.parametrize(
    "source", ['x = 1\ngrader.check("q")', "# a comment", "grader.check(f())", "other.check('q')"]
)
def test_a_cell_that_does_more_stays(source: str) -> None:
    assert sources(notebook(START, source))[1] == source


def test_a_notebook_without_the_client_is_as_it_was() -> None:
    read = notebook('grader = None\ngrader.check("q")', 'grader.check("q")')

    assert without_client(read) is read


def test_marks_before_a_text_are_taken_away() -> None:
    read = notebook("<!-- BEGIN QUESTION -->\n\nWhy?", "Since.", kind="markdown")

    assert sources(read)[:2] == ["Why?", "Since."]
