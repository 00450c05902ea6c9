"""What goes into a gradebook comes out again, whole."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import create_engine, make_url, text

from autograder.gradebook import GradebookError, Provenance
from autograder.judge.diagnosis import Diagnosis, DiagnosisKind, Example, Sketch, SketchKind
from autograder.judge.imprint import Imprint, Mark
from autograder.judge.verdict import (
    CaseVerdict,
    FollowThrough,
    QuestionStatus,
    QuestionVerdict,
    SubmissionStatus,
    SubmissionVerdict,
)

FIRST = hashlib.sha256(b"first").hexdigest()
SECOND = hashlib.sha256(b"second").hexdigest()

RICH = SubmissionVerdict(
    "ada",
    SubmissionStatus.GRADED,
    score=0.1 + 0.2,
    max_score=5.0,
    seconds=1.5,
    reason="late",
    questions=(
        QuestionVerdict(
            "softmax",
            3.0,
            0.1 + 0.2,
            QuestionStatus.PARTIAL,
            "forgets_the_shift",
            "exp grows before it is divided.\n<b>é</b>",
            (
                CaseVerdict("logits of 1000", visible=False, passed=False, message="NaN"),
                CaseVerdict("a: first by name, second by place", visible=True, passed=True),
            ),
            Diagnosis(
                DiagnosisKind.PAIR,
                ("forgets_the_shift", "wrong_axis"),
                where="item 2",
                concept="numerical stability",
                formula="s = exp(z) / sum(exp(z))",
                example=Example(
                    "ten",
                    (("z", "[1. 2.]"),),
                    expected="0.5",
                    actual="<b>\ud800",
                    sketch=Sketch(SketchKind.CURVE, (0.0, 1.0), (0.1, 1e-300), (0.3, -1.0), "[1]"),
                ),
            ),
            follow_through=FollowThrough(("exp", "shift"), own_score=0.1, score=0.3),
            breaches=("no-loops", "forbids"),
            imprint=Imprint("5f1c", (Mark(0.1 + 0.2, 1e-9), Mark(-1e300, 0.0))),
        ),
        QuestionVerdict("accuracy", 2.0, 0.0, QuestionStatus.NOT_ATTEMPTED),
    ),
)


def test_a_verdict_comes_back_as_it_went_in(gradebook, record):
    record(gradebook, RICH)

    (counted,) = gradebook.counting_whole("softmax", "best")

    assert counted.verdict == RICH


@pytest.mark.parametrize(
    ("column", "told"),
    [("diagnosis", "diagnosis cannot"), ("follow_through", "follow-through marks cannot")],
)
def test_what_no_version_wrote_is_told_in_one_line(gradebook, record, url, column, told):
    record(gradebook, RICH)
    engine = create_engine(make_url(url))
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE question_result SET {column} = '{{}}'"))
    engine.dispose()

    with pytest.raises(GradebookError, match=f"{told} be read"):
        gradebook.counting("softmax", "best")


@pytest.mark.parametrize("status", QuestionStatus)
def test_every_question_status_comes_back(gradebook, record, status):
    question = QuestionVerdict("softmax", 1.0, 0.0, status)
    verdict = SubmissionVerdict("ada", SubmissionStatus.GRADED, 0.0, 1.0, 0.1, "", (question,))
    record(gradebook, verdict)

    (counted,) = gradebook.counting("softmax", "best")

    assert counted.verdict == verdict


def test_what_surrounds_the_verdict_comes_back(gradebook, record, graded):
    provenance = Provenance("a" * 64, "spring", "0.2.0", "3.13.1", "2.3.0")
    before = datetime.now(UTC)
    record(
        gradebook, graded("ada", 4), language="fr", file_name="d'Ada.ipynb", provenance=provenance
    )

    (counted,) = gradebook.counting("softmax", "best")

    assert (counted.language, counted.file_name) == ("fr", "d'Ada.ipynb")
    assert counted.provenance == provenance
    assert (counted.number, counted.attempts) == (1, 1)
    assert before <= counted.received_at == counted.graded_at <= datetime.now(UTC)


def test_times_come_back_aware_and_in_utc(gradebook, record, graded):
    paris = timezone(timedelta(hours=2))
    record(gradebook, graded("ada", 4), received_at=datetime(2030, 6, 1, 0, 30, tzinfo=paris))

    (counted,) = gradebook.counting("softmax", "best")

    assert counted.received_at == datetime(2030, 5, 31, 22, 30, tzinfo=UTC)
    assert counted.received_at.tzinfo is UTC
    assert counted.graded_at.tzinfo is UTC


def test_an_executed_notebook_is_read_on_demand(gradebook, record, graded):
    notebook = {"cells": [{"source": "print('é')", "outputs": ["\ud800", float("inf")]}]}
    record(gradebook, graded("ada", 4), executed=notebook)
    record(gradebook, graded("bob", 4))

    ada, bob = gradebook.counting("softmax", "best")

    assert ada.executed() == notebook
    assert bob.executed() is None


def test_an_executed_notebook_is_stored_compressed(gradebook, record, graded):
    record(gradebook, graded("ada", 4), executed={"output": "x" * 100_000})

    with gradebook.engine.connect() as connection:
        stored = connection.execute(text("SELECT executed FROM grading")).scalar_one()

    assert len(stored) < 1000


def test_a_notebook_nested_too_deep_is_left_out_and_its_grade_kept(gradebook, record, graded):
    deep: dict[str, object] = {}
    for _ in range(100_000):
        deep = {"metadata": deep}
    record(gradebook, graded("ada", 4), executed=deep)

    (counted,) = gradebook.counting("softmax", "best")

    assert counted.verdict.score == 4
    assert counted.executed() is None


def test_a_damaged_notebook_is_told_in_one_line(gradebook, record, graded):
    record(gradebook, graded("ada", 4), executed={"cells": []})
    with gradebook.engine.begin() as connection:
        connection.execute(text("UPDATE grading SET executed = :junk"), {"junk": b"junk"})

    (counted,) = gradebook.counting("softmax", "best")

    with pytest.raises(GradebookError, match="damaged notebook"):
        counted.executed()


def test_a_new_hand_in_would_get_the_next_number(gradebook, record, graded):
    assert gradebook.attempt_number("softmax", "ada", FIRST) == 1
    record(gradebook, graded("ada", 1), "first")

    assert gradebook.attempt_number("softmax", "ada", FIRST) == 1
    assert gradebook.attempt_number("softmax", "ada", SECOND) == 2
    assert gradebook.attempt_number("softmax", "bob", SECOND) == 1
    assert gradebook.attempt_number("backprop", "ada", SECOND) == 1


def test_the_same_bytes_again_are_the_same_attempt(gradebook, record, graded):
    record(gradebook, graded("ada", 1), "first", file_name="original.ipynb")
    record(gradebook, graded("ada", 2), "second")
    record(gradebook, graded("ada", 3), "first", file_name="copy.ipynb")

    (counted,) = gradebook.counting("softmax", "best")

    assert (counted.number, counted.attempts, counted.verdict.score) == (1, 2, 3)
    assert counted.file_name == "original.ipynb"


def test_two_students_may_hand_in_the_same_bytes(gradebook, record, graded):
    record(gradebook, graded("ada", 1), "same")
    record(gradebook, graded("bob", 1), "same")

    assert [counted.number for counted in gradebook.counting("softmax", "last")] == [1, 1]


def test_assignments_are_kept_apart_and_listed(gradebook, record, graded):
    record(gradebook, graded("ada", 1))
    with gradebook.recording() as recording:
        recording.record(
            "backprop",
            graded("ada", 2),
            sha256=FIRST,
            file_name="backprop.ipynb",
            provenance=Provenance("", "", "", "", ""),
            language="en",
            executed=None,
        )

    (counted,) = gradebook.counting("softmax", "best")

    assert counted.verdict.score == 1
    assert gradebook.assignments() == ["backprop", "softmax"]


def test_text_that_no_database_keeps_is_written_as_escapes(gradebook, record, graded):
    record(
        gradebook,
        graded("n\udce9e\0", 1, message="\0 and \ud800"),
        file_name="caf\udce9.ipynb",
    )

    (counted,) = gradebook.counting("softmax", "best")

    assert counted.verdict.student == "n\\udce9e\\x00"
    assert counted.verdict.questions[0].message == "\\x00 and \\ud800"
    assert counted.file_name == "caf\\udce9.ipynb"
    assert gradebook.attempt_number("softmax", "n\udce9e\0", FIRST) == 1
    assert gradebook.attempt_number("softmax", "n\udce9e\0", SECOND) == 2


def test_words_of_sql_are_only_words(gradebook, record, graded):
    student = "Robert'); DROP TABLE student;--"
    record(gradebook, graded(student, 1))

    assert [student] == [each.verdict.student for each in gradebook.counting("softmax", "best")]


def test_the_longest_name_fits_in_full(gradebook, record, graded):
    student = "é" * 255
    record(gradebook, graded(student, 1))

    assert [student] == [each.verdict.student for each in gradebook.counting("softmax", "best")]


def test_a_name_that_is_too_long_is_refused_and_nothing_is_kept(gradebook, record, graded):
    with pytest.raises(GradebookError, match="at most 255") as caught:
        record(gradebook, graded("x" * 256, 1))

    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200
    assert gradebook.counting("softmax", "best") == []


@pytest.mark.parametrize("score", [float("nan"), float("inf")])
def test_a_score_that_is_not_finite_is_refused(gradebook, record, graded, score):
    with pytest.raises(GradebookError, match="not finite"):
        record(gradebook, graded("ada", score))


def test_a_record_that_fails_leaves_nothing_of_itself(gradebook, record, graded):
    record(gradebook, graded("ada", 1))
    with gradebook.engine.begin() as connection:
        connection.execute(text("DROP TABLE case_result"))

    with pytest.raises(GradebookError) as caught:
        record(gradebook, graded("bob", 1), "second")

    assert "\n" not in str(caught.value)
    with gradebook.engine.connect() as connection:
        for table in ("student", "attempt", "grading", "question_result"):
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 1


def test_a_status_from_elsewhere_is_told_in_one_line(gradebook, record, graded):
    record(gradebook, graded("ada", 1))
    with gradebook.engine.begin() as connection:
        connection.execute(text("UPDATE question_result SET status = 'sublime'"))

    with pytest.raises(GradebookError, match="sublime"):
        gradebook.counting("softmax", "best")


def test_graders_that_record_at_once_number_the_attempts_without_gaps(gradebook, record, graded):
    def hand_in(number: int) -> None:
        record(gradebook, graded("ada", number / 8), f"version {number}")

    with ThreadPoolExecutor(4) as graders:
        list(graders.map(hand_in, range(8)))

    with gradebook.engine.connect() as connection:
        numbers = connection.execute(text("SELECT number FROM attempt ORDER BY number")).scalars()

        assert list(numbers) == [1, 2, 3, 4, 5, 6, 7, 8]
