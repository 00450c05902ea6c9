"""A student may hold the folder while it is graded: what is found there may be something else when
it is read, and what is planted there leads nowhere.
"""

import os

import pytest

from autograder import words
from autograder.formats import files, submissions
from autograder.formats.files import is_planted, read_plain
from autograder.formats.notebook import UnreadableError
from autograder.formats.submissions import find_submissions

PIPE = object()


@pytest.fixture
def secret(write):
    """An instructor's folder, with a notebook in it."""
    return write({"lines.ipynb": b"the solution"}, "instructor")


@pytest.fixture
def handed_in(write):
    """Two students' hand-ins."""
    return write({"ada": {"lines": {"lines.ipynb": b"hers"}}, "blaise": {"lines.ipynb": b"his"}})


def put_in_place_of(path, new):
    """Put a link to somewhere, or a pipe, where a file or a folder was."""
    path.rename(path.with_name("was"))
    if new is PIPE:
        os.mkfifo(path)
    else:
        path.symlink_to(new)


def test_a_file_that_becomes_a_link_after_it_was_found_is_not_followed(handed_in, told, secret):
    found = find_submissions(handed_in, "lines")
    put_in_place_of(handed_in / "ada/lines/lines.ipynb", secret / "lines.ipynb")

    assert told(found) == {"ada": "unreadable-link", "blaise": "his"}


@pytest.mark.parametrize("folder", ["ada", "ada/lines"])
def test_a_folder_that_becomes_a_link_after_it_was_looked_into_is_not_followed(
    handed_in, told, secret, folder
):
    found = find_submissions(handed_in, "lines")
    put_in_place_of(handed_in / folder, secret)

    assert told(found) == {"ada": "unreadable-link", "blaise": "his"}


@pytest.mark.parametrize(
    ("new", "expected"), [("link", "unreadable-link"), (PIPE, "unreadable-format")]
)
def test_a_file_that_changes_between_the_look_and_the_opening_is_refused(
    handed_in, told, secret, monkeypatch, new, expected
):
    look = os.stat

    def stat_then_change(name, **options):
        status = look(name, **options)
        if name == "lines.ipynb" and not (handed_in / "blaise/was").exists():
            there = handed_in / "blaise/lines.ipynb"
            put_in_place_of(there, PIPE if new is PIPE else secret / "lines.ipynb")
        return status

    blaise = find_submissions(handed_in, "lines")[1]
    patched = Patched(os, stat=stat_then_change)
    monkeypatch.setattr(files, "os", patched)

    assert told([blaise]) == {"blaise": expected}


class Patched:
    """A module with something of it replaced, for one who imports it."""

    def __init__(self, module, **replaced):
        self._module = module
        self.__dict__.update(replaced)

    def __getattr__(self, name):
        return getattr(self._module, name)


def test_a_folder_that_becomes_a_link_while_it_is_looked_into_is_not_followed(
    handed_in, told, secret, monkeypatch
):
    def list_then_change(root, names=()):
        yield from files.list_folder(root, names)
        if names == ("ada",):
            put_in_place_of(handed_in / "ada/lines", secret)

    monkeypatch.setattr(submissions, "list_folder", list_then_change)

    assert told(find_submissions(handed_in, "lines"))["ada"] == "unreadable-folder"


def test_a_file_that_grows_while_it_is_read_is_refused_past_the_limit(write, monkeypatch):
    root = write({"lines.ipynb": b"x" * 100})
    check = files.check_size

    def check_then_grow(size, limit):
        check(size, limit)
        with (root / "lines.ipynb").open("ab") as file:
            file.write(b"x" * 1000)

    monkeypatch.setattr(files, "check_size", check_then_grow)

    with pytest.raises(UnreadableError, match="unreadable-size"):
        read_plain(root, ["lines.ipynb"], 500)


def status(*, links, owner):
    return os.stat_result([0o100644, 1, 1, links, owner, owner, 1, 0, 0, 0])


def test_a_second_name_of_somebody_else_s_file_is_planted():
    folder = status(links=2, owner=1000)

    assert is_planted(status(links=2, owner=0), folder)
    # A back-up made of hard links, and a file that was copied for the student.
    assert not is_planted(status(links=2, owner=1000), folder)
    assert not is_planted(status(links=1, owner=0), folder)


def test_a_planted_file_is_refused_as_a_link_is(handed_in, told, monkeypatch):
    monkeypatch.setattr(files, "is_planted", lambda file, _folder: file.st_nlink > 1)
    os.link(handed_in / "blaise/lines.ipynb", handed_in / "blaise/other name")

    assert told(find_submissions(handed_in, "lines"))["blaise"] == "unreadable-link"


# --- what cannot be looked through ---


def deny(monkeypatch, denied):
    def list_unless_denied(root, names=()):
        if names == denied:
            raise PermissionError(13, "Permission denied")
        return files.list_folder(root, names)

    monkeypatch.setattr(submissions, "list_folder", list_unless_denied)


def test_a_student_s_folder_that_may_not_be_read_is_told(handed_in, monkeypatch):
    deny(monkeypatch, ("ada", "lines"))
    ada, blaise = find_submissions(handed_in, "lines")

    with pytest.raises(UnreadableError) as refused:
        ada.read(100)
    told = words.say(refused.value.key, "en", **refused.value.facts)
    assert told == "The folder cannot be read: Permission denied."
    assert blaise.read(100) == b"his"


def test_a_folder_that_may_not_be_read_does_not_matter_beside_the_notebook(
    write, told, monkeypatch
):
    root = write({"ada": {"lines.ipynb": b"hers", "private": {}}, "blaise": {}})
    deny(monkeypatch, ("ada", "private"))

    assert told(find_submissions(root, "lines"))["ada"] == "hers"


def test_a_student_s_crowded_folder_costs_only_that_student(write, told, monkeypatch):
    """And the same wherever in it the notebook is: a folder has no order to rely on."""
    monkeypatch.setattr(submissions, "MAX_ENTRIES", 9)
    crowd = {f"{number}.txt": b"" for number in range(9)}
    root = write({"ada": {"lines.ipynb": b"hers", **crowd}, "blaise": {"lines.ipynb": b"his"}})

    assert told(find_submissions(root, "lines")) == {"ada": "unreadable-crowded", "blaise": "his"}


def test_the_class_s_folder_may_hold_any_number_of_students(write, monkeypatch):
    monkeypatch.setattr(submissions, "MAX_ENTRIES", 9)
    root = write({f"{number:02}": {"lines.ipynb": b""} for number in range(30)})

    assert len(find_submissions(root, "lines")) == 30
