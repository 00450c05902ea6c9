"""What the tests on a real GPU share: a course on devices, and the file of what they measure."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from autograder.authoring.course import Course, Secret, load_course
from autograder.authoring.load import load_assignment
from autograder.commands.build import build
from autograder.formats.release import built
from autograder.grading.devices import Found, find_devices
from autograder.grading.slots import Slots
from autograder.sandbox.isolation.layers import FLOOR
from autograder.sandbox.lane import Lane
from autograder.spec import Assignment

ROOT = Path(__file__).parent.parent.parent
RESULTS = ROOT / "benchmarks/results"
MEASURED = pytest.StashKey[dict[str, Any]]()

SETTINGS = """\
name = "Devices"
languages = ["en", "fr"]

[limits]
cell_seconds = 30
call_seconds = 20
submission_seconds = 120

[isolation]
floor = {floor}
"""


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say where the measurements are."""
    if config.stash.get(MEASURED, {}):
        terminalreporter.line(f"Measured: {_results_path()}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Keep what was measured."""
    measured = session.config.stash.get(MEASURED, {})
    if measured:
        text = json.dumps({**_machine(find_devices()), **measured}, indent=1)
        _results_path().parent.mkdir(parents=True, exist_ok=True)
        _results_path().write_text(text + "\n", "utf-8")


def _results_path() -> Path:
    folder = Path(os.environ.get("GPU_RESULTS", RESULTS))
    return folder / f"{datetime.now(UTC):%Y-%m-%d}-gpu.json"


def _machine(found: Found) -> dict[str, Any]:
    device = found.devices[0]
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "command": "make gpu",
        "gpus": [f"{each.name}, {each.memory_mb} MB" for each in found.devices],
        "driver": device.driver,
        "torch": metadata.version("torch"),
        "cuda": _cuda_of_torch(),
        "cores": len(os.sched_getaffinity(0)),
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def _cuda_of_torch() -> str:
    import torch

    return str(torch.version.cuda)


@dataclass(frozen=True)
class Class:
    """The course on devices, built, and what is needed to grade with it."""

    course: Course
    assignment: Assignment
    secret: Secret
    solved: bytes
    """The instructor's notebook."""


@pytest.fixture(scope="session")
def device_class(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Class:
    """The course, in a folder of its own; it asks for no layer that the machine lacks."""
    with Lane(floor=()) as lane:
        lane.start()
        lacking = [layer.name for layer in lane.layers if not layer.on]
    if find_devices().devices:
        request.config.stash.setdefault(MEASURED, {})["layers that the machine lacks"] = lacking
    root = tmp_path_factory.mktemp("gpu") / "course"
    shutil.copytree(Path(__file__).parent / "course", root)
    floor = json.dumps([name for name in FLOOR if name not in lacking])
    (root / "course.toml").write_text(SETTINGS.format(floor=floor), "utf-8")
    course = load_course(root)
    list(build(course, ["device"]))
    assignment = load_assignment(course, "device")
    solved = built(course, assignment, "instructor")[0].data
    return Class(course, assignment, Secret(b"of the tests on a GPU"), solved)


@pytest.fixture
def slots() -> Slots:
    """Four slots of the first GPU."""
    return Slots(find_devices().devices[:1], 4)


@pytest.fixture
def measured(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What goes to the file of results, by its name."""
    return request.config.stash.setdefault(MEASURED, {})


@pytest.fixture
def used_mb(slots: Slots) -> Any:
    """Return how much of the GPU's memory is in use, by anybody."""

    def ask() -> int:
        name = slots.devices[0].uuid
        command = ["nvidia-smi", f"--id={name}", "--query-gpu=memory.used"]
        done = subprocess.run(
            [*command, "--format=csv,noheader,nounits"], capture_output=True, text=True, check=True
        )
        return int(done.stdout.strip())

    return ask
