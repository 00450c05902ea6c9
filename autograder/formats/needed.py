"""What a function of the course needs beside itself, as source that stands before it.

The solution of an answer may call functions of the reference, which in a notebook are the
student's own: a test must not take a student's function for the truth.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

from autograder.authoring.literal import literal
from autograder.probe import source_of
from autograder.spec import Function

PLAIN = (bool, int, float, complex, str, list, tuple, dict, np.ndarray, np.generic)


def needed_by(function: Function) -> list[str]:
    """Return the definitions of all names that a function takes from its module, but `np`.

    Raises:
        SpecError: the source of a function that it calls cannot be read.
    """
    found: dict[str, str] = {}
    _collect(function, found)
    found.pop(function.__name__, None)
    return list(found.values())


def _collect(function: Function, found: dict[str, str]) -> None:
    for name in _names(getattr(function, "__code__", None)):
        if name in found or name == "np" or name not in function.__globals__:
            continue
        value: Any = function.__globals__[name]
        if isinstance(value, ModuleType):
            found[name] = f"import {value.__name__} as {name}"
        elif isinstance(value, FunctionType):
            found[name] = source_of(value, name).rstrip()
            _collect(value, found)
        elif isinstance(value, PLAIN):
            found[name] = f"{name} = {literal(value)}"


def _names(code: CodeType | None) -> Iterator[str]:
    """Yield the names that code and what is defined in it looks up outside of itself."""
    if code is None:
        return
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)
