"""What the policy leaves: an honest page looks and works as it should, as a file and served."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from autograder.judge.verdict import (
    CaseVerdict,
    QuestionStatus,
    QuestionVerdict,
    SubmissionStatus,
    SubmissionVerdict,
)
from autograder.reports import ClassReport, Feedback, class_html, feedback_html

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-pages")]

PAPER = "rgb(252, 252, 250)"
HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map(
    each => Number(each.getAttribute("aria-level") || each.tagName[1]))"""
UNNAMED = """() => [...document.querySelectorAll("img, svg[role=img], [role=region], section")]
    .filter(each => !each.getAttribute("alt") && !each.getAttribute("aria-label")
        && !document.getElementById(each.getAttribute("aria-labelledby")))
    .map(each => each.outerHTML)"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80"><rect width="9"/></svg>'
TABLE = "<table><tr><td>0.5</td></tr></table>"


@pytest.fixture(params=["as files", "served"])
def top(request, tmp_path: Path, serve) -> str:
    """Return the address of a results folder with one student."""
    (tmp_path / "feedback").mkdir()
    case = CaseVerdict("one instance", visible=True, passed=False, message="The sign differs.")
    wrong = QuestionVerdict("relu", 2.0, 1.0, QuestionStatus.PARTIAL, cases=(case,))
    verdict = SubmissionVerdict("ada", SubmissionStatus.GRADED, 1.0, 2.0, 0.1, "", (wrong,))
    page = class_html(
        ClassReport("DL", "A neuron", "en", [verdict], feedback_files={"ada": "feedback/ada.html"})
    )
    (tmp_path / "class.html").write_text(page, "utf-8")
    facts = Feedback("DL", "neuron", "Un neurone", "fr", verdict, executed=NOTEBOOK)
    (tmp_path / "feedback/ada.html").write_text(feedback_html(facts), "utf-8")
    if request.param == "served":
        return serve(tmp_path).address.removesuffix("class.html")
    return f"{tmp_path.as_uri()}/"


def shown(mime: str, content: str) -> dict[str, object]:
    return {"output_type": "display_data", "data": {mime: content}, "metadata": {}}


NOTEBOOK = {
    "cells": [
        {"cell_type": "markdown", "source": "# Notes\n\n| a | b |\n|:--|--:|\n| 1 | 2 |\n\n$x^2$"},
        {
            "cell_type": "code",
            "source": "plot()",
            "outputs": [shown("image/svg+xml", SVG), shown("text/html", TABLE)],
        },
    ]
}


@pytest.mark.parametrize("name", ["class.html", "feedback/ada.html"])
def test_a_page_has_its_style_and_nothing_of_it_is_refused(open_page, top, name):
    opened = open_page(top + name).looked_through()

    paper = opened.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == PAPER
    assert opened.refused == []


def test_what_needs_no_style_attribute_is_drawn_all_the_same(open_page, top):
    page = open_page(f"{top}feedback/ada.html").page

    width = page.evaluate("document.querySelector('.bar rect').getBoundingClientRect().width")
    whole = page.evaluate("document.querySelector('.bar').getBoundingClientRect().width")
    sides = page.evaluate(
        "[...document.querySelectorAll('td')].map(e => getComputedStyle(e).textAlign)"
    )
    assert width == pytest.approx(whole / 2, abs=1)
    assert sides[-3:] == ["left", "right", "right"]


def test_the_bars_of_the_class_page_have_their_colours(open_page, top):
    page = open_page(f"{top}class.html").page

    fills = page.evaluate(
        "[...document.querySelectorAll('.plot path')].map(each => getComputedStyle(each).fill)"
    )
    assert "rgb(59, 111, 148)" in fills


def test_a_picture_of_a_notebook_is_shown(open_page, top):
    page = open_page(f"{top}feedback/ada.html").page

    assert page.evaluate("[...document.images].map(each => each.naturalWidth)") == [120]


def test_a_name_leads_to_its_page_and_back(open_page, top):
    page = open_page(f"{top}class.html").page

    page.locator("a", has_text="ada").first.click()
    page.wait_for_url("**/feedback/ada.html")
    assert page.locator("header h1").inner_text() == "Un neurone"
    page.go_back()
    assert page.locator("header h1").inner_text() == "A neuron"


@pytest.mark.parametrize(("name", "language"), [("class.html", "en"), ("feedback/ada.html", "fr")])
def test_a_page_can_be_heard_as_well_as_seen(open_page, top, name, language):
    page = open_page(top + name).page

    levels = page.evaluate(HEADINGS)
    assert page.evaluate("document.documentElement.lang") == language
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.evaluate(UNNAMED) == []


@pytest.mark.parametrize("name", ["class.html", "feedback/ada.html"])
def test_a_page_fits_a_telephone(open_page, top, name):
    page = open_page(top + name).page
    usual = page.viewport_size

    page.set_viewport_size({"width": 360, "height": 640})
    scrolled = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size(usual)

    assert scrolled <= 360
