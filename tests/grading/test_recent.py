"""What was made lately is kept, as long as all of it together is small enough."""

from __future__ import annotations

from collections.abc import Hashable

import pytest

from autograder.recent import Recent


class Maker:
    """Makes values, and counts how often."""

    def __init__(self, value: str = "made") -> None:
        self.value, self.times = value, 0

    def __call__(self) -> str:
        self.times += 1
        return self.value


def length(_key: Hashable, value: str) -> int:
    return len(value)


def test_what_was_made_is_not_made_again() -> None:
    recent: Recent[str] = Recent(2)
    make = Maker()

    assert [recent.get("a", make), recent.get("a", make)] == ["made", "made"]
    assert make.times == 1


def test_nothing_made_is_kept_as_well_as_something() -> None:
    recent: Recent[str | None] = Recent(2)
    again = Maker()
    recent.get("a", lambda: None)

    assert recent.get("a", again) is None
    assert again.times == 0


def test_what_was_asked_for_longest_ago_makes_room() -> None:
    recent: Recent[str] = Recent(2)
    for key in ("a", "b", "a", "c"):
        recent.get(key, Maker())
    kept, gone = Maker(), Maker()

    recent.get("a", kept)
    recent.get("b", gone)

    assert (kept.times, gone.times) == (0, 1)


def test_room_is_by_weight() -> None:
    recent: Recent[str] = Recent(10, length)
    recent.get("small", Maker("123"))
    recent.get("large", Maker("1234567"))
    recent.get("new", Maker("1"))
    kept, gone = Maker(), Maker()

    recent.get("large", kept)
    recent.get("small", gone)

    assert (kept.times, gone.times) == (0, 1)


def test_what_is_too_large_for_all_the_room_is_made_each_time() -> None:
    recent: Recent[str] = Recent(3, length)
    make = Maker("12345")

    assert [recent.get("a", make), recent.get("a", make)] == ["12345", "12345"]
    assert make.times == 2


def test_what_cannot_be_made_is_tried_again() -> None:
    recent: Recent[str] = Recent(2)

    def fail() -> str:
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        recent.get("a", fail)

    assert recent.get("a", Maker()) == "made"
