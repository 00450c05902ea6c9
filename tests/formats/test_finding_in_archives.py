"""A .zip is what was put into it, and cannot do anything else."""

import io
import os
import stat
import struct
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder import words
from autograder.formats import archives
from autograder.formats.notebook import UnreadableError
from autograder.formats.submissions import find_submissions

SAME_AS_FOLDERS = {
    "a notebook": ({"lines.ipynb": b"hers"}, {"ada": "hers"}),
    "one student's notebook": ({"homework.ipynb": b"hers"}, {"ada": "hers"}),
    "one student's folder for the assignment": ({"lines/lines.ipynb": b"hers"}, {"ada": "hers"}),
    "a class": (
        {"ada/lines.ipynb": b"hers", "blaise/x.ipynb": b"his", "chloe/": b""},
        {"ada": "hers", "blaise": "his", "chloe": "unreadable-missing"},
    ),
    "nbgrader's folders": (
        {"ada/lines/lines.ipynb": b"hers", "blaise/lines/lines.ipynb": b"his"},
        {"ada": "hers", "blaise": "his"},
    ),
    "what a student of otter's exports": (
        {"lines.ipynb": b"hers", ".OTTER_LOG": b"", "__zip_filename__": b"lines_2026.zip"},
        {"ada": "hers"},
    ),
    "loose notebooks": (
        {"ada.ipynb": b"hers", "blaise.ipynb": b"his"},
        {"ada": "hers", "blaise": "his"},
    ),
    "a student who handed in something else": (
        {"ada/lines.ipynb": b"hers", "blaise/report.pdf": b"%PDF"},
        {"ada": "hers", "blaise": "unreadable-missing"},
    ),
}


@pytest.mark.parametrize(("entries", "expected"), SAME_AS_FOLDERS.values(), ids=SAME_AS_FOLDERS)
def test_an_archive_is_read_as_a_folder_is(archive, told, entries, expected):
    path = archive(entries, "ada.zip")

    assert told(find_submissions(path, "lines")) == expected


def around(entries, folder):
    return {f"{folder}/": b""} | {f"{folder}/{name}": data for name, data in entries.items()}


@pytest.mark.parametrize(("entries", "expected"), SAME_AS_FOLDERS.values(), ids=SAME_AS_FOLDERS)
def test_a_folder_around_everything_does_not_count(archive, told, entries, expected):
    """The folder that was compressed; of one student, it is the student's."""
    path = archive(around(entries, "ada"), "download (3).zip")

    assert told(find_submissions(path, "lines")) == expected


@pytest.mark.parametrize(("entries", "expected"), SAME_AS_FOLDERS.values(), ids=SAME_AS_FOLDERS)
def test_what_a_mac_adds_does_not_count(archive, told, entries, expected):
    wrapped = around(entries, "ada")
    mac = {f"__MACOSX/{name}": b"" for name in wrapped}
    mac |= {"__MACOSX/": b"", "__MACOSX/ada/._lines.ipynb": b"junk", "ada/.DS_Store": b"junk"}
    path = archive(wrapped | mac, "class.zip")

    assert told(find_submissions(path, "lines")) == expected


def test_one_student_s_folder_is_not_named_after_the_assignment(archive, told):
    path = archive({"lines/lines.ipynb": b"hers", "lines/data/points.csv": b""}, "ada.zip")

    assert told(find_submissions(path, "lines")) == {"ada": "hers"}


def test_a_class_of_one_inside_a_folder_is_found(archive, told):
    path = archive({"submitted/ada/lines/lines.ipynb": b"hers"})

    assert told(find_submissions(path, "lines")) == {"ada": "hers"}


def test_students_who_handed_in_nothing_are_listed(archive, told):
    missing = {"ada": "unreadable-missing", "blaise": "unreadable-missing"}

    assert told(find_submissions(archive({"ada/": b"", "blaise/": b""}), "lines")) == missing
    wrapped = archive({"class/ada/": b"", "class/blaise/": b""})
    assert told(find_submissions(wrapped, "lines")) == missing


