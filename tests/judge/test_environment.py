"""Code of another year is told apart from mistakes, with the mend."""

import importlib
import warnings

import numpy as np
import pytest

from autograder.aliases import ALIASES
from autograder.judge.environment import Trouble, doubt_of, tell_trouble, trouble_of
from autograder.outcome import Failure


def raised(source):
    """Return what a student's line raises here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            exec(compile(source, "<cell 1>", "exec"), {"np": np})
        except Exception as error:
            message = error.msg if isinstance(error, SyntaxError) else str(error)
            return Failure(type(error).__name__, message)
    raise AssertionError(f"{source} raises nothing here")


LINES = {
    "np.float(1)": ("alias", "np.float", "float", True),
    "np.product([1])": ("alias", "np.product", "np.prod", True),
    "np.NaN": ("alias", "np.NaN", "np.nan", True),
    "np.float_(1)": ("alias", "np.float_", "np.float64", True),
    "np.NINF": ("alias", "np.NINF", "-np.inf", False),
    "from numpy import in1d": ("alias", "np.in1d", "np.isin", True),
    "import time; time.clock()": ("alias", "time.clock", "time.perf_counter", True),
    "xrange(3)": ("python-2", "xrange", "range", True),
    "import itertools; itertools.izip": ("python-2", "itertools.izip", "zip", True),
    "{}.has_key(1)": ("python-2", "d.has_key()", "key in d", False),
    "print 3": ("python-2", "print x", "print(x)", False),
    "try: pass\nexcept KeyError, e: pass": ("python-2", "except E, e", "except E as e", False),
    "import no_such_module": ("library", "", "", False),
    "from numpy import no_such_name": ("library", "", "", False),
}


@pytest.mark.parametrize("source", LINES)
def test_a_line_of_another_year_is_known_with_its_mend(source):
    kind, name, mend, restorable = LINES[source]

    trouble = trouble_of(raised(source))

    assert trouble == Trouble(kind, name, mend, restorable)
    assert trouble.mend == mend


def test_what_may_be_a_mistake_as_well_is_a_doubt_and_no_more():
    """NumPy says the same of one value and of several."""
    for source in ("float(np.array([1.0]))", "float(np.array([1.0, 2.0]))"):
        failure = raised(source)

        assert trouble_of(failure) is None
        assert doubt_of(failure) == Trouble("one-value", restorable=True)
    assert doubt_of(raised("float([1.0])")) is None


MISTAKES = [
    "np.zeroes(3)",
    "x + 1",
    "{}.size()",
    "[1].T",
    "import math; math.sgn(1)",
    "f(",
    "1 / 0",
]


@pytest.mark.parametrize("source", MISTAKES)
def test_a_mistake_of_the_students_own_is_no_trouble_of_the_environment(source):
    assert trouble_of(raised(source)) is None


@pytest.mark.parametrize("name", [name for name, alias in ALIASES.items() if alias.target])
def test_what_can_be_brought_back_is_there(name):
    head, *rest = ALIASES[name].target.split(".")
    found = importlib.import_module(head)
    for part in rest:
        found = getattr(found, part, None) or importlib.import_module(f"{head}.{part}")

    assert found is not None


def test_the_mend_is_told_in_the_students_language():
    trouble = trouble_of(raised("np.float(1)"))

    assert tell_trouble(trouble, "en", "Your code raised AttributeError.") == (
        "Your code raised AttributeError. `np.float` is no longer in the library: write `float`."
    )
    assert tell_trouble(trouble, "fr", "…") == (
        "… `np.float` n'est plus dans la bibliothèque\N{NO-BREAK SPACE}: écrivez `float`."
    )


@pytest.mark.parametrize(
    "message",
    ["module 'numpy' has no attribute '<script>'", "`np.secret 0.123` was removed", "x" * 10_000],
)
def test_nothing_of_a_message_is_shown_but_names_that_we_know(message):
    assert trouble_of(Failure("AttributeError", message)) in (None, Trouble("library"))
