"""An assignment in PyTorch through the whole path: tensors, a network, weights as a file."""

from __future__ import annotations

import io
import json
import os
import pickle
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.authoring.course import Course, Secret, load_course
from autograder.authoring.load import MissingFrameworkError, load_assignment
from autograder.formats.release import built
from autograder.formats.submissions import find_submissions
from autograder.formats.weights import write_weights
from autograder.frameworks import FRAMEWORKS, Framework
from autograder.grading.assess import assess
from autograder.grading.mutation_score import score_mutants
from autograder.grading.paper import Paper, make_paper
from autograder.grading.submission import Graded, fingerprint, grade_submission, read_files
from autograder.grading.whole_class import lane_of
from autograder.judge.verdict import QuestionVerdict
from autograder.sandbox.lane import Lane

REFERENCE = '''
import torch
from torch import nn


def rectified(Z):
    """Return max(Z, 0), entry by entry."""
    return torch.clamp(Z, min=0)


class Line(nn.Module):
    """A straight line."""

    def __init__(self, n_in):
        super().__init__()
        ### BEGIN SOLUTION
        self.linear = nn.Linear(n_in, 1)
        ### END SOLUTION

    def forward(self, X):
        """Return the heights of the line."""
        ### BEGIN SOLUTION
        return self.linear(X)
        ### END SOLUTION
'''

QUESTIONS = """
import numpy as np
import torch

from autograder import Assignment
from autograder.chance import Interval
from reference.pytorch import lines

assignment = Assignment("lines", title={"en": "Lines"}, frameworks=("torch",))
rectified = assignment.question(lines.rectified, points=1)

@rectified.case("some", visible=True)
def _(rng):
    return {"Z": torch.tensor(rng.normal(size=(2, 3)).round(2))}

@rectified.case("more")
def _(rng):
    return {"Z": torch.tensor(rng.normal(size=(3, 3)), dtype=torch.float32)}

@rectified.mistake(en="That is the absolute value.")
def takes_the_absolute_value(Z):
    return torch.abs(Z)

line = assignment.question(lines.Line, points=2)

@line.probe
def _(Line, X):
    model = Line(X.shape[1]).double()
    heights = model(torch.from_numpy(X))
    F.mse_loss(heights, torch.ones_like(heights)).backward()
    return {"heights": heights, "gradient": model.linear.weight.grad, "state": model.state_dict()}

@line.case("five points")
def _(rng):
    return {"X": rng.normal(size=(5, 2))}

@assignment.weights(
    "slope",
    file="slope.safetensors",
    shapes={"weight": (1, 2), "bias": (1,)},
    points=3,
    texts={"en": "Hand in a line."},
)
def slope():
    return {"weight": np.array([[1.0, 2.0]]), "bias": np.array([0.5])}

@slope.case("points that it has not seen")
def _(rng):
    X = rng.normal(size=(50, 2))
    return {"X": X, "y": X @ [1.0, 2.0] + 0.5}

@slope.summary
def _(weights, X, y):
    model = torch.nn.Linear(2, 1)
    model.load_state_dict({name: torch.from_numpy(array) for name, array in weights.items()})
    with torch.no_grad():
        heights = model(torch.from_numpy(X).float())[:, 0].numpy()
    return {"error": float(np.abs(heights - y).mean())}

@slope.bounds
def _(X, y):
    return {"error": Interval(0.0, 0.01)}

@slope.mistake(en="The bias has not been trained.")
def leaves_the_bias_at_zero():
    return {"weight": np.array([[1.0, 2.0]]), "bias": np.array([0.0])}
"""

PROSE = """# Lines

<!-- setup -->

<!-- identity -->

<!-- question: rectified -->

<!-- question: Line -->

<!-- question: slope -->
"""

RIGHT = {
    "rectified": "def rectified(Z):\n    return F.relu(Z)",
    "Line": "class Line(nn.Module):\n    def __init__(self, n_in):\n        super().__init__()\n"
    "        self.linear = nn.Linear(n_in, 1)\n    def forward(self, X):\n"
    "        return self.linear(X)",
}

