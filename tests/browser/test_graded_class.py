"""A class of hostile students, graded as any other: every page, table and line it leads to."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.formats.files import shown
from autograder.reports import feedback_file_name
from tests.browser.payloads import PAYLOADS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-graded")]

TEXTS = {payload.name: payload.text for payload in PAYLOADS}
FOLDERS = [
    text
    for text in TEXTS.values()
    if not set("/\0\r\n\ud800") & set(text) and not text.startswith(".")
]
NAMED = [TEXTS[name] for name in ("script", "Markdown around HTML", "link in a spreadsheet")]
"""What no folder is called, but `--attempt-of` may say."""
SHOWN = """
from IPython.display import display
text = {text!r}
class Shown:
    def _repr_mimebundle_(self, **kind):
        return {{mime: text for mime in
                ("text/html", "text/markdown", "text/latex", "image/svg+xml", "text/plain")}}
display(Shown())
for mime in ("text/html", "application/javascript", "image/svg+xml", "image/png", text):
    display({{mime: text}}, raw=True, metadata={{mime: {{"alt": text}}}})
print(text)
raise type(text.replace("\\0", "") , (Exception,), {{}})(text)
"""
STARTS_A_FORMULA = re.compile(r"\s*[=+\-@]|[\t\r\n]")
SPEAKS_TO_A_TERMINAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def graded(tmp_path_factory) -> tuple[Path, str]:
    """Return the results folder of the class, and what the command printed."""
    folder = tmp_path_factory.mktemp("hostile") / "course"
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("AUTOGRADER_GRADEBOOK", "AUTOGRADER_SECRET_FILE"):
            patch.delenv(variable, raising=False)
        run("new", folder)
        patch.chdir(folder)
        run("build")
        release = json.loads((folder / "release/en/neuron/neuron.ipynb").read_text("utf-8"))
        hand_in(folder / "in/everything", "neuron.ipynb", everything(release))
        for number, name in enumerate(FOLDERS):
            kept = "{" if number % 2 else json.dumps(release)
            hand_in(folder / "in" / name, f"{name[:60]}.ipynb", kept)
        printed = run("grade", "neuron", "in", "--jobs", "2", expected=1)
        blank = folder / "release/en/neuron/neuron.ipynb"
        for text in NAMED:
            printed += run("grade", "neuron", blank, "--attempt-of", text)
    return folder / "results/neuron", printed


def run(*words: object, expected: int = 0) -> str:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exit_code == expected, result.output
    return result.output


def hand_in(folder: Path, name: str, content: str) -> None:
    folder.mkdir(parents=True)
    (folder / name).write_text(content, "utf-8")


def everything(release: dict[str, Any]) -> str:
    """Return a notebook that writes every payload, shows it and raises it."""
    notebook = json.loads(json.dumps(release))
    for cell, payload in zip(solutions(notebook), PAYLOADS, strict=False):
        name = cell["metadata"]["autograder"]["question"]
        cell["source"] = f"def {name}(*a, **k):\n    raise RuntimeError({payload.text!r})\n"
    for number, payload in enumerate(PAYLOADS):
        text = payload.text.replace("\ud800", "").replace("\udfff", "")
        own = {"id": f"c{number}", "metadata": {}}
        shown = SHOWN.format(text=text)
        notebook["cells"] += [
            {"cell_type": "markdown", "source": text, **own},
            {"cell_type": "code", "source": shown, "outputs": [], "execution_count": None}
            | {"id": f"d{number}", "metadata": {"name": text, "tags": [text]}},
        ]
    return json.dumps(notebook)


def solutions(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        cell
        for cell in notebook["cells"]
        if cell["metadata"].get("autograder", {}).get("role") == "solution"
    ]


def test_every_hostile_name_is_a_student_of_the_class(graded):
    results, _ = graded

    assert students(results) == {*map(shown, FOLDERS), *NAMED, "everything"}
    assert len(students(results)) >= 15


def test_the_notebook_ran_and_its_page_shows_what_it_did(graded):
    results, _ = graded
    page = (results / "feedback/everything.html").read_text("utf-8")

    assert page.count('class="cell code"') > len(PAYLOADS)
    assert page.count('class="raised"') >= len(PAYLOADS) - 2
    assert "data:image/svg+xml;base64," in page


@pytest.mark.parametrize("served", [False, True], ids=["as files", "served"])
def test_no_page_of_the_class_does_anything(graded, open_page, outside, serve, served):
    results, _ = graded
    top = serve(results).address.removesuffix("class.html") if served else f"{results.as_uri()}/"
    pages = ["class.html", *sorted(str(page.relative_to(results)) for page in results.glob("*/*"))]
    assert len(pages) == len(students(results)) + 1

    for page in pages:
        opened = open_page(top + page).looked_through()

        assert opened.effects() == set()
        assert opened.refused == []
        assert outside.connections == 0


def test_every_name_leads_to_a_page_from_the_class_page(graded, open_page):
    results, _ = graded
    opened = open_page((results / "class.html").as_uri())

    addresses = opened.page.evaluate("[...document.links].map(each => each.getAttribute('href'))")
    pages = {address for address in addresses if not address.startswith("#")}

    assert pages == {f"feedback/{feedback_file_name(name)}" for name in students(results)}
    assert all((results / page).is_file() for page in pages)


def test_no_cell_of_the_table_of_grades_is_a_formula(graded):
    results, _ = graded
    told = [value for row in table(results) for name, value in row.items() if name != "score"]

    assert any(value.startswith("'=HYPERLINK") for value in told)
    assert [value for value in told if STARTS_A_FORMULA.match(value)] == []


def test_nothing_that_is_printed_speaks_to_the_terminal(graded):
    _, printed = graded

    assert "HYPERLINK" in printed
    assert SPEAKS_TO_A_TERMINAL.findall(printed) == []


def students(results: Path) -> set[str]:
    return {row["student"].removeprefix("'") for row in table(results)}


def table(results: Path) -> list[dict[str, str]]:
    with (results / "grades.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
