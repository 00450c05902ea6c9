"""One submission in the sandbox, as the grader sees it: run the cells, call the functions.

The grader holds the clock. A worker that dies, hangs or talks nonsense costs what it was doing:
it is replaced, the cells are run again without the one that killed it, and the work goes on.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from types import TracebackType

from autograder import wire
from autograder.outcome import Outcome
from autograder.phases import CALL, EXECUTE, phase
from autograder.probe import Call
from autograder.sandbox.asking import StandIns
from autograder.sandbox.cells import STATUS_OF, CellRun, CodeCell, RunStatus, Times
from autograder.sandbox.channel import (
    ChannelClosedError,
    ChannelError,
    ChannelTimeoutError,
    ProtocolError,
)
from autograder.sandbox.isolation.limits import Allowance
from autograder.sandbox.lane import Lane, Worker
from autograder.sandbox.outputs import CUT, MAX_OF_SUBMISSION, read_outputs, size_of
from autograder.sandbox.replies import (
    ENDS_CALLS,
    Reply,
    read_failure,
    read_kind,
    read_outcome,
    room_for,
)
from autograder.sandbox.talk import Request, Talk

MAX_RESTARTS = 5

BATCH_BYTES = 2**22
"""Of arguments that are sent at once; a single call may have more."""

ENDING = (*ENDS_CALLS, "died")
"""After such an outcome, further calls of the same function are not made."""


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
        self._outputs_left = MAX_OF_SUBMISSION
        self._cause = ""
        self._talk = Talk(time.monotonic() + times.submission, stand_ins)
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
        return self._talk.time_left

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
            self._second_deadline = other._talk.deadline
        other._talk = Talk(self._second_deadline, stand_ins)
        other._fatal = set(self._fatal)
        return other

    def run_cells(self) -> list[CellRun]:
        """Run every cell in order; what one does wrong does not stop the next.

        Raises:
            SandboxError: no worker can be had on this machine.
        """
        return list(self._runs(at_once=len(self._cells)))

    def runs(self) -> Iterator[CellRun]:
        """Run every cell in order, and yield what came of each before the next.

        Raises:
            SandboxError: no worker can be had on this machine.
        """
        return self._runs(at_once=1)

    def _runs(self, at_once: int) -> Iterator[CellRun]:
        done = 0
        while done < len(self._cells):
            if self.time_left <= 0 or not self._ready(upto=done):
                yield CellRun("not-run")
                done += 1
                continue
            for run in self._run(self._cells[done : done + at_once]):
                yield self._kept(run)
                done += 1

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
        return self.calls(name, [call])[0]

    def calls(self, name: str, calls: Sequence[Call]) -> list[Outcome]:
        """Call the student's function once after the other, as `call` does.

        Once it is not there, takes too long or costs its worker, it is called no more: there are
        then fewer outcomes than calls.

        Raises:
            SandboxError: no worker can be had on this machine.
        """
        requests = [self._request(name, call) for call in calls]
        outcomes: list[Outcome] = []
        while len(outcomes) < len(requests):
            outcomes += self._ask(_batch_of(requests[len(outcomes) :]))
            if outcomes[-1].kind in ENDING:
                break
        return outcomes

    def _request(self, name: str, call: Call) -> Request:
        request = {
            "op": "call",
            "name": name,
            "arguments": dict(call.arguments),
            "positional": list(call.positional),
            "probe": call.probe,
            "seconds": self._times.call if call.seconds is None else call.seconds,
        }
        if call.device != "any":
            request["device"] = call.device
        if call.steps is not None:
            request["steps"] = call.steps
        if call.watched:
            request |= {"watched": list(call.watched), "exempt": list(call.exempt)}
        return request

    def read(self, name: str) -> Outcome:
        """Read a variable of the notebook.

        Raises:
            SandboxError: no worker can be had on this machine.
        """
        return self._ask([{"op": "read", "name": name, "seconds": self._times.call}])[0]

    def stand_in(self, stand_ins: StandIns) -> None:
        """From here on, let these functions ask in the place of others."""
        self._talk.stand_ins = stand_ins
        if self._worker is not None:
            self._stand_in()

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
        cells = [cell for cell in self._cells[:upto] if cell.number not in self._fatal]
        for _ in self._run(cells):
            if self.time_left <= 0:
                return False
        return self._worker is not None

    def _stand_in(self) -> bool:
        """Put the stand-ins in their places, after the cells: none of these may undo it."""
        if self._talk.stand_ins is None:
            return True
        seconds, names = self._times.call, list(self._talk.stand_ins.names)
        request = {"op": "stand-in", "names": names, "seconds": seconds}
        try:
            [reply] = self._exchange([request])
            done = read_kind(reply) == "value"
        except (ChannelError, wire.WireError):
            done = False
        if not done:
            self._end_worker()
        return done

    def _run(self, cells: Sequence[CodeCell]) -> Iterator[CellRun]:
        """Run cells in order, and yield what came of each, up to one that costs the worker."""
        if not cells:
            return
        seconds = self._times.cell
        requests: list[Request] = [
            {"op": "run", "source": cell.source, "cell": cell.number, "seconds": seconds}
            | ({"restored": True} if self._restored else {})
            for cell in cells
        ]
        with closing(self._exchange(requests)) as replies:
            for number, cell in enumerate(cells):
                if number and self.time_left <= 0:
                    self._end_worker()
                    return
                yield self._run_of(cell, replies)
                if self._worker is None:
                    return

    @phase(EXECUTE)
    def _run_of(self, cell: CodeCell, replies: Iterator[Reply]) -> CellRun:
        try:
            reply = next(replies)
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
    def _ask(self, requests: Sequence[Request]) -> list[Outcome]:
        """Ask for some things at once; return what came of the first of them, or of more."""
        if self.time_left <= 0 or not self._ready(upto=len(self._cells)):
            spent = self.time_left <= 0
            return [Outcome("timed-out", detail="submission") if spent else Outcome("died")]
        outcomes: list[Outcome] = []
        with closing(self._exchange(requests)) as replies:
            for request in requests:
                if outcomes and self.time_left <= 0:
                    self._end_worker()
                    break
                outcomes.append(self._outcome(request, replies))
                if self._worker is None or outcomes[-1].kind in ENDING:
                    break
        return outcomes

    def _outcome(self, request: Request, replies: Iterator[Reply]) -> Outcome:
        try:
            reply = next(replies)
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

    def _exchange(self, requests: Sequence[Request]) -> Generator[Reply, None, None]:
        """Send requests at once, and yield the reply to each as it comes.

        Raises:
            ChannelError, WireError: the worker is late, gone, or talks nonsense; it was ended.
        """
        assert self._worker is not None
        try:
            yield from self._talk.replies(self._worker.channel, requests)
        except (ChannelError, wire.WireError) as error:
            self._end_worker(is_dead=isinstance(error, ChannelClosedError))
            raise

    def _end_worker(self, *, is_dead: bool = False) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            self._cause = worker.end(is_dead=is_dead)


def _batch_of(requests: Sequence[Request]) -> Sequence[Request]:
    """Return the first of the requests, as many as may be sent at once."""
    room = BATCH_BYTES
    for count, request in enumerate(requests):
        room -= sum(map(len, request["arguments"].values()))
        if room < 0:
            return requests[: max(1, count)]
    return requests
