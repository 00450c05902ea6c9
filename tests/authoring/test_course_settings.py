"""`course.toml`: what it may say, and one clear line for everything else."""

import dataclasses

import pytest

from autograder.authoring.course import (
    Course,
    CourseError,
    Limits,
    course_settings,
    find_course,
    load_course,
)


@pytest.fixture
def settings(tmp_path):
    """Load a course whose course.toml has this text."""

    def load(text):
        data = text if isinstance(text, bytes) else text.encode()
        (tmp_path / "course.toml").write_bytes(data)
        return load_course(tmp_path)

    return load


def test_a_name_is_all_that_a_course_must_say(settings, tmp_path):
    course = settings('name = "Deep learning"')

    assert course == Course(
        root=tmp_path,
        name="Deep learning",
        languages=("en",),
        count="best",
        gradebook="",
        limits=Limits(),
    )


def test_every_setting_is_read(settings):
    course = settings(
        """
        name = "Apprentissage profond"
        languages = ["fr", "en"]
        count = "last"
        gradebook = "postgresql+psycopg://grader@localhost/grades"

        [limits]
        cell_seconds = 1
        call_seconds = 0.5
        submission_seconds = 20
        memory_mb = 512
        disk_mb = 64
        processes = 16
        output_kb = 10
        notebook_mb = 0.5

        [isolation]
        floor = ["user", "seccomp"]
        """
    )

    assert course.languages == ("fr", "en")
    assert course.language == "fr"
    assert course.count == "last"
    assert course.gradebook_url == "postgresql+psycopg://grader@localhost/grades"
    assert course.limits == Limits(1, 0.5, 20, 512, 64, 16, 10, 0.5)
    assert list(course.isolation.floor) == ["user", "seccomp"]


REFUSED = {
    "not TOML": ("name = ", "cannot be read: Invalid value (at end of document)"),
    "not UTF-8": (b'name = "\xff"', "cannot be read: 'utf-8' codec can't decode byte 0xff"),
    "no name": ("", "`name` must be a text that is not empty"),
    "a blank name": ('name = "  "', "`name` must be a text that is not empty"),
    "a number for a name": ("name = 3", "`name` must be a text that is not empty"),
    "an unknown setting": (
        'name = "x"\nlanguage = "en"',
        "unknown setting 'language'; known are conventions, count, environment, feedback_from, "
        "follow_through, ",
    ),
    "the root": ('name = "x"\nroot = "/"', "unknown setting 'root'"),
    "no languages": ('name = "x"\nlanguages = []', "`languages` must be a list of one or more"),
    "a language alone": ('name = "x"\nlanguages = "en"', "`languages` must be a list"),
    "a number of languages": ('name = "x"\nlanguages = 2', "`languages` must be a list"),
    "an unknown language": ('name = "x"\nlanguages = ["en", "de"]', "one or more of en, fr"),
    "nested languages": ('name = "x"\nlanguages = [["en"]]', "one or more of en, fr"),
    "a language twice": ('name = "x"\nlanguages = ["en", "en"]', "each once"),
    "an unknown count": ('name = "x"\ncount = "first"', '`count` must be "best" or "last"'),
    "a list for a count": ('name = "x"\ncount = ["best"]', '`count` must be "best" or "last"'),
    "a number for a gradebook": ('name = "x"\ngradebook = 3', "`gradebook` must be a database URL"),
    "more than all for a share": ('name = "x"\nfollow_through = 1.5', "a number from 0 to 1"),
    "True for a share": ('name = "x"\nfollow_through = true', "a number from 0 to 1"),
    "NaN for a share": ('name = "x"\nfollow_through = nan', "a number from 0 to 1"),
    "limits that are no table": ('name = "x"\nlimits = 3', "[limits] must be a table"),
    "an unknown limit": (
        'name = "x"\n[limits]\nseconds = 3',
        "[limits]: unknown setting 'seconds'; known are call_seconds, cell_seconds, ",
    ),
    "a name for a floor": ('name = "x"\n[isolation]\nfloor = "user"', "a list of names of layers"),
    "a floor of numbers": ('name = "x"\n[isolation]\nfloor = [1]', "a list of names of layers"),
    "a number for the shim": (
        'name = "x"\n[environment]\nshim = 1',
        "[environment]: `shim` must be true or false",
    ),
    "a limit of zero": (
        'name = "x"\n[limits]\ncall_seconds = 0',
        "[limits]: `call_seconds` must be a number above zero",
    ),
    "a limit below zero": ('name = "x"\n[limits]\ncall_seconds = -1', "must be a number above"),
    "a text for a limit": ('name = "x"\n[limits]\ncall_seconds = "5"', "must be a number above"),
    "True for a limit": ('name = "x"\n[limits]\ncall_seconds = true', "must be a number above"),
    "no number": ('name = "x"\n[limits]\ncall_seconds = nan', "must be a number above zero"),
    "no end": ('name = "x"\n[limits]\ncall_seconds = inf', "and at most 1,000,000"),
    "a limit that no system has": (
        'name = "x"\n[limits]\nmemory_mb = 99999999999999999999',
        "`memory_mb` must be a whole number above zero, and at most 1,000,000",
    ),
    "half a megabyte": (
        'name = "x"\n[limits]\nmemory_mb = 0.5',
        "[limits]: `memory_mb` must be a whole number above zero",
    ),
}


