"""The tools in a student's notebook, run as a notebook runs them: what they print, and that they
never stop it.
"""

import ast
import functools
import inspect
import re
import string
from importlib import resources

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder import Tolerance, wire
from autograder.authoring.assemble import INSTRUCTOR
from autograder.authoring.check_texts import TEXTS
from autograder.authoring.drawing import draw_all, variant_generator
from autograder.authoring.load import load_assignment
from autograder.judge.compare import compare

CHECKED = ["line", "root", "noise", "above"]

PROPERTY = settings(
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def toolkit(assembled, new_run):
    """Start a notebook in which only the toolkit has run."""

    @functools.cache
    def code(lang):
        (cell,) = [cell for cell in assembled(lang=lang)["cells"] if cell["id"] == "toolkit"]
        return compile("".join(cell["source"]), "<toolkit>", "exec")

    def start(lang="en"):
        run = new_run()
        exec(code(lang), run.namespace)
        return run

    return start


@pytest.fixture
def told(toolkit):
    """Check a function `f` once against what is expected, and return what the check prints."""

    def tell(function, expected, given=None, *, lang="en", **options):
        run = toolkit(lang)
        names = {"f": function, "given": given or {}, "expected": expected, "options": options}
        run.namespace.update(names)
        return run.cell('check("f", case("one", given, expected), **options)').strip()

    return tell


# --- whole notebooks ---


def test_an_untouched_release_runs_to_its_end_and_says_what_is_to_be_done(assembled, run_notebook):
    run = run_notebook(assembled())

    assert run.printed["slope-variant"] == (
        "Write your student id at the top of the notebook, and run this cell again.\n"
    )
    assert run.printed["slope-checks"] == "✘ slope: not answered yet\n"
    for name in CHECKED:
        assert run.printed[f"{name}-checks"] == f"✘ {name}: not written yet\n"
    assert run.pictures == []


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_check_of_the_instructor_s_edition_passes(assembled, run_notebook, lang):
    run = run_notebook(assembled(lang=lang, edition="instructor"))

    for name in CHECKED:
        printed = run.printed[f"{name}-checks"]
        assert printed.startswith(f"✔ {name} · ")
        assert "✘" not in printed
    assert run.printed["slope-checks"].startswith("✔ slope: ")


def test_the_french_notebook_speaks_french(assembled, run_notebook):
    run = run_notebook(assembled(lang="fr"))

    assert run.printed["line-checks"] == "✘ line: pas encore écrite\n"
    assert run.printed["slope-checks"] == "✘ slope: pas encore de réponse\n"
    assert "identifiant" in run.printed["slope-variant"]


def test_a_student_may_name_variables_at_will(assembled, run_notebook):
    """`T`, `seed` and `x` are names that notebooks are full of."""
    own = {"identity": 'student_id = "ada"\nT = 3\nseed = 0\nx = _ = key = value = name = None'}
    run = run_notebook(assembled(edition="instructor"), own)

    for name in CHECKED:
        assert run.printed[f"{name}-checks"].startswith(f"✔ {name} · ")


# --- what a check tells ---

A = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])

