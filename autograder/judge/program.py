"""A student's notebook as a program: what its names stand for, read and never run.

The source is hostile. It is parsed within bounds, walked without recursion, and what cannot be
parsed defines nothing. A name is looked up without following the flow of control, so this finds
what an honest student wrote, and tells apart what hides.
"""

from __future__ import annotations

import ast
import functools
import warnings
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from autograder import syntax

MAX_SOURCE = 300_000
"""Characters of all cells that are read."""

MAX_REACHED = 100
"""Definitions that are followed from one function."""

MAX_DOTS = 20
"""Steps of a dotted name."""

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
Scope = Definition | ast.Lambda

Aliases = Mapping[str, str]
"""From a name to the dotted name that it was imported as, or assigned."""


@dataclass(frozen=True)
class Binding:
    """Something that a name of the notebook stands for."""

    name: str
    node: ast.AST
    """A definition, or the expression that was assigned."""

    cell: int
    own: bool = True
    """Whether the student wrote it; the release's own code is not looked into."""


@dataclass(frozen=True)
class Program:
    """The notebook's names."""

    bindings: Mapping[str, Sequence[Binding]]
    aliases: Aliases
    stars: tuple[str, ...]
    """Modules whose names were all imported."""

    top: Sequence[Binding]
    """The student's statements that run with a cell, by no name."""

    def reach(self, name: str, *, stop: Iterable[str] = ()) -> list[Binding]:
        """Return what runs when `name` is called: its bindings and those that they lead to."""
        found: list[Binding] = []
        seen, waiting = set(stop), [name]
        while waiting and len(found) < MAX_REACHED:
            current = waiting.pop()
            if current in seen:
                continue
            seen.add(current)
            own = [binding for binding in self.bindings.get(current, ()) if binding.own]
            found += own
            waiting += [word for binding in own for word in self.calls(binding)]
        return found

    def calls(self, binding: Binding) -> list[str]:
        """Return the notebook's names that a binding uses."""
        local = local_names(binding.node)
        names = {
            node.id
            for node in ast.walk(binding.node)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
        }
        return sorted(name for name in names - local if name in self.bindings)

    def resolver(self, binding: Binding) -> Resolver:
        """Return what tells the dotted names of a binding's expressions."""
        local = local_names(binding.node)
        outer = {name: path for name, path in self.aliases.items() if name not in local}
        hidden = local | {name for name in self.bindings if name not in outer}
        heads = {path.partition(".")[0] for path in outer.values()}
        own = dict(_aliases(ast.walk(binding.node), outer, heads))
        return Resolver({**outer, **own}, self.stars, frozenset(hidden))


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


def read_program(cells: Iterable[tuple[int, str, bool]]) -> Program:
    """Read cells, each as its number, its source and whether the student wrote it."""
    bindings: dict[str, list[Binding]] = {}
    aliases: dict[str, str] = {}
    stars: list[str] = []
    top: list[Binding] = []
    heads: set[str] = set()
    left = MAX_SOURCE
    for number, source, own in cells:
        left -= len(source)
        tree = parse(source) if left >= 0 else None
        if tree is None:
            continue
        for statement, certain in _statements(tree):
            for name, node in _bound(statement):
                if certain:
                    bindings.pop(name, None)
                bindings.setdefault(name, []).append(Binding(name, node, number, own))
                aliases.pop(name, None)
            if own and not isinstance(statement, Definition):
                top.append(Binding("", statement, number))
            if isinstance(statement, ast.ImportFrom) and statement.names[0].name == "*":
                stars.append(statement.module or "")
            for name, path in _aliases([statement], aliases, heads):
                aliases[name] = path
                heads.add(path.partition(".")[0])
                if isinstance(statement, ast.Import | ast.ImportFrom):
                    bindings.pop(name, None)
    return Program(bindings, aliases, tuple(stars), top)


@functools.lru_cache(maxsize=128)
def parse(source: str) -> ast.Module | None:
    """Return a cell's tree, None where it is no Python even without its magics.

    The tree is shared, since a class has many cells in common: it is read and never changed.
    """
    for text in (source, _without_magics(source)):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return syntax.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return None


def _without_magics(source: str) -> str:
    """Blank the lines that are IPython's, so that the others keep their numbers."""
    lines = source.split("\n")
    return "\n".join("" if line.lstrip()[:1] in ("%", "!", "?") else line for line in lines)


def _statements(tree: ast.Module) -> Iterator[tuple[ast.stmt, bool]]:
    """Yield what a cell runs, and whether it runs for certain."""
    waiting: list[tuple[ast.stmt, bool]] = [(node, True) for node in reversed(tree.body)]
    while waiting:
        node, certain = waiting.pop()
        inner = [] if isinstance(node, Definition) else _inner(node)
        if not inner:
            yield node, certain
            continue
        waiting += [(child, False) for child in reversed(inner)]


def _inner(node: ast.stmt) -> list[ast.stmt]:
    """Return the statements within a compound one."""
    blocks = [getattr(node, name, []) for name in ("body", "orelse", "finalbody")]
    parts = (*getattr(node, "handlers", ()), *getattr(node, "cases", ()))
    return [inner for block in (*blocks, *(part.body for part in parts)) for inner in block]


def _bound(node: ast.stmt) -> list[tuple[str, ast.AST]]:
    if isinstance(node, Definition):
        return [(node.name, node)]
    if isinstance(node, ast.Assign):
        targets: list[ast.expr] = node.targets
    elif isinstance(node, ast.AnnAssign) and node.value is not None:
        targets = [node.target]
    else:
        return []
    value = node.value
    assert value is not None
    return [
        (name.id, value)
        for target in targets
        for name in ast.walk(target)
        if isinstance(name, ast.Name)
    ]


def _aliases(
    nodes: Iterable[ast.AST], known: Aliases, heads: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield what names are imported as, or are other names of; `heads` are the libraries known."""
    for node in nodes:
        if isinstance(node, ast.Import):
            for item in node.names:
                head = item.name.split(".")[0]
                yield (item.asname, item.name) if item.asname else (head, head)
        elif isinstance(node, ast.ImportFrom):
            for item in node.names:
                yield item.asname or item.name, f"{node.module or ''}.{item.name}"
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            path = dotted(node.value, known)
            if path is not None and path.partition(".")[0] in heads:
                yield node.targets[0].id, path


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


def local_names(node: ast.AST) -> set[str]:
    """Return the names that are a definition's own: parameters and what it assigns."""
    if not isinstance(node, Scope):
        return set()
    local: set[str] = set()
    shared: set[str] = set()
    for child in ast.walk(node):
        if isinstance(child, ast.arg):
            local.add(child.arg)
        elif isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
            local.add(child.id)
        elif isinstance(child, Definition) and child is not node:
            local.add(child.name)
        elif isinstance(child, ast.Global):
            shared |= set(child.names)
    return local - shared
