"""Kept verdicts: what has moved is told, in a line each."""

import numpy as np
import pytest

from autograder import Assignment, SpecError
from autograder.authoring.course import load_course
from autograder.commands.new import new_course
from autograder.grading.replay import kept_path, moved, read, verdicts_of, write

KEPT = {"mistakes": {"relu: slope": "0 of 1, wrong"}, "sample": {"ada": "1 of 1, graded"}}


@pytest.fixture
def course(tmp_path):
    """A course whose one assignment is the test's own, without a sample class."""
    new_course(tmp_path / "course")
    folder = tmp_path / "course/assignments/rows"
    folder.mkdir()
    (folder / "questions.py").write_text("", "utf-8")
    return load_course(tmp_path / "course")


@pytest.fixture
def assignment():
    assignment = Assignment("rows", title={"en": "Rows"})

    def shuffle(X):
        return X[np.random.default_rng(0).permutation(len(X))]

    question = assignment.question(shuffle, points=4)
    question.case("three rows")(lambda rng: {"X": rng.normal(size=(3, 2))})
    question.case("one row")(lambda rng: {"X": rng.normal(size=(1, 2))})

    @question.summary
    def _(output, X):
        return {"shape": list(output.shape), "the same numbers": bool(output.sum() == X.sum())}

    @question.mistake(en="You lose a row.")
    def loses_a_row(X):
        return X[: max(1, len(X) - 1)]

    return assignment


def test_a_mistakes_verdict_is_its_score_its_status_and_what_explains_it(course, assignment):
    assert verdicts_of(course, assignment) == {
        "mistakes": {"shuffle: loses_a_row": "2 of 4, partial, known: loses_a_row"},
        "sample": {},
    }


def test_verdicts_are_kept_as_they_are(tmp_path):
    write(tmp_path / "verdicts.json", KEPT)

    assert read(tmp_path / "verdicts.json") == KEPT
    assert (tmp_path / "verdicts.json").read_text("utf-8").count("\n") == 8


def test_they_are_kept_beside_the_questions(course, assignment):
    assert kept_path(course, assignment) == course.root / "assignments/rows/verdicts.json"


def test_nothing_has_moved_where_all_is_the_same():
    assert moved(KEPT, KEPT) == []


def test_what_has_moved_come_or_gone_is_told():
    now = {
        "mistakes": {"relu: slope": "0 of 1, wrong, known: slope"},
        "sample": {"bob": "0 of 1, graded"},
    }

    assert moved(KEPT, now) == [
        "mistakes: relu: slope: 0 of 1, wrong → 0 of 1, wrong, known: slope",
        "sample: ada: 1 of 1, graded → nothing",
        "sample: bob: nothing → 0 of 1, graded",
    ]


@pytest.mark.parametrize("text", ["", "[1, 2]", '{"mistakes": 3}', '{"mistakes"'])
def test_a_file_that_holds_something_else_is_refused_in_one_line(tmp_path, text):
    path = tmp_path / "verdicts.json"
    path.write_text(text, "utf-8")

    with pytest.raises(SpecError, match=r"verdicts\.json does not hold verdicts"):
        read(path)
