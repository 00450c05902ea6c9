"""`docs/speed.md` says what was measured, and the timeline that a class's growth is told by."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "speed.md"

AT: dict[str, Any] = {
    "processor": "Abacus",
    "cores": 2,
    "memory_gigabytes": 8,
    "system": "Linux",
    "python": "3.13.1",
    "load_before": 0.1,
}
FIGURES: dict[str, Any] = {
    "wall_seconds": 44.0,
    "cpu_seconds": 40.0,
    "peak_megabytes": 1234.5,
    "largest_process_megabytes": 100.0,
    "processes": 2,
    "wall_seconds_each": 2.25,
    "cpu_seconds_each": 2.0,
}
RATIOS = {"throughput": 75.0, "cpu": 71.2, "memory": 1.0}
SIDE: dict[str, Any] = {
    "assignment": "backprop",
    "submissions": 20,
    "graders": dict.fromkeys(("nbgrader", "otter", "chainrule"), FIGURES),
    "ratios": dict.fromkeys(("nbgrader", "otter"), RATIOS),
}
LIMIT: dict[str, Any] = {
    "assignment": "backprop",
    "submissions": 200,
    "pages": False,
    "bare": {
        "wall_seconds": 10.0,
        "cells_seconds": 2.0,
        "visible_calls_seconds": 3.0,
        "hidden_calls_seconds": 5.0,
    },
    "ours": {**FIGURES, "one_hand_in": {"wall_seconds": 1.5}},
    "ratios": {"wall": 1.75, "cpu": 2.5},
}
GROWTH: dict[str, Any] = {
    "assignment": "backprop",
    "classes": [
        {
            **FIGURES,
            "submissions": size,
            "worker_private_megabytes": 40.0,
            "database_bytes": 5_000_000,
            "last_over_first": 1.02,
            "class_page_seconds": 0.42,
        }
        for size in (10, 10_000)
    ],
    "stopped": {
        "submissions": 1000,
        "seconds_to_stop": 0.5,
        "kept_before": 503,
        "lost": 0,
        "graded_twice": 0,
    },
}
TIMES = {"times": 40, "p50": 1.5, "p95": 2.5, "slowest": 3.5}
LATENCY: dict[str, Any] = {"assignment": "backprop", "alone": TIMES, "busy": TIMES}
KEPT = {"side-by-side": SIDE, "limit": LIMIT, "growth": GROWTH, "latency": LATENCY}


@pytest.fixture(scope="module")
def speed() -> Iterator[Callable[[str], ModuleType]]:
    """Import a module of the benchmarks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT)
        yield lambda name: import_module(f"benchmarks.speed.{name}")


def test_the_page_says_what_the_newest_results_say(speed: Callable[[str], ModuleType]) -> None:
    text = PAGE.read_text("utf-8")

    assert speed("page").filled(text) == text


def test_a_result_is_on_the_page_and_in_a_picture(
    speed: Callable[[str], ModuleType], tmp_path: Path
) -> None:
    machine, page = speed("machine"), speed("page")
    for name, result in KEPT.items():
        machine.kept(f"{name}-backprop", result, AT, tmp_path / "results")
    written = tmp_path / "speed.md"
    written.write_text(PAGE.read_text("utf-8"), "utf-8")

    page.renew(written, tmp_path / "results")

    text = written.read_text("utf-8")
    assert "Not measured yet" not in text
    assert "| `otter run`, one by one | 2.25 s | 2 s | 1,234 MB | 75 × | 71.2 × |" in text
    assert "| backprop | 200 | 10 s | 44 s | no | 1.75 × | 2.5 × | 1.5 s |" in text
    assert "| 10,000 | 44 s | 1,234 MB | 40 MB | 5.0 MB | 1.02 × | 0.42 s |" in text
    assert "ended 0.5 s later with 503 kept" in text
    assert "| while a class is graded | 1.5 s | 2.5 s | 3.5 s | 40 |" in text
    assert "Abacus, 2 cores, 8 GB, Python 3.13.1" in text
    for name in KEPT:
        picture = f"images/speed-{name}.svg"
        assert f"]({picture})" in text
        assert "<svg" in (tmp_path / picture).read_text("utf-8")


def test_the_newest_result_of_a_name_counts(
    speed: Callable[[str], ModuleType], tmp_path: Path
) -> None:
    for name in ("2025-12-31-limit-td1", "2026-01-02-limit-td1", "2026-03-01-limit-td12"):
        (tmp_path / f"{name}.json").write_text(f'{{"name": "{name}"}}')

    assert speed("machine").newest("limit-td1", tmp_path) == {"name": "2026-01-02-limit-td1"}
    assert speed("machine").newest("limit", tmp_path) is None


def test_the_last_of_a_class_are_held_against_the_first(
    speed: Callable[[str], ModuleType],
) -> None:
    # Looked at every 10 s: 100 gradings each time, but only 50 towards the end.
    counts = [1, 101, 201, 301, 401, 451, 501]
    timeline = speed("gradings").Timeline(
        Path("nowhere"), [(10.0 * index, count) for index, count in enumerate(counts)]
    )

    assert timeline.at(151) == 15.0
    assert timeline.ends(100) == (10.0, 20.0)
    assert timeline.ends(250) == (25.0, 35.0)


def test_gradings_are_counted_while_there_is_no_gradebook_and_after(
    speed: Callable[[str], ModuleType], tmp_path: Path
) -> None:
    gradings, path = speed("gradings"), tmp_path / "gradebook.db"
    assert gradings.rows_in(path) == 0
    with sqlite3.connect(path) as book:
        book.execute("CREATE TABLE grading (id INTEGER PRIMARY KEY, attempt_id INTEGER)")
        book.executemany("INSERT INTO grading (attempt_id) VALUES (?)", [(7,), (8,), (8,)])
    book.close()

    assert gradings.rows_in(path) == 3
    assert gradings.attempts_in(path) == [7, 8, 8]
    assert gradings.bytes_of(path) == path.stat().st_size


def test_memory_over_time_keeps_its_peaks(speed: Callable[[str], ModuleType]) -> None:
    samples = [(float(index), 500.0 if index == 777 else 100.0) for index in range(1000)]

    thinned = speed("growth").thinned(samples, most=50)

    assert len(thinned) == 50
    assert max(thinned, key=lambda sample: sample[1]) == (760.0, 500.0)


def test_what_one_in_twenty_exceeds(speed: Callable[[str], ModuleType]) -> None:
    told = speed("latency").summary([float(number) for number in range(100, 0, -1)])

    assert told == {"times": 100, "p50": 50.5, "p95": 95.0, "slowest": 100.0}
