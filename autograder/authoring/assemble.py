"""Assemble a notebook: prose, stubs or solutions, and visible checks, the same bytes every time."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from autograder.authoring.answers import (
    Edition,
    answer_source,
    form_check_source,
    form_tools,
    variant_source,
)
from autograder.authoring.asked import asked
from autograder.authoring.check_texts import FILE_TEXTS, TEXTS
from autograder.authoring.checks import check_source
from autograder.authoring.conventions import course_forms
from autograder.authoring.drawing import draw_visible
from autograder.authoring.hinting import hint_tools, sealed_hints
from autograder.authoring.literal import literal
from autograder.authoring.prose import Piece, check_prose, read_prose
from autograder.authoring.stub import marked_solution_of, solution_of, stub_of
from autograder.frameworks import FRAMEWORKS
from autograder.spec import Assignment, Question, WeightsFile

Cell = dict[str, Any]

FOLDED_LINES = 12
"""Locked cells longer than this are folded at first: their numbers would hide the prose."""

IMPORTS = ("import matplotlib.pyplot as plt", "import numpy as np")
"""What the setup cell imports for students, besides frameworks."""

PLACE_OF_TEXTS = "_TEXTS = {}  # in the notebook's language"

INSTRUCTOR = "instructor"
"""The student id of the instructor's edition, whose variants it answers."""

WORDS = {
    "en": {
        "points": "{points} points",
        "point": "1 point",
        "cases": "every hidden case passed earns its share",
        "all": "all the hidden cases, or nothing",
        "answer": "an answer of your own variant",
        "entries": "every right entry earns its share",
        "needs": "builds on {names}",
        "toolkit": "Run me first: this cell holds the tools of the checks. Nothing to write here.",
        "identity": "Your student id, as your course knows it:",
        "manual": "*Write your answer here.*",
        "file": "the file `{file}`, handed in beside the notebook",
        "workshop": "Train here and save {file} beside the notebook. Grading does not run this "
        "cell.",
    },
    "fr": {
        "points": "{points} points",
        "point": "1 point",
        "cases": "chaque cas caché réussi rapporte sa part",
        "all": "tous les cas cachés, ou rien",
        "answer": "une réponse pour votre propre variante",
        "entries": "chaque entrée juste rapporte sa part",
        "needs": "s'appuie sur {names}",
        "toolkit": "À exécuter d'abord\u00a0: les outils des vérifications. Rien à écrire ici.",
        "identity": "Votre identifiant d'étudiant, tel que votre cours le connaît\u00a0:",
        "manual": "*Écrivez votre réponse ici.*",
        "file": "le fichier `{file}`, rendu à côté du notebook",
        "workshop": "Entraînez ici et enregistrez {file} à côté du notebook. La correction "
        "n'exécute pas cette cellule.",
    },
}


