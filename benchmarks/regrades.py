"""Whether a verdict ever moves: one class graded again and again, each time otherwise.

    python benchmarks/regrades.py [--times 1000] [--assignment backprop] [--busy 2] [--at-once 1]
        [--results FILE]

Each time has another hash seed, number of jobs, number of threads and load of the machine, and a
gradebook of its own. Prints one JSON object, and one line on stderr for everything that moved; the
exit code is 1 if anything did. Seconds are measured and not verdicts, and are left out.

With `--results` the object is kept after every grading, and a later run with the same file goes on
where it ended: it counts the gradings, and its verdicts are held against those of the first.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
SPIN = """
import os, time
parent = os.getppid()
while os.getppid() == parent:
    end = time.monotonic() + 0.2
    while time.monotonic() < end: pass
    time.sleep(0.4)
"""
"""A neighbour that has a core for a moment, again and again."""

AUTOGRADER = "from autograder.cli import main; main()"


@dataclass(frozen=True)
class Circumstances:
    """What must not decide a verdict."""

    hash_seed: int
    jobs: int
    threads: int
    """Of the linear algebra in the grader."""

    busy: int
    """Processes that compete for the machine."""


def drawn(rng: random.Random, busiest: int) -> Circumstances:
    """Draw the circumstances of one grading."""
    return Circumstances(
        hash_seed=rng.randrange(2**32),
        jobs=rng.randint(1, 4),
        threads=rng.randint(1, 4),
        busy=rng.randint(0, busiest),
    )


def graded(
    course: Path, assignment: str, sample: Path, secret: str, circumstances: Circumstances
) -> dict[str, Any]:
    """Grade a class as an instructor would, in a process of its own; return the document."""
    with tempfile.TemporaryDirectory() as folder, load(circumstances.busy):
        Path(folder, "secret").write_text(secret, "ascii")
        threads = str(circumstances.threads)
        environment = os.environ | {
            "AUTOGRADER_SECRET_FILE": f"{folder}/secret",
            "AUTOGRADER_GRADEBOOK": f"sqlite:///{folder}/gradebook.db",
            "PYTHONHASHSEED": str(circumstances.hash_seed),
            "OPENBLAS_NUM_THREADS": threads,
            "OMP_NUM_THREADS": threads,
        }
        command = [sys.executable, "-c", AUTOGRADER, "grade", assignment, str(sample)]
        options = [
            "--json",
            "--no-pages",
            "--out",
            f"{folder}/out",
            "--jobs",
            str(circumstances.jobs),
        ]
        done = subprocess.run(
            [*command, *options, "--course", str(course)],
            env=environment,
            capture_output=True,
            text=True,
        )
        # Code 1 says that some hand-in could not be graded, which is a verdict too.
        if done.returncode not in (0, 1):
            raise SystemExit(f"the grading ended with {done.returncode}: {done.stderr}")
        document: dict[str, Any] = json.loads(done.stdout)
        return document


@contextmanager
def load(processes: int) -> Iterator[None]:
    """Keep the machine busy."""
    with ExitStack() as stack:
        for _ in range(processes):
            process = stack.enter_context(subprocess.Popen([sys.executable, "-c", SPIN]))
            stack.callback(process.kill)
        yield


def moved(first: Any, other: Any, path: str = "") -> Iterator[str]:
    """Yield a line for everything that two documents say otherwise, times aside."""
    if isinstance(first, dict) and isinstance(other, dict) and first.keys() == other.keys():
        named = f"{path}/{first['student']}" if "student" in first else path
        named = f"{named}/{first['name']}" if "name" in first else named
        for key in first:
            if key != "seconds":
                yield from moved(first[key], other[key], f"{named}/{key}")
    elif isinstance(first, list) and isinstance(other, list) and len(first) == len(other):
        for one, another in zip(first, other, strict=True):
            yield from moved(one, another, path)
    elif first != other:
        yield f"{path}: {first!r}, then {other!r}"


def prints_of(document: dict[str, Any]) -> dict[str, str]:
    """Return a digest of every submission's verdicts, by student."""
    return {
        one["student"]: hashlib.sha256(
            json.dumps(one | {"seconds": 0}, sort_keys=True).encode()
        ).hexdigest()[:16]
        for one in document["submissions"]
    }


@dataclass
class Tally:
    """What came of the gradings so far."""

    assignment: str
    seed: int
    busy: int
    """With the seed, these decide the circumstances."""

    times: int = 0
    moved: int = 0
    slowest_submission_seconds: float = 0.0
    seconds: float = 0.0
    verdicts: dict[str, str] = field(default_factory=dict)
    """Digests of the first grading's."""

    def count(self, document: dict[str, Any], lines: list[str]) -> None:
        """Take in one more grading."""
        self.times += 1
        self.moved += len(lines)
        slowest = max(one["seconds"] for one in document["submissions"])
        self.slowest_submission_seconds = max(self.slowest_submission_seconds, slowest)


def taken_up(path: Path | None, new: Tally) -> Tally:
    """Return the tally that a file holds, or a new one."""
    if path is None or not path.exists():
        return new
    tally = Tally(**json.loads(path.read_text("utf-8")))
    kinds = [(each.assignment, each.seed, each.busy) for each in (tally, new)]
    if kinds[0] != kinds[1]:
        told = "{} was made with --assignment {} --seed {} --busy {}"
        raise SystemExit(told.format(path, *kinds[0]))
    return tally


def main() -> int:
    """Grade, compare, tell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=20, help="gradings, earlier ones counted (20)")
    parser.add_argument("--assignment", default="backprop")
    parser.add_argument("--busy", type=int, default=2, help="most competing processes (2)")
    parser.add_argument("--seed", type=int, default=0, help="of the circumstances (0)")
    parser.add_argument("--at-once", type=int, default=1, help="gradings side by side (1)")
    parser.add_argument("--results", type=Path, help="keep the result here, and go on from it")
    options = parser.parse_args()
    sample = ROOT / "assignments" / options.assignment / "sample"
    rng = random.Random(options.seed)
    every = [drawn(rng, options.busy) for _ in range(options.times)]
    tally = taken_up(options.results, Tally(options.assignment, options.seed, options.busy))
    started, before, first = time.monotonic(), tally.seconds, None

    def regrade(circumstances: Circumstances) -> dict[str, Any]:
        return graded(ROOT, options.assignment, sample, "regrades " * 4, circumstances)

    left = every[tally.times :]
    with ThreadPoolExecutor(options.at_once) as pool:
        for circumstances, document in zip(left, pool.map(regrade, left), strict=True):
            prints = prints_of(document)
            tally.verdicts = tally.verdicts or prints
            if first is None:
                first = document
                changed = prints.items() ^ tally.verdicts.items()
                lines = [f"/{one}: not as in an earlier run" for one in sorted(dict(changed))]
            else:
                lines = list(moved(first, document))
            for line in lines:
                print(f"{asdict(circumstances)}: {line}", file=sys.stderr, flush=True)
            tally.count(document, lines)
            tally.seconds = round(before + time.monotonic() - started, 1)
            if options.results is not None:
                options.results.write_text(json.dumps(asdict(tally), indent=1) + "\n", "utf-8")
    print(json.dumps(asdict(tally), indent=1))
    return 1 if tally.moved else 0


if __name__ == "__main__":
    sys.exit(main())
