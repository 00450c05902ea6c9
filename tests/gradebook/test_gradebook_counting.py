"""Which attempt counts."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from autograder.gradebook import Gradebook, book
from autograder.judge.verdict import SubmissionStatus


def counted_numbers(gradebook, count):
    return {each.verdict.student: each.number for each in gradebook.counting("softmax", count)}


def test_an_assignment_that_nobody_handed_in_counts_for_nobody(gradebook):
    assert gradebook.counting("softmax", "best") == []


def test_the_best_attempt_counts_or_the_last(gradebook, record, graded):
    for number, score in enumerate([1, 3, 2]):
        record(gradebook, graded("ada", score), f"version {number}")

    assert counted_numbers(gradebook, "best") == {"ada": 2}
    assert counted_numbers(gradebook, "last") == {"ada": 3}


def test_of_equally_good_attempts_the_latest_counts(gradebook, record, graded):
    for number, score in enumerate([3, 3, 2]):
        record(gradebook, graded("ada", score), f"version {number}")

    assert counted_numbers(gradebook, "best") == {"ada": 2}


def test_the_latest_grading_of_an_attempt_stands_even_when_it_is_lower(gradebook, record, graded):
    record(gradebook, graded("ada", 4), "first")
    record(gradebook, graded("ada", 2), "second")
    record(gradebook, graded("ada", 1), "first")

    (counted,) = gradebook.counting("softmax", "best")

    assert (counted.number, counted.verdict.score, counted.attempts) == (2, 2, 2)


def test_grading_an_attempt_again_adds_no_attempt(gradebook, record, graded):
    for score in (1, 2, 3):
        record(gradebook, graded("ada", score))

    (counted,) = gradebook.counting("softmax", "last")

    assert (counted.number, counted.attempts, counted.verdict.score) == (1, 1, 3)


def test_an_unreadable_last_attempt_is_the_last(gradebook, record, graded, unreadable):
    record(gradebook, graded("ada", 3), "first")
    record(gradebook, unreadable("ada"), "second")

    (best,) = gradebook.counting("softmax", "best")
    (last,) = gradebook.counting("softmax", "last")

    assert (best.number, best.verdict.status) == (1, SubmissionStatus.GRADED)
    assert (last.number, last.verdict) == (2, unreadable("ada"))
    assert last.attempts == 2


def test_students_come_sorted_by_id_whatever_the_order_of_recording(gradebook, record, graded):
    for student in ["b", "a10", "É", "A", "a2"]:
        record(gradebook, graded(student, 1))

    students = [each.verdict.student for each in gradebook.counting("softmax", "best")]

    assert students == ["A", "a10", "a2", "b", "É"]


def test_a_class_is_read_by_few_queries_some_students_at_a_time(
    gradebook, record, graded, monkeypatch
):
    statements: list[str] = []
    event.listen(
        gradebook.engine,
        "before_cursor_execute",
        lambda _c, _cursor, statement, *_: statements.append(statement),
    )

    def queries() -> list[str]:
        statements.clear()
        gradebook.counting("softmax", "best")
        return [statement for statement in statements if statement.startswith("SELECT")]

    for number in range(31):
        record(gradebook, graded(f"s{number:02}", 1), executed={"cells": []})
    of_all = queries()
    monkeypatch.setattr(book, "AT_A_TIME", 10)

    assert len(of_all) == 1 + 2
    assert len(queries()) == 1 + 2 * 4
    assert len(gradebook.counting("softmax", "best")) == 31
    assert not any("executed" in statement for statement in of_all)


def test_what_counts_is_told_with_or_without_its_cases(gradebook, record, graded):
    record(gradebook, graded("ada", 3))

    (short,) = gradebook.counting("softmax", "best")
    (whole,) = gradebook.counting_whole("softmax", "best")

    assert [question.cases for question in short.verdict.questions] == [()]
    assert whole.verdict == graded("ada", 3)


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4)), min_size=1, max_size=12))
@pytest.mark.parametrize("count", ["best", "last"])
def test_what_counts_agrees_with_a_reading_of_the_rule_in_plain_python(
    record, graded, count, hand_ins
):
    numbers: dict[int, int] = {}
    latest: dict[int, float] = {}
    with Gradebook.open("sqlite://") as gradebook:
        for content, score in hand_ins:
            record(gradebook, graded("ada", score), f"version {content}")
            numbers.setdefault(content, len(numbers) + 1)
            latest[numbers[content]] = score
        (counted,) = gradebook.counting("softmax", count)

    if count == "best":
        expected = max(latest, key=lambda number: (latest[number], number))
    else:
        expected = max(latest)

    assert (counted.number, counted.verdict.score) == (expected, latest[expected])
    assert counted.attempts == len(latest)
