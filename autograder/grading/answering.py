"""What stand-ins ask, computed by the reference in a process of its own.

The arguments are chosen by a student's code, and a reference is written for honest ones: asked for
a billion epochs, it would take them. So a helper computes, within limits on time and memory, and
is replaced where it hits them.
"""

from __future__ import annotations

import queue
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from autograder.grading.nest import MAX_BYTES, Nest, Source
from autograder.recent import Recent
from autograder.sandbox.asking import Ask
from autograder.sandbox.channel import Channel, ChannelClosedError, ChannelError
from autograder.sandbox.lane import SandboxError

START_SECONDS = 120.0

KNOWN_BYTES = 16 * 2**20
"""Asks and answers together that are remembered of a class."""


class Answerer:
    """One helper, had when first needed and again when a student's arguments cost it."""

    def __init__(self, nest: Nest) -> None:
        self._nest = nest
        self._channel: Channel | None = None
        self._end: weakref.finalize[Any, Any] | None = None

    @property
    def source(self) -> Source:
        """Where its reference is."""
        return self._nest.source

    def start(self) -> None:
        """Have a helper where there is none.

        Raises:
            SandboxError: it does not come up.
        """
        if self._channel is not None:
            return
        channel = Channel(self._nest.helper())
        try:
            number = channel.receive(seconds=START_SECONDS)["number"]
        except (ChannelError, KeyError) as error:
            channel.close()
            raise SandboxError(f"the helper with the reference did not start: {error}") from None
        self._channel = channel
        self._end = weakref.finalize(self, _end, self._nest, number, channel)

    def answer(self, ask: Ask, seconds: float) -> bytes | None:
        """Return the reference's result, None where it has none or one that is too large.

        Raises:
            ChannelError: it took more than `seconds` of wall-clock time, or more memory than
                there is.
        """
        if len(ask.arguments) > MAX_BYTES:
            return None
        self.start()
        assert self._channel is not None
        try:
            request = {"name": ask.name, "arguments": ask.arguments, "seconds": seconds}
            self._channel.send(request, seconds=seconds)
            value = self._channel.receive(seconds=seconds)["value"]
        except (ChannelError, KeyError) as error:
            self.close()
            raise error if isinstance(error, ChannelError) else ChannelClosedError("") from None
        return value if isinstance(value, bytes) else None

    def close(self) -> None:
        """End the helper."""
        self._channel = None
        if self._end is not None:
            self._end()


def _end(nest: Nest, number: int, channel: Channel) -> None:
    nest.end(number)
    channel.close()


def _weight(key: Any, value: bytes | None) -> int:
    return 200 + len(key[1].arguments) + len(value or b"")


@dataclass(eq=False)
class Desk:
    """The helpers that nobody needs at the moment; threads may share it."""

    known: Recent[bytes | None] = field(default_factory=lambda: Recent(KNOWN_BYTES, _weight))
    """What was answered, by source and ask."""

    _nests: dict[Source, Nest] = field(default_factory=dict)
    _idle: queue.SimpleQueue[Answerer] = field(default_factory=queue.SimpleQueue)

    def expect(self, source: Source) -> None:
        """Make ready for helpers with a reference, and do not wait for it."""
        self._nest_of(source).start()

    @contextmanager
    def lend(self, source: Source) -> Iterator[Answerer]:
        """Lend a helper that is up.

        Raises:
            SandboxError: it does not come up.
        """
        try:
            answerer = self._idle.get_nowait()
        except queue.Empty:
            answerer = Answerer(self._nest_of(source))
        if answerer.source != source:
            answerer.close()
            answerer = Answerer(self._nest_of(source))
        try:
            answerer.start()
            yield answerer
        finally:
            self._idle.put(answerer)

    def _nest_of(self, source: Source) -> Nest:
        return self._nests.setdefault(source, Nest(source))

    def close(self) -> None:
        """End the helpers; the next to be lent is a new one."""
        with suppress(queue.Empty):
            while True:
                self._idle.get_nowait().close()
        for nest in self._nests.values():
            nest.close()
