"""The cells of an answer: its variant, the place to write it, and the check of its form."""

from __future__ import annotations

import ast
import inspect
import json
import textwrap
from importlib import resources
from typing import Literal

from autograder import readings, words
from autograder.authoring.literal import bracketed, literal
from autograder.authoring.stub import BEGIN, END
from autograder.probe import source_of
from autograder.spec import Assignment, Function, Question, Sheet
from autograder.spec.sheets import VERSIONED
from autograder.syntax import parse
from autograder.words.forms import name_blank, tell_form

Edition = Literal["student", "instructor", "marked"]

ASKED = {
    "options": {"one": "sheet-one", "some": "sheet-some"},
    "steps": {"arranged": "sheet-arranged"},
    "groups": {"fields": "sheet-matched"},
    "lines": {"fields": "sheet-hunted"},
    "claims": {"fields": "sheet-judged"},
}
"""By what is listed last, and the form of the answer: how it is to be given."""


def form_tools() -> str:
    """Return what the toolkit needs beside, where an answer has a form."""
    tools = resources.files("autograder").joinpath("templates/form_tools.py").read_text("utf-8")
    reading = inspect.getsource(readings).split('"""', 2)[2].strip("\n")
    return f"{tools.strip()}\n\n\n{reading}"


def variant_source(assignment: Assignment, question: Question, lang: str) -> str:
    """Return the cell that draws a student's own variant, and shows what is asked."""
    name, sheet = question.name, question.sheet
    text = question.texts[lang].strip()
    if sheet is None:
        draw, others = source_of(question.cases[0].draw, f"{name}_draw"), ""
        tool = f"variant({_quoted(assignment.name)}, {_quoted(name)}, {name}_draw, "
    else:
        draw = source_of(sheet.numbers, f"{name}_draw") if sheet.numbers else ""
        others = "".join(f", {argument}" for argument in _arguments(question, sheet, lang))
        tool = f"sheet({_quoted(assignment.name)}, {_quoted(name)}, "
        text = _with_lists(text, question, sheet, lang)
    shown = "\n".join(_wrapped(line) for line in text.splitlines())
    shown = shown.replace("\\", "\\\\").replace('"""', r"\"\"\"")
    before = f"{draw}\n\n" if draw else ""
    return f'{before}{name}_variant = {tool}"""\n{shown}\n"""{others})'


def answer_source(question: Question, edition: Edition, lang: str) -> str:
    """Return the cell in which the answer is written: empty, or as the instructor has it."""
    name, form = question.name, question.form
    asked = f"# {name_blank(form, lang)}\n" if form else ""
    if edition == "student":
        is_dict = form is not None and form.kind == "fields"
        blank = literal(dict.fromkeys(form.keys)).replace("'", '"') if form and is_dict else "..."
        return f"{asked}{name} = {blank}"
    solve, right = right_answer(question)
    if edition == "instructor":
        return f"{solve}\n\n{name} = {right}"
    # As it is handed out, there is no variant yet.
    return f"{asked}{BEGIN}\n{solve}\n\n{name} = {right} if {name}_variant else ...\n{END}"


def right_answer(question: Question) -> tuple[str, str]:
    """Return the function that solves a variant, and the call of it: it depends on who asks."""
    name = question.name
    if question.sheet is None:
        solve = source_of(question.solution, f"{name}_solution")
        return solve, f"{name}_solution(**{name}_variant)"
    solve = _bare_source(question.sheet.place, f"{name}_solution")
    return (
        f"{solve}\n",
        f'{name}_solution({name}_variant["order"], {literal(question.sheet.right)})',
    )


def form_check_source(question: Question, lang: str) -> str:
    """Return the cell that says whether the answer has its form, and nothing of what is right."""
    form = question.form
    if form is None:
        return f'check_answer("{question.name}")'
    told = _quoted(tell_form(form, lang))
    return f'check_form("{question.name}", {literal(form.plain)}, {told})'


def _with_lists(text: str, question: Question, sheet: Sheet, lang: str) -> str:
    """Return a text with a place for every list, and with how to answer."""
    missing = [f"{{{each}}}" for each in sheet.lists if f"{{{each}}}" not in text]
    key = ASKED[[*sheet.lists][-1]][question.form.kind if question.form else ""]
    return "\n\n".join([text, *missing, words.say(key, lang, name=question.name)])


def _arguments(question: Question, sheet: Sheet, lang: str) -> list[str]:
    arguments = [f"numbers={question.name}_draw"] if sheet.numbers else []
    for name, items in sheet.lists.items():
        ways = [[_quoted(way[lang]) for way in versions] for versions in items]
        rows = [bracketed("[", way, "]") if name in VERSIONED else way[0] for way in ways]
        inner = textwrap.indent(",\n".join(rows), "    ")
        arguments.append(f"{name}=[\n{inner},\n]")
    return arguments


def _bare_source(function: Function, name: str) -> str:
    """Return a function's source without docstring and annotations."""
    tree = parse(source_of(function, name))
    definition = tree.body[0]
    assert isinstance(definition, ast.FunctionDef)
    definition.returns = None
    definition.body = definition.body[1:]
    for argument in definition.args.args:
        argument.annotation = None
    return ast.unparse(tree)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _wrapped(line: str) -> str:
    """Break a long line of Markdown, which a table row would not survive."""
    if line.lstrip().startswith("|"):
        return line
    return textwrap.fill(line, 92, break_long_words=False, break_on_hyphens=False)
