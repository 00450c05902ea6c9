"""Find what was handed in: a notebook, a folder of students, or a .zip of one. Links are not
followed, and an archive is read in memory, entry by entry, within limits.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.formats.archives import list_archive
from autograder.formats.files import list_folder, read_plain, shown
from autograder.formats.notebook import UnreadableError

MAX_STUDENT_ID = 100

MAX_ENTRIES = 100_000
"""How much one student's folder may hold."""

MAX_DEPTH = 16
"""Folders deeper than this are not looked into."""

Reader = Callable[[int], bytes]
"""Reads a file of at most so many bytes."""


@dataclass(frozen=True)
class Submission:
    """One hand-in of one student; its bytes are read when it is graded."""

    student: str
    file_name: str
    read: Reader
    """Raises UnreadableError where there is nothing that can be read."""

    files: Mapping[str, Reader] = field(default_factory=dict)
    """What was handed in beside the notebook, of what the assignment asks for, by file name."""


@dataclass(frozen=True)
class _File:
    parts: tuple[str, ...]
    read: Reader
    beside: Mapping[str, Reader] = field(default_factory=dict)
    """For a notebook: the files in its folder that are asked for, by name."""


_Folders = Mapping[str, UnreadableError | None]
"""The folders that may be students', each with why it could not be looked through, if so."""


def find_submissions(
    path: Path, assignment: str, student: str | None = None, *, files: Collection[str] = ()
) -> list[Submission]:
    """Return the submissions that `path` holds, in the order of their students.

    `student` names whose they are, where there is one notebook. `files` are the names of those that
    are handed in beside the notebook, each in the folder where the notebook is.

    Raises:
        FileNotFoundError: there is no such path.
        ValueError: it is neither a notebook, a folder nor a .zip, or `student` is given for many.
    """
    if not path.exists() and not path.is_symlink():
        raise FileNotFoundError(f"{path} does not exist")
    if path.is_dir():
        found = _of_files(*_walk(path, files), assignment, shown(path.resolve().name))
    elif path.suffix.lower() == ".ipynb":
        file = _file(path.parent, (path.name,))
        beside = {name: _file(path.parent, (name,)).read for name in _there(path.parent, files)}
        found = [Submission(shown(path.stem), file.parts[-1], file.read, beside)]
    elif path.suffix.lower() == ".zip":
        found = _of_zip(path, assignment, files)
    else:
        raise ValueError(f"{path} is neither a notebook, a folder nor a .zip")
    if student is not None:
        if len(found) != 1:
            raise ValueError(f"{path} holds {len(found)} submissions: --attempt-of is for one")
        found = [replace(found[0], student=student)]
    return [replace(one, student=_short(one.student)) for one in found]


def submission_in(
    folder: Path, assignment: str, student: str, *, files: Collection[str] = ()
) -> Submission:
    """Return the one submission of a folder that is all one student's.

    Raises:
        OSError: the folder cannot be read.
    """
    found, folders = _walk(folder, files)
    trouble = next((problem for problem in folders.values() if problem is not None), None)
    return _chosen(_short(student), found, assignment, trouble)


def _there(folder: Path, files: Collection[str]) -> list[str]:
    """Return those of the files that are in a folder, links among them: reading one says so."""
    return [name for name in files if os.path.lexists(folder / name)]


def _short(student: str) -> str:
    """Return an id that a gradebook can hold, still its own: archives know no limit to a name."""
    if len(student) <= MAX_STUDENT_ID:
        return student
    return f"{student[:80]}…{hashlib.sha256(student.encode()).hexdigest()[:12]}"


def _walk(root: Path, wanted: Collection[str] = ()) -> tuple[list[_File], _Folders]:
    """Return the notebooks below a folder, and its own folders; what is hidden or a link is none.

    Raises:
        OSError: the folder itself cannot be read.
    """
    files: list[_File] = []
    folders: dict[str, UnreadableError | None] = {}
    for entry in list_folder(root):
        if not _is_wanted([entry.name]):
            continue
        if entry.is_dir(follow_symlinks=False):
            below, folders[shown(entry.name)] = _walk_below(root, entry.name, wanted)
            files += below
        elif entry.name.endswith(".ipynb") or entry.name in wanted:
            files.append(_file(root, (entry.name,)))
    return _with_files_beside(files), folders


def _walk_below(
    root: Path, top: str, wanted: Collection[str]
) -> tuple[list[_File], UnreadableError | None]:
    """Return the notebooks of one of its folders, and why there may be more than those."""
    files: list[_File] = []
    problem: UnreadableError | None = None
    looked_at = 0
    waiting: list[tuple[str, ...]] = [(top,)]
    while waiting:
        folder = waiting.pop()
        try:
            for entry in list_folder(root, folder):
                looked_at += 1
                if looked_at > MAX_ENTRIES:
                    return [], UnreadableError("unreadable-crowded", most=MAX_ENTRIES)
                names = (*folder, entry.name)
                if not _is_wanted([entry.name]):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting += [names] if len(names) < MAX_DEPTH else []
                elif entry.name.endswith(".ipynb") or entry.name in wanted:
                    files.append(_file(root, names))
        except OSError as error:
            detail = error.strerror or type(error).__name__
            problem = UnreadableError("unreadable-folder", detail=detail)
    return files, problem


