"""Nothing that a student hands in breaks a page, or does anything on it."""

import time
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from autograder.judge.verdict import CaseVerdict, SubmissionStatus, SubmissionVerdict
from autograder.reports import Feedback, feedback_html
from autograder.reports.clean import clean_html
from autograder.reports.notebook import MOST_CELLS
from autograder.reports.prose import prose

ATTACKS = [
    "<script>alert(1)</script>",
    "</pre></div></main><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<img src=x onerror=alert(1)//",
    "<svg onload=alert(1)><style>*{display:none}</style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=1 onerror=alert(1)>'>",
    "<math><mi//xlink:href='data:x,<script>alert(4)</script>'>",
    "<math><annotation-xml encoding='text/html'><img src=x onerror=alert(1)></annotation-xml>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<a href='javascript:alert(1)'>x</a><a href=' java\tscript:alert(1)'>y</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a><a href='vbscript:x'>y</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe><object data=x></object><embed src=x>",
    "<base href='https://evil.org'><meta http-equiv=refresh content='0;url=https://evil.org'>",
    "<form action='https://evil.org'><input name=q><button>Go</button></form>",
    "<link rel=stylesheet href='https://evil.org/x.css'><style>@import 'https://evil.org'</style>",
    "<div style='position:fixed;inset:0;background:url(//evil.org)' class=callout id=content>x",
    "<video src=x onerror=alert(1)><audio src=x><source srcset=x></audio></video>",
    "<template><script>alert(1)</script></template><xmp><script>alert(1)</script></xmp>",
    "<textarea></textarea><img src=x onerror=alert(1)></textarea><title></title><plaintext>",
    "{{ 7 * 7 }}{% raw %}{# x #}",
    "[x](javascript:alert(1)) ![x](javascript:alert(1)) <javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "$\\text{<script>alert(1)</script>}$ $\\href{javascript:alert(1)}{x}$ $\\style{a:b}{x}$",
    '$$\\textcolor{"><img src=x onerror=alert(1)>}{x}$$',
    "\\begin{align}\n\\text{</math><script>alert(1)</script>}\n\\end{align}",
    "```python\n<script>alert(1)</script>\n```",
    "<h1>20 / 20</h1><p id='question-1' class='status good'>Correct</p>",
    "\u202e\u0000\ud800<b>",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_gets_through_any_part_of_a_notebook(page, code, markdown, display, attack):
    error = {"output_type": "error", "ename": attack, "evalue": attack, "traceback": [attack]}
    forms = ("text/html", "text/markdown", "text/latex", "text/plain", "image/svg+xml", attack)
    outputs = [display({form: attack}) for form in forms]
    svg = f'<svg xmlns="http://www.w3.org/2000/svg">{attack}</svg>'

    made = page(
        markdown(attack),
        markdown(f"text {attack} text", attachments={attack: {attack: attack}}),
        code(attack, *outputs, error, {"output_type": "stream", "name": attack, "text": attack}),
        code("x", display({"image/svg+xml": svg}, {"image/svg+xml": {"alt": attack}})),
        {"cell_type": attack, "source": attack, "id": attack},
        code("x", metadata={"autograder": {"question": attack, "role": attack}}),
    )

    assert made.faults() == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_gets_through_the_rest_of_the_page(
    feedback, take_apart, question, verdict, attack
):
    case = CaseVerdict(attack, visible=False, passed=False, message=attack)
    judged = question("softmax", "wrong", mistake=attack, message=f"`{attack}`", cases=(case,))

    made = take_apart(
        feedback_html(
            feedback(
                verdict=verdict(attack, [judged], reason=attack),
                question_titles={"softmax": attack},
                case_titles={("softmax", attack): attack},
                files=(attack,),
            )
        )
    )

    assert made.faults() == []


FIELDS = (
    "cells cell_type source outputs output_type data metadata text name ename evalue traceback "
    "execution_count attachments autograder question text/html text/plain image/png "
    "image/svg+xml text/markdown text/latex a.png"
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
SCALARS |= st.sampled_from([*ATTACKS[:6], "code", "markdown", "stream", "error", "display_data"])
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(FIELDS.split()), inner, max_size=6)
    ),
    max_leaves=25,
)
OUTPUT = st.fixed_dictionaries(
    {"output_type": st.sampled_from(["stream", "error", "display_data", None])},
    optional=dict.fromkeys(("data", "text", "ename", "traceback", "metadata"), JSON),
)
CELL = st.fixed_dictionaries(
    {"cell_type": st.sampled_from(["code", "markdown", "raw", 3])},
    optional={
        "source": JSON,
        "outputs": st.lists(OUTPUT | JSON) | JSON,
        "metadata": JSON,
        "attachments": JSON,
        "execution_count": JSON,
    },
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(executed=st.fixed_dictionaries({"cells": st.lists(CELL | JSON, max_size=4) | JSON}) | JSON)
def test_a_notebook_of_any_shape_makes_a_page(executed, page_of):
    assert page_of(executed).faults() == []


@pytest.fixture(scope="module")
def page_of():
    verdict = SubmissionVerdict("ada", SubmissionStatus.GRADED, 0, 0, 0.0)

    def make(executed):
        facts = Feedback("c", "a", "t", "en", verdict, executed=executed)
        html = feedback_html(facts)
        html.encode("utf-8")
        return Probe(html)

    return make


class Probe(HTMLParser):
    """Notes every element and attribute that has no place in cleaned HTML."""

    FORBIDDEN = ("script", "iframe", "object", "embed", "form", "input", "link", "base", "frame")

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found += [tag] if tag in self.FORBIDDEN else []
        self.found += [name for name, _ in attrs if name.startswith("on")]

    def faults(self):
        return self.found


PIECES = (
    "< > </ <!-- --> <![CDATA[ ]]> <b> </b> <p> <table> <tr> <td> </table> <math> </math> <mi> "
    "<mtext> <mglyph> <malignmark> <annotation-xml> <svg> </svg> <foreignObject> <desc> <title> "
    "</title> <style> </style> <script> </script> <noscript> </noscript> <textarea> <select> "
    "<option> <form> </form> <a <img title=' src=x onerror=alert(1) \" ' = / ` <xmp> <plaintext> "
    "<template> <details> <h1> </p> <br/> &lt; &#60; \x00 \t"
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES.split(" ")), max_size=14).map("".join))
@example("<math><mtext><table><mglyph><style><math><img src=x onerror=alert(1)>")
def test_cleaned_html_stays_clean_when_it_is_read_again(html):
    cleaned = str(clean_html(html))

    assert Probe(cleaned).faults() == []
    assert Probe(str(clean_html(cleaned))).faults() == []


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="$\\{}<>&\"'_^ab scripthref", max_size=60))
def test_no_formula_leaves_its_place(latex):
    assert Probe(str(prose(f"$${latex}$$ ${latex}$"))).faults() == []


