"""Grading on a Dask cluster: each of its workers is a grader, with a lane of its own.

A worker reads the course from the same folder as we do, on a file system that they share, and
grades only where that is the same course, by the same program on the same libraries, down to the
last byte that decides a verdict. What goes over the network is what is handed in and what comes of
it.
"""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from distributed import Client, KilledWorker, as_completed

from autograder.authoring.course import Secret, load_course
from autograder.authoring.load import load_assignment
from autograder.commands.doctor import Finding, examine
from autograder.commands.files import OutFolder
from autograder.commands.pages import Done, FeedbackPages
from autograder.formats.release import release_hash, released
from autograder.grading.basis import basis_of
from autograder.grading.paper import make_paper
from autograder.grading.whole_class import HandIn, grader_of
from autograder.sandbox.lane import SandboxError

CONNECT_SECONDS = 20.0
AHEAD = 2
"""So many hand-ins for each thread of the cluster are read and handed out at once."""

TRIES = 2
"""So many workers a submission may cost."""


class ClusterError(SandboxError):
    """The cluster cannot be used, told in one line."""


@dataclass(frozen=True)
class Order:
    """All that a worker must know to grade a class as we would."""

    root: str
    assignment: str
    secret: Secret
    lang: str | None
    floor: tuple[str, ...]
    """Of isolation: what the course asks for, less what the command line allows to lack."""

    pages: bool
    basis: str
    """What our own paper is known by; the worker's must have the same."""


def grade_on(
    address: str,
    order: Order,
    hand_ins: Iterable[HandIn],
    lost: Callable[[HandIn], Done],
) -> Generator[Done, None, None]:
    """Yield each grading as it is done on the cluster. Close the generator to give up.

    What was under way on a worker that is lost is graded on another; `lost` says what comes of a
    hand-in that cost `TRIES` workers.

    Raises:
        ClusterError: the cluster cannot be reached, has no worker, or one of another course.
        SpecError: the reference fails on a hidden case.
        SandboxError: a worker cannot grade safely where it is.
    """
    with _client(address) as client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise ClusterError(f"{address}: the cluster has no worker; start some")
        client.run_on_scheduler(_allow_failures, TRIES - 1)
        waiting = iter(hand_ins)
        given: dict[Any, HandIn] = {}

        def hand_out(number: int) -> Iterator[Any]:
            for one in islice(waiting, number):
                future = client.submit(grade_there, order, one, pure=False)
                given[future.key] = one
                yield future

        under_way = as_completed(list(hand_out(AHEAD * threads)), loop=client.loop)
        for future in under_way:
            one = given.pop(future.key)
            try:
                done = future.result()
            except KilledWorker:
                done = lost(one)
            yield done
            under_way.update(list(hand_out(1)))


def examine_workers(address: str, course: Path | None) -> Iterator[tuple[str, list[Finding]]]:
    """Yield what the doctor finds on each worker of the cluster, by its address.

    Raises:
        ClusterError: the cluster cannot be reached, or has no worker.
    """
    with _client(address) as client:
        found = client.run(_examine_here, course)
        if not found:
            raise ClusterError(f"{address}: the cluster has no worker; start some")
        yield from sorted(found.items())


def _examine_here(course: Path | None) -> list[Finding]:
    return list(examine(course))


@contextmanager
def _client(address: str) -> Iterator[Client]:
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        told = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ClusterError(f"{address}: no Dask scheduler answers there ({told})") from None
    with client:
        yield client


def _allow_failures(number: int, dask_scheduler: Any) -> None:
    dask_scheduler.allowed_failures = number


class _Here(threading.local):
    """The grader of this thread of a worker."""

    order: Order | None = None
    grade: Callable[[HandIn], Done]
    stack: ExitStack


_here = _Here()


def grade_there(order: Order, one: HandIn) -> Done:
    """Grade a hand-in, in a worker's own process.

    Raises:
        ClusterError: the worker has another course, or another program.
    """
    if _here.order != order:
        if _here.order is not None:
            _here.stack.close()
            _here.order = None
        _here.stack = ExitStack()
        _here.grade = _here.stack.enter_context(_opened(order))
        _here.order = order
    return _here.grade(one)


@contextmanager
def _opened(order: Order) -> Iterator[Callable[[HandIn], Done]]:
    course = load_course(Path(order.root))
    isolation = dataclasses.replace(course.isolation, floor=order.floor)
    course = dataclasses.replace(course, isolation=isolation)
    assignment = load_assignment(course, order.assignment)
    notebooks = released(course, assignment)
    paper = make_paper(course, assignment, order.secret, notebooks)
    if basis_of(paper, release_hash(notebooks), order.lang) != order.basis:
        raise ClusterError(
            "a worker has another course, release, program, Python or library than there is here: "
            "`autograder doctor --cluster` names its versions"
        )
    pages = FeedbackPages(course, assignment, OutFolder(Path("/nonexistent")), wanted=order.pages)
    with grader_of(paper, order.lang, pages.finish) as grade:
        yield grade
