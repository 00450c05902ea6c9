"""What a cell prints, draws and raises is kept as outputs of the notebook format."""

import base64
import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.sandbox import session
from autograder.sandbox.outputs import (
    CUT,
    MAX_OUTPUTS,
    MAX_RICH,
    Recorder,
    exact_text,
    read_outputs,
)

EVERYTHING = (
    "import sys",
    "print('hello'); print('oh', file=sys.stderr); print('again')",
    "6 * 7",
    "import matplotlib.pyplot as plt\nplt.plot([0, 1])\nplt.show()",
    "from IPython.display import HTML, Markdown, display\ndisplay(Markdown('**bold**'))",
    "HTML('<b>bold</b>')",
    "def divide(a):\n    return a / 0\n\ndivide(1)",
    "import numpy as np\nnp.eye(2)",
)


def test_all_outputs_are_valid_in_the_notebook_format(run, assert_valid):
    for cell in run(*EVERYTHING):
        assert_valid(cell.outputs)


def test_prints_are_streams_in_their_order(run):
    _, printed, *_ = run(*EVERYTHING[:2])

    assert printed.outputs == [
        {"output_type": "stream", "name": "stdout", "text": "hello\n"},
        {"output_type": "stream", "name": "stderr", "text": "oh\n"},
        {"output_type": "stream", "name": "stdout", "text": "again\n"},
    ]


def test_the_value_of_the_last_line_is_the_result(run):
    (shown,) = run("6 * 7")

    assert shown.status == "ok"
    assert shown.outputs == [
        {
            "output_type": "execute_result",
            "data": {"text/plain": "42"},
            "metadata": {},
            "execution_count": None,
        }
    ]


def test_a_semicolon_hides_the_result_and_an_assignment_has_none(run):
    silent = run(
        "6 * 7;", "6 * 7;  # quiet", "if True:\n    6 * 7;", "x = 42", "None", "# nothing", ""
    )

    assert [cell.outputs for cell in silent] == [[]] * 7


def test_earlier_results_are_found_by_the_number_of_their_cell(run, text_of):
    *_, last = run("'first'", "'second'", "Out[1] + _2")

    assert text_of(last) == "'firstsecond'"


def test_a_plot_is_shown_as_a_png_with_or_without_show(run):
    shown, unshown = run(EVERYTHING[3], "plt.plot([1, 0]);")

    for cell in (shown, unshown):
        (picture,) = [each for each in cell.outputs if each["output_type"] == "display_data"]
        assert base64.b64decode(picture["data"]["image/png"]).startswith(b"\x89PNG")


def test_rich_objects_keep_their_rich_form(run):
    markdown, html = run(*EVERYTHING[4:6])

    assert markdown.outputs[0]["data"]["text/markdown"] == "**bold**"
    assert html.outputs[0]["data"]["text/html"] == "<b>bold</b>"


def test_an_exception_is_an_error_that_names_its_cell(run):
    _, failing = run("1", EVERYTHING[6])
    (error,) = failing.outputs

    assert (error["output_type"], error["ename"]) == ("error", "ZeroDivisionError")
    assert error["evalue"] == "division by zero"
    assert "In[2]" in "".join(error["traceback"])
    assert "divide" in "".join(error["traceback"])


def test_prints_are_kept_up_to_the_limit_and_the_cut_is_marked(run, text_of):
    flood, after = run("for i in range(10_000):\n    print('x' * 100)", "print('y')", output_kb=2)

    assert text_of(flood) == ("x" * 100 + "\n") * 20 + "x" * 28 + CUT
    assert text_of(after) == "y\n"


def test_prints_that_just_fit_are_not_marked_as_cut(run, text_of):
    (full,) = run("print('x' * 1023)", output_kb=1)

    assert text_of(full) == "x" * 1023 + "\n"


def test_a_flood_of_small_outputs_is_cut_and_the_error_after_it_is_kept(run, assert_valid):
    (flood,) = run("for i in range(3 * 500):\n    display(i)\n1 / 0")

    assert len(flood.outputs) == MAX_OUTPUTS + 1
    assert flood.outputs[-1]["ename"] == "ZeroDivisionError"
    assert_valid(flood.outputs)


def test_a_flood_of_large_outputs_is_cut(run):
    picture = f"HTML('x' * {MAX_RICH // 3})"
    (flood,) = run(f"from IPython.display import HTML\nfor i in range(9): display({picture})")

    assert len(flood.outputs) == 2


def test_a_flood_of_tracebacks_is_cut_and_the_first_is_kept():
    line = "x" * 10_000
    long = {"output_type": "error", "ename": "E", "evalue": line, "traceback": [line] * 40}
    told = [
        {"output_type": "display_data", "data": {"text/html": "x" * (MAX_RICH - 99)}},
        *[long] * 99,
    ]

    assert [output["output_type"] for output in read_outputs([long] * 99, 100).outputs].count(
        "error"
    ) < 12
    assert [output["output_type"] for output in read_outputs(told, 100).outputs] == [
        "display_data",
        "error",
    ]


