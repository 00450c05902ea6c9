"""A full disk, a locked gradebook, a folder that cannot be written: one line, and no grade lost."""

from __future__ import annotations

import errno
import io
import os
import random
import sqlite3
import types
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import event

from autograder.commands import files
from autograder.gradebook import Gradebook, database

Run = Callable[..., Result]


def line(result: Result) -> str:
    """The one line that ends a command."""
    assert "Traceback" not in result.output
    (told,) = [line for line in result.stderr.splitlines() if line.startswith("Error")]
    assert result.stderr.splitlines()[-1] == told
    return told


def kept(course: Path) -> list[str]:
    with closing(sqlite3.connect(course / ".autograder/gradebook.db")) as book:
        query = "SELECT student_id FROM grading JOIN attempt ON attempt.id = attempt_id ORDER BY 1"
        return [student for (student,) in book.execute(query)]


@contextmanager
def pages_at_most(count: int) -> Iterator[None]:
    """Let every SQLite file grow to so many pages, as a full disk would."""

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {count}").close()

    def connect(*words: object, **options: object) -> object:
        engine = original(*words, **options)
        event.listen(engine, "connect", limit)
        return engine

    original = database.connect
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "connect", connect)
        yield


def size(course: Path) -> int:
    with closing(sqlite3.connect(course / ".autograder/gradebook.db")) as book:
        (pages,) = book.execute("PRAGMA page_count").fetchone()
        return int(pages)


def test_a_gradebook_on_a_full_disk_keeps_what_it_has_and_takes_the_rest_later(
    run: Run, course: Path, hand_in: Callable[..., Path]
) -> None:
    hand_in(course / "in/ada/neuron.ipynb")
    run("grade", "neuron", "in")
    hand_in(course / "in/zoe/neuron.ipynb", neuron=f"# {random.Random(0).randbytes(20_000).hex()}")

    with pages_at_most(size(course)):
        result = run("grade", "neuron", "in")

    assert result.exit_code == 1
    assert line(result) == (
        f"Error: the gradebook {course}/.autograder/gradebook.db cannot be used: "
        "database or disk is full: free some space there. "
        "Graded and kept: 1 of 2. The same command grades the rest."
    )
    assert kept(course) == ["ada"]
    assert "Graded already: 1 of 2" in run("grade", "neuron", "in").stderr
    assert kept(course) == ["ada", "zoe"]


def test_a_gradebook_that_another_program_holds_is_one_line(
    run: Run, course: Path, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("grade", "neuron", sample / "ada")
    monkeypatch.setattr(Gradebook, "open", partial(Gradebook.open, timeout=0.05))

    with closing(sqlite3.connect(course / ".autograder/gradebook.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        result = run("grade", "neuron", sample)

    assert result.exit_code == 1
    assert "database is locked: another program is writing in it" in line(result)
    assert "Graded and kept: 1 of 2." in line(result)
    assert kept(course) == ["ada"]


def test_a_gradebook_of_a_newer_version_is_one_line_and_left_alone(
    run: Run, course: Path, sample: Path
) -> None:
    run("grade", "neuron", sample / "ada")
    with closing(sqlite3.connect(course / ".autograder/gradebook.db")) as book, book:
        book.execute(f"UPDATE {database.VERSION_TABLE} SET version_num = '9999'")

    for words in (("grade", "neuron", sample), ("report", "neuron")):
        result = run(*words)

        assert result.exit_code == 1
        assert "was written by a newer version of this program: upgrade first" in line(result)
    assert kept(course) == ["ada"]


def test_a_gradebook_where_nobody_may_write_is_one_line(
    run: Run, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOGRADER_GRADEBOOK", "sqlite:////proc/gradebook.db")

    result = run("grade", "neuron", sample)

    assert result.exit_code == 1
    assert "/proc/gradebook.db cannot be used: unable to open database file" in line(result)
    assert "see that you may write the file and its folder" in line(result)


class FullFile(io.FileIO):
    """A file on a disk that has just become full."""

    def write(self, _data: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Have the results written to a full disk; what is returned frees it."""
    theirs = types.SimpleNamespace(**{**vars(os), "fdopen": FullFile})
    monkeypatch.setattr(files, "os", theirs)
    return lambda: monkeypatch.setattr(files, "os", os)


def test_pages_on_a_full_disk_cost_no_grade_and_can_be_written_later(
    run: Run, course: Path, sample: Path, full_disk: Callable[[], None]
) -> None:
    result = run("grade", "neuron", sample)

    assert result.exit_code == 1
    told = line(result)
    assert f"{course}/results/neuron/feedback/" in told
    assert os.strerror(errno.ENOSPC) in told
    assert told.endswith("when that is mended, write the pages by `autograder report neuron`")
    assert "class.html" not in result.stdout
    assert kept(course) == ["ada", "blaise"]

    full_disk()
    assert run("report", "neuron").exit_code == 0
    assert (course / "results/neuron/feedback/ada.html").exists()


def test_pages_that_cannot_be_written_leave_those_of_before_whole(
    run: Run, course: Path, sample: Path, full_disk: Callable[[], None]
) -> None:
    out = course / "results/neuron"
    (out / "feedback").mkdir(parents=True)
    (out / "class.html").write_text("the page of before")

    run("grade", "neuron", sample)

    assert (out / "class.html").read_text() == "the page of before"
    assert [path.name for path in out.rglob("*") if path.is_file()] == ["class.html"]


def test_results_are_printed_though_they_cannot_be_written(
    run: Run, course: Path, sample: Path
) -> None:
    result = run("grade", "neuron", sample, "--json", "--out", "/proc/results")

    assert result.exit_code == 1
    assert '"student": "ada"' in result.stdout
    assert "`autograder report neuron --out /proc/results`" in line(result)


def test_report_into_a_folder_that_cannot_be_written_is_one_line(
    run: Run, course: Path, sample: Path
) -> None:
    run("grade", "neuron", sample)

    result = run("report", "neuron", "--out", "/proc/results")

    assert result.exit_code == 1
    assert "/proc/results" in line(result)
