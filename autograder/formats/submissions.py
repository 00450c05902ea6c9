"""Find what was handed in: a notebook, a folder of students, or a .zip of one. Links are not
followed, and an archive is read in memory, entry by entry, within limits.
"""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.formats.notebook import UnreadableError

MAX_STUDENT_ID = 100

MAX_ENTRIES = 100_000
MAX_DEPTH = 16
"""Folders deeper than this are not looked into."""

ENCRYPTED = 0x1
"""The flag of an entry that needs a password."""

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
        own_name = _shown(path.resolve().name)
        found = _of_files(list(_walk(path)), _folders(path), assignment, own_name)
    elif path.suffix.lower() == ".ipynb":
        found = [Submission(_shown(path.stem), _shown(path.name), _file_reader(path))]
    elif path.suffix.lower() == ".zip":
        found = _of_zip(path, assignment)
    else:
        raise ValueError(f"{path} is neither a notebook, a folder nor a .zip")
    if student is not None:
        if len(found) != 1:
            raise ValueError(f"{path} holds {len(found)} submissions: --attempt-of is for one")
        found = [Submission(student, found[0].file_name, found[0].read)]
    return [Submission(_short(one.student), one.file_name, one.read) for one in found]


def _short(student: str) -> str:
    """Return an id that a gradebook can hold, still its own: archives know no limit to a name."""
    if len(student) <= MAX_STUDENT_ID:
        return student
    return f"{student[:80]}…{hashlib.sha256(student.encode()).hexdigest()[:12]}"


def _walk(root: Path) -> Iterator[_File]:
    """Yield the notebooks below a folder, but for those that are hidden or behind a link."""
    waiting: list[tuple[Path, tuple[str, ...]]] = [(root, ())]
    while waiting:
        folder, above = waiting.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError:
            continue
        for entry in entries:
            parts = (*above, _shown(entry.name))
            if not _is_wanted(parts[-1:]):
                continue
            if entry.is_dir(follow_symlinks=False):
                if len(parts) < MAX_DEPTH:
                    waiting.append((folder / entry.name, parts))
            elif entry.name.endswith(".ipynb"):
                yield _File(parts, _file_reader(folder / entry.name))


def _folders(root: Path) -> list[str]:
    return [_shown(path.name) for path in root.iterdir() if path.is_dir() and not path.is_symlink()]


def _shown(name: str) -> str:
    """Return a file's name as text: Linux allows bytes that are none."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _is_wanted(parts: Iterable[str]) -> bool:
    return not any(part.startswith((".", "__MACOSX")) for part in parts)


def _of_files(
    files: list[_File], folders: Iterable[str], assignment: str, own_name: str
) -> list[Submission]:
    """Group files by student: the first folder, or the file itself where there is none."""
    top = [file for file in files if len(file.parts) == 1]
    students: dict[str, list[_File]] = {name: [] for name in folders if _is_wanted([name])}
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
    found += [_chosen(student, own, assignment) for student, own in students.items()]
    return sorted(found, key=lambda submission: (submission.student, submission.file_name))


def _names(students: dict[str, list[_File]], assignment: str) -> bool:
    """Whether a folder that is not the assignment's own holds that assignment too."""
    others = (file for name, own in students.items() if name != assignment for file in own)
    return any(assignment in (*file.parts[:-1], Path(file.parts[-1]).stem) for file in others)


def _chosen(student: str, files: list[_File], assignment: str) -> Submission:
    """Choose a student's notebook for this assignment among theirs."""
    inside = [file for file in files if assignment in file.parts[:-1]]
    candidates = inside or files
    named = [file for file in candidates if file.parts[-1] == f"{assignment}.ipynb"]
    if len(named) == 1:
        candidates = named
    if len(candidates) == 1:
        file = candidates[0]
        return Submission(student, "/".join(file.parts), file.read)
    if not candidates:
        return Submission(student, "", _refusal(UnreadableError("unreadable-missing")))
    names = ", ".join(sorted("/".join(file.parts) for file in candidates)[:5])
    problem = UnreadableError("unreadable-several", names=names, wanted=f"{assignment}.ipynb")
    return Submission(student, "", _refusal(problem))


