"""Notices when a student's code calls what its question forbids. Untrusted side.

What is noticed is told against the student only, so that nobody gains by lying about it; and
whoever goes round it gains nothing but what the source of the notebook still shows.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import BuiltinFunctionType, FrameType, FunctionType, ModuleType
from typing import Any

MOST = 5_000
"""Functions of one forbidden module that are watched."""


class _Watched:
    """A function that notes who calls it, and is otherwise what it was."""

    def __init__(self, function: Any, name: str, watch: Watch) -> None:
        self._function, self._name, self._watch = function, name, watch

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        self._watch.note(self._name, sys._getframe(1))
        return self._function(*arguments, **named)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._function, name)


class Watch:
    """The forbidden functions of a worker, and which of them were called."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._watched: frozenset[str] = frozenset()
        self._exempt: frozenset[str] = frozenset()
        self._used: set[str] = set()

    @contextmanager
    def watching(
        self, names: list[str], exempt: list[str], namespace: dict[str, Any]
    ) -> Iterator[set[str]]:
        """Yield the set of the `names` that the student's functions call in the block.

        Functions named in `exempt` may call them. `namespace` is the notebook's own.
        """
        for name in names:
            self._wrap(name, namespace)
        self._watched, self._exempt = frozenset(names), frozenset(exempt)
        self._used = set()
        try:
            yield self._used
        finally:
            self._watched = frozenset()

    def note(self, name: str, caller: FrameType) -> None:
        """Remember a call, where the student's own code makes it."""
        code = caller.f_code
        own = code.co_filename.startswith("<cell ")
        if name in self._watched and own and code.co_name not in self._exempt:
            self._used.add(name)

    def _wrap(self, name: str, namespace: dict[str, Any]) -> None:
        for owner, attribute in _places(name):
            place = f"{name} {id(owner)} {attribute}"
            function = vars(owner).get(attribute)
            if place in self._known or isinstance(function, _Watched):
                continue
            self._known.add(place)
            watched = _Watched(function, name, self)
            try:
                setattr(owner, attribute, watched)
            except (AttributeError, TypeError):
                continue
            for key in [key for key, value in namespace.items() if value is function]:
                namespace[key] = watched


def _places(name: str) -> list[tuple[Any, str]]:
    """Return where the functions of a dotted name are, as far as they are imported."""
    if name in sys.modules:
        modules = [
            module
            for key, module in list(sys.modules.items())
            if isinstance(module, ModuleType) and (key == name or key.startswith(f"{name}."))
        ]
        found = [(module, key) for module in modules for key in _functions(vars(module))]
        return found[:MOST]
    head, _, attribute = name.rpartition(".")
    owner: Any = sys.modules.get(head)
    if owner is None or attribute not in vars(owner) or isinstance(vars(owner)[attribute], type):
        return []
    return [(owner, attribute)] if callable(vars(owner)[attribute]) else []


def _functions(names: Mapping[str, Any]) -> list[str]:
    kinds = (FunctionType, BuiltinFunctionType)
    return [name for name, value in names.items() if isinstance(value, kinds)]
