"""One submission through the whole path, on the template's little course."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from autograder.authoring.course import Course, Limits, Secret, load_course
from autograder.authoring.load import load_assignment
from autograder.commands.new import new_course
from autograder.formats.notebook import UnreadableError
from autograder.formats.release import built
from autograder.formats.submissions import Submission
from autograder.grading.paper import Paper, make_paper
from autograder.grading.submission import Graded, grade_submission
from autograder.grading.whole_class import grade_class
from autograder.judge.verdict import QuestionVerdict
from autograder.sandbox.lane import Lane

RIGHT = {
    "pre_activation": "def pre_activation(w, x, b):\n    return w @ x + b",
    "neuron": "def neuron(w, x, b):\n    return np.tanh(pre_activation(w, x, b))",
}

DEMONSTRATION = 'print("a demonstration")'

Notebook = dict[str, Any]
Edit = Callable[[Notebook], None]


@pytest.fixture(scope="module")
def lane() -> Iterator[Lane]:
    with Lane() as lane:
        yield lane


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    folder = tmp_path_factory.mktemp("grading") / "course"
    new_course(folder)
    with (folder / "assignments/neuron/notebook.en.md").open("a") as prose:
        prose.write(f'\n```python tags=["demo"]\n{DEMONSTRATION}\n```\n')
    limits = Limits(cell_seconds=1, call_seconds=1, submission_seconds=60)
    return dataclasses.replace(load_course(folder), limits=limits)


@pytest.fixture(scope="module")
def paper(course: Course) -> Paper:
    assignment = load_assignment(course, "neuron")
    secret = Secret(b"a secret of the tests")
    return make_paper(course, assignment, secret, built(course, assignment, "student"))


@pytest.fixture(scope="module")
def release(course: Course, paper: Paper) -> bytes:
    return built(course, paper.assignment, "student")[0].data


@pytest.fixture
def grade(paper: Paper, lane: Lane, release: bytes) -> Callable[..., Graded]:
    """Grade a notebook with these answers, after these edits."""

    def run(*edits: Edit, student: str = "ada", **answers: str) -> Graded:
        notebook = json.loads(release)
        for cell in notebook["cells"]:
            question = cell["metadata"]["autograder"].get("question")
            if cell["metadata"]["autograder"]["role"] == "solution" and question in answers:
                cell["source"] = answers[question]
        for edit in edits:
            edit(notebook)
        data = json.dumps(notebook).encode()
        return grade_submission(paper, lane, submission(student), data)

    return run


def submission(student: str) -> Submission:
    return Submission(student, "neuron.ipynb", lambda _limit: b"")


def question(graded: Graded, name: str) -> QuestionVerdict:
    return next(one for one in graded.verdict.questions if one.name == name)


def solution_cell(notebook: Notebook, name: str) -> dict[str, Any]:
    return next(
        cell
        for cell in notebook["cells"]
        if cell["metadata"]["autograder"] == {"role": "solution", "question": name}
    )


def test_a_deleted_cell_is_told_as_such(grade: Callable[..., Graded]) -> None:
    def delete(notebook: Notebook) -> None:
        notebook["cells"].remove(solution_cell(notebook, "pre_activation"))

    verdict = question(grade(delete, **RIGHT), "pre_activation")

    assert verdict.status == "missing"
    assert verdict.message.endswith("in the notebook: its cell was deleted.")


def test_a_renamed_function_is_told_with_its_new_name(grade: Callable[..., Graded]) -> None:
    renamed = "def preactivation(w, x, b):\n    return w @ x + b"

    verdict = question(grade(pre_activation=renamed), "pre_activation")

    assert verdict.status == "missing"
    assert "its cell defines `preactivation`; give it its name back" in verdict.message


def test_a_cell_that_stopped_before_its_function_is_told_with_the_line(
    grade: Callable[..., Graded],
) -> None:
    source = "import no_such_module\n" + RIGHT["pre_activation"]

    verdict = question(grade(pre_activation=source), "pre_activation")

    assert verdict.status == "environment"
    assert "its cell stopped with ModuleNotFoundError at line 1" in verdict.message
    assert "`import no_such_module`" in verdict.message


def test_a_syntax_error_costs_only_its_cell(grade: Callable[..., Graded]) -> None:
    graded = grade(pre_activation="def pre_activation(w, x, b:", neuron=RIGHT["neuron"])

    assert "its cell stopped with SyntaxError" in question(graded, "pre_activation").message
    assert question(graded, "neuron").status == "crashed"


def test_a_cell_that_never_ends_costs_only_itself(grade: Callable[..., Graded]) -> None:
    def hang(notebook: Notebook) -> None:
        own = {"cell_type": "code", "metadata": {}, "outputs": [], "source": "while True: pass"}
        notebook["cells"].insert(3, own)

    graded = grade(hang, **RIGHT)

    assert question(graded, "pre_activation").status == "correct"
    assert question(graded, "neuron").status == "correct"


def test_a_function_that_never_ends_is_timed_out_and_the_next_is_graded(
    grade: Callable[..., Graded],
) -> None:
    graded = grade(
        pre_activation="def pre_activation(w, x, b):\n    while True: pass",
        neuron="def neuron(w, x, b):\n    return float(np.tanh(np.dot(w, x) + b))",
    )

    assert question(graded, "pre_activation").status == "timed-out"
    assert question(graded, "neuron").status == "correct"


def test_a_cell_that_ends_the_process_costs_only_itself(grade: Callable[..., Graded]) -> None:
    source = "import os\nos._exit(0)\n" + RIGHT["pre_activation"]

    graded = grade(
        pre_activation=source,
        neuron="def neuron(w, x, b):\n    return float(np.tanh(np.dot(w, x) + b))",
    )

    assert "its cell ended the Python process" in question(graded, "pre_activation").message
    assert question(graded, "neuron").status == "correct"


def test_the_second_of_two_versions_of_a_cell_counts(grade: Callable[..., Graded]) -> None:
    def duplicate(notebook: Notebook) -> None:
        cell = solution_cell(notebook, "pre_activation")
        wrong = {**cell, "source": "def pre_activation(w, x, b):\n    return 0.0"}
        notebook["cells"].insert(notebook["cells"].index(cell), wrong)

    assert question(grade(duplicate, **RIGHT), "pre_activation").status == "correct"


def test_code_in_a_copy_of_a_check_cell_runs(grade: Callable[..., Graded]) -> None:
    def copy_check(notebook: Notebook) -> None:
        cell = solution_cell(notebook, "pre_activation")
        cell["metadata"]["autograder"]["role"] = "checks"

    assert question(grade(copy_check, **RIGHT), "pre_activation").status == "correct"


def test_metadata_that_was_stripped_costs_nothing(grade: Callable[..., Graded]) -> None:
    def strip(notebook: Notebook) -> None:
        notebook["metadata"] = {}
        for cell in notebook["cells"]:
            cell["metadata"] = {}
            del cell["id"]

    graded = grade(strip, **RIGHT)

    assert graded.verdict.score == 4.0


def test_points_and_names_in_metadata_are_not_believed(grade: Callable[..., Graded]) -> None:
    def forge(notebook: Notebook) -> None:
        for cell in notebook["cells"]:
            cell["metadata"]["autograder"].update(points=100, score=100, status="correct")

    assert grade(forge).verdict.score == 0.0


def test_the_answer_to_anothers_variant_is_recognised(
    grade: Callable[..., Graded], paper: Paper
) -> None:
    def say_bob(notebook: Notebook) -> None:
        for cell in notebook["cells"]:
            if cell["metadata"]["autograder"]["role"] == "identity":
                cell["source"] = 'student_id = " Bob "'

    bobs = paper.expectation(paper.assignment["parameters"], "bob", 1).right[0].value
    graded = grade(say_bob, student="ada", parameters=f"parameters = {bobs}")

    verdict = question(graded, "parameters")
    assert (verdict.status, verdict.score) == ("wrong", 0.0)
    assert "This would be right for the variant of “Bob”" in verdict.message


def test_a_variant_is_that_of_the_submission_whatever_the_notebook_says(
    grade: Callable[..., Graded], paper: Paper
) -> None:
    adas = paper.expectation(paper.assignment["parameters"], "ada", 1).right[0].value

    graded = grade(student="ada", parameters=f"parameters = {adas}")

    assert question(graded, "parameters").status == "correct"


def test_a_submission_that_uses_up_its_time_has_the_reason(
    paper: Paper, lane: Lane, release: bytes
) -> None:
    limits = dataclasses.replace(paper.course.limits, submission_seconds=0.2)
    hurried = dataclasses.replace(paper, course=dataclasses.replace(paper.course, limits=limits))
    slow = json.loads(release)
    slow["cells"].insert(
        0, {"cell_type": "code", "metadata": {}, "outputs": [], "source": "while True: pass"}
    )

    graded = grade_submission(hurried, lane, submission("ada"), json.dumps(slow).encode())

    assert graded.verdict.score == 0.0
    assert "used up its 0.2 s in all" in graded.verdict.reason


def test_the_executed_notebook_shows_the_students_own_cells_and_outputs(
    grade: Callable[..., Graded],
) -> None:
    def note(notebook: Notebook) -> None:
        notebook["cells"] += [
            {"cell_type": "markdown", "metadata": {}, "source": "my own note"},
            {"cell_type": "code", "metadata": {}, "outputs": [], "source": "print(1 + 1)"},
        ]

    executed = grade(note, **RIGHT).executed

    assert executed is not None
    sources = [cell["source"] for cell in executed["cells"]]
    assert "my own note" in sources
    assert RIGHT["neuron"] in sources
    assert "## The neuron" in sources
    assert executed["cells"][-1]["outputs"] == [
        {"output_type": "stream", "name": "stdout", "text": "2\n"}
    ]
    assert not any("Stand for a random generator" in source for source in sources)


def test_grading_twice_gives_the_same_verdict(grade: Callable[..., Graded]) -> None:
    wrong = "def pre_activation(w, x, b):\n    return w @ x + 2 * b"

    one, other = (grade(pre_activation=wrong).verdict for _ in range(2))

    assert dataclasses.replace(one, seconds=0) == dataclasses.replace(other, seconds=0)


def test_a_class_goes_on_when_the_grader_itself_fails_on_one(paper: Paper, release: bytes) -> None:
    def explode(_limit: int) -> bytes:
        raise RuntimeError("a bug of ours")

    def refuse(_limit: int) -> bytes:
        raise UnreadableError("unreadable-missing")

    submissions = [
        Submission("ada", "a.ipynb", lambda _limit: release),
        Submission("bob", "b.ipynb", explode),
        Submission("eve", "", refuse),
    ]

    graded = grade_class(paper, submissions, attempt_number=lambda *_: 1, jobs=2)

    reasons = {one.verdict.student: one.verdict.reason for one in graded}
    assert reasons["ada"] == ""
    assert "RuntimeError: a bug of ours" in reasons["bob"]
    assert reasons["eve"] == "No notebook was found."


def test_hidden_inputs_differ_for_each_student_where_the_author_asks(paper: Paper) -> None:
    drawn = paper.assignment["pre_activation"]
    per_student = dataclasses.replace(drawn, drawn_per="student")

    ada, bob = (paper.expectation(per_student, student, 1) for student in ("ada", "bob"))
    again = paper.expectation(per_student, "ada", 1)

    hidden = 1
    assert ada.cases[hidden].call.arguments != bob.cases[hidden].call.arguments
    assert ada.cases[hidden].call.arguments == again.cases[hidden].call.arguments
    assert ada.cases[0].call.arguments == bob.cases[0].call.arguments


def test_what_a_function_builds_on_is_told_where_it_is_not_right(
    grade: Callable[..., Graded],
) -> None:
    nothing = "def pre_activation(w, x, b):\n    return 0.0"
    graded = grade(pre_activation=nothing, neuron=RIGHT["neuron"])

    assert "mend that first" not in question(graded, "pre_activation").message
    message = question(graded, "neuron").message
    assert message.endswith("If yours builds on `pre_activation`, mend that first.")


def test_a_right_function_is_not_reproached_with_a_wrong_one_below_it(
    grade: Callable[..., Graded],
) -> None:
    graded = grade(
        pre_activation="def pre_activation(w, x, b):\n    return w @ x",
        neuron="def neuron(w, x, b):\n    return float(np.tanh(w @ x + b))",
    )

    assert question(graded, "neuron").message == ""


def test_a_demonstration_is_not_run_again_as_long_as_it_is_unchanged(
    grade: Callable[..., Graded],
) -> None:
    executed = grade().executed

    assert executed is not None
    assert not any(cell["source"] == DEMONSTRATION for cell in executed["cells"])


def test_a_demonstration_that_a_student_changed_is_the_students_own(
    grade: Callable[..., Graded],
) -> None:
    mine = DEMONSTRATION.replace("a demonstration", "my demonstration")

    def edit(notebook: Notebook) -> None:
        for cell in notebook["cells"]:
            if cell["metadata"]["autograder"]["role"] == "demo":
                cell["source"] = mine

    executed = grade(edit).executed

    assert executed is not None
    (cell,) = [cell for cell in executed["cells"] if cell["source"] == mine]
    assert cell["outputs"][0]["text"] == "my demonstration\n"


def test_no_hidden_case_is_seen_before_what_may_be_quoted_is_asked_for(grade, paper):
    """A later question's exception could else carry an earlier one's hidden inputs out."""
    visible = sum(case.visible for case in paper.assignment["pre_activation"].cases)
    spying = "SEEN = []\ndef pre_activation(w, x, b):\n    SEEN.append(x)\n    return w @ x + b"
    telling = "def neuron(w, x, b):\n    raise ValueError(f'{len(SEEN)} seen')"
    graded = grade(pre_activation=spying, neuron=telling)
    _, first, second = graded.verdict.questions

    assert first.score == first.points
    assert f"{visible} seen" in second.message
