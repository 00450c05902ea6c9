"""Functions of the course's reference that a notebook is given as they are: data, mostly."""

from __future__ import annotations

import builtins
import importlib
from collections.abc import Collection, Iterator
from dis import get_instructions
from types import CodeType

from autograder.authoring.stub import text_of
from autograder.spec import SpecError

SHARED = frozenset({"np", *dir(builtins)})
"""What a notebook has from the start."""


def given_source(name: str, docstring: str, there: Collection[str], where: str) -> str:
    """Return the text of the function `name`, such as `reference.datasets.moons`.

    `docstring` replaces its own, for another language. `there` are the names that the notebook has
    been given before, by a framework too.

    Raises:
        SpecError: there is no such function, it is not written with `def`, or it uses names that
            the notebook does not have.
    """
    module_name, _, function_name = name.rpartition(".")
    if not module_name.startswith("reference."):
        raise SpecError(
            f"{where}: {name!r} is no function of the course's reference: write its module too, as "
            "in <!-- source: reference.datasets.moons -->"
        )
    try:
        function = getattr(importlib.import_module(module_name), function_name)
    except (ImportError, AttributeError):
        raise SpecError(f"{where}: there is no function {name!r}") from None
    text = text_of(function, docstring, f"{where}: {name!r}")
    used = set(_globals_of(function.__code__))
    if missing := sorted(used - SHARED - {*there, function_name}):
        raise SpecError(
            f"{where}: {name!r} uses {missing[0]!r}, which the notebook does not have: give it "
            "that first, or import it inside the function"
        )
    return text


def _globals_of(code: CodeType) -> Iterator[str]:
    """Yield the names that a function, and those defined in it, look for outside themselves."""
    for instruction in get_instructions(code):
        if instruction.opname == "LOAD_GLOBAL":
            yield str(instruction.argval)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _globals_of(constant)
