"""What needs a GPU waits for one, and nothing that was graded with one is lost without it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from autograder.commands import devices as command
from autograder.grading.devices import Device, Found

Run = Callable[..., Result]

SIMULATED = Device("GPU-simulated", "a simulated device", 1000, kind="simulated")
NONE = Found(why_not="there is no NVIDIA driver")

RIGHT = "def neuron(w, x, b):\n    return float(np.tanh(np.dot(w, x) + b))"
TAKES = """
def neuron(w, x, b):
    import simulated_device
    blocks = [simulated_device.allocate({megabytes})]
    return float(np.tanh(np.dot(w, x) + b))
"""


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Found]:
    """What this machine has of devices: nothing, until a test says otherwise."""
    machine = {"here": NONE}
    monkeypatch.setattr(command, "find_devices", lambda: machine["here"])
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return machine


@pytest.fixture
def needing(course: Path, run: Run, found: dict[str, Found]) -> Path:
    """The course, with a last question that needs a GPU."""
    questions = course / "assignments/neuron/questions.py"
    text = questions.read_text("utf-8")
    old = "assignment.question(ref.neuron, "
    assert old in text
    questions.write_text(text.replace(old, f'{old}device="cuda", '), "utf-8")
    assert run("build").exit_code == 0
    return course


@pytest.fixture
def submissions(needing: Path, hand_in: Callable[..., Path]) -> Path:
    """Ada is right; Blaise asks for more of the device's memory than anybody has."""
    folder = needing / "in"
    hand_in(folder / "ada/neuron.ipynb", neuron=RIGHT)
    hand_in(folder / "blaise/neuron.ipynb", "fr", neuron=TAKES.format(megabytes=2000))
    return folder


def document(result: Result) -> dict[str, dict[str, Any]]:
    """Each student's last question."""
    every = json.loads(result.stdout)["submissions"]
    return {one["student"]: one["questions"][-1] for one in every}


def page(course: Path, student: str) -> str:
    return (course / f"results/neuron/feedback/{student}.html").read_text("utf-8")


def grades(course: Path) -> dict[str, dict[str, str]]:
    with (course / "results/neuron/grades.csv").open(newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def test_without_a_gpu_what_needs_one_is_not_run_and_says_so_everywhere(
    run: Run, needing: Path, submissions: Path
) -> None:
    result = run("grade", "neuron", submissions, "--json")

    assert result.exit_code == 0
    assert "Not run here: neuron (there is no NVIDIA driver)" in result.stderr
    assert "--only-open" in result.stderr
    for question in document(result).values():
        assert (question["status"], question["score"], question["cases"]) == ("not-run", 0.0, [])
    assert "Not run here" in page(needing, "ada")
    assert "are still open" in page(needing, "ada")
    assert "Non exécutée ici" in page(needing, "blaise")
    assert "sont encore ouverts" in page(needing, "blaise")
    assert "not run here" in (needing / "results/neuron/class.html").read_text("utf-8")
    row = grades(needing)["ada"]
    assert (row["neuron"], row["pre_activation"]) == ("", "0")
    assert "still open" in row["reason"]


def test_only_open_wants_a_gpu(run: Run, submissions: Path) -> None:
    run("grade", "neuron", submissions)

    result = run("grade", "neuron", submissions, "--only-open")

    assert result.exit_code == 2
    assert "there is no NVIDIA driver" in result.stderr


def test_with_a_gpu_what_is_open_is_graded_and_nothing_else(
    run: Run, needing: Path, submissions: Path, found: dict[str, Found], hand_in: Any
) -> None:
    run("grade", "neuron", submissions)
    hand_in(submissions / "zoe/neuron.ipynb")
    found["here"] = Found((SIMULATED,))

    first = run("grade", "neuron", submissions, "--only-open", "--json", "--gpu-slots", "2")
    second = run("grade", "neuron", submissions, "--only-open", "--json")

    assert "Open: 2 of 3; not graded yet and left out: 1." in first.stderr
    graded = document(first)
    assert list(graded) == ["ada", "blaise"]
    assert (graded["ada"]["status"], graded["ada"]["score"]) == ("correct", graded["ada"]["points"])
    assert "Open: 0 of 3" in second.stderr
    assert document(second) == graded
    assert "Not run here" not in page(needing, "ada")
    assert grades(needing)["ada"]["neuron"] != ""


def test_memory_that_is_not_to_be_had_is_the_student_s_limit_in_their_language(
    run: Run, needing: Path, submissions: Path, found: dict[str, Found]
) -> None:
    found["here"] = Found((SIMULATED,))

    graded = document(run("grade", "neuron", submissions, "--json", "--gpu-slots", "4"))

    assert graded["ada"]["status"] == "correct"
    assert graded["blaise"]["status"] == "crashed"
    assert "Une copie a droit à 250 Mo de la mémoire du GPU." in graded["blaise"]["message"]


@pytest.mark.parametrize("options", [(), ("--regrade",)])
def test_back_without_a_gpu_the_grade_that_was_made_with_one_stands(
    run: Run,
    needing: Path,
    submissions: Path,
    found: dict[str, Found],
    options: tuple[str, ...],
) -> None:
    found["here"] = Found((SIMULATED,))
    before = document(run("grade", "neuron", submissions, "--json"))
    found["here"] = NONE
    with (needing / "reference/neuron.py").open("a") as file:
        file.write("# something that decides has changed\n")

    result = run("grade", "neuron", submissions, "--json", *options)

    assert document(result) == before
    assert "Kept as graded with a GPU: 2 of 2." in result.stderr


def test_who_asks_for_the_cpu_gets_it(run: Run, submissions: Path, found: dict[str, Found]) -> None:
    found["here"] = Found((SIMULATED,))

    result = run("grade", "neuron", submissions, "--json", "--device", "cpu")

    assert "Not run here: neuron (--device cpu)" in result.stderr
    assert {question["status"] for question in document(result).values()} == {"not-run"}


def test_who_asks_for_a_gpu_is_told_why_there_is_none(run: Run, submissions: Path) -> None:
    result = run("grade", "neuron", submissions, "--device", "cuda")

    assert result.exit_code == 2
    assert "--device cuda: no GPU can be used here: there is no NVIDIA driver" in result.stderr


def test_without_pytorch_nothing_would_keep_to_a_share(
    run: Run, submissions: Path, found: dict[str, Found]
) -> None:
    found["here"] = Found((Device("GPU-real", "a GPU", 1000),))

    result = run("grade", "neuron", submissions, "--json")

    assert 'does not have frameworks=("torch",)' in result.stderr
    assert {question["status"] for question in document(result).values()} == {"not-run"}


def test_an_assignment_that_needs_no_gpu_is_not_asked_for_one(
    run: Run, course: Path, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "find_devices", lambda: pytest.fail("nobody needs to know"))

    result = run("grade", "neuron", sample, "--json")

    assert result.exit_code == 0
    assert run("grade", "neuron", sample, "--only-open").exit_code == 2


def test_a_question_may_not_need_a_gpu_behind_one_s_back(
    run: Run, needing: Path, submissions: Path
) -> None:
    questions = needing / "assignments/neuron/questions.py"
    with questions.open("a") as file:
        file.write(
            "\nagain = assignment.question(ref.pre_activation, name='again', points=1, "
            "needs=('neuron',))\n"
            "again.case('one')(lambda rng: {'w': np.ones(2), 'x': np.ones(2), 'b': 0.0})\n"
        )

    result = run("build")

    assert result.exit_code != 0
    assert "which is tried on a GPU only" in result.stderr
