"""What a gradebook has taken so far, looked at while a grader writes into it."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from dataclasses import dataclass, field
from pathlib import Path


def rows_in(database: Path) -> int:
    """Return how many gradings are kept; none where there is no gradebook yet."""
    return sum(count for (count,) in _read(database, "SELECT COUNT(*) FROM grading"))


def attempts_in(database: Path) -> list[int]:
    """Return the attempt of every grading that is kept."""
    return [attempt for (attempt,) in _read(database, "SELECT attempt_id FROM grading")]


def _read(database: Path, query: str) -> list[tuple[int]]:
    with (
        contextlib.suppress(sqlite3.Error),
        contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as book,
    ):
        found: list[tuple[int]] = book.execute(query).fetchall()
        return found
    return []


def bytes_of(database: Path) -> int:
    """Return the size of a SQLite database with what lies beside it."""
    return sum(path.stat().st_size for path in database.parent.glob(f"{database.name}*"))


@dataclass
class Timeline:
    """When a class reached which number of gradings."""

    database: Path
    points: list[tuple[float, int]] = field(default_factory=list)
    """Seconds on the monotonic clock, and gradings by then."""

    def look(self) -> int:
        """Add what is there now; return it."""
        now = rows_in(self.database)
        if now and (not self.points or now != self.points[-1][1]):
            self.points.append((time.monotonic(), now))
        return now

    def at(self, count: int) -> float:
        """Return when this many were kept, between two looks by a straight line."""
        before = self.points[0]
        for after in self.points:
            if after[1] >= count:
                step = max(1, after[1] - before[1])
                return before[0] + (after[0] - before[0]) * (count - before[1]) / step
            before = after
        return before[0]

    def ends(self, chunk: int) -> tuple[float, float]:
        """Return the seconds of the first so many gradings after the first look, and of the last.

        What came before the first grading, the start, is part of neither.
        """
        first, last = self.points[0][1], self.points[-1][1]
        return (
            self.at(first + chunk) - self.at(first),
            self.at(last) - self.at(last - chunk),
        )
