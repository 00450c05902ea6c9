"""A question that waits for a GPU is nowhere taken for a wrong one."""

from __future__ import annotations

import pytest

from autograder.commands.nbgrader.ours import OurGrader
from autograder.formats.gradescope.results import results_of
from autograder.gradebook.rows import question_rows
from autograder.judge.verdict import (
    QuestionStatus,
    QuestionVerdict,
    SubmissionStatus,
    SubmissionVerdict,
)
from autograder.reports import ClassReport, Feedback, class_html, feedback_html
from autograder.reports.summary import questions
from autograder.spec import Assignment

OPEN = QuestionVerdict("train", 3.0, 0.0, QuestionStatus.NOT_RUN, message="Not run here: a GPU.")
RIGHT = QuestionVerdict("relu", 1.0, 1.0, QuestionStatus.CORRECT)


def submission(student: str, *verdicts: QuestionVerdict) -> SubmissionVerdict:
    score = sum(verdict.score for verdict in verdicts)
    return SubmissionVerdict(student, SubmissionStatus.GRADED, score, 4.0, 1.0, "", verdicts)


ADA = submission("ada", RIGHT, OPEN)


@pytest.fixture
def assignment() -> Assignment:
    def relu(z: float) -> float:
        return z

    def train(z: float) -> float:
        return z

    made = Assignment("a", title={"en": "A", "fr": "A"})
    made.question(relu, points=1)
    made.question(train, points=3, device="cuda")
    return made


@pytest.mark.parametrize(("lang", "status"), [("en", "Not run here"), ("fr", "Non exécutée ici")])
def test_a_student_reads_that_it_was_not_run_and_no_mark(lang: str, status: str) -> None:
    feedback = Feedback(
        course="C",
        assignment="a",
        assignment_title="A",
        language=lang,
        verdict=ADA,
        attempt=1,
        attempts=1,
        executed=None,
    )

    page = feedback_html(feedback)

    assert page.count(status) >= 2  # in the table, and at the question
    assert 'href="#i-waits"' in page
    assert '<td class="number">–</td>' in page


@pytest.mark.parametrize(("lang", "status"), [("en", "not run here (1)"), ("fr", "ici (1)")])
def test_the_class_page_counts_it_apart(lang: str, status: str) -> None:
    report = ClassReport(course="C", assignment_title="A", language=lang, verdicts=[ADA], hints={})

    assert status in class_html(report)


def test_means_are_over_those_who_were_graded_on_it() -> None:
    half = QuestionVerdict("train", 3.0, 1.5, QuestionStatus.PARTIAL)

    relu, train = questions([ADA, submission("bob", RIGHT, half)])

    assert (relu.mean, train.mean) == (1.0, 1.5)
    assert [one.mean for one in questions([ADA])] == [1.0, None]


def test_on_gradescope_it_neither_passes_nor_fails(assignment: Assignment) -> None:
    results = results_of(ADA, assignment, "en", visibility="visible", provenance={})

    relu, train = results["tests"]
    assert relu["status"] == "passed"
    assert "status" not in train
    assert train["output"].startswith("Not run here")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_in_nbgrader_it_waits_for_a_person(lang: str) -> None:
    score = OurGrader._score(OurGrader.__new__(OurGrader), OPEN, 3.0, lang)

    assert score.points is None
    assert "train" in score.told
    assert "Not run here: a GPU." in score.told


def test_the_gradebook_knows_which_questions_are_open() -> None:
    rows = question_rows(ADA, 1)

    assert [row["status"] for row in rows] == ["correct", "not-run"]
    assert ADA.open_points == 3.0
