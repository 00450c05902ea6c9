"""Troubles that speak of the libraries and not of the exercise: code of another year, or machine.

What is told of them is our own: the worker's message is matched, never shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from autograder import words
from autograder.aliases import ALIASES, METHODS, PYTHON_2
from autograder.constraints import short_name
from autograder.outcome import Failure

MODULE = re.compile(r"module '([\w.]{1,60})' has no attribute '(\w{1,40})'")
REMOVED = re.compile(r"`np\.(\w{1,40})` was (?:removed|deprecated)")
IMPORT = re.compile(r"cannot import name '(\w{1,40})' from '([\w.]{1,60})'")
NAME = re.compile(r"name '(\w{1,40})' is not defined")
METHOD = re.compile(r"'dict' object has no attribute '(\w{1,40})'")

PYTHON_2_SYNTAX = (
    ("Missing parentheses in call to 'print'", "print x", "print(x)"),
    ("Missing parentheses in call to 'exec'", "exec x", "exec(x)"),
    ("multiple exception types must be parenthesized", "except E, e", "except E as e"),
    ("leading zeros in decimal integer literals", "017", "0o17"),
)
"""What Python 3 says of it, what was written, and the mend."""

ONE_VALUE = "only 0-dimensional arrays can be converted to Python scalars"


@dataclass(frozen=True)
class Trouble:
    """What keeps code from running here, apart from any mistake."""

    kind: Literal["library", "alias", "python-2", "one-value"]
    name: str = ""
    """What was written, as it is usually written."""

    mend: str = field(default="", compare=False)
    restorable: bool = False
    """Whether the sandbox can bring it back."""


def trouble_of(failure: Failure) -> Trouble | None:
    """Return what an exception says of the environment, None where it says nothing certain."""
    message = failure.message
    match failure.type:
        case "AttributeError":
            return _attribute(message)
        case "ImportError" if found := IMPORT.search(message):
            return _alias(f"{found[2]}.{found[1]}") or Trouble("library")
        case "ModuleNotFoundError" | "ImportError":
            return Trouble("library")
        case "NameError" if found := NAME.search(message):
            return _python_2(found[1]) if found[1] in PYTHON_2 else None
        case "SyntaxError":
            return _syntax(message)
    return None


def doubt_of(failure: Failure) -> Trouble | None:
    """Return what may be the environment's fault, or a mistake: only trying it tells.

    NumPy says the same of an array of one value, which was a number once, and of a longer one,
    which never was.
    """
    is_doubt = failure.type == "TypeError" and ONE_VALUE in failure.message
    return Trouble("one-value", restorable=True) if is_doubt else None


def _attribute(message: str) -> Trouble | None:
    if found := MODULE.search(message):
        name = f"{found[1]}.{found[2]}"
        return _python_2(name) if name in PYTHON_2 else _alias(name)
    if found := REMOVED.search(message):
        return _alias(f"numpy.{found[1]}") or Trouble("library")
    if (found := METHOD.search(message)) and found[1] in METHODS:
        return Trouble("python-2", f"d.{found[1]}()", METHODS[found[1]].mend)
    return None


def _alias(name: str) -> Trouble | None:
    if name not in ALIASES:
        return None
    alias = ALIASES[name]
    return Trouble("alias", short_name(name), alias.mend, bool(alias.target))


def _python_2(name: str) -> Trouble:
    alias = PYTHON_2[name]
    return Trouble("python-2", name, alias.mend, bool(alias.target))


def _syntax(message: str) -> Trouble | None:
    for told, written, mend in PYTHON_2_SYNTAX:
        if message.startswith(told):
            return Trouble("python-2", written, mend)
    return None


def tell_trouble(trouble: Trouble, lang: str, told: str) -> str:
    """Return what is said of a trouble, after what was `told` of the exception."""
    key = "environment" if trouble.kind == "library" else f"environment-{trouble.kind}"
    return words.say(key, lang, told=told, name=trouble.name, mend=trouble.mend)
