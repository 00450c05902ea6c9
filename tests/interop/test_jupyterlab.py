"""A student's evening: the release in a real JupyterLab, in a real browser."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

from autograder.formats.release import release_path
from tests.interop.lab import SECONDS, Lab

pytestmark = [pytest.mark.interop, pytest.mark.browser, pytest.mark.xdist_group("jupyterlab")]

ROOT = Path(__file__).parents[2]
WRONG = "def tanh(z):\n    return 1 / (1 + np.exp(-2 * z))\n"
RIGHT = "def tanh(z):\n    a = np.exp(-2 * np.abs(z))\n    return np.sign(z) * (1 - a) / (1 + a)\n"


class Evening(Lab):
    """A student's notebook, by the names of its questions."""

    def index(self, question: str, role: str) -> int:
        """Return the place of a question's cell."""
        return self.place("autograder", question=question, role=role)

    def outputs(self, question: str, role: str = "checks") -> list[dict[str, Any]]:
        outputs: list[dict[str, Any]] = self.cells()[self.index(question, role)]["outputs"]
        return outputs

    def said(self, question: str) -> str:
        """Return what a question's check has printed."""
        return "".join(
            "".join(output["text"])
            for output in self.outputs(question)
            if output["output_type"] == "stream"
        )

    def write(self, question: str, source: str) -> None:
        """Put a solution into its cell."""
        self.type_into(self.index(question, "solution"), source)

    def run_question(self, question: str) -> None:
        """Run a solution's cell and its check."""
        for role in ("solution", "checks"):
            self.show(self.index(question, role))
            self.run("notebook:run-cell")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A student's folder with the releases, and nothing else of ours."""
    home = tmp_path_factory.mktemp("student")
    for lang in ("en", "fr"):
        shutil.copy(release_path(ROOT / "release", lang, "neuron"), home / f"{lang}.ipynb")
    return home


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    """Serve JupyterLab on loopback, from a clean home; yield its address with `{}` for a file."""
    token, port = secrets.token_hex(16), _free_port()
    settings = {
        "--ServerApp.ip": "127.0.0.1",
        "--ServerApp.port": port,
        "--ServerApp.port_retries": 0,
        "--ServerApp.root_dir": folder,
        "--IdentityProvider.token": token,
        "--LabApp.expose_app_in_browser": True,
    }
    words = [f"{name}={value}" for name, value in settings.items()]
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("JUPYTER")},
        "HOME": str(folder / ".home"),
        "PYTHONPATH": "",
    }
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", *words],
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        _await(f"http://127.0.0.1:{port}/api?token={token}", process, folder / "server.log")
        yield f"http://127.0.0.1:{port}/lab/tree/{{}}?token={token}&reset"
    finally:
        process.terminate()
        process.wait(20)


def _free_port() -> int:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def _await(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start: {log.read_text('utf-8', 'replace')[-800:]}")


@pytest.fixture(scope="module")
def page(chromium: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": 1200, "height": 900})
        opened.set_default_timeout(SECONDS * 1000)
        yield opened
        browser.close()


@pytest.fixture
def lab(server: str, page: Page) -> Callable[[str], Evening]:
    return lambda name: Evening(page, server.format(name))


def test_a_student_sees_a_check_fail_mends_it_and_runs_all_again(
    lab: Callable[[str], Evening], folder: Path
) -> None:
    notebook = lab("en.ipynb")

    # Nothing is written yet: every check says so, and none stops those after it.
    notebook.run("notebook:run-all-cells")
    names = _questions(notebook)
    assert len(names) > 20
    assert {notebook.said(name)[0] for name in names} == {"✘"}

    # A wrong answer: what differs, in words, a picture of it with its text, and the hint.
    notebook.write("tanh", WRONG)
    notebook.run_question("tanh")
    assert notebook.said("tanh").startswith("✘ tanh · from -3 to 3: ")
    assert "values differ" in notebook.said("tanh")
    assert _pictures(notebook.outputs("tanh")) == 1
    assert "the line is yours, the dots are what is expected" in notebook.said("tanh")
    assert "A mistake we know: The numerator is missing" in notebook.said("tanh")
    notebook.page.screenshot(path=folder / "failing.png")

    # Mended: the check passes.
    notebook.write("tanh", RIGHT)
    notebook.run_question("tanh")
    assert notebook.said("tanh").startswith("✔ tanh · from -3 to 3: ")
    notebook.page.screenshot(path=folder / "passing.png")

    # Restart and run all: as from nothing, and saved as it is.
    notebook.page.evaluate(
        "() => { window.jupyterapp.commands.execute('notebook:restart-run-all'); }"
    )
    notebook.page.locator(".jp-Dialog .jp-mod-accept").click()
    notebook.settle()
    assert notebook.said("tanh").startswith("✔")
    assert not [cell for cell in notebook.cells() if _errors(cell)]
    notebook.run("docmanager:save")
    saved = json.loads((folder / "en.ipynb").read_text("utf-8"))
    assert [cell for cell in saved["cells"] if "".join(cell["source"]).strip() == RIGHT.strip()]


def test_the_french_release_speaks_french_and_every_formula_renders(
    lab: Callable[[str], Evening], folder: Path
) -> None:
    notebook = lab("fr.ipynb")

    notebook.write("tanh", WRONG)
    notebook.run("notebook:run-all-cells")

    assert "sur 25), surtout en" in notebook.said("tanh")
    assert "le trait est le vôtre" in notebook.said("tanh")
    assert "Il manque le numérateur" in notebook.said("tanh")
    assert _unrendered(notebook) == []
    notebook.page.screenshot(path=folder / "french.png")


def _questions(notebook: Evening) -> list[str]:
    """Return the questions with a check."""
    own = [cell["metadata"].get("autograder", {}) for cell in notebook.cells()]
    return [each["question"] for each in own if each.get("role") == "checks"]


def _pictures(outputs: list[dict[str, Any]]) -> int:
    return sum("image/png" in output.get("data", {}) for output in outputs)


def _errors(cell: dict[str, Any]) -> list[dict[str, Any]]:
    return [output for output in cell.get("outputs", []) if output["output_type"] == "error"]


def _unrendered(notebook: Evening) -> list[str]:
    """Return what MathJax could not make sense of, and dollars that stayed as they were written."""
    found: list[str] = []
    for index, cell in enumerate(notebook.cells()):
        if cell["cell_type"] != "markdown":
            continue
        notebook.show(index)
        shown = notebook.page.locator(f'.jp-Cell[data-windowed-list-index="{index}"]')
        shown.locator(".jp-RenderedMarkdown").first.wait_for()
        if "$" in "".join(cell["source"]):
            shown.locator("mjx-container").first.wait_for()
        found += shown.locator("mjx-merror, [data-mjx-error]").all_inner_texts()
        prose = shown.locator(".jp-RenderedMarkdown").first.inner_text()
        found += [line for line in prose.splitlines() if "$" in line]
    return found
