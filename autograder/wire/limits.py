"""What may cross, how much of it, and what is said of the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

MAX_BYTES = 64 * 2**20
"""Largest message, in bytes."""

MAX_DEPTH = 32
"""Deepest nesting, the innermost value included."""

MAX_ITEMS = 100_000
"""Most items of all the containers of a message together."""

MAX_NUMERIC_KEYS = 10_000
"""Most dict keys other than texts, what is inside of tuples counted: unlike those of texts, the
hashes of numbers can be made to collide, and every key is then compared with all before it.
"""

MAX_INT_BITS = 4_096
MAX_DIMENSIONS = 16
MAX_NOTE = 40
"""Characters of a tensor's dtype or device."""

DTYPES = frozenset(
    [f"{family}{bits}" for family in ("int", "uint") for bits in (8, 16, 32, 64)]
    + [f"float{bits}" for bits in (16, 32, 64)]
) | {"bool", "complex64", "complex128"}
"""The dtypes that cross, by name; all little-endian on the wire."""

LITTLE = {name: np.dtype(name).newbyteorder("<") for name in DTYPES}

SCALARS = frozenset({bool, int, float, str, bytes, type(None)})
"""What msgpack has itself."""

OVER = "over the limits"


class WireError(ValueError):
    """Bytes that are not plain data of ours, or plain data over the limits."""


class OverLimitsError(WireError):
    """Plain data that is too large or too deep; its text begins with `OVER`."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{OVER}: {what}")


class NotPlainError(WireError):
    """A value that cannot cross; `kind` names its type, for the student's message."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"{kind} is not plain data")
        self.kind = kind


@dataclass(slots=True)
class Allowance:
    """What a message may still hold; taken from before anything is made."""

    items: int = MAX_ITEMS
    bytes: int = MAX_BYTES
    numeric_keys: int = MAX_NUMERIC_KEYS

    def take_items(self, count: int) -> None:
        """Take items of containers.

        Raises:
            OverLimitsError: there are not so many left.
        """
        self.items -= count
        if self.items < 0:
            raise OverLimitsError(f"a value of more than {MAX_ITEMS:,} items")

    def take_bytes(self, count: int) -> None:
        """Take bytes of texts and arrays.

        Raises:
            OverLimitsError: there are not so many left.
        """
        self.bytes -= count
        if self.bytes < 0:
            raise OverLimitsError(f"a value of more than {MAX_BYTES:,} bytes")

    def take_key(self, key: Any) -> None:
        """Take a key of a dict.

        Raises:
            OverLimitsError: it is no text, and there are too many of those.
        """
        if not isinstance(key, str | bytes):
            self.numeric_keys -= _leaves(key)
            if self.numeric_keys < 0:
                raise OverLimitsError(f"more than {MAX_NUMERIC_KEYS:,} dict keys that are no texts")


def _leaves(key: Any) -> int:
    return 1 + sum(map(_leaves, key)) if isinstance(key, tuple) else 1


def too_deep() -> OverLimitsError:
    """Return the error of what is nested too deep."""
    return OverLimitsError(f"nested deeper than {MAX_DEPTH} levels")
