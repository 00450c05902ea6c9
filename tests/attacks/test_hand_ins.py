"""What is handed in need not be a notebook at all: archives, links, bombs, forged facts.

Each has its positive control: a reader that trusts what it is given is led astray by it.
"""

from __future__ import annotations

import json
import os
import shutil
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.formats.submissions import Submission, find_submissions
from autograder.grading.submission import read_submission

from .attack import HONEST, notebook
from .grader import HONEST_SCORE, Back, OurGrader
from .host import look, settled

RELU = notebook(["import numpy as np", HONEST["relu"]])

Grade = Callable[[Path], list[Back]]


@pytest.fixture
def grade(ours: OurGrader) -> Grade:
    """Find what a path holds, and grade all of it."""

    def run(path: Path) -> list[Back]:
        return [_graded(ours, one) for one in find_submissions(path, "light")]

    return run


def _graded(ours: OurGrader, submission: Submission) -> Back:
    content = read_submission(ours.paper, submission)
    return ours.grade_content(content, student=submission.student)


def zipped(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def unpacked_naively(path: Path, folder: Path) -> None:
    """Unpack as many a script does: the name says where a file goes."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(name))


def test_an_entry_that_leads_out_of_the_archive_is_not_written(
    ours: OurGrader, grade: Grade, tmp_path: Path
) -> None:
    path = zipped(tmp_path / "class.zip", {"../out.ipynb": RELU, "ada/light.ipynb": RELU})
    before = look(ours.surroundings)

    (back,) = grade(path)

    assert back.verdict.score == 2.0
    assert settled(ours.surroundings, before) == before
    assert [one.name for one in tmp_path.iterdir()] == ["class.zip"]
    unpacked_naively(path, tmp_path / "inside")
    assert (tmp_path / "out.ipynb").exists()


def test_an_entry_with_an_absolute_path_is_not_read_as_one(grade: Grade, tmp_path: Path) -> None:
    target = tmp_path / "absolute.ipynb"
    path = zipped(tmp_path / "class.zip", {str(target): RELU, "ada/light.ipynb": RELU})

    assert [back.verdict.student for back in grade(path)] == ["ada"]
    assert not target.exists()
    unpacked_naively(path, tmp_path / "inside")
    assert target.exists()


def test_a_link_to_the_secret_is_not_followed(
    ours: OurGrader, grade: Grade, tmp_path: Path
) -> None:
    (tmp_path / "hand-in").mkdir()
    link = tmp_path / "hand-in" / "light.ipynb"
    link.symlink_to(ours.surroundings.secret)

    (back,) = grade(tmp_path / "hand-in")

    assert back.verdict.reason == "The file is a link, and links are not followed."
    assert not ours.surroundings.leaked(back.everything)
    shutil.copytree(tmp_path / "hand-in", tmp_path / "collected")
    assert ours.surroundings.leaked((tmp_path / "collected" / "light.ipynb").read_text())


def test_a_folder_that_is_a_link_to_another_students_is_not_entered(
    ours: OurGrader, grade: Grade, tmp_path: Path
) -> None:
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "eve").symlink_to(ours.surroundings.root / "submitted" / "ada")

    assert [back.verdict.score for back in grade(tmp_path / "class")] == []
    (copied,) = (tmp_path / "class").glob("*/light.ipynb")
    assert ours.surroundings.leaked(copied.read_text())


def test_a_link_inside_an_archive_is_not_followed(
    ours: OurGrader, grade: Grade, tmp_path: Path
) -> None:
    entry = zipfile.ZipInfo("eve/light.ipynb")
    entry.external_attr = (0o120777) << 16
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        archive.writestr(entry, str(ours.surroundings.secret))

    (back,) = grade(tmp_path / "class.zip")

    assert "links are not followed" in back.verdict.reason
    assert not ours.surroundings.leaked(back.everything)
    naive = tmp_path / "naive"
    naive.symlink_to(zipfile.ZipFile(tmp_path / "class.zip").read(entry).decode())
    assert ours.surroundings.leaked(naive.read_text())


def test_a_bomb_is_not_unpacked(grade: Grade, tmp_path: Path) -> None:
    path = zipped(tmp_path / "class.zip", {"eve/light.ipynb": b" " * 60_000_000 + RELU})

    (back,) = grade(path)

    assert "too large" in back.verdict.reason
    assert path.stat().st_size < 100_000
    assert len(zipfile.ZipFile(path).read("eve/light.ipynb")) > 1000 * path.stat().st_size / 2


def test_an_archive_whose_sizes_lie_is_not_believed(grade: Grade, tmp_path: Path) -> None:
    path = zipped(tmp_path / "class.zip", {"eve/light.ipynb": b" " * 20_000_000 + RELU})
    size, said = (20_000_000 + len(RELU)).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, said))

    (back,) = grade(path)

    assert back.verdict.reason
    assert back.verdict.score == 0.0
    assert zipfile.ZipFile(path).getinfo("eve/light.ipynb").file_size == 1000


def test_two_entries_of_one_name_are_not_chosen_between(grade: Grade, tmp_path: Path) -> None:
    entries = {"ada/light.ipynb": RELU, "eve/light.ipynb": RELU, "eve/light.ipynx": b"{}"}
    path = zipped(tmp_path / "class.zip", entries)
    path.write_bytes(path.read_bytes().replace(b"light.ipynx", b"light.ipynb"))

    backs = {back.verdict.student: back for back in grade(path)}

    assert list(backs) == ["ada", "eve"]
    assert "Several notebooks were found" in backs["eve"].verdict.reason
    assert zipfile.ZipFile(path).read("eve/light.ipynb") == b"{}"


def test_what_is_no_zip_is_said_to_be_none(grade: Grade, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "class.tar", "w") as archive:
        archive.add(__file__, "../../light.ipynb")
    (tmp_path / "class.tar").rename(tmp_path / "class.zip")

    (back,) = grade(tmp_path / "class.zip")

    assert back.verdict.reason == "The archive cannot be read: it is not a .zip, or damaged."


def test_a_pipe_in_the_place_of_a_notebook_is_not_waited_for(grade: Grade, tmp_path: Path) -> None:
    (tmp_path / "hand-in").mkdir()
    os.mkfifo(tmp_path / "hand-in" / "light.ipynb")

    (back,) = grade(tmp_path / "hand-in")

    assert "not a plain file" in back.verdict.reason


def deeply_nested() -> bytes:
    return b'{"cells": ' + b"[" * 200_000 + b"]" * 200_000 + b', "nbformat": 4}'


def many_cells() -> bytes:
    cells = b",".join([b'{"cell_type":"code","source":""}'] * 100_000)
    return b'{"nbformat": 4, "cells": [' + cells + b"]}"


BROKEN = {
    "nested two hundred thousand deep": (deeply_nested, "nested too deep"),
    "of a hundred thousand cells": (many_cells, "100,000 cells"),
    "that is no object": (lambda: b"[1, 2, 3]", "not an object"),
    "of a number with a million digits": (
        lambda: b'{"nbformat": ' + b"9" * 1_000_000 + b"}",
        "not valid JSON|version|too long",
    ),
    "that is half a notebook": (lambda: RELU[: len(RELU) // 2], "not valid JSON"),
    "of bytes that are no text": (lambda: b"\x80\x81" * 1000, "not UTF-8"),
    "of null bytes": (lambda: bytes(10_000), "not valid JSON"),
    "of a version to come": (
        lambda: RELU.replace(b'"nbformat": 4', b'"nbformat": 9'),
        "version is 9",
    ),
    "of fifty megabytes": (lambda: RELU + b" " * 50_000_000, "too large"),
}


@pytest.mark.parametrize(("make", "told"), BROKEN.values(), ids=BROKEN)
def test_a_notebook_that_cannot_be_read_says_why(
    ours: OurGrader, grade: Grade, tmp_path: Path, make: Callable[[], bytes], told: str
) -> None:
    (tmp_path / "light.ipynb").write_bytes(make())

    (back,) = grade(tmp_path / "light.ipynb")

    assert back.verdict.status == "unreadable"
    assert back.verdict.score == 0.0
    assert any(word in back.verdict.reason for word in told.split("|")), back.verdict.reason
    assert ours.honest() == ours.alone


def test_null_bytes_in_a_cell_stop_nothing(ours: OurGrader) -> None:
    with pytest.raises((SyntaxError, ValueError)):
        compile("x = 1\0", "cell", "exec")

    back = ours.grade(["x = 1\0", "import numpy as np", HONEST["relu"]])

    assert back.verdict.score == 2.0


def test_cells_of_one_id_are_all_run(ours: OurGrader) -> None:
    document = json.loads(notebook(["import numpy as np", HONEST["relu"], HONEST["layer"]]))
    for cell in document["cells"]:
        cell["id"] = "same"

    assert ours.grade_bytes(json.dumps(document).encode()).verdict.score == 4.0
    assert len({cell["id"]: cell for cell in document["cells"]}) == 1


FORGED: dict[str, Any] = {
    "points": 1000,
    "score": 1000,
    "max_score": 0,
    "grade": True,
    "locked": False,
    "solution": True,
    "status": "correct",
    "role": "solution",
    "question": "relu",
    "grade_id": "relu",
    "passed": True,
}


@pytest.mark.parametrize("tool", ["autograder", "nbgrader", "otter", "deletable"])
def test_points_that_a_notebook_says_of_itself_are_not_given(ours: OurGrader, tool: str) -> None:
    document = json.loads(notebook(["import numpy as np", HONEST["relu"], "def layer(): pass"]))
    document["metadata"] = {tool: FORGED, "student": "ada"}
    for cell in document["cells"]:
        cell["metadata"] = {tool: FORGED}

    back = ours.grade_bytes(json.dumps(document).encode())

    assert (back.verdict.score, back.verdict.max_score) == (2.0, 9.0)
    assert back.verdict.student == "eve"
    assert sum(cell["metadata"][tool]["points"] for cell in document["cells"]) > 9.0


def test_outputs_that_a_notebook_brings_are_not_shown(ours: OurGrader) -> None:
    document = json.loads(notebook(["import numpy as np", HONEST["relu"]]))
    forged = "Score: 9 of 9, said the grader"
    document["cells"][1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": forged}]

    back = ours.grade_bytes(json.dumps(document).encode())

    assert forged not in back.everything
    assert forged in json.dumps(document)


def test_a_student_id_that_is_a_path_names_no_other_file(
    ours: OurGrader, grade: Grade, tmp_path: Path
) -> None:
    from autograder.reports import feedback_file_name

    hostile = ["../../ada", "/etc/passwd", "..", ".", "a/b", "a\0b", "\n", "CON", "<script>"]

    names = [feedback_file_name(student) for student in hostile]

    assert len(set(names)) == len(hostile)
    assert all(Path(name).name == name and "\0" not in name for name in names)
    assert str(tmp_path / "pages" / f"{hostile[0]}.html") != str(tmp_path / "pages" / names[0])


def test_the_honest_class_around_them_is_graded_as_ever(
    ours: OurGrader, grade: Grade, tmp_path: Path
) -> None:
    honest = notebook(["import numpy as np", *HONEST.values()])
    entries = {"ada/light.ipynb": honest, "eve/light.ipynb": b"{", "../bob/light.ipynb": RELU}
    entries["zoe/light.ipynb"] = honest

    backs = {back.verdict.student: back for back in grade(zipped(tmp_path / "c.zip", entries))}

    assert backs["ada"].verdict.score == backs["zoe"].verdict.score == HONEST_SCORE
    assert backs["ada"].unchanged() == ours.alone
    assert backs["eve"].verdict.status == "unreadable"
