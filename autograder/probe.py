"""How a function is exercised: the same call for the student's, the reference's and a mistake's.

A probe is the author's function that does the calling where one plain call is not enough. It
travels to the worker as source text, and the grader runs it from the same text, so that a probe
that is not self-contained fails in the assignment's own tests and not in a student's grade.
"""

from __future__ import annotations

import ast
import functools
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import CodeType
from typing import Any

import numpy as np

from autograder import frameworks, wire
from autograder.spec import Device, Question, Seed, SpecError
from autograder.syntax import parse
from autograder.tensors import revived
from autograder.training import steps_bounded


@dataclass(frozen=True)
class Call:
    """One call, ready to be made any number of times with fresh arguments."""

    arguments: Mapping[str, bytes]
    """Every argument, encoded by `wire`."""

    positional: tuple[str, ...] = ()
    """The arguments passed by position, in this order; the others go by name."""

    probe: str | None = None
    """Source of the probe that makes the call, where there is one."""

    watched: tuple[str, ...] = ()
    """Dotted names of the functions and modules that are not to be used."""

    exempt: tuple[str, ...] = ()
    """The student's functions that may use them all the same."""

    device: Device = "any"
    """Where tensors among the arguments are put, if the callee has such a device."""

    steps: int | None = None
    """How often optimizers may step, None for as often as they like."""

    seconds: float | None = None
    """How long the call may take, None for the course's own limit."""


def plan(question: Question, inputs: Mapping[str, Any]) -> Call:
    """Return the call of `question`'s function with a case's `inputs`.

    Arguments go by position where the solution's signature allows it, so that a student may name
    the parameters otherwise.

    Raises:
        SpecError: the inputs do not fit the solution's signature, or are not plain data.
    """
    try:
        encoded = {name: wire.encode(value) for name, value in inputs.items()}
    except wire.WireError as error:
        raise SpecError(f"question {question.name!r}: a case's input: {error}") from None
    if lacking := [name for name in question.kept if name not in inputs]:
        raise SpecError(f"question {question.name!r}: a case does not give {lacking[0]!r}")
    arguments = {name: data for name, data in encoded.items() if name not in question.kept}
    if question.kind == "file":
        # Nothing is called: what a case draws is for the summary alone.
        return Call({})
    call = Call(
        arguments,
        watched=question.forbidden,
        exempt=question.needs,
        device=question.device,
        steps=question.steps,
        seconds=question.seconds,
    )
    if question.probe_function is not None:
        return replace(call, probe=source_of(question.probe_function))
    parameters = question.parameters
    takes_any = any(each.kind is each.VAR_KEYWORD for each in parameters.values())
    if unknown := [name for name in inputs if name not in parameters and not takes_any]:
        raise SpecError(
            f"question {question.name!r}: a case gives {unknown[0]!r}, "
            "which is no parameter of the solution"
        )
    required = [name for name, parameter in parameters.items() if _is_required(parameter)]
    if lacking := [name for name in required if name not in inputs]:
        raise SpecError(f"question {question.name!r}: a case does not give {lacking[0]!r}")
    positional = []
    for name, parameter in parameters.items():
        by_name = (parameter.KEYWORD_ONLY, parameter.VAR_KEYWORD)
        if parameter.kind in by_name or name not in inputs:
            break
        positional.append(name)
    return replace(call, positional=tuple(positional))


def _is_required(parameter: inspect.Parameter) -> bool:
    optional = (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
    return parameter.default is parameter.empty and parameter.kind not in optional


def make(
    call: Call, function: Callable[..., Any], device: str = "cpu"
) -> tuple[Any, tuple[str, ...]]:
    """Call `function` on fresh arguments; return its value and the arguments that it changed.

    Tensors among them are on `device`. What a framework draws by itself, such as a layer's first
    weights, is the same in every call.

    Raises:
        TooManyStepsError: it trains for longer than the call allows.
    """
    plain = {name: wire.decode(data) for name, data in call.arguments.items()}
    arguments = {name: revived(value, device) for name, value in plain.items()}
    # Elsewhere than on the CPU a tensor is another one already, before anything has changed it.
    before = call.arguments
    if device != "cpu":
        before = {name: wire.encode(value) for name, value in arguments.items()}
    frameworks.seed(0)
    fresh = {name: _materialised(value) for name, value in arguments.items()}
    with steps_bounded(call.steps):
        if call.probe is not None:
            value = from_source(call.probe)(function, **fresh)
        else:
            by_position = [fresh[name] for name in call.positional]
            by_name = {name: fresh[name] for name in fresh if name not in call.positional}
            value = function(*by_position, **by_name)
    changed = (name for name, after in arguments.items() if _differs(before[name], after))
    return value, tuple(changed)


def _materialised(value: Any) -> Any:
    return np.random.default_rng(value.value) if isinstance(value, Seed) else value


def _differs(before: bytes, after: Any) -> bool:
    try:
        return wire.encode(after) != before
    except wire.WireError:
        return True


@functools.lru_cache(maxsize=256)
def source_of(function: Callable[..., Any], name: str = "probe") -> str:
    """Return the source of a function, without decorators, under another name; or of a class.

    Raises:
        SpecError: the source cannot be read, or is no plain `def`, nor a `class` that keeps its
            name.
    """
    try:
        source = textwrap.dedent(inspect.getsource(function))
    except (OSError, TypeError):
        raise SpecError(f"the source of {function.__name__!r} cannot be read") from None
    try:
        tree = parse(source)
    except SyntaxError:
        tree = ast.Module(body=[], type_ignores=[])
    definition = tree.body[0] if len(tree.body) == 1 else None
    plain = (ast.FunctionDef, ast.ClassDef) if name == function.__name__ else (ast.FunctionDef,)
    if not isinstance(definition, plain) or definition.name != function.__name__:
        raise SpecError(f"{function.__name__!r} must be written with `def`, on its own")
    lines = source.split("\n")[definition.lineno - 1 :]
    lines[0] = re.sub(rf"^(def|class) {definition.name}\b", rf"\1 {name}", lines[0], count=1)
    return "\n".join(lines).rstrip() + "\n"


@functools.lru_cache(maxsize=256)
def from_source(source: str) -> Callable[..., Any]:
    """Return the function that `source` defines, in a namespace that has `np`.

    It also has what notebooks have of a framework, where the source names it.
    """
    code = compile(source, "<probe>", "exec")
    given = {"np": np, **frameworks.modules(_names_in(code))}
    namespace: dict[str, Any] = dict(given)
    exec(code, namespace)
    functions = [value for key, value in namespace.items() if key not in (*given, "__builtins__")]
    result: Callable[..., Any] = functions[-1]
    return result


def _names_in(code: CodeType) -> Iterator[str]:
    """Yield the names that code, and the functions in it, look for outside themselves."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names_in(constant)
