"""The master for otter assign, as it is written: otter itself is asked in tests/interop."""

from __future__ import annotations

import ast
import contextlib
import doctest
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from autograder.authoring.course import Course, load_course
from autograder.authoring.drawing import draw_all
from autograder.authoring.literal import literal
from autograder.authoring.load import load_assignment
from autograder.formats.otter.master import master_notebook, tools_source
from autograder.spec import Assignment

REFERENCE = '''
import numpy as np


def doubled(x):
    """Return 2 x."""
    return 2 * factor(x)


def factor(x):
    return x


def noise(n, rng):
    """Return n numbers of mean 0."""
    return rng.normal(size=n)
'''

QUESTIONS = '''
import numpy as np
from reference import tasks as ref
from reference.tasks import doubled

from autograder import Assignment, Line, Option, Seed, chance

assignment = Assignment("tasks", title={"en": "Tasks"})

double = assignment.question(ref.doubled, points=3)


@double.case("one", visible=True)
def _(rng):
    return {"x": np.array([1.0, 2.0])}


@double.case("small", weight=2)
def _(rng):
    return {"x": rng.normal(size=3)}


@double.case("large")
def _(rng):
    return {"x": 100 + rng.normal(size=3)}


@double.mistake(en="You square it.")
def squares(x):
    return x**2


@double.mistake(en="You add a number that is not asked for.")
def adds(x):
    return 2 * x + 1


@double.mistake(en="You add one.")
def adds_one(x):
    return x + x + 1


noise = assignment.question(ref.noise, points=2, scoring="all")


@noise.summary
def _(output, n, rng):
    note = """a text
of two lines"""
    return {"note": note, "mean": float(output.mean() / (output.std() or 1))}


@noise.bounds
def _(n, rng):
    return {"mean": chance.standardised_mean(n)}


@noise.case("many")
def _(rng):
    return {"n": 500, "rng": Seed.draw(rng)}


def draw_seven(rng):
    return {"a": int(rng.integers(3, 30))}


@assignment.answer("seven", points=1, variant=draw_seven, texts={"en": "Twice {a}?"})
def seven(a):
    return int(doubled(a))


def option(name):
    return Option(name, en=(name, "no"))


assignment.hunt(
    "slide",
    points=3,
    texts={"en": "Which?"},
    lines=[Line(f"l{n}", {"en": f"right {n}"}, [option(f"wrong {n}")]) for n in range(3)],
)
'''

PROSE = """<!-- setup -->

<!-- identity -->

# Ignored inputs

```python
%precision 3
```

```python
def factor(x):
    return x
```

<!-- question: doubled -->

```python tags=["demo"]
import torch
```

<!-- question: noise -->

<!-- question: seven -->

<!-- question: slide -->

<!-- manual: why points=1.5
Because.
-->
"""

KEY = b"a key of this test"

