"""Tests that an instructor wrote as cells, judged from outside of the student's process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest

from autograder.authoring.settings import Limits
from autograder.grading.limits import allowance_of, times_of
from autograder.grading.outside import (
    CellOfTests,
    Exam,
    Judged,
    defined_by,
    files_source,
    sit,
    taken_by,
)
from autograder.sandbox.cells import CodeCell
from autograder.sandbox.lane import Lane
from autograder.sandbox.session import Session

LIMITS = Limits(cell_seconds=5, call_seconds=2, submission_seconds=30, memory_mb=1024)

Judge = Callable[..., Judged]

SQUARES = "def squares(n):\n    return [i ** 2 for i in range(1, n + 1)]"
HELPER = "def twice(f):\n    return lambda n: f(n)"
SUM = "def total(n):\n    return sum(squares(n))"


@pytest.fixture(scope="module")
def lanes() -> Iterator[tuple[Lane, Lane]]:
    with Lane() as student, Lane() as examiner:
        yield student, examiner


@pytest.fixture
def judge(lanes: tuple[Lane, Lane]) -> Judge:
    """Run one test against a student's cells; the solution is the student's, if none is given."""

    def run(
        test: str,
        *cells: str,
        solution: tuple[str, ...] | None = None,
        files: Mapping[str, bytes] | None = None,
    ) -> Judged:
        solved = cells if solution is None else solution
        names = frozenset().union(*map(defined_by, solved))
        exam = Exam((CellOfTests("test", test),), (HELPER, *solved), names, files or {})
        times, limit = times_of(LIMITS), allowance_of(LIMITS)
        sources = [*filter(None, [files_source(exam.files)]), *cells]
        numbered = [CodeCell(number, source) for number, source in enumerate(sources, start=1)]
        with Session(lanes[0], numbered, times, limit) as student:
            student.run_cells()
            [judged] = sit(exam, student, lanes[1], times, limit)
        return judged

    return run


PASSING = {
    "a call": ("assert squares(2) == [1, 4]", SQUARES),
    "a variable": ("assert answer == 3", "answer = 3"),
    "an exception": (
        "try:\n    f()\nexcept ValueError as error:\n    assert 'below' in str(error)\n"
        "else:\n    raise AssertionError",
        "def f():\n    raise ValueError('below zero')",
    ),
    "an exception of the student's own": (
        "try:\n    f()\nexcept Exception as error:\n    assert type(error).__name__ == 'TooMuch'",
        "class TooMuch(Exception): pass\ndef f():\n    raise TooMuch",
    ),
    "arrays": (
        "import numpy as np\nnp.testing.assert_allclose(f(np.arange(3.0)), [0, 2, 4])",
        "def f(x):\n    return 2 * x",
    ),
    "an argument changed in place": (
        "x = [3, 1, 2]\nput_in_order(x)\nassert x == [1, 2, 3]",
        "def put_in_order(x):\n    x.sort()",
    ),
    "a set": ("assert f() == {1, 2}", "def f():\n    return {2, 1}"),
    "a function that is taken away": (
        "kept = squares\ndel squares\ntry:\n    total(1)\nexcept NameError:\n    pass\n"
        "else:\n    raise AssertionError\nfinally:\n    squares = kept\nassert total(2) == 5",
        f"{SQUARES}\n{SUM}",
    ),
    "a helper of the instructor's": ("assert twice(squares)(2) == [1, 4]", SQUARES),
}


@pytest.mark.parametrize("name", PASSING)
def test_a_right_answer_passes(name: str, judge: Judge) -> None:
    test, cell = PASSING[name]

    judged = judge(test, cell)

    assert judged.run.status == "ok", judged.run.failure


def test_a_wrong_answer_fails_at_the_line_of_the_test(judge: Judge) -> None:
    judged = judge("x = 2\nassert squares(x) == [1, 4]", "def squares(n):\n    return []")

    assert (judged.run.status, judged.line) == ("error", 2)


def test_an_exception_of_the_students_is_of_the_line_that_called(judge: Judge) -> None:
    judged = judge("x = 2\nsquares(x)", "def squares(n):\n    return undefined")

    assert judged.run.failure is not None
    assert (judged.run.failure.type, judged.line) == ("NameError", 2)


def test_the_last_value_of_a_test_is_put_out(judge: Judge) -> None:
    judged = judge("0.5 * (f() == 1)", "def f():\n    return 1")

    assert judged.run.outputs[0]["data"]["text/plain"] == "0.5"


def test_what_is_no_plain_data_is_named(judge: Judge) -> None:
    judged = judge("assert make().x == 1", "class P:\n    x = 1\ndef make():\n    return P()")

    assert judged.run.status == "error"
    assert judged.strange == "make gives an object of type P"


def test_a_name_that_the_student_lacks_is_missing_in_the_test(judge: Judge) -> None:
    judged = judge("assert squares(1) == [1]", "pass", solution=(SQUARES,))

    assert judged.run.failure is not None
    assert judged.run.failure.type == "NameError"


def test_a_file_of_the_assignment_is_there_for_both(judge: Judge) -> None:
    cell = "text = open('data/words.txt').read()"

    judged = judge(
        "assert text == open('data/words.txt').read()", cell, files={"data/words.txt": b"a"}
    )

    assert judged.run.status == "ok"


SEARCH = """
import gc, sys
def f():
    found = [value for value in gc.get_objects() if type(value) is dict]
    frame, texts = sys._getframe(), []
    while frame is not None:
        texts.append(repr(frame.f_locals))
        frame = frame.f_back
    texts += [repr(list(value.values())[:50]) for value in found]
    return "canary" + "-of-the-test" in "".join(texts)
"""


def test_no_test_is_where_the_students_code_runs(judge: Judge) -> None:
    judged = judge("expected = 'canary-of-the-test'\nassert f() is False", SEARCH)

    assert judged.run.status == "ok", judged.run.failure


def test_patching_what_compares_changes_nothing(judge: Judge) -> None:
    cell = (
        "import numpy as np\nnp.testing.assert_allclose = lambda *a, **k: None\n"
        "class Any:\n    def __eq__(self, other): return True\n"
        "def f():\n    return 0\ndef g():\n    return Any()"
    )
    solution = ("import numpy as np\ndef f():\n    return 1\ndef g():\n    return 1",)

    for test in ("np.testing.assert_allclose(f(), 1)", "assert g() == 1"):
        assert judge(test, cell, solution=solution).run.status == "error"


def test_a_process_that_ends_costs_its_own_test(judge: Judge) -> None:
    judged = judge("f()", "import os\ndef f():\n    os._exit(0)")

    assert judged.run.failure is not None
    assert judged.run.failure.message == "f ended its process"


def test_names_of_a_test_that_nothing_defines_are_the_students() -> None:
    assert taken_by("assert a(x) == len(y)\nx = 1", ["import y\ndef x(): pass"]) == {"a"}


def test_what_a_cell_imports_is_no_answer_of_it() -> None:
    assert defined_by("import numpy as np\ndef f(): pass\nx, y = 1, 2") == {"f", "x", "y"}
