"""How two pieces of plain data differ: shape before values, and never the expected value itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.chance import Interval
from autograder.frameworks import FRAMEWORKS
from autograder.spec import Device, Tolerance
from autograder.tensors import Note

Array = np.ndarray[Any, Any]

Path = tuple[str | int, ...]
"""Where in a nested result: keys of dicts, positions in tuples and lists (from 1)."""

TOLERANCES = {
    "float64": Tolerance(rtol=1e-7, atol=1e-9),
    "float32": Tolerance(rtol=1e-4, atol=1e-6),
    "float16": Tolerance(rtol=1e-2, atol=1e-3),
    "complex64": Tolerance(rtol=1e-4, atol=1e-6),
    "complex128": Tolerance(rtol=1e-7, atol=1e-9),
}
"""By dtype of the expected value: some hundred roundings apart is still the same number."""

ON_DEVICE: Mapping[Device, Mapping[str, Tolerance]] = {
    "any": TOLERANCES,
    "cuda": {
        **TOLERANCES,
        "float32": Tolerance(rtol=1e-3, atol=1e-5),
        "float16": Tolerance(rtol=2e-2, atol=2e-3),
        "complex64": Tolerance(rtol=1e-3, atol=1e-5),
    },
}
"""By what a question needs. What is expected is computed on the CPU. A GPU adds up in another
order, in blocks, and fuses products into sums: float64 has room for that, float32 gets ten times
more than on one device, and float16 twice more. TF32, which keeps ten bits of a factor, is off."""

DEVICE_NAME = re.compile(r"cpu|cuda(:\d{1,3})?")

Limits = Tolerance | Mapping[str, Tolerance]

EXACT = Tolerance(rtol=0.0, atol=0.0)

FAMILIES = {"b": "bool", "i": "integer", "u": "integer", "f": "floating", "c": "complex"}


@dataclass(frozen=True)
class Difference:
    """The first thing that differs, as a key of `words` with its facts."""

    key: str
    path: Path = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


def compare(
    expected: Any, actual: Any, tolerance: Tolerance | None = None, device: Device = "any"
) -> Difference | None:
    """Return how `actual` differs from `expected`, or None where they are the same.

    Both are plain data, but that an `Interval` may be expected of a number. Python numbers, NumPy
    scalars and 0-d arrays are one kind. `tolerance` overrides the one that the dtype of the
    expected value gives on a `device`.
    """
    if device == "cuda":
        expected, actual = _anywhere(expected), _anywhere(actual)
    return _compare(expected, actual, tolerance or ON_DEVICE[device], ())


def _anywhere(value: Any) -> Any:
    """Return a result without the names of devices in it: the reference is always on the CPU."""
    if isinstance(value, str):
        return "a device" if DEVICE_NAME.fullmatch(value) else value
    if isinstance(value, list | tuple):
        return type(value)(map(_anywhere, value))
    if isinstance(value, dict):
        return {key: _anywhere(item) for key, item in value.items()}
    return value


def compare_notes(expected: Mapping[Path, Note], actual: Mapping[Path, Note]) -> Difference | None:
    """Return where something else than the framework's own tensor is given in its place."""
    for path, note in expected.items():
        given = actual.get(path)
        if given is None or given.framework != note.framework:
            title = FRAMEWORKS[note.framework].title
            return Difference("no-tensor", path, {"framework": title})
    return None


def _compare(expected: Any, actual: Any, tolerance: Limits, path: Path) -> Difference | None:
    if isinstance(expected, Interval):
        return _compare_bounds(expected, actual, path)
    if isinstance(expected, dict):
        return _compare_dicts(expected, actual, tolerance, path)
    if isinstance(expected, list | tuple):
        return _compare_sequences(expected, actual, tolerance, path)
    if _is_numeric(expected):
        return _compare_numbers(expected, actual, tolerance, path)
    if type(expected) is type(actual) and expected == actual:
        return None
    if type(expected) is type(actual):
        return Difference("value-differs", path)
    return _type_difference(expected, actual, path)


def _compare_bounds(expected: Interval, actual: Any, path: Path) -> Difference | None:
    if isinstance(actual, Interval):
        return None if actual == expected else Difference("value-differs", path)
    if not isinstance(actual, int | float | np.integer | np.floating):
        return Difference("type", path, {"expected": "number", "actual": _kind(actual)})
    return None if float(actual) in expected else Difference("value-differs", path)


def _compare_dicts(
    expected: dict[Any, Any], actual: Any, tolerance: Limits, path: Path
) -> Difference | None:
    if not isinstance(actual, dict):
        return _type_difference(expected, actual, path)
    expected, actual = _by_plain_key(expected), _by_plain_key(actual)
    for key in expected:
        if key not in actual:
            return Difference("key-missing", path, {"key": str(key)})
    for key in actual:
        if key not in expected:
            return Difference("key-unknown", path, {"key": str(key)[:40]})
    for key in expected:
        inner = _compare(expected[key], actual[key], tolerance, (*path, str(key)))
        if inner is not None:
            return inner
    return None


def _by_plain_key(table: dict[Any, Any]) -> dict[Any, Any]:
    """Return a dict by keys that can be compared with any: a NumPy scalar and a tuple cannot."""
    return {_plain_key(key): value for key, value in table.items()}


