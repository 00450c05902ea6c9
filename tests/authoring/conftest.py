"""A small course in a folder of its own, and its notebooks run cell by cell."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from textwrap import dedent
from types import ModuleType
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest

from autograder.authoring.assemble import Edition, assemble
from autograder.authoring.course import Course, load_course
from autograder.authoring.load import load_assignment
from autograder.spec import Question

REFERENCE = '''
"""Straight lines."""

import numpy as np


def line(x, a, b=0.0):
    """Return a x + b, element by element.

    x: array of any shape. a, b: floats.
    """
    scaled = a * x
    return scaled + b


def root(a, b):
    """Return where a x + b is zero."""
    if a == 0:
        ### BEGIN SOLUTION
        return None
        ### END SOLUTION
    return -b / a


def noise(n, *, rng):
    """Return n standard normal numbers from rng."""
    return rng.normal(size=n)


def above(lines, x):
    """Return which of the lines are above zero at x."""
    return {name: bool(line(x, *pair) > 0) for name, pair in lines.items()}
'''

QUESTIONS = """
from reference import lines as ref

from autograder import Assignment, Seed, Tolerance

assignment = Assignment("lines", title={"en": "Lines", "fr": "Des droites"})


def two_points(rng):
    x = int(rng.integers(1, 10))
    return {"p": (0, int(rng.integers(10))), "q": (x, int(rng.integers(10)))}


@assignment.answer(
    "slope",
    points=1,
    variant=two_points,
    texts={"en": "Two points: {p} and {q}. Put the slope in `slope`.",
           "fr": "Deux points : {p} et {q}. Mettez la pente dans `slope`."},
)
def slope(p, q):
    return (q[1] - p[1]) / (q[0] - p[0])


line = assignment.question(ref.line, points=2.5)


@line.case("five numbers", visible=True, picture="curve", fr="cinq nombres")
def _(rng):
    return {"a": 2.0, "x": rng.normal(size=5).round(2), "b": 1.0}


@line.case("a (2, 3) array", fr="un tableau (2, 3)")
def _(rng):
    return {"x": rng.normal(size=(2, 3)), "a": rng.normal()}


@line.mistake(en="You never add b at all.", fr="Vous n'ajoutez jamais b.")
def forgets_b(x, a, b=0.0):
    return a * x


root = assignment.question(ref.root, points=1, scoring="all", drawn_per="student")


@root.case("a level line", visible=True, fr="une droite horizontale")
def _(rng):
    return {"a": 0.0, "b": 1.0}


@root.case("a steep line", fr="une droite raide")
def _(rng):
    return {"a": rng.normal(), "b": rng.normal()}


noise = assignment.question(
    ref.noise, points=1, drawn_per="attempt", tolerance=Tolerance(rtol=1e-3, atol=1e-3)
)


@noise.case("ten numbers", visible=True, fr="dix nombres")
def _(rng):
    return {"n": 10, "rng": Seed.draw(rng)}


@noise.case("a thousand", fr="mille")
def _(rng):
    return {"n": 1000, "rng": Seed.draw(rng)}


@noise.probe
def _(function, n, rng):
    return function(n, rng=rng)


@noise.summary
def _(output, n, rng):
    return {"shape": output.shape, "mean": float(output.mean())}


above = assignment.question(ref.above, points=1, needs=["line"])


@above.case("two lines", visible=True, fr="deux droites")
def _(rng):
    return {"lines": {"up": (1.0, 0.5), "down": (-1.0, 0.5)}, "x": 2.0}


@above.case("other lines", fr="d'autres droites")
def _(rng):
    return {"lines": {"one": (rng.normal(), rng.normal())}, "x": rng.normal()}
"""

PROSE = {
    "en": """
# Lines

<!-- setup -->

<!-- identity -->

## Slopes

<!-- question: slope -->

A line is $a x + b$.

<!-- question: line -->
<!-- question: root -->

```python
tries = [1, 2, 3]
```

<!-- question: noise -->


The last one.

<!-- question: above -->
""",
    "fr": """
# Des droites

<!-- setup -->
<!-- identity -->

<!-- question: slope -->

<!-- question: line
Retourne a x + b, élément par élément.

x : un tableau de forme quelconque. a, b : des nombres.
-->

<!-- question: root -->
<!-- question: noise -->
<!-- question: above -->
""",
}

LINES = {
    "course.toml": 'name = "Lines"\nlanguages = ["en", "fr"]\n',
    "reference/__init__.py": '"""The solutions."""\n',
    "reference/lines.py": REFERENCE.lstrip(),
    "assignments/lines/questions.py": QUESTIONS.lstrip(),
    "assignments/lines/notebook.en.md": PROSE["en"].lstrip(),
    "assignments/lines/notebook.fr.md": PROSE["fr"].lstrip(),
}

MakeCourse = Callable[..., Course]


@pytest.fixture(autouse=True)
def forget_courses(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave Python's path and modules as they were, and take no setting from this machine."""
    monkeypatch.delenv("AUTOGRADER_GRADEBOOK", raising=False)
    monkeypatch.delenv("AUTOGRADER_SECRET_FILE", raising=False)
    path, modules = list(sys.path), _course_modules()
    yield
    sys.path[:] = path
    for name in _course_modules():
        del sys.modules[name]
    sys.modules.update(modules)


