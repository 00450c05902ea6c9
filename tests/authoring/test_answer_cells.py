"""The cells of an answer that is chosen, matched, ordered, judged or corrected, run as a notebook
runs them.
"""

import re

import pytest

from autograder.authoring.drawing import draw_all
from autograder.authoring.load import load_assignment
from autograder.spec import MalformedError

QUESTIONS = """
from autograder import Assignment, Claim, Confusion, Form, Line, Option

assignment = Assignment("quiz", title={"en": "Quiz", "fr": "Questionnaire"})
ASK = {"en": "Which one is it?", "fr": "Lequel est-ce ?"}


def text(word):
    return {"en": word, "fr": word.upper()}


def option(name):
    return Option(name, en=(name, f"no, not {name}"), fr=(name.upper(), f"non, pas {name}"))


def three_numbers(rng):
    return {"n": int(rng.integers(10, 99))}


assignment.choice(
    "pick",
    points=1,
    texts={"en": "You have {n}. {options} Which?", "fr": "Vous avez {n}. {options} Lequel ?"},
    right=text("{n} and one"),
    wrong=[option("none"), option(r"a \\\\ and a \\" mark")],
    variant=three_numbers,
)
assignment.several(
    "some", points=1, texts=ASK, right=[option("one"), option("two")], wrong=[option("three")]
)
assignment.match(
    "pairs",
    points=2,
    texts=ASK,
    items={"cat": ("animal", text("cat")), "oak": ("plant", text("oak"))},
    groups={"animal": text("animal"), "plant": text("plant")},
    wrong=[Confusion("cats_grow", {"cat": "plant"}, en="no", fr="non")],
)
assignment.order(
    "row",
    points=1,
    texts=ASK,
    steps={"egg": text("egg"), "larva": text("larva"), "moth": text("moth")},
    wrong=[Confusion("moth_first", ["moth", "egg", "larva"], en="no", fr="non")],
)
assignment.hunt(
    "slide",
    points=2,
    texts=ASK,
    lines=[
        Line("sum", text("1 + 1 = 2"), [option("1 + 1 = 3"), option("1 + 1 = 4")]),
        Line("product", text("2 x 2 = 4"), [option("2 x 2 = 5")]),
    ],
)
assignment.true_or_false(
    "truth",
    points=2,
    texts=ASK,
    claims=[
        Claim("sums", true="`1 + 1 = 2`", false="`1 + 1 = 3`", en="no", fr="non"),
        Claim("always", true=text("one is one"), en="no", fr="non"),
    ],
)


@assignment.answer(
    "size", points=1, variant=three_numbers, texts=ASK, form=Form.numbers(2, whole=True)
)
def size(n):
    return n, 1
"""

NAMES = ["pick", "some", "pairs", "row", "slide", "truth", "size"]

PROSE = "\n\n".join(
    ["<!-- setup -->", "<!-- identity -->", *(f"<!-- question: {name} -->" for name in NAMES)]
)


@pytest.fixture(scope="module")
def quiz(write_course):
    """A course with one question of every kind."""
    return write_course(
        {
            "assignments/quiz/questions.py": QUESTIONS,
            "assignments/quiz/notebook.en.md": PROSE,
            "assignments/quiz/notebook.fr.md": PROSE,
        }
    )


@pytest.fixture
def sat(quiz, assembled, run_notebook):
    """Run the student's notebook as one student, with these answers in place of the stubs."""

    def sit(student="ada", lang="en", edition="student", **answers):
        own = {f"{name}-solution": f"{name} = {answer!r}" for name, answer in answers.items()}
        own["identity"] = f'student_id = "{student}"'
        return run_notebook(assembled(quiz, lang, edition, "quiz"), own)

    return sit


def check(run, name):
    return run.printed[f"{name}-checks"].strip()


def test_the_student_s_cell_says_what_is_asked_and_holds_nothing(quiz, assembled):
    cells = {cell["id"]: "".join(cell["source"]) for cell in assembled(quiz, name="quiz")["cells"]}

    assert [cells[f"{name}-solution"] for name in NAMES] == [
        '# one of "A", "B", "C"\npick = ...',
        '# some of "A", "B", "C", such as "AB"\nsome = ...',
        '# for each, one of 1, 2\npairs = {"A": None, "B": None}',
        '# "A", "B", "C" in order, each once, such as "CBA"\nrow = ...',
        '# for each, one of "ok", "a", "b"\nslide = {"A": None, "B": None}',
        '# for each, True or False\ntruth = {"A": None, "B": None}',
        "# a row of 2 whole numbers\nsize = ...",
    ]


def test_nothing_is_shown_before_the_student_has_an_id(quiz, assembled, run_notebook):
    run = run_notebook(assembled(quiz, name="quiz"))

    assert run.printed["pick-variant"].startswith("Write your student id")
    assert run.namespace["pick_variant"] is None