WEIGHTS = {"weight": np.array([[1.0, 2.0]], np.float32), "bias": np.array([0.5], np.float32)}

Grade = Callable[..., Graded]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    root = tmp_path_factory.mktemp("frameworks")
    files = {
        "course.toml": 'name = "Lines"\n',
        "reference/__init__.py": "",
        "reference/pytorch/__init__.py": "",
        "reference/pytorch/lines.py": REFERENCE,
        "assignments/lines/questions.py": QUESTIONS,
        "assignments/lines/notebook.en.md": PROSE,
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return load_course(root)


@pytest.fixture(scope="module")
def paper(course: Course) -> Paper:
    if not FRAMEWORKS["torch"].is_installed:
        pytest.skip("PyTorch is optional: pip install 'chainrule[torch]'")
    assignment = load_assignment(course, "lines")
    return make_paper(course, assignment, Secret(b"tests"), built(course, assignment, "student"))


@pytest.fixture(scope="module")
def lane(course: Course, paper: Paper) -> Iterator[Lane]:
    with lane_of(course, paper.assignment) as lane:
        yield lane


@pytest.fixture
def grade(course: Course, paper: Paper, lane: Lane, tmp_path: Path) -> Grade:
    """Hand in a notebook with these answers and a file of these bytes, and grade it."""

    def run(weights: bytes | None = None, **answers: str) -> Graded:
        notebook = json.loads(built(course, paper.assignment, "student")[0].data)
        for cell in notebook["cells"]:
            own = cell["metadata"]["autograder"]
            if own["role"] == "solution" and own["question"] in answers:
                cell["source"] = answers[own["question"]]
            if own["role"] == "workshop":
                cell["source"] = "raise SystemError('hours of training')"
        folder = tmp_path / "ada"
        folder.mkdir(exist_ok=True)
        (folder / "lines.ipynb").write_text(json.dumps(notebook))
        if weights is not None:
            (folder / "slope.safetensors").write_bytes(weights)
        [found] = find_submissions(tmp_path, "lines", files=["slope.safetensors"])
        return grade_submission(paper, lane, found, found.read(2**20))

    return run


def question(graded: Graded, name: str) -> QuestionVerdict:
    return next(one for one in graded.verdict.questions if one.name == name)


def test_right_tensors_a_right_network_and_right_weights_score_full(grade: Grade):
    graded = grade(write_weights(WEIGHTS), **RIGHT)

    assert [one.status for one in graded.verdict.questions] == ["correct"] * 3
    assert graded.verdict.score == 6.0


def test_the_untouched_release_scores_zero(grade: Grade):
    assert grade().verdict.score == 0.0


def test_the_assignment_holds_itself_to_account(paper: Paper):
    assert assess(paper.assignment, [b"one", b"two"]) == []
    assert not score_mutants(paper.assignment, paper.assignment["slope"], [b"one"]).findings


def test_a_known_mistake_on_tensors_is_named(grade: Grade):
    verdict = question(grade(rectified="def rectified(Z):\n    return Z.abs()"), "rectified")

    assert verdict.message == "That is the absolute value."


def test_an_array_in_the_place_of_a_tensor_is_told(grade: Grade):
    source = "def rectified(Z):\n    return np.maximum(Z.numpy(), 0)"

    verdict = question(grade(rectified=source), "rectified")

    assert verdict.score == 0.0
    assert "no tensor of PyTorch, through which gradients could flow" in verdict.message


def test_an_argument_that_is_changed_in_place_is_noticed(grade: Grade):
    source = "def rectified(Z):\n    return Z.clamp_(min=0)"

    assert "changed" in question(grade(rectified=source), "rectified").message


def test_the_cell_in_which_the_file_is_made_is_not_run(grade: Grade):
    graded = grade(write_weights(WEIGHTS), **RIGHT)

    assert graded.executed is not None
    cells = [json.dumps(cell["outputs"]) for cell in graded.executed["cells"] if "outputs" in cell]
    assert not any("hours of training" in outputs for outputs in cells)


def test_the_notebook_imports_the_framework_and_shows_no_weight(course: Course, paper: Paper):
    text = built(course, paper.assignment, "student")[0].data.decode()

    assert "import torch\\n" in text
    assert "from torch import nn" in text
    assert "the file `slope.safetensors`, handed in beside the notebook" in text
    assert "load_state_dict" not in text


def _half(weights: dict[str, Any]) -> bytes:
    """Return weights as bfloat16, which NumPy does not have."""
    table, body = {}, b""
    for name, array in weights.items():
        raw = (array.view(np.uint32) >> 16).astype("<u2").tobytes()
        places = [len(body), len(body) + len(raw)]
        table[name] = {"dtype": "BF16", "shape": array.shape, "data_offsets": places}
        body += raw
    header = json.dumps(table).encode()
    return struct.pack("<Q", len(header)) + header + body


def test_weights_in_bfloat16_are_read(grade: Grade):
    assert question(grade(_half(WEIGHTS)), "slope").score == 3.0


def test_weights_that_are_not_good_enough_are_told_and_known_ones_named(grade: Grade):
    bad = {**WEIGHTS, "weight": np.zeros((1, 2), np.float32)}
    untrained = {**WEIGHTS, "bias": np.zeros(1, np.float32)}

    assert "“error” does not hold" in question(grade(write_weights(bad)), "slope").message
    assert question(grade(write_weights(untrained)), "slope").mistake == "leaves_the_bias_at_zero"


def test_weights_that_are_no_numbers_cost_their_question_alone(grade: Grade):
    odd = {**WEIGHTS, "bias": np.full(1, np.nan, np.float32)}

    assert grade(write_weights(odd), **RIGHT).verdict.score == 3.0


def test_a_file_that_was_not_handed_in_is_told(grade: Grade):
    verdict = question(grade(), "slope")

    assert verdict.status == "missing"
    assert verdict.message == "`slope.safetensors` was not handed in: put it beside the notebook."


def _saved_by_torch() -> bytes:
    import torch

    file = io.BytesIO()
    torch.save({"bias": torch.zeros(1)}, file)
    return file.getvalue()


def test_a_pickle_is_refused_unopened(grade: Grade, tmp_path: Path):
    class Bomb:
        def __reduce__(self) -> Any:
            return os.system, (f"touch {tmp_path / 'harm'}",)

    for data in (pickle.dumps(Bomb()), _saved_by_torch()):
        verdict = question(grade(data), "slope")

        assert verdict.score == 0.0
        assert "it could run a program, so it is not opened" in verdict.message
    assert not (tmp_path / "harm").exists()


def test_another_file_is_another_hand_in(paper: Paper, grade: Grade, tmp_path: Path):
    first = grade(write_weights(WEIGHTS))
    second = grade(write_weights({**WEIGHTS, "bias": np.zeros(1, np.float32)}))
    [found] = find_submissions(tmp_path, "lines", files=["slope.safetensors"])

    assert first.sha256 != second.sha256
    files = read_files(paper, found)
    assert second.sha256 == fingerprint(found.read(2**20), files)


def test_without_the_framework_one_line_says_what_to_install(
    course: Course, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Framework, "is_installed", False)

    with pytest.raises(MissingFrameworkError) as caught:
        load_assignment(course, "lines")

    assert str(caught.value) == (
        "assignment 'lines' needs PyTorch, which is not installed here: "
        "pip install 'chainrule[torch]'"
    )


def test_its_own_tests_are_skipped_with_that_line(course: Course, tmp_path: Path):
    (tmp_path / "course").mkdir()
    for path in course.root.iterdir():
        (tmp_path / "course" / path.name).symlink_to(path)
    (tmp_path / "course" / "conftest.py").write_text(
        "from autograder.frameworks import Framework\n"
        "Framework.is_installed = False\n"
        "pytest_plugins = ['autograder.pytest_plugin']\n"
    )

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rs", "-p", "no:cacheprovider", "assignments"],
        cwd=tmp_path / "course",
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout
    assert "1 skipped" in done.stdout
    assert "needs PyTorch, which is not installed here: pip install" in done.stdout
