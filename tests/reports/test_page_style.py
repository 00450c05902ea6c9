"""The style sheet: readable by everyone, on paper too."""

import re
from itertools import product
from pathlib import Path

import pytest

import autograder.reports

CSS = (Path(autograder.reports.__file__).parent / "templates" / "page.css").read_text("utf-8")
INKS = ("ink", "muted", "accent", "good", "part", "bad")
CODE_INKS = ("keyword", "name", "string", "number", "comment")
PAPERS = ("page", "card", "shade")


def colours(block):
    return dict(re.findall(r"--([a-z]+): (#[0-9a-f]{3,6})", block))


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


LIGHT, DARK, PRINT = (colours(block) for block in re.findall(r":root \{([^}]*)\}", CSS))


@pytest.mark.parametrize("scheme", [LIGHT, DARK, PRINT], ids=["light", "dark", "print"])
@pytest.mark.parametrize(("ink", "paper"), [*product(INKS + CODE_INKS, PAPERS)])
def test_every_ink_is_readable_on_every_paper(scheme, ink, paper):
    assert contrast(scheme[ink], scheme[paper]) >= 4.5


def test_the_style_loads_nothing():
    assert "url(" not in CSS
    assert "@import" not in CSS


def test_there_is_a_style_for_dark_screens_and_for_paper():
    assert "@media (prefers-color-scheme: dark)" in CSS
    assert "@media print" in CSS
