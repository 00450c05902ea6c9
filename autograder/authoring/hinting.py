"""The hints that a notebook's own checks tell: of known mistakes, on the visible cases."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from autograder import sealed
from autograder.spec import Function, Question
from autograder.syntax import parse
from autograder.trial import DrawnCase, run_solution, run_trusted

IMPORTS = """\
import base64 as _base64
import zlib as _zlib
from itertools import cycle as _cycle"""

PASTED: tuple[Function, ...] = (
    sealed.hint_in,
    sealed.hint_entries,
    sealed.hint_key,
    sealed.hint_tag,
    sealed.hint_stirred,
    sealed.hint_form,
)


def hint_tools() -> str:
    """Return what the toolkit needs to open a hint, under names that are nobody else's."""
    source = "\n\n\n".join(map(_plain, PASTED))
    for module in ("base64", "hashlib", "zlib", "cycle"):
        source = re.sub(rf"\b{module}\b", f"_{module}", source)
    return IMPORTS + "\n\n\n" + re.sub(r"\bhint_(?=[a-z]+\b)", "_hint_", source)


def _plain(function: Function) -> str:
    """Return a function's source without its annotations, whose names a notebook lacks."""
    (definition,) = parse(inspect.getsource(function)).body
    assert isinstance(definition, ast.FunctionDef)
    definition.returns = None
    for argument in definition.args.args:
        argument.annotation = None
    return ast.unparse(definition)


def sealed_hints(question: Question, cases: Sequence[DrawnCase], lang: str) -> str:
    """Return the hints of the known mistakes that the visible cases tell apart, sealed.

    Raises:
        SpecError: the reference fails on a case.
    """
    right = sealed.hint_key([run_solution(question, case).value for case in cases])
    return sealed.sealed(
        (results, mistake.hint[lang])
        for mistake in question.mistakes
        for results in _results(question, mistake.function, cases)
        if sealed.hint_key(results) != right
    )


_TRIED: WeakKeyDictionary[Question, dict[Any, list[Any]]] = WeakKeyDictionary()
"""What was tried before: hints are sealed in every language, and for every kind of release."""


def _results(
    question: Question, function: Function, cases: Sequence[DrawnCase]
) -> Iterator[list[Any]]:
    """Yield what a function gives on the cases, if it gives something on each, twice the same.

    A mistake may draw from a generator that is not the case's.
    """
    inputs = tuple((case.call.probe, *case.call.arguments.items()) for case in cases)
    known = _TRIED.setdefault(question, {})
    tried = (function, question.summary_function, inputs)
    if tried not in known:
        known[tried] = list(_tried(question, function, cases))
    yield from known[tried]


def _tried(
    question: Question, function: Function, cases: Sequence[DrawnCase]
) -> Iterator[list[Any]]:
    twice = [[run_trusted(question, function, case) for case in cases] for _ in range(2)]
    if all(outcome.kind == "value" for outcomes in twice for outcome in outcomes):
        results, again = ([outcome.value for outcome in outcomes] for outcomes in twice)
        if sealed.hint_key(results) == sealed.hint_key(again):
            yield results
