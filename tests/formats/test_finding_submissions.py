"""Who handed in what: a notebook, one student's folder, a class of folders, loose notebooks."""

import os
from pathlib import Path

import pytest

from autograder.formats.notebook import UnreadableError
from autograder.formats.submissions import MAX_DEPTH, find_submissions


def reason(submission, limit=2**20):
    """Return the refusal of a submission that cannot be read."""
    with pytest.raises(UnreadableError) as refused:
        submission.read(limit)
    return refused.value


# --- where it is found ---


def test_a_notebook_is_its_own_student_s(write, told):
    root = write({"ada.ipynb": b"ada's", "blaise.ipynb": b"blaise's"})
    found = find_submissions(root / "ada.ipynb", "lines")

    assert told(found) == {"ada": "ada's"}
    assert found[0].file_name == "ada.ipynb"


def test_a_class_is_a_folder_of_students(write, told):
    root = write(
        {
            "ada": {"lines.ipynb": b"ada's"},
            "blaise": {"my homework.ipynb": b"blaise's"},
            "chloe": {},
        }
    )
    found = find_submissions(root, "lines")

    assert told(found) == {"ada": "ada's", "blaise": "blaise's", "chloe": "unreadable-missing"}
    assert [one.file_name for one in found] == ["lines.ipynb", "my homework.ipynb", ""]


def test_nbgrader_has_a_folder_for_each_assignment_of_a_student(write, told):
    root = write(
        {
            "ada": {
                "lines": {"lines.ipynb": b"ada's", "timestamp.txt": b"2024"},
                "circles": {"circles.ipynb": b"another homework"},
            },
            "blaise": {"circles": {"circles.ipynb": b"another homework"}, "lines": {}},
        },
        "submitted",
    )
    found = find_submissions(root, "lines")

    assert told(found)["ada"] == "ada's"
    assert found[0].file_name == "lines/lines.ipynb"
    assert [one.student for one in found] == ["ada", "blaise"]


def test_a_folder_with_one_notebook_is_one_student_s(write, told):
    for tree in (
        {"lines.ipynb": b"ada's"},
        {"homework.ipynb": b"ada's"},
        {"lines.ipynb": b"ada's", "notes.txt": b"", "data": {"points.csv": b""}},
        {"lines": {"lines.ipynb": b"ada's"}},
        {"lines": {"homework.ipynb": b"ada's"}},
    ):
        root = write(tree, f"{len(str(tree))}/ada")

        assert told(find_submissions(root, "lines")) == {"ada": "ada's"}


def test_a_folder_is_named_by_where_it_really_is(write, told, monkeypatch):
    monkeypatch.chdir(write({"lines.ipynb": b"ada's"}, "ada"))

    assert told(find_submissions(Path(), "lines")) == {"ada": "ada's"}


def test_several_loose_notebooks_are_one_student_s_each(write, told):
    root = write({"ada.ipynb": b"ada's", "blaise.ipynb": b"blaise's", "grades.csv": b""})

    assert told(find_submissions(root, "lines")) == {"ada": "ada's", "blaise": "blaise's"}


def test_loose_notebooks_and_folders_may_stand_side_by_side(write, told):
    root = write({"ada.ipynb": b"ada's", "blaise": {"x.ipynb": b"blaise's"}, "chloe": {}})

    assert told(find_submissions(root, "lines")) == {
        "ada": "ada's",
        "blaise": "blaise's",
        "chloe": "unreadable-missing",
    }


def test_an_empty_folder_holds_no_submission(write):
    assert find_submissions(write({}), "lines") == []


def test_students_come_in_the_order_of_their_names(write):
    names = ["zoe", "Ada", "blaise", "élodie", "10", "9"]
    root = write({name: {"lines.ipynb": b""} for name in names})

    found = [one.student for one in find_submissions(root, "lines")]
    assert found == sorted(names)


# --- which of a student's notebooks ---


def test_the_notebook_named_after_the_assignment_is_chosen(write, told):
    root = write({"ada": {"lines.ipynb": b"this", "draft.ipynb": b"not this"}, "blaise": {}})

    assert told(find_submissions(root, "lines"))["ada"] == "this"


def test_a_notebook_in_any_folder_of_the_student_is_found(write, told):
    root = write({"ada": {"week 3": {"hand-in": {"homework.ipynb": b"ada's"}}}, "blaise": {}})
    found = find_submissions(root, "lines")

    assert told(found)["ada"] == "ada's"
    assert found[0].file_name == "week 3/hand-in/homework.ipynb"


@pytest.mark.parametrize(
    ("files", "names"),
    [
        (["b.ipynb", "a.ipynb"], "a.ipynb, b.ipynb"),
        (["one/lines.ipynb", "two/lines.ipynb"], "one/lines.ipynb, two/lines.ipynb"),
        ([f"{n}.ipynb" for n in range(9)], "0.ipynb, 1.ipynb, 2.ipynb, 3.ipynb, 4.ipynb"),
    ],
)
def test_of_several_notebooks_none_is_guessed(write, files, names):
    tree = {"ada": {}, "blaise": {}}
    for file in files:
        *folder, name = file.split("/")
        place = tree["ada"].setdefault(folder[0], {}) if folder else tree["ada"]
        place[name] = b""
    ada, _ = find_submissions(write(tree), "lines")

    refusal = reason(ada)
    assert refusal.key == "unreadable-several"
    assert refusal.facts == {"names": names, "wanted": "lines.ipynb"}


# --- what is passed over ---


