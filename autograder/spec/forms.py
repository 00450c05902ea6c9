"""The form that an answer is asked in: whatever has another is malformed, which is not wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from autograder.readings import read_answer

FormKind = Literal["one", "some", "arranged", "fields", "number", "numbers"]


class MalformedError(ValueError):
    """An answer that has another form than the one that is asked for."""


@dataclass(frozen=True)
class Form:
    """The form of an answer: the notebook's check and the grader refuse any other in one line.

    It says nothing of what is right. Case and surrounding space do not count in words, nor does
    the difference between a list, a tuple and an array in rows.
    """

    kind: FormKind
    facts: tuple[Any, ...] = ()

    @classmethod
    def one(cls, values: Iterable[str | float]) -> Form:
        """One of these words or numbers."""
        return cls("one", (list(values),))

    @classmethod
    def some(cls, values: Iterable[str]) -> Form:
        """One or more of these words; letters may be written together, as in `"AC"`."""
        return cls("some", (list(values),))

    @classmethod
    def arranged(cls, values: Iterable[str]) -> Form:
        """All of these words, each once, in some order; letters may be written together."""
        return cls("arranged", (list(values),))

    @classmethod
    def number(cls, *, whole: bool = False) -> Form:
        """A number, or a whole one."""
        return cls("number", (whole,))

    @classmethod
    def numbers(cls, count: int, *, whole: bool = False) -> Form:
        """So many numbers in a row: a shape, for instance, is two whole ones."""
        return cls("numbers", (count, whole))

    @classmethod
    def fields(cls, forms: Mapping[str, Form]) -> Form:
        """A dictionary with these keys, each with a value of its own form.

        An entry that is missing or None is read as not answered, and the others count.
        """
        return cls("fields", (dict(forms),))

    @property
    def plain(self) -> tuple[Any, ...]:
        """The form as `readings` takes it, and as a notebook holds it."""
        if self.kind == "fields":
            return ("fields", {key: form.plain for key, form in self.facts[0].items()})
        return (self.kind, *self.facts)

    @property
    def keys(self) -> tuple[str, ...]:
        """The entries of a dictionary; nothing for another form."""
        if self.kind in ("fields", "some"):
            return tuple(self.facts[0])
        return ()

    def read(self, answer: object) -> Any:
        """Return an answer in the form's own words.

        Raises:
            MalformedError: it has another form.
        """
        try:
            return read_answer(self.plain, answer)
        except Exception:
            # Whatever an array, a huge number or a key of another kind makes of being read.
            raise MalformedError("the answer has another form") from None
