"""The payloads do what they say in a careless page, and what is served does not need cleaning."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from tests.browser.payloads import PAYLOADS, Effect, Payload, Reading

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-control")]

HARMFUL = [payload for payload in PAYLOADS if payload.does is not Effect.NONE]
AGAIN = "document.body.innerHTML = document.body.innerHTML"


def careless(payload: Payload) -> str:
    """Return a page that shows the payload as it is."""
    body = payload.text
    if payload.reading is Reading.MARKDOWN:
        reader = MarkdownIt("commonmark", {"html": True})
        reader.validateLink = lambda _address: True
        body = reader.render(body)
    head = "<!DOCTYPE html><html lang=en><meta charset=utf-8><title>x</title>"
    return f"{head}<body>{body}\n<p>x</p>"


@pytest.mark.parametrize("payload", HARMFUL, ids=lambda payload: payload.name)
def test_it_works_in_a_page_that_is_neither_cleaned_nor_under_a_policy(
    open_afresh, tmp_path, payload
):
    path = tmp_path / "page.html"
    path.write_text(careless(payload), "utf-8")

    opened = open_afresh(path.as_uri()).looked_through()
    if payload.reading is Reading.TWICE:
        opened.page.evaluate(AGAIN)

    assert payload.does in opened.waited_for(payload.does)


@pytest.mark.parametrize("payload", HARMFUL, ids=lambda payload: payload.name)
def test_served_it_does_nothing_even_in_a_page_that_is_not_cleaned(
    open_page, serve, tmp_path, payload
):
    (tmp_path / "class.html").write_text(careless(payload), "utf-8")

    opened = open_page(serve(tmp_path).address).looked_through()
    if payload.reading is Reading.TWICE:
        opened.page.evaluate(AGAIN)

    assert opened.effects() == set()


def test_the_payloads_are_many_and_each_has_a_name_of_its_own():
    assert len({payload.name for payload in PAYLOADS}) == len(PAYLOADS) >= 75
    assert len(HARMFUL) >= 55