def test_hidden_files_and_checkpoints_are_passed_over(write, told):
    copies = {"lines.ipynb": b"a copy", "lines-checkpoint.ipynb": b"a copy"}
    root = write(
        {
            "ada": {
                "lines.ipynb": b"ada's",
                ".ipynb_checkpoints": copies,
                "._lines.ipynb": b"of a Mac",
                "__MACOSX": copies,
                "deeper": {".git": copies},
            },
            ".git": copies,
            "__MACOSX": {"ada": copies},
            ".hidden.ipynb": b"hidden",
        }
    )

    assert told(find_submissions(root, "lines")) == {"ada": "ada's"}


def test_links_are_not_followed(write, told):
    elsewhere = write({"lines.ipynb": b"another's", "deeper": {"x.ipynb": b"another's"}}, "other")
    root = write(
        {
            "ada": {"lines.ipynb": elsewhere / "lines.ipynb"},
            "blaise": {"work": elsewhere},
            "chloe": elsewhere,
            "denis": {"lines.ipynb": b"denis's", "loop": Path()},
            "emmy": {"lines.ipynb": Path("/nowhere")},
        }
    )

    assert told(find_submissions(root, "lines")) == {
        "ada": "unreadable-link",
        "blaise": "unreadable-missing",
        "denis": "denis's",
        "emmy": "unreadable-link",
    }


def test_a_link_given_by_name_is_not_followed_either(write, told):
    root = write({"ada.ipynb": b"ada's", "blaise.ipynb": Path("ada.ipynb")})

    assert told(find_submissions(root / "blaise.ipynb", "lines")) == {"blaise": "unreadable-link"}
    assert told(find_submissions(root, "lines"))["blaise"] == "unreadable-link"


def test_the_class_s_folder_itself_may_be_a_link(write, told, tmp_path):
    write({"ada": {"lines.ipynb": b"ada's"}, "blaise": {}}, "real")
    (tmp_path / "link").symlink_to(tmp_path / "real")

    assert told(find_submissions(tmp_path / "link", "lines"))["ada"] == "ada's"


def test_a_folder_that_is_named_like_a_notebook_is_a_folder(write, told):
    root = write({"ada": {"lines.ipynb": {"real.ipynb": b"ada's"}}, "blaise": {}})

    assert told(find_submissions(root, "lines"))["ada"] == "ada's"


def test_a_pipe_is_not_waited_for(write):
    root = write({"ada": {}, "blaise": {}})
    os.mkfifo(root / "ada/lines.ipynb")
    ada, _ = find_submissions(root, "lines")

    assert reason(ada).facts == {"detail": "it is not a plain file"}


def test_folders_are_looked_into_down_to_a_depth(write, told):
    """A tree can be made deeper than Python's own walk can follow."""
    root = write({"ada": {}, "blaise": {}})
    for student, depth in (("ada", MAX_DEPTH - 1), ("blaise", 400)):
        folder = (root / student).joinpath(*["d"] * (depth - 1))
        folder.mkdir(parents=True)
        (folder / "lines.ipynb").write_bytes(b"deep")

    assert told(find_submissions(root, "lines")) == {"ada": "deep", "blaise": "unreadable-missing"}


def test_names_that_are_no_text_are_still_two_students(write, told, tmp_path):
    """As old archives leave them: Latin-1 bytes where Linux has UTF-8."""
    one, other, file = map(os.fsdecode, (b"ren\xe9e", b"ren\xe8e", b"\xff.ipynb"))
    root = write({one: {file: b"hers"}, other: {file: b"his"}})
    found = find_submissions(root, "lines")

    assert told(found) == {"ren\\udce9e": "hers", "ren\\udce8e": "his"}
    for one in found:
        one.student.encode("utf-8")
        one.file_name.encode("utf-8")


# --- reading ---


def test_a_file_that_is_too_large_is_refused_before_it_is_read(write):
    root = write({"ada.ipynb": b"x" * 3 * 2**20})
    (ada,) = find_submissions(root / "ada.ipynb", "lines")

    assert reason(ada, 2 * 2**20).facts == {"size": "3", "limit": "2"}
    assert len(ada.read(3 * 2**20)) == 3 * 2**20


def test_a_file_that_is_gone_when_it_is_read_is_told(write):
    root = write({"ada.ipynb": b"x"})
    (ada,) = find_submissions(root / "ada.ipynb", "lines")
    (root / "ada.ipynb").unlink()

    assert reason(ada).facts == {"detail": "No such file or directory"}


# --- bad usage ---


def test_a_path_that_is_not_there_is_told(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere does not exist"):
        find_submissions(tmp_path / "nowhere", "lines")


def test_a_file_of_another_kind_is_told(write):
    with pytest.raises(ValueError, match=r"notes\.txt is neither a notebook, a folder nor a \.zip"):
        find_submissions(write({"notes.txt": b""}) / "notes.txt", "lines")


@pytest.mark.parametrize("name", ["lines.ipynb", "."])
def test_the_student_of_one_notebook_can_be_named(write, told, name):
    root = write({"lines.ipynb": b"hers"})
    found = find_submissions(root / name, "lines", "ada")

    assert told(found) == {"ada": "hers"}
    assert found[0].file_name == "lines.ipynb"


@pytest.mark.parametrize(("students", "count"), [([], 0), (["ada", "blaise"], 2)])
def test_one_student_cannot_have_handed_in_a_class(write, students, count):
    root = write({student: {"lines.ipynb": b""} for student in students})

    with pytest.raises(ValueError, match=rf"holds {count} submissions: --attempt-of is for one"):
        find_submissions(root, "lines", "ada")
