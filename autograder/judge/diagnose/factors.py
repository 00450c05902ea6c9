"""A constant factor or offset between a result and the right one, and which quantity it equals."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.judge.diagnose.comparison import (
    CLOSE,
    Case,
    Relation,
    alike,
    arrays,
    equal,
    evidence,
    named,
)

ZERO = 1e-9
"""What is smaller is as good as zero: the tolerance of a comparison says so too."""

ENOUGH = 3
"""Entries that a number may be read from, without a name for it: with fewer, any would do."""

NUMBERS = {
    2.0: "2",
    0.5: "1/2",
    4.0: "4",
    0.25: "1/4",
    math.log(2): "ln 2",
    1 / math.log(2): "1/ln 2",
    math.log(10): "ln 10",
    1 / math.log(10): "1/ln 10",
    math.sqrt(2): "√2",
    1 / math.sqrt(2): "1/√2",
    math.pi: "π",
}

FORMS: Mapping[str, Callable[[float], float]] = {
    "{q}": lambda q: q,
    "1/{q}": lambda q: 1 / q,
    "{q}²": lambda q: q * q,
    "1/{q}²": lambda q: 1 / (q * q),
    "√{q}": math.sqrt,
    "1/√{q}": lambda q: 1 / math.sqrt(q),
    "2 {q}": lambda q: 2 * q,
    "1/(2 {q})": lambda q: 1 / (2 * q),
    "{q}/2": lambda q: q / 2,
    "2/{q}": lambda q: 2 / q,
    "1 - {q}": lambda q: 1 - q,
    "1/(1 - {q})": lambda q: 1 / (1 - q),
    "({q} - 1)/{q}": lambda q: (q - 1) / q,
    "{q}/({q} - 1)": lambda q: q / (q - 1),
}
"""What becomes of a quantity that is forgotten, or taken once too often."""


def constant_factor(cases: Sequence[Case]) -> Relation | None:
    """Find a factor that is one number on each case: always the same, or a quantity by name."""
    if not alike(cases):
        return None
    factors = [_factor(case) for case in cases]
    told = [factor for factor in factors if factor is not None and math.isfinite(factor)]
    if len(told) < sum(factor is not None for factor in factors):
        return None
    if not told or all(_is(factor, 1.0) for factor in told):
        return None
    if all(_is(factor, told[0]) for factor in told):
        return _same_factor(told[0], cases)
    kept = [
        (factor, case) for factor, case in zip(factors, cases, strict=True) if factor is not None
    ]
    for sign in (1.0, -1.0):
        name = _quantity([sign * factor for factor, _ in kept], [case for _, case in kept])
        if name:
            key = "inverse-factor" if name.startswith("1/`") else "quantity-factor"
            if sign < 0:
                return Relation("negative-factor", {"factor": name})
            return Relation(key, {"factor": name, "quantity": name.removeprefix("1/")})
    return None


def _factor(case: Case) -> float | None:
    """Return what every entry is multiplied by: NaN where it is not one number, None of zeros."""
    if max(np.abs(each).max(initial=0.0) for each in (case.right, case.given)) < ZERO:
        return None
    if not case.right.any():
        return math.nan
    flat = np.abs(case.right).argmax()
    factor = float(case.given.flat[flat]) / float(case.right.flat[flat])
    if factor == 0 or not equal(case.given, factor * case.right):
        return math.nan
    return factor


def _same_factor(factor: float, cases: Sequence[Case]) -> Relation | None:
    if _is(factor, -1.0):
        # A single number has the other sign by luck every second time.
        return Relation("sign") if evidence(cases) > 1 else None
    for number, text in NUMBERS.items():
        if _is(abs(factor), number) and evidence(cases) > 1:
            return Relation("factor", {"factor": text if factor > 0 else f"-{text}"})
    if evidence(cases) < ENOUGH or len(cases) < 2 or not any(case.visible for case in cases):
        return None
    return Relation("factor", {"factor": f"{factor:.3g}"})


def _is(one: float, other: float) -> bool:
    return abs(one - other) <= CLOSE * max(abs(other), 1e-300)


def _quantity(values: Sequence[float], cases: Sequence[Case]) -> str:
    """Name the quantity that takes these values, where it is not the same on every case."""
    if len(values) < 2:
        return ""
    for form, function in FORMS.items():
        for name, quantity in quantities(cases).items():
            if all(q == quantity[0] for q in quantity):
                continue
            if all(_applied(function, q, value) for q, value in zip(quantity, values, strict=True)):
                return form.format(q=f"`{name}`")
    return _ratio(values, cases) if len(values) >= ENOUGH else ""


def _ratio(values: Sequence[float], cases: Sequence[Case]) -> str:
    """Name the two quantities whose ratio or product takes these values."""
    found = quantities(cases)
    varied = {name: q for name, q in found.items() if any(each != q[0] for each in q)}
    for (one, ones), (other, others) in itertools.permutations(varied.items(), 2):
        both = list(zip(ones, others, values, strict=True))
        if all(b and _is(value, a / b) for a, b, value in both):
            return f"`{one}`/`{other}`"
        if all(_is(value, a * b) for a, b, value in both):
            return f"`{one}` × `{other}`"
    return ""


def _applied(function: Callable[[float], float], quantity: float, value: float) -> bool:
    try:
        return _is(value, function(quantity))
    except (ValueError, ZeroDivisionError, OverflowError):
        return False


def quantities(cases: Sequence[Case]) -> dict[str, list[float]]:
    """Return every number that the cases' arguments have by name: sizes and scalars, case by case.

    What not every case has is left out.
    """
    found = [dict(_numbers(case.arguments)) for case in cases]
    names = [name for name in found[0] if all(name in numbers for numbers in found)]
    return {name: [numbers[name] for numbers in found] for name in names}


def _numbers(arguments: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    for name, value in named(arguments):
        if isinstance(value, np.ndarray) and value.ndim:
            for axis, size in enumerate(value.shape):
                yield f"{name}.shape[{axis}]", float(size)
            if value.ndim > 1:
                yield f"{name}.size", float(value.size)
        elif isinstance(value, list | tuple):
            yield f"len({name})", float(len(value))
        elif isinstance(value, int | float | np.number) and not isinstance(value, bool):
            yield name, float(value)


def offset(cases: Sequence[Case]) -> Relation | None:
    """Find a number that is added to every entry: always the same, or an argument by name."""
    if not alike(cases) or evidence(cases) < ENOUGH:
        return None
    added = []
    for case in cases:
        rest = (case.given - case.right).ravel()
        if rest.size == 0:
            continue
        if not equal(case.given, case.right + rest[0]):
            return None
        added.append((float(rest[0]), case))
    scale = max((float(np.abs(case.right).max()) for _, case in added), default=0.0)
    if all(abs(value) <= CLOSE * scale for value, _ in added):
        return None
    first = added[0][0]
    same = all(abs(value - first) <= CLOSE * scale for value, _ in added)
    if len(added) > 1 and same and any(case.visible for _, case in added):
        return Relation("offset", {"offset": f"{first:+.3g}"})
    values = [value for value, _ in added]
    for sign, key in ((-1.0, "term-missing"), (1.0, "term-extra")):
        for name, quantity in quantities([case for _, case in added]).items():
            if any(quantity) and all(
                abs(sign * q - value) <= CLOSE * max(scale, abs(value))
                for q, value in zip(quantity, values, strict=True)
            ):
                return Relation(key, {"argument": name})
    return None


def argument_term(cases: Sequence[Case]) -> Relation | None:
    """Find an argument that is not added, or not multiplied by, or once too often."""
    if not alike(cases):
        return None
    for name, _ in arrays(cases[0].arguments):
        for key, undone in UNDONE.items():
            if all(_is_undone(case, name, undone) for case in cases):
                return Relation(key, {"argument": name})
    return None


UNDONE: Mapping[str, Callable[[Any, Any, Any], tuple[Any, Any]]] = {
    "term-missing": lambda right, given, term: (given + term, right),
    "term-extra": lambda right, given, term: (given, right + term),
    "term-sign": lambda right, given, term: (given + 2 * term, right),
    "product-missing": lambda right, given, term: (given * term, right),
    "product-extra": lambda right, given, term: (given, right * term),
}
"""What two things are equal where an argument is forgotten, or taken once too often."""


def _is_undone(case: Case, name: str, undone: Callable[[Any, Any, Any], tuple[Any, Any]]) -> bool:
    term = dict(arrays(case.arguments)).get(name)
    if term is None or not _fits(term.shape, case.right.shape):
        return False
    with np.errstate(all="ignore"):
        one, other = undone(case.right, case.given, term.astype(float))
    return equal(one, other)


def _fits(shape: tuple[int, ...], into: tuple[int, ...]) -> bool:
    try:
        return np.broadcast_shapes(shape, into) == into
    except ValueError:
        return False
