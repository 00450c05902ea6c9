"""The conventions of a course: read from `course.toml`, settled in an assignment's questions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from autograder.conventions import Choice, Convention, Others
from autograder.spec import Assignment, Question, SpecError

PLACE = re.compile(r"\{convention:[ ]*(?P<name>[^{}\s]*)[ ]*\}")
"""Where prose quotes a convention."""

SETTINGS = ("form", "others", "forms")


def read_conventions(data: Any, where: str, languages: Sequence[str]) -> Mapping[str, Choice]:
    """Return the conventions that `[conventions]` of a course says, by name.

    Raises:
        SpecError: one is malformed, or has no text in a language of the course.
    """
    if not isinstance(data, dict):
        raise SpecError(f"{where}, [conventions] must be a table")
    return {
        name: _read(name, table, f"{where}, [conventions.{name}]", languages)
        for name, table in data.items()
    }


def _read(name: str, data: Any, where: str, languages: Sequence[str]) -> Choice:
    if not isinstance(data, dict):
        raise SpecError(f"{where} must be a table")
    if unknown := [key for key in data if key not in SETTINGS]:
        raise SpecError(f"{where}: unknown setting {unknown[0]!r}; known are {', '.join(SETTINGS)}")
    forms = data.get("forms")
    if not isinstance(forms, dict) or len(forms) < 2:
        raise SpecError(f"{where}: `forms` must be a table of two forms or more")
    for form, text in forms.items():
        is_text = isinstance(text, dict) and all(isinstance(each, str) for each in text.values())
        missing = [lang for lang in languages if not is_text or not text.get(lang, "").strip()]
        if missing:
            raise SpecError(f"{where}: the form {form!r} has no text in {', '.join(missing)}")
    if data.get("form") not in forms:
        raise SpecError(f"{where}: `form` must be one of {', '.join(forms)}")
    others = data.get("others", "wrong")
    if others not in get_args(Others):
        raise SpecError(f"{where}: `others` must be one of {', '.join(get_args(Others))}")
    return Choice(name, data["form"], forms, others)


def settle(assignment: Assignment, choices: Mapping[str, Choice]) -> None:
    """Give every question's conventions the course's choice, and its solution the course's form.

    Raises:
        SpecError: a question names a convention or a form that the course has not.
    """
    assignment.conventions = choices
    for question in assignment:
        for convention in question.conventions:
            _check(question, convention, choices)
        question.conventions = [
            replace(convention, choice=choices[convention.name])
            for convention in question.conventions
        ]
        for convention in list(question.conventions):
            choice = choices[convention.name]
            if convention.form == choice.form:
                _turn(question, convention)
        _check_turned(question)


def _check(question: Question, convention: Convention, choices: Mapping[str, Choice]) -> None:
    where = f"question {question.name!r}"
    if convention.name not in choices:
        raise SpecError(
            f"{where}: the course has no convention {convention.name!r}: "
            f"add [conventions.{convention.name}] to course.toml"
        )
    forms = choices[convention.name].forms
    for form in (convention.form, convention.instead_of):
        if form not in forms:
            raise SpecError(
                f"{where}: the convention {convention.name!r} has no form {form!r} in "
                f"course.toml (there: {', '.join(forms)})"
            )


def _turn(question: Question, convention: Convention) -> None:
    """Make another form the solution, and what was the solution another form."""
    question.reference = question.reference or question.solution
    former = replace(
        convention,
        form=convention.instead_of,
        instead_of=convention.form,
        function=question.solution,
        hint={},
    )
    question.solution = convention.function
    question.conventions = [
        former
        if each is convention
        else replace(each, instead_of=convention.form, hint={})
        if each.name == convention.name
        else each
        for each in question.conventions
    ]


def _check_turned(question: Question) -> None:
    for convention in question.conventions:
        choice = convention.choice
        if choice is not None and convention.instead_of != choice.form:
            raise SpecError(
                f"question {question.name!r}: course.toml takes the form {choice.form!r} of "
                f"{convention.name!r}, which no function here has: add it with "
                f"@question.convention({convention.name!r}, {choice.form!r}, …)"
            )


def course_forms(choices: Mapping[str, Choice], lang: str) -> Mapping[str, str]:
    """Return the course's form of every convention, in words."""
    return {name: choice.forms[choice.form][lang] for name, choice in choices.items()}


def quoted(text: str, forms: Mapping[str, str], where: str) -> str:
    """Return prose with every `{convention:NAME}` replaced by the course's form of it.

    Raises:
        SpecError: the course has no such convention.
    """

    def form(match: re.Match[str]) -> str:
        if match["name"] not in forms:
            known = ", ".join(forms) or "none"
            raise SpecError(
                f"{where}: the course has no convention {match['name']!r} (there: {known})"
            )
        return forms[match["name"]]

    return PLACE.sub(form, text)