TOLD = {
    "right": (A, A.copy(), "✔ f · one: passes"),
    "a missing axis": (A[0], A[:1], "the shape is (1, 3); (3,) is expected"),
    "transposed": (A, A.T, "the shape is (3, 2); (2, 3) is expected"),
    "one value": (
        A,
        np.where(A == 6, 7, A),
        "1 of 6 values differ, most at [1, 2]: 7 instead of 6",
    ),
    "the worst of several": (
        A,
        A + np.array([[0.1, 0, 0], [0, 9, 0]]),
        "2 of 6 values differ, most at [1, 1]: 14 instead of 5",
    ),
    "integers for floats": (A, A.astype(int), "the dtype is int64; one like float64 is expected"),
    "floats for truths": (A > 3, A, "the dtype is float64; one like bool is expected"),
    "numbers for truths": (True, 1, "the dtype is int64; one like bool is expected"),
    "a truth": (True, False, "False instead of True"),
    "truths": (
        A > 3,
        A > 4,
        "1 of 6 values differ, most at [1, 0]: False instead of True",
    ),
    "another kind of integer": (np.array([1, 2]), np.array([1, 2], dtype="uint8"), "passes"),
    "an integer for a float": (2.0, 2, "✔ f · one: passes"),
    "a whole float for an integer": (2, 2.0, "✔ f · one: passes"),
    "a float for an integer": (2, 2.5, "2.5 instead of 2"),
    "large integers": (10**9, 10**9 + 1, "1000000001 instead of 1000000000"),
    "integers without bounds": (10**30, 10**30 + 1, "instead of 1000000000000000"),
    "a number": (0.5, 0.25, "0.25 instead of 0.5"),
    "not a number": (0.5, float("nan"), "nan instead of 0.5"),
    "rightly not a number": (np.array([np.nan, np.inf]), np.array([np.nan, np.inf]), "passes"),
    "the wrong infinity": (
        np.array([0.0, np.inf]),
        np.array([0.0, -np.inf]),
        "1 of 2 values differ, most at [1]: -inf instead of inf",
    ),
    "complex": (
        np.array([1 + 2j]),
        np.array([1 - 2j]),
        "1 of 1 values differ, most at [0]: 1-2j instead of 1+2j",
    ),
    "a list for an array": (A, A.tolist(), "the result is list; array(2, 3) is expected"),
    "nothing": (A, None, "the result is None; array(2, 3) is expected"),
    "a text for a number": (1.5, "1.5", "the result is str; float is expected"),
    "an array of texts": (A[0], np.array(["a", "b", "c"]), "the dtype is <U1; one like float64"),
    "an array of anything": (A[0], np.array([1, None, 2]), "the dtype is object; one like float64"),
    "something for None": (None, 0.0, "0.0 instead of None"),
    "a text": ("Ada", "ada", "'ada' instead of 'Ada'"),
    "a tuple for a list": ([1, 2], (1, 2), "✔ f · one: passes"),
    "too few items": ((1, 2, 3), (1, 2), "2 items are returned; 3 are expected"),
    "no sequence": ((1, 2), 1, "the result is int; tuple is expected"),
    "an item": ((1, (2, A)), (1, (2, A * 2)), "in [1]: in [1]: 6 of 6 values differ, most at"),
    "no dict": ({"W": A}, A, "the result is array(2, 3); dict is expected"),
    "a missing key": ({"W": A, "b": 1}, {"W": A}, "the keys are ['W']; ['W', 'b'] are expected"),
    "a key": ({"W": A, "b": 1.0}, {"W": A, "b": 2.0}, "in “b”: 2.0 instead of 1.0"),
    "keys in another order": ({"a": 1, "b": 2}, {"b": 2, "a": 1}, "passes"),
    "nothing to compare": (np.zeros((0, 3)), np.zeros((0, 3)), "passes"),
    "another nothing": (np.zeros((0, 3)), np.zeros((3, 0)), "the shape is (3, 0); (0, 3) is"),
    "a generator": (A, (row for row in A), "the result is generator; array(2, 3) is expected"),
    "an array without axes": (0.5, np.array(0.5), "✔ f · one: passes"),
    "a masked array": (A, np.ma.masked_array(A, A > 3), "✔ f · one: passes"),
}


@pytest.mark.parametrize(("expected", "result", "line"), TOLD.values(), ids=TOLD)
def test_a_check_tells_what_differs(told, expected, result, line):
    assert line in told(lambda: result, expected)


def test_a_check_tells_it_in_french(told):
    assert told(lambda: A.T, A, lang="fr") == (
        "✘ f · one: la forme est (3, 2)\u00a0; on attend (2, 3)"
    )


def test_a_value_that_rounds_to_the_printed_one_passes(told):
    """The expected value is printed to eight digits."""
    assert "passes" in told(lambda: 1 / 3, 0.33333333)
    assert "passes" not in told(lambda: 1 / 3 + 1e-6, 0.33333333)
    assert "passes" in told(lambda: 1 / 3 + 1e-6, 0.33333333, rtol=1e-2)


