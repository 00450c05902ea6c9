"""A file that is handed in beside the notebook: where it is found, and whose it is."""

from __future__ import annotations

import pytest

from autograder.formats.notebook import UnreadableError
from autograder.formats.submissions import find_submissions, submission_in

NAME = "weights.safetensors"


def files_of(found):
    return {one.student: {name: read(100) for name, read in one.files.items()} for one in found}


def test_a_file_is_of_the_student_in_whose_folder_it_is(write):
    tree = {
        "ada": {"lines.ipynb": b"", NAME: b"hers"},
        "blaise": {"lines.ipynb": b"", "other.safetensors": b"another"},
        "chloe": {NAME: b"without a notebook"},
    }
    found = find_submissions(write(tree), "lines", files=[NAME])

    assert files_of(found) == {"ada": {NAME: b"hers"}, "blaise": {}, "chloe": {}}


def test_an_archive_is_read_as_a_folder_is(archive):
    path = archive({"ada/lines.ipynb": b"", f"ada/{NAME}": b"hers", "blaise/lines.ipynb": b""})

    found = find_submissions(path, "lines", files=[NAME])

    assert files_of(found) == {"ada": {NAME: b"hers"}, "blaise": {}}


def test_it_stands_in_the_notebook_s_own_folder(write):
    tree = {"ada": {"lines": {"lines.ipynb": b"", NAME: b"hers"}, NAME: b"of another"}}

    found = find_submissions(write({**tree, "blaise": {}}), "lines", files=[NAME])

    assert files_of(found)["ada"] == {NAME: b"hers"}


def test_a_notebook_alone_has_the_file_beside_it(write):
    root = write({"ada.ipynb": b"", NAME: b"hers"})

    assert files_of(find_submissions(root / "ada.ipynb", "lines", files=[NAME])) == {
        "ada": {NAME: b"hers"}
    }


def test_of_what_lies_beside_several_students_notebooks_nobody_knows_whose_it_is(write):
    root = write({"ada.ipynb": b"", "blaise.ipynb": b"", NAME: b"whose?"})

    assert files_of(find_submissions(root, "lines", files=[NAME])) == {"ada": {}, "blaise": {}}


def test_a_folder_that_is_all_one_student_s_has_it_too(write):
    root = write({"lines.ipynb": b"", NAME: b"hers"})

    assert files_of([submission_in(root, "lines", "ada", files=[NAME])]) == {"ada": {NAME: b"hers"}}


def test_what_nobody_asks_for_is_not_looked_at(write):
    root = write({"ada": {"lines.ipynb": b"", NAME: b"hers"}, "blaise": {}})

    assert files_of(find_submissions(root, "lines"))["ada"] == {}


def test_a_link_to_another_s_file_is_not_followed(write):
    root = write({"blaise": {"lines.ipynb": b"", NAME: b"his"}})
    ada = write({"lines.ipynb": b"", NAME: root / "blaise" / NAME}, root="class/ada")
    assert ada.parent == root

    [found] = [one for one in find_submissions(root, "lines", files=[NAME]) if one.student == "ada"]

    with pytest.raises(UnreadableError, match="unreadable-link"):
        found.files[NAME](100)


def test_no_more_is_read_than_may_be(write):
    root = write({"ada": {"lines.ipynb": b"", NAME: b"x" * 101}, "blaise": {}})

    ada = find_submissions(root, "lines", files=[NAME])[0]

    with pytest.raises(UnreadableError, match="unreadable-size"):
        ada.files[NAME](100)
