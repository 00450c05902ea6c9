"""Load an assignment's folder: trusted code of the course, run in the grader."""

from __future__ import annotations

import ast
import importlib.abc
import importlib.util
import sys
import traceback
from collections.abc import Iterable, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

from autograder.authoring.conventions import settle
from autograder.authoring.course import Course
from autograder.frameworks import FRAMEWORKS, missing, missing_line, prepare
from autograder.spec import Assignment, SpecError
from autograder.syntax import parse
from autograder.visible import hide_devices

FILE = "questions.py"

PACKAGE = "_assignment_"
"""What the name of an assignment's package begins with."""

_LEFT: dict[Path, dict[str, ModuleType]] = {}
"""The modules of `reference` of the courses that others came after, by their roots."""


class MissingFrameworkError(SpecError):
    """An assignment asks for a framework that is not installed here; its text says what to do."""


def assignment_folders(course: Course) -> dict[str, Path]:
    """Return the course's assignments by name, in the order of their folders."""
    parent = course.root / "assignments"
    found = sorted(path.parent for path in parent.glob("*/questions.py"))
    return {folder.name: folder for folder in found}


def load_assignment(course: Course, name: str) -> Assignment:
    """Import the folder `assignments/<name>` and return its checked `assignment`.

    Raises:
        MissingFrameworkError: what it asks for besides NumPy is not installed here.
        SpecError: there is no such folder, its code fails, or its declarations cannot be graded.
    """
    folders = assignment_folders(course)
    if name not in folders:
        known = ", ".join(folders) or "none"
        raise SpecError(f"no assignment {name!r} in {course.root / 'assignments'} (there: {known})")
    path = folders[name] / FILE
    needed = declared_frameworks(path)
    require_frameworks(name, needed)
    # The reference's numbers are the CPU's: what the course imports sees no GPU.
    hide_devices()
    try:
        # Before the course's code: a framework takes its number of threads when it is imported.
        prepare(needed)
        module = _import_folder(course, name, folders[name])
        assignment = getattr(module, "assignment", None)
        if isinstance(assignment, Assignment):
            assignment.check(course.languages)
            settle(assignment, course.conventions)
            for question in assignment:
                question.frameworks = assignment.frameworks
    except SpecError:
        raise
    except (Exception, SystemExit) as error:
        told = error.msg if isinstance(error, SyntaxError) else str(error)
        problem = " ".join(f"{type(error).__name__}: {told}".split())
        raise SpecError(f"{path} fails with {problem}{_place(error, course.root)}") from error
    if not isinstance(assignment, Assignment):
        raise SpecError(f"{path} defines no `assignment = Assignment(…)`")
    if assignment.name != name:
        raise SpecError(
            f"{path}: the assignment is named {assignment.name!r}; name it as its folder, {name!r}"
        )
    if set(assignment.frameworks) != set(needed):
        raise SpecError(
            f"{path}: write frameworks=(…) of `assignment = Assignment(…)` as texts, there: it is "
            "read before anything is imported"
        )
    return assignment


def frameworks_of(course: Course, name: str) -> tuple[str, ...]:
    """Return the frameworks of an assignment, as far as can be told before it is loaded."""
    folder = assignment_folders(course).get(name)
    return declared_frameworks(folder / FILE) if folder is not None else ()


def declared_frameworks(path: Path) -> tuple[str, ...]:
    """Return the frameworks that an assignment's `questions.py` asks for, without running it."""
    try:
        tree = parse(path.read_text("utf-8"))
    except (OSError, SyntaxError, ValueError):
        return ()
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            for keyword in node.value.keywords:
                if keyword.arg == "frameworks":
                    return _texts_in(keyword.value)
    return ()


def _texts_in(node: ast.expr) -> tuple[str, ...]:
    inner = node.elts if isinstance(node, ast.Tuple | ast.List) else []
    values = [each.value for each in inner if isinstance(each, ast.Constant)]
    return tuple(value for value in values if isinstance(value, str) and value in FRAMEWORKS)


def trouble_here(course: Course, name: str) -> str:
    """Return the sentence that says why an assignment cannot be loaded here, or nothing.

    That is so where a framework is missing; nothing is imported to tell.
    """
    try:
        require_frameworks(name, declared_frameworks(assignment_folders(course)[name] / FILE))
    except MissingFrameworkError as error:
        return str(error)
    return ""


