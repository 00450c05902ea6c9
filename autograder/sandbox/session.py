"""One submission in the sandbox, as the grader sees it: run the cells, call the functions.

The grader holds the clock. A worker that dies, hangs or talks nonsense costs what it was doing:
it is replaced, the cells are run again without the one that killed it, and the work goes on.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Literal

from autograder import wire
from autograder.outcome import Failure, Outcome
from autograder.probe import Call
from autograder.sandbox.channel import ChannelClosedError, ChannelError, ChannelTimeoutError
from autograder.sandbox.lane import Allowance, Lane, Worker

GRACE_SECONDS = 2.0
"""How much later than the worker's own clock the grader's strikes."""

MAX_RESTARTS = 5

RunStatus = Literal["ok", "error", "timed-out", "died", "not-run"]


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


class Session:
    """A submission's cells in a worker of their own."""

    def __init__(
        self, lane: Lane, cells: Sequence[CodeCell], times: Times, allowance: Allowance
    ) -> None:
        self._lane = lane
        self._cells = cells
        self._times = times
        self._allowance = allowance
        self._worker: Worker | None = None
        self._fatal: set[int] = set()
        self._restarts = 0
        self._deadline = time.monotonic() + times.submission

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

    def run_cells(self) -> list[CellRun]:
        """Run every cell in order; what one does wrong does not stop the next."""
        runs: list[CellRun] = []
        for index, cell in enumerate(self._cells):
            if self.time_left <= 0 or not self._ready(upto=index):
                runs.append(CellRun("not-run"))
                continue
            runs.append(self._run(cell))
        return runs

    def call(self, name: str, call: Call) -> Outcome:
        """Call the student's function with fresh arguments."""
        request = {
            "op": "call",
            "name": name,
            "arguments": dict(call.arguments),
            "positional": list(call.positional),
            "probe": call.probe,
            "seconds": self._times.call,
        }
        return self._ask(request, self._times.call)

    def read(self, name: str) -> Outcome:
        """Read a variable of the notebook."""
        return self._ask({"op": "read", "name": name}, self._times.call)

    def _ready(self, upto: int) -> bool:
        """Have a worker in which the cells before `upto` have run; False where none can be had."""
        if self._worker is not None:
            return True
        while self._restarts <= MAX_RESTARTS and self.time_left > 0:
            self._restarts += 1
            self._worker = self._lane.worker(self._allowance)
            for cell in self._cells[:upto]:
                if cell.number not in self._fatal and self._run(cell).status == "died":
                    break
            if self._worker is not None:
                return True
        return False

    def _run(self, cell: CodeCell) -> CellRun:
        seconds = self._times.cell
        request = {"op": "run", "source": cell.source, "cell": cell.number, "seconds": seconds}
        try:
            reply = self._exchange(request, seconds)
        except ChannelTimeoutError:
            self._fatal.add(cell.number)
            return CellRun("timed-out")
        except ChannelError:
            self._fatal.add(cell.number)
            return CellRun("died")
        outputs = reply.get("outputs")
        kept = [item for item in _as_list(outputs) if isinstance(item, dict)]
        match reply.get("kind"):
            case "value":
                return CellRun("ok", kept)
            case "timed-out":
                return CellRun("timed-out", kept)
            case _:
                return CellRun("error", kept, _read_failure(reply.get("failure")))

    def _ask(self, request: dict[str, Any], seconds: float) -> Outcome:
        if self.time_left <= 0:
            return Outcome("timed-out", detail="submission")
        if not self._ready(upto=len(self._cells)):
            return Outcome("died")
        try:
            return _read_outcome(self._exchange(request, seconds))
        except ChannelTimeoutError:
            return Outcome("timed-out")
        except ChannelClosedError:
            return Outcome("died")
        except (ChannelError, wire.WireError):
            self._end_worker()
            return Outcome("protocol")

    def _exchange(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        assert self._worker is not None
        limit = max(0.1, min(seconds + GRACE_SECONDS, self.time_left + GRACE_SECONDS))
        try:
            self._worker.channel.send(request, seconds=limit)
            return self._worker.channel.receive(seconds=limit)
        except ChannelError:
            self._end_worker()
            raise

    def _end_worker(self) -> None:
        if self._worker is not None:
            self._worker.end()
            self._worker = None


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _read_outcome(reply: dict[str, Any]) -> Outcome:
    """Read a reply, believing nothing of it but its plain data."""
    kind, detail = reply.get("kind"), str(reply.get("detail", ""))[:100]
    match kind:
        case "value":
            data = reply.get("value")
            if not isinstance(data, bytes):
                raise wire.WireError("malformed reply")
            names = tuple(str(name)[:60] for name in _as_list(reply.get("mutated")))
            return Outcome("value", wire.decode(data), names)
        case "error":
            failure = _read_failure(reply.get("failure"))
            if failure is None:
                raise wire.WireError("malformed reply")
            return Outcome("error", failure=failure)
        case "missing" | "unplain" | "timed-out":
            return Outcome(kind, detail=detail)
    raise wire.WireError("malformed reply")


def _read_failure(data: Any) -> Failure | None:
    if not isinstance(data, dict):
        return None
    cell, line, function = data.get("cell"), data.get("line"), data.get("function")
    return Failure(
        type=_name(data.get("type")),
        message=str(data.get("message", ""))[:2000],
        cell=cell if isinstance(cell, int) else None,
        line=line if isinstance(line, int) else None,
        function=function[:100] if isinstance(function, str) else None,
    )


def _name(value: Any) -> str:
    text = str(value)[:100]
    return text if text.isidentifier() else "Exception"
