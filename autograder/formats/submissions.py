"""Find what was handed in: a notebook, a folder of students, or a .zip of one. Links are not
followed, and an archive is read in memory, entry by entry, within limits.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True)
class _File:
    parts: tuple[str, ...]
    read: Reader


_Folders = Mapping[str, UnreadableError | None]
"""The folders that may be students', each with why it could not be looked through, if so."""


def find_submissions(path: Path, assignment: str, student: str | None = None) -> list[Submission]:
    """Return the submissions that `path` holds, in the order of their students.

    `student` names whose they are, where there is one notebook.

    Raises:
        FileNotFoundError: there is no such path.
        ValueError: it is neither a notebook, a folder nor a .zip, or `student` is given for many.
    """
    if not path.exists() and not path.is_symlink():
        raise FileNotFoundError(f"{path} does not exist")
    if path.is_dir():
        found = _of_files(*_walk(path), assignment, shown(path.resolve().name))
    elif path.suffix.lower() == ".ipynb":
        file = _file(path.parent, (path.name,))
        found = [Submission(shown(path.stem), file.parts[-1], file.read)]
    elif path.suffix.lower() == ".zip":
        found = _of_zip(path, assignment)
    else:
        raise ValueError(f"{path} is neither a notebook, a folder nor a .zip")
    if student is not None:
        if len(found) != 1:
            raise ValueError(f"{path} holds {len(found)} submissions: --attempt-of is for one")
        found = [Submission(student, found[0].file_name, found[0].read)]
    return [Submission(_short(one.student), one.file_name, one.read) for one in found]


def submission_in(folder: Path, assignment: str, student: str) -> Submission:
    """Return the one submission of a folder that is all one student's.

    Raises:
        OSError: the folder cannot be read.
    """
    files, folders = _walk(folder)
    trouble = next((problem for problem in folders.values() if problem is not None), None)
    return _chosen(_short(student), files, assignment, trouble)


def _short(student: str) -> str:
    """Return an id that a gradebook can hold, still its own: archives know no limit to a name."""
    if len(student) <= MAX_STUDENT_ID:
        return student
    return f"{student[:80]}…{hashlib.sha256(student.encode()).hexdigest()[:12]}"


def _walk(root: Path) -> tuple[list[_File], _Folders]:
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
            below, folders[shown(entry.name)] = _walk_below(root, entry.name)
            files += below
        elif entry.name.endswith(".ipynb"):
            files.append(_file(root, (entry.name,)))
    return files, folders


def _walk_below(root: Path, top: str) -> tuple[list[_File], UnreadableError | None]:
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
                elif entry.name.endswith(".ipynb"):
                    files.append(_file(root, names))
        except OSError as error:
            detail = error.strerror or type(error).__name__
            problem = UnreadableError("unreadable-folder", detail=detail)
    return files, problem


def _file(root: Path, names: tuple[str, ...]) -> _File:
    parts = tuple(map(shown, names))
    return _File(parts, lambda limit: read_plain(root, names, limit))


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
            students.setdefault(file.parts[0], []).append(_File(file.parts[1:], file.read))
    below = {name for name, own in students.items() if own}
    if files and len(top) <= 1 and below <= {assignment}:
        # One student's own folder: it may hold other folders, with data or pictures.
        named = [file.parts[0] for file in top] == [f"{assignment}.ipynb"]
        if named or set(students) <= {assignment}:
            return [_chosen(own_name, files, assignment)]
    if not top and assignment in below and not _names(students, assignment):
        # One student's folder of several assignments, as nbgrader's `submitted/<student>/` is.
        return [_chosen(own_name, files, assignment)]
    found = [Submission(Path(file.parts[0]).stem, file.parts[0], file.read) for file in top]
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
        return Submission(student, "/".join(file.parts), file.read)
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


def _of_zip(path: Path, assignment: str) -> list[Submission]:
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
        if parts and not entry.is_folder and parts[-1].endswith(".ipynb"):
            files.append(_File(parts, entry.read))
    tops = {folder[0] for folder in folders}
    inner = {folder[1] for folder in folders if len(folder) == 2}
    # What an archiver wraps around everything is no student of a class, but may be the one student.
    if len(tops) == 1 and all(len(file.parts) > 1 for file in files) and (files or inner):
        files = [_File(file.parts[1:], file.read) for file in files]
        student = own_name if assignment in tops else tops.pop()
        return _of_files(files, dict.fromkeys(inner), assignment, student)
    return _of_files(files, dict.fromkeys(tops), assignment, own_name)
