"""An assignment's folder, loaded: each slip of its author is one line that names the place."""

import importlib
import inspect
import sys

import pytest

from autograder.authoring.drawing import draw_all
from autograder.authoring.load import assignment_folders, enter, load_assignment
from autograder.authoring.stub import read_function
from autograder.spec import SpecError


def refusal(course, name="lines"):
    with pytest.raises(SpecError) as refused:
        load_assignment(course, name)
    line = str(refused.value)
    assert "\n" not in line
    return line.replace(f"{course.root}/", "")


def test_an_assignment_is_loaded_with_its_questions_in_order(lines):
    assignment = load_assignment(lines, "lines")

    assert [question.name for question in assignment] == ["slope", "line", "root", "noise", "above"]
    assert assignment.points == 6.5


def test_its_own_modules_are_imported_with_it(write_course):
    course = write_course(
        {
            "assignments/parts/questions.py": """
                from autograder import Assignment
                from . import one
                assignment = Assignment("parts", title={"en": "x", "fr": "x"}, parts=[one.part])
            """,
            "assignments/parts/one.py": """
                from autograder import Part
                from reference import lines
                part = Part("one")
                part.question(lines.root, points=3).case("any")(lambda rng: {"a": 1, "b": 2})
            """,
        }
    )

    assert load_assignment(course, "parts").points == 3


def test_an_assignment_asks_a_question_of_another_as_its_own(write_course):
    course = write_course(
        {
            "assignments/lines/again.py": """
                from autograder import Part
                from reference import lines
                part = Part("again")
                part.question(lines.root, points=3).case("any")(lambda rng: {"a": 1, "b": 2})
            """,
            "assignments/later/questions.py": """
                from autograder import Assignment
                from .lines import again
                again.part.questions[0].points = 5
                assignment = Assignment("later", title={"en": "x", "fr": "x"}, parts=[again.part])
            """,
            "assignments/earlier/questions.py": """
                from autograder import Assignment
                from .lines import again
                assignment = Assignment("earlier", title={"en": "x", "fr": "x"}, parts=[again.part])
            """,
        }
    )

    later, earlier = load_assignment(course, "later"), load_assignment(course, "earlier")
    assert (later.points, earlier.points) == (5, 3)


def test_what_is_asked_of_another_may_itself_be_of_a_third(write_course):
    course = write_course(
        {
            "assignments/lines/again.py": """
                from autograder import Part
                from reference import lines
                part = Part("again")
                part.question(lines.root, points=3).case("any")(lambda rng: {"a": 1, "b": 2})
            """,
            "assignments/middle/questions.py": "",
            "assignments/middle/twice.py": "from .lines.again import part\n",
            "assignments/last/lines/notes.txt": "no module, but a folder of that name",
            "assignments/last/questions.py": """
                from autograder import Assignment
                from .middle import twice
                assignment = Assignment("last", title={"en": "x", "fr": "x"}, parts=[twice.part])
            """,
        }
    )

    assert load_assignment(course, "last")["root"].points == 3


def test_only_folders_with_questions_are_assignments(write_course):
    course = write_course({"assignments/notes/readme.md": "", "assignments/stray.py": ""})

    assert list(assignment_folders(course)) == ["lines"]
    assert assignment_folders(course)["lines"] == course.root / "assignments/lines"


def test_a_missing_folder_is_told_with_those_that_are_there(lines):
    assert refusal(lines, "circles") == "no assignment 'circles' in assignments (there: lines)"


def test_a_course_without_assignments_says_so(write_course):
    course = write_course({"assignments/lines/questions.py": None})

    assert refusal(course).endswith("(there: none)")


def test_a_syntax_error_is_told_with_its_file_and_line(write_course):
    course = write_course({"assignments/lines/questions.py": "x = 1\ny = = 2\n"})

    assert refusal(course) == (
        "assignments/lines/questions.py fails with SyntaxError: invalid syntax "
        "(assignments/lines/questions.py, line 2)"
    )


def test_a_syntax_error_in_the_reference_is_told_with_the_reference_s_file(write_course):
    course = write_course({"reference/lines.py": "def line(x:\n    return x\n"})

    assert "(reference/lines.py, line 1)" in refusal(course)


def test_a_file_that_is_not_utf_8_is_told(write_course):
    course = write_course({"assignments/lines/questions.py": b"title = 'D\xe9riv\xe9e'\n"})

    assert refusal(course).startswith("assignments/lines/questions.py fails with SyntaxError: ")


def test_an_exception_is_told_with_the_course_s_own_line(write_course):
    """The innermost line is NumPy's; the author's own is what helps."""
    questions = """
        import numpy as np
        def volume(sizes):
            return np.reshape(np.zeros(3), sizes)
        volume((2, 2))
    """
    course = write_course({"assignments/lines/questions.py": questions.lstrip("\n")})

    line = refusal(course)
    assert line.startswith("assignments/lines/questions.py fails with ValueError: cannot reshape")
    assert line.endswith("(assignments/lines/questions.py, line 3)")


def test_an_exception_of_several_lines_is_told_in_one(write_course):
    course = write_course(
        {"assignments/lines/questions.py": "raise ValueError('one\\n\\n  two\\nthree')\n"}
    )

    assert "fails with ValueError: one two three (" in refusal(course)


def test_an_import_of_what_is_not_there_is_told(write_course):
    course = write_course({"assignments/lines/questions.py": "from reference import circles\n"})

    line = refusal(course)
    assert "ImportError: cannot import name 'circles'" in line
    assert line.endswith("(assignments/lines/questions.py, line 1)")


