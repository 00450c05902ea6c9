"""The sample class of the backpropagation lab: every expected verdict, on several secrets.

`manifest.json` says what a fair reader of each hand would give; the class is graded as an
instructor would do it, through the command line.
"""

from __future__ import annotations

import json
import runpy
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from autograder.authoring.course import find_course, load_course
from autograder.authoring.load import load_assignment
from autograder.cli import main
from autograder.judge.verdict import QuestionStatus, SubmissionStatus

pytestmark = pytest.mark.xdist_group("sample")

ROOT = find_course(Path(__file__).parent)
SAMPLE = ROOT / "assignments" / "backprop" / "sample"
MAKER = ROOT / "assignments" / "backprop" / "hands" / "make_sample.py"
SECRETS = ("the first secret of the sample", "a second secret, longer", "and a third secret")

PARTS = {
    "A": ("trainable_layers", "parameter_count", "indices", "shapes"),
    "B": (
        "sigmoid",
        "sigmoid_prime",
        "relu",
        "relu_prime",
        "leaky_relu",
        "elu",
        "softmax",
        "one_hot",
    ),
    "C": ("nll_loss", "cross_entropy", "bce_loss"),
    "D": ("two_layer_forward", "onehidden_forward"),
    "E": ("dnll_df", "dlogits"),
    "F": ("dense_backward", "activation_backward", "two_layer_backward", "onehidden_backward"),
    "G": ("numerical_gradient", "gradient_check"),
    "H": ("gd_step", "momentum_step", "random_mini_batches", "train"),
    "I": ("symmetry_report", "he_normal"),
}

Grade = Callable[[str], dict[str, Any]]


@pytest.fixture
def grade(tmp_path: Path) -> Grade:
    """Grade the class under a secret, with a gradebook of its own; return `results.json`."""

    def run(secret: str) -> dict[str, Any]:
        secret_file = tmp_path / "secret"
        secret_file.write_text(secret, "ascii")
        out = tmp_path / "results"
        arguments = ["grade", "backprop", str(SAMPLE), "--out", str(out), "--jobs", "2"]
        result = CliRunner().invoke(
            main,
            [*arguments, "--course", str(ROOT)],
            env={
                "AUTOGRADER_SECRET_FILE": str(secret_file),
                "AUTOGRADER_GRADEBOOK": f"sqlite:///{tmp_path / 'gradebook.db'}",
            },
        )

        # One hand-in cannot be read, and the command says so.
        assert result.exit_code == 1, result.output
        document: dict[str, Any] = json.loads((out / "results.json").read_text("utf-8"))
        return document

    return run


def manifest() -> dict[str, Any]:
    document: dict[str, Any] = json.loads((SAMPLE / "manifest.json").read_text("utf-8"))
    return document


def told(verdict: dict[str, Any]) -> str:
    return f"{verdict['score']:g} {verdict['status']}, mistake {verdict['mistake']}"


def differences(expected: dict[str, Any], graded: dict[str, Any]) -> Iterator[str]:
    """Yield a line for everything in one student's results that is not as it should be."""
    name = graded["student"]
    if (graded["status"], graded["score"]) != (expected["status"], expected["score"]):
        yield (
            f"{name}: {expected['score']:g} {expected['status']} expected, "
            f"{graded['score']:g} {graded['status']} graded: {graded['reason'] or 'see below'}"
        )
    for question in graded["questions"]:
        wanted = expected["questions"].get(question["name"])
        if wanted is None:
            yield f"{name}: {question['name']}: not in the manifest"
        elif told(wanted) != told(question):
            yield f"{name}: {question['name']}: {told(wanted)} expected, {told(question)} graded"
    for missing in expected["questions"].keys() - {item["name"] for item in graded["questions"]}:
        yield f"{name}: {missing}: not graded"


@pytest.mark.parametrize("secret", SECRETS)
def test_the_class_is_graded_as_the_manifest_says(grade: Grade, secret: str) -> None:
    expected = manifest()["submissions"]

    graded = {item["student"]: item for item in grade(secret)["submissions"]}

    lines = [line for name in graded for line in differences(expected[name], graded[name])]
    assert sorted(graded) == sorted(expected)
    assert not lines, "\n" + "\n".join(lines)


def test_the_files_on_disk_are_those_that_the_hands_make() -> None:
    made: dict[Path, bytes] = runpy.run_path(str(MAKER))["made"]()

    changed = [
        path.parent.name
        for path, data in made.items()
        if not path.is_file() or path.read_bytes() != data
    ]
    assert not changed, f"{', '.join(changed)}: run `make sample`, and read what has changed"
    assert {path for path in SAMPLE.rglob("*") if path.is_file()} == {
        *made,
        SAMPLE / "manifest.json",
    }


def test_no_file_of_the_class_is_large() -> None:
    large = [path for path in SAMPLE.rglob("*") if path.is_file() and path.stat().st_size > 300_000]

    assert large == []


def test_the_manifest_expects_what_the_assignment_can_give() -> None:
    assignment = load_assignment(load_course(ROOT), "backprop")
    expected = manifest()

    assert expected["assignment"] == "backprop"
    assert len(expected["submissions"]) == 24
    for name, submission in expected["submissions"].items():
        assert submission["what"].endswith("."), name
        assert list(submission["questions"]) == [question.name for question in assignment]
        total = sum(verdict["score"] for verdict in submission["questions"].values())
        assert submission["score"] == pytest.approx(total, abs=1e-6), name
        for question, verdict in submission["questions"].items():
            known = {mistake.name for mistake in assignment[question].mistakes}
            assert verdict["mistake"] is None or verdict["mistake"] in known, (name, question)


def test_the_class_shows_every_status_and_mistakes_of_every_part() -> None:
    submissions = manifest()["submissions"].values()
    verdicts = [item for submission in submissions for item in submission["questions"].items()]
    mistakes = Counter((question, verdict["mistake"]) for question, verdict in verdicts)
    named = {question for question, mistake in mistakes if mistake is not None}

    # No question of a NumPy assignment waits for a GPU.
    every = set(QuestionStatus) - {QuestionStatus.NOT_RUN}
    assert {verdict["status"] for _, verdict in verdicts} == every
    assert {submission["status"] for submission in submissions} == set(SubmissionStatus)
    assert sum(mistake is not None for _, mistake in mistakes) >= 25
    assert [part for part, questions in PARTS.items() if not named.intersection(questions)] == []
