"""An answer that was judged before is not judged again, and gets the same judgement."""

from __future__ import annotations

import dataclasses
import hashlib
from typing import Any

import numpy as np
import pytest

from autograder import wire
from autograder.judge.memory import Memory
from autograder.outcome import Failure, Outcome
from autograder.sandbox.replies import read_outcome


def given(value: Any, *mutated: str) -> Outcome:
    """What a worker gave, as the grader reads it."""
    return read_outcome({"kind": "value", "value": wire.encode(value), "mutated": list(mutated)})


class Judge:
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


def test_equal_bytes_are_judged_once() -> None:
    memory, judge = Memory(), Judge()

    first = memory.recall([given(np.ones(3))], "mark", judge)
    second = memory.recall([given(np.ones(3))], "mark", judge)

    assert (first, second) == (1, 1)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param([given(np.ones(4))], id="another value"),
        pytest.param([given(np.ones(3, np.float32))], id="another dtype"),
        pytest.param([given(np.nextafter(np.ones(3), 2))], id="one rounding apart"),
        pytest.param([given(np.ones(3), "x")], id="an argument changed"),
        pytest.param([given(np.ones(3)), given(1.0)], id="one case more"),
        pytest.param([], id="no case"),
    ],
)
def test_what_differs_at_all_is_judged_anew(other: list[Outcome]) -> None:
    memory, judge = Memory(), Judge()
    memory.recall([given(np.ones(3))], "mark", judge)

    assert memory.recall(other, "mark", judge) == 2


def test_the_order_of_the_cases_counts() -> None:
    memory, judge = Memory(), Judge()
    memory.recall([given(1.0), given(2.0)], "mark", judge)

    assert memory.recall([given(2.0), given(1.0)], "mark", judge) == 2


def test_another_listener_is_told_anew() -> None:
    memory, judge = Memory(), Judge()
    memory.recall([given(1.0)], ("mark", "en"), judge)

    assert memory.recall([given(1.0)], ("mark", "fr"), judge) == 2


@pytest.mark.parametrize(
    "outcome",
    [
        pytest.param(Outcome("error", failure=Failure("ValueError", line=3)), id="an exception"),
        pytest.param(Outcome("timed-out"), id="no answer in time"),
        pytest.param(Outcome("value", 1.0), id="a value from elsewhere"),
    ],
)
def test_what_has_no_bytes_is_judged_each_time(outcome: Outcome) -> None:
    memory, judge = Memory(), Judge()

    told = [memory.recall([given(1.0), outcome], "mark", judge) for _ in range(2)]

    assert told == [1, 2]


def test_a_digest_is_of_the_very_bytes_and_decides_no_comparison() -> None:
    outcome = given(np.ones(3))

    assert outcome.digest == hashlib.sha256(wire.encode(np.ones(3))).digest()
    assert given(1.0) == dataclasses.replace(given(1.0), digest=b"")
