"""`nbgrader collect` from an exchange in which students can write what they like.

What is in a hand-in may be a link to another student's, which the course's account can read:
nbgrader follows it, and the feedback then goes to who made the link. And a hand-in may say that it
is somebody else's. Here a link brings nothing, and only a folder that the student owns is theirs.

    c.ExchangeFactory.collect = "autograder.commands.nbgrader.collecting.ExchangeCollect"
"""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from nbgrader.exchange import default

from autograder.formats.files import list_folder, open_plain, shown
from autograder.formats.notebook import UnreadableError

KILOBYTE = 1000
"""As nbgrader counts."""

MAX_FOLDERS = 1_000
MAX_DEPTH = 20


class ExchangeCollect(default.ExchangeCollect):
    """Takes what each student handed in themselves, and plain files alone."""

    src_records: list[dict[str, Any]]

    def init_src(self) -> None:
        super().init_src()
        latest = self.src_records
        self.src_records = [record for record in latest if self._is_own(record)]
        for record in latest:
            if record not in self.src_records:
                self.log.warning(
                    "%s is left out: it is not %s's own",
                    shown(record["filename"]),
                    record["username"],
                )

    def _sort_by_timestamp(self, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
        # Of one name's hand-ins the latest is taken: one of somebody else's is not to hide it.
        own = [record for record in records if self._is_own(record)]
        return list(super()._sort_by_timestamp(own or records))

    def _is_own(self, record: dict[str, Any]) -> bool:
        """Whether it is a folder that belongs to the student whose name it has."""
        if not self.check_owner:
            return True
        try:
            there = Path(self.inbound_path, record["filename"]).lstat()
            owner = pwd.getpwuid(there.st_uid).pw_name
        except (OSError, KeyError):
            return False
        return stat.S_ISDIR(there.st_mode) and owner == record["username"]

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copy a hand-in, whatever its owner makes of it meanwhile."""
        inbound, name = Path(src).parent, Path(src).name
        with tempfile.TemporaryDirectory(prefix="collect-") as folder:
            aside = Path(folder, "hand-in")
            self._take(inbound, name, aside)
            super().do_copy(str(aside), dest, log)

    def _take(self, inbound: Path, name: str, aside: Path) -> None:
        left = KILOBYTE * int(self.coursedir.max_dir_size)
        most = KILOBYTE * int(self.coursedir.max_file_size)
        aside.mkdir()
        for names, is_folder in _walk(inbound, [name]):
            copy = aside.joinpath(*names[1:])
            if is_folder:
                copy.mkdir()
                continue
            try:
                with open_plain(inbound, names) as file, copy.open("wb") as written:
                    size = os.fstat(file.fileno()).st_size
                    if size > min(most, left):
                        raise UnreadableError("unreadable-size", size=size, limit=min(most, left))
                    shutil.copyfileobj(file, written)
            except UnreadableError:
                copy.unlink(missing_ok=True)
                self.log.warning(
                    "%s is left out: a link, no plain file, or too large", shown("/".join(names))
                )
                continue
            left -= size


def _walk(root: Path, names: Sequence[str]) -> Iterator[tuple[list[str], bool]]:
    """Yield what is below a folder, and whether it is a folder itself; follow no link."""
    waiting = [list(names)]
    seen = 0
    while waiting and seen < MAX_FOLDERS:
        above = waiting.pop()
        seen += 1
        try:
            entries = sorted(list_folder(root, above), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            path = [*above, entry.name]
            if not entry.is_dir(follow_symlinks=False):
                yield path, False
            elif len(path) < MAX_DEPTH:
                yield path, True
                waiting.append(path)
