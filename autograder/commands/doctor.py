"""`autograder doctor`: what this machine can and cannot do, and the mend."""

from __future__ import annotations

import importlib.util
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

from autograder.authoring.course import Course, CourseError, find_course, load_course
from autograder.gradebook import Gradebook, GradebookError
from autograder.sandbox.isolation.limits import Allowance
from autograder.sandbox.lane import Lane, SandboxError
from autograder.sandbox.session import CodeCell, Session, Times

State = Literal["ok", "warning", "problem"]

FRAMEWORKS = ("torch", "tensorflow")
"""What notebooks may import besides NumPy; the extras of the same names install them."""


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
    yield _sandbox()
    yield _scratch()
    yield from _course(course)
    yield from _frameworks()


def _python() -> Finding:
    told = f"Python {platform.python_version()}, NumPy {metadata.version('numpy')}"
    return Finding("Python", "ok", told)


def _cores() -> Finding:
    return Finding("Cores", "ok", f"{len(os.sched_getaffinity(0))} to grade on")


def _sandbox() -> Finding:
    if sys.platform != "linux":
        mend = "grade on Linux, or in a Linux container"
        return Finding("Sandbox", "problem", f"{sys.platform} has no fork server here", mend)
    cells = [CodeCell(1, "print('hello')")]
    try:
        with Lane() as lane:
            times, allowance = Times(10, 10, 60), Allowance(2048, 200, 60)
            with Session(lane, cells, times, allowance) as session:
                runs = session.run_cells()
    except SandboxError as error:
        mend = "look at the reason above; a broken IPython or matplotlib is the usual one"
        return Finding("Sandbox", "problem", str(error), mend)
    if runs[0].status != "ok" or not runs[0].outputs:
        return Finding("Sandbox", "problem", f"a cell ended as {runs[0].status}", "report a bug")
    told = "separate process, clean environment, resource limits"
    return Finding(
        "Sandbox",
        "warning",
        f"works: {told}; the file system and the network are not closed to student code",
        "grade hostile classes in a container or a virtual machine of its own",
    )


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
    for name in FRAMEWORKS:
        if importlib.util.find_spec(name) is None:
            mend = f"pip install 'chainrule[{name}]', if the course needs it"
            yield Finding(name, "ok", "not installed: a cell that imports it stops there", mend)
        else:
            yield Finding(name, "ok", f"{metadata.version(name)}")
