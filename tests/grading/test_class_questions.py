"""A question whose solution is a class, through the whole path."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest

from autograder.authoring.course import Secret, load_course
from autograder.authoring.load import load_assignment
from autograder.formats.release import built
from autograder.formats.submissions import Submission
from autograder.grading.paper import Paper, make_paper
from autograder.grading.submission import grade_submission
from autograder.judge.verdict import QuestionStatus, QuestionVerdict
from autograder.sandbox.lane import Lane

REFERENCE = '''
def step(total, x):
    """Return total + x."""
    return total + x


class Sum:
    """Adds up what it is given."""

    def __init__(self):
        self.total = 0

    def add(self, x):
        """Add x to the total."""
        ### BEGIN SOLUTION
        self.total = step(self.total, x)
        ### END SOLUTION

    def twice(self):
        """Return the total, doubled."""
        ### BEGIN SOLUTION
        return 2 * self.total
        ### END SOLUTION


def added(x):
    """Return what a Sum has after x."""
    sum_of_x = Sum()
    sum_of_x.add(x)
    return sum_of_x.total
'''

QUESTIONS = """
from reference import sums as ref

from autograder import Assignment

assignment = Assignment("sums", title={"en": "Sums"})
step = assignment.question(ref.step, points=1)
total = assignment.question(ref.Sum, points=4, needs=("step",))
added = assignment.question(ref.added, points=1, needs=("Sum",))


for name in ("two numbers", "two others"):
    @step.case(name)
    def _(rng):
        return {"total": rng.normal(), "x": rng.normal()}


@total.probe
def _(Sum, numbers, double):
    made = Sum()
    for x in numbers:
        made.add(x)
    return made.twice() if double else made.total


for double in (False, True):
    @total.case(f"double is {double}")
    def _(rng, double=double):
        return {"numbers": list(rng.normal(size=3)), "double": double}


@added.case("a number")
def _(rng):
    return {"x": rng.normal()}


@total.mistake(en="You keep the last number alone.")
class keeps_the_last(ref.Sum):
    def add(self, x):
        self.total = x
"""

PROSE = "# Sums\n\n<!-- setup -->\n\n<!-- identity -->\n" + "".join(
    f"\n<!-- question: {name} -->\n" for name in ("step", "Sum", "added")
)

STEP = "def step(total, x):\n    return total + x"

CLASS = """class Sum:
    def __init__(self):
        self.total = 0

    def add(self, x):
        {add}

    def twice(self):
        {twice}
"""

RIGHT = CLASS.format(add="self.total = step(self.total, x)", twice="return 2 * self.total")


@pytest.fixture(scope="module")
def lane() -> Iterator[Lane]:
    with Lane() as lane:
        yield lane


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    root = tmp_path_factory.mktemp("sums")
    files = {
        "course.toml": 'name = "Sums"\nlanguages = ["en"]\n',
        "reference/__init__.py": "",
        "reference/sums.py": REFERENCE,
        "assignments/sums/questions.py": QUESTIONS,
        "assignments/sums/notebook.en.md": PROSE,
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    course = load_course(root)
    assignment = load_assignment(course, "sums")
    secret = Secret(b"a secret of the tests")
    return make_paper(course, assignment, secret, built(course, assignment, "student"))


@pytest.fixture
def grade(paper: Paper, lane: Lane) -> Callable[..., dict[str, QuestionVerdict]]:
    """Grade a notebook with these answers; what is not given stays the stub."""
    release = built(paper.course, paper.assignment, "student")[0].data

    def run(**answers: str) -> dict[str, QuestionVerdict]:
        notebook = json.loads(release)
        for cell in notebook["cells"]:
            question = cell["metadata"]["autograder"].get("question")
            if cell["metadata"]["autograder"]["role"] == "solution" and question in answers:
                cell["source"] = answers[question]
        data = json.dumps(notebook).encode()
        graded = grade_submission(paper, lane, Submission("ada", "ada.ipynb", lambda _: data), data)
        return {verdict.name: verdict for verdict in graded.verdict.questions}

    return run


def test_a_right_class_has_full_marks(grade: Callable[..., dict[str, QuestionVerdict]]) -> None:
    assert grade(step=STEP, Sum=RIGHT)["Sum"].score == 4


def test_a_class_left_as_it_was_is_not_attempted(
    grade: Callable[..., dict[str, QuestionVerdict]],
) -> None:
    verdict = grade(step=STEP)["Sum"]

    assert verdict.status is QuestionStatus.NOT_ATTEMPTED
    assert verdict.score == 0


def test_the_methods_that_are_written_earn_their_share(
    grade: Callable[..., dict[str, QuestionVerdict]],
) -> None:
    half = CLASS.format(add="self.total = step(self.total, x)", twice="raise NotImplementedError")
    verdict = grade(step=STEP, Sum=half)["Sum"]

    assert verdict.status is QuestionStatus.PARTIAL
    assert verdict.score == 2
    assert "`twice`, which is not written yet" in verdict.message


def test_a_mistake_in_a_class_is_named(grade: Callable[..., dict[str, QuestionVerdict]]) -> None:
    wrong = CLASS.format(add="self.total = x", twice="return 2 * self.total")

    assert grade(step=STEP, Sum=wrong)["Sum"].mistake == "keeps_the_last"


def test_over_a_wrong_function_a_right_class_is_graded_again(
    grade: Callable[..., dict[str, QuestionVerdict]],
) -> None:
    verdict = grade(step="def step(total, x):\n    return total - x", Sum=RIGHT)["Sum"]

    assert verdict.score == 4
    assert verdict.follow_through is not None


def test_no_stand_in_takes_the_place_of_a_class(
    grade: Callable[..., dict[str, QuestionVerdict]],
) -> None:
    wrong = CLASS.format(add="self.total = x + 1", twice="return self.total")
    uses = "def added(x):\n    made = Sum()\n    made.add(x)\n    return made.total"
    verdict = grade(step=STEP, Sum=wrong, added=uses)["added"]

    assert verdict.score == 0
    assert verdict.follow_through is None