def test_a_lone_empty_folder_is_a_student_s(archive, told):
    assert told(find_submissions(archive({"ada/": b""}), "lines")) == {"ada": "unreadable-missing"}


def test_an_empty_archive_holds_nothing(archive):
    assert find_submissions(archive({}), "lines") == []


def test_the_student_of_an_archive_can_be_named(archive, told):
    path = archive({"lines.ipynb": b"hers"}, "download (3).zip")

    assert told(find_submissions(path, "lines", "ada")) == {"ada": "hers"}


def test_of_several_notebooks_none_is_guessed(archive, told):
    path = archive({"ada/a.ipynb": b"", "ada/b.ipynb": b"", "blaise/lines.ipynb": b"his"})

    assert told(find_submissions(path, "lines")) == {"ada": "unreadable-several", "blaise": "his"}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_one_name_twice_is_two_notebooks(tmp_path, told):
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w") as file:
        for data in (b"one", b"other"):
            file.writestr("ada/lines.ipynb", data)
        file.writestr("blaise/lines.ipynb", b"his")

    assert told(find_submissions(path, "lines"))["ada"] == "unreadable-several"


def test_backslashes_of_windows_are_slashes(archive, told):
    path = archive({"class\\ada\\lines.ipynb": b"hers", "class\\blaise\\lines.ipynb": b"his"})

    assert told(find_submissions(path, "lines")) == {"ada": "hers", "blaise": "his"}


# --- names that lead elsewhere ---

OUTSIDE = [
    "../eve/lines.ipynb",
    "ada/../../eve.ipynb",
    "eve/..",
    "..",
    "/etc/eve.ipynb",
    "//server/eve.ipynb",
    "C:/eve/lines.ipynb",
    "C:\\eve\\lines.ipynb",
    "..\\eve.ipynb",
    "/",
    ".",
    "./",
]


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_name_that_leads_outside_is_passed_over(archive, told, name):
    path = archive({"ada/lines.ipynb": b"hers", "blaise/lines.ipynb": b"his", name: b"eve's"})

    assert told(find_submissions(path, "lines")) == {"ada": "hers", "blaise": "his"}


def in_the_directory(path, old, new):
    """Change bytes of the archive's directory, which comes last."""
    data = path.read_bytes()
    start = data.rindex(old)
    path.write_bytes(data[:start] + new + data[start + len(old) :])


def test_an_entry_without_a_name_is_passed_over(archive, told):
    """A name ends at its first null byte."""
    path = archive({"ada/lines.ipynb": b"hers", "nobody": b"", "blaise/lines.ipynb": b"his"})
    in_the_directory(path, b"nobody", b"\0obody")

    assert told(find_submissions(path, "lines")) == {"ada": "hers", "blaise": "his"}


def test_a_name_that_is_no_text_is_a_damaged_archive(archive):
    path = archive({"zoé/lines.ipynb": b"hers"})
    in_the_directory(path, "é".encode(), b"\xff\xff")

    assert reason(only(path)) == "The archive cannot be read: it is not a .zip, or damaged."


def test_nothing_is_written_anywhere(archive, tmp_path, told):
    path = archive({"ada/lines.ipynb": b"hers", "../eve.ipynb": b"", "/tmp/eve.ipynb": b""})
    before = sorted(tmp_path.rglob("*"))
    told(find_submissions(path, "lines"))

    assert sorted(tmp_path.rglob("*")) == before


def test_a_link_in_an_archive_is_not_followed(archive, told):
    link = zipfile.ZipInfo("ada/lines.ipynb")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = archive({link: b"/etc/passwd", "blaise/lines.ipynb": b"his"})

    assert told(find_submissions(path, "lines")) == {"ada": "unreadable-link", "blaise": "his"}


# --- what cannot be read ---


def reason(submission, limit=2**20):
    with pytest.raises(UnreadableError) as refused:
        submission.read(limit)
    return words.say(refused.value.key, "en", **refused.value.facts)


def only(path):
    (found,) = find_submissions(path, "lines")
    return found


