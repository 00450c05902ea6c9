"""The plan of the term, `docs/course/plan.<lang>.md`, says what the code has, in both languages."""

import importlib.util
import re
from pathlib import Path

import pytest

from autograder.authoring.course import load_course
from autograder.authoring.load import assignment_folders

ROOT = Path(__file__).parents[2]
COURSE = ROOT / "docs" / "course"
SPEC = importlib.util.spec_from_file_location("fill_plan", COURSE / "fill_plan.py")
assert SPEC is not None
assert SPEC.loader is not None
fill_plan = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(fill_plan)

PAGES = {lang: (COURSE / f"plan.{lang}.md").read_text("utf-8") for lang in ("en", "fr")}


@pytest.mark.parametrize("lang", PAGES)
def test_the_tables_are_what_the_code_has(lang: str) -> None:
    now = fill_plan.filled(PAGES[lang], lang)

    assert PAGES[lang] == now, f"plan.{lang}.md is stale: make plan"


def test_a_count_that_has_moved_makes_a_page_stale() -> None:
    moved = PAGES["en"].replace("](#neuron) | 100 |", "](#neuron) | 99 |")

    assert moved != PAGES["en"]
    assert fill_plan.filled(moved, "en") == PAGES["en"]


def test_every_assignment_has_its_week() -> None:
    weeks = [name for names in fill_plan.WEEKS.values() for name in names]

    assert sorted(weeks) == sorted(assignment_folders(load_course(ROOT)))


@pytest.mark.parametrize("lang", PAGES)
def test_every_assignment_has_its_section_and_its_questions(lang: str) -> None:
    for names in fill_plan.WEEKS.values():
        for name in names:
            assert f'<a id="{name}"></a>' in PAGES[lang]
            assert f"<!-- table: questions {name} -->" in PAGES[lang]


@pytest.mark.parametrize("lang", PAGES)
def test_every_erratum_is_told_once(lang: str) -> None:
    told = [int(number) for number in re.findall(r"^\| ER(\d+) \|", PAGES[lang], re.M)]

    assert told == list(range(1, 35))


def test_both_languages_have_the_same_sections_and_tables() -> None:
    def outline(text: str) -> list[str]:
        return re.findall(r"^#+(?= )|<a id=\"\w+\">|<!-- table: [\w ]+ -->", text, re.M)

    assert outline(PAGES["en"]) == outline(PAGES["fr"])