def assemble(assignment: Assignment, folder: Path, lang: str, edition: Edition) -> dict[str, Any]:
    """Return the notebook of an assignment as nbformat 4.5 plain data.

    `folder` is the assignment's own. The student's edition has stubs; the instructor's has the
    solutions in place; the marked one has them too, between the markers that other tools cut at.

    Raises:
        SpecError: the prose is missing or does not fit the questions, or the reference fails on a
            visible case.
    """
    path = folder / f"notebook.{lang}.md"
    forms = course_forms(assignment.conventions, lang)
    pieces = read_prose(path, forms, assignment.frameworks)
    check_prose(pieces, [question.name for question in assignment], path)
    cells = [cell for piece in pieces for cell in _cells(assignment, piece, lang, edition)]
    for index, cell in enumerate(cells):
        cell.setdefault("id", f"cell-{index:03d}")
    return {
        "cells": cells,
        "metadata": {
            "autograder": {"assignment": assignment.name, "language": lang, "schema": 1},
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def notebook_bytes(notebook: dict[str, Any]) -> bytes:
    """Return a notebook as the bytes of its file."""
    text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True)
    return (text + "\n").encode("utf-8")


def _cells(assignment: Assignment, piece: Piece, lang: str, edition: Edition) -> Iterator[Cell]:
    match piece.kind:
        case "markdown":
            yield _markdown(piece.text, attachments=piece.attachments)
        case "code":
            yield _code(piece.text, "provided")
        case "demo":
            demo = _code(piece.text, "demo")
            # It shows what students have made: where that is wrong, "Run All" is to go on.
            demo["metadata"]["tags"] = ["raises-exception"]
            yield demo
        case "setup":
            tools = f"{_toolkit_source(lang, assignment.frameworks)}\n\n\n{hint_tools()}"
            if any(question.form for question in assignment):
                tools += f"\n\n\n{form_tools()}"
            if assignment.files:
                texts = "".join(
                    f"    {key!r}: {text!r},\n" for key, text in FILE_TEXTS[lang].items()
                )
                tools += f"\n\n\n_TEXTS |= {{\n{texts}}}\n\n\n{_template('file_tools.py')}"
            if assignment.frameworks:
                tools += f"\n\n\n{_template('tensor_tools.py')}"
            yield _folded(_code(tools, "toolkit", locked=True, id="toolkit"))
        case "identity":
            own = INSTRUCTOR if edition == "instructor" else "..."
            text = f'# {WORDS[lang]["identity"]}\nstudent_id = "{own}"'
            yield _code(text, "identity", id="identity", deletable=False)
        case "question":
            yield from _question_cells(assignment, assignment[piece.text], piece, lang, edition)
        case "manual":
            yield _manual(piece, lang, edition)


def _question_cells(
    assignment: Assignment, question: Question, piece: Piece, lang: str, edition: Edition
) -> Iterator[Cell]:
    name = question.name
    yield _markdown(_heading(question, lang), id=f"{name}-info", question=name, role="info")
    if question.file is not None:
        yield from _file_cells(question, question.file, lang)
        return
    if question.kind == "answer":
        source = variant_source(assignment, question, lang)
        variant = _code(source, "variant", locked=True, id=f"{name}-variant", question=name)
        yield _folded(variant, always=question.sheet is not None)
        answer = answer_source(question, edition, lang)
        check = form_check_source(question, lang)
    else:
        cuts: dict[Edition, Callable[..., str]] = {
            "student": functools.partial(stub_of, lang=lang),
            "instructor": solution_of,
            "marked": marked_solution_of,
        }
        answer = cuts[edition](question, docstring=piece.docstring).rstrip("\n")
        visible = draw_visible(assignment, question)
        hints = sealed_hints(question, visible, lang) if assignment.check_hints else ""
        check = check_source(question, visible, lang, hints=hints)
    yield _code(answer, "solution", id=f"{name}-solution", question=name, deletable=False)
    if check:
        checks = _code(check, "checks", locked=True, id=f"{name}-checks", question=name)
        yield _folded(checks, always=question.form is not None)


def _file_cells(question: Question, file: WeightsFile, lang: str) -> Iterator[Cell]:
    """Yield what is asked, the cell in which the file may be made, and the check that it is one."""
    name = question.name
    text = question.texts[lang].strip()
    yield _markdown(text, id=f"{name}-text", question=name, role="asked")
    place = f"# {WORDS[lang]['workshop'].format(file=file.name)}"
    yield _code(place, "workshop", id=f"{name}-workshop", question=name)
    shapes = literal(dict(file.shapes)).replace("'", '"')
    check = f'check_file("{name}", "{file.name}", {shapes})'
    yield _folded(_code(check, "checks", locked=True, id=f"{name}-checks", question=name))


def _heading(question: Question, lang: str) -> str:
    texts = WORDS[lang]
    points = f"{question.points:g}"
    if lang == "fr":
        points = points.replace(".", ",")
    facts = [
        f"**`{question.name}`**",
        texts["point"] if points == "1" else texts["points"].format(points=points),
        texts["answer" if question.kind == "answer" else question.scoring],
    ]
    if question.file is not None:
        facts.append(texts["file"].format(file=question.file.name))
    if question.scoring == "entries":
        facts.append(texts["entries"])
    if question.needs:
        names = ", ".join(f"`{name}`" for name in question.needs)
        facts.append(texts["needs"].format(names=names))
    facts += asked(question, lang)
    return " · ".join(facts)


def _manual(piece: Piece, lang: str, edition: Edition) -> Cell:
    text = WORDS[lang]["manual"] if edition == "student" else piece.docstring
    cell = _markdown(text or WORDS[lang]["manual"], id=piece.text, question=piece.text)
    cell["metadata"] = _metadata("manual", piece.text, locked=False, deletable=False)
    cell["metadata"]["autograder"]["points"] = piece.points
    return cell


def _template(name: str) -> str:
    return resources.files("autograder").joinpath(f"templates/{name}").read_text("utf-8").rstrip()


def _toolkit_source(lang: str, frameworks: Sequence[str]) -> str:
    template = _template("toolkit.py")
    if frameworks:
        own = [line for name in frameworks for line in FRAMEWORKS[name].imports]
        lines = sorted([*IMPORTS, *own], key=lambda line: (line.startswith("from"), line))
        before = [line for name in frameworks for line in FRAMEWORKS[name].before]
        template = template.replace("\n".join(IMPORTS), "\n".join([*before, *lines]), 1)
    texts = "".join(f"    {key!r}: {text!r},\n" for key, text in TEXTS[lang].items())
    filled = template.replace(PLACE_OF_TEXTS, f"_TEXTS = {{\n{texts}}}")
    return f"# {WORDS[lang]['toolkit']}\n{filled.rstrip()}"


def _markdown(
    source: str,
    *,
    id: str | None = None,
    question: str = "",
    role: str = "prose",
    attachments: tuple[tuple[str, str, str], ...] = (),
) -> Cell:
    cell: Cell = {
        "cell_type": "markdown",
        "metadata": _metadata(role, question, locked=True, deletable=True),
        "source": source.splitlines(keepends=True),
    }
    if attachments:
        cell["attachments"] = {name: {mime: data} for name, mime, data in attachments}
    if id is not None:
        cell["id"] = _cell_id(id)
    return cell


def _code(
    source: str,
    role: str,
    *,
    id: str | None = None,
    question: str = "",
    locked: bool = False,
    deletable: bool = True,
) -> Cell:
    cell: Cell = {
        "cell_type": "code",
        "execution_count": None,
        "metadata": _metadata(role, question, locked=locked, deletable=deletable and not locked),
        "outputs": [],
        "source": source.splitlines(keepends=True),
    }
    if id is not None:
        cell["id"] = _cell_id(id)
    return cell


def _folded(cell: Cell, *, always: bool = False) -> Cell:
    """Fold a long cell, or one whose source would be read in the place of what it shows."""
    if always or len(cell["source"]) > FOLDED_LINES:
        cell["metadata"]["jupyter"] = {"source_hidden": True}
    return cell


def _cell_id(text: str) -> str:
    """Return an id of the letters and the length that nbformat allows."""
    readable = text.replace("_", "-")
    if readable.isascii() and len(readable) <= 64:
        return readable
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:32]


def _metadata(role: str, question: str, *, locked: bool, deletable: bool) -> dict[str, Any]:
    own = {"role": role}
    if question:
        own["question"] = question
    metadata: dict[str, Any] = {"autograder": own}
    if locked and role != "prose":
        metadata["editable"] = False
    if not deletable:
        metadata["deletable"] = False
    return metadata
