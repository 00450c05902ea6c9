"""Gradings that come fast are kept several at a time, and none of them is lost by it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from autograder.commands.ledger import Ledger
from autograder.commands.pages import Done
from autograder.gradebook import Gradebook, GradebookError, Provenance, Recorded
from autograder.grading.submission import Graded
from autograder.judge.verdict import SubmissionStatus, SubmissionVerdict

PROVENANCE = Provenance("release", "seed", "0.1.0", "3.11.7", "2.1.0")


@pytest.fixture
def gradebook(tmp_path: Path) -> Iterator[Gradebook]:
    with Gradebook.open(f"sqlite:///{tmp_path}/gradebook.db") as opened:
        yield opened


@pytest.fixture
def commits(gradebook: Gradebook) -> list[Connection]:
    """The transactions that are written from here on."""
    written: list[Connection] = []

    @event.listens_for(gradebook.engine, "commit")
    def note(connection: Connection) -> None:
        if connection.get_execution_options().get("writing"):
            written.append(connection)

    return written


AN_HOUR = 3600.0
"""Within which everything comes."""


def done(student: str) -> Done:
    verdict = SubmissionVerdict(student, SubmissionStatus.GRADED, 1.0, 2.0, 0.1)
    return Done(Graded(verdict, "en", f"{student:0<64.64}", "neuron.ipynb"), None, "", {})


def kept(gradebook: Gradebook) -> list[str]:
    return [each.verdict.student for each in gradebook.counting("neuron", "best")]


def test_the_first_is_kept_at_once_and_a_burst_after_it_in_one_transaction(
    gradebook: Gradebook, commits: list[Connection]
) -> None:
    told: list[tuple[str, Recorded]] = []
    with closing(
        Ledger(
            gradebook,
            "neuron",
            PROVENANCE,
            lambda one, recorded: told.append((one.graded.verdict.student, recorded)),
            seconds=AN_HOUR,
        )
    ) as book:
        book.add(done("ada"))
        assert kept(gradebook) == ["ada"]
        for student in ("bob", "cleo", "dan"):
            book.add(done(student))
        assert kept(gradebook) == ["ada"]

    assert kept(gradebook) == ["ada", "bob", "cleo", "dan"]
    assert len(commits) == 2
    assert [student for student, _ in told] == ["ada", "bob", "cleo", "dan"]
    assert [recorded.attempt for _, recorded in told] == [1, 1, 1, 1]
    assert len({recorded.grading for _, recorded in told}) == 4


def test_each_is_kept_at_once_where_they_come_slowly(gradebook: Gradebook) -> None:
    with closing(Ledger(gradebook, "neuron", PROVENANCE, lambda *_: None, seconds=0.0)) as book:
        for number, student in enumerate(("ada", "bob", "cleo"), start=1):
            book.add(done(student))

            assert len(kept(gradebook)) == number


def test_what_waits_is_kept_in_time_though_nothing_comes_after_it(gradebook: Gradebook) -> None:
    with closing(Ledger(gradebook, "neuron", PROVENANCE, lambda *_: None, seconds=0.1)) as book:
        assert book.tend() is None
        book.add(done("ada"))
        assert book.tend() is None
        book.add(done("bob"))

        while (left := book.tend()) is not None:
            assert 0 < left <= 0.1
            time.sleep(left)
        assert kept(gradebook) == ["ada", "bob"]


def test_what_waits_is_kept_before_something_that_may_take_long(gradebook: Gradebook) -> None:
    with closing(Ledger(gradebook, "neuron", PROVENANCE, lambda *_: None, seconds=AN_HOUR)) as book:
        for student in ("ada", "bob"):
            book.add(done(student))
        assert kept(gradebook) == ["ada"]

        assert book.tend(all_of_it=True) is None
        assert kept(gradebook) == ["ada", "bob"]


def test_whatever_ends_the_grading_what_was_graded_is_kept(gradebook: Gradebook) -> None:
    def interrupted() -> None:
        with closing(
            Ledger(gradebook, "neuron", PROVENANCE, lambda *_: None, seconds=AN_HOUR)
        ) as book:
            for student in ("ada", "bob", "cleo"):
                book.add(done(student))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()

    assert kept(gradebook) == ["ada", "bob", "cleo"]


def test_one_that_cannot_be_kept_takes_none_of_those_before_it_along(gradebook: Gradebook) -> None:
    told: list[str] = []

    def refused() -> None:
        def note(one: Done, _recorded: Recorded) -> None:
            told.append(one.graded.verdict.student)

        with closing(Ledger(gradebook, "neuron", PROVENANCE, note, seconds=AN_HOUR)) as book:
            for student in ("ada", "bob", "x" * 256):
                book.add(done(student))

    with pytest.raises(GradebookError, match="at most 255"):
        refused()

    assert kept(gradebook) == told == ["ada", "bob"]
