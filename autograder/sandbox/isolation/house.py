"""The house that student code lives in: which folders it sees, and the root made of them.

Shown are the system's programs and libraries and the Python that runs here, read-only. The
course, the grader's home and everything else is not there at all.
"""

from __future__ import annotations

import os
import site
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from autograder.sandbox.isolation.syscalls import (
    MS_BIND,
    MS_NODEV,
    MS_NOEXEC,
    MS_NOSUID,
    MS_PRIVATE,
    MS_REC,
    make_read_only,
    mount,
    pivot_root,
    umount_lazily,
)

SYSTEM = (
    *("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store", "/gnu/store"),
    *("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/alternatives"),
    *("/etc/fonts", "/etc/localtime", "/etc/timezone", "/etc/mime.types"),
)
"""Programs, libraries, fonts and the time zone."""

NOT_SYSTEM = ("/usr/src", "/usr/local/src", "/usr/games", "/usr/local/games")
"""Where a system's folders may hold a course: container images like to put one there."""

OF_DEVICES = ("/sys",)
"""What NVIDIA's libraries look through for the GPU."""

DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")

HOME = "/home/student"
NOTEBOOK = f"{HOME}/notebook"
"""Where the cells run; `../data` is inside the home too."""

PRIVATE = (HOME, "/tmp", "/dev/shm")
"""Folders that every worker has for itself."""

USERS = f"root:x:0:0::/:/bin/false\nstudent:x:1000:1000::{HOME}:/bin/false\n".encode()
GROUPS = b"root:x:0:\nstudent:x:1000:\n"


@dataclass(frozen=True)
class House:
    """What is shown of the machine, as real paths: of two that nest, the deeper one holds."""

    shown: tuple[str, ...]
    hidden: tuple[str, ...]
    devices: tuple[str, ...] = ()
    """GPUs' files: for workers with a share; from the others they are covered, or Landlock keeps
    them closed."""


def plan_house(hidden: Iterable[str] = (), devices: Iterable[str] = ()) -> House:
    """Return what to show here; `hidden` are folders that student code must never see."""
    python = {sys.prefix, sys.base_prefix, sys.exec_prefix, *site.getsitepackages()}
    nodes = tuple(path for path in devices if Path(path).is_char_device())
    shown = [*SYSTEM, *sorted(python), *(OF_DEVICES if nodes else ())]
    return House(
        shown=_real(shown),
        hidden=tuple(
            path for path in _real([*NOT_SYSTEM, *hidden]) if path != "/" and path not in shown
        ),
        devices=nodes,
    )