@pytest.mark.parametrize(("text", "told"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_used_is_refused_in_one_line_that_names_the_file(
    settings, tmp_path, text, told
):
    with pytest.raises(CourseError) as refusal:
        settings(text)

    line = str(refusal.value)
    assert line.startswith(str(tmp_path / "course.toml"))
    assert told in line
    assert "\n" not in line


def test_a_missing_course_toml_is_told_with_the_mend(tmp_path):
    with pytest.raises(CourseError) as refusal:
        load_course(tmp_path)

    path = tmp_path / "course.toml"
    assert str(refusal.value) == f"{path} does not exist: make it with `autograder new COURSE`"


def test_a_folder_named_course_toml_is_refused(tmp_path):
    (tmp_path / "course.toml").mkdir()

    with pytest.raises(CourseError, match=r"cannot be read: .*Is a directory"):
        load_course(tmp_path)


def test_the_nearest_course_upwards_is_found(tmp_path):
    for folder in (tmp_path, tmp_path / "inner"):
        folder.mkdir(exist_ok=True)
        (folder / "course.toml").write_text('name = "x"')
    start = tmp_path / "inner/assignments/lines"
    start.mkdir(parents=True)

    assert find_course(start) == tmp_path / "inner"
    assert find_course(tmp_path) == tmp_path


def test_where_there_is_no_course_the_mend_is_told(tmp_path):
    with pytest.raises(CourseError) as refusal:
        find_course(tmp_path)

    line = str(refusal.value)
    assert line.startswith(f"no course.toml in {tmp_path} or above it: go to the course's folder")
    assert "--course DIR" in line
    assert "\n" not in line


def test_the_root_is_absolute_wherever_the_course_is_loaded_from(settings, tmp_path, monkeypatch):
    settings('name = "x"')
    monkeypatch.chdir(tmp_path)

    assert load_course(tmp_path.relative_to(tmp_path)).root == tmp_path


@pytest.mark.parametrize(
    ("setting", "url"),
    [
        ("", "sqlite:///{root}/.autograder/gradebook.db"),
        ("sqlite:///grades/book.db", "sqlite:///{root}/grades/book.db"),
        ("sqlite:////var/book.db", "sqlite:////var/book.db"),
        ("postgresql://host/grades", "postgresql://host/grades"),
    ],
)
def test_a_relative_gradebook_is_in_the_course_s_folder(settings, tmp_path, setting, url):
    course = settings(f'name = "x"\ngradebook = "{setting}"')

    assert course.gradebook_url == url.format(root=tmp_path)


def test_the_environment_overrides_the_gradebook(settings, monkeypatch):
    course = settings('name = "x"\ngradebook = "sqlite:///book.db"')
    monkeypatch.setenv("AUTOGRADER_GRADEBOOK", "postgresql://host/grades")

    assert course.gradebook_url == "postgresql://host/grades"


def test_every_setting_is_listed_with_its_default():
    settings = course_settings()

    limits = {f"limits.{item.name}" for item in dataclasses.fields(Limits)}
    conventions = {f"conventions.NAME.{key}" for key in ("form", "others", "forms")}
    plain = {"name", "languages", "count", "follow_through", "gradebook"}
    plain |= {"feedback_from.ASSIGNMENT"}
    tables = {"environment.shim", "isolation.floor"}
    assert set(settings) == plain | tables | limits | conventions
    assert settings["languages"] == "('en',)"
    assert settings["limits.memory_mb"] == "2048"


def test_feedback_may_wait_for_a_moment(settings):
    course = settings('name = "a"\n[feedback_from]\nexam = 2030-06-30T18:00:00+02:00')

    assert course.feedback_from["exam"].isoformat() == "2030-06-30T18:00:00+02:00"
    assert not settings('name = "a"').feedback_from


@pytest.mark.parametrize(
    "told", ["feedback_from = 3", '[feedback_from]\nexam = "soon"', "[feedback_from]\nexam = 12"]
)
def test_a_moment_is_a_date_and_a_time_with_an_offset(settings, told):
    with pytest.raises(CourseError, match="`feedback_from` must have a moment"):
        settings(f'name = "a"\n{told}')


def test_a_moment_without_an_offset_is_refused(settings):
    with pytest.raises(CourseError, match="with its offset"):
        settings('name = "a"\n[feedback_from]\nexam = 2030-06-30T18:00:00')


def test_the_shim_is_off_unless_the_course_says_so(settings):
    assert not settings('name = "a"').environment.shim
    assert settings('name = "a"\n[environment]\nshim = true').environment.shim
