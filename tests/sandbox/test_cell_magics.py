"""Magics and shell commands work in the sandbox as in a notebook."""

import re

import pytest

STARTS = pytest.mark.needs_own_user


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("%time x = 1", r"Wall time"),
        ("%%time\nx = 1", r"Wall time"),
        ("%timeit -n 2 -r 1 1 + 1", r"1 run, 2 loops each"),
        pytest.param("!echo hello", r"^hello\n$", marks=STARTS),
        pytest.param("x = 'there'\n!echo {x} $x", r"^there there\n$", marks=STARTS),
        pytest.param("def f(y):\n    !echo {y}\nf('inside')", r"^inside\n$", marks=STARTS),
        pytest.param("x = !printf 'a\\nb\\n'\nprint(list(x))", r"^\['a', 'b'\]\n$", marks=STARTS),
        pytest.param("!exit 3\nprint(_exit_code)", r"^3\n$", marks=STARTS),
        pytest.param("%%bash\necho hello", r"^hello\n$", marks=STARTS),
        ("?len", r"number of items"),
        ("len?", r"number of items"),
        ("def f():\n    'What f does.'\nf?", r"What f does\."),
        ("x = 1\n%who", r"^x"),
        ("%env HOME", r"/home"),
        ("here = %pwd\nprint(here)", r"/home"),
        ("import asyncio\nawait asyncio.sleep(0)\nprint('awaited')", r"^awaited\n$"),
    ],
)
def test_it_prints_what_a_notebook_would(run, text_of, source, printed):
    (cell,) = run(source)

    assert cell.status == "ok", cell
    assert re.search(printed, text_of(cell))


def test_matplotlib_inline_is_on_with_and_without_the_magic(run):
    runs = run(
        "import matplotlib.pyplot as plt\nplt.plot([1, 2]);",
        "%matplotlib inline\nplt.plot([1, 2]);",
    )

    for cell in runs:
        assert [each for each in cell.outputs if "image/png" in each.get("data", {})]


def test_another_backend_may_be_asked_for_and_stops_nothing(run):
    assert run("%matplotlib notebook", "1")[1].status == "ok"


def test_settings_that_notebooks_make_are_taken(run):
    *settings, shown = run(
        "%config InlineBackend.figure_format = 'retina'",
        "%config InteractiveShell.ast_node_interactivity = 'all'",
        "%load_ext autoreload\n%autoreload 2",
        "1\n2",
    )

    assert [each.status for each in settings] == ["ok"] * 3
    assert len(shown.outputs) == 2


def test_capture_keeps_the_output_for_the_next_cell(run, text_of):
    captured, read = run("%%capture kept\nprint('quiet')", "print(kept.stdout)")

    assert captured.outputs == []
    assert text_of(read) == "quiet\n\n"


def test_a_file_that_is_written_can_be_imported_in_the_next_cell(run, text_of):
    """However soon: the folder's time may not have moved since it was last looked into."""
    pairs = [
        (f"%%writefile layer_{n}.py\nweight = {n}", f"import layer_{n}\nprint(layer_{n}.weight)")
        for n in range(12)
    ]
    runs = run(*(source for pair in pairs for source in pair))

    assert [text_of(each) for each in runs[1::2]] == [f"{n}\n" for n in range(12)]


def test_a_script_that_is_written_can_be_run(run, text_of):
    _, shown = run("%%writefile script.py\nanswer = 42", "%run script.py\nprint(answer)")

    assert "42\n" in text_of(shown)


def test_exit_in_a_cell_ends_nothing(run):
    assert [cell.status for cell in run("exit()", "quit", "1")] == ["ok", "ok", "ok"]


def test_a_cell_that_waits_for_the_keyboard_is_an_error(run):
    asked, after = run("input('name? ')", "1")

    assert asked.failure.type == "EOFError"
    assert after.status == "ok"


def test_an_unknown_magic_is_an_error_of_its_cell(run):
    unknown, after = run("%nothing_of_the_kind", "1")

    assert (unknown.status, after.status) == ("error", "ok")


def test_what_ipython_stores_stays_in_the_session(session_of, text_of):
    """Its database is a folder in the user's home, where the next student would find it."""
    with session_of("get_ipython().db['planted'] = 'for the next'") as session:
        assert session.run_cells()[0].status == "ok"
    with session_of("print('planted' in get_ipython().db)") as session:
        (found,) = session.run_cells()

    assert text_of(found) == "False\n"
