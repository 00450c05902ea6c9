"""What the pages allow a browser to do: next to nothing."""

import base64
import hashlib
import re

import pytest

from autograder.reports import ClassReport, class_html, feedback_html
from autograder.reports.policy import page_policy, served_headers


@pytest.fixture(params=["feedback", "class"])
def html(request, feedback, verdict, question, markdown):
    if request.param == "feedback":
        table = "| a | b |\n|:--|--:|\n| 1 | 2 |"
        return feedback_html(feedback(executed={"cells": [markdown(table)]}))
    class_of = [
        verdict("ada"),
        verdict("bob", [question(status="wrong", mistake="forgets_the_bias")]),
    ]
    return class_html(ClassReport("Deep Learning", "Backpropagation", "en", class_of))


def directives(policy):
    named = (directive.split() for directive in policy.split(";"))
    return {name: values for name, *values in named}


def test_a_page_says_its_policy_before_anything_else_is_read(html):
    (said,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)

    assert said == page_policy()
    assert html.index("Content-Security-Policy") < html.index("<title>") < html.index("<style>")


def test_a_page_allows_only_the_style_that_it_has(html):
    (sheet,) = re.findall(r"<style>(.*?)</style>", html, re.S)

    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    assert directives(page_policy())["style-src"] == [f"'sha256-{digest}'"]


def test_a_page_needs_no_more_than_it_allows(html, take_apart):
    made = take_apart(html)

    assert made.faults() == []
    assert made.all("script") == []
    assert made.values("style") == []


def test_everything_that_is_not_named_is_forbidden():
    allowed = directives(page_policy())

    assert allowed["default-src"] == ["'none'"]
    assert allowed["img-src"] == ["data:"]
    assert set(allowed) == {"default-src", "img-src", "style-src", "base-uri", "form-action"}
    assert "unsafe" not in page_policy()


def test_a_server_says_the_same_and_what_only_a_header_can_say():
    headers = served_headers()
    served = directives(headers["Content-Security-Policy"])

    assert directives(page_policy()).items() <= served.items()
    assert served["frame-ancestors"] == ["'none'"]
    assert "allow-scripts" not in served["sandbox"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
