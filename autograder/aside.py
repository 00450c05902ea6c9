"""Trusted code tried in a process beside the grader's, where its framework cannot bear a fork.

Once TensorFlow has computed anything, a child of that process hangs at its first operation. So the
grader imports it and never lets it compute: a helper does, forked from a process that has only
imported it. Whoever forks children for other ends then forks from a process that is as good as new.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
import warnings
import weakref
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any

import numpy as np

from autograder import probe, wire
from autograder.outcome import Failure
from autograder.spec import Question, SpecError

ASIDE = frozenset({"tensorflow"})
"""The frameworks of which nothing may be computed before a fork."""

SECONDS = 120.0
"""Wall-clock time of one call, after which it waits for something that never comes."""

MOST = 4_000
"""So many functions a helper knows at most, before what is out of use is forgotten."""

Function = Callable[..., Any]


@dataclass(frozen=True)
class Attempt:
    """What came of a call of trusted code."""

    data: bytes = b""
    """The value, encoded by `wire`."""

    mutated: tuple[str, ...] = ()
    """Names of the arguments that the call changed."""

    failure: Failure | None = None
    """The exception, if it raised one."""

    unplain: str = ""
    """Why the value cannot cross, if it cannot."""


def attempt(question: Question, function: Function, call: probe.Call) -> Attempt:
    """Make a call of trusted code, in this process or beside it."""
    if ASIDE.isdisjoint(question.frameworks) or _stage.is_child:
        return attempt_here(function, call)
    return _stage.attempt([*_functions_of(question), function], call)


def attempt_here(function: Function, call: probe.Call) -> Attempt:
    """Make a call of trusted code in this process."""
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value, mutated = probe.make(call, function)
    except Exception as error:
        return Attempt(failure=Failure(type(error).__name__, str(error)))
    try:
        return Attempt(wire.encode(value), mutated)
    except wire.NotPlainError as error:
        return Attempt(unplain=error.kind)
    except wire.WireError as error:
        return Attempt(unplain=str(error))


def foresee(question: Question, functions: Iterable[Function]) -> None:
    """Say which functions will be tried, so that one helper is forked for all of them."""
    if not ASIDE.isdisjoint(question.frameworks) and not _stage.is_child:
        _stage.learn(functions)


def computed(question: Question, work: Callable[[], Any]) -> Any:
    """Return the plain data that `work` returns, where it runs a question's functions itself.

    It runs in a child of its own that sees all as it is now; what it changes is lost.

    Raises:
        SpecError: it raised an exception, or does not end.
    """
    if ASIDE.isdisjoint(question.frameworks) or _stage.is_child:
        return work()
    helper = _Helper({0: work})
    try:
        done = helper.ask(0, probe.Call({}))
    except (EOFError, OSError, TimeoutError) as error:
        done = Attempt(failure=_ended(error))
    finally:
        helper.close()
    if done.failure is not None:
        told = f"{done.failure.type}: {done.failure.message}"
        raise SpecError(f"question {question.name!r}: {told}")
    return wire.decode(done.data)


def be_a_child() -> None:
    """Say that this process is a child that was forked to compute: it needs no helper."""
    _stage.is_child = True


def _functions_of(question: Question) -> list[Function]:
    """Return all that is ever tried of a question as it is declared."""
    return [
        question.solution,
        *(mistake.function for mistake in question.mistakes),
        *(convention.function for convention in question.conventions),
        *question.alternatives,
    ]


class _Stage:
    """The one helper of this process, forked anew when it is to try a function it does not know."""

    def __init__(self) -> None:
        self.is_child = False
        self._lock = threading.Lock()
        self._known: dict[int, Function] = {}
        self._helper: _Helper | None = None

    def learn(self, functions: Iterable[Function]) -> None:
        """Know functions; they are kept, so that an `id` stays that of the same function."""
        with self._lock:
            self._learn(list(functions))

    def attempt(self, functions: Sequence[Function], call: probe.Call) -> Attempt:
        """Make a call of the last of these functions; the others will be tried soon."""
        with self._lock:
            self._learn(functions)
            if self._helper is None:
                self._helper = _Helper(self._known)
            try:
                return self._helper.ask(id(functions[-1]), call)
            except (EOFError, OSError, TimeoutError) as error:
                self._end()
                return Attempt(failure=_ended(error))

    def _learn(self, functions: Sequence[Function]) -> None:
        new = {id(each): each for each in functions if id(each) not in self._known}
        if not new:
            return
        self._end()
        if len(self._known) + len(new) > MOST:
            self._known = {id(each): each for each in functions}
        self._known |= new

    def _end(self) -> None:
        if self._helper is not None:
            self._helper.close()
            self._helper = None

    def leave(self) -> None:
        """Leave the helper to the process that this one was forked from."""
        self._lock = threading.Lock()
        if self._helper is not None:
            self._helper.close.detach()
            self._helper = None


class _Helper:
    """A child that makes the calls it is sent, of functions that were there when it was forked."""

    def __init__(self, functions: dict[int, Function]) -> None:
        self._connection, theirs = Pipe()
        with warnings.catch_warnings():
            # The grader's other threads are of no concern to a child that only computes.
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if child == 0:
            _serve(theirs, functions)
        theirs.close()
        self.close = weakref.finalize(self, _end_child, child, self._connection)

    def ask(self, key: int, call: probe.Call) -> Attempt:
        """Have a call made of the function that has this key.

        Raises:
            EOFError, OSError: the child has ended.
            TimeoutError: the call does not end.
        """
        self._connection.send_bytes(wire.encode([key, vars(call)]))
        if not self._connection.poll(SECONDS):
            raise TimeoutError(f"it does not end within {SECONDS:g} s")
        told = wire.decode(self._connection.recv_bytes())
        failure = Failure(*told.pop("failure")) if told["failure"] else told.pop("failure")
        return Attempt(**told, failure=failure)


def _ended(error: Exception) -> Failure:
    return Failure(type(error).__name__, str(error) or "the process ended")


def _end_child(child: int, connection: Connection) -> None:
    connection.close()
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _serve(connection: Connection, functions: dict[int, Function]) -> None:
    """Make calls until the other end is closed. This is the helper's own process."""
    try:
        gc.freeze()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        # What others wait for the end of must not stay open here: their pipes, their sockets.
        keep = connection.fileno()
        os.closerange(3, keep)
        os.closerange(keep + 1, os.sysconf("SC_OPEN_MAX"))
        be_a_child()
        while True:
            key, fields = wire.decode(connection.recv_bytes())
            done = attempt_here(functions[key], probe.Call(**fields))
            failure = done.failure and [done.failure.type, done.failure.message]
            connection.send_bytes(wire.encode(vars(done) | {"failure": failure}))
    finally:
        os._exit(0)


_stage = _Stage()
os.register_at_fork(after_in_child=_stage.leave)
