"""Read the .zip of a class in memory, entry by entry, within limits; nothing is unpacked."""

from __future__ import annotations

import errno
import os
import stat
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.formats.files import check_size, open_plain, read_up_to, shown
from autograder.formats.notebook import UnreadableError

MAX_ENTRIES = 100_000

MAX_DIRECTORY = 32 * 2**20
"""Largest directory of an archive, in bytes: each entry that it lists takes memory at once."""

ENCRYPTED = 0x1
"""The flag of an entry that needs a password."""


@dataclass(frozen=True)
class Entry:
    """One entry of an archive."""

    parts: tuple[str, ...]
    """Its path; empty where that leads outside of the archive."""

    is_folder: bool
    read: Callable[[int], bytes]
    """Reads at most so many bytes; raises UnreadableError."""


def list_archive(path: Path) -> list[Entry]:
    """Return the entries of a .zip, in its own order.

    Raises:
        UnreadableError: it is no .zip, a link, damaged or over the limits.
    """
    try:
        archive = zipfile.ZipFile(_Unheld(path))
    except Exception as error:
        raise _refusal(error) from None
    if len(archive.filelist) > MAX_ENTRIES:
        raise _broken(f"{len(archive.filelist):,} entries")
    return [_entry(archive, info) for info in archive.filelist]


class _Unheld:
    """A file that is open only while a piece of it is read: its entries wait to be graded."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._position = 0

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = self._size() if whence == os.SEEK_END else self._position * whence
        if start + offset < 0:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        self._position = start + offset
        return self._position

    def read(self, size: int = -1) -> bytes:
        if size > MAX_DIRECTORY:
            raise _broken("its list of entries is too large")
        with open_plain(self._path.parent, [self._path.name]) as file:
            file.seek(self._position)
            data = read_up_to(file, size if size >= 0 else MAX_DIRECTORY)
        self._position += len(data)
        return data

    def _size(self) -> int:
        with open_plain(self._path.parent, [self._path.name]) as file:
            return os.fstat(file.fileno()).st_size


def _entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Entry:
    name = shown(info.filename.replace("\\", "/"))
    return Entry(_parts(name), name.endswith("/"), lambda limit: _read(archive, info, limit))


def _parts(name: str) -> tuple[str, ...]:
    parts = PurePosixPath(name).parts
    if not parts or parts[0].startswith("/") or parts[0].endswith(":") or ".." in parts:
        return ()
    return parts


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    if stat.S_ISLNK(info.external_attr >> 16):
        raise UnreadableError("unreadable-link")
    if info.flag_bits & ENCRYPTED:
        raise _broken("it is encrypted")
    # The other methods may ask for gigabytes of memory before the first byte.
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _broken("it is compressed in an unusual way")
    check_size(info.file_size, limit)
    try:
        with archive.open(info) as file:
            data = read_up_to(file, limit + 1)
    except Exception as error:
        raise _refusal(error) from None
    check_size(len(data), limit)
    return data


def _broken(detail: str) -> UnreadableError:
    return UnreadableError("unreadable-archive", detail=detail)


def _refusal(error: Exception) -> UnreadableError:
    """Say why an archive cannot be read; zipfile's own words may hold a hostile name."""
    if isinstance(error, UnreadableError):
        return _broken(error.facts["detail"]) if "detail" in error.facts else error
    return _broken("it is not a .zip, or damaged")
