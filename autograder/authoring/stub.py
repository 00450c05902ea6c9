"""Cut a student's stub out of a function or a class of the reference, or paste its solution."""

from __future__ import annotations

import ast
import inspect
import textwrap
from dataclasses import dataclass, replace

from autograder.spec import Function, Question, SpecError
from autograder.syntax import parse

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"

YOUR_CODE = {"en": "# YOUR CODE HERE", "fr": "# VOTRE CODE ICI"}


@dataclass(frozen=True)
class FunctionSource:
    """A function's text in three pieces, or a class's."""

    signature: str
    """From `def` or `class` (or a decorator) to the colon."""

    docstring: str
    """Its cleaned text, without quotes; empty where there is none."""

    body: str
    """Everything after the docstring, as it stands."""

    indent: str
    """What the body's lines begin with."""


def read_function(question: Question) -> FunctionSource:
    """Read the source of a question's solution, as the reference has it.

    Raises:
        SpecError: it has no source, is not a plain function or class of the question's name, its
            solution markers do not pair, or it is a class without any.
    """
    where = f"question {question.name!r}: the solution"
    function = question.reference or question.solution
    source = _read(function, where)
    if function.__name__ != question.name:
        raise SpecError(f"{where} is named {function.__name__!r}: give both the same name")
    return source


def _read(function: Function, where: str) -> FunctionSource:
    try:
        source = inspect.getsource(function)
        # A function at the top level stays as it is, down to the blanks in its strings.
        source = textwrap.dedent(source) if source[:1].isspace() else source
        node = parse(source).body[0]
    except (OSError, TypeError, SyntaxError, IndexError):
        raise SpecError(f"{where} has no source that can be read") from None
    if not isinstance(node, ast.FunctionDef | ast.ClassDef):
        raise SpecError(f"{where} must be a function written with `def`, or a class")
    # `splitlines` would also split where Python does not.
    lines = source.split("\n")
    docstring = ast.get_docstring(node) or ""
    first = node.body[0]
    begin = first.lineno - 1
    if lines[begin][: first.col_offset].strip():
        raise SpecError(f"{where} must have its body on its own lines")
    # Comments and blank lines above the first statement are no part of the signature.
    head = begin
    while not lines[head - 1].strip() or lines[head - 1].strip().startswith("#"):
        head -= 1
    body = lines[head:]
    if docstring:
        end = first.end_lineno or first.lineno
        if len(node.body) > 1 and node.body[1].lineno == end:
            raise SpecError(f"{where} must have its docstring on its own lines")
        body = lines[head:begin] + lines[end:]
    _check_markers(where, body)
    if isinstance(node, ast.ClassDef) and not any(line.strip() == BEGIN for line in body):
        raise SpecError(
            f"{where} is a class: mark what students are to write in it with {BEGIN!r} and {END!r}"
        )
    top = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)]) - 1
    return FunctionSource(
        signature="\n".join(lines[top:head]),
        docstring=docstring,
        body="\n".join(body).strip("\n"),
        indent=lines[begin][: first.col_offset],
    )


def stub_of(question: Question, lang: str, docstring: str = "") -> str:
    """Return what the student is handed: signature, docstring, and a place to write.

    `docstring` replaces the reference's own, for another language.

    Raises:
        SpecError: the solution cannot be read, or what is left without it is not Python.
    """
    source = read_function(question)
    place = f"{YOUR_CODE.get(lang, YOUR_CODE['en'])}\nraise NotImplementedError"
    marked = any(line.strip() == BEGIN for line in source.body.split("\n"))
    body = _cut(source.body, place) if marked else textwrap.indent(place, source.indent)
    stub = _assembled(source, docstring, body)
    try:
        parse(stub)
    except SyntaxError as error:
        raise SpecError(
            f"question {question.name!r}: without the lines between {BEGIN} and {END} the solution "
            f"is not Python any more ({error.msg})"
        ) from None
    return stub


def solution_of(question: Question, docstring: str = "") -> str:
    """Return the solution's whole text, without solution markers.

    Raises:
        SpecError: the solution cannot be read.
    """
    source = _read_solution(question)
    kept = [line for line in source.body.split("\n") if line.strip() not in (BEGIN, END)]
    return _assembled(source, docstring, "\n".join(kept))


def marked_solution_of(question: Question, docstring: str = "") -> str:
    """Return the solution's whole text, with what a student is to write between solution markers.

    Raises:
        SpecError: the solution cannot be read.
    """
    source = _read_solution(question)
    body = source.body
    if not any(line.strip() == BEGIN for line in body.split("\n")):
        begin, end = (source.indent + marker for marker in (BEGIN, END))
        body = f"{begin}\n{body}\n{end}"
    return _assembled(source, docstring, body)


def _read_solution(question: Question) -> FunctionSource:
    """Read the source of the reference, in the form that the course takes of a convention."""
    source = read_function(question)
    if question.reference is None:
        return source
    turned = _read(question.solution, f"question {question.name!r}: the course's form")
    return replace(source, body=turned.body, indent=turned.indent)


def text_of(function: Function, docstring: str, where: str) -> str:
    """Return the whole text of a function that nobody has to write, without solution markers.

    Raises:
        SpecError: it cannot be read; `where` says of what the sentence speaks.
    """
    source = _read(function, where)
    kept = [line for line in source.body.split("\n") if line.strip() not in (BEGIN, END)]
    return _assembled(source, docstring, "\n".join(kept))


def marked(source: str) -> str:
    """Return what students are to write of a solution: its marked regions, or all of it."""
    kept: list[str] = []
    inside = False
    for line in source.split("\n"):
        if line.strip() in (BEGIN, END):
            inside = line.strip() == BEGIN
        elif inside:
            kept.append(line)
    return "\n".join(kept) if BEGIN in source else source


def _check_markers(where: str, lines: list[str]) -> None:
    """Refuse markers that do not pair: what they were to hide would be handed out."""
    found = [line.strip() for line in lines if "BEGIN SOLUTION" in line or "END SOLUTION" in line]
    if strange := [line for line in found if line not in (BEGIN, END)]:
        raise SpecError(f"{where}: {strange[0]!r} must be {BEGIN!r} or {END!r}, on its own line")
    if found[::2] != [BEGIN] * len(found[::2]) or found[1::2] != [END] * len(found[::2]):
        raise SpecError(f"{where}: every {BEGIN!r} needs its {END!r}, and the other way round")


def _assembled(source: FunctionSource, docstring: str, body: str) -> str:
    text = docstring.strip() or source.docstring
    pieces = [source.signature]
    if text:
        pieces.append(textwrap.indent(_quoted(text), source.indent))
    pieces.append(body)
    return "\n".join(piece for piece in pieces if piece) + "\n"


def _quoted(text: str) -> str:
    """Return a docstring's text between triple quotes, which nothing in it can close."""
    # At the end, a single quotation mark would be taken for one of those that close.
    text, last = (text[:-1], r"\"") if text.endswith('"') else (text, "")
    text = text.replace("\\", "\\\\").replace('"""', r"\"\"\"") + last
    end = "\n" if "\n" in text else ""
    return f'"""{text}{end}"""'


def _cut(body: str, place: str) -> str:
    """Replace every marked region by `place`, at the region's own indentation."""
    kept: list[str] = []
    inside = False
    for line in body.split("\n"):
        if line.strip() == BEGIN:
            inside = True
            indent = line[: len(line) - len(line.lstrip())]
            kept.append(textwrap.indent(place, indent))
        elif line.strip() == END:
            inside = False
        elif not inside:
            kept.append(line)
    return "\n".join(kept)
