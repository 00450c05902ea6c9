"""Make the sample class again: what each student wrote, in the release as it is built now.

    python assignments/backprop/hands/make_sample.py          # of the lab
    python assignments/backprop/hands/make_sample.py td2      # of another assignment that has hands

A hand is a Python file of one student: `OPTIONS`, then cells, each below a line that says where it
belongs. Nothing is run, so that the same hands give the same bytes on every machine.

    # %% sigmoid                   what stands in that cell; a second one is a copy pasted below it
    # %% after sigmoid             a code cell of the student's own, below the checks of a question
    # %% [markdown] after sigmoid  a note
    # %% checks sigmoid            what the checks printed, where it is not that all pass

In a student's first function the description of the stub is put back, unless `docstrings` is
False. `RIGHT` is the right answer, and `MISTAKE("its_name")` a known wrong one, for the variant of
the id that is typed at the top (`id`; by default the student's own). Last lines that start with
`#> ` are what the cell printed: kept in notebooks that were `executed`, whose first cell has that
number. `delete` names questions whose cell is gone, or the roles "provided" and
"demo" for the cells that show something on the way; `like` names the student whose cells stand
where the hand has none; `strip` is "cells" or "all" for a tool that removed the metadata;
`truncate` is the share of the file that arrived.

Below a question that asks for a file of weights stand `RIGHT`, `MISTAKE("its_name")`, or `PICKLE`
for what `torch.save` would write; `CUT` after it cuts the file.
"""

from __future__ import annotations

import ast
import hashlib
import pickle
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from autograder.authoring.check_texts import TEXTS
from autograder.authoring.course import load_course
from autograder.authoring.drawing import variant_generator
from autograder.authoring.load import load_assignment
from autograder.formats.release import built
from autograder.formats.weights import write_weights
from autograder.spec import Assignment, Question

MAKER = Path(__file__).resolve()
ASSIGNMENTS = MAKER.parents[2]
HEADING = re.compile(r"^# %% (\[markdown\] )?(after |checks )?(\w+)\n", re.MULTILINE)
WHITE_PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
)
PICTURE = {"text/plain": "<Figure size 640x480 with 1 Axes>", "image/png": WHITE_PIXEL}
LANGUAGE_INFO = {"file_extension": ".py", "name": "python", "version": "3.11.9"}


@dataclass(frozen=True)
class Hand:
    """What one student wrote."""

    student: str
    options: Mapping[str, Any]
    cells: Mapping[str, list[str]]
    """By question, the cells of its answer."""

    checks: Mapping[str, list[str]]
    own: Mapping[str, list[tuple[str, str]]]
    """By question (or `toolkit`, `identity`), the student's own cells: kind and source."""

    @property
    def lang(self) -> str:
        """Return the language of the release that the student wrote in."""
        return str(self.options["language"])

    @property
    def typed_id(self) -> str:
        """Return the id that stands at the top of the notebook."""
        return str(self.options.get("id", self.student))


def read_hand(path: Path, assignment: Assignment) -> Hand:
    """Read a hand; its cells need not be valid Python."""
    head, *rest = HEADING.split(path.read_text("utf-8"))
    [options] = [node.value for node in ast.parse(head).body if isinstance(node, ast.Assign)]
    cells: dict[str, list[str]] = defaultdict(list)
    checks: dict[str, list[str]] = defaultdict(list)
    own: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for markdown, what, place, source in zip(*(rest[i::4] for i in range(4)), strict=True):
        if place not in ("toolkit", "identity"):
            assignment[place]
        if "# %%" in source:
            raise ValueError(f"{path.name}: a heading below {place!r} is not understood")
        text = source.strip("\n")
        if markdown:
            own[place].append(("markdown", re.sub("^# ?", "", text, flags=re.MULTILINE)))
        elif what == "after ":
            own[place].append(("code", text))
        else:
            (checks if what else cells)[place].append(text)
    return Hand(path.stem, ast.literal_eval(options), cells, checks, own)


