"""While an exam is open, a page tells what was received and nothing of what is right."""

from datetime import UTC, datetime

import pytest

from autograder.judge.diagnosis import Diagnosis, DiagnosisKind
from autograder.judge.verdict import CaseVerdict, SubmissionStatus
from autograder.reports import Feedback, feedback_html

MOMENT = datetime(2030, 6, 30, 18, 0, tzinfo=UTC)
TOLD = "You add up the gradients."


@pytest.fixture
def page(verdict, question, take_apart):
    """Make the page of one answer that ended so."""

    def make(status, language="en", unreadable=""):
        case = CaseVerdict("your variant", visible=False, passed=status == "correct", message=TOLD)
        diagnosis = Diagnosis(DiagnosisKind.KNOWN, ("adds_up",), concept="the mean")
        answer = question("deep", status, cases=(case,), message=TOLD, diagnosis=diagnosis)
        broken = {"status": SubmissionStatus.UNREADABLE, "reason": unreadable}
        facts = broken if unreadable else {}
        feedback = Feedback(
            course="Course",
            assignment="exam",
            assignment_title="The exam",
            language=language,
            verdict=verdict(questions=[answer], **facts),
            withheld_until=MOMENT,
        )
        return take_apart(feedback_html(feedback))

    return make


def test_it_says_when_the_marks_come_and_what_was_received(page):
    text = " ".join(page("correct").text.split())

    assert "Marks and explanations come after 30 June 2030, 18:00 UTC." in text
    assert "deepAn answer" in text


def test_it_says_what_was_not_received(page):
    for status in ("not-attempted", "missing"):
        assert "deepNo answer" in page(status).text


@pytest.mark.parametrize("status", ["partial", "wrong", "crashed", "timed-out", "convention"])
def test_a_wrong_answer_has_the_page_of_a_right_one(page, status):
    assert page(status).html == page("correct").html


def test_there_is_neither_mark_nor_hint(page):
    text = page("wrong").text

    assert TOLD not in text
    assert "the mean" not in text
    assert "%" not in text
    assert " of 2" not in text


def test_it_speaks_the_student_s_language(page):
    text = page("wrong", language="fr").text

    assert "après le 30 juin 2030 à 18:00 UTC." in text
    assert "Une réponse" in text


def test_it_holds_to_what_every_page_holds_to(page):
    assert page("wrong").faults() == []


def test_who_handed_in_what_cannot_be_read_is_told_at_once(page):
    text = page("wrong", unreadable="It is no notebook.").text

    assert "It is no notebook." in text
