"""What this course hands to students gives nothing away: neither a solution, nor a hidden case,
nor a hint. The files on disk are looked at, as a curious student would.
"""

from __future__ import annotations

import ast
import inspect
import io
import re
import textwrap
import tokenize
from pathlib import Path

import nbformat
import numpy as np
import pytest
from click.testing import CliRunner

from autograder import Seed
from autograder.authoring.conventions import course_forms
from autograder.authoring.course import load_course, load_secret
from autograder.authoring.drawing import draw_all
from autograder.authoring.load import assignment_folders, enter, load_assignment
from autograder.authoring.prose import read_prose
from autograder.authoring.stub import BEGIN, END, YOUR_CODE
from autograder.cli import main
from autograder.formats.notebook import read_notebook
from autograder.formats.release import release_path
from autograder.trial import run_solution

ROOT = Path(__file__).parents[2]
COURSE = load_course(ROOT)
RELEASES = [(name, lang) for name in assignment_folders(COURSE) for lang in COURSE.languages]

KEYS = [b"one secret of these tests", b"another secret of these tests"]

DIGITS = 6
"""A float of fewer significant digits could be anybody's."""

LENGTH = 20
"""A line of code that is shorter, but for its spaces, could be anybody's."""

ANYBODYS = {
    "np . random . default_rng ( seed )",
    "list ( range ( X . shape [ 1 ] ) )",
    "np . ones ( ( 1 , X . shape [ 1 ] ) )",
    "{ name : value . copy ( ) for name , value in params . items ( ) }",
}
"""Longer, and yet no solution: what a probe or a summary has to say in the open."""


@pytest.fixture(autouse=True)
def entered():
    """Have the course's own reference at hand: other tests load other courses."""
    enter(COURSE)


@pytest.fixture(scope="module", params=assignment_folders(COURSE))
def assignment(request):
    """One assignment of the course."""
    return load_assignment(COURSE, request.param)


@pytest.fixture(scope="module")
def released(assignment):
    """Its notebooks as they are on disk, by language."""
    return {
        lang: read_notebook(release_path(ROOT / "release", lang, assignment.name).read_bytes())
        for lang in COURSE.languages
    }


@pytest.fixture(scope="module")
def everything(assignment, released):
    """All the text of the release: its files, and its cells as a notebook shows them."""
    paths = [release_path(ROOT / "release", lang, assignment.name) for lang in COURSE.languages]
    cells = [cell.source for notebook in released.values() for cell in notebook.cells]
    return "\n".join([*(path.read_text("utf-8") for path in paths), *cells])


def test_the_release_is_byte_for_byte_what_the_sources_give():
    result = CliRunner().invoke(main, ["build", "--check", "--course", str(ROOT)])

    assert (result.exit_code, result.output.count("out of date")) == (0, 0), result.output


def test_there_is_nothing_in_the_release_but_the_notebooks():
    found = {path for path in (ROOT / "release").rglob("*") if not path.is_dir()}

    assert found == {release_path(ROOT / "release", lang, name) for name, lang in RELEASES}


@pytest.mark.parametrize(("name", "lang"), RELEASES)
def test_a_released_notebook_is_valid_and_has_not_run(name, lang):
    path = release_path(ROOT / "release", lang, name)
    notebook = nbformat.reads(path.read_text("utf-8"), as_version=4)

    nbformat.validate(notebook)
    assert not any(cell.outputs for cell in notebook.cells if cell.cell_type == "code")


def test_every_language_has_the_same_questions_and_cells_in_the_same_order(assignment, released):
    names = [question.name for question in assignment]

    for notebook in released.values():
        cells = [(cell.role, cell.question) for cell in notebook.cells if cell.question]
        assert list(dict.fromkeys(question for _, question in cells)) == names
        written = [question.name for question in assignment if question.kind != "file"]
        assert [question for role, question in cells if role == "solution"] == written


# --- solutions ---


def test_a_solution_cell_is_a_signature_a_docstring_and_a_stub(assignment, released):
    for lang, notebook in released.items():
        for cell in notebook.code:
            if cell.role == "solution":
                question = assignment[cell.question]
                if question.kind == "answer":
                    place = ast.parse(cell.source).body[-1]
                    assert ast.unparse(place) in blank_answers(question)
                else:
                    check_stub(question, cell.source, lang)


def blank_answers(question):
    """Return what an answer's cell may hold before a student has written in it."""
    keys = question.form.keys if question.form and question.form.kind == "fields" else ()
    blank = dict.fromkeys(keys) if keys else ...
    return [f"{question.name} = {'...' if blank is ... else blank}"]


