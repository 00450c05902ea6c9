"""A class graded on a Dask cluster: a real scheduler and three workers, all on loopback."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from distributed import Client

Run = Callable[..., Result]

WORKERS = 3


class Cluster:
    """A scheduler and its workers, each a process of its own."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self._folder, self._stack = folder, stack
        file = folder / "scheduler.json"
        self.start(
            "scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--no-dashboard",
            "--scheduler-file",
            str(file),
        )
        while not file.exists() or not file.read_text("utf-8").strip():
            time.sleep(0.05)
        self.address = json.loads(file.read_text("utf-8"))["address"]
        self.workers = [
            self.start("worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
            for _ in range(WORKERS)
        ]
        with self.client() as client:
            client.wait_for_workers(WORKERS, timeout=120)

    def client(self) -> Client:
        return Client(self.address, set_as_default=False)

    def start(self, what: str, *arguments: str) -> subprocess.Popen[bytes]:
        process = self._stack.enter_context(
            subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "distributed.cli.dask_" + what,
                    "--no-dashboard",
                    *arguments,
                ],
                cwd=self._folder,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )
        self._stack.callback(process.kill)
        return process


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    with ExitStack() as stack:
        yield Cluster(stack, tmp_path)


@pytest.fixture
def many(sample: Path, tmp_path: Path) -> Path:
    """Thirty hand-ins: fifteen of each of the two in the sample."""
    folder = tmp_path / "many"
    for number in range(30):
        source = sample / ("ada" if number % 2 else "blaise") / "neuron.ipynb"
        target = folder / f"student{number:02}" / "neuron.ipynb"
        target.parent.mkdir(parents=True)
        target.write_bytes(source.read_bytes())
    return folder


def document(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.stdout)
    for submission in found["submissions"]:
        del submission["seconds"]
    return found


def test_a_cluster_gives_the_verdicts_that_one_machine_gives(
    run: Run, cluster: Cluster, sample: Path
) -> None:
    there = run("grade", "neuron", sample, "--json", "--cluster", cluster.address)
    here = run("grade", "neuron", sample, "--json", "--regrade")

    assert there.exit_code == 0, there.stderr
    assert document(there) == document(here)


def gradings(course: Path) -> dict[str, int]:
    """How often each student was graded."""
    query = (
        "SELECT student_id, count(*) FROM grading JOIN attempt ON attempt.id = attempt_id"
        " GROUP BY student_id"
    )
    book = course / ".autograder/gradebook.db"
    if not book.exists():
        return {}
    with closing(sqlite3.connect(f"file:{book}?mode=ro", uri=True)) as open_book:
        try:
            return dict(open_book.execute(query))
        except sqlite3.OperationalError:
            return {}  # not made yet


def test_a_worker_that_is_lost_loses_nothing_and_nothing_is_graded_twice(
    run: Run, cluster: Cluster, many: Path, course: Path
) -> None:
    victim = cluster.workers[0]

    def kill_one() -> None:
        while not gradings(course):
            time.sleep(0.01)
        victim.kill()

    killer = threading.Thread(target=kill_one)
    killer.start()
    result = run("grade", "neuron", many, "--json", "--cluster", cluster.address)
    killer.join()

    assert victim.wait(10) == -signal.SIGKILL
    assert gradings(course) == {f"student{number:02}": 1 for number in range(30)}
    assert document(result) == document(run("grade", "neuron", many, "--json", "--regrade"))


def poison() -> None:
    """Have one submission cost a worker its life. This runs in every worker."""
    from autograder.commands import cluster

    grade = cluster.grade_there

    def deadly(order: Any, one: Any) -> Any:
        if one.submission.student == "student07":
            os._exit(1)
        return grade(order, one)

    cluster.grade_there = deadly


def test_a_submission_that_costs_two_workers_is_told_and_the_others_are_graded(
    run: Run, cluster: Cluster, many: Path
) -> None:
    with cluster.client() as client:
        client.run(poison)

    result = run("grade", "neuron", many, "--json", "--cluster", cluster.address)

    found = document(result)["submissions"]
    reasons = {one["student"]: one["reason"] for one in found if one["status"] == "unreadable"}
    assert list(reasons) == ["student07"]
    assert "two graders died of it" in reasons["student07"]
    assert [worker.poll() for worker in cluster.workers].count(None) == WORKERS - 2


def test_the_doctor_looks_at_every_worker(run: Run, cluster: Cluster) -> None:
    result = run("doctor", "--cluster", cluster.address)

    assert result.stdout.count("a cell ran in it") == WORKERS
    assert result.stdout.count("tcp://127.0.0.1:") >= WORKERS


def test_where_no_scheduler_answers_one_line_says_so(
    run: Run, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.commands.cluster.CONNECT_SECONDS", 0.5)

    result = run("grade", "neuron", sample, "--cluster", "tcp://127.0.0.1:1")

    assert result.exit_code != 0
    assert "tcp://127.0.0.1:1: no Dask scheduler answers there" in result.stderr
    assert "Traceback" not in result.stderr
