"""The .zip that a Gradescope autograder is made of: this engine, the course, its secret."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

from autograder.authoring.course import Course, Secret
from autograder.formats.gradescope.results import StudentKey, Visibility
from autograder.formats.release import released
from autograder.formats.wheel import DISTRIBUTION, engine_wheel, zipped
from autograder.spec import Assignment

HERE = Path(__file__).parent
CPU_INDEX = "https://download.pytorch.org/whl/cpu"
"""Where PyTorch is without the gigabytes that only a GPU needs."""

LEFT_OUT = {"__pycache__", "sample", "hands"}
"""Folders of an assignment that grading has no need of."""


def autograder_zip(
    course: Course,
    assignment: Assignment,
    secret: Secret,
    *,
    visibility: Visibility = "visible",
    student: StudentKey = "email",
) -> bytes:
    """Return the .zip of an assignment's autograder.

    It holds the course's secret: whoever has it can draw the hidden cases.

    Raises:
        LookupError: the engine is not installed as a distribution.
        SpecError: the release is no notebook, or has to be assembled and cannot.
        OSError: a file of the course cannot be read.
    """
    name, wheel = engine_wheel()
    settings = {"ASSIGNMENT": assignment.name, "VISIBILITY": visibility, "STUDENT": student}
    run = (HERE / "run_autograder").read_text("utf-8")
    for key, value in settings.items():
        run = run.replace(f"@{key}@", value)
    files = {
        "run_autograder": run.encode(),
        "setup.sh": _setup(assignment).encode(),
        "constraints.txt": _versions().encode(),
        f"engine/{name}": wheel,
        **_of_course(course, assignment),
        "course/.autograder/secret": secret.key + b"\n",
    }
    return zipped(files, executable=("run_autograder", "setup.sh"))


def _setup(assignment: Assignment) -> str:
    """Return the script that installs the engine, with the frameworks of the assignment."""
    frameworks = assignment.frameworks
    setup = (HERE / "setup.sh").read_text("utf-8")
    setup = setup.replace("@EXTRAS@", f"[{','.join(frameworks)}]" if frameworks else "")
    return setup.replace(
        "@INDEX@", f"--extra-index-url {CPU_INDEX}" if "torch" in frameworks else ""
    )


def _versions() -> str:
    """Return the version of everything installed here: the same numbers come of the same NumPy.

    Which processor a build is for is left out: it is another there.
    """
    found = {
        each.name: each.version.partition("+")[0]
        for each in metadata.distributions()
        if each.name and each.name != DISTRIBUTION
    }
    return "".join(f"{name}=={version}\n" for name, version in sorted(found.items()))


def _of_course(course: Course, assignment: Assignment) -> dict[str, bytes]:
    """Return what grading needs of the course: one assignment may ask a question of another."""
    root = course.root
    paths = [root / "course.toml", root / "requirements.txt"]
    for folder in ("assignments", "reference"):
        paths += sorted((root / folder).rglob("*.py"))
        paths += sorted((root / folder).glob("*/data/**/*"))
    files = {
        f"course/{path.relative_to(root).as_posix()}": path.read_bytes()
        for path in paths
        if path.is_file() and not LEFT_OUT & set(path.relative_to(root).parts)
    }
    for notebook in released(course, assignment):
        files[f"course/{notebook.path.relative_to(root).as_posix()}"] = notebook.data
    return files
