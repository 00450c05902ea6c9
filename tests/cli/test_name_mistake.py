"""Equal wrong answers: from the class page to the stub of a new known mistake."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

DOUBLED = "def pre_activation(w, x, b):\n    # twice\n    return 2 * (w @ x) + b"
SAME = "def pre_activation(w, x, b):\n    return sum(2 * v * u for v, u in zip(w, x)) + b"
OTHER = "def pre_activation(w, x, b):\n    return w @ x - b"
HOSTILE = (
    'def pre_activation(w, x, b):\n    """</code><script>alert(1)</script>\u202e\x1b[31m"""\n'
    "    return 3 * (w @ x) + b"
)


@pytest.fixture
def graded(run: Run, course: Path, hand_in: Callable[..., Path]) -> Path:
    """A class of which two students make the same mistake, and one another."""
    for student, answer in (("ada", DOUBLED), ("bob", SAME), ("cleo", OTHER)):
        hand_in(course / "in" / student / "neuron.ipynb", pre_activation=answer)
    # Equal answers find each other across separate gradings.
    assert run("grade", "neuron", "in/ada/neuron.ipynb", "--attempt-of", "ada").exit_code == 0
    assert run("grade", "neuron", "in").exit_code == 0
    return course


def group(course: Path) -> str:
    page = (course / "results/neuron/class.html").read_text("utf-8")
    return re.findall(r"neuron/pre_activation-[0-9a-f]{6}", page)[0]


def test_the_class_page_shows_equal_wrong_answers_with_what_one_wrote(graded: Path) -> None:
    page = (graded / "results/neuron/class.html").read_text("utf-8")

    assert len(set(re.findall(r"neuron/pre_activation-[0-9a-f]{6}", page))) == 1
    assert "return 2 * (w @ x) + b" in page
    assert "return w @ x - b" not in page


def test_the_stub_of_a_mistake_is_written_and_is_python(run: Run, graded: Path) -> None:
    name = group(graded)

    result = run("name-mistake", name)

    path = graded / "results/neuron/mistakes" / f"{name.split('/')[1].replace('-', '_')}.py"
    assert result.exit_code == 0, result.output
    assert str(path.relative_to(graded)) in result.output
    text = path.read_text("utf-8")
    (function,) = ast.parse(text).body
    assert isinstance(function, ast.FunctionDef)
    assert [argument.arg for argument in function.args.args] == ["w", "x", "b"]
    assert text.startswith("# 2 students give this wrong answer to `pre_activation`")
    assert "    #     return 2 * (w @ x) + b\n" in text
    assert '    en="…",\n    fr="…",\n' in text


def test_a_stub_that_is_completed_names_the_mistake_to_its_students(run: Run, graded: Path) -> None:
    run("name-mistake", group(graded))
    (stub,) = (graded / "results/neuron/mistakes").iterdir()
    text = stub.read_text("utf-8").replace("raise NotImplementedError", "return 2 * (w @ x) + b")
    text = text.replace("def name_it", "def doubles_the_sum").replace("…", "Twice?")
    questions = graded / "assignments/neuron/questions.py"
    questions.write_text(questions.read_text("utf-8") + "\n\n" + text, "utf-8")

    result = run("grade", "neuron", "in", "--json")

    assert result.stdout.count('"mistake": "doubles_the_sum"') == 2


def test_a_stub_is_not_written_over_another(run: Run, graded: Path) -> None:
    name = group(graded)
    run("name-mistake", name)

    result = run("name-mistake", name)

    assert result.exit_code == 1
    assert "is there already: complete it, or move it away" in result.output


def test_the_stub_goes_where_it_is_wanted(run: Run, graded: Path) -> None:
    assert run("name-mistake", group(graded), "--out", "elsewhere").exit_code == 0
    assert len(list((graded / "elsewhere").iterdir())) == 1


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("pre_activation-000000", "is no group: name it as the class page does"),
        ("neuron/pre_activation-000000", "there is no group neuron/pre_activation-000000 (there: "),
        ("nowhere/f-000000", "there is no assignment 'nowhere'"),
        ("neuron/../../x", "there is no assignment '..'"),
    ],
)
def test_a_group_that_is_not_there_is_told_in_one_line(
    run: Run, graded: Path, name: str, told: str
) -> None:
    result = run("name-mistake", name)

    assert result.exit_code == 2
    assert told in result.output
    assert "Traceback" not in result.output


def test_what_a_student_wrote_is_shown_as_text_and_nothing_else(
    run: Run, course: Path, hand_in: Callable[..., Path]
) -> None:
    for student in ("ada", "bob"):
        hand_in(course / "in" / student / "neuron.ipynb", pre_activation=HOSTILE)
    run("grade", "neuron", "in")

    page = (course / "results/neuron/class.html").read_text("utf-8")
    run("name-mistake", group(course), "--out", "stubs")
    (stub,) = (course / "stubs").iterdir()

    assert "<script" not in page
    assert "&lt;script&gt;" in page
    for text in (page, stub.read_text("utf-8")):
        assert "\u202e" not in text
        assert "\x1b" not in text
    assert len(ast.parse(stub.read_text("utf-8")).body) == 1


def test_a_student_alone_with_a_mistake_can_be_named_too(run: Run, graded: Path) -> None:
    """Under the name that the refusal of a wrong one leaves out and the gradebook knows."""
    from autograder.authoring.course import load_course
    from autograder.gradebook import Gradebook
    from autograder.judge.clusters import clusters

    with Gradebook.open(load_course(graded).gradebook_url) as gradebook:
        counting = gradebook.counting("neuron", "best")
    found = clusters(counted.verdict for counted in counting)
    alone = next(one for one in found if one.students == ("cleo",))

    result = run("name-mistake", f"neuron/{alone.name}", "--out", "stubs")

    assert result.exit_code == 0
    (stub,) = (graded / "stubs").iterdir()
    assert stub.read_text("utf-8").startswith("# 1 student gives this wrong answer")
