"""What a student's code calls although it is forbidden, noticed while it runs."""

import sys
from types import ModuleType

import numpy as np
import pytest

from autograder.sandbox.watch import watching

INV = np.linalg.inv


def run(source, names, exempt=()):
    """Run a cell and call its `f`; return what was used, and the cell's names."""
    namespace = {"np": np}
    exec(compile(source, "<cell 1>", "exec"), namespace)
    with watching(names, exempt, namespace) as used:
        namespace["f"](np.eye(2))
    return used, namespace


CALLS = {
    "by its full name": "def f(A):\n    return np.linalg.inv(A)",
    "imported before": "from numpy.linalg import inv\ndef f(A):\n    return inv(A)",
    "imported in the call": "def f(A):\n    from numpy.linalg import inv\n    return inv(A)",
    "through map": "def f(A):\n    return list(map(np.linalg.inv, [A]))",
    "by another function": "def g(A):\n    return np.linalg.inv(A)\ndef f(A):\n    return g(A)",
    "as f itself": "f = np.linalg.inv",
}


@pytest.mark.parametrize("name", [name for name in CALLS if name != "as f itself"])
def test_a_call_is_noticed(name):
    assert run(CALLS[name], ["numpy.linalg.inv"])[0] == {"numpy.linalg.inv"}
    assert run(CALLS[name], ["numpy.linalg"])[0] == {"numpy.linalg"}


@pytest.mark.parametrize("name", CALLS)
def test_afterwards_all_is_as_it_was(name):
    _, namespace = run(CALLS[name], ["numpy.linalg"])

    assert np.linalg.inv is INV
    assert namespace.get("inv", INV) is INV
    assert all(type(value).__name__ != "_Watched" for value in vars(np.linalg).values())


def test_all_is_as_it_was_after_an_exception_too():
    with pytest.raises(ZeroDivisionError), watching(["numpy.linalg.inv"], [], {}):
        raise ZeroDivisionError

    assert np.linalg.inv is INV


def test_a_library_may_call_what_a_student_may_not():
    assert (
        run("def f(A):\n    return np.linalg.matrix_power(A, -1)", ["numpy.linalg.inv"])[0] == set()
    )


def test_an_earlier_question_may_call_it():
    source = CALLS["by another function"]

    assert run(source, ["numpy.linalg.inv"], exempt=["g"])[0] == set()


def test_a_function_that_is_watched_works_as_before():
    source = "def f(A):\n    f.sum = np.maximum.reduce(A, axis=0) + np.maximum(A, 1).sum(axis=0)"

    used, namespace = run(source, ["numpy.maximum"])

    assert used == {"numpy.maximum"}
    np.testing.assert_array_equal(namespace["f"].sum, [3.0, 3.0])


@pytest.mark.parametrize("name", ["no_such_module", "numpy.no_such_name", "numpy.ndarray", ".inv"])
def test_what_is_not_there_or_is_no_function_is_left_alone(name):
    assert run(CALLS["by its full name"], [name])[0] == set()


def test_a_module_that_does_not_let_itself_be_changed_is_left_as_it_is(monkeypatch):
    class Locked(ModuleType):
        def __setattr__(self, name, value):
            raise AttributeError

    module = Locked("locked")
    vars(module)["inv"] = INV
    monkeypatch.setitem(sys.modules, "locked", module)

    assert run("import locked\ndef f(A):\n    return locked.inv(A)", ["locked.inv"])[0] == set()
