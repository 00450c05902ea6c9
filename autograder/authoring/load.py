"""Load an assignment's folder: trusted code of the course, run in the grader."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from autograder.authoring.course import Course
from autograder.spec import Assignment, SpecError


def assignment_folders(course: Course) -> dict[str, Path]:
    """Return the course's assignments by name, in the order of their folders."""
    parent = course.root / "assignments"
    found = sorted(path.parent for path in parent.glob("*/questions.py"))
    return {folder.name: folder for folder in found}


def load_assignment(course: Course, name: str) -> Assignment:
    """Import the folder `assignments/<name>` and return its checked `assignment`.

    Raises:
        SpecError: there is no such folder, its code fails, or its declarations cannot be graded.
    """
    folders = assignment_folders(course)
    if name not in folders:
        known = ", ".join(folders) or "none"
        raise SpecError(f"no assignment {name!r} in {course.root / 'assignments'} (there: {known})")
    module = _import_folder(course, name, folders[name])
    assignment = getattr(module, "assignment", None)
    if not isinstance(assignment, Assignment):
        raise SpecError(f"{folders[name] / 'questions.py'} defines no `assignment = Assignment(…)`")
    if assignment.name != name:
        raise SpecError(
            f"{folders[name] / 'questions.py'}: the assignment is named {assignment.name!r}; "
            f"name it as its folder, {name!r}"
        )
    assignment.check(course.languages)
    return assignment


def _import_folder(course: Course, name: str, folder: Path) -> ModuleType:
    _make_importable(course.root)
    package = f"_assignment_{''.join(c if c.isalnum() else '_' for c in name)}"
    for loaded in [key for key in sys.modules if key == package or key.startswith(package + ".")]:
        del sys.modules[loaded]
    spec = importlib.util.spec_from_file_location(
        package, folder / "questions.py", submodule_search_locations=[str(folder)]
    )
    if spec is None or spec.loader is None:
        raise SpecError(f"{folder / 'questions.py'} cannot be imported")
    module = importlib.util.module_from_spec(spec)
    sys.modules[package] = module
    try:
        spec.loader.exec_module(module)
    except SpecError:
        raise
    except Exception as error:
        raise SpecError(
            f"{folder / 'questions.py'} fails with {type(error).__name__}: {error}{_place(error)}"
        ) from error
    return module


def _make_importable(root: Path) -> None:
    """Let the course's `reference` be imported, and forget that of another course."""
    if sys.path[:1] != [str(root)]:
        sys.path[:] = [str(root), *(entry for entry in sys.path if entry != str(root))]
    loaded = sys.modules.get("reference")
    origin = getattr(loaded, "__file__", None)
    if loaded is not None and (origin is None or Path(origin).parent.parent != root):
        for key in [key for key in sys.modules if key.split(".")[0] == "reference"]:
            del sys.modules[key]


def _place(error: BaseException) -> str:
    traceback = error.__traceback__
    if traceback is None:
        return ""
    while traceback.tb_next is not None:
        traceback = traceback.tb_next
    return f" ({traceback.tb_frame.f_code.co_filename}, line {traceback.tb_lineno})"
