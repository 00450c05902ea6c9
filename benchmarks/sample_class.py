"""How long the sample class takes to grade, and where the time goes.

    python benchmarks/sample_class.py [--repeat 3] [--jobs 2]

Prints one JSON object. The machine is noisy: read ratios within one run, not seconds across runs.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Grade the class a few times with a gradebook and a secret of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    runs = [grade_once(options.jobs) for _ in range(options.repeat)]
    keys = [key for key in runs[0] if key != "submissions"]
    result: dict[str, Any] = {key: statistics.median(run[key] for run in runs) for key in keys}
    result["submissions"] = runs[0]["submissions"]
    result["jobs"] = options.jobs
    result["cores"] = len(os.sched_getaffinity(0))
    result["python"] = platform.python_version()
    print(json.dumps(result, indent=1))


def grade_once(jobs: int) -> dict[str, float]:
    """Grade the class once; return seconds by phase."""
    from autograder.authoring.course import load_course, load_secret
    from autograder.authoring.load import load_assignment
    from autograder.commands.grade import grade
    from autograder.formats.submissions import find_submissions
    from autograder.sandbox.lane import Lane

    with tempfile.TemporaryDirectory() as folder:
        os.environ["AUTOGRADER_GRADEBOOK"] = f"sqlite:///{folder}/gradebook.db"
        os.environ["AUTOGRADER_SECRET_FILE"] = f"{folder}/secret"
        course = load_course(ROOT)
        started = time.perf_counter()
        assignment = load_assignment(course, "backprop")
        loaded = time.perf_counter()
        with Lane() as lane:
            lane.start()
            server = time.perf_counter()
        sample = ROOT / "assignments/backprop/sample"
        submissions = find_submissions(sample, "backprop")
        before = time.perf_counter()
        results = grade(
            course, assignment, load_secret(course), submissions, out=Path(folder), jobs=jobs
        )
        done = time.perf_counter()
    each = sorted(one["seconds"] for one in results.document()["submissions"])
    return {
        "load_seconds": loaded - started,
        "fork_server_seconds": server - loaded,
        "class_seconds": done - before,
        "median_submission_seconds": statistics.median(each),
        "slowest_submission_seconds": each[-1],
        "submissions": len(submissions),
    }


if __name__ == "__main__":
    sys.exit(main())
