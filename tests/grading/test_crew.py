"""Graders side by side: every task is done once, whatever becomes of the one who does it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from autograder.grading.crew import side_by_side

Doing = Callable[[str], str]


@contextmanager
def opened() -> Iterator[Doing]:
    yield do


def do(task: str) -> str:
    kind, _, detail = task.partition(" ")
    if kind == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if kind == "once" and not Path(detail).exists():
        Path(detail).touch()
        os._exit(1)
    if kind == "refuse":
        raise ValueError(detail)
    if kind == "slow":
        time.sleep(30)
    while kind == "await" and not Path(detail).exists():
        time.sleep(0.01)
    return f"{task} done by {os.getpid()}" if kind == "who" else f"{task} done"


def lost(task: str) -> str:
    return f"{task} lost"


def grade(tasks: list[str], jobs: int) -> list[str]:
    return list(side_by_side(opened, tasks, jobs=jobs, lost=lost))


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_every_task_is_done_once(jobs: int) -> None:
    tasks = [f"task {number}" for number in range(20)]

    assert sorted(grade(tasks, jobs)) == sorted(f"{task} done" for task in tasks)


def test_a_single_job_is_done_in_this_process() -> None:
    assert grade(["who am I"], 1) == [f"who am I done by {os.getpid()}"]


def test_several_jobs_are_done_in_others() -> None:
    done = grade([f"who {number}" for number in range(4)], 2)

    assert not any(line.endswith(f" {os.getpid()}") for line in done)


def test_a_grader_that_dies_once_costs_no_task(tmp_path: Path) -> None:
    unlucky = f"once {tmp_path / 'died'}"
    tasks = ["a", "b", unlucky, *"cdefgh"]

    assert sorted(grade(tasks, 2)) == sorted(f"{task} done" for task in tasks)


def test_a_task_that_costs_two_graders_is_told_and_the_others_are_done() -> None:
    tasks = ["a", "die", *"bcdef", "die again"]

    done = grade(tasks, 2)

    told = [*(f"{task} done" for task in "abcdef"), "die again lost", "die lost"]
    assert sorted(done) == sorted(told)


def test_what_doing_a_task_raises_ends_it_all() -> None:
    with pytest.raises(ValueError, match="no such thing"):
        grade(["a", "refuse no such thing", *"bcdef"], 2)


def test_nothing_more_is_read_ahead_than_the_graders_need() -> None:
    read = []

    def tasks() -> Iterator[str]:
        for number in range(100):
            read.append(number)
            yield f"task {number}"

    results = side_by_side(opened, tasks(), jobs=2, lost=lost)
    next(results)
    results.close()

    assert len(read) <= 5


def test_what_was_put_off_is_tended_to_while_a_task_takes_long(tmp_path: Path) -> None:
    sign = tmp_path / "sign"
    asked = []

    def tend(all_of_it: bool) -> float | None:
        asked.append(all_of_it)
        if len(asked) == 5:
            sign.touch()
        return 0.01

    results = side_by_side(opened, [f"await {sign}"] * 2, jobs=2, lost=lost, tend=tend)

    assert list(results) == [f"await {sign} done"] * 2
    assert len(asked) >= 5
    assert not any(asked)


def test_a_single_job_leaves_nothing_put_off_before_a_task() -> None:
    asked = []

    results = side_by_side(opened, ["a", "b"], jobs=1, lost=lost, tend=asked.append)

    assert [(next(results), list(asked)) for _ in range(2)] == [
        ("a done", [True]),
        ("b done", [True, True]),
    ]


def test_giving_up_waits_for_nobody_and_leaves_nobody(tmp_path: Path) -> None:
    pids = tmp_path / "pids"

    @contextmanager
    def noted() -> Iterator[Doing]:
        with pids.open("a") as file:
            file.write(f"{os.getpid()}\n")
        yield do

    results = side_by_side(noted, ["quick", "slow", "slow", "slow"], jobs=2, lost=lost)
    next(results)
    results.close()

    for pid in pids.read_text().split():
        assert not Path(f"/proc/{pid}").exists()


def test_what_a_grader_opened_is_closed_with_it(tmp_path: Path) -> None:
    @contextmanager
    def noted() -> Iterator[Doing]:
        yield do
        (tmp_path / str(os.getpid())).touch()

    list(side_by_side(noted, ["a", "b", "c"], jobs=2, lost=lost))

    assert list(tmp_path.iterdir())
