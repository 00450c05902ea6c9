"""A fork server's process: how it is started, in which environment, and how it is ended."""

from __future__ import annotations

import os
import select
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import autograder
from autograder import wire
from autograder.frameworks import ONE_THREAD, environment_of
from autograder.sandbox.share import ENVIRONMENT, HIDDEN

NO_REASON = "no reason given"

MOST_COMPLAINTS = 1 << 20


@dataclass(frozen=True)
class Launched:
    """A fork server's process, and our end of its control socket."""

    process: subprocess.Popen[bytes]
    control: socket.socket
    complaints: IO[bytes]
    """What it writes on its standard error."""

    def last_words(self) -> str:
        """Return the last line of its complaints."""
        data = os.pread(self.complaints.fileno(), MOST_COMPLAINTS, 0)
        text = data.decode("utf-8", "replace").strip()
        return text.splitlines()[-1] if text else NO_REASON

    def end(self, seconds: float) -> None:
        """End it and everything below it: of its own, or after so many seconds by force."""
        self.control.close()
        try:
            self.process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.complaints.close()


def hidden_with_own(folders: Iterable[Path]) -> list[str]:
    """Return what student code must not see: these folders, and the grader's own."""
    return [str(path) for path in (*folders, Path.home(), Path.cwd())]


def launch(
    hidden: Iterable[str],
    frameworks: Iterable[str],
    devices: Iterable[str] = (),
    *,
    known: Iterable[str] | None = None,
) -> Launched:
    """Start a fork server that will import these frameworks and may see these devices.

    `known` are sources of released cells; without them it is a nursery.

    Raises:
        OSError: it cannot be started.
    """
    control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    # A file, not a pipe: whoever else holds a pipe open can keep its reader waiting.
    complaints = tempfile.TemporaryFile()  # noqa: SIM115 (`end` closes it)
    root = str(Path(autograder.__file__).parent.parent)
    program = (
        f"import sys; sys.path.append({root!r}); "
        f"from autograder.sandbox.server import main; main({theirs.fileno()})"
    )
    try:
        with theirs:
            process = subprocess.Popen(
                # Isolated by hand: `-I` would ignore the environment's fixed hash seed.
                [sys.executable, "-s", "-P", "-c", program],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                env={**_clean_environment(frameworks), **_libraries_of(devices)},
                cwd="/",
                start_new_session=True,
            )
    except BaseException:
        control.close()
        complaints.close()
        raise
    wanted = {
        "hidden": list(hidden),
        "frameworks": list(frameworks),
        "devices": list(devices),
        "known": None if known is None else list(known),
    }
    # Where it has ended already, its last words say why.
    with suppress(ConnectionError):
        control.send(wire.encode(wanted))
    return Launched(process, control, complaints)


def has_hung_up(control: socket.socket) -> bool:
    """Whether the other end was closed; what it still has to say stays to be read."""
    try:
        readable, _, _ = select.select([control], [], [], 0)
        return bool(readable) and not control.recv(1, socket.MSG_PEEK)
    except OSError:
        return True


def _clean_environment(frameworks: Iterable[str]) -> dict[str, str]:
    """Nothing of the grader's environment but what finds the libraries' caches."""
    kept = {key: os.environ[key] for key in ("HOME", "MPLCONFIGDIR") if key in os.environ}
    return {
        **kept,
        **ONE_THREAD,
        **environment_of(frameworks),
        **ENVIRONMENT,
        **HIDDEN,
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _libraries_of(devices: Iterable[str]) -> dict[str, str]:
    """Where a driver's libraries are, on machines that say so in the environment alone.

    Only folders of the system are named: others are out of sight in there.
    """
    if not any(devices):
        return {}
    places = os.environ.get("LD_LIBRARY_PATH", "").split(":")
    own = [place for place in places if place and Path(place).resolve().is_relative_to("/usr")]
    return {"LD_LIBRARY_PATH": ":".join(own)} if own else {}
