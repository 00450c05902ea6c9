"""What a class costs as it grows, and whether one that was stopped goes on."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from autograder.authoring.course import load_course
from autograder.authoring.load import load_assignment

from .gradings import Timeline, attempts_in, bytes_of, rows_in
from .layouts import ROOT, Chainrule, Place, environment, fresh
from .measure import Measured, measured
from .side_by_side import say
from .works import Maker, make_maker

CHUNK = 1000
"""The last so many are held against the first so many; at most half of the class."""

LOOKING_SECONDS = 0.5
INTERRUPTED = 128 + signal.SIGINT
OPENINGS = 3
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

LOADED = """() => {
    const [page] = performance.getEntriesByType("navigation");
    return page.loadEventEnd;
}"""
"""Milliseconds from the start of the navigation to the end of the page's `load` event."""


def growth(
    assignment: str,
    sizes: Sequence[int],
    *,
    work: Path,
    stopped: int = 1000,
    seed: int = 0,
    jobs: int | None = None,
) -> dict[str, Any]:
    """Grade classes of these sizes, each into a gradebook of its own; stop one half way."""
    maker = make_maker(course := load_course(ROOT), load_assignment(course, assignment))
    found = []
    for size in sizes:
        one = _graded(_Class(maker, size, fresh(work), seed, jobs))
        say(f"{assignment}: {one}")
        found.append(one)
    interrupted = _stopped(_Class(maker, stopped, fresh(work), seed, jobs)) if stopped else None
    say(f"{assignment}: stopped: {interrupted}")
    shutil.rmtree(work)
    return {
        "assignment": assignment,
        "seed": seed,
        "classes": found,
        "stopped": interrupted,
    }


class _Class:
    """A class whose hand-ins are written, and the command that grades it."""

    def __init__(self, maker: Maker, size: int, work: Path, seed: int, jobs: int | None) -> None:
        self.size, self.work = size, work
        self.around = environment(work)
        self.database = work / "gradebook.db"
        self.ours = Chainrule(Place(maker.assignment.name, work / "ours", self.around), jobs)
        say(f"{maker.assignment.name}: writing {size:,} hand-ins")
        self.ours.hand_in(maker.works(size, seed))

    def grade(self, watch: Any = None, ends: Sequence[int] = (0,)) -> Measured:
        """Run the grader over the class."""
        command = self.ours.command()
        return measured(command, folder=self.work, environment=self.around, watch=watch, ends=ends)


def _graded(one: _Class) -> dict[str, Any]:
    timeline, looked = Timeline(one.database), [0.0]

    def watch(_pid: int) -> None:
        if time.monotonic() - looked[0] > LOOKING_SECONDS:
            looked[0] = time.monotonic()
            timeline.look()

    run = one.grade(watch)
    timeline.look()
    kept = rows_in(one.database)
    if kept != one.size:
        raise SystemExit(f"of {one.size:,} hand-ins, {kept:,} were kept:\n{run.output}")
    chunk = min(CHUNK, one.size // 2)
    first, last = timeline.ends(chunk)
    page, memory = one.ours.out / "class.html", thinned(run.memory)
    return {
        "submissions": one.size,
        **run.figures,
        "worker_private_megabytes": round(run.worker_megabytes, 1),
        "database_bytes": bytes_of(one.database),
        "chunk": chunk,
        "first_chunk_seconds": round(first, 2),
        "last_chunk_seconds": round(last, 2),
        "last_over_first": round(last / first, 3) if first > 0 else None,
        "class_page_bytes": page.stat().st_size,
        "class_page_seconds": opening_seconds(page),
        "memory_seconds": [seconds for seconds, _ in memory],
        "memory_megabytes": [megabytes for _, megabytes in memory],
    }


def _stopped(one: _Class) -> dict[str, Any]:
    """Interrupt a class half way, as Ctrl-C does, and have it go on."""
    sent: list[float] = []

    def interrupt(pid: int) -> None:
        if not sent and rows_in(one.database) >= one.size // 2:
            sent.append(time.monotonic())
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGINT)

    first = one.grade(interrupt, ends=(INTERRUPTED, 0))
    ended, before = time.monotonic(), attempts_in(one.database)
    second = one.grade()
    after = Counter(attempts_in(one.database))
    if not sent or first.code != INTERRUPTED:
        raise SystemExit(f"a class of {one.size:,} was finished before it could be interrupted")
    return {
        "submissions": one.size,
        "seconds_to_stop": round(ended - sent[0], 2),
        "kept_before": len(before),
        "wall_seconds_before": round(first.wall_seconds, 2),
        "wall_seconds_after": round(second.wall_seconds, 2),
        "lost": one.size - len(after),
        "graded_twice": sum(count > 1 for count in after.values()),
    }


def thinned(memory: Sequence[tuple[float, float]], most: int = 120) -> list[tuple[float, float]]:
    """Return the highest sample of each of so many stretches of equal length."""
    step = max(1, -(-len(memory) // most))
    stretches = [memory[start : start + step] for start in range(0, len(memory), step)]
    return [(stretch[0][0], max(megabytes for _, megabytes in stretch)) for stretch in stretches]


def opening_seconds(path: Path) -> float:
    """Return the median time in which a headless Chromium has a page loaded and laid out."""
    with sync_playwright() as playwright:
        named = next(filter(None, map(shutil.which, BROWSERS)), None)
        browser = playwright.chromium.launch(executable_path=named, args=["--no-sandbox"])
        took = []
        for _ in range(OPENINGS):
            with contextlib.closing(browser.new_page()) as page:
                took.append(_opened(page, path))
        browser.close()
    return round(statistics.median(took), 3)


def _opened(page: Page, path: Path) -> float:
    page.set_default_timeout(120_000)
    page.goto(path.as_uri(), wait_until="load")
    # The height is known once all is laid out.
    page.evaluate("() => document.documentElement.scrollHeight")
    page.wait_for_function("performance.getEntriesByType('navigation')[0].loadEventEnd > 0")
    return float(page.evaluate(LOADED)) / 1000
