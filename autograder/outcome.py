"""What came of one call, whoever ran it: the student's worker, the reference, a mistake."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from autograder.tensors import Note, Place

OutcomeKind = Literal[
    "value", "error", "missing", "unplain", "timed-out", "died", "protocol", "unsteady"
]


@dataclass(frozen=True)
class Failure:
    """An exception, as far as it can be told: nothing in it is believed, only shown."""

    type: str
    message: str = ""
    cell: int | None = None
    """Number of the code cell whose line raised, counted from 1 over the code cells."""

    line: int | None = None
    """Line in that cell, from 1."""

    function: str | None = None
    """Innermost function of the student's own code."""


@dataclass(frozen=True)
class Outcome:
    """The result of one call; `unsteady` where a second one gives another."""

    kind: OutcomeKind
    value: Any = None
    mutated: tuple[str, ...] = ()
    """Names of the arguments that the call changed in place."""

    failure: Failure | None = None
    used: tuple[str, ...] = ()
    """Names of the watched functions that the call is known to have used."""

    detail: str = ""
    """For `unplain`: the type that cannot cross, or a key of `words` about a file; for `missing`:
    the name that is not there."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    """What that sentence of `words` says of the file."""

    notes: Mapping[Place, Note] = field(default_factory=dict)
    """Which arrays in the value were tensors, by their places."""

    digest: bytes = field(default=b"", compare=False)
    """SHA-256 of the bytes that the value and its notes were decoded from, where they are known:
    two values of one digest are the same. None was decoded where it is empty."""
