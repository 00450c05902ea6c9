"""Pictures: nothing passes that is not what it says it is."""

import base64

import pytest

from autograder.reports.images import LONGEST_IMAGE, checked_uri, data_uri

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def encoded(content):
    return base64.b64encode(content).decode()


def test_a_picture_becomes_an_address_without_its_line_breaks(png):
    broken = "\n".join(png[start : start + 10] for start in range(0, len(png), 10))

    assert data_uri("image/png", broken) == f"data:image/png;base64,{png}"


@pytest.mark.parametrize(
    ("mime", "payload"),
    [
        ("image/png", ""),
        ("image/png", "not base64 <"),
        ("image/png", 'iVBORw0KGgo=" onerror="alert(1)'),
        ("image/png", encoded(b"<html><script>")),
        ("image/jpeg", encoded(b"\x89PNG\r\n\x1a\n")),
        ("image/png", "é"),
        ("image/bmp", encoded(b"BM")),
        ("text/html", encoded(b"<script>")),
        ("image/png", "iVBORw0KGgo" + "A" * LONGEST_IMAGE),
        ("image/svg+xml", "no drawing"),
        ("image/svg+xml", "<svg>without its namespace</svg>"),
        ("image/svg+xml", f'<!DOCTYPE svg [<!ENTITY a "b">]>{SVG}'),
    ],
)
def test_what_is_no_picture_has_no_address(mime, payload):
    assert data_uri(mime, payload) is None


def test_svg_stays_closed_in_base64_where_no_script_runs():
    address = data_uri("image/svg+xml", SVG)

    assert address == f"data:image/svg+xml;base64,{encoded(SVG.encode())}"


def test_an_embedded_address_is_checked_like_a_picture(png):
    assert checked_uri(f"data:image/png;base64,{png}") == f"data:image/png;base64,{png}"
    assert checked_uri(f"data:image/svg+xml;base64,{encoded(SVG.encode())}") is not None


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a.png",
        "javascript:alert(1)",
        "data:text/html;base64,PHNjcmlwdD4=",
        "data:image/png,raw",
        "data:image/svg+xml;utf8,<svg onload=alert(1)>",
        "data:image/svg+xml;base64,????",
        "data:image/png;base64",
        "",
    ],
)
def test_any_other_address_is_refused(address):
    assert checked_uri(address) is None
