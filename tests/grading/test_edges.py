"""What `needs` promises is held to account before a class relies on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.authoring.course import Course, load_course
from autograder.authoring.load import load_assignment
from autograder.grading.edges import assess_needs

REFERENCE = '''
def line(x):
    """Return 2 x + 1."""
    return 2 * x + 1


def bend(x):
    """Return the square of line(x)."""
    return line(x) ** 2


def half(x):
    return x / 2


def middle(x):
    """Return half of line(x)."""
    return half(line(x))


def loose(x):
    """Return 3 x."""
    return 3 * x


def slope(f, x):
    """Return f(x + 1) - f(x)."""
    return f(x + 1) - f(x)


def rise(x):
    """Return the slope of the square at x."""
    return slope(lambda t: t**2, x)
'''

QUESTIONS = """
from reference import chain as ref

from autograder import Assignment

assignment = Assignment("chain", title={"en": "Chain"})
line = assignment.question(ref.line, points=1)
bend = assignment.question(ref.bend, points=1, needs=("line",))
middle = assignment.question(ref.middle, points=1, needs=("line",))
loose = assignment.question(ref.loose, points=1, needs=("line",))
slope = assignment.question(ref.slope, points=1)
rise = assignment.question(ref.rise, points=1, needs=("slope",))


@slope.probe
def _(function, x):
    return function(lambda t: t**3, x)


for question in assignment:
    question.case("hidden")(lambda rng: {"x": rng.normal(size=4)})


@line.mistake(en="You add 2.")
def adds_two(x):
    return 2 * x + 2


@slope.mistake(en="You take a step of 2.")
def takes_two_steps(f, x):
    return f(x + 2) - f(x)
"""

NAMES = ("line", "bend", "middle", "loose", "slope", "rise")

GIVEN = "```python\ndef half(x):\n    return x / 2\n\n\nassert is_written('half')\n```"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    root = tmp_path_factory.mktemp("edges")
    markers = "\n\n".join(f"<!-- question: {name} -->" for name in NAMES)
    prose = f"# Chain\n\n<!-- setup -->\n\n<!-- identity -->\n\n{GIVEN}\n\n{markers}\n"
    files = {
        "course.toml": 'name = "Chain"\n',
        "reference/__init__.py": "",
        "reference/chain.py": REFERENCE,
        "assignments/chain/questions.py": QUESTIONS,
        "assignments/chain/notebook.en.md": prose,
    }
    for name, text in files.items():
        Path(root, name).parent.mkdir(parents=True, exist_ok=True)
        Path(root, name).write_text(text, "utf-8")
    return load_course(root)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bend", []),
        ("middle", []),
        ("loose", ["loose: needs line: no mistake of it makes a difference: is it called at all?"]),
        ("rise", []),
    ],
)
def test_a_need_is_called_and_full_marks_are_had_over_it(
    course: Course, name: str, expected: list[str]
) -> None:
    assignment = load_assignment(course, "chain")

    found = assess_needs(course, assignment, assignment[name], b"a key")

    assert [str(finding) for finding in found] == expected
