"""Hand the portable attacks in to nbgrader, to Otter-Grader and to us; write the table.

    python -m benchmarks.trust

The other two are installed in a virtual environment of their own, which is removed afterwards.
Neither has a sandbox here, so run this where nothing matters: every attack is bounded by its own
code, by time, and to folders of its own, but it runs as you. Exit code 1 says that a control
failed: an honest submission without full marks, or a blank one with some.
"""

from __future__ import annotations

import argparse
import datetime
import json
import multiprocessing
import os
import platform
import re
import secrets
import subprocess
import sys
import tempfile
import venv
from concurrent.futures import ProcessPoolExecutor
from importlib import metadata
from pathlib import Path
from typing import Any

from tests.attacks.attack import HONEST

from .assignment import FULL
from .attacks import portable
from .graders import Chainrule, Grader, Nbgrader, Otter
from .outcome import Control, Place, attacked, handed_in
from .table import cell, markdown, row

RESULTS = Path(__file__).parents[1] / "results"
REQUIREMENTS = Path(__file__).parent / "requirements.txt"
MANNER = "assert_allclose"


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser("python -m benchmarks.trust", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--jobs", type=int, default=1, help="hand-ins at once (1)")
    parser.add_argument("--only", default="", help="a pattern: renew these attacks' rows")
    parser.add_argument("--limit", type=float, default=90, help="seconds for a command (90)")
    parser.add_argument("--python", type=Path, help="of an environment that has the other two")
    parser.add_argument("--out", type=Path, default=RESULTS, help="folder for trust.md, trust.json")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="trust") as folder:
        root = Path(folder)
        python = options.python or install(root / "rivals")
        report = compare(root, python, options.only, options.limit, options.jobs)
        report["versions"] = versions(python)
    if options.only:
        renew(report, options.out / "trust.json")
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "trust.json").write_text(json.dumps(report, indent=1) + "\n")
    (options.out / "trust.md").write_text(markdown(report))
    return 0 if all(map(held, report["controls"].values())) else 1


def renew(report: dict[str, Any], path: Path) -> None:
    """Add the rows that were kept earlier to those of this run, in the attacks' order."""
    kept = json.loads(path.read_text()) if path.exists() else {"attacks": []}
    rows = {one["attack"]: one for one in (*kept["attacks"], *report["attacks"])}
    again = {one["attack"] for one in report["attacks"]}
    report["renewed"] = sorted(again.union(kept.get("renewed", [])))
    report["attacks"] = [
        {**rows[one.name], "class": kind} for kind, one in portable() if one.name in rows
    ]


def install(folder: Path) -> Path:
    """Make a virtual environment with nbgrader and Otter-Grader; return its interpreter."""
    say("installing nbgrader and otter-grader")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "-q", "-r", str(REQUIREMENTS)]
    subprocess.run(pip, check=True)
    return python


def compare(root: Path, python: Path, only: str, limit: float, jobs: int) -> dict[str, Any]:
    """Try the controls and every attack on every grader."""
    home = root / "home"
    home.mkdir()
    path = f"{python.parent}:/usr/local/bin:/usr/bin:/bin"
    environment = {"PATH": path, "HOME": str(home), "LANG": "C.UTF-8"}
    graders: list[Grader] = [
        Nbgrader(python, root / "nbgrader", environment),
        Otter(python, root / "otter", environment),
        Chainrule(),
    ]
    token = f"canary{secrets.token_hex(12)}"
    chosen = [one for one in portable() if re.search(only, one[1].name)]

    def place(*names: str) -> Place:
        return Place(root.joinpath("runs", *names), token, environment, limit)

    # Whatever an attack does to the process above it, it does to one of these.
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:
        say("preparing")
        used = {each.test for _, one in chosen for each in one.by_grader.values()}
        made = [
            pool.submit(grader.prepare, manner, token)
            for grader in graders
            for manner in sorted({MANNER} | used)
        ]
        for one in made:
            one.result()
        controls, measured = _controls(pool, graders, place)
        running = [
            {
                grader.name: pool.submit(
                    attacked,
                    grader,
                    kind,
                    one.by_grader[grader.name],
                    place(str(number), grader.name),
                    measured[grader.name],
                )
                for grader in graders
            }
            for number, (kind, one) in enumerate(chosen)
        ]
        rows = []
        for (kind, one), each in zip(chosen, running, strict=True):
            outcomes = {name: row(future.result()) for name, future in each.items()}
            say(f"{one.name}: " + ", ".join(f"{k}: {cell(v)}" for k, v in outcomes.items()))
            rows.append({"class": kind, "attack": one.name, "outcomes": outcomes})
    return {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "machine": {"system": platform.platform(), "cores": len(os.sched_getaffinity(0))},
        "user": "root" if os.getuid() == 0 else "an ordinary user",
        "full_marks": FULL,
        "seconds_allowed": limit,
        "controls": controls,
        "attacks": rows,
    }


def _controls(
    pool: ProcessPoolExecutor, graders: list[Grader], place: Any
) -> tuple[dict[str, dict[str, float | None]], dict[str, Control]]:
    hand_ins = {"honest": (["import numpy as np"], HONEST), "blank": ([], {})}
    running = {
        grader.name: {
            name: pool.submit(handed_in, grader, *hand_in, place(name, grader.name), MANNER)
            for name, hand_in in hand_ins.items()
        }
        for grader in graders
    }
    controls, measured = {}, {}
    for name, both in running.items():
        honest, run = both["honest"].result()
        blank, _ = both["blank"].result()
        controls[name] = {"honest": honest.score, "blank": blank.score}
        measured[name] = Control(run.peak_megabytes, run.processes)
        say(f"controls: {name}: {controls[name]}, {measured[name]}, {run.seconds} s")
        if not held(controls[name]):
            say(run.output[-2000:])
    return controls, measured


def held(control: dict[str, float | None]) -> bool:
    """Say whether a grader gave the honest hand-in full marks, and the blank one none."""
    return control == {"honest": FULL, "blank": 0.0}


def versions(python: Path) -> dict[str, str]:
    """Return what was compared."""
    names = ["nbgrader", "otter-grader", "numpy", "ipykernel", "nbclient", "nbconvert"]
    program = (
        "import json, platform; from importlib.metadata import version;"
        f" print(json.dumps({{name: version(name) for name in {names!r}}}"
        " | {'python': platform.python_version()}))"
    )
    said = subprocess.run([python, "-c", program], capture_output=True, text=True, check=True)
    return {"chainrule": metadata.version("chainrule"), **json.loads(said.stdout)}


def say(line: str) -> None:
    """Show where it is."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