@pytest.mark.parametrize(("dtype", "off"), [("float16", 1e-3), ("float32", 1e-5)])
def test_shorter_floats_may_differ_by_what_they_cannot_hold(told, dtype, off):
    expected = np.array([1.0, 2.0], dtype=dtype)

    assert "passes" in told(lambda: expected + np.array(off, dtype), expected)
    assert "passes" not in told(lambda: expected + np.array(100 * off, dtype), expected)


def test_a_missing_function_is_told(toolkit):
    run = toolkit()

    line = "✘ f: there is no function named f yet\n"
    assert run.cell('check("f", case("one", {}, 1))') == line
    assert run.cell('f = 3\ncheck("f", case("one", {}, 1))') == line


def test_a_stub_is_told_once_for_all_cases(toolkit):
    run = toolkit()
    run.cell("def f(x):\n    raise NotImplementedError")

    assert run.cell('check("f", case("one", {"x": 1}, 1), case("two", {"x": 2}, 2))') == (
        "✘ f: not written yet\n"
    )


def test_a_function_that_is_waited_for_is_named(toolkit):
    run = toolkit()
    run.cell("def g(x):\n    raise NotImplementedError\n\ndef f(x):\n    return g(x) + 1")

    assert run.cell('check("f", case("one", {"x": 1}, 1))') == (
        "✘ f: it calls g, which is not written yet\n"
    )


def test_an_exception_is_told_with_the_student_s_own_line_and_the_next_case_is_tried(toolkit):
    run = toolkit()
    run.cell("def f(x):\n    # twice\n    return np.linalg.inv(x) * 2")

    cases = 'case("flat", {"x": np.zeros((2, 2))}, None), case("one", {"x": np.eye(1)}, np.eye(1))'
    flat, one = run.cell(f'check("f", {cases})').splitlines()
    assert flat == ("✘ f · flat: your code raised LinAlgError: Singular matrix (line 3 of f)")
    assert one == "✘ f · one: 1 of 1 values differ, most at [0, 0]: 2 instead of 1"


def test_a_call_that_python_refuses_is_told(told):
    assert "your code raised TypeError: " in told(lambda: 1, 1, {"x": 2})


CHANGES = {
    "an array": ("x[0] = 9", np.array([1.0, 2.0])),
    "a little": ("x[0] += 1e-12", np.array([1.0, 2.0])),
    "an integer": ("x[0] += 1", np.array([10**9, 2])),
    "a list": ("x.append(1)", [1, 2]),
    "a dict": ("x['c'] = 1", {"a": 1}),
    "inside a dict": ("x['a'] *= 2", {"a": np.ones(2)}),
    "a pair of arrays": ("x[1][0] = 5", (np.ones(2), np.ones(2))),
}


@pytest.mark.parametrize(("line", "value"), CHANGES.values(), ids=CHANGES)
def test_an_argument_changed_in_place_is_told_where_the_result_is_right(toolkit, line, value):
    run = toolkit()
    run.namespace["value"] = value
    run.cell(f"def f(x, y):\n    {line}\n    return 1.0")

    told = run.cell('check("f", case("one", {"x": value, "y": value}, 1.0))')
    assert told == "✘ f · one: the argument x was changed in place: work on a copy\n"


UNCHANGED = [np.array([np.nan, np.inf]), np.ones(2, dtype="float16"), (np.ones(2), 1), "text", None]


@pytest.mark.parametrize("value", UNCHANGED, ids=repr)
def test_an_argument_left_alone_is_not_called_changed(told, value):
    assert "passes" in told(lambda _x: 1.0, 1.0, {"x": value})


def test_every_case_has_fresh_arguments(toolkit):
    run = toolkit()
    run.cell("def f(x):\n    x[0] += 1\n    return x[0]\n\nx = np.zeros(1)")

    assert (
        run.cell('check("f", case("one", {"x": x}, 1.0), case("two", {"x": x}, 1.0))').count(
            "changed in place"
        )
        == 2
    )


def test_a_seed_is_a_fresh_generator_in_every_case(toolkit):
    run = toolkit()
    run.cell("def f(rng):\n    return rng.normal()")
    expected = np.random.default_rng(7).normal()

    case = f'case("one", {{"rng": Seed(7)}}, {expected})'
    assert run.cell(f'check("f", {case}, {case})') == "✔ f · one: passes\n" * 2


