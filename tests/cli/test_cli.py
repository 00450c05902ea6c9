"""The command line, as a shell sees it: what is printed, what is written, how it ends."""

from __future__ import annotations

import csv
import html
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from autograder.frameworks import Framework
from autograder.phases import PHASES

Run = Callable[..., Result]

RIGHT = {
    "pre_activation": "def pre_activation(w, x, b):\n    return w @ x + b",
    "neuron": "def neuron(w, x, b):\n    return np.tanh(pre_activation(w, x, b))",
}


def scores(result: Result) -> dict[str, float]:
    return {one["student"]: one["score"] for one in json.loads(result.stdout)["submissions"]}


def test_a_new_course_builds_and_grades_as_it_is(run: Run, sample: Path) -> None:
    result = run("grade", "neuron", sample, "--json")

    assert result.exit_code == 0
    assert scores(result) == {"ada": 5.0, "blaise": pytest.approx(1.0)}


def test_a_new_course_does_not_overwrite_what_is_there(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep me")

    result = run("new", tmp_path)

    assert result.exit_code == 2
    assert "not an empty folder" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_json_has_the_documented_shape_and_nothing_else(run: Run, sample: Path) -> None:
    document = json.loads(run("grade", "neuron", sample, "--json").stdout)

    assert document["schema"] == 1
    assert document["assignment"] == "neuron"
    blaise = document["submissions"][1]
    assert set(blaise) == {
        "student",
        "status",
        "score",
        "max_score",
        "seconds",
        "reason",
        "questions",
    }
    question = blaise["questions"][1]
    assert set(question) == {
        "name",
        "points",
        "score",
        "status",
        "mistake",
        "message",
        "cases",
        "diagnosis",
        "breaches",
        "follow_through",
    }
    assert question["mistake"] == "adds_the_bias_inside_the_sum"
    assert set(question["cases"][0]) == {"name", "visible", "passed", "message"}


def test_the_same_document_is_in_results_json(run: Run, course: Path, sample: Path) -> None:
    result = run("grade", "neuron", sample, "--json", "--out", "there")

    assert json.loads((course / "there/results.json").read_text("utf-8")) == json.loads(
        result.stdout
    )


def test_grading_writes_the_pages_and_the_grades(run: Run, course: Path, sample: Path) -> None:
    run("grade", "neuron", sample)

    out = course / "results/neuron"
    assert "blaise" in (out / "class.html").read_text("utf-8")
    assert "outside the sum" in (out / "feedback/blaise.html").read_text("utf-8")
    rows = list(csv.DictReader((out / "grades.csv").read_text("utf-8").splitlines()))
    assert [(row["student"], row["score"]) for row in rows] == [("ada", "5"), ("blaise", "1")]


def test_the_table_names_the_mistakes_and_the_pages(run: Run, sample: Path) -> None:
    result = run("grade", "neuron", sample)

    assert "adds the bias inside the sum" in result.stdout
    assert "class.html" in result.stdout


def test_a_broken_file_has_a_row_with_the_reason_and_the_others_are_graded(
    run: Run, course: Path, sample: Path
) -> None:
    (sample / "zoe").mkdir()
    (sample / "zoe/neuron.ipynb").write_text('{"cells": [')

    result = run("grade", "neuron", sample, "--json")

    assert result.exit_code == 1
    assert scores(result)["ada"] == 5.0
    zoe = json.loads(result.stdout)["submissions"][-1]
    assert (zoe["status"], zoe["score"]) == ("unreadable", 0.0)
    assert "not valid JSON" in zoe["reason"]


def test_a_student_who_handed_in_nothing_has_a_row(run: Run, sample: Path) -> None:
    (sample / "yann").mkdir()

    result = run("grade", "neuron", sample, "--json")

    assert json.loads(result.stdout)["submissions"][-1]["reason"] == "No notebook was found."


def test_a_zip_of_a_folder_is_a_folder(run: Run, course: Path, sample: Path) -> None:
    with zipfile.ZipFile(course / "class.zip", "w") as archive:
        for path in sample.rglob("*.ipynb"):
            archive.write(path, path.relative_to(sample))

    result = run("grade", "neuron", "class.zip", "--json")

    assert scores(result) == {"ada": 5.0, "blaise": pytest.approx(1.0)}


def test_a_name_too_long_for_the_gradebook_does_not_stop_the_class(
    run: Run, course: Path, sample: Path
) -> None:
    with zipfile.ZipFile(course / "class.zip", "w") as archive:
        for student in ("ada", "x" * 1000, "x" * 1001):
            archive.write(sample / "ada/neuron.ipynb", f"{student}/neuron.ipynb")

    result = run("grade", "neuron", "class.zip", "--json")

    assert result.exit_code == 0
    assert len(scores(result)) == 3
    assert all(len(student) <= 100 for student in scores(result))


def test_report_survives_a_language_that_the_course_gave_up(
    run: Run, course: Path, hand_in: Callable[..., Path]
) -> None:
    run("grade", "neuron", hand_in(course / "in/ada/neuron.ipynb", lang="fr", **RIGHT))
    questions = course / "assignments/neuron/questions.py"
    text = questions.read_text("utf-8").replace(', "fr": "Un neurone"', "")
    questions.write_text(text, "utf-8")
    settings = course / "course.toml"
    settings.write_text(settings.read_text("utf-8").replace('["en", "fr"]', '["en"]'), "utf-8")

    assert run("report", "neuron").exit_code == 0


def test_nbgraders_submitted_folder_is_read_as_it_is(
    run: Run, course: Path, hand_in: Callable[..., Path]
) -> None:
    hand_in(course / "submitted/ada/neuron/neuron.ipynb", **RIGHT)
    hand_in(course / "submitted/ada/other/other.ipynb")
    hand_in(course / "submitted/bob/neuron/neuron.ipynb")

    result = run("grade", "neuron", "submitted", "--json")

    assert scores(result) == {"ada": 4.0, "bob": 0.0}


def test_one_students_folder_of_several_assignments_is_that_student(
    run: Run, course: Path, hand_in: Callable[..., Path]
) -> None:
    hand_in(course / "submitted/ada/neuron/neuron.ipynb", **RIGHT)
    hand_in(course / "submitted/ada/other/other.ipynb")

    result = run("grade", "neuron", "submitted/ada", "--json")

    assert scores(result) == {"ada": 4.0}


def test_a_profile_shows_where_the_time_went(run: Run, course: Path, sample: Path) -> None:
    result = run("grade", "neuron", sample, "--profile", "--json")

    rows = {line.split("│")[1].strip() for line in result.stderr.splitlines() if "│" in line}
    assert rows == {*PHASES, "together"}
    assert "2 submissions by" in result.stderr
    assert json.loads(result.stdout)["assignment"] == "neuron"


def test_feedback_speaks_the_language_of_the_notebook(
    run: Run, course: Path, hand_in: Callable[..., Path]
) -> None:
    wrong = "def pre_activation(w, x, b):\n    return w @ x"
    hand_in(course / "in/ada/neuron.ipynb", lang="fr", pre_activation=wrong)

    result = run("grade", "neuron", "in", "--json")

    message = json.loads(result.stdout)["submissions"][0]["questions"][1]["message"]
    assert message.startswith("Le biais b n'est jamais ajouté")


def test_lang_overrides_the_language_of_the_notebook(run: Run, sample: Path) -> None:
    result = run("grade", "neuron", sample / "blaise", "--lang", "fr", "--json")

    message = json.loads(result.stdout)["submissions"][0]["questions"][1]["message"]
    assert message.startswith("Vous ajoutez b une fois par entrée")


def test_attempt_of_says_whose_a_notebook_is(
    run: Run, course: Path, hand_in: Callable[..., Path]
) -> None:
    path = hand_in(course / "download (3).ipynb", **RIGHT)

    result = run("grade", "neuron", path, "--attempt-of", "ada", "--json")

    assert scores(result) == {"ada": 4.0}


def test_the_best_attempt_counts_by_default(
    run: Run, course: Path, hand_in: Callable[..., Path]
) -> None:
    run("grade", "neuron", hand_in(course / "one/ada.ipynb", **RIGHT))
    run("grade", "neuron", hand_in(course / "two/ada.ipynb"))

    exported = json.loads(run("export", "neuron", "--format", "json").stdout)

    assert [one["score"] for one in exported["submissions"]] == [4.0]


def test_the_last_attempt_counts_where_the_course_says_so(
    run: Run, course: Path, hand_in: Callable[..., Path]
) -> None:
    settings = course / "course.toml"
    settings.write_text(settings.read_text().replace('count = "best"', 'count = "last"'))
    run("grade", "neuron", hand_in(course / "one/ada.ipynb", **RIGHT))
    run("grade", "neuron", hand_in(course / "two/ada.ipynb"))

    exported = json.loads(run("export", "neuron", "--format", "json").stdout)

    assert [one["score"] for one in exported["submissions"]] == [0.0]


def test_report_writes_the_pages_again_from_the_gradebook(
    run: Run, course: Path, sample: Path
) -> None:
    run("grade", "neuron", sample)

    result = run("report", "neuron", "--out", "again")

    assert result.exit_code == 0
    assert "students: 2" in result.stdout
    first = (course / "results/neuron/class.html").read_text("utf-8")
    assert (course / "again/class.html").read_text("utf-8") == first
    assert "outside the sum" in (course / "again/feedback/blaise.html").read_text("utf-8")
    assert "total += w[i] * x[i] + b" in _text(course / "again/feedback/blaise.html")


def test_an_exam_s_pages_wait_for_their_moment(run: Run, course: Path, sample: Path) -> None:
    settings, page = course / "course.toml", course / "results/neuron/feedback/blaise.html"
    before = settings.read_text("utf-8")
    settings.write_text(f"{before}\n[feedback_from]\nneuron = 2999-01-01T12:00:00Z\n", "utf-8")
    graded = run("grade", "neuron", sample, "--json")

    assert scores(graded)["blaise"] > 0
    assert "outside the sum" not in page.read_text("utf-8")
    assert "1 January 2999" in _text(page)

    settings.write_text(f"{before}\n[feedback_from]\nneuron = 2001-01-01T12:00:00Z\n", "utf-8")
    run("report", "neuron")

    assert "outside the sum" in page.read_text("utf-8")


def _text(path: Path) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", path.read_text("utf-8")))


def test_export_prints_csv(run: Run, sample: Path) -> None:
    run("grade", "neuron", sample)

    lines = run("export", "neuron", "--format", "csv").stdout.splitlines()

    assert lines[0].startswith("student,status,score,max_score")
    assert [line.split(",")[0] for line in lines[1:]] == ["ada", "blaise"]


def test_the_first_grading_makes_the_secret_and_says_so(run: Run, course: Path) -> None:
    first = run("grade", "neuron", "assignments/neuron/sample/ada")
    secret = (course / ".autograder/secret").read_bytes()
    second = run("grade", "neuron", "assignments/neuron/sample/ada")

    assert "A secret was made" in first.stderr
    assert "secret" not in second.stderr
    assert (course / ".autograder/secret").read_bytes() == secret


def test_build_is_the_same_to_the_byte(run: Run, course: Path) -> None:
    released = {path: path.read_bytes() for path in (course / "release").rglob("*.ipynb")}

    run("build", "--out", "again")

    assert len(released) == 2
    for path, data in released.items():
        assert (course / "again" / path.relative_to(course / "release")).read_bytes() == data


def test_build_check_fails_for_a_release_that_was_edited(run: Run, course: Path) -> None:
    assert run("build", "--check").exit_code == 0

    with (course / "release/fr/neuron/neuron.ipynb").open("a") as file:
        file.write(" ")
    result = run("build", "--check")

    assert result.exit_code == 1
    assert "releases out of date: 1; run `autograder build`" in result.stderr


def test_the_instructors_version_has_the_solutions_and_the_students_has_not(course: Path) -> None:
    solution = "np.dot(w, x) + b"

    assert solution in (course / "instructor/en/neuron/neuron.ipynb").read_text("utf-8")
    assert solution not in (course / "release/en/neuron/neuron.ipynb").read_text("utf-8")


def test_build_takes_one_language(run: Run, course: Path) -> None:
    run("build", "neuron", "--lang", "fr", "--out", "only")

    assert [path.name for path in (course / "only").iterdir()] == ["fr"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["grade", "nothing", "x"], "there is no assignment 'nothing'"),
        (["grade", "neuron", "no-such-file"], "no-such-file does not exist"),
        (["grade", "neuron", "course.toml"], "neither a notebook, a folder nor a .zip"),
        (["grade", "neuron", "assignments", "--lang", "xx"], "no language 'xx'"),
        (["grade", "neuron"], "Missing argument"),
        (["build", "--lang", "de"], "no language 'de'"),
        (["build", "nothing"], "there is no assignment 'nothing'"),
        (["export", "neuron", "--format", "xml"], "'xml' is not one of"),
        (["report", "nothing"], "there is no assignment 'nothing'"),
        (["grade", "neuron", "assignments", "--jobs", "0"], "--jobs"),
        (["--course", "x"], "No such option"),
    ],
)
def test_bad_usage_is_one_clear_line_and_exit_code_2(
    run: Run, course: Path, words: list[str], told: str
) -> None:
    result = run(*words)

    assert result.exit_code == 2
    assert told in result.stderr
    assert "Traceback" not in result.stderr


