"""Constraints that a notebook's source can break: loops, forbidden names, hidden code."""

import pytest

from autograder import Question, forbids, no_loops, words
from autograder.judge.program import MAX_SOURCE, read_program
from autograder.judge.rules import breach_in_source

PREAMBLE = "import numpy as np\nimport functools\nimport torch"


def asked(rule, *cells, needs=()):
    """Return the breach of a notebook with these cells, the question being `f`."""

    def f(A):
        return A

    question = Question("f", f, points=1, needs=needs)
    numbered = enumerate((PREAMBLE, *cells), start=1)
    program = read_program((number, source, True) for number, source in numbered)
    return breach_in_source(program, question, rule)


def key(rule, *cells, needs=()):
    breach = asked(rule, *cells, needs=needs)
    return breach.key if breach else None


LOOPS = {
    "for": ("loop-for", "def f(A):\n    for row in A:\n        pass\n    return A"),
    "while": ("loop-while", "def f(A):\n    while A.any():\n        A = A - 1\n    return A"),
    "a list": ("loop-comprehension", "def f(A):\n    return [a for a in A]"),
    "a generator": ("loop-comprehension", "def f(A):\n    return sum(a for a in A)"),
    "map": ("loop-by-another-name", "def f(A):\n    return list(map(abs, A))"),
    "vectorize": ("loop-by-another-name", "def f(A):\n    return np.vectorize(abs)(A)"),
    "a decorator": ("loop-by-another-name", "@np.vectorize\ndef f(a):\n    return a"),
    "an assigned name": ("loop-by-another-name", "f = np.vectorize(lambda a: a)"),
    "another name": ("loop-by-another-name", "v = np.vectorize\ndef f(A):\n    return v(abs)(A)"),
    "imported": (
        "loop-by-another-name",
        "from numpy import vectorize as v\ndef f(A):\n    return v(abs)(A)",
    ),
    "reduce": ("loop-by-another-name", "def f(A):\n    return functools.reduce(min, A)"),
    "recursion": ("loop-recursion", "def f(A):\n    return A[0] + f(A[1:]) if len(A) else 0"),
    "a helper": ("loop-for", "def g(A):\n    for a in A: pass\ndef f(A):\n    return g(A)"),
    "a method": (
        "loop-for",
        "class G:\n    def go(self, A):\n        for a in A: pass\ndef f(A):\n    return G().go(A)",
    ),
    "an inner function": ("loop-for", "def f(A):\n    def g():\n        for a in A: pass\n    g()"),
    "mutual recursion": (
        "loop-recursion",
        "def f(A):\n    return g(A)\ndef g(A):\n    return f(A) if A else 0",
    ),
}


@pytest.mark.parametrize("name", LOOPS)
def test_a_loop_is_found_whatever_its_form(name):
    expected, source = LOOPS[name]

    assert key(no_loops(), source) == expected


LOOPLESS = {
    "array operations": "def f(A):\n    return np.exp(A) / np.exp(A).sum(axis=0)",
    "a loop in another function": "def g(A):\n    for a in A: pass\ndef f(A):\n    return A",
    "a loop in a cell": "def f(A):\n    return A\nfor k in range(3):\n    print(f(k))",
    "an earlier draft": "def f(A):\n    return [a for a in A]\ndef f(A):\n    return A + 0",
    "the word in a text": 'def f(A):\n    """for a in A: f(A)"""\n    return A  # for ever',
    "magics": "%matplotlib inline\n!ls\ndef f(A):\n    return A",
    "a local of its own name": "def f(A):\n    f = A + 1\n    return f",
}


@pytest.mark.parametrize("name", LOOPLESS)
def test_what_is_no_loop_of_the_function_is_let_through(name):
    assert key(no_loops(), LOOPLESS[name]) is None


def test_a_loop_that_is_allowed_is_let_through_and_no_other():
    comprehension = "def f(A):\n    return {k: A[k] for k in A}"
    loop = "def f(A):\n    for k in A: pass\n    return {k: A[k] for k in A}"

    assert key(no_loops(allow=["comprehension"]), comprehension) is None
    assert key(no_loops(allow=["comprehension"]), loop) == "loop-for"


def test_the_functions_of_earlier_questions_are_judged_there():
    source = "def g(A):\n    for a in A: pass\n    return A\ndef f(A):\n    return g(A)"

    assert key(no_loops(), source, needs=("g",)) is None


def test_the_place_is_that_in_the_notebook():
    cell = "%%time\n\ndef f(A):\n    B = A\n    for a in A:\n        pass"

    breach = asked(no_loops(), cell)

    assert breach.facts == {"cell": 2, "line": 5}
    assert words.say(breach.key, "fr", **breach.facts) == (
        "Aucune boucle n'est permise ici, et il y a un `for` à la ligne 5 de la cellule 2."
    )


