"""Brings back what the libraries have given up, for code of another year. Untrusted side."""

from __future__ import annotations

import ast
import builtins
import functools
import importlib
import math
import sys
from collections.abc import Callable
from types import BuiltinFunctionType
from typing import Any

import numpy as np

from autograder.aliases import ALIASES
from autograder.sandbox.shell import Shell

ONE_VALUE = "_one_value"
"""Under this name the notebook finds `one_value`."""

CONVERSIONS = ("float", "int", "complex")


def restore(shell: Shell) -> None:
    """Bring back the names of `ALIASES`, and the number that an array of one value stood for."""
    if ONE_VALUE in shell.user_ns:
        return
    for name, alias in ALIASES.items():
        module, _, attribute = name.rpartition(".")
        owner: Any = importlib.import_module(module) if module else builtins
        if alias.target and attribute not in vars(owner):
            setattr(owner, attribute, _found(alias.target))
    for name, function in vars(math).items():
        if isinstance(function, BuiltinFunctionType):
            setattr(math, name, _lenient(function))
    shell.user_ns[ONE_VALUE] = one_value
    shell.ast_transformers.append(_Conversions())


def one_value(value: Any) -> Any:
    """Return the number in an array that holds one, and anything else as it is."""
    is_one = isinstance(value, np.ndarray) and value.ndim > 0 and value.size == 1
    return value.reshape(()).item() if is_one else value


def _lenient(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def call(*arguments: Any, **named: Any) -> Any:
        return function(*map(one_value, arguments), **named)

    return call


class _Conversions(ast.NodeTransformer):
    """Lets `float(a)` take an array of one value, as it once did."""

    def visit_Call(self, node: ast.Call) -> ast.Call:
        self.generic_visit(node)
        function = node.func
        if isinstance(function, ast.Name) and function.id in CONVERSIONS and len(node.args) == 1:
            name = ast.copy_location(ast.Name(ONE_VALUE, ast.Load()), node)
            inner = ast.copy_location(ast.Call(name, node.args, []), node)
            return ast.copy_location(ast.Call(function, [inner], node.keywords), node)
        return node


def _found(path: str) -> Any:
    head, *rest = path.split(".")
    found: Any = sys.modules.get(head) or importlib.import_module(head)
    for name in rest:
        found = getattr(found, name)
    return found
