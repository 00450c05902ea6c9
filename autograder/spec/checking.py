"""What an assignment must hold to before anything of it is graded."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, get_args

from autograder.spec.parts import Device, Language, SpecError, Text, WeightsFile
from autograder.spec.question import Question

if TYPE_CHECKING:
    from autograder.spec.assignment import Assignment

FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,60}\.safetensors")


def require_gradable(assignment: Assignment, languages: Iterable[Language]) -> None:
    """Refuse a declaration that could not be graded; see `Assignment.check`.

    Raises:
        SpecError: it could not; the text says which question, and why.
    """
    languages = tuple(languages)
    seen: set[str] = set()
    _require_languages(f"the title of {assignment.name!r}", assignment.title, languages)
    for question in assignment:
        where = f"question {question.name!r}"
        if question.name in seen:
            raise SpecError(f"{where} is declared twice")
        if not question.name.isidentifier() or keyword.iskeyword(question.name):
            raise SpecError(f"{where}: no function or variable can have this name")
        if question.points <= 0:
            raise SpecError(f"{where}: points must be above zero")
        if all(case.visible for case in question.cases):
            raise SpecError(f"{where} has no hidden case, so it could not be graded")
        if any(case.weight <= 0 for case in question.cases):
            raise SpecError(f"{where}: a case's weight must be above zero")
        if unknown := [name for name in question.needs if name not in seen]:
            raise SpecError(f"{where} needs {unknown[0]!r}, which is no earlier question")
        _require_device(where, question, assignment)
        _require_bounds(where, question, assignment.frameworks)
        if question.kind != "file":
            _require_parameters(where, question)
        if question.methods and question.probe_function is None:
            raise SpecError(
                f"{where} is a class: give it a probe, which makes the objects, uses them and "
                "returns plain data"
            )
        if question.file is not None:
            _require_file(where, question, question.file)
        if question.kind in ("answer", "file"):
            _require_languages(f"the text of {where}", question.texts, languages)
        if question.kind == "answer":
            _require_entries(where, question)
        for text in question.sheet.texts() if question.sheet else ():
            _require_languages(f"{dict(text)} in {where}", text, languages)
        for mistake in question.mistakes:
            _require_languages(f"the hint of mistake {mistake.name!r}", mistake.hint, languages)
        seen.add(question.name)


def _require_bounds(where: str, question: Question, frameworks: Sequence[str]) -> None:
    for name, most in (("steps", question.steps), ("seconds", question.seconds)):
        if most is not None and most <= 0:
            raise SpecError(f"{where}: {name} must be above zero")
    if question.steps is not None and "torch" not in frameworks:
        raise SpecError(f"{where}: steps are counted in PyTorch, which is not in frameworks")


def _require_device(where: str, question: Question, assignment: Assignment) -> None:
    if question.device not in get_args(Device):
        kinds = " or ".join(repr(kind) for kind in get_args(Device))
        raise SpecError(f"{where}: device is {kinds}")
    if question.device == "cuda":
        return
    for need in question.needs:
        if assignment[need].device == "cuda":
            raise SpecError(
                f"{where} needs {need!r}, which is tried on a GPU only: "
                'it must say device="cuda" too'
            )


def _require_parameters(where: str, question: Question) -> None:
    if question.kept and (question.probe_function is None or question.summary_function is None):
        raise SpecError(f"{where} keeps {question.kept[0]!r}: give it a probe and a summary")
    if question.probe_function is not None:
        return
    if foreign := [name for name in question.in_place if name not in question.parameters]:
        raise SpecError(f"{where}: {foreign[0]!r} of in_place is no parameter")


def _require_file(where: str, question: Question, file: WeightsFile) -> None:
    if not FILE_NAME.fullmatch(file.name):
        raise SpecError(f"{where}: name the file plainly, as in 'weights.safetensors'")
    if question.summary_function is None:
        raise SpecError(f"{where} is a file: give it a summary, which says what the weights do")
    if any(case.visible for case in question.cases):
        raise SpecError(
            f"{where} is a file: nothing of it is tried in the notebook, hide its cases"
        )


def _require_entries(where: str, question: Question) -> None:
    if question.scoring == "entries" and not (question.form and question.form.keys):
        raise SpecError(f'{where}: scoring="entries" needs an answer whose form has fields')


def _require_languages(what: str, text: Text, languages: Iterable[Language]) -> None:
    if missing := [lang for lang in languages if not text.get(lang, "").strip()]:
        raise SpecError(f"{what} is missing in {', '.join(missing)}")
