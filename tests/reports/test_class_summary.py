"""The figures of a class."""

import pytest

from autograder.judge.diagnosis import Diagnosis, DiagnosisKind
from autograder.judge.verdict import (
    QuestionStatus,
    QuestionVerdict,
    SubmissionStatus,
    SubmissionVerdict,
)
from autograder.reports import summary


def test_the_spread_of_no_score_one_score_and_several():
    assert summary.spread([]) is None
    one = summary.spread([7.0])
    several = summary.spread([1.0, 2.0, 3.0, 4.0, 5.0])

    assert (one.lower, one.median, one.upper) == (7, 7, 7)
    assert (several.mean, several.lower, several.median, several.upper) == (3, 2, 3, 4)
    assert (several.lowest, several.highest) == (1, 5)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([2, 4, 6, 8], [2]),
        ([2, 2, 2, 8, 8, 8, 8, 8], [2, 2, 2]),
        ([5, 5, 5, 5], []),
        ([0, 10, 10, 10, 10, 10], [0]),
        ([3], []),
    ],
)
def test_the_lowest_quarter_needs_help_unless_nobody_stands_out(scores, expected):
    lie = summary.spread(scores)

    assert [score for score in scores if summary.needs_help(score, lie)] == expected


def test_a_share_lies_between_nothing_and_everything():
    assert summary.share(1.5, 2) == 0.75
    assert summary.share(3, 2) == 1
    assert summary.share(-1, 2) == 0
    assert summary.share(1, 0) == 0
    assert summary.share(float("nan"), 2) == 0


def test_questions_are_counted_by_status_in_the_order_of_the_notebook(verdict, question):
    class_ = [
        verdict("ada", [question("b"), question("a", "wrong")]),
        verdict("bob", [question("b", "partial"), question("a", "timed-out")]),
        verdict("eve", [question("b", "crashed"), question("a")]),
    ]
    b, a = summary.questions(class_)

    assert (b.name, b.correct, b.partial, b.other, b.students) == ("b", 1, 1, 1, 3)
    assert (a.name, a.mean, a.other) == ("a", 2 / 3, 2)
    assert [(status.value, count) for status, count in a.others] == [("wrong", 1), ("timed-out", 1)]


def test_a_question_that_goes_with_the_rest_discriminates(verdict, question):
    def answers(n):
        good = n >= 5
        return [
            question("tells", "correct" if good else "wrong"),
            question("rest", points=10, score=float(n)),
            question("easy"),
        ]

    tells, _, easy = summary.questions(verdict(str(n), answers(n)) for n in range(10))

    assert tells.discrimination > 0.8
    assert easy.discrimination is None


def test_a_small_class_has_no_discrimination(verdict, question):
    (only,) = summary.questions(
        verdict(str(n), [question(status="correct" if n else "wrong")]) for n in range(5)
    )

    assert only.discrimination is None


def test_mistakes_are_ordered_by_how_many_made_them(verdict, question):
    def made(student, *mistakes):
        judged = [question(f"q{n}", "wrong", mistake=name) for n, name in enumerate(mistakes)]
        return verdict(student, judged)

    found = summary.mistakes(
        [made("zoe", "sign", "mean"), made("Bob", None, "mean"), made("ada", "other", "mean")]
    )

    assert [(m.question, m.mistake, m.students) for m in found] == [
        ("q1", "mean", ("ada", "Bob", "zoe")),
        ("q0", "other", ("ada",)),
        ("q0", "sign", ("zoe",)),
    ]


def test_unreadable_submissions_are_not_graded(verdict):
    refused = verdict("bob", (), status=SubmissionStatus.UNREADABLE)

    assert [v.student for v in summary.graded([verdict("ada"), refused])] == ["ada"]


def test_what_has_a_name_is_counted_whichever_way_it_was_explained():
    def wrong(student, kind, *names, mistake=None):
        question = QuestionVerdict(
            "softmax",
            1.0,
            0.0,
            QuestionStatus.WRONG,
            mistake,
            diagnosis=Diagnosis(kind, names),
        )
        return SubmissionVerdict(
            student, SubmissionStatus.GRADED, 0.0, 1.0, 0.1, questions=(question,)
        )

    made = summary.mistakes(
        [
            wrong("ada", DiagnosisKind.KNOWN, "no_shift", "twin", mistake="no_shift"),
            wrong("bob", DiagnosisKind.PAIR, "no_shift", "wrong_axis"),
            wrong("eve", DiagnosisKind.RELATION, "transposed"),
            wrong("kim", DiagnosisKind.CONVENTION, "sign=minus"),
            wrong("lou", DiagnosisKind.DIFFERENCE, "values"),
            wrong("max", DiagnosisKind.EXCEPTION, "ValueError"),
        ]
    )

    assert [(each.mistake, each.students) for each in made] == [
        ("no_shift", ("ada", "bob")),
        ("sign=minus", ("kim",)),
        ("transposed", ("eve",)),
        ("wrong_axis", ("bob",)),
    ]
