"""What is built on a wrong function is judged by itself, on a little chain of questions."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.authoring.course import Course, Secret, load_course
from autograder.authoring.load import load_assignment
from autograder.formats.release import built
from autograder.formats.submissions import Submission
from autograder.grading.paper import Paper, make_paper
from autograder.grading.submission import grade_submission
from autograder.judge.verdict import FollowThrough, QuestionVerdict
from autograder.sandbox.lane import Lane

REFERENCE = '''
import numpy as np


def line(x, steps=1):
    """Return 2 x + 1, steps times over."""
    for _ in range(steps):
        x = 2 * x + 1
    return x


def bend(x):
    """Return the square of line(x)."""
    return line(x) ** 2


def same(x):
    """Return line(x)."""
    return line(x)


def turn(x):
    """Return bend(x) - line(x), with x's mean."""
    return bend(x) - line(x), float(np.mean(x))
'''

QUESTIONS = """
import numpy as np
from reference import chain as ref

from autograder import Assignment

assignment = Assignment("chain", title={"en": "Chain"})
line = assignment.question(ref.line, points=1)
bend = assignment.question(ref.bend, points=4, needs=("line",))
same = assignment.question(ref.same, points=2, needs=("line",))
turn = assignment.question(ref.turn, points=3, needs=("line", "bend"))

for question in assignment:
    @question.case("seen", visible=True)
    def _(rng):
        return {"x": np.array([1.0, -2.0, 3.0])}

    @question.case("hidden")
    def _(rng):
        return {"x": rng.normal(size=4)}

    @question.case("hidden, a column")
    def _(rng):
        return {"x": rng.normal(size=(3, 1))}


@bend.mistake(en="You take the cube, not the square.")
def takes_the_cube(x):
    return ref.line(x) ** 3
"""

PROSE = """---
jupyter:
  kernelspec: {display_name: Python 3, language: python, name: python3}
---

# Chain

<!-- setup -->

<!-- identity -->

<!-- question: line -->

<!-- question: bend -->

<!-- question: same -->

<!-- question: turn -->
"""

RIGHT = {
    "line": "def line(x, steps=1):\n    return 2 * x + 1",
    "bend": "def bend(x):\n    return line(x) ** 2",
    "same": "def same(x):\n    return line(x)",
    "turn": "def turn(x):\n    return bend(x) - line(x), float(np.mean(x))",
}

IS_STAND_IN = "line.__code__.co_name == 'ask'"

WRONG_LINE = "def line(x, steps=1):\n    return 3 * x + 1"

Grade = Callable[..., dict[str, QuestionVerdict]]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    root = tmp_path_factory.mktemp("chain")
    files = {
        "course.toml": 'name = "Chain"\n[limits]\ncall_seconds = 2\nsubmission_seconds = 60\n',
        "reference/__init__.py": "",
        "reference/chain.py": REFERENCE,
        "assignments/chain/questions.py": QUESTIONS,
        "assignments/chain/notebook.en.md": PROSE,
    }
    for name, text in files.items():
        path = Path(root, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return load_course(root)


@pytest.fixture(scope="module")
def lane() -> Iterator[Lane]:
    with Lane() as lane:
        yield lane


@pytest.fixture(scope="module")
def paper(course: Course) -> Iterator[Paper]:
    assignment = load_assignment(course, "chain")
    released = built(course, assignment, "student")
    paper = make_paper(course, assignment, Secret(b"a secret of the tests"), released)
    yield paper
    paper.desk.close()


@pytest.fixture
def grade(paper: Paper, course: Course, lane: Lane) -> Grade:
    """Grade a notebook that is right but for these answers; return the verdicts by question."""
    release = json.loads(built(course, paper.assignment, "student")[0].data)

    def run(*, share: float = 1.0, lang: str = "en", **answers: str) -> dict[str, QuestionVerdict]:
        for cell in release["cells"]:
            if cell["metadata"]["autograder"]["role"] == "solution":
                name = cell["metadata"]["autograder"]["question"]
                cell["source"] = (RIGHT | answers)[name]
        data = json.dumps(release).encode()
        capped = dataclasses.replace(paper.course, follow_through=share)
        graded = grade_submission(
            dataclasses.replace(paper, course=capped),
            lane,
            Submission("ada", "chain.ipynb", lambda _: data),
            data,
            lang=lang,
        )
        return {verdict.name: verdict for verdict in graded.verdict.questions}

    return run


def score(verdicts: dict[str, QuestionVerdict], name: str) -> float:
    return verdicts[name].score


def test_what_is_right_but_for_what_it_builds_on_earns_its_points(grade: Grade) -> None:
    bend = grade(line=WRONG_LINE)["bend"]

    assert (bend.score, bend.status) == (4.0, "partial")
    assert bend.follow_through == FollowThrough(("line",), own_score=0.0, score=4.0)


def test_what_is_right_by_itself_is_no_wrong_answer_of_the_class(grade: Grade) -> None:
    verdicts = grade(line=WRONG_LINE)

    assert verdicts["line"].imprint is not None
    assert (verdicts["bend"].imprint, verdicts["bend"].diagnosis) == (None, None)


def test_both_marks_are_told_with_what_is_to_be_mended(grade: Grade) -> None:
    assert grade(line=WRONG_LINE)["bend"].message == (
        "Your code here is consistent with your own `line`: mend that, and this is right. "
        "0 of 4 as it stands, 4 of 4 with `line` mended: you are given 4."
    )


def test_both_marks_are_told_in_french(grade: Grade) -> None:
    message = grade(line=WRONG_LINE, lang="fr")["bend"].message

    assert "après correction de `line`\u00a0: on vous donne 4." in message


def test_the_cases_stay_those_of_the_notebook_as_it_is(grade: Grade) -> None:
    assert not any(case.passed for case in grade(line=WRONG_LINE)["bend"].cases)


def test_what_builds_on_a_chain_of_wrong_functions_has_all_of_them_set_right(grade: Grade) -> None:
    verdicts = grade(line=WRONG_LINE, bend="def bend(x):\n    return line(x) ** 2 + x")

    assert verdicts["turn"].follow_through == FollowThrough(("line", "bend"), 0.0, 3.0)
    assert verdicts["bend"].follow_through is None


def test_the_wrong_function_itself_gains_nothing(grade: Grade) -> None:
    assert score(grade(line=WRONG_LINE), "line") == 0.0


def test_a_right_submission_has_no_second_pass(grade: Grade) -> None:
    assert {verdict.follow_through for verdict in grade().values()} == {None}


def test_a_mistake_of_its_own_is_named_once_the_others_are_out_of_the_way(grade: Grade) -> None:
    bend = grade(line=WRONG_LINE, bend="def bend(x):\n    return line(x) ** 3")["bend"]

    assert (bend.score, bend.mistake) == (0.0, "takes_the_cube")
    assert bend.message == (
        "You take the cube, not the square. If yours builds on `line`, mend that first."
    )


def test_a_part_of_the_cases_earns_a_part_of_the_points(grade: Grade) -> None:
    bend = grade(line=WRONG_LINE, bend="def bend(x):\n    return line(x) ** x.ndim * line(x)")[
        "bend"
    ]

    assert bend.follow_through == FollowThrough(("line",), own_score=0.0, score=2.0)
    assert bend.message.endswith(
        "With `line` mended, your code here gets 2 of 4 instead of 0: you are given 2."
    )


@pytest.mark.parametrize(("share", "expected"), [(0.0, 0.0), (0.5, 2.0), (1.0, 4.0)])
def test_the_course_caps_what_counts(grade: Grade, share: float, expected: float) -> None:
    assert score(grade(line=WRONG_LINE, share=share), "bend") == expected


NOT_TRIED = {
    "the stub": "def line(x, steps=1):\n    raise NotImplementedError",
    "no function": "",
    "nothing": "def line(x, steps=1):\n    pass",
    "a number": "def line(x, steps=1):\n    return 0.0",
    "zeros": "def line(x, steps=1):\n    return np.zeros_like(x)",
    "the argument": "def line(x, steps=1):\n    return x",
    "another shape": "def line(x, steps=1):\n    return x.sum()",
    "no finite number": "def line(x, steps=1):\n    return x / 0",
}


@pytest.mark.parametrize("line", NOT_TRIED.values(), ids=NOT_TRIED)
def test_nothing_is_given_for_building_on_what_was_not_tried(grade: Grade, line: str) -> None:
    verdicts = grade(line=line)

    assert score(verdicts, "bend") == 0.0
    assert verdicts["bend"].follow_through is None


def test_passing_on_the_answer_of_another_function_earns_nothing(grade: Grade) -> None:
    verdicts = grade(line=WRONG_LINE)

    assert (score(verdicts, "bend"), score(verdicts, "same")) == (4.0, 0.0)


def test_what_does_not_call_the_wrong_function_is_right_or_wrong_by_itself(grade: Grade) -> None:
    verdicts = grade(
        line=WRONG_LINE,
        bend="def bend(x):\n    return (2 * x + 1) ** 2",
        turn="mine = line\ndef turn(x):\n    return bend(x) - mine(x), float(np.mean(x))",
    )

    assert (verdicts["bend"].status, score(verdicts, "turn")) == ("correct", 0.0)


ABUSES = {
    "a billion steps": "line(x, 10**9)",
    "more than is answered": "line(np.ones(3 * 10**6))",
    "an argument that does not fit": "line('x')",
    "another number of arguments": "line()",
    "an object": "line(object())",
    "the end of the process": "__import__('os')._exit(0)",
}


@pytest.mark.parametrize("abuse", ABUSES.values(), ids=ABUSES)
def test_an_abuse_of_the_answers_costs_only_its_question(grade: Grade, abuse: str) -> None:
    bend = f"def bend(x):\n    if {IS_STAND_IN}:\n        {abuse}\n    return line(x) ** 2"

    verdicts = grade(line=WRONG_LINE, bend=bend)

    assert [score(verdicts, name) for name in ("line", "bend", "turn")] == [0.0, 0.0, 3.0]


def test_a_second_pass_tells_nothing_that_the_students_code_says(grade: Grade) -> None:
    spy = (
        "def bend(x):\n"
        f"    if {IS_STAND_IN}:\n"
        "        raise ValueError(f'secret {line(x)}')\n"
        "    return line(x) ** 2 + 1"
    )

    verdict = grade(line=WRONG_LINE, bend=spy)["bend"]

    assert "secret" not in repr(verdict)
    assert verdict.follow_through is None


def test_grading_twice_gives_the_same_marks(grade: Grade) -> None:
    assert grade(line=WRONG_LINE) == grade(line=WRONG_LINE)
