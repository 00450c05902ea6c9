"""What was graded on a basis is known by it, as long as that grading is the attempt's latest."""

from __future__ import annotations

import dataclasses
import hashlib

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from autograder.gradebook import Gradebook, Provenance, book, database

HERE = Provenance("5f1c", "autumn", "0.1.0", "3.11.7", "2.1.0", basis="this basis")
ELSEWHERE = dataclasses.replace(HERE, basis="another basis")

FIRST = hashlib.sha256(b"first").hexdigest()
SECOND = hashlib.sha256(b"second").hexdigest()


def whole(gradebook, basis):
    finished = gradebook.finished("softmax", basis)
    attempts = {each.grading: each.attempts for each in finished.values()}
    found = {counted.grading: counted for counted in gradebook.whole(attempts)}
    return {key: found[each.grading] for key, each in finished.items()}


def test_a_finished_attempt_is_given_back_as_it_was_recorded(gradebook, record, graded):
    verdict = graded("ada", 3, "the cost is a mean")
    notebook = {"cells": [{"source": "x = 1"}]}
    record(gradebook, verdict, provenance=HERE, language="fr", executed=notebook)

    (finished,) = whole(gradebook, "this basis").values()

    assert finished.verdict == verdict
    assert finished.executed() == notebook
    assert (finished.language, finished.number, finished.provenance) == ("fr", 1, HERE)


def test_every_attempt_of_a_student_is_finished_by_itself(gradebook, record, graded):
    record(gradebook, graded("ada", 3), "first", provenance=HERE)
    record(gradebook, graded("ada", 4), "second", provenance=HERE)
    record(gradebook, graded("bob", 1), "first", provenance=HERE)

    finished = whole(gradebook, "this basis")

    assert {key: (each.verdict.score, each.number) for key, each in finished.items()} == {
        ("ada", FIRST): (3, 1),
        ("ada", SECOND): (4, 2),
        ("bob", FIRST): (1, 1),
    }


def test_only_the_latest_grading_of_an_attempt_can_finish_it(gradebook, record, graded):
    record(gradebook, graded("ada", 3), provenance=HERE)
    record(gradebook, graded("ada", 4), provenance=ELSEWHERE)

    assert gradebook.finished("softmax", "this basis") == {}
    assert len(gradebook.finished("softmax", "another basis")) == 1


def test_more_attempts_than_are_read_at_a_time_are_all_read(gradebook, record, graded, monkeypatch):
    monkeypatch.setattr(book, "AT_A_TIME", 2)
    for number in range(5):
        record(gradebook, graded(f"student{number}", number), provenance=HERE)

    scores = {each.verdict.score for each in whole(gradebook, "this basis").values()}
    assert scores == {0, 1, 2, 3, 4}


def test_another_assignment_finishes_nothing(gradebook, record, graded):
    record(gradebook, graded("ada", 3), provenance=HERE)

    assert gradebook.finished("backprop", "this basis") == {}


def test_a_grading_that_must_not_replace_another_is_kept_only_where_there_is_none(
    gradebook, record, graded
):
    record(gradebook, graded("ada", 3), provenance=HERE)
    record(gradebook, graded("ada", 0), provenance=ELSEWHERE, replace=False)
    record(gradebook, graded("bob", 0), provenance=ELSEWHERE, replace=False)

    scores = [each.verdict.score for each in gradebook.counting("softmax", "last")]
    assert scores == [3, 0]


OLD = (
    "INSERT INTO assignment VALUES ('softmax')",
    "INSERT INTO student VALUES ('ada')",
    "INSERT INTO attempt VALUES (1, 'softmax', 'ada', 1, 'abc', '2026-01-01 12:00:00', 'a.ipynb')",
    "INSERT INTO grading VALUES (1, 1, '2026-01-01 12:00:00', 'graded', 3, 4, 1.5, '', 'en',"
    " '5f1c', 'autumn', '0.1.0', '3.11.7', '2.1.0', NULL)",
)


def test_a_gradebook_of_before_keeps_its_grades_and_finishes_nothing(url):
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    config = Config()
    config.set_main_option("script_location", database.MIGRATIONS)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        for statement in OLD:
            connection.execute(text(statement))
    engine.dispose()

    with Gradebook.open(url) as gradebook:
        (counted,) = gradebook.counting("softmax", "best")

        assert (counted.verdict.score, counted.provenance.basis) == (3, "")
        assert gradebook.finished("softmax", "this basis") == {}