FORBIDDEN = {
    "directly": "def f(A):\n    return np.linalg.inv(A)",
    "imported in the function": "def f(A):\n    from numpy.linalg import inv\n    return inv(A)",
    "imported in a cell": "from numpy.linalg import inv as i\ndef f(A):\n    return i(A)",
    "everything imported": "from numpy.linalg import *\ndef f(A):\n    return inv(A)",
    "by another name": "la = np.linalg\ndef f(A):\n    return la.inv(A)",
    "by a local name": "def f(A):\n    la = np.linalg\n    return la.inv(A)",
    "as a default": "def f(A, inv=np.linalg.inv):\n    return inv(A)",
    "by getattr": 'def f(A):\n    return getattr(np.linalg, "in" + "v")(A)',
    "by importlib": (
        'import importlib\ndef f(A):\n    return importlib.import_module("numpy.linalg").inv(A)'
    ),
    "by __import__": 'def f(A):\n    return __import__("numpy").linalg.inv(A)',
    "by sys.modules": 'import sys\ndef f(A):\n    return sys.modules["numpy"].linalg.inv(A)',
    "by its namespace": 'def f(A):\n    return np.linalg.__dict__["inv"](A)',
    "as a value": "def f(A):\n    return list(map(np.linalg.inv, [A]))[0]",
    "in an assigned function": "f = lambda A: np.linalg.inv(A)",
    "as the function itself": "f = np.linalg.inv",
}


@pytest.mark.parametrize("name", FORBIDDEN)
def test_a_forbidden_function_is_found_whatever_way_it_is_reached(name):
    breach = asked(forbids("np.linalg.inv"), FORBIDDEN[name])

    assert (breach.key, breach.facts["name"]) == ("forbidden", "np.linalg.inv")


def test_a_forbidden_module_forbids_all_that_is_in_it():
    source = "def f(A):\n    return torch.autograd.functional.jacobian(abs, A)"

    assert key(forbids("torch.autograd"), source) == "forbidden"
    assert key(forbids("torch.autograd"), "def f(A):\n    return torch.autograde(A)") is None


def test_a_forbidden_method_is_found_on_anything():
    source = "def f(A):\n    loss = A.sum()\n    loss.backward()\n    return A.grad"

    assert key(forbids(".backward"), source) == "forbidden"
    assert key(forbids(".backward"), "def f(A):\n    return A.backwards()") is None


def test_what_another_function_uses_is_not_held_against_this_one():
    source = "def g(A):\n    return np.linalg.inv(A)\ndef f(A):\n    return np.linalg.solve(A, A)"

    assert key(forbids("np.linalg.inv"), source) is None


HIDING = {
    "exec in the function": 'def f(A):\n    exec("A = 1")\n    return A',
    "exec of the function": 'exec("def f(A): return A")\ndef f(A):\n    return A',
    "exec of an unknown text": "def f(A):\n    return A\nexec(open('x').read())",
    "another code": "def g(A):\n    return A\ndef f(A):\n    return A\nf.__code__ = g.__code__",
    "a computed name": "def f(A):\n    return getattr(np.linalg, A.name)(A)",
    "the shell": 'def f(A):\n    return A\nget_ipython().run_cell("def f(A): return 1")',
}


@pytest.mark.parametrize("name", HIDING)
@pytest.mark.parametrize("rule", [no_loops(), forbids("np.linalg.inv")], ids=["loops", "forbids"])
def test_what_hides_the_code_that_runs_is_told(rule, name):
    assert key(rule, HIDING[name]) == "code-hidden"


def test_a_text_that_is_run_and_speaks_of_something_else_hides_nothing():
    assert key(no_loops(), 'def f(A):\n    return A\nprint(eval("2 + 2"))') is None


@pytest.mark.parametrize(
    "source", ["from helpers import f", "%%writefile f.py\ndef g(A):\n    return A", "def f(A:"]
)
def test_a_function_that_is_not_in_the_notebook_cannot_be_held_to_anything(source):
    assert key(no_loops(), source) == "code-elsewhere"


HOSTILE = {
    "nested too deep": "def f(A):\n    return " + "(" * 5_000 + ")" * 5_000,
    "a long sum": "def f(A):\n    return " + "+".join(["A"] * 20_000),
    "a long chain": "def f(A):\n    return A" + ".b" * 5_000,
    "items of items": "def f(A):\n    return A" + '.__dict__["b"]' * 900,
    "many names": "\n".join(f"import a{n}\na{n} = b{n}" for n in range(5_000)) + "\nf = abs",
    "a null byte": "def f(A):\n    return '\x00'",
    "too much of it": "def f(A):\n    return A\n" + "#" * MAX_SOURCE,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("rule", [no_loops(), forbids("np.linalg.inv")], ids=["loops", "forbids"])
def test_hostile_source_is_read_or_refused_and_never_fails(rule, name):
    assert key(rule, HOSTILE[name]) in (None, "code-elsewhere", "loop-by-another-name")


def test_only_the_students_own_code_is_looked_into():
    program = read_program([(1, "def g(A):\n    for a in A: pass", False), (2, "f = g", True)])

    def f(A):
        return A

    assert breach_in_source(program, Question("f", f, points=1), no_loops()) is None


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: no_loops(allow=["until"]), "unknown loop 'until'"),
        (lambda: no_loops(costs=0), "costs must be a share"),
        (lambda: forbids(), "at least one name"),
        (lambda: forbids("np.linalg.inv()"), "no dotted name"),
    ],
)
def test_a_constraint_that_says_nothing_is_refused(make, told):
    with pytest.raises(ValueError, match=told):
        make()