def test_the_outputs_of_a_submission_have_a_limit_together(run, text_of, monkeypatch):
    """However many cells it has."""
    monkeypatch.setattr(session, "MAX_OF_SUBMISSION", 5_000)
    small, large, other, late = run("print('a')", "print('x' * 4_000)", *["print('x' * 900)"] * 2)

    assert text_of(small) == "a\n"
    assert text_of(large) == "x" * 4_000 + "\n"
    assert text_of(other) == "x" * 900 + "\n"
    assert text_of(late) == CUT


def test_clear_output_forgets_what_was_shown_and_makes_room_again(run, text_of):
    (bar,) = run(
        """
        from IPython.display import clear_output
        for step in range(100):
            clear_output(wait=True)
            print("x" * 1000, step)
        """,
        output_kb=2,
    )

    assert text_of(bar) == "x" * 1000 + " 99\n"


def test_half_a_character_is_shown_as_a_question_mark(run, text_of):
    printed, raised, named, after = run(
        r"print('a\ud800b')",
        r"raise ValueError('\ud800')",
        r"class Odd(Exception): pass" "\n" r"Odd.__name__ = 'Odd\udfff'" "\nraise Odd",
        "print('c')",
    )

    assert text_of(printed) == "a?b\n"
    assert (raised.status, raised.failure.message) == ("error", "?")
    assert named.status == "error"
    assert text_of(after) == "c\n"


def test_texts_of_a_class_of_its_own_are_shown_as_texts(run):
    """As templating libraries return them, and as a student may write one."""
    (shown,) = run(
        """
        class Safe(str):
            def __str__(self):
                return self

        class Table:
            def _repr_html_(self):
                return Safe("<table></table>")

        print(Safe("printed"))
        Table()
        """
    )

    assert shown.outputs[0]["text"] == "printed\n"
    assert shown.outputs[1]["data"]["text/html"] == "<table></table>"


def test_what_cannot_be_shown_is_an_error_and_stops_nothing(run, text_of):
    shown, raised, after = run(
        "class Shy:\n    def __repr__(self): raise RuntimeError('no')\nShy()",
        "class Mute(Exception):\n    def __str__(self): raise RuntimeError('no')\nraise Mute",
        "print('on')",
    )

    assert "RuntimeError" in json.dumps(shown.outputs)
    assert raised.failure.type == "Mute"
    assert text_of(after) == "on\n"


def test_a_cell_that_loses_its_streams_gives_them_back(run, text_of):
    _, after = run("import sys\nsys.stdout = sys.stderr = None", "print('here')")

    assert text_of(after) == "here\n"


def test_a_logger_of_an_earlier_cell_still_prints(run, text_of):
    _, logged = run(
        "import logging, sys\nlogging.basicConfig(stream=sys.stdout, level='INFO')",
        "logging.info('epoch 1')",
    )

    assert text_of(logged) == "INFO:root:epoch 1\n"


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
told_output = st.fixed_dictionaries(
    {},
    optional={
        "output_type": st.sampled_from(["stream", "error", "execute_result", "display_data"])
        | plain,
        "name": st.sampled_from(["stdout", "stderr"]) | plain,
        "text": plain,
        "data": st.dictionaries(st.text() | st.integers(), plain, max_size=3) | plain,
        "metadata": plain,
        "ename": plain,
        "evalue": plain,
        "traceback": plain,
        "execution_count": plain,
    },
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(told=st.lists(told_output | plain, max_size=6) | plain)
def test_whatever_a_worker_tells_of_outputs_is_valid_and_can_be_stored(assert_valid, told):
    outputs = read_outputs(told, text_limit=50).outputs

    assert_valid(outputs)
    json.dumps(outputs).encode("ascii")
    assert sum(len(each.get("text", "")) for each in outputs) <= 50 + len(CUT)


@settings(deadline=None, max_examples=50)
@given(
    shown=st.lists(
        st.tuples(st.sampled_from(["stdout", "stderr", "rich", "error"]), st.text(max_size=20)),
        max_size=12,
    )
)
def test_what_an_honest_worker_tells_is_read_as_it_was_kept(shown):
    recorder = Recorder(text_limit=40)
    with recorder.recording() as kept:
        for kind, text in shown:
            if kind == "rich":
                recorder.rich("display_data", {"text/plain": text})
            elif kind == "error":
                recorder.error("Error", text, [text])
            else:
                recorder.stream(kind, text)

    assert read_outputs(kept, text_limit=40).outputs == kept


@given(value=plain)
def test_any_value_has_a_text_that_can_be_sent(value):
    assert type(exact_text(value)) is str
    exact_text(value).encode("utf-8")
