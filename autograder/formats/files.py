"""Open what was handed in, by students who may still hold the folder and change it meanwhile.

Below the folder that is being graded no link is followed, neither at the end of a path nor on the
way, and nothing is opened that could make the grader wait.
"""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from autograder.formats.notebook import UnreadableError

LINKS = (errno.ELOOP, errno.ENOTDIR)
"""What opening a link says, and opening a link where there was a folder a moment ago."""

PIECE = 2**18
"""How many bytes are asked for at once: memory for them is taken even where there are fewer."""

UNPRINTABLE = ("Cc", "Cs", "Zl", "Zp")
REORDERING = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


def shown(name: str) -> str:
    """Return a file's name as text on one line: Linux allows bytes that are none."""
    text = name.encode("utf-8", "backslashreplace").decode("utf-8")
    if text.isprintable():
        return text
    return "".join(map(_shown_character, text))


def _shown_character(character: str) -> str:
    breaks = unicodedata.category(character) in UNPRINTABLE
    if breaks or unicodedata.bidirectional(character) in REORDERING:
        return character.encode("unicode_escape").decode("ascii")
    return character


def list_folder(root: Path, names: Sequence[str] = ()) -> Iterator[os.DirEntry[str]]:
    """Yield what is in a folder below `root`, each while the folder is open.

    Raises:
        OSError: it cannot be read, or is behind a link.
    """
    with _folder(root, names) as folder, os.scandir(folder) as entries:
        yield from entries


@contextmanager
def open_plain(root: Path, names: Sequence[str]) -> Iterator[BinaryIO]:
    """Open the plain file below `root` to which `names` lead.

    Raises:
        UnreadableError: it is a link, behind one, no plain file, or cannot be read.
    """
    try:
        with _folder(root, names[:-1]) as folder:
            there = os.fstat(folder)
            # Looked at before it is opened: opening a device may already do something.
            _require_plain(os.stat(names[-1], dir_fd=folder, follow_symlinks=False), there)
            flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
            opened = os.open(names[-1], flags, dir_fd=folder)
        with os.fdopen(opened, "rb") as file:
            _require_plain(os.fstat(file.fileno()), there)
            yield file
    except OSError as error:
        raise _unreadable(error) from None


def read_plain(root: Path, names: Sequence[str], limit: int) -> bytes:
    """Return the bytes of the plain file below `root` to which `names` lead.

    Raises:
        UnreadableError: it holds more than `limit` bytes, or cannot be read.
    """
    with open_plain(root, names) as file:
        check_size(os.fstat(file.fileno()).st_size, limit)
        data = read_up_to(file, limit + 1)
    # It may have grown since.
    check_size(len(data), limit)
    return data


def read_up_to(file: IO[bytes], most: int) -> bytes:
    """Return what a file holds, up to `most` bytes, taking memory for no more than there is."""
    data = bytearray()
    while len(data) < most and (piece := file.read(min(PIECE, most - len(data)))):
        data += piece
    return bytes(data)


def check_size(size: int, limit: int) -> None:
    """Refuse what is larger than the limit, both in bytes.

    Raises:
        UnreadableError: it is.
    """
    if size > limit:
        raise UnreadableError(
            "unreadable-size", size=f"{size / 2**20:.0f}", limit=f"{limit / 2**20:.0f}"
        )


def is_planted(file: os.stat_result, folder: os.stat_result) -> bool:
    """Whether a file is a second name of somebody else's, put into a folder by who owns that.

    A file that is linked more than once by its own owner is a back-up, or saves space.
    """
    return file.st_nlink > 1 and file.st_uid != folder.st_uid


def _require_plain(file: os.stat_result, folder: os.stat_result) -> None:
    if stat.S_ISLNK(file.st_mode) or is_planted(file, folder):
        raise UnreadableError("unreadable-link")
    if not stat.S_ISREG(file.st_mode):
        raise UnreadableError("unreadable-format", detail="it is not a plain file")


@contextmanager
def _folder(root: Path, names: Sequence[str]) -> Iterator[int]:
    """Open a folder step by step, so that none of the steps can be a link; `root` may be one."""
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
    opened = os.open(root, flags)
    try:
        for name in names:
            above, opened = opened, os.open(name, flags | os.O_NOFOLLOW, dir_fd=opened)
            os.close(above)
        yield opened
    finally:
        os.close(opened)


def _unreadable(error: OSError) -> UnreadableError:
    if error.errno in LINKS:
        return UnreadableError("unreadable-link")
    detail = error.strerror or type(error).__name__
    return UnreadableError("unreadable-format", detail=detail)
