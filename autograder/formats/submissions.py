"""Find what was handed in: a notebook, a folder of students, or a .zip of one. Links are not
followed, and an archive is read in memory, entry by entry, within limits.
"""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.formats.notebook import UnreadableError

MAX_ENTRIES = 100_000

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
        found = _of_files(list(_walk(path)), _folders(path), assignment, path.resolve().name)
    elif path.suffix == ".ipynb":
        found = [Submission(path.stem, path.name, _file_reader(path))]
    elif path.suffix == ".zip":
        found = _of_zip(path, assignment)
    else:
        raise ValueError(f"{path} is neither a notebook, a folder nor a .zip")
    if student is not None:
        if len(found) != 1:
            raise ValueError(f"{path} holds {len(found)} submissions: --attempt-of is for one")
        found = [Submission(student, found[0].file_name, found[0].read)]
    return found


def _walk(root: Path) -> Iterator[_File]:
    for path in sorted(root.rglob("*.ipynb")):
        relative = path.relative_to(root)
        linked = any((root / parent).is_symlink() for parent in relative.parents if parent.name)
        if not linked and _is_wanted(relative.parts):
            yield _File(relative.parts, _file_reader(path))


def _folders(root: Path) -> list[str]:
    return [path.name for path in root.iterdir() if path.is_dir() and not path.is_symlink()]


def _is_wanted(parts: Iterable[str]) -> bool:
    return not any(part.startswith((".", "__MACOSX")) for part in parts)


def _of_files(
    files: list[_File], folders: Iterable[str], assignment: str, own_name: str
) -> list[Submission]:
    """Group files by student: the first folder, or the file itself where there is none."""
    top = [file for file in files if len(file.parts) == 1]
    students = {name for name in folders if _is_wanted([name])}
    students |= {file.parts[0] for file in files if len(file.parts) > 1}
    if len(top) == 1 and not students - {assignment}:
        return [_chosen(own_name, files, assignment)]
    found = [Submission(Path(file.parts[0]).stem, file.parts[0], file.read) for file in top]
    for student in students:
        own = [_File(file.parts[1:], file.read) for file in files if file.parts[0] == student]
        found.append(_chosen(student, own, assignment))
    return sorted(found, key=lambda submission: submission.student)


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
            if not stat.S_ISREG(status.st_mode):
                raise UnreadableError("unreadable-link")
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
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError) as error:
        problem = UnreadableError("unreadable-archive", detail=str(error)[:100])
        return [Submission(path.stem, path.name, _refusal(problem))]
    if len(entries) > MAX_ENTRIES:
        problem = UnreadableError("unreadable-archive", detail=f"{len(entries):,} entries")
        return [Submission(path.stem, path.name, _refusal(problem))]
    files, folders = [], set()
    for entry in entries:
        parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
        if not parts or ".." in parts or parts[0] == "/" or not _is_wanted(parts):
            continue
        if entry.is_dir():
            folders.add(parts[0])
        elif parts[-1].endswith(".ipynb"):
            files.append(_File(parts, _entry_reader(path, entry)))
    # What an archiver wraps around everything is no student.
    if len({file.parts[0] for file in files}) == 1 and all(len(file.parts) > 2 for file in files):
        files = [_File(file.parts[1:], file.read) for file in files]
        folders = set(_second_parts(entries))
    return _of_files(files, folders, assignment, path.stem)


def _second_parts(entries: Iterable[zipfile.ZipInfo]) -> Iterator[str]:
    for entry in entries:
        parts = PurePosixPath(entry.filename).parts
        if entry.is_dir() and len(parts) == 2:
            yield parts[1]


def _entry_reader(path: Path, entry: zipfile.ZipInfo) -> Reader:
    def read(limit: int) -> bytes:
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise UnreadableError("unreadable-link")
        _check_size(entry.file_size, limit)
        try:
            with zipfile.ZipFile(path) as archive, archive.open(entry) as file:
                data = file.read(limit + 1)
        except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
            raise UnreadableError("unreadable-archive", detail=str(error)[:100]) from None
        except Exception as error:
            detail = type(error).__name__
            raise UnreadableError("unreadable-archive", detail=detail) from None
        _check_size(len(data), limit)
        return data

    return read