def test_arguments_go_by_position_but_for_those_that_go_by_name_only(toolkit):
    run = toolkit()
    run.cell("def f(a, b, *, scale):\n    return scale * (a - b)")

    # As a student may have it: the names are the student's own.
    text = 'case("one", {"x": 3, "scale": 2, "y": 1}, 4, keywords=("scale",))'
    assert run.cell(f'check("f", {text})') == "✔ f · one: passes\n"


def test_a_probe_calls_and_a_summary_measures(toolkit):
    run = toolkit()
    run.cell(
        "def f(n):\n    return np.arange(n)\n\n"
        "def probe(function, n):\n    return function(n) + 1\n\n"
        'def summary(output, n):\n    return {"n": n, "sum": int(output.sum())}'
    )

    text = 'case("one", {"n": 3}, {"n": 3, "sum": 6})'
    assert run.cell(f'check("f", {text}, probe=probe, summary=summary)') == "✔ f · one: passes\n"


def test_a_summary_that_stumbles_over_a_result_is_told(toolkit):
    run = toolkit()
    run.cell("def f(n):\n    return None\n\ndef summary(output, n):\n    return output.sum()")

    line = run.cell('check("f", case("one", {"n": 3}, 6), summary=summary)')
    assert line.startswith("✘ f · one: your code raised AttributeError: 'NoneType'")


# --- a check and the judge agree ---

NUMBERS = st.booleans() | st.integers(-(2**40), 2**40) | st.floats(allow_subnormal=False)
SCALARS = NUMBERS | st.complex_numbers() | st.none() | st.text(max_size=3)
ARRAYS = st.sampled_from(["float64", "int64", "uint8", "bool", "complex128"]).flatmap(
    lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=0, max_dims=2, max_side=3))
)
VALUES = st.recursive(
    SCALARS | ARRAYS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.sampled_from("Wbc"), inner, max_size=3)
    ),
    max_leaves=5,
)


def nudged(value):
    """Return nearly the same value."""
    if isinstance(value, np.ndarray):
        with np.errstate(all="ignore"):
            return value if value.dtype == bool else value + np.ones_like(value) * 1e-3
    if isinstance(value, bool) or not isinstance(value, int | float | complex):
        return value
    return value * (1 + 1e-3)


@given(expected=VALUES, other=VALUES, choice=st.sampled_from(["same", "nudged", "other"]))
@PROPERTY
def test_a_check_passes_what_the_judge_passes_and_nothing_else(told, expected, other, choice):
    result = {"same": expected, "nudged": nudged(expected), "other": other}[choice]
    tolerance = Tolerance(rtol=1e-2, atol=1e-3)
    right, given = wire.decode(wire.encode(expected)), wire.decode(wire.encode(result))

    line = told(lambda: result, expected, rtol=tolerance.rtol, atol=tolerance.atol)
    assert line.endswith("passes") is (compare(right, given, tolerance) is None)


ODD = st.sampled_from(
    [
        object(),
        type,
        len,
        {1, 2},
        range(3),
        np.array([], dtype=object),
        np.array(["a"], dtype="S1"),
        np.datetime64("2024-01-01"),
        np.array([(1, 2.0)], dtype=[("a", int), ("b", float)]),
        np.ma.masked,
        [[1], [1, 2]],
        10**400,
        float("inf"),
        np.float16(1),
        np.longdouble(1),
        b"bytes",
        ...,
        NotImplemented,
    ]
)


@given(expected=VALUES, result=ODD | st.lists(ODD, max_size=2) | st.tuples(ODD, ODD))
@PROPERTY
def test_no_result_stops_the_notebook(told, expected, result):
    assert told(lambda: result, expected).startswith(("✘ f · one: ", "✔ f · one: "))


# --- pictures ---


