"""What a session and its worker say to each other: requests, replies, and asks in between.

The grader holds the clock: a worker that takes longer than its own limit is late.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.sandbox.asking import MAX_ASKS, StandIns, read_ask
from autograder.sandbox.channel import Channel, ChannelTimeoutError, ProtocolError
from autograder.sandbox.replies import Reply, read_kind
from autograder.sandbox.requests import Request, is_over, note_end

GRACE_SECONDS = 2.0
"""How much later than the worker's own clock the grader's strikes."""

ASK_SECONDS = 0.02
"""What a call's time is lengthened by for every ask: the way there and back, on a slow machine."""

ASKING_SECONDS = 20.0
"""The most that a call's time is lengthened by for its asks, the answers' own time apart."""


@dataclass
class Talk:
    """The requests of one session, numbered through, whichever worker they go to."""

    deadline: float
    """On the monotonic clock: when the submission's time is over."""

    stand_ins: StandIns | None = None
    """Who may ask, and what is answered."""

    asked: int = 0

    @property
    def time_left(self) -> float:
        """Seconds left of the submission's own."""
        return self.deadline - time.monotonic()

    def replies(self, channel: Channel, requests: Sequence[Request]) -> Iterator[Reply]:
        """Send requests at once, and yield the reply to each as it comes.

        There is none to a call after one of the same function that ended its calls.

        Raises:
            ChannelError: the worker is late, gone, or does not speak the protocol.
            WireError: it asks something malformed.
        """
        first = self.asked + 1
        self.asked += len(requests)
        numbered = [{**request, "id": number} for number, request in enumerate(requests, first)]
        channel.send({"requests": numbered}, seconds=self._limit_of(requests[0]))
        ended: set[str] = set()
        for request in numbered:
            if is_over(request, ended):
                continue
            reply = self._reply(channel, request, self._limit_of(request))
            note_end(request, reply, ended)
            yield reply

    def _limit_of(self, request: Request) -> float:
        """Return how long a reply is waited for."""
        seconds: float = request["seconds"]
        return max(0.1, min(seconds, self.time_left) + GRACE_SECONDS)

    def _reply(self, channel: Channel, request: Request, limit: float) -> Reply:
        """Wait for the reply, and answer what a stand-in asks before it: that time is ours."""
        deadline = time.monotonic() + limit
        for asks in range(MAX_ASKS + 1):
            ours = min(ASKING_SECONDS, asks * ASK_SECONDS)
            reply = channel.receive(seconds=deadline + ours - time.monotonic())
            # A reply too many would answer every question after it.
            if type(reply.get("id")) is not int or reply["id"] != request["id"]:
                raise ProtocolError("the reply is not to what was asked")
            if read_kind(reply) != "ask":
                return reply
            started = time.monotonic()
            answer = self._answer(reply, request["op"])
            deadline += time.monotonic() - started
            channel.send({"value": answer}, seconds=limit)
        raise ProtocolError(f"more than {MAX_ASKS:,} asks in one call")

    def _answer(self, reply: Reply, op: str) -> bytes | None:
        ask, known = read_ask(reply), self.stand_ins
        may_ask = known is not None and (op == "call" or (op == "run" and known.in_cells))
        if known is None or not may_ask or ask.name not in known.names:
            raise ProtocolError("nothing of the kind may be asked here")
        if self.time_left <= 0:
            raise ChannelTimeoutError("the submission's time is over")
        return known.answer(ask)
