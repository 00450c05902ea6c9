"""The page of one student."""

import re
from datetime import UTC, datetime

import pytest

from autograder.judge.diagnosis import Diagnosis, DiagnosisKind, Example
from autograder.judge.verdict import CaseVerdict, QuestionStatus, SubmissionStatus
from autograder.reports import feedback_html


@pytest.fixture
def made(feedback, take_apart):
    """Return the function that makes a page of some facts, and takes it apart."""
    return lambda **facts: take_apart(feedback_html(feedback(**facts)))


def test_the_page_says_who_what_and_how_much(made, verdict, question):
    page = made(
        verdict=verdict(questions=[question("a", points=2.0), question("b", "partial", points=3)]),
        attempt=2,
        attempts=3,
        graded_at=datetime(2026, 3, 14, 15, 2, tzinfo=UTC),
        files=("backprop.ipynb",),
    )

    for words in (
        "Deep Learning",
        "Backpropagation",
        "ada",
        "3.5 / 5",
        "70%",
        "1 question of 2 correct",
        "Attempt 2 of 3",
        "Graded on 14 March 2026, 15:02 UTC",
        "Files read: backprop.ipynb",
    ):
        assert words in page.text
    assert '<rect width="70.0%"' in page.html


def test_the_page_speaks_french(made, verdict, question):
    page = made(language="fr", verdict=verdict(questions=[question(status="partial", points=3)]))

    assert page.all("html") == [{"lang": "fr"}]
    assert "1,5 / 3" in page.text
    assert "50\N{NARROW NO-BREAK SPACE}%" in page.text
    assert "En partie juste" in page.text
    assert "Wrong" not in page.text


@pytest.mark.parametrize("status", QuestionStatus)
@pytest.mark.parametrize(("language", "count"), [("en", 2), ("fr", 2)])
def test_every_status_has_a_word_and_an_icon(made, verdict, question, status, language, count):
    page = made(language=language, verdict=verdict(questions=[question(status=status)]))
    icons = [found["href"].removeprefix("#") for found in page.all("use")]

    assert len(icons) == count
    assert set(icons) <= set(page.values("id"))
    assert re.search(r'class="status \w+"><svg .*?</svg> \w', page.html)


def test_the_message_stands_before_the_cases_and_its_code_is_code(made, verdict, question):
    cases = (
        CaseVerdict("one instance", visible=True, passed=True),
        CaseVerdict("a short batch", visible=False, passed=False, message="It is `2` too large."),
    )
    judged = question(
        status="partial",
        mistake="forgets_the_mean",
        message="You never divide by `m`.",
        cases=cases,
    )
    page = made(verdict=verdict(questions=[judged]))

    assert "You never divide by <code>m</code>." in page.html
    assert "It is <code>2</code> too large." in page.html
    assert page.text.index("You never divide") < page.text.index("one instance")
    assert "A mistake we recognise" in page.text
    assert re.search(r"Passed.*one instance.*visible.*Failed.*short batch.*hidden", page.text, re.S)


def test_a_case_does_not_repeat_the_message_of_its_question(made, verdict, question):
    case = CaseVerdict("one instance", visible=True, passed=False, message="Same words.")
    page = made(verdict=verdict(questions=[question(message="Same words.", cases=(case,))]))

    assert page.text.count("Same words.") == 1


def test_titles_of_questions_and_cases_are_shown_where_there_are_some(made):
    page = made(
        question_titles={"softmax": "Exercise 5"},
        case_titles={("softmax", "one instance"): "une seule instance"},
    )

    assert "Exercise 5" in page.text
    assert "une seule instance" in page.text
    assert "one instance" not in page.text


def test_a_question_leads_to_the_cell_that_answers_it(page, code):
    mine = {"autograder": {"role": "solution", "question": "softmax"}}
    made = page(code("x = 1"), code("def softmax(Z): ...", metadata=mine), code("y = 2"))

    assert "#cell-2" in made.values("href")


def test_every_link_inside_the_page_arrives(page, code, markdown):
    mine = {"autograder": {"question": "softmax"}}
    made = page(markdown("# Title"), code("x", metadata=mine))
    inside = {address[1:] for address in made.values("href") if address.startswith("#")}
    named = set(" ".join(made.values("aria-labelledby")).split())

    assert inside | named <= set(made.values("id"))


