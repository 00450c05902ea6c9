"""Quantities that two lectures, or a lecture and a library, define differently.

A course names its conventions and chooses between their forms; a question says what another form
would give.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Others = Literal["accept", "note", "wrong"]


@dataclass(frozen=True)
class Choice:
    """What a course says of a convention, in its `course.toml`."""

    name: str
    form: str
    """The course's own form: what the notebook states and what is expected."""

    forms: Mapping[str, Mapping[str, str]]
    """Every form by its name, as a text in each language."""

    others: Others = "wrong"
    """What becomes of an answer under another form: `"accept"` gives it full marks, `"note"` full
    marks and a note, `"wrong"` what its cases earn and a message."""


@dataclass(frozen=True)
class Convention:
    """What a question's answer would be under another form of a convention."""

    name: str
    form: str
    instead_of: str
    """The form that the question's solution has."""

    function: Callable[..., Any]
    hint: Mapping[str, str]
    """What to say of it, where there is more to say than the two forms."""

    choice: Choice | None = None
    """The course's, once the assignment is loaded."""

    @property
    def key(self) -> str:
        """The form's name in results and in the gradebook."""
        return f"{self.name}={self.form}"
