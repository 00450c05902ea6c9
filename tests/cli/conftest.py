"""A course from the template, and the command line in process."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from autograder.cli import main

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `autograder` with these words, without the settings of this machine."""
    monkeypatch.delenv("AUTOGRADER_GRADEBOOK", raising=False)
    monkeypatch.delenv("AUTOGRADER_SECRET_FILE", raising=False)

    def invoke(*words: object) -> Result:
        result = CliRunner().invoke(main, [str(word) for word in words])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.fixture
def course(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built course that is the current folder."""
    folder = tmp_path / "course"
    assert run("new", folder).exit_code == 0
    monkeypatch.chdir(folder)
    assert run("build").exit_code == 0
    return folder


@pytest.fixture
def sample(course: Path) -> Path:
    """The template's sample class: ada is right, blaise adds the bias once for each input."""
    return course / "assignments/neuron/sample"


@pytest.fixture
def hand_in(course: Path) -> Callable[..., Path]:
    """Write a notebook made from the release, with these answers in its stubs."""

    def write(path: Path, lang: str = "en", **answers: str) -> Path:
        notebook: dict[str, Any] = json.loads(
            (course / f"release/{lang}/neuron/neuron.ipynb").read_text("utf-8")
        )
        for cell in notebook["cells"]:
            own = cell["metadata"]["autograder"]
            if own["role"] == "solution" and own["question"] in answers:
                cell["source"] = answers[own["question"]]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(notebook), "utf-8")
        return path

    return write
