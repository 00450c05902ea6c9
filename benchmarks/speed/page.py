"""The figures of `docs/speed.md`, written from the newest results.

What stands between `<!-- figures: NAME -->` and `<!-- end -->` is written here; all the rest is
written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from . import plots
from .machine import RESULTS, newest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "speed.md"
IMAGES = "images"
ASSIGNMENTS = ("backprop", "td1")
MISSING = "Not measured yet."

REGION = re.compile(r"^<!-- figures: (?P<name>[\w-]+) -->\n.*?^<!-- end -->$", re.M | re.S)
Result = Mapping[str, Any]
GRADERS = {
    "nbgrader": "`nbgrader autograde`, `generate_feedback`",
    "otter": "`otter run`, one by one",
    "chainrule": "`autograder grade`",
}


def renew(page: Path = PAGE, results: Path = RESULTS) -> None:
    """Write the figures and the pictures again."""
    page.write_text(filled(page.read_text("utf-8"), results), "utf-8")
    images = page.parent / IMAGES
    if found := _every("side-by-side", results):
        plots.side_by_side(found, images / "speed-side-by-side.svg")
    if found := _every("limit", results):
        plots.limit(found, images / "speed-limit.svg")
    if one := newest("growth-backprop", results):
        plots.growth(one, images / "speed-growth.svg")
    if one := newest("latency-backprop", results):
        plots.latency(one, images / "speed-latency.svg")


def filled(text: str, results: Path = RESULTS) -> str:
    """Return a page with the figures of the newest results.

    Raises:
        KeyError: a region's name is none of those below.
    """
    told: Mapping[str, Callable[[Path], Iterator[str]]] = {
        "side-by-side": _side_by_side,
        "limit": _limit,
        "growth": _growth,
        "latency": _latency,
    }

    def fill(found: re.Match[str]) -> str:
        lines = list(told[found["name"]](results)) or [MISSING]
        return "\n".join([f"<!-- figures: {found['name']} -->", "", *lines, "", "<!-- end -->"])

    return REGION.sub(fill, text)


def _every(name: str, results: Path) -> list[Result]:
    found = (newest(f"{name}-{assignment}", results) for assignment in ASSIGNMENTS)
    return [one for one in found if one is not None]


def _side_by_side(results: Path) -> Iterator[str]:
    found = _every("side-by-side", results)
    for result in found:
        yield f"**{result['assignment']}**, {result['submissions']} submissions. {_made(result)}"
        yield ""
        rows = [
            [
                GRADERS[name],
                f"{one['wall_seconds_each']:.3g} s",
                f"{one['cpu_seconds_each']:.3g} s",
                f"{one['peak_megabytes']:,.0f} MB",
                _ratio(result["ratios"].get(name, {}).get("throughput")),
                _ratio(result["ratios"].get(name, {}).get("cpu")),
            ]
            for name, one in result["graders"].items()
        ]
        heads = ["", "seconds each", "CPU each", "peak memory", "seconds ÷ ours", "CPU ÷ ours"]
        yield from _table(heads, rows)
        yield ""
    if found:
        yield _picture("side-by-side", "Seconds a submission by nbgrader, otter and Chainrule")


def _limit(results: Path) -> Iterator[str]:
    found = _every("limit", results)
    rows = [
        [
            result["assignment"],
            f"{result['submissions']:,}",
            f"{result['bare']['wall_seconds']:.3g} s",
            f"{result['ours']['wall_seconds']:.3g} s",
            "yes" if result["pages"] else "no",
            _ratio(result["ratios"]["wall"]),
            _ratio(result["ratios"]["cpu"]),
            f"{result['ours']['one_hand_in']['wall_seconds']:.2g} s",
        ]
        for result in found
    ]
    if rows:
        heads = ["", "submissions", "bare", "ours", "with pages"]
        yield from _table([*heads, "ratio", "CPU ratio", "one hand-in alone"], rows)
        yield ""
        yield _made(found[0])
        yield ""
        yield _picture("limit", "The bare run's seconds by part, and those of Chainrule")


def _growth(results: Path) -> Iterator[str]:
    result = newest("growth-backprop", results)
    if result is None:
        return
    rows = [
        [
            f"{one['submissions']:,}",
            f"{one['wall_seconds']:,.0f} s",
            f"{one['peak_megabytes']:,.0f} MB",
            f"{one['worker_private_megabytes']:.0f} MB",
            f"{one['database_bytes'] / 1e6:,.1f} MB",
            _ratio(one["last_over_first"]),
            f"{one['class_page_seconds']:.2f} s",
        ]
        for one in result["classes"]
    ]
    heads = ["submissions", "time", "memory", "largest worker, private", "gradebook"]
    yield from _table([*heads, "last over first", "class page opens in"], rows)
    if stopped := result["stopped"]:
        yield ""
        yield (
            f"A class of {stopped['submissions']:,} was interrupted half way, and ended "
            f"{stopped['seconds_to_stop']:.2g} s later with {stopped['kept_before']:,} kept. The "
            f"same command went on: {stopped['lost']} lost, {stopped['graded_twice']} graded twice."
        )
    yield ""
    yield _made(result)
    yield ""
    yield _picture("growth", "Time, peak memory and the gradebook's size over the size of a class")


def _latency(results: Path) -> Iterator[str]:
    result = newest("latency-backprop", results)
    if result is None:
        return
    rows = [
        [
            told,
            *(f"{result[when][key]:.2g} s" for key in ("p50", "p95", "slowest")),
            str(result[when]["times"]),
        ]
        for when, told in (("alone", "alone"), ("busy", "while a class is graded"))
    ]
    yield from _table(["", "p50", "p95", "slowest", "times"], rows)
    yield ""
    yield _made(result)
    yield ""
    yield _picture("latency", "Seconds until one hand-in is graded, alone and on a busy machine")


def _made(result: Result) -> str:
    at, versions = result["machine"], result["versions"]
    names = ("numpy", "torch", "nbgrader", "otter-grader")
    told = ", ".join(f"{name} {versions[name]}" for name in names if name in versions)
    return (
        f"{result['date']}: {at['processor']}, {at['cores']} cores, {at['memory_gigabytes']} GB, "
        f"Python {at['python']}, {told}; load before: {at['load_before']}."
    )


def _ratio(value: float | None) -> str:
    return "" if value is None else f"{value:.3g} ×"


def _picture(name: str, told: str) -> str:
    return f"![{told}]({IMAGES}/speed-{name}.svg)"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield "|---" + "|--:" * (len(heads) - 1) + "|"
    for row in rows:
        yield f"| {' | '.join(row)} |"