def test_a_bomb_that_says_its_size_is_not_unpacked(archive):
    path = archive({"lines.ipynb": b"0" * (8 * 2**20)})

    assert path.stat().st_size < 2**14
    assert reason(only(path)) == "The file is too large (8 MB); at most 1 MB are read."


def test_a_bomb_that_says_it_is_small_is_not_unpacked(archive):
    path = archive({"lines.ipynb": b"0" * (8 * 2**20)})
    patch(path, file_size=100)

    assert reason(only(path)).startswith("The archive cannot be read")


def patch(path, **header):
    """Change what the archive's directory says of its first entry."""
    data = bytearray(path.read_bytes())
    offsets = {"flag_bits": (8, "<H"), "compress_type": (10, "<H"), "file_size": (24, "<L")}
    start = data.index(b"PK\x01\x02")
    for name, value in header.items():
        offset, form = offsets[name]
        struct.pack_into(form, data, start + offset, value)
    path.write_bytes(data)


def test_memory_is_taken_for_no_more_than_the_limit(archive, monkeypatch):
    """Not even of an entry whose directory lies about it."""
    path = archive({"lines.ipynb": b"0" * (8 * 2**20)})
    asked = []
    read = zipfile.ZipExtFile.read
    monkeypatch.setattr(
        zipfile.ZipExtFile, "read", lambda self, n=-1: asked.append(n) or read(self, n)
    )
    patch(path, file_size=2**20)
    reason(only(path))

    assert 0 < sum(asked) <= 2**20 + 1


def test_an_encrypted_notebook_is_told_as_such(archive):
    path = archive({"lines.ipynb": b"hers"})
    patch(path, flag_bits=1)

    assert reason(only(path)) == "The archive cannot be read: it is encrypted."


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, 99])
def test_other_ways_to_compress_are_refused(archive, method):
    """What LZMA is told to set aside may be gigabytes."""
    path = archive({"lines.ipynb": b"hers"})
    patch(path, compress_type=method)

    assert reason(only(path)) == "The archive cannot be read: it is compressed in an unusual way."


def test_a_stored_notebook_is_read(tmp_path, told):
    path = tmp_path / "ada.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as file:
        file.writestr("lines.ipynb", b"hers")

    assert told(find_submissions(path, "lines")) == {"ada": "hers"}


NO_ARCHIVES = {
    "nothing": b"",
    "a text": b"hello",
    "a notebook": b'{"nbformat": 4, "cells": []}',
    "an end without a directory": b"PK\x05\x06" + b"\xff" * 18,
}


@pytest.mark.parametrize("data", NO_ARCHIVES.values(), ids=NO_ARCHIVES)
def test_what_is_no_archive_is_one_submission_that_cannot_be_read(tmp_path, data):
    path = tmp_path / "ada.zip"
    path.write_bytes(data)
    found = only(path)

    assert (found.student, found.file_name) == ("ada", "ada.zip")
    assert reason(found) == "The archive cannot be read: it is not a .zip, or damaged."


def test_an_archive_that_arrived_in_part_is_told(archive):
    path = archive({"ada/lines.ipynb": b"hers" * 100, "blaise/lines.ipynb": b"his" * 100})
    path.write_bytes(path.read_bytes()[:-30])

    assert reason(only(path)) == "The archive cannot be read: it is not a .zip, or damaged."


def test_a_damaged_notebook_costs_only_its_own_student(archive, told):
    path = archive({"ada/lines.ipynb": bytes(range(256)) * 20, "blaise/lines.ipynb": b"his"})
    data = bytearray(path.read_bytes())
    data[60:90] = b"\xff" * 30
    path.write_bytes(data)

    assert told(find_submissions(path, "lines")) == {"ada": "unreadable-archive", "blaise": "his"}


def test_an_archive_that_is_gone_when_it_is_read_is_told(archive):
    path = archive({"lines.ipynb": b"hers"})
    found = only(path)
    path.unlink()

    assert reason(found) == "The archive cannot be read: No such file or directory."


