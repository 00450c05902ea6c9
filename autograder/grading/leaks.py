"""What a release must not give away: solutions, hidden cases, hints, and where they come from.

The notebooks are looked at as a curious student would: as text.
"""

from __future__ import annotations

import ast
import io
import re
import textwrap
import tokenize
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from autograder.authoring.course import Secret
from autograder.authoring.drawing import draw_all
from autograder.authoring.stub import BEGIN, marked
from autograder.formats.notebook import Cell, Notebook
from autograder.probe import source_of
from autograder.spec import Assignment, Question, Seed, SpecError
from autograder.syntax import parse
from autograder.trial import run_solution

TRUSTED = {"reference", "autograder", "assignments"}
"""What no released cell may import."""

LENGTH = 20
"""A line of code that is shorter, but for its spaces, could be anybody's."""

DIGITS = 10
"""A number of so many digits is not met by chance."""

NUMBER = re.compile(r"(?<![\w.])(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?!\w)")


def leaks(
    assignment: Assignment, notebooks: Sequence[Notebook], secrets: Sequence[Secret]
) -> list[str]:
    """Return what these released notebooks give away, under these secrets.

    Raises:
        SpecError: a case cannot be drawn, or the reference fails on it.
    """
    cells = [cell for notebook in notebooks for cell in notebook.cells]
    code = [cell for notebook in notebooks for cell in notebook.code]
    found = [
        *_imports(code),
        *_solutions(assignment, code),
        *_hints(assignment, cells),
        *(line for secret in secrets for line in _numbers(assignment, cells, secret.key)),
    ]
    whole = "\n".join(cell.source for cell in cells)
    if any(secret.key.decode("latin-1") in whole or secret.seed_id in whole for secret in secrets):
        found.append("the secret itself is told")
    return list(dict.fromkeys(found))


def _imports(cells: Sequence[Cell]) -> Iterator[str]:
    for cell in cells:
        for node in ast.walk(_parsed(cell.source)):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            for name in names:
                if name.split(".")[0] in TRUSTED:
                    yield f"cell {cell.number} imports {name!r}"


def _solutions(assignment: Assignment, cells: Sequence[Cell]) -> Iterator[str]:
    """Yield the solutions of which a cell that students are to fill shows a line."""
    stubs = [cell for cell in cells if cell.role in ("solution", "checks")]
    for question in assignment:
        secret = {_words(line) for line in _lines(question)}
        secret = {line for line in secret if len(line.replace(" ", "")) >= LENGTH}
        for cell in stubs:
            shown = _words(cell.source)
            if any(line in shown for line in secret):
                yield f"cell {cell.number} shows a line of the solution of {question.name!r}"


def _lines(question: Question) -> Iterator[str]:
    """Yield the first line of every statement that students are to write."""
    for function in (question.solution, *question.alternatives):
        try:
            source = source_of(function, function.__name__)
        except SpecError:
            continue
        # What stands outside of the marked regions is handed out.
        body = _words(textwrap.dedent(marked(source)))
        definition = _parsed(source).body[0]
        methods = definition.body if isinstance(definition, ast.ClassDef) else []
        heads = [each for each in methods if isinstance(each, ast.FunctionDef)]
        for statement in ast.walk(definition):
            if statement in heads:
                continue  # a method's first line is handed out
            is_docstring = isinstance(statement, ast.Expr) and isinstance(
                statement.value, ast.Constant
            )
            if isinstance(statement, ast.stmt) and statement is not definition and not is_docstring:
                line = ast.unparse(statement).split("\n")[0]
                if BEGIN not in source or _words(line) in body:
                    yield line


def _hints(assignment: Assignment, cells: Sequence[Cell]) -> Iterator[str]:
    shown = " ".join(" ".join(cell.source for cell in cells).split())
    for question in assignment:
        for mistake in question.mistakes:
            sentences = [" ".join(hint.split()) for hint in mistake.hint.values()]
            if f"def {mistake.name}(" in shown or any(text in shown for text in sentences):
                yield f"the mistake {mistake.name!r} of {question.name!r} is told"


def _numbers(assignment: Assignment, cells: Sequence[Cell], key: bytes) -> Iterator[str]:
    """Yield the hidden cases of which an unmistakable number is in a cell."""
    shown = {_digits(text) for cell in cells for text in NUMBER.findall(cell.source)}
    for question in assignment:
        if question.kind == "answer":
            continue  # its variant is the student's own, and drawn in the open
        # What is the same under another secret depends on neither: a third, a logarithm of 2.
        others = dict(_hidden(assignment, question, b"not " + key))
        for case, numbers in _hidden(assignment, question, key):
            if (numbers - others[case]) & shown:
                yield f"a number of {question.name!r}, case {case!r}, is shown"


def _hidden(
    assignment: Assignment, question: Question, key: bytes
) -> Iterator[tuple[str, set[str]]]:
    """Yield every hidden case with the digits of its long numbers: what goes in, what comes out."""
    for drawn in draw_all(assignment, question, key, student="someone"):
        if not drawn.case.visible:
            numbers = [*_numbers_in(dict(drawn.inputs))]
            numbers += _numbers_in(run_solution(question, drawn).value)
            digits = {_digits(repr(number)) for number in numbers}
            yield drawn.case.name, {text for text in digits if len(text) >= DIGITS}


def _numbers_in(value: Any) -> Iterator[float]:
    if isinstance(value, dict | list | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _numbers_in(item)
    elif isinstance(value, np.ndarray | np.generic):
        yield from _numbers_in(value.tolist())
    elif isinstance(value, Seed):
        yield value.value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield abs(value)


def _digits(number: str) -> str:
    """Return a number's significant digits alone: the point and the exponent do not matter."""
    return number.lower().split("e")[0].replace(".", "").strip("0")


def _words(source: str) -> str:
    """Return code as its tokens with one space between them, without comments."""
    kinds = (tokenize.NAME, tokenize.NUMBER, tokenize.OP, tokenize.STRING)
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, IndentationError):
        return " ".join(source.split())
    return " ".join(token.string for token in tokens if token.type in kinds)


def _parsed(source: str) -> ast.Module:
    try:
        return parse(source)
    except SyntaxError:
        return ast.Module([], [])
