"""Grades for other programs."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.gradebook import Counted, Provenance, csv_text, submission_document
from autograder.judge.diagnosis import Diagnosis, DiagnosisKind
from autograder.judge.verdict import (
    CaseVerdict,
    FollowThrough,
    QuestionStatus,
    QuestionVerdict,
    SubmissionStatus,
    SubmissionVerdict,
)

QUESTIONS = (
    QuestionVerdict(
        "softmax",
        2.0,
        2.0,
        QuestionStatus.CORRECT,
        cases=(CaseVerdict("ten instances", visible=True, passed=True),),
    ),
    QuestionVerdict(
        "accuracy",
        1.0,
        0.0,
        QuestionStatus.WRONG,
        "counts_the_wrong_ones",
        "You count what is wrong.",
        (CaseVerdict("all right", visible=False, passed=False, message="expected larger"),),
        Diagnosis(DiagnosisKind.KNOWN, ("counts_the_wrong_ones",)),
        follow_through=FollowThrough(("softmax",), own_score=0.0, score=0.5),
        breaches=("no-loops",),
    ),
)
ADA = SubmissionVerdict("ada", SubmissionStatus.GRADED, 2.0, 3.0, 1.5, "", QUESTIONS)
BOB = SubmissionVerdict("bob", SubmissionStatus.UNREADABLE, 0.0, 3.0, 0.0, "it is no notebook")


def counted(verdict: SubmissionVerdict, number: int = 1) -> Counted:
    moment = datetime(2030, 5, 31, 22, 30, 15, 250, tzinfo=UTC)
    return Counted(
        grading=1,
        verdict=verdict,
        number=number,
        attempts=number,
        file_name="softmax.ipynb",
        received_at=moment,
        graded_at=moment,
        language="en",
        provenance=Provenance("", "", "", "", ""),
        executed=lambda: None,
    )


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_csv_has_one_row_for_each_student_and_one_column_for_each_question():
    text = csv_text([counted(ADA, 3), counted(BOB)], ["softmax", "accuracy"])

    header = "student,status,score,max_score,percent,attempt,graded_at,reason,softmax,accuracy"
    assert text.splitlines() == [
        header,
        "ada,graded,2,3,66.67,3,2030-05-31T22:30:15+00:00,,2,0",
        "bob,unreadable,0,3,0.00,1,2030-05-31T22:30:15+00:00,it is no notebook,,",
    ]


def test_csv_of_nobody_is_its_header():
    assert rows(csv_text([], ["softmax"])) == [
        [
            *("student", "status", "score", "max_score", "percent", "attempt", "graded_at"),
            *("reason", "softmax"),
        ]
    ]


def test_csv_follows_the_order_of_the_questions_asked_for():
    text = csv_text([counted(ADA)], ["accuracy", "unknown", "softmax"])

    assert rows(text)[1][8:] == ["0", "", "2"]


def test_csv_shows_a_score_without_the_tail_of_its_float():
    verdict = SubmissionVerdict("ada", SubmissionStatus.GRADED, 0.1 + 0.2, 3.0, 1.0)

    assert rows(csv_text([counted(verdict)], []))[1][2] == "0.3"


def test_csv_has_no_percent_of_nothing():
    verdict = SubmissionVerdict("ada", SubmissionStatus.UNREADABLE, 0.0, 0.0, 1.0)

    assert rows(csv_text([counted(verdict)], []))[1][4] == ""


@pytest.mark.parametrize(
    "formula",
    [
        *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1", "＝1"),
        *("\ttext", " \rtext", "\ufeff=1", "\x0b=1", '=HYPERLINK("http://x","y")', "=1,=2"),
    ],
)
def test_csv_disarms_what_a_spreadsheet_would_run(formula):
    verdict = SubmissionVerdict(formula, SubmissionStatus.UNREADABLE, 0.0, 3.0, 0.0, reason=formula)

    header, row = rows(csv_text([counted(verdict)], [formula]))

    assert row[0] == row[7] == header[8] == f"'{formula}"


def test_csv_leaves_ordinary_text_and_negative_numbers_alone():
    name = "Ada Lovelace-King, the 1st <ada@example.org> = ada"
    verdict = SubmissionVerdict(name, SubmissionStatus.GRADED, -1.0, 3.0, 0.0)

    row = rows(csv_text([counted(verdict)], []))[1]

    assert (row[0], row[2]) == (name, "-1")


@given(st.text(), st.text())
def test_csv_rows_cannot_be_broken_by_text(student, reason):
    verdict = SubmissionVerdict(student, SubmissionStatus.GRADED, 1.0, 3.0, 0.0, reason)

    header, row = rows(csv_text([counted(verdict)], ["softmax"]))

    assert len(header) == len(row) == 9
    assert row[0] in {student, f"'{student}"}
    assert row[7] in {reason, f"'{reason}"}


def test_the_document_says_all_of_the_verdicts_and_nothing_else():
    assert [submission_document(ADA), submission_document(BOB)] == [
        {
            "student": "ada",
            "status": "graded",
            "score": 2.0,
            "max_score": 3.0,
            "seconds": 1.5,
            "reason": "",
            "questions": [
                {
                    "name": "softmax",
                    "points": 2.0,
                    "score": 2.0,
                    "status": "correct",
                    "mistake": None,
                    "message": "",
                    "diagnosis": None,
                    "breaches": [],
                    "follow_through": None,
                    "cases": [
                        {
                            "name": "ten instances",
                            "visible": True,
                            "passed": True,
                            "message": "",
                        }
                    ],
                },
                {
                    "name": "accuracy",
                    "points": 1.0,
                    "score": 0.0,
                    "status": "wrong",
                    "mistake": "counts_the_wrong_ones",
                    "message": "You count what is wrong.",
                    "diagnosis": {"kind": "known", "names": ["counts_the_wrong_ones"]},
                    "breaches": ["no-loops"],
                    "follow_through": {"names": ["softmax"], "own_score": 0.0, "score": 0.5},
                    "cases": [
                        {
                            "name": "all right",
                            "visible": False,
                            "passed": False,
                            "message": "expected larger",
                        }
                    ],
                },
            ],
        },
        {
            "student": "bob",
            "status": "unreadable",
            "score": 0.0,
            "max_score": 3.0,
            "seconds": 0.0,
            "reason": "it is no notebook",
            "questions": [],
        },
    ]


def test_the_document_is_plain_data():
    plain = submission_document(ADA)

    assert json.loads(json.dumps(plain)) == plain
    assert type(plain["status"]) is str


def test_a_recorded_verdict_gives_the_document_that_it_gave_before(gradebook, record):
    record(gradebook, ADA)
    record(gradebook, BOB)

    documents = [
        submission_document(counted.verdict)
        for counted in gradebook.counting_whole("softmax", "best")
    ]

    assert documents == [submission_document(ADA), submission_document(BOB)]
