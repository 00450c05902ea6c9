"""What goes wrong with hand-ins: each gets the right score or a clear reason, no class stops.

Plain nbgrader gives most of these nothing, and some of them end its run over the class.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.interop.courses import (
    RIGHT,
    Autograder,
    Nbgrader,
    Notebook,
    answered,
    grade_id,
    hand_in,
    our_course,
    read,
    totals,
)

pytestmark = [pytest.mark.interop, pytest.mark.xdist_group("nbgrader")]

LIMITS = "cell_seconds = 2\ncall_seconds = 1\nsubmission_seconds = 20\n"

FULL = 5.0

Edit = Callable[[Notebook], None]


def append(source: str) -> Edit:
    def edit(notebook: Notebook) -> None:
        cell = {"cell_type": "code", "metadata": {}, "source": source, "outputs": []}
        notebook["cells"].append({**cell, "execution_count": None, "id": "appended"})

    return edit


def in_neuron(line: str) -> Edit:
    def edit(notebook: Notebook) -> None:
        cell = cell_of(notebook, "neuron")
        cell["source"] = cell["source"].replace("\n    return", f"\n    {line}\n    return")

    return edit


def cell_of(notebook: Notebook, name: str) -> Notebook:
    found: Notebook = next(cell for cell in notebook["cells"] if grade_id(cell) == name)
    return found


def delete_tests(notebook: Notebook) -> None:
    notebook["cells"].remove(cell_of(notebook, "test-neuron"))


def delete_all_that_is_locked(notebook: Notebook) -> None:
    def is_locked(cell: Notebook) -> bool:
        locked: bool = cell["metadata"].get("nbgrader", {}).get("locked", False)
        return locked

    notebook["cells"] = [cell for cell in notebook["cells"] if not is_locked(cell)]


def duplicate(notebook: Notebook) -> None:
    cell = cell_of(notebook, "neuron")
    notebook["cells"].insert(notebook["cells"].index(cell), json.loads(json.dumps(cell)))


def strip_all(notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        cell["metadata"] = {}


def strip_solution(notebook: Notebook) -> None:
    cell_of(notebook, "neuron")["metadata"] = {}


def make_tests_markdown(notebook: Notebook) -> None:
    cell = cell_of(notebook, "test-neuron")
    cell["cell_type"] = "markdown"
    del cell["outputs"], cell["execution_count"]


def edit_tests(notebook: Notebook) -> None:
    cell = cell_of(notebook, "test-neuron")
    cell["source"] = "2.0"
    cell["metadata"]["nbgrader"]["points"] = 100


def old_schema(notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"] = {"grade_id": grade_id(cell), "schema_version": 1}


def nonsense_metadata(notebook: Notebook) -> None:
    cell_of(notebook, "neuron")["metadata"]["nbgrader"] = ["nonsense", {"grade_id": 3}]


def version_3(notebook: Notebook) -> None:
    cells = notebook.pop("cells")
    for cell in cells:
        cell["input"] = cell.pop("source")
        cell["source"] = cell["input"]
    notebook |= {"nbformat": 3, "nbformat_minor": 0, "worksheets": [{"cells": cells}]}


EDITS: dict[str, tuple[Edit, float]] = {
    "writes to stderr": (in_neuron('import sys; print("note", file=sys.stderr)'), FULL),
    "warns": (in_neuron('import warnings; warnings.warn("careful")'), FULL),
    "tests deleted": (delete_tests, FULL),
    "everything locked deleted": (delete_all_that_is_locked, FULL),
    "solution duplicated": (duplicate, FULL),
    "all metadata stripped": (strip_all, FULL),
    "solution metadata stripped": (strip_solution, FULL),
    "tests made markdown": (make_tests_markdown, FULL),
    "tests and points edited": (edit_tests, FULL),
    "metadata of an old schema": (old_schema, FULL),
    "metadata that is nonsense": (nonsense_metadata, FULL),
    "notebook of version 3": (version_3, FULL),
    "exits at the top": (append("import os; os._exit(0)"), FULL),
    "exits in the function": (in_neuron("import os; os._exit(0)"), 3.0),
    "SystemExit in the function": (in_neuron("raise SystemExit"), 3.0),
    "endless loop in a cell": (append("while True: pass"), FULL),
    "resets at the end": (append("%reset -f"), 0.0),
    "prints five megabytes": (append('print("x" * 5_000_000)'), FULL),
}

RENAMED = "renamed"
NO_TIME = "no time"
TOLD = {
    "broken JSON": "not valid JSON",
    "not a notebook": "not a notebook that can be read",
    "no notebook": "No notebook was found",
    "a link": "link",
}


@pytest.fixture(scope="module")
def course(
    tmp_path_factory: pytest.TempPathFactory, autograder: Autograder, nbgrader: Nbgrader
) -> Path:
    """A class in which everybody is right, and something is wrong with every hand-in."""
    root = tmp_path_factory.mktemp("failures") / "course"
    course = our_course(root, autograder, nbgrader)
    text = (root / "course.toml").read_text("utf-8")
    for line in LIMITS.splitlines():
        name = line.partition(" ")[0]
        text = "\n".join(line if one.startswith(name) else one for one in text.splitlines())
    (root / "course.toml").write_text(text, "utf-8")
    released = read(course / "release/neuron/neuron.ipynb")
    for student, (edit, _) in EDITS.items():
        notebook = answered(released, student, RIGHT)
        edit(notebook)
        hand_in(course, student, notebook)
    hand_in(course, RENAMED, answered(released, RENAMED, RIGHT), "neuron (1)")
    secret = root / "secret.ipynb"
    shutil.copy(course / "source/neuron/neuron.ipynb", secret)
    for student in TOLD:
        (course / "submitted" / student / "neuron").mkdir(parents=True)
    (course / "submitted/broken JSON/neuron/neuron.ipynb").write_text('{"cells": [')
    (course / "submitted/not a notebook/neuron/neuron.ipynb").write_text('{"a": 1}')
    (course / "submitted/a link/neuron/neuron.ipynb").symlink_to(secret)
    (course / "submitted/a link/neuron/data.txt").symlink_to(secret)
    hand_in(course, NO_TIME, answered(released, NO_TIME, RIGHT))
    (course / f"submitted/{NO_TIME}/neuron/timestamp.txt").write_text("a quarter past")
    return course


@pytest.fixture(scope="module")
def graded(course: Path, autograder: Autograder) -> dict[str, Notebook]:
    """What `autograder grade --nbgrader` says of each."""
    said = json.loads(autograder("grade", "--nbgrader", course, "neuron", "--json", ends=1))
    return {row["student"]: row for row in said["submissions"]}


@pytest.mark.parametrize("student", EDITS)
def test_it_costs_nothing_but_itself(
    student: str, course: Path, graded: dict[str, Notebook]
) -> None:
    assert totals(course)[student] == EDITS[student][1]
    assert not graded[student]["failed"]


def test_a_renamed_notebook_is_taken_for_the_one_that_is_missing(
    course: Path, graded: dict[str, Notebook]
) -> None:
    assert totals(course)[RENAMED] == FULL


@pytest.mark.parametrize("student", TOLD)
def test_what_cannot_be_read_has_a_row_with_the_reason(
    student: str, course: Path, graded: dict[str, Notebook]
) -> None:
    assert totals(course)[student] == 0
    assert TOLD[student] in "; ".join(graded[student]["told"])


def test_a_time_that_is_none_is_told(graded: dict[str, Notebook]) -> None:
    assert graded[NO_TIME]["failed"]
    assert "timestamp.txt holds no time" in graded[NO_TIME]["told"][-1]


def test_what_was_mended_is_told(graded: dict[str, Notebook]) -> None:
    told = "; ".join(graded["solution duplicated"]["told"])

    assert told == "neuron: the cell is there more than once; the last counts"


def test_nothing_of_the_file_behind_a_link_is_shown(course: Path) -> None:
    written = [path for path in (course / "autograded/a link").rglob("*") if path.is_file()]

    assert [path.name for path in written] == ["neuron.ipynb"]
    assert all("np.tanh(" not in path.read_text("utf-8") for path in written)


def test_nbgrader_autograde_gives_the_same(
    course: Path, graded: dict[str, Notebook], nbgrader: Nbgrader, tmp_path: Path
) -> None:
    before = totals(course)
    # It looks for the name that it gave, and says that it finds none.
    nbgrader(course, "autograde", "neuron", "--force", ends=1)

    assert totals(course) == before
