"""Answers that have a form, in nbgrader's own grading: marked as Chainrule marks them."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from autograder.authoring.course import load_course
from autograder.authoring.load import load_assignment
from autograder.formats.nbgrader.cells import own, source_of
from autograder.formats.nbgrader.handout import students_copy
from autograder.formats.nbgrader.source import source_notebook

QUESTIONS = """
from autograder import Assignment, Line, Option

assignment = Assignment("quiz", title={"en": "Quiz"})
ASK = {"en": "Which?"}


def option(name):
    return Option(name, en=(name, "no"))


assignment.choice("pick", points=2, texts=ASK, right={"en": "yes"}, wrong=[option("no")])
assignment.hunt(
    "slide",
    points=3,
    texts=ASK,
    lines=[Line(f"l{n}", {"en": f"right {n}"}, [option(f"wrong {n}")]) for n in range(3)],
)
"""

QUESTIONS += """

def double(x):
    \"\"\"Return x twice.\"\"\"
    return 2 * x


def one_number(rng):
    return {"x": int(rng.integers(1, 9))}


assignment.question(double, points=1).case("hidden")(one_number)


@assignment.answer("twice", points=1, variant=one_number, texts=ASK)
def twice(x):
    return double(x)
"""

PROSE = "<!-- setup -->\n<!-- identity -->\n" + "".join(
    f"<!-- question: {name} -->\n" for name in ("pick", "slide", "double", "twice")
)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    root: Path = tmp_path_factory.mktemp("nbgrader_answers")
    (root / "course.toml").write_text('name = "Quiz"\n')
    for name, text in {
        "reference/__init__.py": "",
        "assignments/quiz/questions.py": QUESTIONS,
        "assignments/quiz/notebook.en.md": PROSE,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    assignment = load_assignment(load_course(root), "quiz")
    return source_notebook(assignment, root / "assignments/quiz", "en", b"a key of this test")


def cells_of(notebook: dict[str, Any]) -> dict[str, str]:
    marked = [cell for cell in notebook["cells"] if own(cell)]
    return {own(cell)["grade_id"]: source_of(cell) for cell in marked}


def marks(source: dict[str, Any], question: str, answer: str, capsys: Any, code: str = "") -> float:
    """Return what the hidden tests of the source give for an answer, as one student's.

    `code` is further code of that student's.
    """
    cells = cells_of(source)
    namespace: dict[str, Any] = {"student_id": "ada"}
    for name in ("toolkit", "double", f"variant-{question}", question):
        exec(cells[name], namespace)
    namespace["right"] = namespace[question]
    exec(f"{code}\n{question} = {answer}", namespace)
    *before, last = ast.parse(cells[f"test-{question}"]).body
    exec(ast.unparse(before), namespace)
    capsys.readouterr()
    points: float = eval(ast.unparse(last), namespace)
    return points


def test_the_right_answer_has_its_points_and_a_small_letter_too(source: Any, capsys: Any) -> None:
    assert marks(source, "pick", "right", capsys) == 2
    assert marks(source, "pick", "right.lower()", capsys) == 2


def test_a_malformed_answer_has_none(source: Any, capsys: Any) -> None:
    for answer in ("...", "None", "'Z'", "['A', 'B']", "{'A': 1}"):
        assert marks(source, "pick", answer, capsys) == 0


def test_each_right_entry_has_its_share(source: Any, capsys: Any) -> None:
    assert marks(source, "slide", "right", capsys) == 3
    assert marks(source, "slide", "{**right, 'A': None}", capsys) == 2


def test_an_answer_is_not_judged_by_the_students_own_function(source: Any, capsys: Any) -> None:
    right = "2 * twice_variant['x']"

    assert marks(source, "twice", right, capsys) == 1
    assert marks(source, "twice", right, capsys, code="def double(x):\n    return 3 * x") == 1
    assert marks(source, "twice", "3 * twice_variant['x']", capsys) == 0


def test_the_students_copy_says_what_is_asked_and_not_what_is_right(source: Any) -> None:
    copy = students_copy(source)
    cells = cells_of(copy)

    assert cells["pick"].startswith('# one of "A", "B"\n')
    assert "_solution(" not in "\n".join(cells.values())