def check_stub(question, source, lang):
    (function,) = ast.parse(source).body
    solution = ast.parse(textwrap.dedent(inspect.getsource(question.solution))).body[0]
    assert isinstance(function, ast.ClassDef if question.methods else ast.FunctionDef)
    assert function.name == question.name
    assert heads_in(function) == heads_in(solution)
    assert ast.get_docstring(function), f"{question.name} has no docstring in {lang}"
    lines = [line.strip() for line in source.split("\n")[function.body[0].end_lineno :]]
    place = [YOUR_CODE[lang], "raise NotImplementedError"]
    left = [line for line in lines if line and line not in place]
    assert set(place) <= set(lines)
    assert left == [line for line in outside_of_the_regions(question) if line]


def heads_in(definition):
    """Return the arguments of a function, or those of each method of a class."""
    functions = definition.body if isinstance(definition, ast.ClassDef) else [definition]
    return [
        (function.name, ast.dump(function.args))
        for function in functions
        if isinstance(function, ast.FunctionDef)
    ]


def outside_of_the_regions(question):
    """Return the lines of a solution that its author hands out, where there are regions."""
    source = inspect.getsource(question.solution)
    if BEGIN not in source:
        return []
    body = source.split("\n")[ast.parse(source).body[0].body[0].end_lineno :]
    kept, inside = [], False
    for line in map(str.strip, body):
        inside = line == BEGIN or (inside and line != END)
        if not inside and line != END:
            kept.append(line)
    return kept


def words_of(source):
    """Return code as its tokens with one space between them, without comments."""
    kinds = (tokenize.NAME, tokenize.NUMBER, tokenize.OP, tokenize.STRING)
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return " ".join(token.string for token in tokens if token.type in kinds)


def solution_lines(assignment):
    """Yield every line of a right answer, and what it computes without the name it gives it."""
    answers = [question.solution for question in assignment if question.kind == "answer"]
    others = [function for question in assignment for function in question.alternatives]
    # Of the whole reference, idioms that anybody writes would stand in some probe.
    asked = {inspect.getsourcefile(q.solution) for q in assignment if q.kind == "function"}
    sources = [Path(file).read_text("utf-8") for file in sorted(asked)]
    sources += [textwrap.dedent(inspect.getsource(function)) for function in answers + others]
    functions = {question.name for question in assignment}
    for node in ast.walk(ast.Module([ast.parse(source) for source in sources], [])):
        if isinstance(node, ast.FunctionDef):
            for statement in node.body[bool(ast.get_docstring(node)) :]:
                yield from lines_of(statement, functions)


def lines_of(node, functions):
    for inner in ast.walk(node):
        if not isinstance(inner, ast.stmt) or isinstance(inner, ast.FunctionDef):
            continue
        yield ast.unparse(inner).split("\n")[0]
        value = getattr(inner, "value", None)
        # A mere call of another exercise's function is how a later cell uses it.
        call = getattr(getattr(value, "func", None), "id", None)
        if isinstance(value, ast.expr) and call not in functions:
            yield ast.unparse(value)


def test_no_line_of_a_solution_is_in_any_code_cell(assignment, released):
    folder = assignment_folders(COURSE)[assignment.name]
    given = [
        words_of(piece.text)
        for lang in COURSE.languages
        for piece in read_prose(
            folder / f"notebook.{lang}.md", course_forms(assignment.conventions, lang)
        )
        if piece.kind in ("code", "demo")
    ]
    secret = {words_of(line.rstrip(":")) for line in solution_lines(assignment)} - ANYBODYS
    given += [
        words_of("\n".join(outside_of_the_regions(question)))
        for question in assignment
        if question.kind == "function"
    ]
    # What the author's own cells do in the open is no secret: they try out what was written.
    secret = {line for line in secret if not any(line in code for code in given)}
    secret = {line for line in secret if len(line.replace(" ", "")) >= LENGTH}
    assert len(secret) > 50

    for notebook in released.values():
        for cell in notebook.code:
            shown = words_of(cell.source)
            assert [line for line in secret if line in shown] == [], cell.question


def test_no_released_cell_imports_the_solutions_or_the_grader(released):
    for notebook in released.values():
        for cell in notebook.code:
            for node in ast.walk(ast.parse(cell.source)):
                names = [alias.name for alias in getattr(node, "names", []) if node_imports(node)]
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                roots = {name.split(".")[0] for name in names}
                assert not roots & {"reference", "autograder", "assignments", "importlib"}
            assert "__import__" not in cell.source
            assert "reference" not in words_of(cell.source).split()


def node_imports(node):
    return isinstance(node, ast.Import | ast.ImportFrom)


# --- hidden cases ---