def test_outside_a_course_the_mend_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    result = run("build")

    assert result.exit_code == 2
    assert "autograder new" in result.stderr


def test_an_authors_slip_is_one_clear_line(run: Run, course: Path) -> None:
    questions = course / "assignments/neuron/questions.py"
    questions.write_text(questions.read_text("utf-8") + "\nneuron.points = 0\n", "utf-8")

    result = run("build")

    assert result.exit_code == 1
    assert result.stderr.strip() == "Error: question 'neuron': points must be above zero"


def test_an_output_folder_that_cannot_be_written_is_one_clear_line(
    run: Run, course: Path, sample: Path
) -> None:
    (course / "blocked").write_text("a file")

    result = run("grade", "neuron", sample, "--out", "blocked/results")

    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()[-1:]
    assert "blocked/results" in line
    assert "All grades are kept" in line
    assert "`autograder report neuron --out blocked/results`" in line
    assert len(run("export", "neuron", "--format", "csv").stdout.splitlines()) == 3


def test_doctor_looks_at_the_machine_and_the_course(run: Run, course: Path) -> None:
    result = run("doctor")

    assert result.exit_code == 0
    for subject in ("Python", "Sandbox", "Course: My deep-learning course", "Gradebook"):
        assert subject in result.stdout
    for framework in ("PyTorch", "TensorFlow"):
        assert framework in result.stdout


