"""Write the tables of the plan of the term, plan.en.md and plan.fr.md, from what the code has.

    python docs/course/fill_plan.py            # fills the tables in
    python docs/course/fill_plan.py --check    # writes nothing; exits 1 where a table is stale

A table stands between `<!-- table: NAME -->` and `<!-- end -->`, and the last column of the errata
says in which weeks the code names them; all the rest is written by hand.
"""

import re
import sys
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from autograder.authoring.course import Course, load_course  # noqa: E402
from autograder.authoring.load import load_assignment  # noqa: E402
from autograder.spec import Assignment, Question  # noqa: E402

WEEKS = {
    "1": ["neuron"],
    "2": ["forward"],
    "3": ["losses"],
    "4": ["backprop", "chain_rule"],
    "5": ["descent"],
    "6": ["optimizers"],
    "7": ["initialisation"],
    "8": ["regularisation"],
    "9": ["autodiff"],
    "10": ["td1"],
    "11": ["td2"],
    "12": ["keras"],
    "–": ["quiz"],
}

WORDS = {
    "en": {
        "week": "week",
        "assignment": "assignment",
        "points": "points",
        "functions": "functions",
        "answers": "answers",
        "mistakes": "known mistakes",
        "conventions": "conventions",
        "convention": "convention",
        "alternatives": "other right solutions",
        "question": "question",
        "kind": "kind",
        "needs": "needs",
        "slides": "slides",
        "all": "all",
        "form": "what the course takes",
        "others": "the other forms",
        "then": "an answer under one of them",
        "asked": "asked in",
        "accept": "is right",
        "note": "is right, with a note",
        "wrong": "loses the cases that differ",
        "slide": "slide",
        "about": "about",
        "leads": "leads to",
        "function": "function",
        "answer": "answer",
        "file": "file",
    },
    "fr": {
        "week": "semaine",
        "assignment": "devoir",
        "points": "points",
        "functions": "fonctions",
        "answers": "réponses",
        "mistakes": "erreurs connues",
        "conventions": "conventions",
        "convention": "convention",
        "alternatives": "autres solutions justes",
        "question": "question",
        "kind": "forme",
        "needs": "s'appuie sur",
        "slides": "diapositives",
        "all": "total",
        "form": "ce que prend le cours",
        "others": "les autres formes",
        "then": "une réponse sous l'une d'elles",
        "asked": "posée dans",
        "accept": "est juste",
        "note": "est juste, avec une remarque",
        "wrong": "perd les cas qui diffèrent",
        "slide": "diapositive",
        "about": "sujet",
        "leads": "mène à",
        "function": "fonction",
        "answer": "réponse",
        "file": "fichier",
    },
}

ERRATUM = re.compile(r"^(?P<row>\| ER(?P<number>\d+) \|.*\|) [^|]* \|$", re.M)
TABLE = re.compile(r"^<!-- table: (?P<name>[\w ]+) -->\n.*?^<!-- end -->$", re.M | re.S)


def filled(text: str, lang: str) -> str:
    """Return a page with its tables as the code has them.

    Raises:
        KeyError: a table's name is none of those below.
    """
    course, assignments = whole_course()

    def fill(found: re.Match[str]) -> str:
        kind, _, rest = found["name"].partition(" ")
        lines = {
            "overview": lambda: overview(assignments, lang),
            "questions": lambda: questions(assignments[rest], lang),
            "again": lambda: again(assignments, lang),
            "conventions": lambda: conventions(course, assignments, lang),
            "slides": lambda: slides(rest, lang),
        }[kind]()
        return "\n".join([f"<!-- table: {found['name']} -->", "", *lines, "", "<!-- end -->"])

    def say_weeks(found: re.Match[str]) -> str:
        weeks = [
            week
            for week, names in WEEKS.items()
            if names != ["quiz"] and any(int(found["number"]) in errata(name) for name in names)
        ]
        return f"{found['row']} {', '.join(weeks) or 'quiz'} |"

    return ERRATUM.sub(say_weeks, TABLE.sub(fill, text))


@cache
def whole_course() -> tuple[Course, dict[str, Assignment]]:
    """Return the course, and its assignments in the order of the weeks."""
    course = load_course(ROOT)
    names = [name for names in WEEKS.values() for name in names]
    return course, {name: load_assignment(course, name) for name in names}


def overview(assignments: dict[str, Assignment], lang: str) -> list[str]:
    """One line an assignment: its points, and how many there are of what it holds."""
    rows = []
    total = [0.0] + [0] * 5
    for week, names in WEEKS.items():
        for name in names:
            counts = counts_of(assignments[name])
            total = [a + b for a, b in zip(total, counts, strict=True)]
            title = f"[{assignments[name].title[lang]}](#{name})"
            rows.append([week, title, *(f"{count:g}" for count in counts)])
    rows.append([WORDS[lang]["all"], "", *(f"{count:g}" for count in total)])
    heads = ["points", "functions", "answers", "mistakes", "conventions", "alternatives"]
    return table([WORDS[lang][head] for head in ["week", "assignment", *heads]], rows, numbers=6)