def _real(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the paths that exist, as written and as they really are."""
    found = [path for path in paths if Path(path).exists()]
    return tuple(dict.fromkeys(alias for path in found for alias in (path, os.path.realpath(path))))


def readable(house: House) -> list[str]:
    """Return paths whose trees hold all that is shown and nothing that is hidden.

    For where the hidden cannot be covered: around each hidden folder, its neighbours are listed
    one by one.
    """
    return list(dict.fromkeys(part for path in house.shown for part in _around(path, house)))


def _around(path: str, house: House) -> list[str]:
    if any(_is_below(path, hidden) for hidden in house.hidden) and path not in house.shown:
        return []
    if not any(_is_below(hidden, path) for hidden in house.hidden):
        return [path]
    try:
        inside = sorted(entry.path for entry in os.scandir(path))
    except OSError:
        return []
    return [part for entry in inside for part in _around(entry, house)]


def _is_below(path: str, folder: str) -> bool:
    return Path(path).is_relative_to(folder)


def build_house(house: House) -> None:
    """Make a root of what is shown, and make it this process's; needs a mount namespace of its own.

    Nothing may be imported on the way, not even a codec: the libraries are out of sight.

    Raises:
        OSError: the kernel refuses a step.
    """
    # A copy of the mounts that the machine's own do not reach, and that does not reach them.
    mount("none", "/", None, MS_REC | MS_PRIVATE)
    links = {path: str(Path(path).readlink()) for path in house.shown if _is_top_link(path)}
    places = [(path, True) for path in house.shown if path not in links]
    places += [(path, False) for path in house.hidden]
    places.sort(key=lambda place: place[0].count("/"))
    real = {path: os.path.realpath(path) for path, _ in places}
    base = os.path.realpath("/tmp")
    mount("house", base, "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755,size=8m")
    Path(base, "old").mkdir()
    Path(base, "new").mkdir()
    pivot_root(base, f"{base}/old")
    os.chdir("/")
    mount("house", "/new", "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755,size=8m")
    covers = []
    for path, is_shown in places:
        if is_shown:
            _show(path, real[path])
        elif Path("/new" + path).is_dir():
            mount("hidden", f"/new{path}", "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755,size=1m")
            covers.append(path)
    for path, target in links.items():
        Path("/new" + path).symlink_to(target)
    _furnish(house.devices)
    for cover in covers:
        make_read_only(f"/new{cover}", below=False)
    make_read_only("/new", below=False)
    os.chdir("/new")
    pivot_root(".", ".")
    umount_lazily(".")
    os.chdir("/")


def _is_top_link(path: str) -> bool:
    return Path(path).is_symlink() and path.count("/") == 1


def _show(path: str, real: str) -> None:
    """Bind one tree of the old root into the new one, unless it is there already."""
    old, new = Path(f"/old{real}"), Path(f"/new{path}")
    if new.exists() and new.samefile(old):
        return
    if old.is_dir():
        new.mkdir(parents=True, exist_ok=True)
    else:
        new.parent.mkdir(parents=True, exist_ok=True)
        new.touch()
    mount(str(old), str(new), None, MS_BIND | MS_REC)
    make_read_only(str(new))


def _furnish(devices: Iterable[str]) -> None:
    """Add devices, the names of users, and the places where private folders go."""
    for device in (*DEVICES, *devices):
        Path(f"/new{device}").parent.mkdir(exist_ok=True)
        Path(f"/new{device}").touch()
        mount(f"/old{device}", f"/new{device}", None, MS_BIND)
    for name, number in (("stdin", 0), ("stdout", 1), ("stderr", 2)):
        Path(f"/new/dev/{name}").symlink_to(f"/proc/self/fd/{number}")
    Path("/new/dev/fd").symlink_to("/proc/self/fd")
    Path("/new/etc").mkdir(exist_ok=True)
    Path("/new/etc/passwd").write_bytes(USERS)
    Path("/new/etc/group").write_bytes(GROUPS)
    for folder in (*PRIVATE, "/proc"):
        Path(f"/new{folder}").mkdir(parents=True, exist_ok=True)
    mount("/old/proc", "/new/proc", None, MS_BIND | MS_REC)


def shown_in_private(house: House) -> tuple[str, ...]:
    """Return what is shown below a private folder: an environment in `/tmp`, say."""
    inside = [path for path in house.shown if any(_is_below(path, place) for place in PRIVATE)]
    return tuple(sorted(inside, key=len))


def mount_warm_up(kept: Iterable[str]) -> None:
    """Give the fork server a `/tmp` of its own; `kept` are the folders in it that stay visible."""
    with _kept_visible(kept):
        mount("warm-up", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, "mode=0700,size=16m")


def mount_private(*, disk_mb: int, inodes: int, kept: Iterable[str]) -> None:
    """Give this worker an empty home, `/tmp` and `/dev/shm` of its own, of a size together.

    `kept` are the folders in them that stay visible.
    """
    flags = MS_NOSUID | MS_NODEV
    with _kept_visible(kept):
        mount("private", HOME, "tmpfs", flags, f"mode=0700,size={disk_mb}m,nr_inodes={inodes}")
        for place, name in (("/tmp", ".tmp"), ("/dev/shm", ".shm")):
            Path(HOME, name).mkdir()
            mount(f"{HOME}/{name}", place, None, MS_BIND)
    Path(NOTEBOOK).mkdir()


def cover(devices: Iterable[str]) -> None:
    """Put nothing in the place of devices: Landlock alone would let them be opened to be read."""
    for device in devices:
        mount("/dev/null", device, None, MS_BIND)


@contextmanager
def _kept_visible(paths: Iterable[str]) -> Iterator[None]:
    """Show the same folders, as read-only as they are, above what is mounted over them."""
    opened = [(path, os.open(path, os.O_PATH)) for path in paths]
    yield
    for path, descriptor in opened:
        Path(path).mkdir(parents=True, exist_ok=True)
        mount(f"/proc/self/fd/{descriptor}", path, None, MS_BIND | MS_REC)
        os.close(descriptor)


def mount_proc() -> None:
    """Mount the processes of this pid namespace, and no others, on /proc."""
    mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)
