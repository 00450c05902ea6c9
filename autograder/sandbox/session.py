"""One submission in the sandbox, as the grader sees it: run the cells, call the functions.

The grader holds the clock. A worker that dies, hangs or talks nonsense costs what it was doing:
it is replaced, the cells are run again without the one that killed it, and the work goes on.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Any, Literal

from autograder import wire
from autograder.outcome import Failure, Outcome
from autograder.phases import CALL, EXECUTE, phase
from autograder.probe import Call
from autograder.sandbox.asking import MAX_ASKS, StandIns, read_ask
from autograder.sandbox.channel import (
    Channel,
    ChannelClosedError,
    ChannelError,
    ChannelTimeoutError,
    ProtocolError,
)
from autograder.sandbox.isolation.limits import Allowance
from autograder.sandbox.lane import Lane, Worker
from autograder.sandbox.outputs import CUT, MAX_OF_SUBMISSION, read_outputs, size_of
from autograder.sandbox.replies import read_failure, read_kind, read_outcome, room_for

GRACE_SECONDS = 2.0
"""How much later than the worker's own clock the grader's strikes."""

ASK_SECONDS = 0.02
"""What a call's time is lengthened by for every ask: the way there and back, on a slow machine."""

ASKING_SECONDS = 20.0
"""The most that a call's time is lengthened by for its asks, the answers' own time apart."""

MAX_RESTARTS = 5

RunStatus = Literal["ok", "error", "timed-out", "died", "not-run"]

STATUS_OF: dict[str, RunStatus] = {
    "value": "ok",
    "error": "error",
    "unplain": "error",
    "timed-out": "timed-out",
}
"""What a reply's kind says of a cell."""


@dataclass(frozen=True)
class Times:
    """Wall-clock limits, in seconds."""

    cell: float
    call: float
    submission: float


@dataclass(frozen=True)
class CodeCell:
    """A code cell to run; `number` counts the notebook's code cells from 1."""

    number: int
    source: str


@dataclass(frozen=True)
class CellRun:
    """What came of running a cell."""

    status: RunStatus
    outputs: list[dict[str, Any]] = field(default_factory=list)
    failure: Failure | None = None
    cause: str = ""
    """For a cell that died: the limit that its worker was ended for, if it was one."""

    is_cut: bool = False
    """Whether the cell put out more than is kept."""


