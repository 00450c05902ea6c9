"""The page of a class."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import autograder
from autograder.judge.verdict import FollowThrough, SubmissionStatus
from autograder.reports import ClassReport, class_html, class_pages
from autograder.reports.class_page import LARGE, MOST_NAMES, PART


@pytest.fixture
def made(take_apart):
    """Return the function that makes the page of some verdicts, and takes it apart."""

    def make(verdicts, *, language="en", **facts):
        report = ClassReport("Deep Learning", "Backpropagation", language, tuple(verdicts), **facts)
        return take_apart(class_html(report))

    return make


@pytest.fixture
def few(verdict, question):
    """Return four verdicts, one of them of an unreadable submission."""
    wrong = question("loss", "wrong", mistake="forgets_the_mean")
    return [
        verdict("bob", [question("softmax", "partial"), wrong]),
        verdict("ada", [question("softmax"), question("loss")]),
        verdict("eve", [question("softmax", "timed-out"), wrong]),
        verdict("zed", (), status=SubmissionStatus.UNREADABLE, reason="The file is <empty>."),
    ]


def test_the_page_has_the_figures_of_the_class(made, few):
    page = made(few)

    assert "4 submissions" in page.text
    assert "3 graded" in page.text
    assert re.search(r"Mean\s*1\.67\s*/ 4", page.text)
    assert re.search(r"Median\s*1\n", page.text)
    assert "0.5 and 2.5" in page.text
    assert "0 and 4" in page.text


def test_the_page_speaks_french(made, few):
    page = made(few, language="fr")

    assert page.all("html") == [{"lang": "fr"}]
    assert "1,67" in page.text
    assert "Qui a besoin d'aide" in page.text
    assert "100\N{NARROW NO-BREAK SPACE}%" in page.text


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "(1 by follow-through)"), ("fr", "(dont 1 une fois une autre fonction corrigée)")],
)
def test_marks_of_a_second_pass_are_counted(made, verdict, question, language, told):
    followed = FollowThrough(("relu",), own_score=0.0, score=1.0)
    verdicts = [
        verdict("ada", [question("softmax", "partial", follow_through=followed)]),
        verdict("bob", [question("softmax", "partial")]),
    ]

    assert told in made(verdicts, language=language).text
    assert told not in made(verdicts[1:], language=language).text


def test_students_are_sorted_and_lead_to_their_feedback(made, few):
    page = made(few, feedback_files={"bob": "feedback/bob.html", "ada": "feedback/a b.html"})
    table = page.html[page.html.index('id="everyone"') :]
    order = re.findall(r'<th scope="row">.*?<bdi>(\w+)</bdi>', table)

    assert order == ["ada", "bob", "eve", "zed"]
    assert '<a href="feedback/a%20b.html"><bdi>ada</bdi></a>' in table
    assert "<a" not in re.search(r'<th scope="row">(.*?)<bdi>eve', table)[1].rpartition("<th")[2]


def test_a_path_of_a_feedback_page_cannot_become_a_script(made, few):
    page = made(few, feedback_files={"ada": "javascript:alert(1)"})

    assert "javascript%3Aalert%281%29" in page.values("href")


def test_who_needs_help_is_named(made, few):
    page = made(few, students=("ada", "bob", "eve", "zed", "kim"))
    part = page.text[page.text.index("Who needs help") : page.text.index("Question by question")]

    assert re.search(r"Lowest quarter, 0 and below\s*eve", part)
    assert re.search(r"Submission could not be read\s*zed", part)
    assert re.search(r"Nothing handed in\s*kim", part)
    assert "ada" not in part


def test_mistakes_are_named_with_their_hint_their_count_and_who_made_them(made, few):
    hints = {("loss", "forgets_the_mean"): "You never divide by `m`."}
    page = made(few, hints=hints)
    part = page.html[page.html.index('id="mistakes"') : page.html.index('id="refused"')]

    assert "forgets the mean" in part
    assert "You never divide by <code>m</code>." in part
    assert '<td class="number large">2</td>' in part
    assert part.index("bob</bdi>") < part.index("eve</bdi>")


def test_a_mistake_of_many_is_folded(made, verdict, question):
    wrong = question("loss", "wrong", mistake="forgets_the_mean")
    page = made([verdict(f"s{n:02}", [wrong]) for n in range(20)])

    assert "<summary>20 students</summary>" in page.html


def test_unreadable_submissions_are_listed_with_their_reasons(made, few):
    page = made(few)

    assert "The file is &lt;empty&gt;." in page.html
    assert "could not be read" in page.text


def test_questions_are_told_by_words_and_figures_and_not_by_colour_alone(made, few):
    page = made(few)

    assert "wrong (2)" in page.text
    assert "timed out (1)" in page.text
    assert "url(#questions-" in page.html  # the hatching of the bars
    assert page.html.count('<span class="hidden">Timed out</span>') == 1


def test_the_drawings_have_titles_and_ids_of_their_own(made, few):
    page = made(few)
    titles = [attributes["id"] for attributes in page.all("title") if attributes]
    drawings = [svg for svg in page.all("svg") if svg.get("role") == "img"]

    assert [svg["aria-labelledby"] for svg in drawings] == titles
    assert "Histogram of 3 scores: mean 1.67, median 1, of 4." in page.text
    assert page.faults() == []
    for name in re.findall(r"url\(#([^)]+)\)", page.html):
        assert name in page.values("id")


def test_a_class_without_submissions_has_a_page(made):
    page = made([], students=("ada",))

    assert "No submission has been graded yet." in page.text
    assert re.search(r"Nothing handed in\s*ada", page.text)
    assert page.faults() == []


def test_a_class_of_one_has_a_page(made, verdict):
    page = made([verdict()])

    assert "1 submission" in page.text
    assert "Nobody stands out." in page.text


def test_odd_scores_do_not_break_the_page(made, verdict):
    for score, highest in ((0, 0), (0.3, 0.3), (1e6, 1e6), (-1, 4), (float("nan"), 4)):
        assert made([verdict(score=score, max_score=highest)]).faults() == []


def test_hostile_names_stay_text(made, verdict, question):
    attack = "<script>alert(1)</script>$x_1^{$\u202e\ud800"
    judged = question(attack, "wrong", mistake=attack)
    page = made([verdict(attack, [judged], reason=attack)], hints={(attack, attack): attack})

    assert page.faults() == []
    page.html.encode("utf-8")


def test_the_same_verdicts_make_the_same_page_whatever_the_users_settings(made, few):
    import matplotlib

    first = made(few).html
    with matplotlib.rc_context({"svg.fonttype": "path", "font.size": 30, "axes.grid": True}):
        second = made(few).html

        assert matplotlib.rcParams["font.size"] == 30
    assert first == second


def test_matplotlib_is_imported_for_a_drawing_only_and_pyplot_never():
    script = """