def _plain_key(key: Any) -> Any:
    if isinstance(key, tuple):
        return tuple(map(_plain_key, key))
    return key.item() if isinstance(key, np.generic) else key


def _compare_sequences(
    expected: Any, actual: Any, tolerance: Limits, path: Path
) -> Difference | None:
    if not isinstance(actual, list | tuple):
        return _type_difference(expected, actual, path)
    if len(expected) != len(actual):
        return Difference("length", path, {"expected": len(expected), "actual": len(actual)})
    for index, (one, other) in enumerate(zip(expected, actual, strict=True), start=1):
        inner = _compare(one, other, tolerance, (*path, index))
        if inner is not None:
            return inner
    return None


def _is_numeric(value: Any) -> bool:
    return isinstance(value, bool | int | float | complex | np.ndarray | np.generic)


def _compare_numbers(
    expected: Any, actual: Any, tolerance: Limits, path: Path
) -> Difference | None:
    if not _is_numeric(actual):
        return _type_difference(expected, actual, path)
    right, given = np.asarray(expected), np.asarray(actual)
    if right.shape != given.shape:
        return Difference("shape", path, {"expected": right.shape, "actual": given.shape})
    if right.dtype == object or given.dtype == object:
        # Python's integers know no bounds; `item` gives Python's other numbers, which compare.
        return None if right.item() == given.item() else Difference("value-differs", path)
    wanted, family = FAMILIES[right.dtype.kind], FAMILIES[given.dtype.kind]
    # A Python scalar has no dtype worth a mark: the loss 0 is the loss 0.0.
    scalar = right.ndim == 0 and {wanted, family} <= {"integer", "floating"}
    if family != wanted and not scalar:
        return Difference("dtype", path, {"expected": wanted, "actual": given.dtype.name})
    if scalar and wanted == "integer" and family == "floating" and np.isfinite(given):
        whole = given == np.floor(given)
        if not whole:
            return Difference("dtype", path, {"expected": wanted, "actual": given.dtype.name})
    return _compare_values(right, given, tolerance, path)


def _compare_values(right: Array, given: Array, tolerance: Limits, path: Path) -> Difference | None:
    if not isinstance(tolerance, Tolerance):
        tolerance = tolerance.get(right.dtype.name, EXACT)
    if right.dtype.kind in "biu":
        wrong = np.asarray(right != given)
    else:
        wrong = ~_close(right, given, tolerance)
    count = int(np.count_nonzero(wrong))
    if count == 0:
        return None
    facts: dict[str, Any] = {"count": count, "total": right.size}
    if right.dtype.kind == "b" or right.dtype.kind == "c":
        return Difference("values", path, {**facts, "index": _first(wrong)})
    odd = _not_finite(right, given, wrong)
    if odd is not None:
        key, where = odd
        return Difference(key, path, {**facts, "index": _first(where)})
    with np.errstate(all="ignore"):
        distance = np.where(wrong, np.abs(given.astype(float) - right.astype(float)), -1.0)
    worst = np.unravel_index(int(np.argmax(distance)), right.shape)
    one, other = float(right[worst]), float(given[worst])
    facts["index"] = tuple(int(i) for i in worst)
    facts["sign"] = int(np.sign(one))
    facts["given"] = other
    facts["larger"] = abs(other) > abs(one)
    facts["relative"] = _relative(one, other)
    return Difference("values", path, facts)


def _not_finite(right: Array, given: Array, wrong: Array) -> tuple[str, Array] | None:
    """Return what is wrong with numbers that are not finite, and where; None if all that is wrong
    is finite."""
    expected, actual = np.isfinite(right), np.isfinite(given)
    if expected.all() and actual.all():
        return None
    for key, where in (
        ("not-finite", wrong & expected & ~actual),
        ("should-not-be-finite", wrong & ~expected & actual),
        ("other-infinity", wrong & ~expected),
    ):
        if where.any():
            return key, where
    return None


def _close(right: Array, given: Array, limits: Tolerance) -> Array:
    with np.errstate(all="ignore"):
        near = np.abs(given - right) <= limits.atol + limits.rtol * np.abs(right)
    if np.isfinite(right).all():
        # What is not finite is near to no such number.
        return np.asarray(near)
    both_nan = np.isnan(right) & np.isnan(given)
    same_infinity = np.isinf(right) & (right == given)
    return np.asarray(
        np.where(np.isfinite(right) & np.isfinite(given), near, both_nan | same_infinity)
    )


def _first(mask: Array) -> tuple[int, ...]:
    return tuple(int(i) for i in np.unravel_index(int(np.argmax(mask)), mask.shape))


def _relative(right: float, given: float) -> float | None:
    if right == 0.0:
        return None
    return abs(given - right) / abs(right)


def _type_difference(expected: Any, actual: Any, path: Path) -> Difference:
    return Difference("type", path, {"expected": _kind(expected), "actual": _kind(actual)})


def _kind(value: Any) -> str:
    if value is None:
        return "None"
    if isinstance(value, np.ndarray) and value.ndim:
        return f"array {value.shape}"
    if _is_numeric(value):
        return "number" if not isinstance(value, bool | np.bool_) else "bool"
    if isinstance(value, list | tuple | dict):
        return f"{type(value).__name__} ({len(value)})"
    return type(value).__name__
