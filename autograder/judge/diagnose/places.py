"""What the parts of a result are called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder import words
from autograder.judge.compare import Path
from autograder.spec import Question

RETURNED = re.compile(r"\bReturns? \(?(?P<names>\w+(?:, \w+)+)\)?")


def item_names(question: Question) -> tuple[str, ...]:
    """Return what the solution's docstring calls the items that it returns, in order.

    The docstring is handed out with the stub.
    """
    found = RETURNED.search(question.solution.__doc__ or "")
    return tuple(found["names"].split(", ")) if found else ()


def name_path(path: Path, lang: str, items: Sequence[str] = ()) -> str:
    """Return a place in a result, as it is named to a student."""
    first = path[0] if path else 0
    named = isinstance(first, int) and 0 < first <= len(items)
    head = [f"`{items[int(first) - 1]}`"] if named else []
    rest = path[len(head) :]
    return " → ".join([*head, *(_name_step(step, lang) for step in rest)])


def _name_step(step: str | int, lang: str) -> str:
    if isinstance(step, int):
        return words.say("item", lang, index=step)
    return f"`{step[:40]}`"


def collapsed(paths: Sequence[Path], others: Sequence[Path]) -> tuple[Path, ...]:
    """Return places with the items of a whole result as that result, where none is among others."""
    heads = {path[:1] for path in others}
    return tuple(dict.fromkeys(path if path[:1] in heads else path[:1] for path in paths))


def name_paths(paths: Sequence[Path], lang: str, items: Sequence[str] = (), most: int = 6) -> str:
    """Return several places, the first of them where they are too many."""
    named = [name_path(path, lang, items) for path in paths[:most]]
    return ", ".join(named) + (", …" if len(paths) > most else "")
