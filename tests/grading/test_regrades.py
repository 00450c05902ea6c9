"""A class graded again gets the same verdicts, whatever the circumstances."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from autograder.commands.new import new_course

ROOT = Path(__file__).parent.parent.parent
REGRADES: dict[str, Any] = runpy.run_path(str(ROOT / "benchmarks" / "regrades.py"))
SECRET = "a secret of the tests of regrades"
CIRCUMSTANCES = [
    REGRADES["Circumstances"](hash_seed=1, jobs=1, threads=1, busy=0),
    REGRADES["Circumstances"](hash_seed=2, jobs=3, threads=2, busy=0),
    REGRADES["Circumstances"](hash_seed=3, jobs=2, threads=3, busy=1),
]


def test_three_gradings_of_a_class_say_the_same(tmp_path: Path) -> None:
    new_course(tmp_path / "course")
    sample = tmp_path / "course/assignments/neuron/sample"

    first, *others = (
        REGRADES["graded"](tmp_path / "course", "neuron", sample, SECRET, each)
        for each in CIRCUMSTANCES
    )

    assert first["submissions"]
    assert [list(REGRADES["moved"](first, other)) for other in others] == [[], []]


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"student": "ada", "score": 2.0, "seconds": 1.0}, ["/ada/score: 1.0, then 2.0"]),
        ({"student": "ada", "score": 1.0, "seconds": 9.0}, []),
        ({"student": "ada"}, [": {'student'"]),
    ],
)
def test_what_moves_is_told_and_a_measured_time_is_not(other: Any, told: list[str]) -> None:
    first = {"student": "ada", "score": 1.0, "seconds": 1.0}

    lines = list(REGRADES["moved"](first, other))

    assert len(lines) == len(told)
    assert all(line.startswith(start) for line, start in zip(lines, told, strict=True))