def require_frameworks(name: str, needed: Iterable[str]) -> None:
    """Refuse an assignment whose framework is not installed here.

    Raises:
        MissingFrameworkError: one of them is not.
    """
    for lacking in missing(needed):
        raise MissingFrameworkError(missing_line(f"assignment {name!r}", lacking))


def _import_folder(course: Course, name: str, folder: Path) -> ModuleType:
    enter(course)
    package = PACKAGE + "".join(c if c.isalnum() else "_" for c in name)
    for loaded in [key for key in sys.modules if key == package or key.startswith(package + ".")]:
        del sys.modules[loaded]
    if OTHERS not in sys.meta_path:
        sys.meta_path.insert(0, OTHERS)
    spec = importlib.util.spec_from_file_location(
        package,
        folder / "questions.py",
        submodule_search_locations=[str(folder), str(folder.parent)],
    )
    if spec is None or spec.loader is None:
        raise SpecError(f"{folder / 'questions.py'} cannot be imported")
    module = importlib.util.module_from_spec(spec)
    sys.modules[package] = module
    spec.loader.exec_module(module)
    _check_reference(course.root)
    return module


class OtherAssignments(importlib.abc.MetaPathFinder):
    """Lets one assignment ask a question of another, and that one of a third.

    `from .other import module` runs the module anew, so that no question belongs to two
    assignments. A module of the assignment's own comes first.
    """

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return the folder of another assignment as a package of this one."""
        del target
        if path is None or len(path) < 2 or not fullname.startswith(PACKAGE):
            return None
        name, own, every = fullname.rpartition(".")[2], path[0], path[-1]
        folder = Path(every) / name
        is_own = (Path(own) / f"{name}.py").exists() or (Path(own) / name).is_dir()
        if is_own or not (folder / "questions.py").is_file():
            return None
        spec = ModuleSpec(fullname, None, is_package=True)
        spec.submodule_search_locations = [str(folder), every]
        return spec


OTHERS = OtherAssignments()


def enter(course: Course) -> None:
    """Let the course's `reference` be imported, in the place of another course's.

    What was imported of it before is there again: its assignments go on as they were loaded.
    """
    root = course.root
    if sys.path[:1] != [str(root)]:
        sys.path[:] = [str(root), *(entry for entry in sys.path if entry != str(root))]
    if not _is_own_reference(root):
        names = [name for name in sys.modules if name.split(".")[0] == "reference"]
        other = _root_of(sys.modules["reference"])
        _LEFT[other] = {name: sys.modules.pop(name) for name in names}
        sys.modules.update(_LEFT.get(root, {}))
    # A folder that was looked into a moment ago may have new files now.
    importlib.invalidate_caches()


def _check_reference(root: Path) -> None:
    """Refuse a `reference` of somewhere else on Python's path, found where ours is missing."""
    if not _is_own_reference(root):
        raise SpecError(
            f"`reference` was imported, but not from this course: put its modules in "
            f"{root / 'reference'}, beside an empty __init__.py"
        )


def _is_own_reference(root: Path) -> bool:
    """Whether the `reference` that is imported, if any, is this course's."""
    loaded = sys.modules.get("reference")
    if loaded is None:
        return True
    # Not just anywhere below: a virtual environment may be in the course's folder.
    return _root_of(loaded) == root


def _root_of(reference: ModuleType) -> Path:
    """Return the folder in which `reference`, a package or one file, was found."""
    places = [*getattr(reference, "__path__", []), reference.__file__]
    return Path(places[0]).parent


def _place(error: BaseException, root: Path) -> str:
    """Return the course's own innermost line of a traceback."""
    if isinstance(error, SyntaxError):
        return f" ({error.filename}, line {error.lineno})" if error.filename else ""
    frames = traceback.extract_tb(error.__traceback__)
    folders = (root / "assignments", root / "reference")
    own = [
        frame
        for frame in frames
        if any(Path(frame.filename).is_relative_to(folder) for folder in folders)
    ]
    return f" ({own[-1].filename}, line {own[-1].lineno})" if own else ""