import sys
from autograder.judge.verdict import SubmissionStatus, SubmissionVerdict
from autograder.reports import ClassReport, Feedback, class_html, feedback_html
verdict = SubmissionVerdict("ada", SubmissionStatus.GRADED, 1, 2, 1.0)
feedback_html(Feedback("c", "a", "t", "en", verdict))
print("matplotlib" in sys.modules)
class_html(ClassReport("c", "t", "en", [verdict]))
print("matplotlib" in sys.modules, "matplotlib.pyplot" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(autograder.__file__).parents[1],
    )

    assert done.stdout.split() == ["False", "True", "False"]


@pytest.fixture
def pages(take_apart, verdict, question):
    """Return the function that makes the pages of a class of some size, each taken apart."""

    def make(size):
        verdicts = [
            verdict(f"student{number:04}", [question("loss", "wrong", mistake="forgets_the_mean")])
            for number in range(size)
        ]
        report = ClassReport("Deep Learning", "Backpropagation", "en", verdicts)
        return {name: take_apart(page) for name, page in class_pages(report).items()}

    return make


def test_a_class_of_ordinary_size_is_on_one_page(pages):
    made = pages(LARGE)

    assert set(made) == {"class.html"}
    assert f"student{LARGE - 1:04}" in made["class.html"].text


def test_the_students_of_a_large_class_are_on_pages_of_their_own(pages):
    made = pages(LARGE + 1)

    whole = made.pop("class.html")
    assert {link["href"] for link in whole.all("a")} >= set(made)
    assert sorted(made) == ["class-001.html", "class-002.html", "class-003.html"]
    for number, page in enumerate(made[name] for name in sorted(made)):
        assert f"student{number * PART:04}" in page.text
        assert {"class.html", "#content"} <= {link["href"] for link in page.all("a")}
    assert f"student{LARGE:04}" in made["class-003.html"].text


def test_a_large_class_is_not_named_one_by_one_at_every_mistake(pages):
    whole = pages(LARGE + 1)["class.html"]

    assert f"{LARGE + 1} students" in whole.text
    assert f"and {LARGE + 1 - MOST_NAMES} more" in whole.text
