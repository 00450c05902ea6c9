"""What the README and the guides say is so."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from autograder.authoring.course import course_settings
from autograder.cli import main

ROOT = Path(__file__).parent.parent.parent
BLOCK = re.compile(
    r"^```(?:python|markdown)\n# (?P<file>[\w./-]+)\n(?P<text>.*?)^```$", re.M | re.S
)

PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    "docs/authoring.md",
    "docs/commands.md",
    "docs/nbgrader.md",
    "docs/gradescope.md",
    "docs/otter.md",
    "docs/jupyterhub.md",
    "docs/gpu.md",
    "docs/security.md",
    "docs/speed.md",
    "docs/course/plan.en.md",
    "docs/course/plan.fr.md",
]


def blocks() -> list[tuple[str, str]]:
    readme = (ROOT / "README.md").read_text("utf-8")
    return [(match["file"], match["text"]) for match in BLOCK.finditer(readme)]


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new course with the README's question added, nothing else."""
    monkeypatch.delenv("AUTOGRADER_GRADEBOOK", raising=False)
    monkeypatch.delenv("AUTOGRADER_SECRET_FILE", raising=False)
    folder = tmp_path / "course"
    autograder("new", str(folder))
    for name, text in blocks():
        path = folder / name
        path.write_text(path.read_text("utf-8") + "\n\n" + text, "utf-8")
    monkeypatch.chdir(folder)
    return folder


def autograder(*words: str) -> str:
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_readmes_question_takes_under_fifteen_lines() -> None:
    written = [text for _, text in blocks() if "mistake" not in text]

    lines = [line for text in written for line in text.splitlines() if line.strip()]

    assert len(lines) < 15


def test_the_readmes_question_is_built_in_both_languages(course: Path) -> None:
    autograder("build")

    for lang in ("en", "fr"):
        released = (course / f"release/{lang}/neuron/neuron.ipynb").read_text("utf-8")
        assert "def relu(z):" in released
        assert "np.maximum" not in released


def test_the_readmes_question_is_graded_and_its_mistake_is_named(course: Path) -> None:
    autograder("build")
    hand_in(course, "ada", "def relu(z):\n    return z * (z > 0)")
    hand_in(course, "bob", "def relu(z):\n    return np.where(z > 0, 1.0, 0.0)")

    document = json.loads(autograder("grade", "neuron", "in", "--json"))

    ada, bob = (submission["questions"][-1] for submission in document["submissions"])
    assert (ada["name"], ada["score"], ada["status"]) == ("relu", 1.0, "correct")
    assert (bob["score"], bob["mistake"]) == (0.0, "returns_the_slope")
    assert bob["message"].startswith("You return 1 where z is positive")


def hand_in(course: Path, student: str, relu: str) -> None:
    notebook = json.loads((course / "release/en/neuron/neuron.ipynb").read_text("utf-8"))
    for cell in notebook["cells"]:
        own = cell["metadata"]["autograder"]
        if (own["role"], own.get("question")) == ("solution", "relu"):
            cell["source"] = relu
    path = course / "in" / student / "neuron.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(notebook), "utf-8")


def options() -> Iterator[tuple[str, str]]:
    for name, command in main.commands.items():
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                for flag in parameter.opts:
                    yield name, flag


@pytest.mark.parametrize(("command", "flag"), list(options()))
def test_every_flag_is_documented(command: str, flag: str) -> None:
    text = (ROOT / "docs/commands.md").read_text("utf-8")

    assert f"autograder {command}" in text
    assert f"`{flag}" in text or f"{flag} " in text


@pytest.mark.parametrize("setting", list(course_settings()))
def test_every_setting_is_documented(setting: str) -> None:
    assert f"| `{setting}` |" in (ROOT / "docs/commands.md").read_text("utf-8")


@pytest.mark.parametrize("target", ["demo", "test", "check", "release", "sample", "plan"])
def test_every_make_target_that_is_named_exists(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")

    assert re.search(rf"^{target}:", makefile, re.M)


@pytest.mark.parametrize("page", PAGES)
def test_every_link_within_the_repository_leads_somewhere(page: str) -> None:
    path = ROOT / page
    targets = re.findall(r"\]\(([^)#\s]+)", path.read_text("utf-8"))

    missing = [
        target for target in targets if "://" not in target and not (path.parent / target).exists()
    ]

    assert missing == []


def test_the_changelog_counts_the_questions_that_there_are() -> None:
    from autograder.authoring.course import load_course
    from autograder.authoring.load import load_assignment

    assignment = load_assignment(load_course(ROOT), "backprop")
    functions = sum(question.kind == "function" for question in assignment)
    answers = sum(question.kind == "answer" for question in assignment)

    text = (ROOT / "CHANGELOG.md").read_text("utf-8")

    assert f"{assignment.points:g} points, {functions} functions and {answers} answers" in text
