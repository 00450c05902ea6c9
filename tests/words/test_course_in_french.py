"""What the course says in French: no line breaks before a colon or inside guillemets."""

import re
from pathlib import Path

import pytest

from autograder.authoring.course import load_course
from autograder.authoring.load import assignment_folders, load_assignment

ROOT = Path(__file__).parents[2]
COURSE = load_course(ROOT)
FOLDERS = assignment_folders(COURSE)

BREAKS = re.compile(r"\S [:;?!%»](?=\s|$)|« ", re.MULTILINE)
NO_PROSE = re.compile(r"^```.*?^```|`[^`\n]*`|\$\$.*?\$\$|\$[^$\n]*\$", re.MULTILINE | re.DOTALL)
"""Code and formulas."""


def french(assignment):
    """Yield what an assignment says in French outside its notebook, hints first."""
    for question in assignment:
        for mistake in question.mistakes:
            yield mistake.hint.get("fr", "")
            yield mistake.concept.get("fr", "")
        for convention in question.conventions:
            yield convention.hint.get("fr", "")
        for case in question.cases:
            yield case.names.get("fr", "")
        yield question.texts.get("fr", "")
        for text in question.sheet.texts() if question.sheet else ():
            yield text.get("fr", "")


def test_a_line_that_may_break_before_a_colon_is_noticed():
    assert BREAKS.search("un signe s'est perdu : lequel\u00a0?")
    assert BREAKS.search("le signe «\xa0moins »")
    assert not BREAKS.search("perdu\u00a0: lequel\u00a0? Z[:, 0]")


@pytest.mark.parametrize("name", FOLDERS)
def test_no_hint_and_no_text_may_break_before_its_punctuation(name):
    texts = [NO_PROSE.sub("_", text) for text in french(load_assignment(COURSE, name))]

    assert any(texts)
    assert [text for text in texts if BREAKS.search(text)] == []


@pytest.mark.parametrize("name", FOLDERS)
def test_no_line_of_a_notebook_may_break_before_its_punctuation(name):
    prose = (FOLDERS[name] / "notebook.fr.md").read_text("utf-8")
    lines = NO_PROSE.sub("_", prose).splitlines()

    assert [line for line in lines if BREAKS.search(line)] == []
