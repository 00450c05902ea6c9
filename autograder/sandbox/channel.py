"""Messages over a socket: a length, then plain data. Both sides use it; neither trusts it."""

from __future__ import annotations

import socket
import struct
import time
from typing import Any

from autograder import wire

HEADER = struct.Struct(">Q")

AT_ONCE, MOST = 2**16, 2**20
"""Bytes of small messages that are read in one go; of a large one, those that there is room made
for at once: what is announced need not come."""


class ChannelError(Exception):
    """The other side is gone, late, or does not speak the protocol."""


class ChannelClosedError(ChannelError):
    """The other side is gone."""


class ChannelTimeoutError(ChannelError):
    """The other side did not answer in time."""


class ProtocolError(ChannelError):
    """The other side sent something that is no message."""


class Channel:
    """One end of the connection between a grader and a worker."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._seconds: float | None = None
        self._connection.settimeout(None)
        self._received = bytearray()
        """What has come and was not read yet."""

        self._piece = memoryview(bytearray(AT_ONCE))

    def send(self, message: dict[str, Any], *, seconds: float | None = None) -> None:
        """Send one message.

        Raises:
            ChannelClosedError: the other side is gone.
            ChannelTimeoutError: it did not take the message within `seconds`.
        """
        data = wire.encode(message)
        deadline = None if seconds is None else time.monotonic() + seconds
        header = HEADER.pack(len(data))
        # A large message is not copied for the sake of a system call.
        pieces = [header + data] if len(data) <= AT_ONCE else [header, data]
        for piece in pieces:
            self._send(memoryview(piece), deadline)

    def _send(self, left: memoryview, deadline: float | None) -> None:
        while left:
            try:
                self._wait_until(deadline, "the message was not taken in time")
                left = left[self._connection.send(left) :]
            except TimeoutError:
                continue  # it may have waited for less than there was
            except OSError as error:
                raise ChannelClosedError(str(error)) from None

    def receive(self, *, seconds: float | None = None) -> dict[str, Any]:
        """Wait for one message.

        Raises:
            ChannelClosedError: the other side is gone.
            ChannelTimeoutError: no whole message came within `seconds`.
            ProtocolError: it is too large, malformed, or not a dict.
        """
        deadline = None if seconds is None else time.monotonic() + seconds
        (size,) = HEADER.unpack(self._read(HEADER.size, deadline))
        if size > wire.MAX_BYTES:
            raise ProtocolError(f"a message of {size:,} bytes is announced")
        try:
            message = wire.decode(self._read(size, deadline))
        except wire.WireError as error:
            raise ProtocolError(str(error)) from None
        if not isinstance(message, dict):
            raise ProtocolError("the message is not a dict")
        return message

    def close(self) -> None:
        """Close this end."""
        self._connection.close()

    def _read(self, size: int, deadline: float | None) -> bytearray:
        """Return the next bytes; of small messages more is taken at once, and kept for later."""
        kept = self._received
        if size - len(kept) > AT_ONCE:
            data = bytearray(kept)
            filled = len(kept)
            kept.clear()
            while filled < size:
                if filled == len(data):
                    data += bytes(min(MOST, size - filled))
                with memoryview(data)[filled:] as room:
                    filled += self._receive_into(room, deadline)
            return data
        while len(kept) < size:
            count = self._receive_into(self._piece, deadline)
            kept += self._piece[:count]
        data = kept[:size]
        del kept[:size]
        return data

    def _receive_into(self, room: memoryview, deadline: float | None) -> int:
        """Wait for bytes, and return how many came."""
        while True:
            try:
                self._wait_until(deadline, "no answer in time")
                count = self._connection.recv_into(room)
            except TimeoutError:
                continue
            except OSError as error:
                raise ChannelClosedError(str(error)) from None
            if not count:
                raise ChannelClosedError("the connection was closed")
            return count

    def _wait_until(self, deadline: float | None, late: str) -> None:
        """Have the socket wait until then at most, or not quite as long.

        To tell it takes a system call, which most messages can do without.

        Raises:
            ChannelTimeoutError: it is too late; `late` says for what.
        """
        if deadline is None:
            if self._seconds is not None:
                self._connection.settimeout(None)
                self._seconds = None
            return
        left = deadline - time.monotonic()
        if left <= 0:
            raise ChannelTimeoutError(late)
        if self._seconds is None or not left / 2 <= self._seconds <= left:
            self._seconds = max(left * 0.75, 0.001)
            self._connection.settimeout(self._seconds)
