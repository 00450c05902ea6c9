"""One lane of grading: a fork server of its own, and one worker at a time."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from autograder import wire
from autograder.phases import FORK, phase
from autograder.sandbox.channel import Channel, ChannelError
from autograder.sandbox.isolation.layers import FLOOR, LAYERS, LOST, Layer, missing, read_layers
from autograder.sandbox.isolation.limits import Allowance
from autograder.sandbox.known import most_of
from autograder.sandbox.launching import NO_REASON, Launched, has_hung_up, hidden_with_own, launch
from autograder.sandbox.nursery import Nursery
from autograder.sandbox.scratch import make_scratch, remove_scratch

START_SECONDS = 120.0
REPLY_SECONDS = 15.0
DEVICE_SECONDS = 120.0
"""A worker with a share of a device sets CUDA up first, beside others that do."""


class SandboxError(Exception):
    """The sandbox itself cannot work here."""


class UnsafeHostError(SandboxError):
    """The machine lacks a layer of isolation that the course asks for."""


class Worker:
    """A living worker: its channel, and its scratch folder where it has one on the disk."""

    def __init__(self, lane: Lane, channel: Channel, scratch: Path | None) -> None:
        self._lane = lane
        self.channel = channel
        self._scratch = scratch

    def end(self, *, is_dead: bool = False) -> str:
        """Kill the worker and all its processes, and remove its files.

        `is_dead` says that it has closed its end of the channel. Returns the limit that had ended
        it before, or nothing: `memory`, `disk`, `cpu`, `exit`
        where it ended of its own, `signal` where it crashed.
        """
        self.channel.close()
        cause = self._lane.kill(is_dead=is_dead)
        if self._scratch is not None:
            remove_scratch(self._scratch)
        return cause


class Lane:
    """A fork server, started when first needed and again when it dies.

    Args:
        hidden: folders that student code must not see, wherever they lie.
        floor: names of the layers of isolation without which nothing is run.
        frameworks: what workers find imported besides NumPy.
        devices: files of the GPUs of which workers may be given a share.
        known: sources of released cells, which students have as they are.
        nursery: has fork servers like this one's, warm already.
    """

    def __init__(
        self,
        *,
        hidden: Iterable[Path] = (),
        floor: Iterable[str] = FLOOR,
        frameworks: Iterable[str] = (),
        devices: Iterable[str] = (),
        known: Iterable[str] = (),
        nursery: Nursery | None = None,
    ) -> None:
        self._frameworks = tuple(frameworks)
        self._devices = tuple(devices)
        self._known = most_of(known)
        self._hidden = hidden_with_own(hidden)
        self._floor = tuple(floor)
        self._scratch_owner: int | None = None
        self._needs_scratch = False
        self.layers: list[Layer] = []
        self._nursery = nursery
        self._server: Launched | None = None
        self._control: socket.socket | None = None
        self._number = 0
        """What the nursery calls the fork server."""

        self._abandoned = False
        self.was_started = False
        """Whether a fork server has come up here, be it ended since."""

    def __enter__(self) -> Lane:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The process to end for the fork server and all below it to end.

        None where none runs, and where it is one of the nursery's.
        """
        return None if self._server is None else self._server.process.pid

    def start(self) -> None:
        """Start the fork server, which takes about a second.

        Raises:
            SandboxError: it does not come up.
        """
        if self._is_up():
            return
        try:
            self._start()
        except UnsafeHostError:
            raise
        except SandboxError:
            if self._nursery is None or self._abandoned:
                raise
            # What another cannot be had from, one can still be on one's own.
            self._nursery = None
            self._start()

    def _start(self) -> None:
        self.close()
        try:
            self._check_wanted()
            self._launch()
            self._check_wanted()
            ready = self._reply(START_SECONDS)
            if not ready.get("ready"):
                raise SandboxError("the fork server did not come up")
            self.layers = read_layers(ready.get("layers"))
            self._needs_scratch = bool(ready.get("scratch"))
            self._scratch_owner = ready.get("uid")
            self._number = ready.get("number", 0)
            self._require(self._floor)
            self.was_started = True
        except BaseException as error:
            self.close()
            if isinstance(error, OSError):
                raise SandboxError(f"the fork server cannot be started: {error}") from None
            raise

    def _is_up(self) -> bool:
        if self._server is not None:
            return self._server.process.poll() is None
        return self._control is not None and not has_hung_up(self._control)

    def _require(self, floor: Iterable[str]) -> None:
        if unknown := sorted(set(floor) - set(LAYERS)):
            known = ", ".join(LAYERS)
            raise SandboxError(f"no layer of isolation is called `{unknown[0]}`; there are {known}")
        for layer in missing(self.layers, floor):
            raise UnsafeHostError(
                f"this machine has no `{layer.name}` isolation ({layer.detail}), so "
                f"{LOST[layer.name]}: mend that, or grade all the same with "
                f"--allow-unsafe {layer.name}"
            )

    def _check_wanted(self) -> None:
        if self._abandoned:
            raise SandboxError("the lane was abandoned")

    def _launch(self) -> None:
        # What comes of a nursery has seen no device.
        if self._nursery is not None and not self._devices:
            self._control = self._nursery.lane(self._known)
            if self._control is not None:
                return
        self._server = launch(self._hidden, self._frameworks, self._devices, known=self._known)
        self._control = self._server.control

    def worker(self, allowance: Allowance) -> Worker:
        """Fork a worker with a fresh scratch folder.

        Raises:
            SandboxError: the fork server cannot be started or does not answer.
        """
        self.start()
        with phase(FORK):
            try:
                return self._fork(allowance)
            except SandboxError:
                # It died since the last worker; a fresh one is as good.
                self.close()
                self.start()
                return self._fork(allowance)

    def _fork(self, allowance: Allowance) -> Worker:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        channel = Channel(ours)
        scratch = make_scratch(self._scratch_owner) if self._needs_scratch else None
        request = {
            "op": "fork",
            "scratch": str(scratch or ""),
            "allowance": allowance.as_plain(),
        }
        try:
            with theirs:
                self._send(request, theirs.fileno())
            self._reply(REPLY_SECONDS)
            channel.receive(seconds=DEVICE_SECONDS if allowance.share else REPLY_SECONDS)
        except BaseException as error:
            channel.close()
            if scratch is not None:
                remove_scratch(scratch)
            if isinstance(error, ChannelError):
                raise SandboxError(f"a worker does not come up: {self._last_words()}") from None
            raise
        return Worker(self, channel, scratch)

    @phase(FORK)
    def kill(self, *, is_dead: bool = False) -> str:
        """Kill the lane's worker with all that it started; return what had ended it before."""
        if self._control is None:
            return ""
        try:
            self._send({"op": "kill", "dead": is_dead})
            reply = self._reply(REPLY_SECONDS)
        except SandboxError:
            reply = {}
        if reply.get("left") != 0:
            self.close()
        cause = reply.get("cause")
        return cause if isinstance(cause, str) else ""

    @property
    def is_abandoned(self) -> bool:
        """Whether nobody wants anything of it any more."""
        return self._abandoned

    def abandon(self) -> None:
        """End the lane for good, from any thread: whoever waits for it gets a SandboxError."""
        self._abandoned = True
        control = self._control
        if control is not None:
            # Only shut: to close it here would pull it away from the thread that reads it.
            with suppress(OSError):
                control.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End the fork server and everything below it."""
        control, self._control = self._control, None
        server, self._server = self._server, None
        if server is not None:
            server.end(REPLY_SECONDS)
        elif control is not None and self._nursery is not None:
            self._nursery.end(control, self._number, REPLY_SECONDS)

    def _send(self, message: dict[str, Any], *descriptors: int) -> None:
        assert self._control is not None
        self._control.settimeout(REPLY_SECONDS)
        try:
            socket.send_fds(self._control, [wire.encode(message)], descriptors)
        except OSError:
            raise SandboxError(f"the fork server ended: {self._last_words()}") from None

    def _reply(self, seconds: float) -> dict[str, Any]:
        assert self._control is not None
        self._control.settimeout(seconds)
        try:
            data = self._control.recv(1 << 16)
        except ConnectionError:
            data = b""
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
        origin = self._server or self._nursery
        return origin.last_words() if origin else NO_REASON