def test_questions_that_end_the_process_are_told(write_course):
    course = write_course({"assignments/lines/questions.py": "raise SystemExit('enough')\n"})

    assert "fails with SystemExit: enough (assignments/lines/questions.py, line 1)" in refusal(
        course
    )


def test_an_author_s_own_slip_in_a_declaration_stays_as_it_is_told(write_course):
    questions = """
        from autograder import Assignment
        from reference import lines
        assignment = Assignment("lines", title={"en": "x", "fr": "x"})
        line = assignment.question(lines.line, points=1)
        for _ in range(2):
            line.case("one")(lambda rng: {})
    """
    course = write_course({"assignments/lines/questions.py": questions})

    assert refusal(course) == "question 'line': two cases are named 'one'"


@pytest.mark.parametrize("text", ["", "assignment = 3\n"])
def test_questions_without_an_assignment_are_told(write_course, text):
    course = write_course({"assignments/lines/questions.py": text})

    assert refusal(course) == (
        "assignments/lines/questions.py defines no `assignment = Assignment(…)`"
    )


def declared(name="lines", title='{"en": "x", "fr": "x"}', points="1"):
    return f"""
        from autograder import Assignment
        from reference import lines
        assignment = Assignment("{name}", title={title})
        assignment.question(lines.root, points={points}).case("any")(lambda rng: {{}})
    """


def test_an_assignment_of_another_name_is_told_with_the_mend(write_course):
    course = write_course({"assignments/lines/questions.py": declared(name="droites")})

    assert refusal(course) == (
        "assignments/lines/questions.py: the assignment is named 'droites'; "
        "name it as its folder, 'lines'"
    )


def test_a_title_that_lacks_a_language_of_the_course_is_told(write_course):
    course = write_course({"assignments/lines/questions.py": declared(title='{"en": "Lines"}')})

    assert refusal(course) == "the title of 'lines' is missing in fr"


@pytest.mark.parametrize("slip", [{"title": '"Lines"'}, {"points": '"one"'}])
def test_a_declaration_of_a_wrong_type_is_no_traceback(write_course, slip):
    course = write_course({"assignments/lines/questions.py": declared(**slip)})

    assert refusal(course).startswith("assignments/lines/questions.py fails with ")


def slope_two(course):
    """Return what the course's `line` gives for x = 1, a = 2."""
    question = load_assignment(course, "lines")["line"]
    return question.solution(1, 2), question


def test_two_courses_in_one_process_each_have_their_own_reference(write_course):
    shifted = "def line(x, a, b=0.0):\n    return a * x + b + 100\n"
    others = "def root(a, b): ...\ndef noise(n, *, rng): ...\ndef above(lines, x): ...\n"
    one, other = write_course(), write_course({"reference/lines.py": shifted + others})

    first, of_one = slope_two(one)
    second, of_other = slope_two(other)
    again, _ = slope_two(one)
    assert (first, second, again) == (2, 102, 2)
    assert "scaled" in read_function(of_one).body
    assert "100" in read_function(of_other).body
    assert inspect.getsource(of_one.solution) != inspect.getsource(of_other.solution)


def test_an_assignment_works_on_after_another_course_was_loaded(write_course):
    one = load_assignment(write_course(), "lines")
    load_assignment(write_course(), "lines")

    (drawn, *_) = draw_all(one, one["line"], b"key")
    assert one["line"].solution(**drawn.inputs).shape == (5,)


def test_a_course_that_others_came_after_is_entered_again_as_it_was(write_course):
    course = write_course()
    one = load_assignment(course, "lines")
    load_assignment(write_course(), "lines")

    enter(course)

    solution = one["line"].solution
    assert importlib.import_module(solution.__module__).line is solution


@pytest.mark.parametrize("missing", ["reference/__init__.py", "reference"])
def test_a_course_takes_no_other_course_s_reference(write_course, missing):
    """Python prefers a package with an __init__.py, wherever on its path it is."""
    load_assignment(write_course(), "lines")
    files = ["reference/__init__.py", "reference/lines.py"]
    course = write_course({name: None for name in files if name.startswith(missing)})

    assert refusal(course) == (
        "`reference` was imported, but not from this course: put its modules in reference, "
        "beside an empty __init__.py"
    )


def test_a_reference_may_do_without_an_init_where_nothing_else_has_its_name(
    write_course, monkeypatch
):
    monkeypatch.setattr(sys, "path", [entry for entry in sys.path if "site-packages" in entry])
    for name in [name for name in sys.modules if name.split(".")[0] == "reference"]:
        monkeypatch.delitem(sys.modules, name)

    assert load_assignment(write_course({"reference/__init__.py": None}), "lines").points == 6.5


def test_a_reference_in_one_file_will_do(write_course):
    course = write_course(
        {
            "reference/__init__.py": None,
            "reference/lines.py": None,
            "reference.py": "def f(x):\n    return x\n",
            "assignments/one/questions.py": """
                import reference
                from autograder import Assignment
                assignment = Assignment("one", title={"en": "x", "fr": "x"})
                assignment.question(reference.f, points=1).case("any")(lambda rng: {"x": 1})
            """,
        }
    )

    assert load_assignment(course, "one")["f"].solution(7) == 7


def test_what_was_mended_is_loaded_again_in_the_same_process(write_course):
    course = write_course({"assignments/lines/questions.py": "assignment = \n"})
    refusal(course)
    (course.root / "assignments/lines/questions.py").write_text(
        "from autograder import Assignment\n"
        "assignment = Assignment('lines', title={'en': 'Lines', 'fr': 'Des droites'})\n"
    )

    assert load_assignment(course, "lines").title["fr"] == "Des droites"
