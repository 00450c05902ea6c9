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
from autograder.judge.dotted import Aliases, Resolver, dotted

MAX_SOURCE = 300_000
"""Characters of all cells that are read."""

MAX_REACHED = 100
"""Definitions that are followed from one function."""

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
Scope = Definition | ast.Lambda


@dataclass(frozen=True)
class Binding:
    """Something that a name of the notebook stands for."""

    name: str
    node: ast.AST
    """A definition, or the expression that was assigned."""

    cell: int
    own: bool = True
    """Whether the student wrote it; the release's own code is not looked into."""


Use = tuple[str, ast.AST]
"""A dotted name, and the expression or statement that spells it."""


@dataclass(frozen=True)
class Program:
    """The notebook's names."""

    bindings: Mapping[str, Sequence[Binding]]
    aliases: Aliases
    stars: tuple[str, ...]
    """Modules whose names were all imported."""

    top: Sequence[Binding]
    """The student's statements that run with a cell, by no name."""

    _uses: dict[Binding, Sequence[Use]] = field(default_factory=dict, repr=False)
    _resolvers: dict[Binding, Resolver] = field(default_factory=dict, repr=False)

    @functools.cached_property
    def at_top(self) -> Sequence[tuple[Binding, ast.AST]]:
        """What is in the statements of `top`, each part with its statement."""
        return [(each, node) for each in self.top for node in ast.walk(each.node)]

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

    def uses(self, binding: Binding) -> Sequence[Use]:
        """Return every dotted name that a binding uses, with its place; attributes also as `?.x`,
        of whatever they are."""
        if binding not in self._uses:
            self._uses[binding] = list(_uses(binding.node, self.resolver(binding)))
        return self._uses[binding]

    def resolver(self, binding: Binding) -> Resolver:
        """Return what tells the dotted names of a binding's expressions."""
        if binding not in self._resolvers:
            self._resolvers[binding] = self._resolver(binding)
        return self._resolvers[binding]

    def _resolver(self, binding: Binding) -> Resolver:
        local = local_names(binding.node)
        outer = {name: path for name, path in self.aliases.items() if name not in local}
        hidden = local | {name for name in self.bindings if name not in outer}
        heads = {path.partition(".")[0] for path in outer.values()}
        own = dict(_aliases(ast.walk(binding.node), outer, heads))
        return Resolver({**outer, **own}, self.stars, frozenset(hidden))


def _uses(root: ast.AST, resolver: Resolver) -> Iterator[Use]:
    for node in ast.walk(root):
        if isinstance(node, ast.Import):
            yield from ((item.name, node) for item in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module or ''}.{item.name}", node) for item in node.names)
        elif isinstance(node, ast.Attribute | ast.Name | ast.Call | ast.Subscript):
            yield from ((name, node) for name in resolver.names(node))
            if isinstance(node, ast.Attribute):
                yield f"?.{node.attr}", node


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