class Session:
    """A submission's cells in a worker of their own."""

    def __init__(
        self,
        lane: Lane,
        cells: Sequence[CodeCell],
        times: Times,
        allowance: Allowance,
        *,
        restored: bool = False,
        stand_ins: StandIns | None = None,
    ) -> None:
        """With `restored`, the cells find what the libraries have given up since."""
        self._lane = lane
        self._cells = cells
        self._times = times
        self._allowance = allowance
        self._restored = restored
        self._worker: Worker | None = None
        self._fatal: set[int] = set()
        self._restarts = 0
        self._asked = 0
        self._outputs_left = MAX_OF_SUBMISSION
        self._cause = ""
        self._deadline = time.monotonic() + times.submission
        self._stand_ins = stand_ins
        self._second_deadline: float | None = None

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._end_worker()

    @property
    def time_left(self) -> float:
        """Seconds left of the submission's own."""
        return self._deadline - time.monotonic()

    def again(self, stand_ins: StandIns | None = None) -> Session:
        """Return a session of the same cells in a fresh worker, in which some functions may ask.

        This session's worker ends. All that it is followed by has, together, as much time as it
        had itself. Of its cells, those that cost a worker are not run again.
        """
        self._end_worker()
        other = Session(
            self._lane, self._cells, self._times, self._allowance, restored=self._restored
        )
        if self._second_deadline is None:
            self._second_deadline = other._deadline
        other._deadline = self._second_deadline
        other._fatal = set(self._fatal)
        other._stand_ins = stand_ins
        return other

    def run_cells(self) -> list[CellRun]:
        """Run every cell in order; what one does wrong does not stop the next.

        Raises:
            SandboxError: no worker can be had on this machine.
        """
        return list(self.runs())

    def runs(self) -> Iterator[CellRun]:
        """Run every cell in order, and yield what came of each before the next.

        Raises:
            SandboxError: no worker can be had on this machine.
        """
        for index, cell in enumerate(self._cells):
            if self.time_left <= 0 or not self._ready(upto=index):
                yield CellRun("not-run")
            else:
                yield self._kept(self._run(cell))

    def _kept(self, run: CellRun) -> CellRun:
        """Return the run without its outputs where those before have used up the room for them."""
        size = size_of(run.outputs)
        if size > self._outputs_left:
            cut = {"output_type": "stream", "name": "stdout", "text": CUT}
            return replace(run, outputs=[cut], is_cut=True)
        self._outputs_left -= size
        return run

    def call(self, name: str, call: Call) -> Outcome:
        """Call the student's function with fresh arguments; whatever it does is in the outcome.

        Raises:
            SandboxError: no worker can be had on this machine.
        """
        seconds = self._times.call if call.seconds is None else call.seconds
        request = {
            "op": "call",
            "name": name,
            "arguments": dict(call.arguments),
            "positional": list(call.positional),
            "probe": call.probe,
            "seconds": seconds,
        }
        if call.device != "any":
            request["device"] = call.device
        if call.steps is not None:
            request["steps"] = call.steps
        if call.watched:
            request |= {"watched": list(call.watched), "exempt": list(call.exempt)}
        return self._ask(request, seconds)

    def read(self, name: str) -> Outcome:
        """Read a variable of the notebook.

        Raises:
            SandboxError: no worker can be had on this machine.
        """
        request = {"op": "read", "name": name, "seconds": self._times.call}
        return self._ask(request, self._times.call)

    def _ready(self, upto: int) -> bool:
        """Have a worker in which the cells before `upto` have run; False where none can be had."""
        if self._worker is not None:
            return True
        while self._restarts <= MAX_RESTARTS and self.time_left > 0:
            self._restarts += 1
            self._worker = self._lane.worker(self._allowance)
            if self._replay(upto) and self._stand_in():
                return True
        return False

    def _replay(self, upto: int) -> bool:
        """Run the cells before `upto` again, without those that cost a worker."""
        for cell in self._cells[:upto]:
            if cell.number not in self._fatal:
                self._run(cell)
            if self._worker is None or self.time_left <= 0:
                return False
        return True

    def _stand_in(self) -> bool:
        """Put the stand-ins in their places, after the cells: none of these may undo it."""
        if self._stand_ins is None:
            return True
        request = {"op": "stand-in", "names": list(self._stand_ins.names)}
        try:
            done = read_kind(self._exchange(request, self._times.call)) == "value"
        except (ChannelError, wire.WireError):
            done = False
        if not done:
            self._end_worker()
        return done

    @phase(EXECUTE)
    def _run(self, cell: CodeCell) -> CellRun:
        seconds = self._times.cell
        request = {"op": "run", "source": cell.source, "cell": cell.number, "seconds": seconds}
        if self._restored:
            request["restored"] = True
        try:
            reply = self._exchange(request, seconds)
            status = STATUS_OF.get(read_kind(reply))
            if status is None:
                raise ProtocolError("the reply says nothing of the cell")
        except ChannelTimeoutError:
            return self._costly(cell, "timed-out")
        except (ChannelError, wire.WireError):
            return self._costly(cell, "died")
        if reply.get("lost") is True:
            self._end_worker()
            self._fatal.add(cell.number)
        told = read_outputs(reply.get("outputs"), self._allowance.output_kb * 1024)
        failure = read_failure(reply.get("failure")) if status == "error" else None
        return CellRun(
            status, told.outputs, failure, is_cut=told.is_cut or reply.get("cut") is True
        )

    def _costly(self, cell: CodeCell, status: RunStatus) -> CellRun:
        """Give up the worker, and the cell that cost it."""
        self._end_worker()
        self._fatal.add(cell.number)
        return CellRun(status, cause=self._cause)

    @phase(CALL)
    def _ask(self, request: dict[str, Any], seconds: float) -> Outcome:
        if self.time_left <= 0 or not self._ready(upto=len(self._cells)):
            spent = self.time_left <= 0
            return Outcome("timed-out", detail="submission") if spent else Outcome("died")
        try:
            reply = self._exchange(request, seconds)
            if reply.get("lost") is True:
                # Its device refuses it everything from here on; what comes next has a fresh one.
                self._end_worker()
            return read_outcome(reply, room_for(request.get("arguments", {})))
        except ChannelTimeoutError:
            return Outcome("timed-out")
        except ChannelClosedError:
            return Outcome("died", detail=self._cause)
        except (ChannelError, wire.WireError):
            self._end_worker()
            return Outcome("protocol")

    def _exchange(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        assert self._worker is not None
        limit = max(0.1, min(seconds + GRACE_SECONDS, self.time_left + GRACE_SECONDS))
        self._asked += 1
        try:
            self._worker.channel.send({**request, "id": self._asked}, seconds=limit)
            return self._reply(self._worker.channel, request, limit)
        except (ChannelError, wire.WireError) as error:
            self._end_worker(is_dead=isinstance(error, ChannelClosedError))
            raise

    def _reply(self, channel: Channel, request: dict[str, Any], limit: float) -> dict[str, Any]:
        """Wait for the reply, and answer what a stand-in asks before it: that time is ours."""
        deadline = time.monotonic() + limit
        for asks in range(MAX_ASKS + 1):
            ours = min(ASKING_SECONDS, asks * ASK_SECONDS)
            reply = channel.receive(seconds=deadline + ours - time.monotonic())
            # A reply too many would answer every question after it.
            if type(reply.get("id")) is not int or reply["id"] != self._asked:
                raise ProtocolError("the reply is not to what was asked")
            if read_kind(reply) != "ask":
                return reply
            started = time.monotonic()
            answer = self._answer(reply, request["op"])
            deadline += time.monotonic() - started
            channel.send({"value": answer}, seconds=limit)
        raise ProtocolError(f"more than {MAX_ASKS:,} asks in one call")

    def _answer(self, reply: dict[str, Any], op: str) -> bytes | None:
        ask, known = read_ask(reply), self._stand_ins
        may_ask = known is not None and (op == "call" or (op == "run" and known.in_cells))
        if known is None or not may_ask or ask.name not in known.names:
            raise ProtocolError("nothing of the kind may be asked here")
        if self.time_left <= 0:
            raise ChannelTimeoutError("the submission's time is over")
        return known.answer(ask)

    def _end_worker(self, *, is_dead: bool = False) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            self._cause = worker.end(is_dead=is_dead)