def _course_modules() -> dict[str, ModuleType]:
    owners = ("reference", "_assignment_")
    return {name: sys.modules[name] for name in list(sys.modules) if name.startswith(owners)}


@pytest.fixture(scope="session")
def write_course(tmp_path_factory: pytest.TempPathFactory) -> MakeCourse:
    """Write the course of lines, with these files in place of its own; None leaves one out."""

    def write(files: Mapping[str, str | bytes | None] | None = None) -> Course:
        root = tmp_path_factory.mktemp("course")
        for name, content in {**LINES, **(files or {})}.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, bytes):
                path.write_bytes(content)
            elif content is not None:
                path.write_text(dedent(content), "utf-8")
        return load_course(root)

    return write


@pytest.fixture(scope="session")
def lines(write_course: MakeCourse) -> Course:
    """The course of lines, unchanged."""
    return write_course()


ANY_CASE = """
@f.case("any")
def _(rng):
    return {}
"""

ONE_QUESTION = """
import numpy as np
from reference import one as ref

from autograder import Assignment, Seed, Tolerance

assignment = Assignment("one", title={{"en": "One", "fr": "Un"}})
f = assignment.question(ref.f, points=1, {options})
"""


@pytest.fixture
def one_course(write_course: MakeCourse) -> MakeCourse:
    """Write a course whose assignment `one` asks for the function `f` of this reference."""

    def write(reference: str, cases: str = ANY_CASE, options: str = "") -> Course:
        prose = "<!-- setup -->\n<!-- identity -->\n<!-- question: f -->\n"
        questions = ONE_QUESTION.format(options=options) + dedent(cases)
        return write_course(
            {
                "reference/one.py": dedent(reference).lstrip("\n"),
                "assignments/one/questions.py": questions,
                "assignments/one/notebook.en.md": prose,
                "assignments/one/notebook.fr.md": prose,
            }
        )

    return write


@pytest.fixture
def one_question(one_course: MakeCourse) -> Callable[..., Question]:
    """Load the question of such a course."""

    def load(reference: str, cases: str = ANY_CASE, options: str = "") -> Question:
        return load_assignment(one_course(reference, cases, options), "one")["f"]

    return load


@dataclass
class Run:
    """A notebook, run from top to bottom; what each cell printed, by the cell's id."""

    namespace: dict[str, Any] = field(default_factory=lambda: {"__name__": "__main__"})
    printed: dict[str, str] = field(default_factory=dict)
    pictures: list[list[str]] = field(default_factory=list)
    """Of each picture shown, the labels of its lines."""

    def cell(self, source: str, name: str = "cell") -> str:
        """Run one cell and return what it printed."""
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(compile(source, f"<{name}>", "exec"), self.namespace)
        self.printed[name] = out.getvalue()
        return out.getvalue()

    def show(self) -> None:
        """Keep the pictures that are open, as an inline backend shows them."""
        for number in plt.get_fignums():
            (axes,) = plt.figure(number).axes
            self.pictures.append([str(drawn.get_label()) for drawn in axes.lines])
        plt.close("all")


@pytest.fixture
def new_run(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Run]:
    """Start an empty notebook whose pictures and Markdown are kept."""
    mpl.use("agg")

    def start() -> Run:
        run = Run()
        monkeypatch.setattr(plt, "show", run.show)
        monkeypatch.setattr("IPython.display.display", lambda shown: print(shown.data))
        return run

    return start


@pytest.fixture
def run_notebook(new_run: Callable[[], Run]) -> Callable[..., Run]:
    """Run a notebook's code cells; `own` sources stand in for those of the cells so named."""

    def run(notebook: Mapping[str, Any], own: Mapping[str, str] | None = None) -> Run:
        started = new_run()
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                source = (own or {}).get(cell["id"], "".join(cell["source"]))
                started.cell(source, cell["id"])
        return started

    return run


@pytest.fixture
def assembled(lines: Course) -> Callable[..., dict[str, Any]]:
    """Assemble a notebook, by default that of the course of lines."""

    def make(
        course: Course = lines, lang: str = "en", edition: Edition = "student", name: str = "lines"
    ) -> dict[str, Any]:
        assignment = load_assignment(course, name)
        return assemble(assignment, course.root / "assignments" / name, lang, edition)

    return make
