"""The notebooks of an assignment say the same in both languages: sections, cells, formulas."""

import itertools
import json
import re
from pathlib import Path

import pytest

from autograder.authoring.course import load_course
from autograder.authoring.load import assignment_folders

ROOT = Path(__file__).parents[2]
FOLDERS = assignment_folders(load_course(ROOT))

CODE = re.compile(r"^```.*?^```|<!--.*?-->", re.MULTILINE | re.DOTALL)
FORMULA = re.compile(r"\$\$(.*?)\$\$", re.DOTALL)
WORDS = re.compile(r"\\(?:text|mathrm|operatorname\*?)\{[^}]*\}")
BETWEEN = re.compile(r"\\[,; !:]|\\q?quad|[\s~,;:]")
"""What stands between the parts of a formula."""


def prose(name, lang):
    return (FOLDERS[name] / f"notebook.{lang}.md").read_text("utf-8")


def formulas(text):
    """Return the displayed formulas without what a language changes: words, commas and spaces."""
    for found in FORMULA.findall(CODE.sub("", text)):
        yield BETWEEN.sub("", WORDS.sub("", found.replace("{,}", "."))).rstrip(".")


def sections(text):
    """Return the levels of the headings, and where plots and questions stand between them."""
    kinds = re.findall(r"^(#+) |^<!-- (question: \w+|source: [\w.]+)|^```(python.*)$", text, re.M)
    return list(itertools.chain.from_iterable(filter(None, kind) for kind in kinds))


def test_the_comma_of_a_number_makes_no_other_formula():
    assert list(formulas(r"$$x = (0{,}5\,;\ 1)\,.$$")) == list(formulas(r"$$x = (0.5,\ 1).$$"))
    assert list(formulas("$$x = 0.5$$")) != list(formulas("$$x = 0{,}6$$"))


@pytest.mark.parametrize("name", FOLDERS)
def test_sections_questions_and_plots_stand_in_the_same_order(name):
    english, french = (sections(prose(name, lang)) for lang in ("en", "fr"))

    assert english
    assert english == french


@pytest.mark.parametrize("name", FOLDERS)
def test_the_formulas_are_the_same(name):
    assert list(formulas(prose(name, "en"))) == list(formulas(prose(name, "fr")))


@pytest.mark.parametrize("name", FOLDERS)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_name_in_braces_was_filled_in(name, lang):
    notebook = json.loads((ROOT / "release" / lang / name / f"{name}.ipynb").read_text("utf-8"))
    texts = ["".join(cell["source"]) for cell in notebook["cells"]]

    assert not [text for text in texts if "{convention" in text]
