"""A memory of what was made lately, of a bounded size. Threads may share it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Made = TypeVar("Made")


def _one(_key: Hashable, _made: object) -> int:
    return 1


class Recent(Generic[Made]):
    """Keeps what was asked for last, as long as all of it together weighs `most` at most."""

    def __init__(self, most: int, weigh: Callable[[Hashable, Made], int] = _one) -> None:
        self._left, self._weigh = most, weigh
        self._kept: OrderedDict[Hashable, Made] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what `make` makes, or made for the same key before.

        Raises:
            Exception: what `make` raised; nothing is kept then.
        """
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = made
                self._left -= self._weigh(key, made)
            while self._left < 0:
                self._left += self._weigh(*self._kept.popitem(last=False))
        return made
