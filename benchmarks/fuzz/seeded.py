"""Inputs drawn from a seed, and damaged again where they led to something new."""

from __future__ import annotations

import hashlib
import resource
import sys
import time
import traceback
import tracemalloc
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.fuzz.mutations import damaged
from benchmarks.fuzz.target import Target, require

HEADROOM = 2**30
"""Bytes that this process may take beyond what it has: an input that needs more is a finding."""

WATCHED = 50
"""Of every so many inputs, the memory of one is traced."""

MOST_FINDINGS = 10


def most_memory(size: int) -> int:
    """Return how many bytes the reading of so many may take at its worst."""
    return 2**22 + 200 * size


def try_inputs(target: Target, count: int, seed: int, keep: Path | None) -> dict[str, Any]:
    """Give `count` inputs to a target; return what came of them."""
    rng = Random(f"{seed} {target.name}")
    outcomes: Counter[str] = Counter()
    corpus: list[bytes] = []
    findings = 0
    slowest, largest = 0.0, 0
    started = time.perf_counter()
    for number in range(count):
        data = (
            damaged(rng, rng.choice(corpus)) if corpus and rng.random() < 0.2 else target.make(rng)
        )
        before = time.perf_counter()
        try:
            if number % WATCHED:
                outcome = target.check(data)
            else:
                outcome, peak = watched(target, data)
                largest = max(largest, peak)
        except Exception:
            report(target, data, keep)
            outcome = "FINDING"
            findings += 1
        slowest = max(slowest, time.perf_counter() - before)
        if outcome not in outcomes and len(corpus) < 1_000:
            corpus.append(data)
        outcomes[outcome] += 1
        if findings == MOST_FINDINGS:
            break
    return {
        "inputs": sum(outcomes.values()),
        "findings": findings,
        "outcomes": dict(outcomes.most_common()),
        "corpus": len(corpus),
        "seconds": round(time.perf_counter() - started, 1),
        "slowest_seconds": round(slowest, 3),
        "largest_peak_bytes": largest,
    }


def limit_memory() -> None:
    """Let this process take no more than some headroom."""
    with Path("/proc/self/statm").open() as file:
        pages = int(file.read().split()[5])
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (pages * resource.getpagesize() + HEADROOM, hard))


def watched(target: Target, data: bytes) -> tuple[str, int]:
    """Return what came of an input, and the most memory that it took."""
    tracemalloc.start()
    try:
        outcome = target.check(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    require(peak <= most_memory(len(data)), f"{peak:,} bytes of memory for {len(data):,}")
    return outcome, peak


def report(target: Target, data: bytes, keep: Path | None) -> None:
    """Print a finding, and keep its input."""
    name = f"{target.name}-{hashlib.sha256(data).hexdigest()[:12]}"
    print(f"FINDING {name}: {data[:200]!r}", file=sys.stderr)
    traceback.print_exc(limit=-4)
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / name).write_bytes(data)