@pytest.mark.parametrize("student", ["ada", "Blaise", "chloé", "42"])
def test_the_notebook_draws_the_order_that_the_grader_draws(quiz, sat, student):
    assignment = load_assignment(quiz, "quiz")
    run = sat(student)

    for question in assignment:
        (case,) = draw_all(assignment, question, b"any secret", student=student)
        assert run.namespace[f"{question.name}_variant"] == case.inputs


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_instructor_s_edition_gives_the_answer_that_is_marked_right(quiz, sat, lang):
    assignment = load_assignment(quiz, "quiz")
    own = {"student": "ada", "lang": lang, "edition": "instructor"}
    run = sat(**own)

    for question in assignment:
        (case,) = draw_all(assignment, question, b"", student="ada")
        right = question.solution(**case.inputs)
        given = run.namespace[question.name]
        assert question.form.read(given) == question.form.read(right)
        assert check(run, question.name).startswith(f"✔ {question.name}: ")


def test_a_list_is_shown_in_the_student_s_order_with_letters(sat):
    run = sat()
    order = run.namespace["row_variant"]["order"]["steps"]
    words = ["egg", "larva", "moth"]

    assert run.printed["row-variant"] == (
        "\nWhich one is it?\n\n"
        + "\n".join(f"- **{m}** {words[n]}" for m, n in zip("ABC", order, strict=True))
        + "\n\nPut the letters in `row`, written together, in the right order.\n\n"
    )


def test_groups_have_numbers_and_items_letters(sat):
    printed = sat().printed["pairs-variant"]

    assert re.findall(r"\*\*(\w)\*\* (\w+)", printed)[0][0] == "A"
    assert {mark for mark, _ in re.findall(r"\*\*(\w)\*\* (\w+)", printed)} == {"A", "B", "1", "2"}


def test_a_line_is_shown_with_what_is_proposed_below_it(sat):
    printed = sat().printed["slide-variant"]

    assert printed.count("\n  - **a** ") == 2
    assert printed.count("\n  - **b** ") == 1
    for way in ("1 + 1 = 2", "1 + 1 = 3", "1 + 1 = 4", "2 x 2 = 4", "2 x 2 = 5"):
        assert printed.count(way) == 1


def test_a_claim_is_shown_in_one_of_its_ways_alone(sat):
    printed = {sat(student).printed["truth-variant"] for student in ("ada", "blaise", "eve", "lea")}

    assert all(each.count("1 + 1 = ") == each.count("one is one") == 1 for each in printed)
    assert {way for each in printed for way in re.findall("`1 .*`", each)} == {
        "`1 + 1 = 2`",
        "`1 + 1 = 3`",
    }


def test_a_list_stands_where_the_text_has_it_and_may_speak_of_numbers(sat):
    run = sat()
    n, printed = run.namespace["pick_variant"]["n"], run.printed["pick-variant"]

    assert printed.startswith(f"\nYou have {n}. - **A**")
    assert f"{n} and one" in printed
    assert r"a \\ and a \" mark" in printed or 'a \\ and a " mark' in printed


def test_the_french_notebook_lists_in_french(sat):
    printed = sat(lang="fr").printed["row-variant"]

    assert "LARVA" in printed
    assert "dans le bon ordre" in printed


# --- what the check says: of the form alone ---

LOOKS = {
    "right or wrong": ({"pick": "C"}, "✔ pick: recorded ('C'); it is marked after you hand in"),
    "small letters": ({"some": "ca"}, "✔ some: recorded ('ca')"),
    "a full dictionary": ({"pairs": {"A": 1, "B": 1}}, "✔ pairs: recorded"),
    "nothing": ({"pick": None}, "✘ pick: not answered yet"),
    "entries left open": ({"slide": {"A": "ok", "B": None}}, "✘ slide: not answered yet (B)"),
    "neither true nor false": (
        {"truth": {"A": 1, "B": True}},
        "✘ truth: The answer must be a dict",
    ),
    "no such letter": ({"pick": "D"}, '✘ pick: The answer must be one of "A", "B", "C".'),
    "a word for a row": ({"size": "3x1"}, "✘ size: The answer must be a row of 2 whole numbers."),
    "too few letters": ({"row": "AB"}, '✘ row: The answer must be "A", "B", "C" in order'),
    "another value": ({"pairs": {"A": 3, "B": 1}}, "✘ pairs: The answer must be a dictionary"),
}


@pytest.mark.parametrize("name", LOOKS)
def test_a_check_tells_what_an_answer_looks_like_in_one_line(sat, name):
    answers, told = LOOKS[name]
    (question,) = answers
    printed = check(sat(**answers), question)

    assert printed.startswith(told)
    assert "\n" not in printed


def test_a_check_says_the_same_of_a_right_answer_and_of_a_wrong_one(sat):
    told = {re.sub("'[ABC]'", "'?'", check(sat(pick=letter), "pick")) for letter in "ABC"}

    assert len(told) == 1


def test_what_the_check_refuses_the_grader_refuses_too(quiz, sat):
    question = load_assignment(quiz, "quiz")["size"]

    for answer in ("3x1", [3], (3, 1.5), {"rows": 3}):
        assert check(sat(size=answer), "size").startswith("✘")
        with pytest.raises(MalformedError):
            question.form.read(answer)


def test_tools_for_forms_are_only_where_an_answer_has_one(quiz, lines, assembled):
    def toolkit(course, name):
        (cell,) = [c for c in assembled(course, name=name)["cells"] if c["id"] == "toolkit"]
        return "".join(cell["source"])

    assert "def read_answer(" in toolkit(quiz, "quiz")
    assert "def read_answer(" not in toolkit(lines, "lines")