def test_doctor_says_how_to_install_a_framework_that_is_not_there(
    run: Run, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Framework, "is_installed", False)

    told = " ".join(run("doctor").stdout.split())

    assert "PyTorch: not installed: assignments that ask for it are not graded here" in told
    assert "pip install 'chainrule[torch]'" in told


def test_an_assignment_without_its_framework_is_one_clear_line(
    run: Run, course: Path, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = course / "assignments/neuron/questions.py"
    text = questions.read_text()
    questions.write_text(
        "import torch\n" + text.replace("title=", 'frameworks=["torch"], title=', 1)
    )
    monkeypatch.setattr(Framework, "is_installed", False)

    everything = run("build")
    assert everything.exit_code == 0
    assert everything.stderr.startswith("Left out: assignment 'neuron' needs PyTorch, which is not")

    for command in (["build", "neuron"], ["grade", "neuron", str(sample)]):
        result = run(*command)

        assert result.exit_code == 1
        [line] = result.stderr.strip().splitlines()
        assert line.endswith(
            "assignment 'neuron' needs PyTorch, which is not installed here: "
            "pip install 'chainrule[torch]'"
        )


def test_a_numpy_course_is_built_and_graded_where_there_is_no_framework(
    course: Path, sample: Path
) -> None:
    program = (
        "import sys\n"
        "for name in ('torch', 'tensorflow', 'keras', 'safetensors'):\n"
        "    sys.modules[name] = None\n"
        "from autograder.cli import main\n"
        f"main(['build', '--course', {str(course)!r}], standalone_mode=False)\n"
        f"main(['grade', 'neuron', {str(sample)!r}, '--course', {str(course)!r}])\n"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr
    assert "scores" in done.stdout


def test_doctor_makes_nothing(run: Run, course: Path) -> None:
    before = sorted(course.rglob("*"))

    run("doctor")

    assert sorted(course.rglob("*")) == before


def test_doctor_reports_a_gradebook_that_cannot_be_opened(
    run: Run, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOGRADER_GRADEBOOK", "sqlite:////proc/nowhere/gradebook.db")

    result = run("doctor")

    assert result.exit_code == 1
    assert "PROBLEM  Gradebook" in result.stdout


def test_help_imports_neither_numpy_nor_the_database() -> None:
    program = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from autograder.cli import main\n"
        "CliRunner().invoke(main, ['grade', '--help'])\n"
        "print([name for name in ('sqlalchemy', 'IPython', 'matplotlib') if name in sys.modules])\n"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert done.stdout.strip() == "[]"


def test_the_sample_of_a_new_course_is_made_from_its_release(course: Path, sample: Path) -> None:
    def provided(path: Path) -> list[str]:
        cells = json.loads(path.read_text("utf-8"))["cells"]
        kept = ("toolkit", "checks", "variant", "info", "prose")
        return ["".join(c["source"]) for c in cells if c["metadata"]["autograder"]["role"] in kept]

    released = provided(course / "release/en/neuron/neuron.ipynb")

    for student in ("ada", "blaise"):
        assert provided(sample / student / "neuron.ipynb") == released


def test_an_error_that_names_a_hostile_file_does_nothing_to_the_terminal(
    run: Run, course: Path
) -> None:
    result = run("grade", "neuron", course / "no\x1b]0;title\x07such\u202e.ipynb")

    assert result.exit_code == 2
    assert "no\\x1b]0;title\\x07such\\u202e.ipynb" in result.stderr
    assert "\x1b" not in result.stderr


def test_without_nbgrader_one_line_says_what_to_install(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("nbgrader", "nbgrader.api", "nbgrader.apps"):
        monkeypatch.setitem(sys.modules, name, None)
    for name in [name for name in sys.modules if name.startswith("autograder.commands.nbgrader.")]:
        monkeypatch.delitem(sys.modules, name)

    result = run("grade", "--nbgrader", tmp_path, "ps1")

    assert result.exit_code == 1
    assert result.stderr == (
        "Error: nbgrader is not installed here: pip install 'chainrule[nbgrader]'\n"
    )


@pytest.mark.interop
def test_a_folder_that_is_no_nbgrader_course_is_one_clear_line(run: Run, tmp_path: Path) -> None:
    result = run("grade", "--nbgrader", tmp_path, "ps1")

    assert result.exit_code == 2
    assert result.stderr == (
        f"Error: {tmp_path} is no nbgrader course: it has no source/ and no gradebook\n"
    )
