"""A notebook put together: valid, the same every time, and nothing in the wrong place."""

import ast
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys

import nbformat
import numpy as np
import pytest

from autograder.authoring.assemble import notebook_bytes
from autograder.authoring.checks import CHECK_TOLERANCE
from autograder.authoring.course import load_course
from autograder.authoring.load import load_assignment
from autograder.spec import SpecError

QUESTIONS = ["slope", "line", "root", "noise", "above"]
EDITIONS = ["student", "instructor"]


def source(notebook, cell_id):
    (cell,) = [cell for cell in notebook["cells"] if cell["id"] == cell_id]
    return "".join(cell["source"])


def own(cell):
    return cell["metadata"]["autograder"]


def code_cells(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("edition", EDITIONS)
def test_it_is_valid_nbformat_4_5(assembled, lang, edition):
    data = notebook_bytes(assembled(lang=lang, edition=edition))
    notebook = nbformat.reads(data.decode("utf-8"), as_version=4)

    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_code_cell_is_python(assembled, edition):
    for cell in code_cells(assembled(edition=edition)):
        ast.parse("".join(cell["source"]))


def test_no_two_cells_have_one_id(assembled):
    ids = [cell["id"] for cell in assembled()["cells"]]

    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", name) for name in ids)


@pytest.mark.parametrize("name", ["dérivée", "f" * 100, "_", "a__b"])
def test_any_identifier_may_name_a_question(write_course, assembled, name):
    course = write_course(
        {
            "reference/lines.py": f"def {name}(x):\n    return x\n",
            "assignments/lines/questions.py": f"""
                from autograder import Assignment
                from reference import lines
                assignment = Assignment("lines", title={{"en": "x", "fr": "x"}})
                question = assignment.question(lines.{name}, points=1)
                question.case("one", visible=True)(lambda rng: {{"x": 1}})
                question.case("two")(lambda rng: {{"x": 2}})
            """,
            "assignments/lines/notebook.en.md": f"""
                <!-- setup -->
                <!-- identity -->
                <!-- question: {name} -->
            """,
        }
    )
    notebook = assembled(course)

    nbformat.validate(nbformat.from_dict(notebook))
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])
    assert {own(cell).get("question", name) for cell in notebook["cells"]} == {name}


def test_a_course_s_folder_may_have_any_name(write_course, assembled):
    questions = '''
        from autograder import Assignment
        assignment = Assignment('TP "1" \\\\ é', title={"en": "x", "fr": "x"})

        def draw(rng):
            return {}

        @assignment.answer("a", points=1, variant=draw, texts={"en": 'Say """é"""', "fr": "x"})
        def a():
            return 1
    '''
    prose = "<!-- setup -->\n<!-- identity -->\n<!-- question: a -->\n"
    name = 'TP "1" \\ é'
    course = write_course(
        {f"assignments/{name}/questions.py": questions, f"assignments/{name}/notebook.en.md": prose}
    )
    tree = ast.parse(source(assembled(course, name=name), "a-variant"))

    arguments = tree.body[-1].value.args
    assert ast.literal_eval(arguments[0]) == name
    assert ast.literal_eval(arguments[3]) == '\nSay """é"""\n'


# --- the same bytes ---


def test_it_is_the_same_bytes_when_made_again(write_course, assembled):
    """In this process, and of the same files in another folder."""
    first, again, elsewhere = assembled(), assembled(), assembled(write_course())

    assert notebook_bytes(first) == notebook_bytes(again) == notebook_bytes(elsewhere)


ASSEMBLE = """
import hashlib, sys
from pathlib import Path
from autograder.authoring.assemble import assemble, notebook_bytes
from autograder.authoring.course import load_course
from autograder.authoring.load import load_assignment
course = load_course(Path(sys.argv[1]))
notebook = assemble(
    load_assignment(course, "lines"), course.root / "assignments/lines", "fr", "instructor"
)
print(hashlib.sha256(notebook_bytes(notebook)).hexdigest())
"""


