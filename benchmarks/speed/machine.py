"""What a measurement was made on, and where its results are kept."""

from __future__ import annotations

import datetime
import json
import os
import platform
import re
from importlib import metadata
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parents[1] / "results"
PACKAGES = ("nbgrader", "otter-grader", "numpy", "torch", "ipykernel", "nbclient", "nbconvert")


def machine() -> dict[str, Any]:
    """Return what is known of this machine, and how busy it has been of late."""
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gigabytes": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 2),
    }


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text()
    except OSError:
        text = ""
    found = re.search(r"^model name\s*: (.*)$", text, re.MULTILINE)
    return found[1].strip() if found else platform.processor() or platform.machine()


def versions() -> dict[str, str]:
    """Return what is installed of all that is compared."""
    found = {"chainrule": metadata.version("chainrule")}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def kept(name: str, found: dict[str, Any], at: dict[str, Any], folder: Path = RESULTS) -> Path:
    """Keep a result with the machine `at` that it is of; return where."""
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    document = {"name": name, "date": today, "machine": at, "versions": versions(), **found}
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{today}-{name}.json"
    text = json.dumps(document, indent=1)
    # Series of numbers on one line each.
    text = re.sub(r"\[[-\d.,\s]*\]", lambda found: " ".join(found[0].split()), text)
    path.write_text(text + "\n", "utf-8")
    return path


def newest(name: str, folder: Path = RESULTS) -> dict[str, Any] | None:
    """Return the newest result of a name, or nothing where there is none."""
    dated = re.compile(rf"\d{{4}}-\d\d-\d\d-{re.escape(name)}\.json")
    paths = sorted(path for path in folder.glob("*.json") if dated.fullmatch(path.name))
    if not paths:
        return None
    document: dict[str, Any] = json.loads(paths[-1].read_text("utf-8"))
    return document
