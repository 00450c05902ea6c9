"""One warm start for all lanes: a fork server whose children are the lanes' own fork servers.

Started before anything else, it is warm when the first lane is wanted, and a lane that it gives
rise to costs a fork. Each has its own network and its own workers, and ends by itself; all end with
the nursery.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from autograder import wire
from autograder.sandbox.launching import NO_REASON, Launched, hidden_with_own, launch

END_SECONDS = 0.2
"""How long it may take to end of its own: it may be at an import that nobody waits for any more."""


class Nursery:
    """Fork servers to be had at once, by this process and by those that are forked from it.

    Args:
        hidden: folders that student code must not see, wherever they lie.
        frameworks: what workers find imported besides NumPy.
    """

    def __init__(self, *, hidden: Iterable[Path] = (), frameworks: Iterable[str] = ()) -> None:
        self._hidden = hidden_with_own(hidden)
        self._frameworks = tuple(frameworks)
        self._server: Launched | None = None

    def start(self) -> None:
        """Start it, and do not wait for it. Where it cannot be started, no lane is had of it."""
        if self._server is not None:
            return
        with suppress(OSError):
            self._server = launch(self._hidden, self._frameworks)

    def lane(self, known: Iterable[str]) -> socket.socket | None:
        """Return the control socket of a fork server that is coming up; None where none can.

        `known` are sources of released cells, the same for every lane.
        """
        if self._server is None:
            return None
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            if self._say({"op": "lane", "known": list(known)}, theirs.fileno()):
                return ours
        ours.close()
        return None

    def end(self, control: socket.socket, number: int, seconds: float) -> None:
        """End a fork server that came of here: of its own, or after so many seconds by force.

        `number` is what it has said of itself.
        """
        with control:
            try:
                control.shutdown(socket.SHUT_WR)
                control.settimeout(seconds)
                while control.recv(1 << 16):
                    pass
            except TimeoutError:
                self._say({"op": "end", "number": number})
            except OSError:
                pass

    def _say(self, message: dict[str, Any], *descriptors: int) -> bool:
        if self._server is None:
            return False
        try:
            socket.send_fds(self._server.control, [wire.encode(message)], descriptors)
        except OSError:
            return False
        return True

    def last_words(self) -> str:
        """Return the last line of what it and all its fork servers complain of."""
        return NO_REASON if self._server is None else self._server.last_words()

    def close(self) -> None:
        """End it, and all that came of it."""
        server, self._server = self._server, None
        if server is not None:
            server.end(END_SECONDS)