def test_it_is_the_same_bytes_in_a_process_with_other_hashes(lines, assembled):
    data = notebook_bytes(assembled(lang="fr", edition="instructor"))

    process = subprocess.run(
        [sys.executable, "-c", ASSEMBLE, str(lines.root)],
        env={**os.environ, "PYTHONHASHSEED": "4242"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert process.stdout.strip() == hashlib.sha256(data).hexdigest()


def test_run_all_goes_on_where_a_demonstration_meets_a_wrong_function(lines, assembled, tmp_path):
    shutil.copytree(lines.root, tmp_path / "course")
    course = load_course(tmp_path / "course")
    prose = course.root / "assignments/lines/notebook.en.md"
    block = '\n\n```python tags=["demo"]\nprint(line(1, 2) + None)\n```\n'
    prose.write_text(prose.read_text("utf-8") + block, "utf-8")

    tagged = [cell for cell in assembled(course)["cells"] if "tags" in cell["metadata"]]

    assert [cell["metadata"]["tags"] for cell in tagged] == [["raises-exception"]]
    assert tagged[0]["metadata"]["autograder"]["role"] == "demo"


def test_its_bytes_are_utf_8_as_a_person_reads_it_and_end_with_a_line(assembled):
    data = notebook_bytes(assembled(lang="fr"))

    assert "élément par élément".encode() in data
    assert data.endswith(b"\n}\n")
    assert b"\r" not in data


# --- cells ---


def test_a_question_is_told_then_answered_then_checked(assembled):
    cells = [cell for cell in assembled()["cells"] if "question" in own(cell)]

    roles = {name: [] for name in QUESTIONS}
    for cell in cells:
        roles[own(cell)["question"]].append(own(cell)["role"])
    assert list(roles) == QUESTIONS
    assert roles.pop("slope") == ["info", "variant", "solution", "checks"]
    assert set(map(tuple, roles.values())) == {("info", "solution", "checks")}


def test_both_languages_have_the_same_questions_in_the_same_order(assembled):
    english, french = (
        [own(cell) for cell in assembled(lang=lang)["cells"] if "question" in own(cell)]
        for lang in ("en", "fr")
    )

    assert english == french


def test_what_is_not_the_student_s_is_locked(assembled):
    for cell in code_cells(assembled()):
        locked = cell["metadata"].get("editable") is False
        deletable = cell["metadata"].get("deletable", True)
        match own(cell)["role"]:
            case "checks" | "variant" | "toolkit":
                assert (locked, deletable) == (True, False)
            case "solution" | "identity":
                assert (locked, deletable) == (False, False)
            case role:
                assert role == "provided"
                assert (locked, deletable) == (False, True)


def test_no_cell_has_run(assembled):
    for cell in code_cells(assembled()):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


def test_the_notebook_says_what_it_is_a_release_of(assembled):
    assert assembled(lang="fr")["metadata"]["autograder"] == {
        "assignment": "lines",
        "language": "fr",
        "schema": 1,
    }


def test_the_author_s_own_code_is_kept(assembled):
    (cell,) = [cell for cell in code_cells(assembled()) if own(cell)["role"] == "provided"]

    assert "".join(cell["source"]) == "tries = [1, 2, 3]"


def test_the_prose_stands_where_the_author_put_it(assembled):
    texts = ["".join(cell["source"]) for cell in assembled()["cells"]]

    assert texts[0] == "# Lines"
    assert (
        texts.index("A line is $a x + b$.")
        == texts.index("**`line`** · 2.5 points · every hidden case passed earns its share") - 1
    )


HEADINGS = {
    "en": {
        "slope": "1 point · an answer of your own variant",
        "line": "2.5 points · every hidden case passed earns its share",
        "root": "1 point · all the hidden cases, or nothing",
        "above": "1 point · every hidden case passed earns its share · builds on `line`",
    },
    "fr": {
        "slope": "1 point · une réponse pour votre propre variante",
        "line": "2,5 points · chaque cas caché réussi rapporte sa part",
        "root": "1 point · tous les cas cachés, ou rien",
        "above": "1 point · chaque cas caché réussi rapporte sa part · s'appuie sur `line`",
    },
}


@pytest.mark.parametrize("lang", HEADINGS)
def test_a_question_s_heading_says_its_points_and_how_they_are_earned(assembled, lang):
    notebook = assembled(lang=lang)

    for name, told in HEADINGS[lang].items():
        assert source(notebook, f"{name}-info") == f"**`{name}`** · {told}"


def test_the_student_s_edition_has_stubs(assembled):
    notebook = assembled()

    assert source(notebook, "slope-solution") == "slope = ..."
    assert source(notebook, "identity").endswith('student_id = "..."')
    for name in QUESTIONS[1:]:
        assert "raise NotImplementedError" in source(notebook, f"{name}-solution")
    assert b"scaled" not in notebook_bytes(notebook)


def test_the_instructor_s_edition_differs_only_in_what_a_student_writes(assembled):
    student, instructor = (assembled(edition=edition) for edition in EDITIONS)
    changed = [
        own(theirs)["role"]
        for mine, theirs in zip(student["cells"], instructor["cells"], strict=True)
        if mine != theirs
    ]

    assert changed == ["identity"] + ["solution"] * 5
    assert "return scaled + b" in source(instructor, "line-solution")
    assert "SOLUTION" not in source(instructor, "root-solution")


def test_a_marker_s_docstring_is_the_stub_s_in_that_language(assembled):
    english, french = assembled(), assembled(lang="fr")

    assert '"""Return a x + b, element by element.' in source(english, "line-solution")
    assert '"""Retourne a x + b, élément par élément.' in source(french, "line-solution")
    assert '"""Return where a x + b is zero."""' in source(french, "root-solution")


# --- checks ---


def call_of(notebook, name):
    """Return a check's call, and its keywords."""
    call = ast.parse(source(notebook, f"{name}-checks")).body[-1].value
    return call, {keyword.arg: keyword.value for keyword in call.keywords}


def test_the_arguments_are_printed_in_the_order_in_which_they_are_passed(assembled):
    """The author's case may draw them in any order: {"a": …, "x": …} for line(x, a)."""
    call, _ = call_of(assembled(), "line")
    (given,) = [keyword.value for keyword in call.args[1].keywords if keyword.arg == "given"]

    assert [ast.literal_eval(key) for key in given.keys] == ["x", "a", "b"]


def test_a_check_holds_the_reference_s_own_result_to_eight_digits(one_course, assembled):
    course = one_course(
        "def f(x):\n    return x / 3\n",
        """
        @f.case("a third", visible=True, fr="un tiers")
        def _(rng):
            return {"x": np.array([1.0, 0.1])}

        @f.case("hidden")
        def _(rng):
            return {"x": 2.0}
        """,
    )
    notebook = assembled(course, "fr", name="one")

    assert source(notebook, "f-checks") == (
        """
check(
    "f",
    case(
        "un tiers",
        given={"x": np.array([1.0, 0.1])},
        expected=np.array([0.33333333, 0.033333333]),
    ),
)
""".strip()
    )


def test_arguments_that_go_by_name_only_are_told_to_the_check(one_course, assembled):
    course = one_course(
        "def f(x, *, rng, scale=1.0):\n    return scale * (x + rng.normal())\n",
        """
        @f.case("one", visible=True)
        def _(rng):
            return {"scale": 2.0, "rng": Seed(5), "x": 1.0}

        @f.case("two")
        def _(rng):
            return {"x": 1.0, "rng": Seed(6)}
        """,
    )
    text = source(assembled(course, name="one"), "f-checks")

    assert 'given={"x": 1.0, "scale": 2.0, "rng": Seed(5)}' in text
    assert "keywords=('scale', 'rng')" in text
    assert f"expected={2 * (1 + np.random.default_rng(5).normal()):.8g}" in text


TOLERANCES = {
    "none": ("", None),
    "a finer one": ("tolerance=Tolerance(1e-12, 1e-12)", None),
    "a coarser one": ("tolerance=Tolerance(1e-3, 1e-2)", (1e-3, 1e-2)),
    "coarse in relation": ("tolerance=Tolerance(1e-3, 0.0)", (1e-3, CHECK_TOLERANCE.atol)),
    "coarse in itself": ("tolerance=Tolerance(0.0, 0.5)", (CHECK_TOLERANCE.rtol, 0.5)),
}


@pytest.mark.parametrize(("option", "printed"), TOLERANCES.values(), ids=TOLERANCES)
def test_a_check_is_no_stricter_than_the_question(one_course, assembled, option, printed):
    course = one_course(
        "def f():\n    return 1.0\n",
        '@f.case("one", visible=True)\ndef _(rng):\n    return {}\n'
        '@f.case("two")\ndef _(rng):\n    return {}\n',
        options=option,
    )
    _, keywords = call_of(assembled(course, name="one"), "f")
    values = {name: ast.literal_eval(value) for name, value in keywords.items()}

    assert values == ({} if printed is None else dict(zip(("rtol", "atol"), printed, strict=True)))


def test_a_probe_and_a_summary_stand_above_the_check_that_uses_them(assembled):
    notebook = assembled()
    tree = ast.parse(source(notebook, "noise-checks"))
    _, keywords = call_of(notebook, "noise")

    assert [node.name for node in tree.body[:-1]] == ["noise_probe", "noise_summary"]
    assert {keywords[role].id for role in ("probe", "summary")} == {"noise_probe", "noise_summary"}
    assert "keywords" not in source(notebook, "noise-checks")


def test_a_question_without_a_visible_case_has_no_check(one_course, assembled):
    notebook = assembled(one_course("def f():\n    return 1.0\n"), name="one")

    assert [own(cell)["role"] for cell in code_cells(notebook)] == [
        "toolkit",
        "identity",
        "solution",
    ]


def test_long_checks_are_folded_and_short_ones_are_not(assembled):
    def is_folded(cell_id):
        (cell,) = [cell for cell in assembled()["cells"] if cell["id"] == cell_id]
        return cell["metadata"].get("jupyter", {}).get("source_hidden", False)

    assert is_folded("toolkit")
    assert is_folded("noise-checks")
    assert not is_folded("slope-checks")
    assert not is_folded("line-solution")


# --- refusals ---


def test_prose_without_a_question_is_refused(write_course, assembled):
    course = write_course({"assignments/lines/notebook.en.md": "<!-- setup -->\n<!-- identity -->"})

    with pytest.raises(SpecError, match=r"notebook\.en\.md: no marker for 'slope'"):
        assembled(course)


def test_a_missing_language_is_refused(write_course, assembled):
    course = write_course({"assignments/lines/notebook.fr.md": None})

    with pytest.raises(SpecError, match=r"notebook\.fr\.md cannot be read"):
        assembled(course, lang="fr")


def test_a_reference_that_fails_on_a_visible_case_is_refused(one_course, assembled):
    course = one_course(
        "def f(x):\n    return 1 // x\n",
        '@f.case("zero", visible=True)\ndef _(rng):\n    return {"x": 0}\n'
        '@f.case("one")\ndef _(rng):\n    return {"x": 1}\n',
    )

    with pytest.raises(SpecError) as refusal:
        assembled(course, name="one")

    assert str(refusal.value).startswith("question 'f', case 'zero': the reference itself fails (")
    assert "ZeroDivisionError" in str(refusal.value)


def test_nothing_of_the_secret_is_needed(lines, assembled):
    load_assignment(lines, "lines")
    assembled()

    assert not lines.private.exists()


def test_it_is_plain_data(assembled):
    notebook = assembled()

    assert json.loads(notebook_bytes(notebook)) == notebook
