"""One lane of grading: a fork server of its own, and one worker at a time."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import autograder
from autograder import wire
from autograder.sandbox.channel import Channel
from autograder.sandbox.scratch import make_scratch, remove_scratch

START_SECONDS = 120.0
REPLY_SECONDS = 15.0


class SandboxError(Exception):
    """The sandbox itself cannot work here."""


@dataclass(frozen=True)
class Allowance:
    """What a worker may use up."""

    memory_mb: int
    output_kb: int
    submission_seconds: float


class Worker:
    """A living worker: its channel and its scratch folder."""

    def __init__(self, lane: Lane, channel: Channel, scratch: Path) -> None:
        self._lane = lane
        self.channel = channel
        self._scratch = scratch

    def end(self) -> None:
        """Kill the worker and all its processes, and remove its files."""
        self.channel.close()
        self._lane.kill()
        remove_scratch(self._scratch)


class Lane:
    """A fork server, started when first needed and again when it dies."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._complaints: IO[bytes] | None = None

    def __enter__(self) -> Lane:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def start(self) -> None:
        """Start the fork server, which takes about a second.

        Raises:
            SandboxError: it does not come up.
        """
        if self._process is not None and self._process.poll() is None:
            return
        self.close()
        try:
            self._launch()
            if not self._reply(START_SECONDS).get("ready"):
                raise SandboxError("the fork server did not come up")
        except BaseException as error:
            self.close()
            if isinstance(error, OSError):
                raise SandboxError(f"the fork server cannot be started: {error}") from None
            raise

    def _launch(self) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        # A file, not a pipe: whoever else holds a pipe open can keep its reader waiting.
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 (`close` closes it)
        root = str(Path(autograder.__file__).parent.parent)
        program = (
            f"import sys; sys.path.append({root!r}); "
            f"from autograder.sandbox.server import main; main({theirs.fileno()})"
        )
        with theirs:
            self._process = subprocess.Popen(
                # Isolated by hand: `-I` would ignore the environment's fixed hash seed.
                [sys.executable, "-s", "-P", "-c", program],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._complaints,
                env=_clean_environment(),
                cwd="/",
                start_new_session=True,
            )

    def worker(self, allowance: Allowance) -> Worker:
        """Fork a worker with a fresh scratch folder.

        Raises:
            SandboxError: the fork server cannot be started or does not answer.
        """
        self.start()
        try:
            return self._fork(allowance)
        except SandboxError:
            # It died since the last worker; a fresh one is as good.
            self.close()
            self.start()
            return self._fork(allowance)

    def _fork(self, allowance: Allowance) -> Worker:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        scratch = make_scratch()
        request = {
            "op": "fork",
            "scratch": str(scratch),
            "memory_mb": allowance.memory_mb,
            "output_kb": allowance.output_kb,
            "seconds": allowance.submission_seconds,
        }
        assert self._control is not None
        try:
            with theirs:
                socket.send_fds(self._control, [wire.encode(request)], [theirs.fileno()])
            self._reply(REPLY_SECONDS)
        except BaseException as error:
            ours.close()
            remove_scratch(scratch)
            if isinstance(error, OSError):
                raise SandboxError(f"the fork server is gone: {error}") from None
            raise
        return Worker(self, Channel(ours), scratch)

    def kill(self) -> None:
        """Kill the lane's worker with all that it started."""
        if self._control is None:
            return
        try:
            self._control.send(wire.encode({"op": "kill"}))
            left = self._reply(REPLY_SECONDS).get("left")
        except (OSError, SandboxError):
            left = None
        if left != 0:
            self.close()

    def close(self) -> None:
        """End the fork server and everything below it."""
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            try:
                self._process.wait(timeout=REPLY_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None
        if self._complaints is not None:
            self._complaints.close()
            self._complaints = None

    def _reply(self, seconds: float) -> dict[str, Any]:
        assert self._control is not None
        self._control.settimeout(seconds)
        try:
            data = self._control.recv(1 << 16)
        except OSError as error:
            raise SandboxError(f"the fork server does not answer: {error}") from None
        if not data:
            raise SandboxError(f"the fork server ended: {self._last_words()}")
        try:
            reply = wire.decode(data)
        except wire.WireError as error:
            raise SandboxError(f"the fork server talks nonsense: {error}") from None
        return reply if isinstance(reply, dict) else {}

    def _last_words(self) -> str:
        if self._complaints is None:
            return "no reason given"
        self._complaints.seek(0)
        text = self._complaints.read(1 << 20).decode("utf-8", "replace").strip()
        return text.splitlines()[-1] if text else "no reason given"


def _clean_environment() -> dict[str, str]:
    """Nothing of the grader's environment but what finds the libraries' caches."""
    kept = {key: os.environ[key] for key in ("HOME", "MPLCONFIGDIR") if key in os.environ}
    one_thread = dict.fromkeys(
        ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1"
    )
    return {
        **kept,
        **one_thread,
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
