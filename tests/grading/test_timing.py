"""When code counts as slow, by a clock that the tests turn."""

import numpy as np
import pytest

from autograder import Assignment, vectorised
from autograder.grading import timing
from autograder.outcome import Outcome
from autograder.probe import Call

SMALL, LARGE = Call({"A": b"small"}), Call({"A": b"large"})


@pytest.fixture
def measured(monkeypatch):
    """Return a function that measures a worker whose calls take given times.

    `measured(reference, [(empty, small, large), …])`: seconds of each measurement, in turn.
    """

    def measure(reference, spans, outcome=None):
        now = [0.0]
        monkeypatch.setattr(timing.time, "perf_counter", lambda: now[0])
        asked = []

        def ask(call):
            empty, small, large = spans[min(asked.count("large"), len(spans) - 1)]
            if call.probe == timing.EMPTY:
                now[0] += empty
                return Outcome("value")
            is_large = call.arguments == LARGE.arguments
            now[0] += empty + (large if is_large else small)
            asked.append("large" if is_large else "small")
            return outcome or Outcome("value")

        return timing.is_slow(timing.Sizes(SMALL, LARGE, reference), ask), asked

    return measure


def test_code_as_fast_as_the_reference_is_measured_once(measured):
    slow, asked = measured(0.01, [(0.5, 0.001, 0.01)])

    assert not slow
    assert asked == ["large"]


def test_code_is_slow_when_it_is_so_three_times(measured):
    slow, asked = measured(0.01, [(0.0, 0.01, 1.0)])

    assert slow
    assert asked == ["large", "small"] * 3


@pytest.mark.parametrize("quiet", [0, 1, 2])
def test_one_quick_measurement_of_three_is_enough(measured, quiet):
    spans = [(0.0, 0.01, 5.0)] * 3
    # The measurement that comes after `quiet` slow ones.
    spans[quiet] = (0.0, 0.01, 0.1)

    assert not any(measured(0.01, [spans[quiet]])[0] for _ in range(3))


def test_what_every_call_costs_is_not_held_against_it(measured):
    always_a_second = [(0.0, 1.0, 1.1)]
    slow_to_reach = [(3.0, 0.0, 0.1)]

    assert not measured(0.001, always_a_second)[0]
    assert not measured(0.001, slow_to_reach)[0]


def test_twenty_times_slower_is_let_through_and_so_is_a_fifth_of_a_second(measured):
    assert not measured(0.1, [(0.0, 0.0, 2.1)])[0]
    assert measured(0.1, [(0.0, 0.0, 2.3)])[0]
    assert not measured(1e-6, [(0.0, 0.0, 0.19)])[0]


def test_a_call_that_is_out_of_time_is_slow_and_one_that_fails_is_not(measured):
    spans = [(0.0, 0.0, 4.0)]

    assert not measured(0.01, spans, Outcome("error"))[0]
    assert not measured(0.01, spans, Outcome("died"))[0]
    assert not measured(0.01, spans, Outcome("timed-out", detail="submission"))[0]


def test_the_references_time_is_that_of_its_calls_and_of_its_result(monkeypatch):
    """Not that of its arguments, which an empty call has too."""
    now = [0.0]
    monkeypatch.setattr(timing.time, "perf_counter", lambda: now[0])

    def double(A):
        now[0] += 0.25 * A.size
        return 2 * A

    assignment = Assignment("doubles", title={"en": "Doubles"})
    question = assignment.question(double, points=1)
    rule = vectorised(lambda _rng, size: {"A": np.ones(size)}, sizes=(2, 10))

    sizes = timing.Stopwatch(assignment, b"key").sizes(question, rule)

    assert sizes.reference == 0.25 * (10 - 2)