def described(source: str, stub: str) -> str:
    """Put the description of the stub below the first line of the student's function.

    A class is left as the student wrote it.
    """
    [definition] = ast.parse(stub).body
    assert isinstance(definition, ast.FunctionDef | ast.ClassDef)
    description = stub.splitlines()[definition.body[0].lineno - 1 : definition.body[0].end_lineno]
    lines = source.split("\n")
    first = next(index for index, line in enumerate(lines) if line.startswith(("def ", "class ")))
    return "\n".join([*lines[: first + 1], *description, *lines[first + 1 :]])


def answered(source: str, question: Question, student: str, assignment: Assignment) -> str:
    """Write the values that `RIGHT` and `MISTAKE("…")` stand for."""
    variant = question.cases[0].draw(variant_generator(assignment.name, question.name, student))
    wrong = {mistake.name: mistake.function for mistake in question.mistakes}
    source = source.replace("RIGHT", repr(question.solution(**variant)))
    return re.sub(r'MISTAKE\("(\w+)"\)', lambda told: repr(wrong[told[1]](**variant)), source)


def code_cell(source: str, **cell: Any) -> Any:
    """Return a code cell; the lines at its end that say what it printed become its output."""
    code, *told = re.split(r"^#> ", source, flags=re.MULTILINE)
    outputs = [line("".join(told).rstrip("\n"))] if told else []
    if "plt.show()" in code:
        outputs.append(new_output("display_data", PICTURE))
    return new_code_cell(code.rstrip("\n"), **{"id": "own", "outputs": outputs} | cell)


def rewritten(cell: Any, hand: Hand, assignment: Assignment) -> Iterator[Any]:
    """Yield what became of a released cell, and the student's own cells below it."""
    role, name = cell.metadata.autograder.role, cell.metadata.autograder.get("question")
    question = assignment[name] if name else None
    deleted = hand.options.get("delete", ())
    if role == "identity":
        cell.source = cell.source.replace('"..."', f'"{hand.typed_id}"')
    if role == "solution" and question and name not in deleted:
        sources = hand.cells.get(name) or [cell.source]
        if question.kind == "answer":
            sources = [answered(source, question, hand.typed_id, assignment) for source in sources]
        elif name in hand.cells and hand.options.get("docstrings", True):
            sources = [described(sources[0], cell.source), *sources[1:]]
        yield code_cell(sources[0], metadata=cell.metadata, id=cell.id)
        for source in sources[1:]:
            yield code_cell(source, metadata=cell.metadata)
    elif role != "solution" and role not in deleted:
        if cell.cell_type == "code":
            cell.outputs = list(shown(cell, question, hand, assignment))
        yield cell
    for kind, source in hand.own.get(name if role == "checks" else role, ()):
        yield new_markdown_cell(source, id="own") if kind == "markdown" else code_cell(source)


def shown(
    cell: Any, question: Question | None, hand: Hand, assignment: Assignment
) -> Iterator[Any]:
    """Yield what a released cell shows where everything passes, or what the hand says of it."""
    role, texts = cell.metadata.autograder.role, TEXTS[hand.lang]
    if role in ("provided", "demo"):
        names = re.findall(r'"(\w+)"', cell.source.partition("):")[0])
        lacking = [name for name in names if name not in hand.cells]
        text = texts["write_first"].format(names=", ".join(lacking))
        yield from [line(text)] if lacking else code_cell(cell.source).outputs
    if question is None:
        return
    name = question.name
    if role == "variant":
        drawn = question.cases[0].draw(variant_generator(assignment.name, name, hand.typed_id))
        text = cell.source.split('"""')[1]
        for key, value in drawn.items():
            text = text.replace("{" + key + "}", str(value))
        data = {"text/plain": "<IPython.core.display.Markdown object>", "text/markdown": text}
        yield new_output("display_data", data)
    elif role != "checks":
        return
    elif name in hand.checks:
        yield from code_cell(hand.checks[name][0]).outputs
    elif question.kind == "answer" and name in hand.cells:
        source = answered(hand.cells[name][-1], question, hand.typed_id, assignment)
        answer = source.partition("= ")[2]
        yield line(f"✔ {name}: {texts['answered'].format(answer=answer[:80])}")
    elif name in hand.cells:
        for case in [case for case in question.cases if case.visible]:
            yield line(f"✔ {name} · {case.title(hand.lang)}: {texts['passes']}")
            if case.picture:
                yield new_output("display_data", PICTURE)
                yield line(texts["curve"].format(name=name))
    else:
        key = "unanswered" if question.kind == "answer" else "not_written"
        yield line(f"✘ {name}: {texts[key]}")


