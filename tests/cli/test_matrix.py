"""`autograder matrix`: what the hidden cases of an assignment catch."""

import json

import pytest

KEYS = ["mistakes", "caught", "named", "equivalents", "accepted"]
KEYS += ["mutants", "killed", "listed_equivalent"]


@pytest.fixture
def questions(course):
    """Return the file with the template's questions."""
    return course / "assignments/neuron/questions.py"


def counts(run, *words):
    result = run("matrix", "--json", "--secrets", 1, *words)
    document = json.loads(result.stdout)
    assert list(document) == ["assignments"]
    return result.exit_code, document["assignments"]


def test_a_sound_assignment_has_no_hole(run, course):
    code, found = counts(run, "neuron")

    assert (code, list(found)) == (0, ["neuron"])
    assert list(found["neuron"]) == KEYS
    assert found["neuron"] | {"mutants": 0, "killed": 0} == dict(
        zip(KEYS, (5, 5, 5, 1, 1, 0, 0, 2), strict=True)
    )
    assert found["neuron"]["killed"] + 2 == found["neuron"]["mutants"] > 20


def test_all_assignments_are_held_to_account_where_none_is_named(run, course):
    assert list(counts(run)[1]) == ["neuron"]


def test_a_case_that_is_missing_is_a_hole(run, questions):
    text = questions.read_text("utf-8")
    questions.write_text(text.replace('"b": rng.normal()}', '"b": 0.0}'), "utf-8")
    code, found = counts(run)

    assert code == 1
    assert found["neuron"]["caught"] < found["neuron"]["mistakes"]
    assert found["neuron"]["killed"] + 2 < found["neuron"]["mutants"]


def test_what_is_to_be_mended_is_told_in_a_line_each(run, questions):
    lines = questions.read_text("utf-8").split("\n")
    kept = [line for line in lines if not line.startswith("pre_activation.equivalent(")]
    questions.write_text("\n".join(kept), "utf-8")
    result = run("matrix", "neuron", "--secrets", 1)

    assert result.exit_code == 1
    assert "neuron  " in result.output
    assert (
        "neuron: pre_activation: np.dot(w, x) → np.dot(x, w): no hidden case refuses this mutant"
        in result.output
    )


def test_the_page_shows_every_mistake_and_every_mutant(run, course):
    result = run("matrix", "neuron", "--secrets", 1, "--out", "account")
    page = (course / "account/neuron/matrix.html").read_text("utf-8")

    assert "account/neuron/matrix.html" in result.output
    assert "Nothing. On every secret, each mistake is caught and named" in page
    assert "never adds the bias" in page
    assert "with a loop" in page
    assert "np.dot(w, x) + b → np.dot(w, x)" in page
    assert "Equivalent: w · x = x · w." in page
    assert "<script" not in page


def test_the_page_is_in_the_courses_language(run, course):
    settings = course / "course.toml"
    languages = settings.read_text("utf-8").replace('["en", "fr"]', '["fr", "en"]')
    settings.write_text(languages, "utf-8")
    run("matrix", "neuron", "--secrets", 1)
    page = (course / "results/neuron/matrix.html").read_text("utf-8")

    assert '<html lang="fr">' in page
    assert "Erreurs attrapées" in page
    assert "sept entrées" in page


def test_an_assignment_that_is_not_there_is_bad_usage(run, course):
    result = run("matrix", "neurons")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no assignment 'neurons' in this course" in result.stderr


def test_a_case_that_cannot_be_drawn_is_told_in_one_line(run, questions):
    text = questions.read_text("utf-8")
    questions.write_text(text.replace("rng.normal(size=7)", "rng.normal(size=-7)"), "utf-8")
    result = run("matrix")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "case 'seven inputs': drawing its inputs failed" in result.stderr
    assert "Traceback" not in result.stderr
