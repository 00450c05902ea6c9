"""The sample classes of the framework homework: every verdict is the one that its manifest expects.

What is graded needs the framework, which is optional: where it is not installed, that is said.
"""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from autograder.authoring.course import find_course, load_course
from autograder.authoring.load import declared_frameworks, load_assignment
from autograder.cli import main
from autograder.frameworks import missing

pytestmark = pytest.mark.xdist_group("framework-sample")

ROOT = find_course(Path(__file__).parent)
MAKER = ROOT / "assignments" / "backprop" / "hands" / "make_sample.py"


def sample_of(name: str) -> Path:
    return ROOT / "assignments" / name / "sample"


def with_frameworks() -> list[Any]:
    """Return the assignments that need a framework and have a sample class."""
    found = []
    for path in sorted(ROOT.glob("assignments/*/questions.py")):
        name, needed = path.parent.name, declared_frameworks(path)
        if needed and (sample_of(name) / "manifest.json").is_file():
            lacking = ", ".join(framework.title for framework in missing(needed))
            mark = pytest.mark.skipif(bool(lacking), reason=f"needs {lacking}, which is optional")
            found.append(pytest.param(name, marks=mark))
    return found


def manifest_of(name: str) -> dict[str, Any]:
    text = (sample_of(name) / "manifest.json").read_text("utf-8")
    document: dict[str, Any] = json.loads(text)
    return document


def graded(name: str, folder: Path) -> dict[str, Any]:
    secret_file = folder / "secret"
    secret_file.write_text("a secret of the framework classes", "ascii")
    arguments = ["grade", name, str(sample_of(name)), "--out", str(folder / "results")]
    result = CliRunner().invoke(
        main,
        [*arguments, "--jobs", "2", "--course", str(ROOT)],
        env={
            "AUTOGRADER_SECRET_FILE": str(secret_file),
            "AUTOGRADER_GRADEBOOK": f"sqlite:///{folder / 'gradebook.db'}",
        },
    )
    assert result.exit_code in (0, 1), result.output
    document = json.loads((folder / "results" / "results.json").read_text("utf-8"))
    return {item["student"]: item for item in document["submissions"]}


def told(submission: dict[str, Any], questions: dict[str, Any]) -> list[str]:
    lines = [f"{submission['status']} {submission['score']:g}"]
    return lines + [
        f"{name}: {verdict['score']:g} {verdict['status']}, mistake {verdict['mistake']}"
        for name, verdict in questions.items()
    ]


@pytest.mark.parametrize("name", with_frameworks())
def test_the_class_is_graded_as_its_manifest_says(name: str, tmp_path: Path) -> None:
    expected = manifest_of(name)["submissions"]

    found = graded(name, tmp_path)

    assert sorted(found) == sorted(expected)
    for student, submission in found.items():
        questions = {verdict["name"]: verdict for verdict in submission["questions"]}
        wanted = expected[student]
        assert told(submission, questions) == told(wanted, wanted["questions"]), student


@pytest.mark.parametrize("name", with_frameworks())
def test_the_files_are_those_that_the_hands_make(name: str) -> None:
    made: dict[Path, bytes] = runpy.run_path(str(MAKER))["made"](name)

    changed = [path for path, data in made.items() if path.read_bytes() != data]
    assert not changed, f"run `make sample`, and read what has changed: {changed}"


@pytest.mark.parametrize("name", with_frameworks())
def test_the_manifest_expects_what_the_assignment_can_give(name: str) -> None:
    assignment, expected = load_assignment(load_course(ROOT), name), manifest_of(name)

    assert expected["assignment"] == name
    assert len(expected["submissions"]) == 12
    for student, submission in expected["submissions"].items():
        assert submission["what"].endswith("."), student
        assert list(submission["questions"]) == [question.name for question in assignment]
        total = sum(verdict["score"] for verdict in submission["questions"].values())
        assert submission["score"] == pytest.approx(total, abs=1e-5), student
