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
from autograder.sandbox.requests import (
    Request,
    batch_of,
    call_request,
    is_over,
    read_request,
    run_request,
)
from autograder.sandbox.talk import Talk

MAX_RESTARTS = 5

Wanted = tuple[str, Call | None]
"""A function's name and a call of it, or a variable's and nothing."""

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
        return self._one(call_request(name, call, self._times))

    def read(self, name: str) -> Outcome:
        """Read a variable of the notebook.

        Raises:
            SandboxError: no worker can be had on this machine.
        """
        return self._one(read_request(name, self._times))

    def calls(self, wanted: Sequence[Wanted]) -> list[Outcome | None]:
        """Call functions, and read variables, one after the other; all are asked for at once.

        Once a function is not there, takes too long or costs its worker, it is called no more:
        None says that a call was not made.

        Raises:
            SandboxError: no worker can be had on this machine.
        """
        return self._asked(
            [
                read_request(name, self._times)
                if call is None
                else call_request(name, call, self._times)
                for name, call in wanted
            ]
        )

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
        requests = [run_request(cell, self._times, restored=self._restored) for cell in cells]
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

    def _one(self, request: Request) -> Outcome:
        [outcome] = self._asked([request])
        assert outcome is not None  # nothing came before it that could have ended its calls
        return outcome

    @phase(CALL)
    def _asked(self, requests: Sequence[Request]) -> list[Outcome | None]:
        """Ask for things in order, in as many workers as it takes; return what came of each."""
        outcomes: list[Outcome | None] = [None] * len(requests)
        left, ended = list(range(len(requests))), set[str]()
        while left:
            batch = batch_of([requests[index] for index in left])
            for index, outcome in zip(left, self._ask(batch, ended), strict=False):
                outcomes[index] = outcome
                left = left[1:]
            left = [index for index in left if not is_over(requests[index], ended)]
        return outcomes

    def _ask(self, requests: Sequence[Request], ended: set[str]) -> Iterator[Outcome | None]:
        """Yield what came of the first of the requests, or of more; one at least.

        The functions that are to be called no more are put among those that have `ended`.
        """
        if self.time_left <= 0 or not self._ready(upto=len(self._cells)):
            spent = self.time_left <= 0
            ended.add(requests[0]["name"])
            yield Outcome("timed-out", detail="submission") if spent else Outcome("died")
            return
        with closing(self._exchange(requests)) as replies:
            for number, request in enumerate(requests):
                if is_over(request, ended):
                    yield None
                    continue
                if number and self.time_left <= 0:
                    self._end_worker()
                    return
                outcome = self._outcome(request, replies)
                if outcome.kind in ENDING:
                    ended.add(request["name"])
                yield outcome
                if self._worker is None:
                    return

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
