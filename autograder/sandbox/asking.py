"""Stand-ins: functions of the notebook that ask the grader for what they return.

In a second pass, a function that is wrong gives way to one that asks, so that what is built upon
it can be judged by itself. The question travels as bytes that only the grader's own helper reads,
and what is right stays where it is: the worker gets results, never the function.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from autograder import wire
from autograder.frameworks import FRAMEWORKS
from autograder.sandbox.channel import Channel
from autograder.tensors import apart, revived

MAX_ASKS = 20_000
"""Most asks of one call: a loop over every entry of every array in a training run."""

MAX_NAME = 100

REMEMBERED_BYTES = 2**22
"""Arguments and results of asks that a worker remembers: a training run that is made twice asks
everything twice."""


@dataclass(frozen=True)
class Ask:
    """What a stand-in wants to know."""

    name: str
    """Of the function that it stands for."""

    arguments: bytes
    """By `wire`: a list of those by position, and a dict of those by name."""


@dataclass(frozen=True)
class StandIns:
    """Which functions give way, and who answers in their place."""

    names: tuple[str, ...]
    answer: Callable[[Ask], bytes | None]
    """From an ask to the result, by `wire`; None where there is none for such arguments. It may
    raise a `ChannelError`, which costs the call."""

    in_cells: bool = False
    """Whether cells may ask too; otherwise only calls."""


class RefusedError(ValueError):
    """Raised in the student's code where there is no result for what was asked."""


def read_ask(reply: dict[str, Any]) -> Ask:
    """Return what a worker asks; the arguments are not looked into.

    Raises:
        WireError: it is malformed.
    """
    name, arguments = reply.get("name"), reply.get("arguments")
    if not isinstance(name, str) or len(name) > MAX_NAME or not isinstance(arguments, bytes):
        raise wire.WireError("malformed ask")
    return Ask(name, arguments)


def _device_of(arguments: bytes) -> str:
    """Return where a function's result goes: to the device of its arguments."""
    if not any(name in sys.modules for name in FRAMEWORKS):
        return "cpu"
    _, notes = apart(wire.decode(arguments))
    return next((note.device for note in notes.values() if note.device != "cpu"), "cpu")


class Asker:
    """The worker's side: makes stand-ins that ask over the worker's own connection."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self.number = 0
        """Of the request that the worker is at."""

        self._replaced: dict[str, Any] = {}
        self._remembered: dict[tuple[str, bytes], bytes] = {}
        self._room = REMEMBERED_BYTES

    def install(self, namespace: dict[str, Any], names: Sequence[str]) -> None:
        """Put a stand-in in the place of each of the functions named, and back the others."""
        namespace.update(self._replaced)
        self._replaced = {name: namespace[name] for name in names if name in namespace}
        namespace.update((name, self._stand_in(name)) for name in names)
        self._remembered, self._room = {}, REMEMBERED_BYTES

    def _stand_in(self, name: str) -> Callable[..., Any]:
        def ask(*positional: Any, **named: Any) -> Any:
            try:
                arguments = wire.encode([list(positional), named])
            except wire.WireError as error:
                raise RefusedError(f"`{name}` is called with {error}") from None
            value = self._remembered.get((name, arguments)) or self._answer(name, arguments)
            if value is None:
                raise RefusedError(f"`{name}` gives no result for these arguments")
            return revived(wire.decode(value), _device_of(arguments))

        ask.__name__ = ask.__qualname__ = name
        return ask

    def _answer(self, name: str, arguments: bytes) -> bytes | None:
        value: bytes | None = self._exchange(name, arguments).get("value")
        size = len(arguments) + len(value or b"")
        if value is not None and size <= self._room:
            self._remembered[name, arguments] = value
            self._room -= size
        return value

    def _exchange(self, name: str, arguments: bytes) -> dict[str, Any]:
        """Ask, with the student's clock stopped: an interruption would leave half a message."""
        left, again = signal.setitimer(signal.ITIMER_REAL, 0)
        try:
            ask = {"kind": "ask", "id": self.number, "name": name, "arguments": arguments}
            self._channel.send(ask)
            return self._channel.receive()
        finally:
            if left > 0:
                signal.setitimer(signal.ITIMER_REAL, left, again)
