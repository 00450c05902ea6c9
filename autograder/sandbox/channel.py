"""Messages over a socket: a length, then plain data. Both sides use it; neither trusts it."""

from __future__ import annotations

import socket
import struct
import time
from typing import Any

from autograder import wire

HEADER = struct.Struct(">Q")


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

    def send(self, message: dict[str, Any], *, seconds: float | None = None) -> None:
        """Send one message.

        Raises:
            ChannelClosedError: the other side is gone.
            ChannelTimeoutError: it did not take the message within `seconds`.
        """
        data = wire.encode(message)
        try:
            self._connection.settimeout(seconds)
            self._connection.sendall(HEADER.pack(len(data)) + data)
        except TimeoutError:
            raise ChannelTimeoutError("the message was not taken in time") from None
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

    def _read(self, size: int, deadline: float | None) -> bytes:
        received = bytearray()
        while len(received) < size:
            left = None if deadline is None else deadline - time.monotonic()
            if left is not None and left <= 0:
                raise ChannelTimeoutError("no answer in time")
            try:
                self._connection.settimeout(left)
                piece = self._connection.recv(min(size - len(received), 1 << 20))
            except TimeoutError:
                raise ChannelTimeoutError("no answer in time") from None
            except OSError as error:
                raise ChannelClosedError(str(error)) from None
            if not piece:
                raise ChannelClosedError("the connection was closed")
            received += piece
        return bytes(received)
