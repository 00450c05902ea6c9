"""What students read: everything in both languages, each written as its readers do."""

import re
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import autograder
from autograder.words import LANGUAGES, WORDS, figure, listed, say

PACKAGE = Path(autograder.__file__).parent
SPACE = "\N{NO-BREAK SPACE}"


def placeholders(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", WORDS)
def test_every_sentence_exists_in_every_language_with_the_same_facts(key):
    texts = WORDS[key]

    assert tuple(texts) == LANGUAGES
    assert all(text.strip() for text in texts.values())
    assert placeholders(texts["en"]) == placeholders(texts["fr"])


@pytest.mark.parametrize("key", WORDS)
def test_every_fact_has_a_name(key):
    assert all(name.isidentifier() for name in placeholders(WORDS[key]["en"]))


@pytest.mark.parametrize("key", WORDS)
def test_french_has_a_non_breaking_space_before_high_punctuation(key):
    text = WORDS[key]["fr"]

    assert re.findall(rf"[^{SPACE}][;:?!%]", f"x{text}") == []


@pytest.mark.parametrize("key", WORDS)
def test_french_has_a_non_breaking_space_inside_guillemets(key):
    text = WORDS[key]["fr"]

    assert re.findall(rf"«[^{SPACE}]|[^{SPACE}]»", text) == []
    assert re.findall('[“”"]', text) == []


@pytest.mark.parametrize("key", WORDS)
def test_english_has_no_space_before_its_punctuation(key):
    assert re.findall(r"\s[;:?!.,%]|[«»\u00a0]", WORDS[key]["en"]) == []


def test_every_sentence_is_said_somewhere():
    sources = [path for path in PACKAGE.rglob("*.py") if "words" not in str(path)]
    code = "".join(path.read_text("utf-8") for path in sources)
    families = re.compile(
        "(kind|family|far|loop|allowed|environment|relation|reduction|because|limit|died|cell|form"
        "|device)-"
    )

    assert [key for key in WORDS if f'"{key}"' not in code and not families.match(key)] == []


def test_a_language_that_is_not_spoken_becomes_english():
    assert say("not-answered", "de") == say("not-answered", "en") == "No answer was given."


def test_facts_are_put_in_as_they_are():
    told = say("error-message", "fr", type="KeyError", where="", message="{0} {lang} %s")

    assert told == f"Votre code a levé KeyError{SPACE}: {{0}} {{lang}} %s"


def test_a_fact_may_be_called_as_the_sentence_is():
    assert say("key-missing", "en", key="W1") == "the key “W1” is missing."


def test_names_are_listed_as_code():
    assert listed(["X", "params"]) == "`X`, `params`"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (2, "2"),
        (2.0, "2"),
        (3.14159, "3.1"),
        (0.012345, "0.012"),
        (99.4, "99"),
        (99.7, "100"),
        (100, "100"),
        (1234.5, "1234"),
    ],
)
def test_figures_have_few_digits(value, text):
    assert figure(value, "en") == text
    assert figure(value, "fr") == text.replace(".", ",")


def test_a_figure_may_have_more_digits():
    assert figure(12.5, "en", digits=4) == "12.5"
    assert figure(9999.7, "en", digits=4) == "10000"


@settings(deadline=None, max_examples=200)
@given(st.floats(1e-3, 1e6), st.integers(1, 5))
def test_a_figure_is_the_number_that_it_stands_for(value, digits):
    shown = float(figure(value, "fr", digits).replace(",", "."))

    # Half of the last digit shown.
    assert shown == pytest.approx(value, rel=0.5 * 10 ** (1 - digits) + 1e-9)


@settings(deadline=None, max_examples=200)
@given(st.floats(1e-3, 1e6))
def test_a_figure_that_is_not_tiny_is_written_without_an_exponent(value):
    assert "e" not in figure(value, "en")
