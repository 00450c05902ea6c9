"""Released cells that the fork server has compiled: they run as any others, only sooner."""

from __future__ import annotations

import pytest

from autograder.sandbox.known import MOST_BYTES, code_of, most_of
from autograder.sandbox.lane import Lane

TOOLS = '"""Tools."""\nimport math\nLIMIT = 3\n\ndef half(x):\n    return x / 2\n'
FAILING = "import math\nTOO_LARGE = math.exp(1000)\n"


@pytest.fixture(scope="module")
def knowing():
    with Lane(known=[TOOLS, FAILING]) as lane:
        yield lane


@pytest.fixture
def runs(knowing, session_of):
    def run(*sources):
        with session_of(*sources, on=knowing) as session:
            return session.run_cells()

    return run


def printed(run):
    return "".join(output.get("text", "") for output in run.outputs)


def test_what_a_known_cell_defines_is_there_for_the_cells_after_it(runs):
    known, other = runs(f"\n{TOOLS}\n", "print(half(LIMIT), math.pi > 3)")

    assert (known.status, known.outputs) == ("ok", [])
    assert printed(other) == "1.5 True\n"


def test_a_cell_that_a_student_has_changed_is_the_students(runs):
    _, other = runs(TOOLS.replace("x / 2", "x / 4"), "print(half(8))")

    assert printed(other) == "2.0\n"


def test_a_known_cell_that_raises_is_told_as_any_other(runs):
    (run,) = runs(FAILING)

    assert run.status == "error"
    assert (run.failure.type, run.failure.cell, run.failure.line) == ("OverflowError", 1, 2)


def test_a_known_cell_heeds_a_future_that_was_imported_before_it(runs):
    _, _, other = runs(
        "from __future__ import annotations",
        TOOLS.replace("def half(x)", "def half(x: nothing.of.the.kind)"),
        "print(half.__annotations__)",
    )

    assert printed(other) == "{'x': 'nothing.of.the.kind'}\n"


def test_every_worker_starts_from_the_same_code(runs):
    first = printed(runs(TOOLS, "half.__code__ = (lambda x: 0).__code__\nprint(half(8))")[1])
    second = printed(runs(TOOLS, "print(half(8))")[1])

    assert (first, second) == ("0\n", "4.0\n")


@pytest.mark.parametrize(
    "source",
    [
        "1 + 1",
        "x = 1\nx",
        '"""A text that is shown."""',
        "%matplotlib inline",
        "print(1)\nx = 1",
        "",
    ],
)
def test_a_cell_that_does_more_than_define_is_not_known(source):
    assert code_of(source) is None


def test_the_longest_cells_are_known_as_far_as_there_is_room():
    short, long = "x = 1", f"y = '{'z' * (MOST_BYTES - 6)}'"

    assert most_of([short, long]) == [long]
    assert most_of([short, long.replace("'z", "'zz")]) == [short]
