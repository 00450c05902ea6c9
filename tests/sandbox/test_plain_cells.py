"""A cell that is run as it is written is one of which IPython would have made nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from IPython.core.inputtransformer2 import TransformerManager

from autograder.sandbox.plain_cells import is_plain

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
