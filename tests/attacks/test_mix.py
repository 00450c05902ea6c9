"""A class of which half attacks: ten of each here, two hundred in `benchmarks/trust/mix.py`."""

from __future__ import annotations

from pathlib import Path

import pytest

from .classes import CLASSES
from .grader import HONEST_SCORE, HONEST_SOURCES, OurGrader
from .mix import comparable, mix, taken


def test_honest_grades_are_what_they_are_alone(
    ours: OurGrader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOGRADER_GRADEBOOK", f"sqlite:///{tmp_path / 'gradebook.db'}")
    alone = ours.grade(HONEST_SOURCES).verdict
    quick = [one for attacks in CLASSES.values() for one in attacks if not one.costly]

    mixed = mix(ours.surroundings, taken(quick, 10), comparable(alone), out=tmp_path / "out")

    assert alone.score == HONEST_SCORE
    assert mixed.graded == 20
    assert mixed.gained == mixed.changed == mixed.leaking == ()
    assert mixed.received == ""
    assert (tmp_path / "out" / "class.html").exists()