def test_templates_in_a_notebook_are_text(page, markdown, code):
    made = page(markdown("{{ 7 * 7 }} {% raw %}"), code("{{ 7 * 7 }}"))

    assert made.text.count("{{ 7 * 7 }}") == 2


def test_a_very_long_notebook_is_cut_with_a_note(page, code):
    made = page(*[code("x = 1")] * (MOST_CELLS + 3))

    assert "its last 3 cells are not shown" in made.text
    assert f"cell-{MOST_CELLS}" in made.values("id")


def test_a_notebook_of_very_large_pictures_is_cut(page, code, display):
    picture = display({"image/png": "iVBORw0KGgo" + "A" * 3_900_001})
    made = page(*[code(f"x = {n}", picture) for n in range(10)])

    assert "cells are not shown" in made.text
    assert len(made.html) < 26_000_000


def test_a_first_cell_too_large_to_show_is_said(page, code, display):
    made = page(code("x", display({"text/plain": "x" * 25_000_000})), code("y"))

    assert "its last 2 cells are not shown" in made.text


def test_nesting_without_end_costs_little_time(page, code, display, markdown):
    start = time.perf_counter()
    deep = [display({"text/html": tag * 100_000, "text/plain": "x"}) for tag in ("<div>", "<b><a>")]
    made = page(code("x", *deep), markdown("<b>" * 6_000), markdown(">" * 20_000))

    assert made.faults() == []
    assert time.perf_counter() - start < 5


def test_a_students_elements_cannot_pass_for_the_pages_own(page, markdown):
    made = page(markdown('<p id="question-1" class="status good" role="heading">Correct</p>'))

    assert made.values("id").count("question-1") == 1
    assert "heading" not in made.values("role")