@pytest.fixture
def curve(toolkit):
    """Check a function against a curve, and return what is printed and the lines drawn."""

    def draw(function, lang="en"):
        run = toolkit(lang)
        run.namespace["f"] = function
        z = "np.array([-1.0, 0.0, 1.0])"
        text = f'case("one", {{"z": {z}}}, 2 * {z}, picture="curve")'
        return run.cell(f'check("f", {text})').splitlines(), run.pictures

    return draw


def test_a_curve_shows_the_student_s_values_against_the_expected_ones(curve):
    lines, pictures = curve(lambda z: 3 * z)

    assert lines == [
        "✘ f · one: 2 of 3 values differ, most at [0]: -3 instead of -2",
        "f: the line is yours, the dots are what is expected",
    ]
    assert pictures == [["yours", "expected"]]


def test_a_curve_has_its_labels_in_french(curve):
    _, pictures = curve(lambda z: 2 * z, "fr")

    assert pictures == [["la vôtre", "attendue"]]


NO_CURVES = {
    "too short": np.ones(2),
    "a list": [1.0, 2.0, 3.0],
    "ragged": [[1], [1, 2], []],
    "texts": np.array(["a", "b", "c"]),
    "anything": np.array([None, 1, "a"]),
    "complex": np.ones(3) * 1j,
    "nothing": None,
}


@pytest.mark.parametrize("result", NO_CURVES.values(), ids=NO_CURVES)
def test_a_result_that_is_no_curve_is_told_and_only_the_expected_one_is_drawn(curve, result):
    lines, pictures = curve(lambda _z: result)

    assert lines[0].startswith("✘ f · one: ")
    assert pictures == [["expected"]]


# --- what is written, what is answered ---


def test_the_author_s_cells_may_wait_for_functions(toolkit):
    run = toolkit()
    run.cell("def f(x):\n    return x\n\ndef g(x):\n    raise NotImplementedError\n\nk = 3")

    assert run.cell('print(is_written("f"))') == "True\n"
    assert run.cell('print(is_written("f", "g", "h", "k"))') == "Write first: g, h, k\nFalse\n"


def test_a_class_is_written_when_all_its_methods_are(toolkit):
    run = toolkit()
    run.cell("class A:\n    def f(self):\n        return 1\n    def g(self):\n        return 2")
    run.cell("class B(A):\n    def f(self):\n        raise NotImplementedError")

    assert run.cell('print(is_written("A"))') == "True\n"
    assert run.cell('print(is_written("B"))') == "Write first: B\nFalse\n"


def test_a_function_made_by_numpy_is_written(toolkit):
    run = toolkit()
    run.cell("f = np.vectorize(lambda x: x + 1)\ng = np.tanh")

    assert run.cell('print(is_written("f", "g"))') == "True\n"


@pytest.mark.parametrize("value", ["...", "None"])
def test_an_answer_that_is_not_given_is_told(toolkit, value):
    run = toolkit()

    assert run.cell('check_answer("slope")') == "✘ slope: not answered yet\n"
    assert run.cell(f'slope = {value}\ncheck_answer("slope")') == "✘ slope: not answered yet\n"


@pytest.mark.parametrize(("value", "shown"), [("0", "0"), ("[]", "[]"), ("A", "array([1., 1.])")])
def test_an_answer_is_recorded_and_not_judged(toolkit, value, shown):
    run = toolkit()

    assert run.cell(f'A = np.ones(2)\nslope = {value}\ncheck_answer("slope")') == (
        f"✔ slope: recorded ({shown}); it is marked after you hand in\n"
    )


def test_a_long_answer_is_shown_in_part(toolkit):
    line = toolkit().cell('slope = list(range(1000))\ncheck_answer("slope")')

    assert len(line) < 150


# --- variants ---


@pytest.mark.parametrize("student", ["", "  ", "...", "None"])
def test_a_variant_waits_for_the_student_s_id(assembled, run_notebook, student):
    run = run_notebook(assembled(), {"identity": f'student_id = "{student}"'})

    assert run.printed["slope-variant"].startswith("Write your student id at the top")
    assert run.namespace["slope_variant"] is None


@pytest.mark.parametrize("line", ["student_id = ...", "student_id = None", "pass"])
def test_an_id_that_is_no_text_is_waited_for_too(assembled, run_notebook, line):
    run = run_notebook(assembled(), {"identity": line})

    assert run.printed["slope-variant"].startswith("Write your student id at the top")