def test_too_many_entries_are_refused(archive, monkeypatch):
    monkeypatch.setattr(archives, "MAX_ENTRIES", 3)

    assert len(find_submissions(archive({f"{n}/a.ipynb": b"" for n in range(3)}), "lines")) == 3
    path = archive({f"{n}/a.ipynb": b"" for n in range(4)})
    assert reason(only(path)) == "The archive cannot be read: 4 entries."


def test_a_list_of_entries_that_would_take_too_much_memory_is_not_read(archive, monkeypatch):
    path = archive({f"{n}/a.ipynb": b"" for n in range(100)})
    monkeypatch.setattr(archives, "MAX_DIRECTORY", 4_000)

    told = "The archive cannot be read: its list of entries is too large."
    assert reason(only(path)) == told


def test_the_list_of_entries_is_read_once_for_the_whole_class(archive, told, monkeypatch):
    """Read again for each student, a hundred thousand entries would take a day."""
    path = archive({f"{n}/lines.ipynb": b"theirs" for n in range(20)})
    listed = []
    read_list = zipfile.ZipFile._RealGetContents
    monkeypatch.setattr(
        zipfile.ZipFile, "_RealGetContents", lambda self: listed.append(1) or read_list(self)
    )

    assert set(told(find_submissions(path, "lines")).values()) == {"theirs"}
    assert listed == [1]


def test_an_archive_that_is_replaced_while_it_is_graded_is_told(archive, told):
    path = archive({"ada/lines.ipynb": b"hers", "blaise/lines.ipynb": b"his"})
    found = find_submissions(path, "lines")
    archive({"ada/lines.ipynb": b"another's", "blaise/lines.ipynb": b"his"})
    damaged = "The archive cannot be read: it is not a .zip, or damaged."

    assert reason(found[0]) == damaged


def test_an_archive_that_is_a_link_is_not_followed(archive, told):
    path = archive({"ada/lines.ipynb": b"hers", "blaise/lines.ipynb": b"his"})
    path.with_name("link.zip").symlink_to(path)

    assert told(find_submissions(path.with_name("link.zip"), "lines")) == {
        "link": "unreadable-link"
    }


def test_an_archive_that_is_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "class.zip")

    told = "The archive cannot be read: it is not a plain file."
    assert reason(only(tmp_path / "class.zip")) == told


@pytest.mark.parametrize("name", ["a\nb", "a\rb", "a\x1b[2Jb", "a\u2028b", "a\u202eb", "a\x7fb"])
def test_a_name_that_would_break_a_line_or_turn_it_round_is_shown_escaped(archive, name):
    path = archive({f"{name}/lines.ipynb": b"hers", "blaise/lines.ipynb": b"his"})
    one = find_submissions(path, "lines")[0]

    assert one.student == name.encode("unicode_escape").decode()


def test_long_names_of_several_notebooks_are_told_in_a_short_line(archive):
    path = archive({f"ada/{'d' * 60_000}/{n}.ipynb": b"" for n in range(9)} | {"blaise/": b""})
    ada, _ = find_submissions(path, "lines")

    assert len(reason(ada)) < 700


def test_a_name_of_any_length_is_a_name(archive, told):
    deep = "d/" * 20_000 + "lines.ipynb"
    path = archive({f"ada/{deep}": b"hers", "blaise/lines.ipynb": b"his"})

    assert told(find_submissions(path, "lines")) == {"ada": "hers", "blaise": "his"}


@pytest.fixture(scope="module")
def whole():
    """The bytes of a good archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("class/ada/lines.ipynb", b"hers" * 20)
        file.writestr("class/blaise/", b"")
        file.writestr("class/zoé.ipynb", b"hers")
    return buffer.getvalue()


@given(data=st.data())
@settings(
    deadline=None,
    max_examples=200,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_damaged_bytes_are_only_ever_unreadable(whole, tmp_path, told, data):
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        position = data.draw(st.integers(0, len(damaged) - 1))
        damaged[position : position + 1] = data.draw(st.binary(max_size=3))
    path = tmp_path / "class.zip"
    path.write_bytes(damaged)

    for one in find_submissions(path, "lines"):
        one.student.encode("utf-8")
        told([one])