def counts_of(assignment: Assignment) -> list[float]:
    """Points, functions, answers, known mistakes, other forms of conventions, alternatives."""
    return [
        assignment.points,
        sum(question.kind == "function" for question in assignment),
        sum(question.kind == "answer" for question in assignment),
        sum(len(question.mistakes) for question in assignment),
        sum(len(question.conventions) for question in assignment),
        sum(len(question.alternatives) for question in assignment),
    ]


def questions(assignment: Assignment, lang: str) -> list[str]:
    """One line a question: its points, what it calls, and the slides that it comes from."""
    mapped = tomllib.loads((HERE / "map.toml").read_text("utf-8"))[assignment.name]
    say = WORDS[lang]
    rows = [
        [
            code([question.name]),
            say[question.kind],
            f"{question.points:g}",
            code(question.needs),
            ", ".join(slide for slide in in_order(mapped) if question.name in mapped[slide]),
            f"{len(question.mistakes)}",
        ]
        for question in assignment
    ]
    heads = ["question", "kind", "points", "needs", "slides", "mistakes"]
    return table([say[head] for head in heads], rows, numbers=0)


def again(assignments: dict[str, Assignment], lang: str) -> list[str]:
    """One line a function that more than one assignment asks for."""
    where: dict[tuple[str, str], list[str]] = {}
    for name, assignment in assignments.items():
        for question in assignment:
            if question.kind == "function":
                # Two functions may have one name: what counts is where the solution is.
                key = question.name, question.solution.__module__
                where.setdefault(key, []).append(name)
    rows = [[code([name]), code(there)] for (name, _), there in where.items() if len(there) > 1]
    return table([WORDS[lang]["question"], WORDS[lang]["asked"]], rows, numbers=0)


def conventions(course: Course, assignments: dict[str, Assignment], lang: str) -> list[str]:
    """One line a convention: the course's own form, the others, and what becomes of them."""
    rows = []
    for name, choice in course.conventions.items():
        others = [text[lang] for form, text in choice.forms.items() if form != choice.form]
        concerned: list[str] = [
            question.name
            for question in all_questions(assignments)
            if any(convention.name == name for convention in question.conventions)
        ]
        rows.append(
            [
                code([name]),
                choice.forms[choice.form][lang],
                " · ".join(others),
                WORDS[lang][choice.others],
                code(dict.fromkeys(concerned)),
            ]
        )
    heads = ["convention", "form", "others", "then", "question"]
    return table([WORDS[lang][head] for head in heads], rows, numbers=0)


def slides(lecture: str, lang: str) -> list[str]:
    """One line a slide of a lecture: what it is about, and the questions that come of it."""
    mapped = tomllib.loads((HERE / "map.toml").read_text("utf-8"))
    listed = tomllib.loads((HERE / "slides.toml").read_text("utf-8"))["slides"]
    rows = []
    for slide in in_order(listed):
        if slide.startswith(f"{lecture}-"):
            led = [
                f"[{name}](#{name}): {code(mapped[name][slide])}"
                for names in WEEKS.values()
                for name in names
                if slide in mapped.get(name, {})
            ]
            rows.append([slide, listed[slide]["about"], "; ".join(led)])
    return table([WORDS[lang][head] for head in ["slide", "about", "leads"]], rows, numbers=0)


def errata(name: str) -> set[int]:
    """Return the numbers of the errata that an assignment's code names, as ER12 or ER12-14."""
    found = set()
    for module in (ROOT / "assignments" / name).glob("*.py"):
        for first, last in re.findall(r"\bER(\d+)(?:-(\d+))?", module.read_text("utf-8")):
            found |= set(range(int(first), int(last or first) + 1))
    return found


def all_questions(assignments: dict[str, Assignment]) -> Iterable[Question]:
    """Yield the questions of all assignments, in the order of the weeks."""
    for assignment in assignments.values():
        yield from assignment


def in_order(slides: Iterable[str]) -> list[str]:
    """Sort `S0-2` before `S0-10`."""
    return sorted(slides, key=lambda slide: (slide[:2], int(slide[3:])))


def code(names: Iterable[str]) -> str:
    """Return names as code, one after the other."""
    return ", ".join(f"`{name}`" for name in names)


def table(heads: list[str], rows: list[list[str]], numbers: int) -> list[str]:
    """Return the lines of a table in Markdown; its last `numbers` columns hold numbers."""
    rules = ["---"] * (len(heads) - numbers) + ["--:"] * numbers
    cells = [heads, rules, *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return [f"| {' | '.join(row)} |" for row in cells]


def main() -> int:
    """Fill both pages in, or say which is stale."""
    stale = []
    for lang in WORDS:
        page = HERE / f"plan.{lang}.md"
        text = page.read_text("utf-8")
        if (now := filled(text, lang)) != text:
            stale.append(page.name)
            if "--check" not in sys.argv:
                page.write_text(now, "utf-8")
    if stale:
        print(", ".join(stale), "is stale" if "--check" in sys.argv else "written")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
