"""A cell that is run as it is written is one of which IPython would have made nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from IPython.core.inputtransformer2 import TransformerManager

from autograder.sandbox.plain_cells import calls_nothing, is_plain, only_functions

ROOT = Path(__file__).parents[2]


def made_by_ipython(source: str) -> str:
    return TransformerManager().transform_cell(source)


def cells_of_the_course() -> Iterator[str]:
    for path in [*ROOT.glob("release/*/*/*.ipynb"), *ROOT.glob("assignments/*/sample/*/*.ipynb")]:
        try:
            notebook = json.loads(path.read_text("utf-8"))
        except ValueError:
            continue  # some students hand in what is no notebook
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                yield "".join(cell["source"])


def test_ipython_makes_nothing_else_of_the_course_s_plain_cells() -> None:
    cells = set(cells_of_the_course())

    plain = {source for source in cells if is_plain(source)}

    assert len(plain) > 0.8 * len(cells)
    for source in plain:
        assert made_by_ipython(source) == (source if source.endswith("\n") else f"{source}\n")


@pytest.mark.parametrize(
    "source",
    [
        "%matplotlib inline\nx = 1",
        "x = 1\n%time x",
        "x = 1\n    %time x",
        "%%writefile a.py\nx = 1",
        "x = 1\n!ls",
        "files = !ls\nx = 1",
        "files = \\\n  !ls\nx = 1",
        "here = %pwd\nx = 1",
        "x = 1\nx?",
        "x = 1\nx??  ",
        "?x\ny = 1",
        "x = 1\n/print x",
        "x = 1\n,print x",
        "x = 1\n;print x",
        ">>> x = 1\n>>> y = 2",
        "x = 1\n>>> y = 2",
        "  >>> x = 1\n  >>> y = 2",
        "In [1]: x = 1\nIn [2]: y = 2",
        "[ins] In [1]: x = 1\ny = 2",
        "x = 1\n   ...: y = 2",
        "    x = 1\n    y = 2",
        "\n\nx = 1\ny = 2",
        "\tx = 1\n\ty = 2",
        "ls",
        "",
    ],
)
def test_what_ipython_changes_is_not_plain(source: str) -> None:
    assert not is_plain(source)


@pytest.mark.parametrize(
    "source",
    [
        "x = 7\nx %= 3",
        "x = 7\ny = x % 3 != 1",
        'print("%d of %s" % (1, "?"))\nx = 1',
        "x = 1  # why?  because\ny = 2",
    ],
)
def test_what_only_looks_like_ipython_s_is_left_to_python(source: str) -> None:
    assert is_plain(source)
    assert made_by_ipython(source) == f"{source}\n"


def test_a_notebook_s_own_transformation_is_of_all_its_cells(session_of) -> None:
    cells = [
        "def shout(lines):\n    return [line.replace('one', '1') for line in lines]",
        "get_ipython().input_transformers_post.append(shout)\nnothing = 0",
        "x = one\ny = x + one",
    ]
    with session_of(*cells) as session:
        runs = session.run_cells()

        assert [run.status for run in runs] == ["ok"] * 3
        assert session.read("y").value == 2


def test_a_cell_may_wait_at_its_top_level(session_of) -> None:
    cell = "import asyncio\nx = await asyncio.sleep(0, 'waited')"
    with session_of(cell) as session:
        session.run_cells()

        assert session.read("x").value == "waited"


def only_defines(source: str) -> bool:
    return only_functions(source) and calls_nothing(
        compile(source, "<cell 1>", "exec", dont_inherit=True)
    )


@pytest.mark.parametrize(
    "source",
    [
        "def f(x):\n    return x",
        "# why\ndef f(x, *y: int, z=-1, **w) -> 'int':\n    return x\n\ndef g(a=(1, [2])): pass",
        "def f(x: np.ndarray | None = None, y: list[int] = DEFAULTS[0]):\n    print(x)",
    ],
)
def test_a_cell_of_functions_only_defines(source: str) -> None:
    assert only_defines(source)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "x = 1",
        "def f(x):\n    return x\nf(1)",
        "def f(x):\n    return x\n'shown'",
        "@print\ndef f(x):\n    return x",
        "def f(x=print(1)):\n    return x",
        "def f(x: print(1)):\n    return x",
        "def f(x) -> print(1):\n    return x",
        "def f(x):\n    return x\n'''\n  shown'''",
        "def f(x):\n    return x\n\n(\n  f)",
        "class C:\n    print(1)",
    ],
)
def test_a_cell_that_does_something_is_run_by_ipython(source: str) -> None:
    assert not only_defines(source)


def test_functions_are_what_they_would_be_of_any_cell(session_of) -> None:
    cells = [
        "LIMIT = 3\nother = 4",
        "# a remark\ndef f(x, most: int = LIMIT):\n    return 1 / x",
        "import inspect\nsource, named = inspect.getsource(f), (f.__module__, f.__defaults__)",
        "def g(x=MISSING):\n    return x",
        "def h(x):\n    return f(x",
        "from __future__ import annotations\nx = 1",
        "def k(x: MISSING):\n    return x",
        "f(0)\nx = 2",
    ]
    with session_of(*cells) as session:
        runs = session.run_cells()
        told = session.read("source").value, session.read("named").value

    assert told == ("def f(x, most: int = LIMIT):\n    return 1 / x\n", ("__main__", (3,)))
    assert [run.status for run in runs] == [*["ok"] * 3, "error", "error", "ok", "ok", "error"]
    assert (runs[3].failure.type, runs[3].failure.line) == ("NameError", 1)
    assert "MISSING" in str(runs[3].outputs)
    assert runs[4].failure.type == "SyntaxError"
    assert (runs[7].failure.cell, runs[7].failure.line) == (2, 3)
    lines = "".join(runs[7].outputs[0]["traceback"])
    assert "return 1 / x" in re.sub(r"\x1b\[[\d;]*m", "", lines)


def test_what_a_notebook_does_after_each_cell_is_done_after_definitions_too(session_of) -> None:
    cells = [
        "count = []\nget_ipython().events.register('post_run_cell', lambda _: count.append(1))",
        "def f(x):\n    return x",
        "seen = len(count)\nx = 1",
    ]
    with session_of(*cells) as session:
        session.run_cells()

        assert session.read("seen").value == 2
