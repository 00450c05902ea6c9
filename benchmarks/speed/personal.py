"""The same code as another student would have typed it: names, comments, the order of a dict."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

import numpy as np

REMARKS = (
    "checked by hand on a small example",
    "see the slide with the formula",
    "shapes first, then the numbers",
    "tried it on paper before",
    "this took me an evening",
    "as in the lecture",
    "one column for each instance",
    "read the description again",
    "works on the visible case",
    "could be shorter",
)

ENDINGS = ("_", "_1", "_a", "_new", "_now", "_x", "_here", "0", "_val", "_my")

Edit = tuple[int, int, str]
"""Bytes from, bytes to, and what takes their place."""


def personal(source: str, rng: np.random.Generator, who: str) -> str:
    """Return source that does the same, and that nobody else has handed in.

    What is no Python stays as it is, but for a comment.
    """
    source = _edited(source, list(_renaming(source, rng)))
    source = _edited(source, list(_reordering(source, rng)))
    remark = REMARKS[rng.integers(len(REMARKS))]
    lines = source.split("\n")
    definitions = [index for index, line in enumerate(lines) if line.startswith("def ")]
    # Above a definition, so that no place inside of it has to be looked for.
    lines.insert(definitions[-1] if definitions else 0, f"# {who}: {remark}")
    return "\n".join(lines)


def _tree(source: str) -> ast.Module | None:
    try:
        return ast.parse(source)
    except SyntaxError:
        return None


def _edited(source: str, edits: Sequence[Edit]) -> str:
    text = source.encode()
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new.encode() + text[end:]
    return text.decode()


def _place(source: str, node: ast.expr) -> tuple[int, int]:
    """Return where a node is, in bytes: Python counts columns so."""
    starts = [0]
    for line in source.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    return (
        starts[node.lineno - 1] + node.col_offset,
        starts[node.end_lineno - 1] + node.end_col_offset,
    )


def _renaming(source: str, rng: np.random.Generator) -> Iterator[Edit]:
    """Yield the edits that give some variables of each function another name."""
    tree = _tree(source)
    for function in tree.body if tree else ():
        if not isinstance(function, ast.FunctionDef):
            continue
        names = sorted(_own_names(function) - {"_"})
        chosen = {name for name in names if rng.random() < 0.6}
        used = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
        new: dict[str, str] = {}
        for name in sorted(chosen):
            other = name + ENDINGS[rng.integers(len(ENDINGS))]
            if other not in used and other not in new.values():
                new[name] = other
        for node in ast.walk(function):
            if isinstance(node, ast.Name) and node.id in new:
                yield (*_place(source, node), new[node.id])


def _own_names(function: ast.FunctionDef) -> set[str]:
    """Return the variables of a function that can safely be called otherwise."""
    nodes = list(ast.walk(function))
    # Names are in texts too there, or looked up by their text.
    opaque = (ast.JoinedStr, ast.Match, ast.Global, ast.Nonlocal, ast.ClassDef)
    if any(isinstance(node, opaque) for node in nodes):
        return set()
    used = {node.id for node in nodes if isinstance(node, ast.Name)}
    if used & {"locals", "globals", "vars", "eval", "exec", "dir"}:
        return set()
    bound = {
        node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    bound -= {node.arg for node in nodes if isinstance(node, ast.arg)}
    bound -= {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    bound -= {node.name for node in nodes if isinstance(node, ast.ExceptHandler) and node.name}
    return bound - {
        (alias.asname or alias.name).partition(".")[0]
        for node in nodes
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }


def _reordering(source: str, rng: np.random.Generator) -> Iterator[Edit]:
    """Yield the edits that put the entries of dicts in another order, where it cannot matter."""
    tree = _tree(source)
    for node in ast.walk(tree) if tree else ():
        if not isinstance(node, ast.Dict) or not _is_plain(node) or rng.random() < 0.4:
            continue
        text = source.encode()
        places = [
            (_place(source, key)[0], _place(source, value)[1])
            for key, value in zip(node.keys, node.values, strict=True)
            if key is not None
        ]
        order = rng.permutation(len(places))
        for (start, end), other in zip(places, order, strict=True):
            first, last = places[other]
            yield start, end, text[first:last].decode()


def _is_plain(node: ast.Dict) -> bool:
    return all(isinstance(key, ast.Constant) for key in node.keys) and all(
        isinstance(value, ast.Name | ast.Constant) for value in node.values
    )