def test_an_id_may_be_a_number(assembled, run_notebook):
    number = run_notebook(assembled(), {"identity": "student_id = 2024007"})
    text = run_notebook(assembled(), {"identity": 'student_id = "2024007"'})

    assert number.namespace["slope_variant"] == text.namespace["slope_variant"] is not None


def test_the_question_is_asked_with_the_student_s_own_numbers(assembled, run_notebook):
    run = run_notebook(assembled(), {"identity": 'student_id = "ada"'})
    variant = run.namespace["slope_variant"]

    asked = " ".join(run.printed["slope-variant"].split())
    assert asked == f"Two points: {variant['p']} and {variant['q']}. Put the slope in `slope`."


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("student", ["ada", " ADA ", "zoé.straße", "学生", INSTRUCTOR])
def test_the_notebook_and_the_grader_draw_the_same_variant(
    lines, assembled, run_notebook, student, lang
):
    run = run_notebook(assembled(lang=lang), {"identity": f'student_id = "{student}"'})
    assignment = load_assignment(lines, "lines")
    (drawn,) = draw_all(assignment, assignment["slope"], b"a secret", student=student.strip())

    assert run.namespace["slope_variant"] == drawn.inputs


NAMES = st.text(min_size=1, max_size=12)


@given(assignment=NAMES, question=NAMES, student=st.text(max_size=20), data=st.data())
@PROPERTY
def test_their_generators_are_the_same_for_every_id(toolkit, assignment, question, student, data):
    """Case and space of the id do not count, on either side."""
    spellings = [student, student.upper(), student.lower(), f" {student}\t", student.swapcase()]
    spelled = data.draw(st.sampled_from(spellings).filter(same_id_as(student)))
    run = toolkit()
    run.namespace.update(student_id=student, names=(assignment, question), draw=lambda r: {"r": r})
    run.cell('mine = variant(*names, draw, "")')
    theirs = variant_generator(assignment, question, spelled)

    if student.strip().casefold() in ("", "...", "none", "ellipsis"):
        assert run.namespace["mine"] is None
    else:
        assert run.namespace["mine"]["r"].bytes(16) == theirs.bytes(16)


def same_id_as(student):
    # A few letters are not what they were when made upper and lower again, such as "ı".
    return lambda spelled: spelled.strip().casefold() == student.strip().casefold()


# --- the cell itself ---


def test_the_toolkit_needs_nothing_of_ours():
    tree = ast.parse(template())
    imported = {
        name.name if isinstance(node, ast.Import) else node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }

    assert imported == {
        "copy",
        "hashlib",
        "hmac",
        "json",
        "textwrap",
        "traceback",
        "matplotlib.pyplot",
        "numpy",
        "IPython.display",
    }


def test_it_adds_few_names_to_the_notebook_and_says_what_each_is_for(toolkit):
    run = toolkit()
    names = {name for name in run.namespace if not name.startswith("_")}

    tools = {"Seed", "case", "check", "is_written", "variant", "check_answer"}
    assert names == tools | {"np", "plt"}
    assert all(inspect.getdoc(run.namespace[name]) for name in tools)


def test_it_works_where_there_is_no_ipython(toolkit, monkeypatch):
    run = toolkit()
    monkeypatch.setitem(__import__("sys").modules, "IPython.display", None)
    run.cell('student_id = "ada"')

    assert run.cell('variant("a", "b", lambda rng: {"n": 3}, "n is {n}, not {m}")') == (
        "n is 3, not {m}\n"
    )


def test_every_text_is_there_in_every_language_with_the_same_facts():
    used = set(re.findall(r'_TEXTS\[["\'](\w+)["\']\]', template()))

    def facts(text):
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for texts in TEXTS.values():
        assert set(texts) == used
        assert {key: facts(text) for key, text in texts.items()} == {
            key: facts(text) for key, text in TEXTS["en"].items()
        }


def template():
    return resources.files("autograder").joinpath("templates/toolkit.py").read_text("utf-8")
