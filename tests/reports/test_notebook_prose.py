"""Markdown and formulas."""

import pytest

from autograder.reports.clean import MOST_TAGS, clean_html
from autograder.reports.formulas import mathml
from autograder.reports.prose import LONGEST_PROSE, prose


def test_markdown_is_laid_out():
    html = prose("# Title\n\n*a* **b** `c` ~~d~~\n\n| x | y |\n|--:|---|\n| 1 | 2 |\n")

    for piece in ("Title</h1>", "<em>a</em>", "<code>c</code>", "<s>d</s>", "<table>"):
        assert piece in html
    assert 'align="right"' in html


def test_headings_are_announced_below_the_pages_own():
    assert 'aria-level="3"' in prose("# Title")
    assert 'aria-level="6"' in prose("###### Title")


def test_formulas_become_mathml():
    html = prose(r"Inline $\frac{1}{m}$ and" + "\n\n$$\\sum_i x_i$$\n")

    assert "<mfrac>" in html
    assert '<math display="block">' in html
    assert "$" not in html


def test_a_display_formula_may_stand_inside_a_paragraph():
    assert '<math display="block">' in prose("so $$x = 1$$ holds")


ENVIRONMENTS = ["align", "align*", "aligned", "split", "gather", "multline", "eqnarray", "dcases"]


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_the_environments_of_notebooks_are_read_and_not_numbered(environment):
    latex = rf"\begin{{{environment}}} a &= b \\ c &= d \end{{{environment}}}"
    html = mathml(latex, display=True)

    assert "<mtable" in html
    assert "(1)" not in html


def test_an_equation_needs_no_dollars():
    html = prose("\\begin{equation}\nx = 1 \\label{one}\n\\end{equation}")

    assert '<math display="block">' in html
    assert "one" not in html


def test_styled_letters_carry_their_style_themselves():
    assert "𝐖" in mathml(r"\mathbf{W}", display=False)
    assert "𝜽" in mathml(r"\boldsymbol{\theta}", display=False)
    assert "𝟙" in mathml(r"\mathbb{1}", display=False)
    assert "𝒩" in mathml(r"\mathcal N", display=False)


@pytest.mark.parametrize(
    "latex",
    [r"\frac{", "a_b_c", "{" * 3000, r"\nosuchcommand x", r"a & b", "x" * 5000, r"\begin{foo}"],
)
def test_a_formula_that_cannot_be_read_is_shown_as_its_source(latex):
    html = mathml(latex, display=False)

    assert html.startswith("<code>")
    assert html.endswith("</code>")


def test_code_in_prose_is_highlighted():
    assert '<span class="k">def</span>' in prose("```python\ndef f():\n    pass\n```")
    assert "<pre><code>def f" in prose("```\ndef f\n```").replace(' class="language-"', "")


def test_attachments_become_pictures(png):
    uri = f"data:image/png;base64,{png}"

    assert f'src="{uri}"' in prose("![a neuron](attachment:a%20neuron.png)", {"a neuron.png": uri})
    assert 'alt="a neuron"' in prose("![a neuron](attachment:missing.png)")


def test_pictures_embedded_in_the_text_are_kept_and_do_not_make_it_long(png):
    large = "iVBORw0KGgo" + "A" * (4 * LONGEST_PROSE + 1)
    html = prose(f"![one](data:image/png;base64,{large})\n\n![two](data:image/png;base64,{png})")

    assert html.count('src="data:image/png;base64,iVBOR') == 2


def test_pictures_from_elsewhere_are_not_loaded():
    html = prose("![tracker](https://example.org/pixel.png)")

    assert "src" not in html
    assert "tracker" in html


def test_links_leave_no_trace_and_run_nothing():
    html = prose(
        "[a](https://x.org) [b](javascript:alert(1)) [c](#top) [d](/etc) <a href=//e.f>e</a>"
    )

    assert html.count("href=") == 1
    assert 'href="https://x.org"' in html
    assert 'rel="noopener noreferrer"' in html


def test_very_long_prose_is_left_to_be_shown_as_text():
    assert prose("a " * LONGEST_PROSE) is None


def test_html_with_very_many_tags_is_not_looked_through():
    assert clean_html("<div>" * (MOST_TAGS + 1)) is None
    assert prose("<b>" * 6000) is None
