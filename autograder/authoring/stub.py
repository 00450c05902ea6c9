"""Cut a student's stub out of a reference function, or paste its solution."""

from __future__ import annotations

import ast
import inspect
import textwrap
from dataclasses import dataclass

from autograder.spec import Question, SpecError

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"

YOUR_CODE = {"en": "# YOUR CODE HERE", "fr": "# VOTRE CODE ICI"}


@dataclass(frozen=True)
class FunctionSource:
    """A function's text in three pieces."""

    signature: str
    """From `def` (or a decorator) to the colon."""

    docstring: str
    """Its cleaned text, without quotes; empty where there is none."""

    body: str
    """Everything after the docstring, dedented."""


def read_function(question: Question) -> FunctionSource:
    """Read the source of a question's solution.

    Raises:
        SpecError: it has no source or is not a plain function.
    """
    where = f"question {question.name!r}: the solution"
    try:
        source = textwrap.dedent(inspect.getsource(question.solution))
        node = ast.parse(source).body[0]
    except (OSError, TypeError, SyntaxError, IndexError):
        raise SpecError(f"{where} has no source that can be read") from None
    if not isinstance(node, ast.FunctionDef):
        raise SpecError(f"{where} must be a function written with `def`")
    lines = source.splitlines()
    docstring = ast.get_docstring(node) or ""
    first = node.body[1] if docstring and len(node.body) > 1 else node.body[0]
    start = node.body[0].lineno - 1
    if docstring:
        start = node.body[0].end_lineno or start
    elif first.lineno == node.lineno:
        raise SpecError(f"{where} must have its body on its own lines")
    # Comments between the signature and the first statement belong to the body.
    while not docstring and start > 0 and lines[start - 1].strip().startswith("#"):
        start -= 1
    head_end = (node.body[0].lineno - 1) if docstring else start
    return FunctionSource(
        signature="\n".join(lines[node.lineno - 1 : head_end]).rstrip(),
        docstring=docstring,
        body=textwrap.dedent("\n".join(lines[start:])).strip("\n"),
    )


def stub_of(question: Question, lang: str, docstring: str = "") -> str:
    """Return what the student is handed: signature, docstring, and a place to write.

    `docstring` replaces the reference's own, for another language.
    """
    source = read_function(question)
    place = f"{YOUR_CODE.get(lang, YOUR_CODE['en'])}\nraise NotImplementedError"
    body = _cut(source.body, place) if BEGIN in source.body else place
    return _assembled(source, docstring, body)


def solution_of(question: Question, docstring: str = "") -> str:
    """Return the solution's whole text, without solution markers."""
    source = read_function(question)
    kept = [line for line in source.body.splitlines() if line.strip() not in (BEGIN, END)]
    return _assembled(source, docstring, "\n".join(kept))


def _assembled(source: FunctionSource, docstring: str, body: str) -> str:
    text = docstring.strip() or source.docstring
    pieces = [source.signature]
    if text:
        quoted = text.replace("\\", "\\\\").replace('"""', r"\"\"\"")
        end = "\n" if "\n" in quoted else ""
        pieces.append(textwrap.indent(f'"""{quoted}{end}"""', "    "))
    pieces.append(textwrap.indent(body, "    "))
    return "\n".join(pieces) + "\n"


def _cut(body: str, place: str) -> str:
    """Replace every marked region by `place`, at the region's own indentation."""
    kept: list[str] = []
    inside = False
    for line in body.splitlines():
        if line.strip() == BEGIN:
            inside = True
            indent = line[: len(line) - len(line.lstrip())]
            kept.append(textwrap.indent(place, indent))
        elif line.strip() == END:
            inside = False
        elif not inside:
            kept.append(line)
    return "\n".join(kept)
