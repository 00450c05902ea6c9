"""The secret: made once, kept from everybody but its owner, and never weak."""

import stat

import pytest

from autograder.authoring import course as course_module
from autograder.authoring.course import Course, CourseError, Secret, load_secret


@pytest.fixture
def course(tmp_path):
    return Course(root=tmp_path, name="Lines")


def test_it_is_made_at_first_and_then_stays(course):
    first, second = load_secret(course), load_secret(course)

    assert first.made_now
    assert not second.made_now
    assert first.key == second.key
    assert first.seed_id == second.seed_id


def test_two_courses_have_two_secrets(tmp_path):
    one, other = (load_secret(Course(root=tmp_path / name, name=name)) for name in "ab")

    assert one.key != other.key
    assert one.seed_id != other.seed_id


def test_only_its_owner_can_read_it(course):
    load_secret(course)

    assert stat.S_IMODE(course.secret_path.stat().st_mode) == 0o600
    assert stat.S_IMODE(course.private.stat().st_mode) == 0o700


def test_it_holds_256_bits(course):
    key = load_secret(course).key

    assert len(bytes.fromhex(key.decode())) == 32


def test_a_note_beside_it_says_what_it_is_for(course):
    load_secret(course)

    note = (course.private / "README").read_text()
    assert "Keep it out of version control" in note
    assert "back it up" in note


def test_a_note_that_is_there_is_left_as_it_is(course):
    course.private.mkdir()
    (course.private / "README").write_text("mine")
    load_secret(course)

    assert (course.private / "README").read_text() == "mine"


def test_the_environment_says_where_it_is(course, tmp_path, monkeypatch):
    path = tmp_path / "elsewhere/key"
    monkeypatch.setenv("AUTOGRADER_SECRET_FILE", str(path))
    made = load_secret(course)

    assert made.made_now
    assert path.read_bytes().strip() == made.key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not course.private.exists()


def test_white_space_around_it_does_not_count(course):
    course.private.mkdir()
    course.secret_path.write_bytes(b"\n  sixteen bytes ok \r\n")

    assert load_secret(course) == Secret(b"sixteen bytes ok")


@pytest.mark.parametrize("content", [b"", b"\n", b"fifteen bytes..", b" fifteen bytes..\n"])
def test_fewer_than_16_bytes_are_refused_with_the_mend(course, content):
    course.private.mkdir()
    course.secret_path.write_bytes(content)

    with pytest.raises(CourseError) as refusal:
        load_secret(course)

    assert str(refusal.value) == (
        f"the course's secret {course.secret_path} holds fewer than 16 bytes: "
        "delete it to have a new one"
    )


def test_a_folder_in_its_place_is_refused(course):
    course.secret_path.mkdir(parents=True)

    with pytest.raises(CourseError, match=r"secret .* cannot be used: Is a directory"):
        load_secret(course)


def test_where_it_cannot_be_made_the_reason_is_told(course, tmp_path):
    (tmp_path / ".autograder").write_text("a file where the folder should be")

    with pytest.raises(CourseError, match=r"secret .* cannot be used: (Not a dir|File exists)"):
        load_secret(course)


def test_a_grader_that_comes_second_takes_the_other_s(course, monkeypatch):
    """Between the look and the making, another grader has made it."""

    def too_late(path):
        path.parent.mkdir()
        path.write_bytes(b"the other grader's secret\n")
        return make(path)

    make = course_module._make_secret
    monkeypatch.setattr(course_module, "_make_secret", too_late)

    assert load_secret(course) == Secret(b"the other grader's secret", made_now=False)


def test_a_secret_that_another_grader_is_still_writing_is_not_used(course, monkeypatch):
    def half_written(path):
        path.parent.mkdir()
        path.touch()
        return make(path)

    make = course_module._make_secret
    monkeypatch.setattr(course_module, "_make_secret", half_written)

    with pytest.raises(CourseError, match="fewer than 16 bytes"):
        load_secret(course)


def test_its_seed_id_names_it_and_does_not_give_it_away():
    secret = Secret(b"a secret of more than 16 bytes")

    assert secret.seed_id == Secret(secret.key, made_now=True).seed_id
    assert len(secret.seed_id) == 12
    assert secret.seed_id.encode() not in secret.key
