"""Where the time goes: every moment is counted once."""

from __future__ import annotations

import threading

import pytest

from autograder import phases
from autograder.phases import phase, taken


@pytest.fixture
def passes(monkeypatch):
    """A clock that goes on only when it is told to."""
    now = 0.0

    def go_on(seconds):
        nonlocal now
        now += seconds

    monkeypatch.setattr(phases.time, "perf_counter", lambda: now)
    taken()
    return go_on


def test_a_phase_within_another_stops_its_clock(passes):
    with phase("judge"):
        passes(1)
        with phase("call"):
            passes(10)
        passes(2)

    assert taken() == {"judge": 3, "call": 10}


def test_a_phase_that_comes_again_goes_on_counting(passes):
    for _ in range(3):
        with phase("call"):
            passes(2)
        passes(100)

    assert taken() == {"call": 6}
    assert taken() == {}


def test_a_phase_ends_with_an_exception_too(passes):
    def fail():
        passes(1)
        raise ValueError("a bug")

    with pytest.raises(ValueError, match="a bug"), phase("judge"), phase("call"):
        fail()
    passes(100)

    assert taken()["call"] == 1


def test_each_thread_has_its_own(passes):
    others = []

    def work():
        with phase("call"):
            passes(1)
        others.append(taken())

    with phase("judge"):
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()

    assert others == [{"call": 1}]
    assert "call" not in taken()
