"""Graders side by side: processes forked from this one, which do one task after another.

They are forked once all that a class shares is computed, so that each finds it in its memory.
A grader runs no student code: that is what its lane is for. One that dies all the same, of too
little memory or a fault in a library, costs nothing but time: what was under way is tried once
more, one task after the other, and a task that costs a second grader is given up.
"""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, ExitStack, contextmanager
from itertools import islice
from multiprocessing import active_children, get_context
from multiprocessing.util import Finalize
from typing import Any, TypeVar

from autograder.sandbox.isolation.syscalls import PR_SET_PDEATHSIG, prctl

Task = TypeVar("Task")
Result = TypeVar("Result")

Opened = Callable[[], AbstractContextManager[Callable[[Task], Result]]]
"""Opens what does tasks, in the process that is to do them; it must not fail."""

Tend = Callable[[bool], float | None]
"""Does what the one who gets the results has put off: all of it where it is told so, else what has
waited for long enough. Returns after how many seconds it is to be called again, None for never."""

AHEAD = 2
"""So many tasks for each grader are read and handed out at once."""

END_SECONDS = 10.0


def nothing_put_off(_all_of_it: bool) -> None:
    """Tend to nothing."""


def side_by_side(
    opened: Opened[Task, Result],
    tasks: Iterable[Task],
    *,
    jobs: int,
    lost: Callable[[Task], Result],
    tend: Tend = nothing_put_off,
) -> Generator[Result, None, None]:
    """Do tasks, `jobs` at once, and yield each result as it is there.

    Tasks and results go from process to process by pickle; `opened` goes by fork. A single job is
    done in this process. `lost` says what comes of a task that cost two graders. `tend` is called
    before anything is waited for. Close the generator to give up: what is under way is let go.

    Raises:
        Exception: what doing a task raised.
    """
    if jobs <= 1:
        with opened() as do:
            for task in tasks:
                tend(True)
                yield do(task)
        return
    waiting = iter(tasks)
    while unlucky := (yield from _until_one_dies(opened, waiting, jobs, tend)):
        for task in unlucky:
            if (yield from _until_one_dies(opened, iter([task]), 1, tend)):
                yield lost(task)


def _until_one_dies(
    opened: Opened[Task, Result], waiting: Iterator[Task], jobs: int, tend: Tend
) -> Generator[Result, None, list[Task]]:
    """Yield results; return the tasks that were under way when a grader died, if one did."""
    under_way: dict[Future[Result], Task] = {}
    with _crew(opened, jobs) as pool:

        def hand_out(number: int) -> None:
            for task in islice(waiting, number):
                # Kept before it is handed out: a pool that has just broken takes no more.
                under_way[Future()] = task
                future: Future[Result] = pool.submit(_do, task)
                under_way.popitem()
                under_way[future] = task

        try:
            hand_out(AHEAD * jobs)
            while under_way:
                done, _ = wait(under_way, tend(False), FIRST_COMPLETED)
                for future in done:
                    result = future.result()
                    del under_way[future]
                    yield result
                    hand_out(1)
        except BrokenProcessPool:
            return list(under_way.values())
    return []


@contextmanager
def _crew(opened: Opened[Any, Any], jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Lend a pool of graders; where its use ends with an exception, wait for nobody."""
    before = set(active_children())
    # What the process holds now is shared for as long as nobody touches it.
    gc.collect()
    pool = ProcessPoolExecutor(
        jobs, get_context("fork"), initializer=_begin, initargs=(opened, os.getpid())
    )
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        crew = set(active_children()) - before
        for process in crew:
            process.kill()
        for process in crew:
            process.join(END_SECONDS)
        raise
    pool.shutdown()


_doing: list[Callable[[Any], Any]] = []
"""What does the tasks of this process, where it is a grader."""


def _begin(opened: Opened[Any, Any], parent: int) -> None:
    """Become a grader. It ends with the one that it works for, and by no signal that is theirs."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    gc.freeze()
    stack = ExitStack()
    _doing[:] = [stack.enter_context(opened())]
    Finalize(None, stack.close, exitpriority=1)


def _do(task: Any) -> Any:
    return _doing[0](task)