def _refusal(problem: UnreadableError) -> Reader:
    def refuse(_limit: int) -> bytes:
        raise problem

    return refuse


def _file_reader(path: Path) -> Reader:
    def read(limit: int) -> bytes:
        try:
            status = path.lstat()
            if stat.S_ISLNK(status.st_mode):
                raise UnreadableError("unreadable-link")
            if not stat.S_ISREG(status.st_mode):
                raise UnreadableError("unreadable-format", detail="it is not a plain file")
            _check_size(status.st_size, limit)
            with path.open("rb") as file:
                data = file.read(limit + 1)
        except OSError as error:
            detail = error.strerror or type(error).__name__
            raise UnreadableError("unreadable-format", detail=detail) from None
        _check_size(len(data), limit)
        return data

    return read


def _check_size(size: int, limit: int) -> None:
    if size > limit:
        raise UnreadableError(
            "unreadable-size", size=f"{size / 2**20:.0f}", limit=f"{limit / 2**20:.0f}"
        )


def _of_zip(path: Path, assignment: str) -> list[Submission]:
    own_name = _shown(path.stem)
    try:
        entries = _entries(path)
    except UnreadableError as error:
        return [Submission(own_name, _shown(path.name), _refusal(error))]
    files: list[_File] = []
    folders: set[tuple[str, ...]] = set()
    for entry in entries:
        name = _shown(entry.filename.replace("\\", "/"))
        parts = _parts(name)
        inside = parts if name.endswith("/") else parts[:-1]
        folders |= {inside[:1], inside[:2]} - {()}
        if parts and name.endswith(".ipynb"):
            files.append(_File(parts, _entry_reader(path, entry)))
    tops = {folder[0] for folder in folders}
    inner = {folder[1] for folder in folders if len(folder) == 2}
    # What an archiver wraps around everything is no student of a class, but may be the one student.
    if len(tops) == 1 and all(len(file.parts) > 1 for file in files) and (files or inner):
        files = [_File(file.parts[1:], file.read) for file in files]
        return _of_files(files, inner, assignment, own_name if assignment in tops else tops.pop())
    return _of_files(files, tops, assignment, own_name)


def _entries(path: Path) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except Exception as error:
        raise _broken(_reason(error)) from None
    if len(entries) > MAX_ENTRIES:
        raise _broken(f"{len(entries):,} entries")
    return entries


def _parts(name: str) -> tuple[str, ...]:
    """Return an entry's path, or nothing where it leads outside or is not wanted."""
    parts = PurePosixPath(name).parts
    if not parts or parts[0].startswith("/") or parts[0].endswith(":") or ".." in parts:
        return ()
    return parts if _is_wanted(parts) else ()


def _entry_reader(path: Path, entry: zipfile.ZipInfo) -> Reader:
    def read(limit: int) -> bytes:
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise UnreadableError("unreadable-link")
        if entry.flag_bits & ENCRYPTED:
            raise _broken("it is encrypted")
        # The other methods may ask for gigabytes of memory before the first byte.
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _broken("it is compressed in an unusual way")
        _check_size(entry.file_size, limit)
        try:
            with zipfile.ZipFile(path) as archive, archive.open(entry) as file:
                data = file.read(limit + 1)
        except Exception as error:
            raise _broken(_reason(error)) from None
        _check_size(len(data), limit)
        return data

    return read


def _broken(detail: str) -> UnreadableError:
    return UnreadableError("unreadable-archive", detail=detail)


def _reason(error: Exception) -> str:
    """Say why an archive cannot be read; zipfile's own words may hold a hostile name."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return "it is not a .zip, or damaged"
