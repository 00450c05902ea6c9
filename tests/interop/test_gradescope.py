"""Gradescope's machine, as far as a folder can be one: its layout, its metadata, its results."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from autograder.cli import main

pytestmark = pytest.mark.interop

GUIDE = Path(__file__).parents[2] / "docs" / "gradescope.md"
ADA = {"email": "ada@example.org", "id": 7, "name": "Ada"}
PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

Grade = Callable[..., tuple[subprocess.CompletedProcess[str], dict[str, Any] | None]]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built course with a Gradescope autograder."""
    folder = tmp_path_factory.mktemp("gradescope") / "course"
    autograder("new", folder)
    autograder("build", "--course", folder)
    autograder("build", "neuron", "--format", "gradescope", "--course", folder)
    return folder


def autograder(*words: object) -> str:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def root(course: Path, tmp_path: Path) -> Path:
    """Gradescope's folder, with the engine that is installed here in the place of its own."""
    with zipfile.ZipFile(course / "gradescope/neuron.zip") as archive:
        archive.extractall(tmp_path / "source")
    (tmp_path / "source/venv").symlink_to(sys.prefix)
    (tmp_path / "submission").mkdir()
    return tmp_path


@pytest.fixture
def grade(root: Path) -> Grade:
    """Hand in some files as Ada, and grade as Gradescope does."""

    def run(
        files: dict[str, bytes], users: Any = (ADA,), **more: Any
    ) -> tuple[subprocess.CompletedProcess[str], dict[str, Any] | None]:
        for name, data in files.items():
            (root / "submission" / name).write_bytes(data)
        metadata = {"users": list(users), "previous_submissions": [], **more}
        (root / "submission_metadata.json").write_text(json.dumps(metadata))
        done = subprocess.run(
            ["bash", root / "source/run_autograder"],
            env={"AUTOGRADER_ROOT": str(root), "PATH": PATH},
            capture_output=True,
            text=True,
            check=False,
        )
        results = root / "results/results.json"
        return done, json.loads(results.read_text("utf-8")) if results.exists() else None

    return run


@pytest.fixture(scope="module")
def solved(course: Path) -> bytes:
    return (course / "instructor/en/neuron/neuron.ipynb").read_bytes()


def with_answer(notebook: bytes, source: str) -> bytes:
    """Return the notebook with another first function."""
    document = json.loads(notebook)
    cell = next(
        cell
        for cell in document["cells"]
        if cell["metadata"].get("autograder", {}).get("question") == "pre_activation"
        and cell["metadata"]["autograder"]["role"] == "solution"
    )
    cell["source"] = source
    return json.dumps(document).encode()


def test_every_question_is_a_test_with_its_points(grade: Grade, solved: bytes) -> None:
    done, results = grade({"anything.ipynb": solved}, [{**ADA, "email": "instructor"}])

    assert (done.returncode, done.stdout) == (0, "neuron: 5 of 5\n")
    assert results["score"] == 5
    assert [(one["name"], one["number"], one["status"]) for one in results["tests"]] == [
        ("parameters", "1", "passed"),
        ("pre_activation", "2", "passed"),
        ("neuron", "3", "passed"),
    ]
    assert [one["max_score"] for one in results["tests"]] == [1, 2, 2]
    assert {one["visibility"] for one in results["tests"]} == {"visible"}


def test_a_wrong_question_comes_with_its_hint_and_its_cases(grade: Grade, solved: bytes) -> None:
    _, results = grade(
        {"n.ipynb": with_answer(solved, "def pre_activation(w, x, b): return w @ x")}
    )

    wrong = results["tests"][1]
    assert (wrong["status"], wrong["score"] < wrong["max_score"]) == ("failed", True)
    assert "bias" in wrong["output"].splitlines()[0]
    assert "✘" in wrong["output"]


def test_the_variant_is_that_of_gradescopes_user(grade: Grade, solved: bytes) -> None:
    _, results = grade({"n.ipynb": solved})

    assert "“instructor”" in results["tests"][0]["output"]
    assert "“ada@example.org”" in results["tests"][0]["output"]


def test_an_unreadable_hand_in_is_told_at_once(grade: Grade) -> None:
    done, results = grade({"n.ipynb": b"{"})

    assert done.returncode == 1
    assert results["score"] == 0
    assert results["output"].startswith("The file is not a notebook")
    assert "visibility" not in results


@pytest.mark.parametrize("files", [{}, {"essay.pdf": b"%PDF"}, {"a.ipynb": b"", "b.ipynb": b""}])
def test_nothing_to_grade_or_too_much_is_told_the_student(grade: Grade, files: Any) -> None:
    _, results = grade(files)

    assert results["score"] == 0
    assert "notebook" in results["output"]


@pytest.mark.parametrize("users", [[], [{"id": 7}], [{"email": ""}], [{"email": []}], ["ada"]])
def test_where_nobody_submitted_no_score_is_written(
    grade: Grade, solved: bytes, users: Any
) -> None:
    done, results = grade({"n.ipynb": solved}, users)

    assert (done.returncode, results) == (1, None)
    assert done.stderr.startswith("Error: ")
    assert len(done.stderr.splitlines()) == 1


def test_student_code_finds_neither_the_secret_nor_the_results(
    grade: Grade, root: Path, solved: bytes
) -> None:
    look = """
import pathlib
def pre_activation(w, x, b):
    root = pathlib.Path({root!r})
    found = []
    for path in (root / "source/course/.autograder/secret", root / "submission_metadata.json"):
        try:
            found.append(path.read_text())
        except OSError:
            pass
    try:
        (root / "results").mkdir(exist_ok=True)
        (root / "results/results.json").write_text("{{}}")
        found.append("written")
    except OSError:
        pass
    assert not found, "reached"
    return w @ x + b
"""
    _, results = grade({"n.ipynb": with_answer(solved, look.format(root=str(root)))})

    assert (results["tests"][1]["score"], results["tests"][1]["status"]) == (2, "passed")


def test_the_zip_is_the_same_for_the_same_course_and_runs_as_it_is(course: Path) -> None:
    before = (course / "gradescope/neuron.zip").read_bytes()
    told = autograder("build", "neuron", "--format", "gradescope", "--course", course)

    assert told.startswith("current")
    with zipfile.ZipFile(io.BytesIO(before)) as archive:
        for name in ("setup.sh", "run_autograder"):
            assert archive.getinfo(name).external_attr >> 16 == 0o100755
        assert not [name for name in archive.namelist() if "sample" in name]


def test_the_guide_s_commands_install_this_engine_and_grade(course: Path) -> None:
    blocks = re.findall(r"^```bash\n(.*?)^```$", GUIDE.read_text("utf-8"), re.S | re.M)

    done = subprocess.run(
        ["bash", "-euc", "\n".join(blocks)],
        cwd=course,
        env={**os.environ, "PATH": PATH},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "neuron: 5 of 5"
    assert "Isolation: landlock" in done.stdout
    results = json.loads((course / "try/results/results.json").read_text("utf-8"))
    assert results["score"] == 5
