"""What a grading amounts to, put down as it comes and given back in the list's order."""

from __future__ import annotations

import io
import json

import pytest
from rich.console import Console

from autograder.commands.results import Results
from autograder.commands.show import MOST_ROWS, show_results
from autograder.judge.verdict import (
    QuestionStatus,
    QuestionVerdict,
    SubmissionStatus,
    SubmissionVerdict,
)


def verdict(student: str, score: float = 1.0, mistake: str | None = None) -> SubmissionVerdict:
    status = QuestionStatus.WRONG if mistake else QuestionStatus.CORRECT
    question = QuestionVerdict("softmax", 1.0, score, status, mistake=mistake)
    graded = SubmissionStatus.GRADED
    return SubmissionVerdict(student, graded, score, 1.0, 0.5, "", (question,))


def shown(results: Results) -> str:
    out = io.StringIO()
    show_results(results, None, Console(file=out, width=100))
    return out.getvalue()


def test_the_document_has_the_submissions_in_the_order_of_the_list() -> None:
    results = Results("softmax")
    results.add(1, verdict("bob", 0.0, "wrong_axis"))
    results.add(0, verdict("zoé"))

    text = "".join(results.text())

    document = json.loads(text)
    assert (document["schema"], document["assignment"]) == (1, "softmax")
    assert [one["student"] for one in document["submissions"]] == ["zoé", "bob"]
    assert document == results.document()
    lines = [json.loads(line.strip(" ,")) for line in text.splitlines()[4:-2]]
    assert lines == document["submissions"]


def test_a_document_of_nobody_is_one_too() -> None:
    assert Results("softmax").document()["submissions"] == []


@pytest.mark.parametrize("name", ["line\nbreak", "\u2028", 'quo"te', "\udc80"])
def test_any_name_is_written_so_that_it_is_read_again(name: str) -> None:
    results = Results("softmax")
    results.add(0, verdict(name))

    assert results.document()["submissions"][0]["student"] == name


def test_the_terminal_shows_so_many_of_a_large_class_and_says_how_many_more() -> None:
    results = Results("softmax")
    for place in range(MOST_ROWS + 7):
        results.add(place, verdict(f"student{place:04}", 0.0, "wrong_axis"))

    text = shown(results)

    assert f"student{MOST_ROWS - 1:04}" in text
    assert f"student{MOST_ROWS:04}" not in text
    assert "and 7 more, in class.html and grades.csv" in " ".join(text.split())
    assert f"{MOST_ROWS + 7}" in text.split("wrong axis")[1]
