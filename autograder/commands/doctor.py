"""`autograder doctor`: what this machine can and cannot do, and the mend."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from autograder.authoring.course import (
    Course,
    CourseError,
    Limits,
    find_course,
    load_course,
)
from autograder.commands.devices import trial
from autograder.frameworks import FRAMEWORKS
from autograder.gradebook import Gradebook, GradebookError
from autograder.grading.devices import find_devices
from autograder.grading.slots import Slots
from autograder.sandbox.cells import CodeCell, Times
from autograder.sandbox.isolation.layers import FLOOR, LOST, Layer
from autograder.sandbox.isolation.limits import Allowance
from autograder.sandbox.lane import Lane, SandboxError
from autograder.sandbox.session import Session

State = Literal["ok", "warning", "problem"]

MENDS = {
    "landlock": "a kernel of Linux 5.13 or newer with Landlock among its security modules",
    "seccomp": "pip install pyseccomp, and the system's package libseccomp2 (Fedora: libseccomp)",
    "user": "let users make namespaces (on Ubuntu an AppArmor profile for Python, in a container "
    "a seccomp profile that allows `unshare`), or grade in a machine of its own",
}


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's report."""

    subject: str
    state: State
    told: str
    mend: str = ""


def examine(course: Path | None = None) -> Iterator[Finding]:
    """Look at the machine and, where there is one, at the course."""
    yield _python()
    yield _cores()
    yield from _sandbox()
    yield _scratch()
    yield from _course(course)
    yield from _frameworks()
    yield from _devices()


def _python() -> Finding:
    told = f"Python {platform.python_version()}, NumPy {metadata.version('numpy')}"
    return Finding("Python", "ok", told)


def _cores() -> Finding:
    return Finding("Cores", "ok", f"{len(os.sched_getaffinity(0))} to grade on")


def _sandbox() -> Iterator[Finding]:
    if sys.platform != "linux":
        mend = "grade on Linux, or in a Linux container"
        yield Finding("Sandbox", "problem", f"{sys.platform} has no fork server here", mend)
        return
    cells = [CodeCell(1, "print('hello')")]
    layers: list[Layer] = []
    try:
        with Lane(floor=()) as lane:
            lane.start()
            layers = lane.layers
            times, allowance = Times(10, 10, 60), Allowance(2048, 200, 60)
            with Session(lane, cells, times, allowance) as session:
                runs = session.run_cells()
    except SandboxError as error:
        mend = "look at the reason above; a broken IPython or matplotlib is the usual one"
        yield Finding("Sandbox", "problem", str(error), mend)
    else:
        if runs[0].status == "ok" and runs[0].outputs:
            yield Finding("Sandbox", "ok", "a cell ran in it")
        else:
            yield Finding("Sandbox", "problem", f"a cell ended as {runs[0].status}", "report a bug")
    yield from map(_layer, layers)


def _layer(layer: Layer) -> Finding:
    subject = f"Isolation: {layer.name}"
    if layer.on:
        return Finding(subject, "ok", f"on{layer.detail and f' ({layer.detail})'}")
    state: State = "problem" if layer.name in FLOOR else "warning"
    told = f"off ({layer.detail}): {LOST[layer.name]}"
    return Finding(subject, state, told, MENDS.get(layer.name, ""))


def _scratch() -> Finding:
    free = shutil.disk_usage(tempfile.gettempdir()).free / 2**30
    told = f"{free:.1f} GB free in {tempfile.gettempdir()}"
    if free < 1:
        return Finding("Scratch space", "problem", told, "free some, or set TMPDIR elsewhere")
    return Finding("Scratch space", "ok", told)


def _course(start: Path | None) -> Iterator[Finding]:
    try:
        course = load_course(start or find_course(Path.cwd()))
    except CourseError as error:
        state: State = "problem" if start else "warning"
        yield Finding("Course", state, str(error))
        return
    yield Finding("Course", "ok", f"{course.name} in {course.root}")
    yield _secret(course.secret_path)
    yield _gradebook(course)


def _gradebook(course: Course) -> Finding:
    url = course.gradebook_url
    file = course.private / "gradebook.db"
    if url == f"sqlite:///{file}" and not file.exists():
        return Finding("Gradebook", "ok", f"none yet; the first grading makes it in {file}")
    try:
        with Gradebook.open(url):
            return Finding("Gradebook", "ok", url)
    except GradebookError as error:
        return Finding("Gradebook", "problem", str(error), "see `gradebook` in course.toml")


def _secret(path: Path) -> Finding:
    if not path.exists():
        return Finding("Secret", "ok", f"none yet; the first grading makes it in {path}")
    if path.stat().st_mode & 0o077:
        mend = f"chmod 600 {path}"
        return Finding("Secret", "warning", f"{path} can be read by others", mend)
    return Finding("Secret", "ok", f"{path}, readable by its owner alone")


def _frameworks() -> Iterator[Finding]:
    for framework in FRAMEWORKS.values():
        if framework.is_installed:
            yield Finding(framework.title, "ok", framework.version)
        else:
            mend = f"pip install 'chainrule[{framework.name}]', if the course needs it"
            told = "not installed: assignments that ask for it are not graded here"
            yield Finding(framework.title, "ok", told, mend)


def _devices() -> Iterator[Finding]:
    found = find_devices()
    if not found.devices:
        told = f"none to grade on ({found.why_not}): questions that need one stay open"
        mend = "docs/gpu.md says what it takes, if the course has such questions"
        yield Finding("GPU", "ok", told, mend)
        return
    for device in found.devices:
        told = f"{device.name}, {device.memory_mb:,} MB, driver {device.driver}"
        yield Finding("GPU", "ok", told)
    slots = Slots(found.devices)
    with Lane(floor=(), frameworks=("torch",), devices=slots.nodes) as lane:
        why_not = trial(lane, Limits(), slots)
    if why_not:
        mend = "--device cpu grades the rest; docs/gpu.md says what the sandbox lets through"
        yield Finding("GPU in the sandbox", "warning", why_not, mend)
    else:
        yield Finding("GPU in the sandbox", "ok", "a worker computed on it")