Cells = list[dict[str, Any]]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    root: Path = tmp_path_factory.mktemp("otter_master")
    (root / "course.toml").write_text('name = "Tasks"\n')
    for name, text in {
        "reference/__init__.py": "",
        "reference/tasks.py": REFERENCE,
        "assignments/tasks/questions.py": QUESTIONS,
        "assignments/tasks/notebook.en.md": PROSE,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return load_course(root)


@pytest.fixture(scope="module")
def assignment(course: Course) -> Assignment:
    return load_assignment(course, "tasks")


@pytest.fixture(scope="module")
def master(course: Course, assignment: Assignment) -> dict[str, Any]:
    folder = course.root / "assignments/tasks"
    return master_notebook(assignment, folder, "en", KEY, "exception")


@pytest.fixture
def in_grader(master: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the tests run, there is the module of their tools."""
    module = ModuleType("chainrule_tests")
    exec(tools_source(master), vars(module))
    monkeypatch.setitem(sys.modules, "chainrule_tests", module)


@pytest.fixture
def notebook(master: dict[str, Any]) -> dict[str, Any]:
    """What a notebook of the instructor's holds after its cells, but for otter itself."""
    namespace: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in blocks(master["cells"])[""]:
            text = source_of(cell)
            is_run = cell["cell_type"] == "code" and not text.startswith(
                ("grader", "import torch", "%")
            )
            if is_run and cell["metadata"]["autograder"]["role"] != "client":
                exec(text, namespace)
    return namespace


def source_of(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def blocks(cells: Cells) -> dict[str, Cells]:
    """Return the cells between TESTS by their question, and all that is not raw or a test."""
    found: dict[str, Cells] = {"": []}
    question = inside = ""
    for cell in cells:
        text = source_of(cell)
        if cell["cell_type"] != "raw":
            found.setdefault(question if inside else "", []).append(cell)
        elif text.startswith("# BEGIN QUESTION"):
            question = text.split('"')[1]
        else:
            inside = text if text == "# BEGIN TESTS" else ""
    return found


def settings_of(master: dict[str, Any], marker: str) -> list[str]:
    raw = (source_of(cell) for cell in master["cells"] if cell["cell_type"] == "raw")
    return [text for text in raw if text.startswith(f"# {marker}")]


def points_of(cell: dict[str, Any]) -> float:
    """Return the points of a hidden test; a public one has none."""
    text = source_of(cell)
    return float(text.split("points: ")[1].split("\n")[0]) if "hidden: true" in text else 0.0


def tried(master: dict[str, Any], notebook: dict[str, Any], question: str) -> list[str]:
    """Return what each test of a question says: nothing where it passes."""
    return list(_messages(blocks(master["cells"])[question], notebook))


def _messages(cells: Cells, notebook: dict[str, Any]) -> Iterator[str]:
    for cell in cells:
        definition = ast.parse(source_of(cell)).body[-2]
        namespace: dict[str, Any] = {}
        exec(ast.unparse(definition), namespace)
        try:
            namespace[definition.name](notebook)  # type: ignore[attr-defined]
            yield ""
        except Exception as error:
            yield str(error)


@pytest.mark.usefixtures("in_grader")
@pytest.mark.parametrize("question", ["doubled", "noise", "seven", "slide"])
def test_the_reference_passes_every_test(master: Any, notebook: Any, question: str) -> None:
    assert not any(tried(master, notebook, question))


def test_the_hidden_tests_share_the_points_of_their_question(master: Any) -> None:
    points = {name: [*map(points_of, cells)] for name, cells in blocks(master["cells"]).items()}

    assert points["doubled"] == [0, 2, 1]
    assert points["noise"] == [2]
    assert points["seven"] == [0, 1]
    assert points["slide"] == [0, 1, 1, 1]


def test_a_test_is_a_function_and_its_call(master: Any) -> None:
    tests = [cell for name, cells in blocks(master["cells"]).items() if name for cell in cells]

    for cell in tests:
        *settings, function, call = ast.parse(source_of(cell)).body
        assert isinstance(function, ast.FunctionDef)
        assert ast.unparse(call) == f"{function.name}(globals())"
        assert len(settings) <= 1


@pytest.mark.usefixtures("in_grader")
def test_as_a_doctest_a_test_prints_nothing(master: Any, notebook: Any) -> None:
    for cell in blocks(master["cells"])["doubled"]:
        *_, function, call = ast.parse(source_of(cell)).body
        lines = [f"... {line}" for line in ast.unparse(function).splitlines() if line]
        text = "\n".join([">>>" + lines[0][3:], *lines[1:], f">>> {ast.unparse(call)}", ""])
        test = doctest.DocTestParser().get_doctest(text, notebook, "doubled", None, None)

        assert doctest.DocTestRunner(verbose=False).run(test).failed == 0


@pytest.mark.usefixtures("in_grader")
def test_a_public_test_says_what_differs(master: Any, notebook: Any) -> None:
    notebook["doubled"] = lambda x: x

    public, *_ = tried(master, notebook, "doubled")

    assert public == "doubled · one: 2 of 2 values differ, most at [1]: 2 instead of 4"


@pytest.mark.usefixtures("in_grader")
def test_a_public_test_tells_the_hint_of_a_known_mistake(master: Any, notebook: Any) -> None:
    notebook["doubled"] = lambda x: x**2

    public, *_ = tried(master, notebook, "doubled")

    assert public.endswith("1 instead of 2  A mistake we know: You square it.")


def test_a_public_test_finds_its_tools_in_the_notebook(master: Any, notebook: Any) -> None:
    [client] = [c for c in master["cells"] if "otter.Notebook(" in source_of(c)]
    exec(source_of(client).split('"tasks.ipynb")')[1], notebook)

    assert tried(master, notebook, "doubled")[0] == ""
    del notebook["chainrule_tests"]
    assert "from its first cell" in tried(master, notebook, "doubled")[0]


@pytest.mark.usefixtures("in_grader")
def test_a_hidden_test_names_the_mistake_and_no_value(master: Any, notebook: Any) -> None:
    notebook["doubled"] = lambda x: x**2

    _, small, large = tried(master, notebook, "doubled")

    assert small == "doubled · small: a hidden case is not right. You square it."
    assert large == "doubled · large: a hidden case is not right. You square it."


@pytest.mark.usefixtures("in_grader")
def test_no_mistake_is_named_where_two_give_the_same(master: Any, notebook: Any) -> None:
    notebook["doubled"] = lambda x: 2 * x + 1

    assert tried(master, notebook, "doubled")[1] == "doubled · small: a hidden case is not right."


@pytest.mark.usefixtures("in_grader")
@pytest.mark.parametrize("number", [np.float64(3.0), 3.0, np.float32(3)], ids=type)
def test_a_numpy_scalar_is_judged_by_its_value(
    master: Any, notebook: Any, number: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools = sys.modules["chainrule_tests"]
    trial = tools.Trial({"three": lambda: number}, "three", tools.case("it", {}, 3.0))

    trial()

    with pytest.raises(AssertionError, match="instead of 4"):
        trial.expecting(4.0)()


@pytest.mark.usefixtures("in_grader")
def test_what_chance_moves_is_held_to_its_bounds(master: Any, notebook: Any) -> None:
    notebook["noise"] = lambda n, rng: 1 - rng.normal(size=n)
    assert tried(master, notebook, "noise") == ["noise · many: a hidden case is not right."]

    notebook["noise"] = lambda n, rng: -rng.normal(size=n)
    assert tried(master, notebook, "noise") == [""]


@pytest.mark.usefixtures("in_grader")
def test_an_answer_is_that_of_the_variant_whatever_the_students_functions_give(
    master: Any, notebook: Any
) -> None:
    notebook["doubled"] = notebook["factor"] = lambda x: 0 * x
    assert tried(master, notebook, "seven") == ["", ""]

    for given in (0, ..., None, "7"):
        notebook["seven"] = given
        assert (
            tried(master, notebook, "seven")[1] == "seven: this is not the answer to your variant."
        )


@pytest.mark.usefixtures("in_grader")
def test_each_entry_is_a_test_of_its_own(master: Any, notebook: Any) -> None:
    notebook["slide"] = {**notebook["slide"], "A": None}

    public, *entries = tried(master, notebook, "slide")

    assert "slide" in public
    assert entries == ["slide · A: this entry is not right.", "", ""]


@pytest.mark.usefixtures("in_grader")
def test_a_call_that_does_not_end_is_interrupted(
    notebook: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless() -> None:
        while True:
            pass

    tools = sys.modules["chainrule_tests"]
    monkeypatch.setattr(tools, "_SECONDS", 0.05)

    with pytest.raises(AssertionError, match="TimeoutError"):
        tools.Trial({"endless": endless}, "endless", tools.case("it", {}, 1))()


@pytest.mark.usefixtures("in_grader")
def test_a_function_that_exits_fails_its_own_test_alone(notebook: Any) -> None:
    tools = sys.modules["chainrule_tests"]

    with pytest.raises(AssertionError, match="leaves: SystemExit"):
        tools.Trial({"leaves": sys.exit}, "leaves", tools.case("it", {}, 1))()


def test_the_hidden_cases_are_none_of_those_that_we_grade_with(
    course: Course, assignment: Assignment
) -> None:
    from autograder.authoring.course import load_secret
    from autograder.formats.otter.folder import built_for_otter

    secret = load_secret(course)
    [master, _] = built_for_otter(course, assignment, secret, "en", course.root / "otter")
    drawn = draw_all(assignment, assignment["doubled"], secret.key)
    ours = [literal(case.inputs["x"][0]) for case in drawn if not case.case.visible]

    assert all(number not in master.data.decode() for number in ours)


def test_all_cases_together_are_all_or_nothing(master: Any) -> None:
    assert settings_of(master, "BEGIN QUESTION")[:2] == [
        '# BEGIN QUESTION\nname: "doubled"',
        '# BEGIN QUESTION\nname: "noise"\nall_or_nothing: true',
    ]


def test_the_grader_installs_what_the_notebook_imports(master: Any) -> None:
    [settings] = settings_of(master, "ASSIGNMENT CONFIG")

    assert 'requirements: ["matplotlib", "numpy", "torch"]' in settings
    assert 'tests: {"ok_format": false}' in settings


def test_a_demonstration_is_not_run_when_otter_grades(master: Any) -> None:
    [demo] = [cell for cell in master["cells"] if source_of(cell) == "import torch"]

    assert demo["metadata"]["tags"] == ["otter_ignore"]


def test_no_cell_begins_as_those_that_otter_assign_leaves_out(master: Any) -> None:
    assert "\n# Ignored inputs" in map(source_of, master["cells"])


def test_no_cell_has_the_id_of_another(master: Any) -> None:
    ids = [cell["id"] for cell in master["cells"]]

    assert len(ids) == len(set(ids))
