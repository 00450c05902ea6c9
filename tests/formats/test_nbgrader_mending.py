"""Hand-ins made such that nbgrader can go on with them: every cell that it knows, once."""

from __future__ import annotations

import json
from typing import Any

import nbformat
from hypothesis import given
from hypothesis import strategies as st

from autograder.formats.nbgrader.cells import own
from autograder.formats.nbgrader.master import Master, MasterCell
from autograder.formats.nbgrader.mending import Mended, mended
from autograder.formats.notebook import UnreadableError

STUB = "def f(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
TESTS = "assert f(1) == 1\n### BEGIN HIDDEN TESTS\nassert f(2) == 4\n### END HIDDEN TESTS"

MASTER = Master(
    "ps1",
    "one",
    (
        MasterCell("intro", "markdown", "Read this.", False, False, True),
        MasterCell("f", "code", STUB, False, True, False),
        MasterCell("test-f", "code", TESTS, True, False, True, points=2.0, checksum="0" * 32),
        MasterCell("why", "markdown", "YOUR ANSWER HERE", True, True, False, points=1.0),
    ),
)


def cell(kind: str, source: Any, **metadata: Any) -> dict[str, Any]:
    return {"cell_type": kind, "source": source, "metadata": metadata}


def claim(grade_id: Any) -> dict[str, Any]:
    return {"grade_id": grade_id}


def mend(*cells: Any) -> Mended:
    document = {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    result = mended(json.dumps(document).encode(), MASTER)
    nbformat.validate(result.notebook)
    return result


def ids(result: Mended) -> list[str]:
    return [own(one).get("grade_id", "-") for one in result.notebook["cells"]]


def source(result: Mended, grade_id: str) -> str:
    [found] = [one for one in result.notebook["cells"] if own(one).get("grade_id") == grade_id]
    text: str = found["source"]
    return text


SOLUTION = cell("code", "def f(x):\n    return x * x", nbgrader=claim("f"))


def test_what_is_locked_is_the_masters_and_what_is_written_the_students() -> None:
    tests = cell("code", "2.0", nbgrader=claim("test-f"))

    result = mend(cell("markdown", "?", nbgrader=claim("intro")), SOLUTION, tests)

    assert source(result, "test-f") == TESTS
    assert source(result, "intro") == "Read this."
    assert source(result, "f") == SOLUTION["source"]


def test_points_and_flags_are_the_masters() -> None:
    forged = {"grade_id": "test-f", "points": 100, "solution": True, "grade": False}

    result = mend(SOLUTION, cell("code", "", nbgrader=forged))

    [meta] = [own(one) for one in result.notebook["cells"] if own(one).get("grade_id") == "test-f"]
    assert (meta["points"], meta["grade"], meta["solution"]) == (2.0, True, False)


def test_what_is_lost_is_put_where_it_was() -> None:
    result = mend(cell("code", "name = 1"), SOLUTION)

    assert ids(result) == ["-", "intro", "f", "test-f", "why"]


def test_of_two_copies_the_last_counts() -> None:
    first = {**SOLUTION, "source": "def f(x):\n    return 0"}

    result = mend(first, SOLUTION)

    assert source(result, "f") == SOLUTION["source"]
    assert result.notes[0] == "f: the cell is there more than once; the last counts"


def test_a_cell_is_found_again_by_our_own_name() -> None:
    ours = {"role": "solution", "question": "f"}

    result = mend(cell("code", "g = 1", autograder=ours))

    assert source(result, "f") == "g = 1"


def test_a_cell_is_found_again_by_the_function_that_it_defines() -> None:
    result = mend(cell("code", "x = 1"), cell("code", "def f(x):\n    return 3"))

    assert source(result, "f") == "def f(x):\n    return 3"


def test_tests_are_found_again_by_their_visible_part() -> None:
    result = mend(SOLUTION, cell("code", "assert f(1) == 1"))

    assert ids(result) == ["intro", "f", "test-f", "why"]


def test_an_id_that_is_unknown_is_forgotten() -> None:
    result = mend(SOLUTION, cell("code", "y = 1", nbgrader=claim("other")))

    assert "other" not in ids(result)


def test_what_cannot_be_read_is_the_masters_with_the_reason() -> None:
    for data in (b"{", b"[]", UnreadableError("unreadable-missing")):
        result = mended(data, MASTER)
        assert result.problem is not None
        assert ids(result) == ["intro", "f", "test-f", "why"]
        nbformat.validate(result.notebook)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)
CELLS = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", "raw", "odd"]) | JSON,
        "source": st.sampled_from([STUB, TESTS, "def f(x): pass"]) | JSON,
        "metadata": JSON
        | st.fixed_dictionaries({"nbgrader": JSON | st.sampled_from(["f", "test-f"]).map(claim)}),
        "id": JSON,
        "attachments": JSON,
        "outputs": JSON,
    },
)


@given(st.lists(CELLS | JSON, max_size=6))
def test_whatever_the_cells_are_nbgrader_can_read_them(cells: list[Any]) -> None:
    result = mend(*cells)

    found = [name for name in ids(result) if name != "-"]
    assert sorted(set(found) | {"f"}) == ["f", "intro", "test-f", "why"]
    assert len(found) == len(set(found))