def line(text: str) -> Any:
    """Return one printed line as an output."""
    return new_output("stream", name="stdout", text=text + "\n")


def notebook_of(hand: Hand, assignment: Assignment, release: bytes) -> bytes:
    """Return the file that the student handed in."""
    notebook = nbformat.reads(release.decode("utf-8"), as_version=4)
    notebook.cells = [new for cell in notebook.cells for new in rewritten(cell, hand, assignment)]
    for index, cell in enumerate(notebook.cells):
        if cell.id == "own":
            cell.id = hashlib.sha256(f"{hand.student} {index}".encode()).hexdigest()[:8]
    executed = hand.options.get("executed")
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell in notebook.cells:
        # The figures are in the release; 24 copies of them would weigh more than the repository.
        cell.pop("attachments", None)
    for count, cell in enumerate(code, start=executed or 0):
        cell.execution_count = count if executed else None
        cell.outputs = cell.outputs if executed else []
    if executed:
        notebook.metadata.language_info = LANGUAGE_INFO
    if strip := hand.options.get("strip"):
        notebook.nbformat_minor = 4
        for cell in notebook.cells:
            cell.metadata = {}
            del cell["id"]
    if strip == "all":
        notebook.metadata = {}
    nbformat.validate(notebook)
    text: str = nbformat.writes(notebook).rstrip("\n") + "\n"
    data = text.encode("utf-8")
    return data[: int(len(data) * hand.options.get("truncate", 1))]


def file_of(source: str, question: Question) -> bytes:
    """Return the file of weights that a hand stands for."""
    wrong = {mistake.name: mistake.function for mistake in question.mistakes}
    if source.startswith("PICKLE"):
        data = pickle.dumps({"fc.bias": [0.0] * 10}, protocol=2)
    elif source.startswith("RIGHT"):
        data = write_weights(question.solution())
    else:
        [name] = re.findall(r'MISTAKE\("(\w+)"\)', source)
        data = write_weights(wrong[name]())
    return data[: len(data) // 2] if source.endswith("CUT") else data


def completed(hand: Hand, hands: Mapping[str, Hand]) -> Hand:
    """Put the cells of whom a student has copied from where the student has none."""
    if "like" not in hand.options:
        return hand
    cells = {**hands[hand.options["like"]].cells, **hand.cells}
    left_out = hand.options.get("delete", ())
    return replace(hand, cells={key: cells[key] for key in cells if key not in left_out})


def made(name: str = "backprop") -> dict[Path, bytes]:
    """Return every file of an assignment's sample class as it should be."""
    course = load_course(ASSIGNMENTS.parent)
    assignment = load_assignment(course, name)
    folder = ASSIGNMENTS / name
    releases = {item.path.parts[-3]: item.data for item in built(course, assignment, "student")}
    paths = [path for path in sorted((folder / "hands").glob("*.py")) if "make_" not in path.name]
    read = {path.stem: read_hand(path, assignment) for path in paths}
    files = {}
    for student, own in read.items():
        hand, place = completed(own, read), folder / "sample" / student
        release = releases[hand.options["language"]]
        files[place / f"{name}.ipynb"] = notebook_of(hand, assignment, release)
        for question in assignment:
            if question.file and question.name in hand.cells:
                source = hand.cells[question.name][0].strip()
                files[place / question.file.name] = file_of(source, question)
    return files


if __name__ == "__main__":
    for path, data in made(*sys.argv[1:]).items():
        current = path.is_file() and path.read_bytes() == data
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        print(f"{'current' if current else 'written'}  {path.relative_to(ASSIGNMENTS)}")