def test_the_notebook_is_shown_with_its_prompts(page, code, markdown):
    made = page(
        markdown("## The *softmax*"),
        code(
            "x = 1", {"output_type": "stream", "name": "stdout", "text": "hello"}, execution_count=7
        ),
        {"cell_type": "raw", "source": "raw *text*"},
    )

    assert "<em>softmax</em>" in made.html
    assert "[7]" in made.text
    assert "hello" in made.text
    assert "raw *text*" in made.text


def test_a_missing_notebook_is_said(made):
    assert "There is no executed notebook to show." in made().text


def test_an_unreadable_submission_shows_the_reason_and_what_to_do(made, verdict):
    refused = verdict(
        questions=(),
        status=SubmissionStatus.UNREADABLE,
        score=0,
        max_score=20,
        reason="The file is not a notebook: line 3 has no comma.",
    )
    page = made(verdict=refused)

    assert "The file is not a notebook: line 3 has no comma." in page.text
    assert "What to do" in page.text
    assert page.text.index("line 3") < page.text.index("What to do")
    assert "0 / 20" not in page.text


def test_odd_scores_do_not_break_the_page(made, verdict, question):
    for score, highest in ((0, 0), (float("nan"), 2), (3, 2), (-1, 2), (float("inf"), 2)):
        page = made(
            verdict=verdict(questions=[question(score=score)], score=score, max_score=highest)
        )

        (width,) = re.findall(r'<rect width="([\d.]+)%"', page.html)
        assert 0 <= float(width) <= 100


def test_a_very_long_message_is_cut(made, verdict, question):
    page = made(verdict=verdict(questions=[question(message="x" * 100_000)]))

    assert len(page.html) < 60_000


def test_the_same_facts_make_the_same_page(feedback, code):
    facts = feedback(executed={"cells": [code("x = 1")]})

    assert feedback_html(facts) == feedback_html(facts)


def test_the_page_loads_nothing_and_runs_nothing(made):
    page = made()
    policy = next(meta for meta in page.all("meta") if "http-equiv" in meta)

    assert page.faults() == []
    assert policy["http-equiv"] == "Content-Security-Policy"
    assert policy["content"].startswith("default-src 'none'; img-src data:;")
    assert "script" not in page.html
    assert "//" not in page.html.replace("http://www.w3.org", "")


def test_headings_go_down_one_level_at_a_time(page, markdown):
    made = page(markdown("# One\n## Two\n#### Four"))
    levels = [
        int(attributes.get("aria-level", tag[1]))
        for tag, attributes in made.elements
        if re.fullmatch(r"h[1-6]", tag)
    ]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert levels == [1, 2, 3, 2, 3, 4, 6]


def test_tables_say_what_their_headers_are_of(made):
    headers = made().all("th")

    assert headers
    assert all(header.get("scope") in ("col", "row") for header in headers)


EXAMPLE = Example("ten", (("z", "np.array([1.0])"),), "np.array([0.5])", "<script>1</script>")


def test_what_explains_an_answer_is_told_in_levels(made, verdict, question):
    diagnosis = Diagnosis(
        DiagnosisKind.PAIR,
        ("one", "two"),
        where="Not right: `dW`. Right: `db`.",
        concept="the mean over the batch",
        formula="Return 1 / (1 + e^(-z)).",
        example=EXAMPLE,
    )
    judged = question("sigmoid", "wrong", message="Two at once.", diagnosis=diagnosis)
    page = made(verdict=verdict(questions=[judged]), case_titles={("sigmoid", "ten"): "dix"})

    said = ["A mistake we recognise", "Two at once.", "Not right: dW. Right: db."]
    said += ["the mean over the batch", "Return 1 / (1 + e^(-z))."]
    said += ["Case “dix”", "np.array([1.0])", "Expected", "np.array([0.5])", "Yours gives"]
    places = [page.text.find(words) for words in said]
    assert places == sorted(places)
    assert -1 not in places
    assert "<script>" not in page.html


def test_a_relation_is_told_as_a_comparison(made, verdict, question):
    diagnosis = Diagnosis(DiagnosisKind.RELATION, ("transposed",))
    judged = question(status="wrong", message="Transposed.", diagnosis=diagnosis)
    page = made(verdict=verdict(questions=[judged]))

    assert "Compared with the right result" in page.text
    assert "An example that fails" not in page.text
