"""A failing example that is better seen than read: drawn on the student's page."""

import pytest

from autograder.judge.diagnosis import Diagnosis, DiagnosisKind, Example, Sketch, SketchKind
from autograder.reports import feedback_html

CURVE = Sketch(SketchKind.CURVE, (0.0, 1.0, 2.0), (0.0, 1.0, 4.0), (0.0, 1.0, 2.0))
PATH = Sketch(SketchKind.PATH, (), (0.0, 0.0, 1.0, 1.0), (0.0, 0.0, 2.0, 2.0))
MATRIX = Sketch(SketchKind.MATRIX, (2.0, 2.0), (1.0, 2.0, 3.0, 4.0), (1.0, 2.5, 3.0, 3.0), "[0]")


@pytest.fixture
def page(feedback, verdict, question, take_apart):
    """Return the page of a student with one sketch, or with several."""

    def make(*sketches, language="en"):
        judged = []
        for number, sketch in enumerate(sketches):
            example = Example("ten", (), "1", "2", sketch)
            diagnosis = Diagnosis(DiagnosisKind.DIFFERENCE, example=example)
            judged.append(question(f"q{number}", "wrong", message="No.", diagnosis=diagnosis))
        facts = {"verdict": verdict(questions=judged), "language": language}
        return take_apart(feedback_html(feedback(**facts)))

    return make


@pytest.mark.parametrize(
    ("sketch", "said"),
    [
        (CURVE, "Your curve against the expected one: 1 of 3 values differ"),
        (PATH, "Your path against the expected one of 2 points"),
    ],
)
def test_a_curve_and_a_path_are_drawn_with_a_text_that_says_it(page, sketch, said):
    made = page(sketch)

    assert said in made.text
    assert "Yours gives" in made.text
    assert "style" not in {name for _, found in made.elements for name in found}


def test_a_matrix_is_a_table_with_a_sign_where_it_is_right(page):
    made = page(MATRIX)

    assert "Part [0] of the result:" in made.text
    wrong = [found for found in made.all("td") if found.get("class") == "off"]
    assert len(wrong) == 2
    for entry in ("=", "+0.5", "\N{MINUS SIGN}1"):
        assert f">{entry}</td>" in made.html


def test_two_drawings_of_a_page_share_no_id(page):
    made = page(CURVE, CURVE)

    ids = made.values("id")
    assert len(ids) == len(set(ids))


def test_the_drawing_speaks_french(page):
    assert "Votre courbe et celle attendue" in page(CURVE, language="fr").text


def test_the_same_mistake_gives_the_same_page(page):
    assert page(CURVE, PATH).html == page(CURVE, PATH).html