def _file(root: Path, names: tuple[str, ...]) -> _File:
    parts = tuple(map(shown, names))
    return _File(parts, lambda limit: read_plain(root, names, limit))


def _with_files_beside(files: list[_File]) -> list[_File]:
    """Return the notebooks alone, each with the other files of its folder."""
    beside: dict[tuple[str, ...], dict[str, Reader]] = {}
    for file in files:
        if not file.parts[-1].endswith(".ipynb"):
            beside.setdefault(file.parts[:-1], {})[file.parts[-1]] = file.read
    return [
        replace(file, beside=beside.get(file.parts[:-1], {}))
        for file in files
        if file.parts[-1].endswith(".ipynb")
    ]


def _is_wanted(parts: Iterable[str]) -> bool:
    return not any(part.startswith((".", "__MACOSX")) for part in parts)


def _of_files(
    files: list[_File], folders: _Folders, assignment: str, own_name: str
) -> list[Submission]:
    """Group files by student: the first folder, or the file itself where there is none."""
    top = [file for file in files if len(file.parts) == 1]
    students: dict[str, list[_File]] = {name: [] for name in folders}
    for file in files:
        if len(file.parts) > 1:
            students.setdefault(file.parts[0], []).append(replace(file, parts=file.parts[1:]))
    below = {name for name, own in students.items() if own}
    if files and len(top) <= 1 and below <= {assignment}:
        # One student's own folder: it may hold other folders, with data or pictures.
        named = [file.parts[0] for file in top] == [f"{assignment}.ipynb"]
        if named or set(students) <= {assignment}:
            return [_chosen(own_name, files, assignment)]
    if not top and assignment in below and not _names(students, assignment):
        # One student's folder of several assignments, as nbgrader's `submitted/<student>/` is.
        return [_chosen(own_name, files, assignment)]
    # Of what lies beside several students' notebooks, nobody knows whose it is.
    alone = len(top) == 1
    found = [
        Submission(Path(file.parts[0]).stem, file.parts[0], file.read, file.beside if alone else {})
        for file in top
    ]
    for student, own in students.items():
        found.append(_chosen(student, own, assignment, folders.get(student)))
    return sorted(found, key=lambda submission: (submission.student, submission.file_name))


def _names(students: dict[str, list[_File]], assignment: str) -> bool:
    """Whether a folder that is not the assignment's own holds that assignment too."""
    others = (file for name, own in students.items() if name != assignment for file in own)
    return any(assignment in (*file.parts[:-1], Path(file.parts[-1]).stem) for file in others)


def _chosen(
    student: str, files: list[_File], assignment: str, problem: UnreadableError | None = None
) -> Submission:
    """Choose a student's notebook for this assignment among theirs.

    `problem` is why none may have been found.
    """
    inside = [file for file in files if assignment in file.parts[:-1]]
    candidates = inside or files
    named = [file for file in candidates if file.parts[-1] == f"{assignment}.ipynb"]
    if len(named) == 1:
        candidates = named
    if len(candidates) == 1:
        file = candidates[0]
        return Submission(student, "/".join(file.parts), file.read, file.beside)
    if not candidates:
        return Submission(student, "", _refusal(problem or UnreadableError("unreadable-missing")))
    names = ", ".join(sorted(_short_path(file.parts) for file in candidates)[:5])
    several = UnreadableError("unreadable-several", names=names, wanted=f"{assignment}.ipynb")
    return Submission(student, "", _refusal(several))


def _short_path(parts: tuple[str, ...]) -> str:
    path = "/".join(parts)
    return path if len(path) <= MAX_STUDENT_ID else f"…{path[-80:]}"


def _refusal(problem: UnreadableError) -> Reader:
    def refuse(_limit: int) -> bytes:
        raise problem

    return refuse


def _of_zip(path: Path, assignment: str, wanted: Collection[str]) -> list[Submission]:
    own_name = shown(path.stem)
    try:
        entries = list_archive(path)
    except UnreadableError as error:
        return [Submission(own_name, shown(path.name), _refusal(error))]
    files: list[_File] = []
    folders: set[tuple[str, ...]] = set()
    for entry in entries:
        parts = entry.parts if _is_wanted(entry.parts) else ()
        inside = parts if entry.is_folder else parts[:-1]
        folders |= {inside[:1], inside[:2]} - {()}
        is_file = parts and not entry.is_folder
        if is_file and (parts[-1].endswith(".ipynb") or parts[-1] in wanted):
            files.append(_File(parts, entry.read))
    files = _with_files_beside(files)
    tops = {folder[0] for folder in folders}
    inner = {folder[1] for folder in folders if len(folder) == 2}
    # What an archiver wraps around everything is no student of a class, but may be the one student.
    if len(tops) == 1 and all(len(file.parts) > 1 for file in files) and (files or inner):
        files = [replace(file, parts=file.parts[1:]) for file in files]
        student = own_name if assignment in tops else tops.pop()
        return _of_files(files, dict.fromkeys(inner), assignment, student)
    return _of_files(files, dict.fromkeys(tops), assignment, own_name)
