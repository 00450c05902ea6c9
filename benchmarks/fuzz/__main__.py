"""Give hostile inputs to every reader; exit 1 where one breaks its promise.

    python -m benchmarks.fuzz --inputs 1000000 --target wire
    python -m benchmarks.fuzz --growth
    python -m benchmarks.fuzz --target wire --coverage-guided 600 --corpus /tmp/corpus

The first gives seeded inputs, the same for the same seed, and prints one JSON object with what came
of them. The second measures how time and memory grow with the size of what is worst to read. The
third lets Atheris look for inputs that reach new code, and needs `pip install atheris`.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import sys
import warnings
from pathlib import Path
from typing import Any

TARGETS = ("wire", "round-trip", "reply", "notebook", "archive", "compare", "telling")


def main() -> None:
    """Run what the command line asks for."""
    first, *rest = (__doc__ or "").split("\n\n", 1)
    parser = argparse.ArgumentParser(
        "python -m benchmarks.fuzz",
        description=first,
        epilog="".join(rest),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--target", action="append", choices=TARGETS, help="by default all")
    parser.add_argument("--inputs", type=int, default=10_000, help="for each target")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--findings", type=Path, help="a folder for the inputs that broke something"
    )
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--coverage-guided", type=int, metavar="SECONDS")
    parser.add_argument("--corpus", type=Path, help="a folder for the inputs that Atheris keeps")
    options = parser.parse_args()
    # An entry twice in an archive is what is tried, and NumPy warns of numbers out of range.
    warnings.simplefilter("ignore")
    names = options.target or list(TARGETS)
    if options.coverage_guided:
        guided(names[0], options.coverage_guided, options.corpus)
    result: dict[str, Any] = {"date": datetime.datetime.now(datetime.UTC).date().isoformat()}
    result |= {"machine": machine()}
    if options.growth:
        from benchmarks.fuzz.growth import growth

        result["growth"] = growth()
    else:
        from benchmarks.fuzz.seeded import limit_memory, try_inputs

        limit_memory()
        result["targets"] = {
            name: try_inputs(target(name), options.inputs, options.seed, options.findings)
            for name in names
        }
    print(json.dumps(result, indent=1))
    sys.exit(any(report["findings"] for report in result.get("targets", {}).values()))


def target(name: str) -> Any:
    """Return the target of that name; imports wait, so that Atheris can watch them."""
    from benchmarks.fuzz import judging, messages, notebooks

    every = (messages.WIRE, messages.ROUND_TRIP, messages.REPLY)
    every += (notebooks.NOTEBOOK, notebooks.ARCHIVE, judging.COMPARE, judging.TELLING)
    return next(one for one in every if one.name == name)


def machine() -> dict[str, Any]:
    """Return what the numbers were measured on."""
    import msgpack
    import numpy

    return {
        "system": platform.platform(),
        "cores": len(os.sched_getaffinity(0)),
        "python": platform.python_version(),
        "numpy": numpy.__version__,
        "msgpack": ".".join(map(str, msgpack.version)),
    }


def guided(name: str, seconds: int, corpus: Path | None) -> None:
    """Let Atheris try inputs for so long; it ends the process itself."""
    import random

    import atheris

    with atheris.instrument_imports(include=["autograder"]):
        chosen = target(name)
    folder = corpus or Path(f"/tmp/fuzz-{name}")
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(500):
        rng = random.Random(number)
        (folder / f"seeded-{number}").write_bytes(chosen.make(rng))

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        from benchmarks.fuzz.mutations import damaged

        rng = random.Random(seed)
        if rng.random() < 0.2:
            return bytes(chosen.make(rng)[:most])
        if rng.random() < 0.5:
            return damaged(rng, data)[:most]
        return bytes(atheris.Mutate(data, most))

    def check(data: bytes) -> None:
        chosen.check(data)

    arguments = [sys.argv[0], str(folder), f"-max_total_time={seconds}", "-timeout=20"]
    arguments += ["-rss_limit_mb=2048", "-max_len=20000", f"-artifact_prefix={folder}/../finding-"]
    atheris.Setup(arguments, check, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
