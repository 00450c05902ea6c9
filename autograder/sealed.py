"""Hints that only the wrong result itself opens, so that a notebook may carry them.

The functions whose names begin with `hint_` are pasted into students' notebooks as they stand.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import cycle
from typing import Any

import numpy as np


def sealed(hints: Iterable[tuple[Sequence[Any], str]]) -> str:
    """Return hints, each sealed with the results that it is about, as base64.

    Where several hints are about the same results, none of them can be told.

    Raises:
        ValueError: a result is no plain data.
    """
    by_key: dict[bytes, list[str]] = {}
    for results, hint in hints:
        by_key.setdefault(hint_key(results), []).append(hint)
    alone: Mapping[bytes, str] = {key: found[0] for key, found in by_key.items() if len(found) == 1}
    entries = b"".join(_entry(key, hint) for key, hint in sorted(alone.items()))
    return base64.b64encode(entries).decode("ascii")


def _entry(key: bytes, hint: str) -> bytes:
    text = hint_stirred(zlib.compress(hint.encode("utf-8"), 9), key)
    return hint_tag(key) + len(text).to_bytes(2, "big") + text


def hint_in(sealed: str, results: Sequence[Any]) -> str:
    """Return the hint about these results, one for each case; empty where there is none."""
    try:
        key = hint_key(results)
    except ValueError:
        return ""
    for tag, text in hint_entries(base64.b64decode(sealed)):
        if tag == hint_tag(key):
            return zlib.decompress(hint_stirred(text, key)).decode("utf-8")
    return ""


def hint_entries(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    while data:
        end = 8 + int.from_bytes(data[6:8], "big")
        yield data[:6], data[8:end]
        data = data[end:]


def hint_key(results: Sequence[Any]) -> bytes:
    return hashlib.sha256("\n".join(map(hint_form, results)).encode("utf-8")).digest()


def hint_tag(key: bytes) -> bytes:
    return hashlib.sha256(key).digest()[:6]


def hint_stirred(text: bytes, key: bytes) -> bytes:
    stream = hashlib.sha512(b"hint" + key).digest()
    return bytes(letter ^ other for letter, other in zip(text, cycle(stream), strict=False))


def hint_form(value: Any) -> str:
    """Write a value so that rounding errors make no difference, and types do."""
    if isinstance(value, np.ndarray):
        if value.dtype.kind not in "biufc":
            raise ValueError(value.dtype)
        numbers = ",".join(map(hint_form, value.ravel().tolist()))
        return f"{value.shape}[{numbers}]"
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, complex):
        return f"{hint_form(value.real)}+{hint_form(value.imag)}j"
    if isinstance(value, float):
        return "0.0" if abs(value) < 1e-9 else f"{value:.5e}"
    if isinstance(value, dict):
        items = sorted(f"{key!r}:{hint_form(item)}" for key, item in value.items())
        return "{" + ",".join(items) + "}"
    if isinstance(value, (list, tuple)):
        return "(" + ",".join(map(hint_form, value)) + ")"
    if value is None or isinstance(value, (bool, int, str)):
        return repr(value)
    raise ValueError(type(value))
