"""The catalogue: both languages say everything, and write as their readers do."""

import re
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

import pytest

import autograder.reports
from autograder.judge.verdict import QuestionStatus
from autograder.reports.texts import LANGUAGES, TEXTS, voice

ROOM = Path(autograder.reports.__file__).parent
NARROW, WIDE = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"


def placeholders(text):
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("key", TEXTS)
def test_every_text_exists_in_every_language_with_the_same_placeholders(key):
    text = TEXTS[key]

    assert tuple(text) == LANGUAGES
    assert all(words.strip() for words in text.values())
    assert placeholders(text["en"]) == placeholders(text["fr"])


@pytest.mark.parametrize("key", TEXTS)
def test_french_texts_have_no_break_spaces_before_their_signs(key):
    text = TEXTS[key]["fr"]

    assert not re.search(r"[^\u202f][;?!%]", text)
    assert not re.search(r"[^\u00a0]:", text)
    assert not re.search(r"«[^\u00a0]|[^\u00a0]»", text)


def test_every_text_is_used_by_a_page():
    sources = [*ROOM.glob("*.py"), *ROOM.glob("templates/*.html")]
    whole = "".join(path.read_text("utf-8") for path in sources if path.name != "texts.py")
    used = set(re.findall(r"say(?:\.count)?\(\s*[\"']([a-z.]*[a-z])[\"']", whole)) | {
        "percent",
        "moment",
    }
    used |= {f"status.{status.value}" for status in QuestionStatus}
    used |= {f"share.{name}" for name in ("correct", "partial", "other")}
    spoken = {key.removesuffix(".one").removesuffix(".many") for key in TEXTS}

    assert sorted(spoken) == sorted(used)


def test_figures_are_written_as_the_language_does():
    assert voice("en").figure(1234.5) == "1,234.5"
    assert voice("fr").figure(1234.5) == f"1{NARROW}234,5"
    assert voice("fr").figure(12.0) == "12"
    assert voice("en").figure(-0.001) == "0"
    assert voice("en").figure(100, 0) == "100"
    assert voice("en").figure(float("nan")) == "–"


def test_percentages_are_written_as_the_language_does():
    assert voice("en").percent(0.725) == "72.5%"
    assert voice("fr").percent(0.725) == f"72,5{NARROW}%"


def test_nothing_is_plural_in_english_and_singular_in_french():
    assert voice("en").count("students", 0) == "0 students"
    assert voice("fr").count("students", 0) == "0 étudiant"
    assert voice("en").count("students", 1) == "1 student"
    assert voice("fr").count("students", 2) == "2 étudiants"


def test_dates_are_written_as_the_language_does():
    first = datetime(2026, 3, 1, 9, 5, tzinfo=UTC)

    assert voice("en").date(first) == "1 March 2026, 09:05 UTC"
    assert voice("fr").date(first) == "1er mars 2026 à 09:05 UTC"
    assert voice("fr").date(datetime(2026, 8, 14, 15, 2)) == "14 août 2026 à 15:02"


def test_a_language_that_the_pages_do_not_speak_becomes_english():
    assert voice("de").language == "en"
    assert voice("fr-CH").language == "fr"
    assert voice("fr_FR").language == "fr"
