"""What was graded already is graded again only where its verdict could be another one."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from autograder.grading import whole_class
from autograder.sandbox.lane import SandboxError

Run = Callable[..., Result]


def gradings(course: Path) -> dict[str, int]:
    """How often each student was graded."""
    query = (
        "SELECT student_id, count(*) FROM grading JOIN attempt ON attempt.id = attempt_id"
        " GROUP BY student_id"
    )
    with closing(sqlite3.connect(course / ".autograder/gradebook.db")) as book:
        return dict(book.execute(query))


def pages(course: Path) -> dict[str, bytes]:
    out = course / "results/neuron"
    return {
        str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()
    }


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_an_unchanged_class_is_not_graded_again(run: Run, course: Path, sample: Path) -> None:
    first = run("grade", "neuron", sample, "--json")
    second = run("grade", "neuron", sample, "--json")

    assert "Graded already" not in first.stderr
    assert "Graded already: 2 of 2, and nothing has changed since" in second.stderr
    assert second.stdout == first.stdout
    assert gradings(course) == {"ada": 1, "blaise": 1}


def test_grading_again_writes_every_page_that_is_missing(
    run: Run, course: Path, sample: Path
) -> None:
    run("grade", "neuron", sample)
    before = pages(course)
    for name in before:
        (course / "results/neuron" / name).unlink()

    run("grade", "neuron", sample)

    assert pages(course) == before


def test_whoever_handed_in_since_is_graded_and_the_results_are_of_all(
    run: Run, course: Path, sample: Path, hand_in: Callable[..., Path]
) -> None:
    run("grade", "neuron", sample)
    hand_in(sample / "zoe/neuron.ipynb")

    result = run("grade", "neuron", sample, "--json")

    assert "Graded already: 2 of 3" in result.stderr
    students = [one["student"] for one in json.loads(result.stdout)["submissions"]]
    assert students == ["ada", "blaise", "zoe"]
    assert gradings(course) == {"ada": 1, "blaise": 1, "zoe": 1}


def test_a_hand_in_that_changed_is_a_new_attempt(
    run: Run, course: Path, sample: Path, hand_in: Callable[..., Path]
) -> None:
    run("grade", "neuron", sample)
    hand_in(sample / "blaise/neuron.ipynb")

    result = run("grade", "neuron", sample, "--json")

    assert "Graded already: 1 of 2" in result.stderr
    assert json.loads(result.stdout)["submissions"][1]["score"] == 0.0
    assert gradings(course) == {"ada": 1, "blaise": 2}


def test_regrade_grades_again_the_same_attempt(run: Run, course: Path, sample: Path) -> None:
    run("grade", "neuron", sample)

    result = run("grade", "neuron", sample, "--regrade")

    assert "Graded already" not in result.stderr
    assert gradings(course) == {"ada": 2, "blaise": 2}
    rows = run("export", "neuron", "--format", "csv").stdout.splitlines()
    assert [row.split(",")[5] for row in rows] == ["attempt", "1", "1"]


QUESTIONS = "assignments/neuron/questions.py"
CHANGES = {
    "the questions": (QUESTIONS, '"""', '"""A note to whoever reads this. '),
    "the reference": ("reference/neuron.py", '"""', '"""A note. '),
    "the release": ("release/fr/neuron/neuron.ipynb", "Un neurone", "Le neurone"),
    "a limit": ("course.toml", "call_seconds = 10", "call_seconds = 9"),
    "the languages": ("course.toml", '["en", "fr"]', '["fr", "en"]'),
}


@pytest.mark.parametrize("change", CHANGES)
def test_all_are_graded_again_where_something_changed_that_decides(
    change: str, run: Run, course: Path, sample: Path
) -> None:
    run("grade", "neuron", sample)
    name, old, new = CHANGES[change]
    rewrite(course / name, old, new)

    result = run("grade", "neuron", sample)

    assert "Graded already" not in result.stderr
    assert gradings(course) == {"ada": 2, "blaise": 2}


def test_data_of_the_assignment_decides_too(run: Run, course: Path, sample: Path) -> None:
    (course / "assignments/neuron/weights.csv").write_text("1,2,3")
    run("grade", "neuron", sample)
    (course / "assignments/neuron/weights.csv").write_text("1,2,4")

    run("grade", "neuron", sample)

    assert gradings(course) == {"ada": 2, "blaise": 2}


def test_another_secret_and_another_language_decide_too(
    run: Run, course: Path, sample: Path
) -> None:
    run("grade", "neuron", sample / "ada")
    run("grade", "neuron", sample / "ada", "--lang", "fr")
    (course / ".autograder/secret").write_text("another secret of this course")
    run("grade", "neuron", sample / "ada", "--lang", "fr")

    assert gradings(course) == {"ada": 3}


def test_what_decides_nothing_does_not_have_the_class_graded_again(
    run: Run, course: Path, sample: Path
) -> None:
    run("grade", "neuron", sample, "--jobs", "1")
    rewrite(course / "course.toml", "My deep-learning course", "Another name")
    rewrite(course / "course.toml", 'count = "best"', 'count = "last"')
    (course / "assignments/neuron/notebook.en.md").write_text("# To be rewritten")

    result = run("grade", "neuron", sample, "--jobs", "2", "--out", "elsewhere")

    assert "Graded already: 2 of 2" in result.stderr
    assert "Another name" in (course / "elsewhere/class.html").read_text("utf-8")


def test_what_was_graded_on_another_basis_meanwhile_is_graded_again(
    run: Run, course: Path, sample: Path
) -> None:
    """The latest grading stands, so an older one on this basis must not be shown in its place."""
    run("grade", "neuron", sample / "ada")
    run("grade", "neuron", sample / "ada", "--lang", "fr")

    result = run("grade", "neuron", sample / "ada")

    assert "Graded already" not in result.stderr


def test_what_cannot_be_read_is_not_graded_again_and_keeps_its_reason(
    run: Run, course: Path, sample: Path
) -> None:
    (sample / "yann").mkdir()
    (sample / "zoe").mkdir()
    (sample / "zoe/neuron.ipynb").write_text('{"cells": [')

    first, second = (run("grade", "neuron", sample, "--json") for _ in range(2))

    assert "Graded already: 4 of 4" in second.stderr
    assert (second.exit_code, second.stdout) == (first.exit_code, first.stdout)
    assert gradings(course) == {"ada": 1, "blaise": 1, "yann": 1, "zoe": 1}


def test_another_reason_that_nothing_can_be_read_is_another_attempt(
    run: Run, course: Path, sample: Path
) -> None:
    def hand_in(*names: str) -> dict[str, Any]:
        for name in names:
            (sample / "zoe").mkdir(exist_ok=True)
            (sample / "zoe" / name).write_text("{}")
        submissions = json.loads(run("grade", "neuron", sample, "--json").stdout)["submissions"]
        return submissions[-1]

    assert "a.ipynb, b.ipynb" in hand_in("a.ipynb", "b.ipynb")["reason"]
    assert "a.ipynb, b.ipynb, c.ipynb" in hand_in("c.ipynb")["reason"]


def test_a_hand_in_is_graded_again_when_a_package_was_missing(
    run: Run, course: Path, hand_in: Callable[..., Path]
) -> None:
    """The package may have been installed since."""
    body = "import a_package_that_is_not_there\ndef pre_activation(w, x, b):\n    return w @ x + b"
    path = hand_in(course / "in/ada/neuron.ipynb", pre_activation=body)

    first, second = (run("grade", "neuron", path.parent, "--json") for _ in range(2))

    statuses = [one["status"] for one in json.loads(first.stdout)["submissions"][0]["questions"]]
    assert "environment" in statuses
    assert "Graded already" not in second.stderr


def test_a_failure_of_the_graders_own_takes_no_grade_away_and_is_tried_again(
    run: Run, course: Path, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise SandboxError("the machine is out of memory")

    run("grade", "neuron", sample / "ada")
    with monkeypatch.context() as patch:
        patch.setattr(whole_class, "grade_submission", fail)
        failed = run("grade", "neuron", sample, "--regrade", "--json")
    again = run("grade", "neuron", sample, "--json")

    reasons = [one["reason"] for one in json.loads(failed.stdout)["submissions"]]
    assert failed.exit_code == 1
    assert all("out of memory" in reason for reason in reasons)
    # Ada's grade of before stands; Blaise had none, and has a row that says why.
    assert "Graded already: 1 of 2" in again.stderr
    scores = [one["score"] for one in json.loads(again.stdout)["submissions"]]
    assert scores == [5.0, pytest.approx(1.0)]
    assert gradings(course) == {"ada": 1, "blaise": 2}


def test_a_page_tells_the_attempt_that_it_is_of(
    run: Run, course: Path, sample: Path, hand_in: Callable[..., Path]
) -> None:
    def attempt() -> str:
        page = (course / "results/neuron/feedback/blaise.html").read_text("utf-8")
        return " ".join(re.findall(r"[Aa]ttempt\s+\d+(?:\s+of\s+\d+)?", page))

    run("grade", "neuron", sample)
    hand_in(sample / "blaise/neuron.ipynb")
    run("grade", "neuron", sample)
    before = attempt()

    run("grade", "neuron", sample)

    assert "2" in before
    assert attempt() == before


def test_a_page_that_says_the_same_is_left_as_it_is(run: Run, course: Path, sample: Path) -> None:
    page = course / "results/neuron/feedback/blaise.html"
    run("grade", "neuron", sample)
    before = page.stat().st_mtime_ns

    run("grade", "neuron", sample)

    assert page.stat().st_mtime_ns == before


def test_a_page_whose_course_has_another_name_is_written_again(
    run: Run, course: Path, sample: Path
) -> None:
    page = course / "results/neuron/feedback/blaise.html"
    run("grade", "neuron", sample)
    name = re.search(r'^name = "(.+)"$', (course / "course.toml").read_text("utf-8"), re.M)
    assert name is not None

    rewrite(course / "course.toml", name[1], "Networks of all kinds")
    run("grade", "neuron", sample)

    assert "Networks of all kinds" in page.read_text("utf-8")


def test_grading_without_pages_keeps_the_grades_and_writes_only_the_results(
    run: Run, course: Path, sample: Path
) -> None:
    run("grade", "neuron", sample, "--no-pages")
    without = set(pages(course))
    run("grade", "neuron", sample)

    assert without == {"results.json"}
    assert gradings(course) == {"ada": 1, "blaise": 1}
    assert {"class.html", "grades.csv", "feedback/blaise.html"} < set(pages(course))
