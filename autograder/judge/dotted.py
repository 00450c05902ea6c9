"""The dotted names that expressions stand for, under whatever name they were imported."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

MAX_DOTS = 20
"""Steps of a dotted name."""

Aliases = Mapping[str, str]
"""From a name to the dotted name that it was imported as, or assigned."""


@dataclass(frozen=True)
class Resolver:
    """Tells what dotted name an expression stands for."""

    aliases: Aliases
    stars: tuple[str, ...] = ()
    hidden: frozenset[str] = field(default_factory=frozenset)
    """Names that stand for something of the student's own."""

    def names(self, node: ast.AST) -> list[str]:
        """Return the dotted names that an expression may stand for, none where it is unknown."""
        path = dotted(node, self.aliases)
        if path is None:
            return []
        if isinstance(node, ast.Name) and node.id not in self.aliases:
            if node.id in self.hidden:
                return []
            return [path, *(f"{module}.{path}" for module in self.stars)]
        return [path]


def dotted(node: ast.AST, aliases: Aliases) -> str | None:
    """Return the dotted name that an expression spells, through `getattr` and imports too."""
    parts: list[str] = []
    for _ in range(MAX_DOTS):
        if isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
            continue
        if isinstance(node, ast.Name):
            return ".".join(reversed([*parts, aliases.get(node.id, node.id)]))
        step = None
        if isinstance(node, ast.Call):
            step = _call_step(node, aliases)
        elif isinstance(node, ast.Subscript):
            step = _item_step(node, aliases)
        if step is None:
            return None
        inner, name = step
        parts.append(name)
        if inner is None:
            return ".".join(reversed(parts))
        node = inner
    return None


def _item_step(node: ast.Subscript, aliases: Aliases) -> tuple[ast.AST | None, str] | None:
    """Return what an item of `module.__dict__` or of `sys.modules` leads to."""
    key = text(node.slice)
    if key is None or not isinstance(node.value, ast.Attribute):
        return None
    if node.value.attr == "__dict__":
        return node.value.value, key
    return (None, key) if _plain_path(node.value, aliases) == "sys.modules" else None


def _call_step(node: ast.Call, aliases: Aliases) -> tuple[ast.AST | None, str] | None:
    """Return what a call of `getattr`, `import_module` or `__import__` leads to."""
    if not isinstance(node.func, ast.Name | ast.Attribute):
        return None
    function = _plain_path(node.func, aliases)
    if function == "getattr" and len(node.args) >= 2 and (name := text(node.args[1])):
        return node.args[0], name
    if function in ("importlib.import_module", "__import__") and node.args:
        name = text(node.args[0])
        return (None, name) if name else None
    return None


def _plain_path(node: ast.AST, aliases: Aliases) -> str:
    parts: list[str] = []
    while isinstance(node, ast.Attribute) and len(parts) < MAX_DOTS:
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join(reversed([*parts, aliases.get(node.id, node.id)]))


def text(node: ast.AST) -> str | None:
    """Return the text that an expression of constants spells, None where it is no such thing."""
    pieces: list[str] = []
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, ast.BinOp) and isinstance(current.op, ast.Add):
            waiting += [current.right, current.left]
        elif isinstance(current, ast.Constant) and isinstance(current.value, str):
            pieces.append(current.value)
        else:
            return None
    return "".join(pieces)