def numbers_in(value):
    """Yield every number of plain data."""
    if isinstance(value, dict):
        for item in value.values():
            yield from numbers_in(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from numbers_in(item)
    elif isinstance(value, np.ndarray | np.generic):
        yield from numbers_in(value.tolist())
    elif isinstance(value, complex):
        yield from (value.real, value.imag)
    elif isinstance(value, Seed):
        yield value.value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield value


def telling(numbers):
    """Return the numbers that are long enough to tell something, as a release prints them."""
    return {text for number in numbers if significant(text := f"{abs(number):.8g}") >= DIGITS}


def unmistakable(numbers):
    """Return the numbers that are so long that no other number is the same by chance."""
    return {text for number in numbers if significant(text := repr(abs(number))) >= 10}


def significant(text):
    return len(text.split("e")[0].replace(".", "").strip("0"))


def hidden_numbers(assignment, key):
    """Return the numbers of every hidden case: what goes in, and what should come out."""
    found = {}
    for question in assignment:
        if question.kind == "function":
            for drawn in draw_all(assignment, question, key, student="ada"):
                if not drawn.case.visible:
                    name, expected = drawn.case.name, run_solution(question, drawn).value
                    found[question.name, name, "inputs"] = list(numbers_in(dict(drawn.inputs)))
                    found[question.name, name, "expected"] = list(numbers_in(expected))
    return found


@pytest.fixture(scope="module")
def released_numbers(released):
    """Every number that stands in a cell."""
    number = re.compile(r"(?<![\w.])(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?!\w)")
    texts = [
        match[0]
        for notebook in released.values()
        for cell in notebook.cells
        for match in number.finditer(cell.source)
    ]
    return [int(text) if text.isdecimal() else float(text) for text in texts]


@pytest.fixture(scope="module")
def hidden(assignment):
    """The hidden cases under two secrets of these tests, and the course's own if it has one."""
    own = [load_secret(COURSE).key] if COURSE.secret_path.exists() else []
    return {key: hidden_numbers(assignment, key) for key in KEYS + own}


def test_no_long_number_of_a_hidden_case_is_in_the_release(released_numbers, hidden):
    shown = unmistakable(released_numbers)

    for cases in hidden.values():
        for case, numbers in cases.items():
            assert unmistakable(numbers) & shown == set(), case


def test_no_hidden_case_can_be_recognised_in_the_release(assignment, released_numbers, hidden):
    """One number of several may be there by chance: sigmoids of four decimals are not so many."""
    shown = telling(released_numbers)
    # What is the same under two secrets depends on neither: a third, a logarithm of 2.
    one, other = ({text for n in hidden[key].values() for text in telling(n)} for key in KEYS)
    constant = one & other
    if all(question.kind == "answer" for question in assignment):
        assert one == set()  # what an answer is about is drawn in the open
    else:
        assert len(one) > 1000

    for cases in hidden.values():
        for case, numbers in cases.items():
            own = telling(numbers) - constant
            assert len(own & shown) <= len(own) // 2, case


def test_the_numbers_of_the_visible_cases_are_found_by_the_same_search(
    assignment, released_numbers
):
    """Or else the search would prove nothing."""
    shown = telling(released_numbers)

    for question in assignment:
        for drawn in draw_all(assignment, question, KEYS[0], student="ada"):
            if drawn.case.visible:
                expected = telling(numbers_in(run_solution(question, drawn).value))
                assert expected <= shown, (question.name, drawn.case.name)


def test_a_check_has_the_visible_cases_and_no_other(assignment, released):
    for lang, notebook in released.items():
        for cell in notebook.code:
            if cell.role == "checks" and assignment[cell.question].kind == "function":
                call = ast.parse(cell.source).body[-1].value
                titles = [ast.literal_eval(case.args[0]) for case in call.args[1:]]
                cases = assignment[cell.question].cases
                assert titles == [case.title(lang) for case in cases if case.visible]


# --- what only the grader knows ---


def test_no_secret_is_in_the_release(everything):
    secrets = [load_secret(COURSE)] if COURSE.secret_path.exists() else []

    for secret in secrets:
        assert secret.key.decode("latin-1") not in everything
        assert secret.seed_id not in everything
    assert ".autograder" not in everything


def test_no_hint_of_a_known_mistake_is_in_the_release(assignment, everything):
    shown = " ".join(everything.split())
    mistakes = [mistake for question in assignment for mistake in question.mistakes]
    assert mistakes

    for mistake in mistakes:
        assert f"def {mistake.name}(" not in shown
        for hint in mistake.hint.values():
            sentence = re.split(r"(?<=[.:;])\s", " ".join(hint.split()))[0]
            assert sentence not in shown, mistake.name


def test_no_other_right_solution_is_in_the_release(assignment, everything):
    for question in assignment:
        for function in question.alternatives:
            assert f"def {function.__name__}(" not in everything
