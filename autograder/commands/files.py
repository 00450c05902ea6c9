"""Results on disk: each file whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Collection, Iterable
from pathlib import Path

PART = ".part"
STALE_SECONDS = 60.0
"""No file takes so long to write: a part older than this is of a program that was killed."""


class OutFolder:
    """The folder that results go to. Trouble with one file does not stop the next."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.trouble: OSError | None = None
        """The first file that could not be written, and why."""

    def write(self, name: str, text: str | Iterable[str]) -> bool:
        """Write a file, its folder made where it is missing; keep the trouble if there is some.

        Returns whether it was written.
        """
        try:
            write_whole(self.path / name, [text] if isinstance(text, str) else text)
        except OSError as error:
            self.trouble = self.trouble or error
            return False
        return True

    def remove(self, pattern: str, *, but: Collection[str]) -> None:
        """Remove the files directly in here that match, but for those named."""
        with contextlib.suppress(OSError):
            for path in self.path.glob(pattern):
                if path.name not in but and path.is_file():
                    path.unlink()

    def add(self, name: str, line: str) -> None:
        """Add a line to a file of our own, whose loss would cost nothing but work."""
        with contextlib.suppress(OSError), (self.path / name).open("a", encoding="utf-8") as file:
            file.write(line)

    def lines(self, name: str) -> list[str]:
        """Return the lines of a file of our own; none where it cannot be read."""
        try:
            return (self.path / name).read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return []

    def holds(self, name: str) -> bool:
        """Whether there is such a file."""
        return os.path.exists(self.path / name)  # noqa: PTH110 (Path's raises where it may not look)

    def sweep(self) -> None:
        """Remove what killed programs left half written."""
        with contextlib.suppress(OSError):
            for path in self.path.rglob(f".*{PART}"):
                if path.is_file() and time.time() - path.lstat().st_mtime > STALE_SECONDS:
                    path.unlink()


def write_whole(path: Path, pieces: Iterable[str]) -> None:
    """Write a file so that whoever reads it, now or after a crash, reads all of it.

    Raises:
        OSError: it cannot be written; what was there before is still there.
    """
    part: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, part = tempfile.mkstemp(PART, f".{path.name[:100]}.", path.parent)
        with os.fdopen(descriptor, "wb") as file:
            # mkstemp's own mode would hide a page from those that it is for.
            os.fchmod(descriptor, 0o666 & ~_umask())
            for piece in pieces:
                file.write(piece.encode("utf-8"))
        Path(part).replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        if part is not None:
            with contextlib.suppress(OSError):
                Path(part).unlink()


def _umask() -> int:
    # There is no way to read it but to set it.
    umask = os.umask(0o077)
    os.umask(umask)
    return umask
