"""The class that the benchmarks of speed grade: honest, all different, and the same every time."""

from __future__ import annotations

import ast
import os
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from autograder.authoring.course import load_course
from autograder.authoring.load import load_assignment
from autograder.cli import main

ROOT = Path(__file__).parents[2]
HELD_OUT = ("emmy", "lea", "marie", "paul", "quentin")


@pytest.fixture(scope="module")
def speed() -> Iterator[Callable[[str], ModuleType]]:
    """Import a module of the benchmarks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT)
        yield lambda name: import_module(f"benchmarks.speed.{name}")


@pytest.fixture(scope="module")
def maker(speed: Callable[[str], ModuleType]) -> Any:
    """Who makes up the students of the backpropagation lab."""
    course = load_course(ROOT)
    return speed("works").make_maker(course, load_assignment(course, "backprop"))


def test_the_same_seed_makes_the_same_class_whatever_its_size(maker: Any) -> None:
    small, large = list(maker.works(25, 7)), list(maker.works(60, 7))

    assert small == large[:25]
    assert small != list(maker.works(25, 8))


def test_no_two_students_hand_in_the_same_cell(maker: Any) -> None:
    for number, name in enumerate(("sigmoid", "two_layer_backward", "train")):
        cells = [one.answers[name] for one in maker.works(100, number) if name in one.answers]

        assert len(set(cells)) == len(cells) > 50


def test_the_class_has_all_kinds_of_honest_students(maker: Any) -> None:
    works = list(maker.works(200, 0))
    names = {one.student.partition("-")[2] for one in works}
    unwritten = [one for one in works if not set(maker.stubs) <= set(one.answers)]

    assert len(names) == 20
    assert not names & set(HELD_OUT)
    assert 40 < len(unwritten) < 160
    assert all(len(maker.slips[name]) >= 4 for name in maker.stubs)
    assert sum(one.is_control for one in works) == 1


def test_a_known_mistake_is_handed_in_without_the_courses_modules(maker: Any) -> None:
    for name, cells in maker.slips.items():
        for cell in cells:
            functions = [n for n in ast.parse(cell).body if isinstance(n, ast.FunctionDef)]

            assert functions[-1].name == name
            assert "ref." not in cell
            assert "import reference" not in cell


SOURCE = """
def layer(X, W, b, *, name="é"):
    total = W * X + b
    def inner(total_2):
        return total_2 + total
    values = [total for total in (1, 2)]
    for key, value in {"a": total, "b": b}.items():
        total = total + value
    return {"Z": total, "A": values, "name": name}, inner(0)
"""


def test_what_is_written_otherwise_does_the_same(speed: Callable[[str], ModuleType]) -> None:
    def result(source: str) -> Any:
        space: dict[str, Any] = {}
        exec(source, space)
        return space["layer"](2.0, 3.0, 1.0)

    written = {
        speed("personal").personal(SOURCE, np.random.default_rng(seed), "ada") for seed in range(50)
    }

    assert len(written) == 50
    assert {repr(sorted(result(one)[0].items())) for one in written} == {
        repr(sorted(result(SOURCE)[0].items()))
    }
    assert {result(one)[1] for one in written} == {result(SOURCE)[1]}


def test_a_cell_that_is_no_python_stays_what_it_is(speed: Callable[[str], ModuleType]) -> None:
    cell = "def f(x):\n    return (x"

    written = speed("personal").personal(cell, np.random.default_rng(0), "kofi")

    assert written.endswith(cell)


def test_all_three_graders_get_the_same_code(
    speed: Callable[[str], ModuleType], maker: Any
) -> None:
    def cell(role: str, source: str, question: str = "") -> dict[str, Any]:
        own = {"role": role, "question": question} if question else {"role": role}
        return {"cell_type": "code", "metadata": {"autograder": own}, "source": source}

    release = {
        "cells": [
            cell("toolkit", "import numpy as np"),
            cell("identity", 'student_id = "..."'),
            cell("solution", "def sigmoid(z): ...", "sigmoid"),
            cell("checks", "check()", "sigmoid"),
            cell("demo", "plot()"),
        ]
    }
    works = {one.student.partition("-")[2]: one for one in maker.works(30, 0)}
    filled = speed("layouts").filled

    blaise = [one["source"] for one in filled(release, works["blaise"])["cells"]]
    wassim = [one["source"] for one in filled(release, works["wassim"])["cells"]]

    assert f'student_id = "{works["blaise"].student}"' in blaise
    assert works["blaise"].answers["sigmoid"] in blaise
    assert "plot()" not in blaise
    assert wassim[:2] == ["import numpy as np", "from math import exp, log"]
    assert "plot()" in wassim
    assert release["cells"][2]["source"] == "def sigmoid(z): ..."


def test_the_one_who_has_everything_right_has_full_marks(
    speed: Callable[[str], ModuleType], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layouts, works = speed("layouts"), speed("works")
    for name, value in layouts.environment(tmp_path).items():
        if name.startswith("AUTOGRADER_"):
            monkeypatch.setenv(name, value)
    course = load_course(ROOT)
    neuron = works.make_maker(course, load_assignment(course, "neuron"))
    ours = layouts.Chainrule(layouts.Place("neuron", tmp_path, dict(os.environ)))
    ours.hand_in(neuron.works(1, 0))

    done = CliRunner().invoke(main, list(ours.command())[1:])

    assert done.exit_code == 0, done.output
    assert list(ours.scores().values()) == [100.0]
    assert (tmp_path / "out" / "feedback" / "s00000-reference.html").stat().st_size > 0
