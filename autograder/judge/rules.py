"""Whether a student's function keeps to a question's constraints, as far as its source tells."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from autograder.constraints import Constraint, Forbids, Loop, NoLoops, short_name
from autograder.judge.dotted import text
from autograder.judge.program import Binding, Definition, Program
from autograder.spec import Question

STATEMENTS: dict[type[ast.AST], Loop] = {
    ast.For: "for",
    ast.AsyncFor: "for",
    ast.While: "while",
    ast.ListComp: "comprehension",
    ast.SetComp: "comprehension",
    ast.DictComp: "comprehension",
    ast.GeneratorExp: "comprehension",
}

FUNCTIONS: dict[str, Loop] = {
    "map": "map",
    "filter": "map",
    "functools.reduce": "map",
    "numpy.fromiter": "map",
    "numpy.nditer": "map",
    "numpy.ndenumerate": "map",
    "numpy.ndindex": "map",
    "numpy.vectorize": "vectorize",
    "numpy.frompyfunc": "vectorize",
    "numpy.apply_along_axis": "vectorize",
    "numpy.apply_over_axes": "vectorize",
}
"""Loops by another name."""

RUNS_TEXT = {"exec", "eval", "compile", "builtins.exec", "builtins.eval", "builtins.compile"}
ELSEWHERE = (
    *("subprocess.", "multiprocessing.", "ctypes.", "os.system", "os.popen", "os.exec"),
    *("os.spawn", "os.posix_spawn"),
)
"""Beginnings of the names that have the work done where nobody looks."""

REWRITES = {"__code__", "__globals__", "__builtins__", "run_cell", "run_code", "user_ns"}
REWRITES |= {"__wrapped__"}
"""Attributes by which a function becomes another."""


@dataclass(frozen=True)
class Breach:
    """A constraint that is not kept, as a key of `words` with its facts."""

    constraint: Constraint
    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def breach_in_source(program: Program, question: Question, rule: Constraint) -> Breach | None:
    """Return where the source of a question's function breaks a rule, None where it keeps it."""
    if not isinstance(rule, NoLoops | Forbids):
        return None
    reached = program.reach(question.name, stop=question.needs)
    if not reached:
        return Breach(rule, "code-elsewhere", {"name": question.name})
    if isinstance(rule, NoLoops):
        found = _loop(program, reached, rule)
    else:
        found = _forbidden(program, reached, rule)
    return found or _hidden(program, reached, rule)


def _loop(program: Program, reached: list[Binding], rule: NoLoops) -> Breach | None:
    for binding in reached:
        for node in ast.walk(binding.node):
            kind = STATEMENTS.get(type(node))
            if kind is not None and kind not in rule.allow:
                return Breach(rule, f"loop-{kind}", _place(binding, node))
        for name, node in program.uses(binding):
            kind = "map" if name.startswith("itertools.") else FUNCTIONS.get(name)
            if kind is not None and kind not in rule.allow:
                facts = {"name": short_name(name), **_place(binding, node)}
                return Breach(rule, "loop-by-another-name", facts)
    if "recursion" not in rule.allow:
        return _recursion(program, reached, rule)
    return None


def _recursion(program: Program, reached: list[Binding], rule: NoLoops) -> Breach | None:
    edges: dict[str, set[str]] = {}
    for binding in reached:
        edges.setdefault(binding.name, set()).update(program.calls(binding))
    for binding in reached:
        if not isinstance(binding.node, Definition):
            continue
        waiting, seen = list(edges[binding.name]), set[str]()
        while waiting:
            name = waiting.pop()
            if name == binding.name:
                facts = {"name": name, **_place(binding, binding.node)}
                return Breach(rule, "loop-recursion", facts)
            if name not in seen:
                seen.add(name)
                waiting += edges.get(name, ())
    return None


def _forbidden(program: Program, reached: list[Binding], rule: Forbids) -> Breach | None:
    for binding in reached:
        for name, node in program.uses(binding):
            forbidden = next((one for one in rule.names if _is_in(name, one)), None)
            if forbidden is not None:
                facts = {"name": short_name(forbidden), **_place(binding, node)}
                return Breach(rule, "forbidden", facts)
    return None


def _is_in(name: str, forbidden: str) -> bool:
    """Whether a dotted name is the forbidden one, or within it."""
    if forbidden.startswith("."):
        return f"{name}.".find(f"{forbidden}.") > 0
    return name == forbidden or name.startswith(forbidden + ".")


def _hidden(program: Program, reached: list[Binding], rule: Constraint) -> Breach | None:
    """Return what keeps the source from telling what runs, None where there is nothing such."""
    for binding in reached:
        for name, node in program.uses(binding):
            hides = name in RUNS_TEXT or name.startswith(ELSEWHERE)
            if hides or name.rpartition(".")[2] in REWRITES:
                shown = name.removeprefix("?.")
                return Breach(rule, "code-hidden", {"name": shown, **_place(binding, node)})
        if (call := _blind_getattr(program, binding)) is not None:
            return Breach(rule, "code-hidden", {"name": "getattr", **_place(binding, call)})
    names = {binding.name for binding in reached}
    for statement, node in program.at_top:
        if isinstance(node, ast.Attribute) and node.attr in REWRITES - {"user_ns"}:
            return Breach(rule, "code-hidden", {"name": node.attr, **_place(statement, node)})
        if _runs_text_about(node, names):
            return Breach(rule, "code-hidden", {"name": "exec", **_place(statement, node)})
    return None


def _blind_getattr(program: Program, binding: Binding) -> ast.AST | None:
    """Return a `getattr` of a module by a name that only running it would tell."""
    resolver = program.resolver(binding)
    modules = {path.split(".")[0] for path in program.aliases.values()}
    for node in ast.walk(binding.node):
        if not isinstance(node, ast.Call) or "getattr" not in resolver.names(node.func):
            continue
        if len(node.args) < 2 or text(node.args[1]) is not None:
            continue
        if any(name.split(".")[0] in modules for name in resolver.names(node.args[0])):
            return node
    return None


def _runs_text_about(node: ast.AST, names: set[str]) -> bool:
    """Whether a call runs a text that is unknown, or that speaks of one of the names."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return False
    if node.func.id not in RUNS_TEXT or not node.args:
        return False
    told = text(node.args[0])
    return told is None or any(name in told for name in names)


def _place(binding: Binding, node: ast.AST) -> dict[str, Any]:
    line = getattr(node, "lineno", None) or getattr(binding.node, "lineno", 1)
    return {"cell": binding.cell, "line": line}
