"""The sample classes of the framework homework: what is graded is what their manifests expect.

`manifest.json` says what a fair reader of each hand would give. The class itself is graded by
`pytest assignments/`, which holds it to `verdicts.json`: here both are held to say the same. Where
the framework, which is optional, is not installed, what needs it is left out and says so.
"""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import pytest

from autograder.authoring.course import find_course, load_course
from autograder.authoring.load import declared_frameworks, load_assignment
from autograder.frameworks import missing

ROOT = find_course(Path(__file__).parent)
MAKER = ROOT / "assignments" / "backprop" / "hands" / "make_sample.py"


def document(name: str, file: str) -> dict[str, Any]:
    text = (ROOT / "assignments" / name / file).read_text("utf-8")
    read: dict[str, Any] = json.loads(text)
    return read


def with_frameworks() -> list[Any]:
    """Return the assignments that need a framework and have a sample class."""
    found = []
    for path in sorted(ROOT.glob("assignments/*/questions.py")):
        needed = declared_frameworks(path)
        if needed and (path.parent / "sample" / "manifest.json").is_file():
            lacking = ", ".join(framework.title for framework in missing(needed))
            mark = pytest.mark.skipif(bool(lacking), reason=f"needs {lacking}, which is optional")
            found.append(pytest.param(path.parent.name, marks=mark))
    return found


@pytest.mark.parametrize("name", with_frameworks())
def test_the_kept_verdicts_are_those_of_the_manifest(name: str) -> None:
    points = {
        question.name: question.points for question in load_assignment(load_course(ROOT), name)
    }
    expected, kept = (
        document(name, "sample/manifest.json"),
        document(name, "verdicts.json")["sample"],
    )

    lines = {}
    for student, submission in expected["submissions"].items():
        of = sum(points.values())
        lines[student] = f"{submission['score']:g} of {of:g}, {submission['status']}"
        for question, verdict in submission["questions"].items():
            line = f"{verdict['score']:g} of {points[question]:g}, {verdict['status']}"
            lines[f"{student}: {question}"] = line
    known = {
        f"{student}: {question}": verdict["mistake"]
        for student, submission in expected["submissions"].items()
        for question, verdict in submission["questions"].items()
        if verdict["mistake"]
    }
    # Kept are questions that are not right, each with what was told of it.
    wrong = {key: line for key, line in lines.items() if not line.endswith(", correct")}
    assert {key: ", ".join(line.split(", ")[:2]) for key, line in kept.items()} == wrong
    told = {key: line.partition(", known: ")[2] for key, line in kept.items()}
    assert {key: name for key, name in told.items() if name} == known


@pytest.mark.parametrize("name", with_frameworks())
def test_the_files_are_those_that_the_hands_make(name: str) -> None:
    made: dict[Path, bytes] = runpy.run_path(str(MAKER))["made"](name)

    changed = [path for path, data in made.items() if path.read_bytes() != data]
    assert not changed, f"run `make sample`, and read what has changed: {changed}"


@pytest.mark.parametrize("name", with_frameworks())
def test_the_manifest_expects_what_the_assignment_can_give(name: str) -> None:
    assignment = load_assignment(load_course(ROOT), name)
    expected = document(name, "sample/manifest.json")

    assert expected["assignment"] == name
    assert len(expected["submissions"]) == 12
    for student, submission in expected["submissions"].items():
        assert submission["what"].endswith("."), student
        assert list(submission["questions"]) == [question.name for question in assignment]
        total = sum(verdict["score"] for verdict in submission["questions"].values())
        assert submission["score"] == pytest.approx(total, abs=1e-5), student
