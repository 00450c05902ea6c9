"""Notices when a student's code calls what its question forbids. Untrusted side.

What is noticed is told against the student only, so that nobody gains by lying about it; and
whoever goes round it gains nothing but what the source of the notebook still shows.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from types import BuiltinFunctionType, FrameType, FunctionType, ModuleType
from typing import Any

import numpy as np

from autograder import probe

MOST = 2_000
"""Functions of one forbidden module that are watched: those nearest to its own name."""

_FOUND: dict[str, tuple[int, list[tuple[Any, str]]]] = {}
"""By module: how many modules were imported then, and what `_below` found."""

KINDS = (FunctionType, BuiltinFunctionType, np.ufunc, type(np.linalg.inv))
"""What counts as a function of a module: NumPy has kinds of its own."""


class _Notes:
    """Which of the watched functions the student's own code called."""

    def __init__(self, exempt: Collection[str]) -> None:
        self.used: set[str] = set()
        self._exempt = frozenset(exempt)

    def note(self, name: str, caller: FrameType) -> None:
        """Remember a call by the student's own code, or in the place of it."""
        code = caller.f_code
        own = code.co_filename.startswith(("<cell ", "<probe>")) or code is probe.make.__code__
        if own and code.co_name not in self._exempt:
            self.used.add(name)


class _Watched:
    """A function that notes who calls it, and is otherwise what it was."""

    def __init__(self, function: Any, name: str, notes: _Notes) -> None:
        self._function, self._name, self._notes = function, name, notes

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        self._notes.note(self._name, sys._getframe(1))
        return self._function(*arguments, **named)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._function, name)


@contextmanager
def watching(
    names: Collection[str], exempt: Collection[str], namespace: dict[str, Any]
) -> Iterator[set[str]]:
    """Yield the set of the `names` that the student's functions call in the block.

    Functions named in `exempt` may call them. `namespace` is the notebook's own. Afterwards all is
    as it was, so that what is forbidden to one question is there for the next.
    """
    notes = _Notes(exempt)
    wrapped: dict[int, tuple[Any, _Watched]] = {}
    undo: list[tuple[Any, str, Any]] = []
    try:
        for name in names:
            for owner, attribute in _places(name):
                function = vars(owner).get(attribute)
                if function is None:
                    continue
                _, watched = wrapped.setdefault(
                    id(function), (function, _Watched(function, name, notes))
                )
                with suppress(AttributeError, TypeError):
                    setattr(owner, attribute, watched)
                    undo.append((owner, attribute, function))
        # A notebook has hundreds of names, and most of what is forbidden is not even imported.
        if wrapped:
            imported = {key: value for key, value in namespace.items() if id(value) in wrapped}
            namespace.update((key, wrapped[id(value)][1]) for key, value in imported.items())
        yield notes.used
    finally:
        for owner, attribute, function in undo:
            setattr(owner, attribute, function)
        if wrapped:
            for key, value in list(namespace.items()):
                if isinstance(value, _Watched):
                    namespace[key] = value._function


def _places(name: str) -> list[tuple[Any, str]]:
    """Return where the functions of a dotted name are, as far as they are imported."""
    if name in sys.modules:
        return _below(name)
    head, _, attribute = name.rpartition(".")
    owner: Any = sys.modules.get(head)
    function = vars(owner).get(attribute) if owner is not None else None
    if isinstance(function, type) or not callable(function):
        return []
    return [(module, attribute) for module in _homes(head, attribute, function)]


def _below(name: str) -> list[tuple[Any, str]]:
    """Return where the functions of a module and of those below it are.

    A framework has thousands: they are looked for again only once more modules are imported.
    """
    imported, found = _FOUND.get(name, (0, []))
    if imported != len(sys.modules):
        keys = [key for key in list(sys.modules) if key == name or key.startswith(f"{name}.")]
        keys.sort(key=lambda key: key.count("."))
        modules = [module for key in keys if isinstance(module := sys.modules[key], ModuleType)]
        found = [(module, each) for module in modules for each in _functions(vars(module))][:MOST]
        _FOUND[name] = len(sys.modules), found
    return found


def _homes(head: str, attribute: str, function: Any) -> list[Any]:
    """Return the module and those of its library where the same function goes by that name."""
    library = head.partition(".")[0]
    return [
        module
        for key, module in list(sys.modules.items())
        if isinstance(module, ModuleType)
        and (key in (head, library) or key.startswith(f"{library}."))
        and vars(module).get(attribute) is function
    ]


def _functions(names: Mapping[str, Any]) -> list[str]:
    return [name for name, value in names.items() if isinstance(value, KINDS)]
