"""Two hundred hostile and two hundred honest submissions, one after the other, on two lanes.

    python benchmarks/trust/mix.py [--pairs 200] [--jobs 2]

The attacks are those of `tests/attacks`, all of them before any comes again. Prints one JSON
object; exit code 1 where an attack earned more than its honest part, an honest verdict is another
than alone, or a canary is in a page, in `results.json`, in `grades.csv` or with a listener.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import platform
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from autograder.sandbox.lane import Lane
from tests.attacks.classes import CLASSES
from tests.attacks.grader import HONEST_SOURCES, OurGrader
from tests.attacks.mix import comparable, mix, taken
from tests.attacks.surroundings import Surroundings


def main() -> int:
    """Grade the class once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    attacks = [one for ones in CLASSES.values() for one in ones]
    with tempfile.TemporaryDirectory() as folder, Surroundings(Path(folder)) as surroundings:
        os.environ.update(surroundings.environment)
        os.environ["AUTOGRADER_GRADEBOOK"] = f"sqlite:///{folder}/gradebook.db"
        with Lane() as lane:
            alone = OurGrader(surroundings, lane).grade(HONEST_SOURCES).verdict
            layers = {layer.name: layer.on for layer in lane.layers}
        begun = time.monotonic()
        mixed = mix(
            surroundings,
            taken(attacks, options.pairs),
            comparable(alone),
            out=Path(folder) / "out",
            jobs=options.jobs,
        )
        found = dataclasses.asdict(mixed)
    found |= {
        "attacks": min(options.pairs, len(attacks)),
        "honest score": alone.score,
        "layers": layers,
        "jobs": options.jobs,
        "seconds": round(time.monotonic() - begun, 1),
        "python": platform.python_version(),
    }
    print(json.dumps(found, indent=1))
    return int(any(found[name] for name in ("gained", "changed", "leaking", "received")))


if __name__ == "__main__":
    sys.exit(main())
