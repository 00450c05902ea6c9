"""Functions of the reference that a notebook is given: `<!-- source: reference.module.name -->`."""

import pytest

from autograder.authoring.assemble import assemble
from autograder.authoring.load import load_assignment
from autograder.spec import SpecError

DATA = '''
"""Data for notebooks."""

import numpy as np

SPREAD = 0.5


def spots(n, rng):
    """Return n spots."""
    return around(np.zeros(n), rng)


def around(centres, rng):
    """Return points around centres."""
    return centres + rng.normal(size=len(centres))


def spread(n):
    return SPREAD * n


def both(n, rng):
    return spots(n, rng), np.arange(n)


def counts(words):
    """Count words."""
    from collections import Counter

    return Counter(words)
'''

MARKERS = "<!-- setup -->\n<!-- identity -->\n{}\n<!-- question: f -->\n"
REFERENCE = "def f(x):\n    return 3 * x\n"


@pytest.fixture
def cells(one_course, write_course):
    """The code that a notebook is given by these markers."""

    def read(*markers, lang="en"):
        course = one_course(REFERENCE)
        (course.root / "reference" / "data.py").write_text(DATA.lstrip(), "utf-8")
        folder = course.root / "assignments" / "one"
        for language in course.languages:
            prose = MARKERS.format("\n".join(markers))
            (folder / f"notebook.{language}.md").write_text(prose, "utf-8")
        notebook = assemble(load_assignment(course, "one"), folder, lang, "student")
        given = [cell for cell in notebook["cells"] if role(cell) == "provided"]
        return ["".join(cell["source"]) for cell in given]

    return read


def role(cell):
    return cell["metadata"].get("autograder", {}).get("role")


def test_a_function_stands_in_the_notebook_as_it_is(cells):
    (cell,) = cells("<!-- source: reference.data.around -->")

    assert cell == (
        "def around(centres, rng):\n"
        '    """Return points around centres."""\n'
        "    return centres + rng.normal(size=len(centres))"
    )


def test_its_docstring_may_be_in_another_language(cells):
    (cell,) = cells("<!-- source: reference.data.around\nRetourne des points.\n-->", lang="fr")

    assert '"""Retourne des points."""' in cell
    assert "Return points" not in cell


def test_a_function_may_use_one_that_was_given_before(cells):
    around, spots = cells(
        "<!-- source: reference.data.around -->", "<!-- source: reference.data.spots -->"
    )

    assert around.startswith("def around")
    assert spots.startswith("def spots")


def test_a_function_may_import_for_itself(cells):
    (cell,) = cells("<!-- source: reference.data.counts -->")

    assert "from collections import Counter" in cell


@pytest.mark.parametrize(
    ("marker", "complaint"),
    [
        ("reference.data.spots", "'reference.data.spots' uses 'around', which the notebook does"),
        ("reference.data.spread", "'reference.data.spread' uses 'SPREAD'"),
        ("reference.data.nothing", "there is no function 'reference.data.nothing'"),
        ("reference.nowhere.spots", "there is no function 'reference.nowhere.spots'"),
        ("reference.data.SPREAD", "'reference.data.SPREAD' has no source that can be read"),
        ("os.path.join", "'os.path.join' is no function of the course's reference"),
        ("spots", "'spots' is no function of the course's reference: write its module too"),
        ("reference.one.f", "a provided cell assigns 'f', which is the student's to define"),
    ],
)
def test_what_cannot_be_given_is_refused_in_one_line(cells, marker, complaint):
    with pytest.raises(SpecError) as refused:
        cells(f"<!-- source: {marker} -->")

    assert complaint in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_question_has_no_dots_in_its_name(cells):
    with pytest.raises(SpecError, match=r"malformed marker .*reference\.one\.f"):
        cells("<!-- question: reference.one.f -->")
