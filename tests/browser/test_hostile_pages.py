"""Whatever students write, wherever they write it, a page that is opened does nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.reports import class_html, feedback_html
from tests.browser import places
from tests.browser.payloads import OUTSIDE, PAYLOADS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-pages")]

HARMLESS = """() => ({
    scripts: document.querySelectorAll("script, iframe, object, embed, form, base, link").length,
    style: document.querySelectorAll("style").length,
    handlers: [...document.querySelectorAll("*")].flatMap(each =>
        each.getAttributeNames().filter(name => name.startsWith("on") || name === "style")),
    links: [...document.links].map(each => each.protocol)
        .filter(each => !["http:", "https:", "mailto:", "file:"].includes(each)),
})"""
CLEAN = {"scripts": 0, "style": 1, "handlers": [], "links": []}


@pytest.fixture
def results(tmp_path: Path) -> Path:
    folder = tmp_path / "results"
    (folder / "feedback").mkdir(parents=True)
    return folder


@pytest.fixture
def does_nothing(open_page, outside, serve, results: Path):
    """Open a page as a file and as it is served, and hold it to doing nothing at all."""

    def check(name: str) -> None:
        served = serve(results).address.replace("class.html", name)
        for address in ((results / name).as_uri(), served):
            opened = open_page(address).looked_through()

            assert opened.effects() == set()
            assert opened.refused == []
            assert outside.connections == 0
            assert opened.page.evaluate(HARMLESS) == CLEAN

    return check


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: payload.name)
def test_a_students_page_does_nothing(does_nothing, results, payload):
    page = feedback_html(places.feedback(payload.text))
    (results / "feedback/ada.html").write_text(page, "utf-8")
    (results / "class.html").touch()

    does_nothing("feedback/ada.html")


@pytest.mark.parametrize("part", range(4))
def test_a_class_page_does_nothing(does_nothing, results, part):
    page = class_html(places.class_report([payload.text for payload in PAYLOADS[part::4]]))
    (results / "class.html").write_text(page, "utf-8")

    does_nothing("class.html")


def test_a_remote_address_is_a_link_to_follow_and_nothing_more(open_page, results):
    page = feedback_html(places.feedback(f"[notes](http://{OUTSIDE}/notes)"))
    (results / "page.html").write_text(page, "utf-8")

    opened = open_page((results / "page.html").as_uri()).looked_through()
    links = opened.page.locator(f"a[href='http://{OUTSIDE}/notes']")

    assert links.count() > 0
    assert opened.effects() == set()
    assert {link.get_attribute("rel") for link in links.all()} == {"noopener noreferrer"}
