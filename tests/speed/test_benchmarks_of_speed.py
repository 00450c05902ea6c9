"""The programs that measure speed: what they count, what they refuse, what they print last."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from autograder.authoring.course import load_course
from autograder.authoring.load import load_assignment

ROOT = Path(__file__).parents[2]

BURN = "import time\nwhile time.process_time() < 0.3: pass"
"""As much CPU time on any machine."""

SIDE: dict[str, Any] = {
    "ratios": {
        "nbgrader": {"throughput": 50.5, "cpu": 40.0, "memory": 1.0},
        "otter": {"throughput": 210.0, "cpu": 190.0, "memory": 1.0},
    }
}
BARE: dict[str, Any] = {"ratios": {"wall": 1.75, "cpu": 2.5}}


@pytest.fixture
def speed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ModuleType]:
    """Import a module of the benchmarks."""
    monkeypatch.syspath_prepend(ROOT)
    return lambda name: import_module(f"benchmarks.speed.{name}")


@pytest.fixture
def python(speed: Callable[[str], ModuleType], tmp_path: Path) -> Callable[..., Any]:
    """Measure a program in Python."""
    measured = speed("measure").measured

    def run(source: str, **how: Any) -> Any:
        command = [sys.executable, "-c", source]
        return measured(command, folder=tmp_path, environment=dict(os.environ), **how)

    return run


def test_the_time_of_all_processes_is_counted(python: Callable[..., Any]) -> None:
    started = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {BURN!r}])\n{BURN}"

    done = python(started)

    assert done.cpu_seconds >= 0.6
    assert done.processes >= 1


def test_a_process_that_is_left_behind_is_counted_and_ended(
    python: Callable[..., Any],
    speed: Callable[[str], ModuleType],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(speed("measure"), "SETTLING_SECONDS", 0.1)
    left = f"{BURN}\nprint('burnt', flush=True)\ntime.sleep(1000)"
    source = (
        "import subprocess, sys\n"
        f"child = subprocess.Popen([sys.executable, '-c', {left!r}], stdout=subprocess.PIPE)\n"
        "child.stdout.readline()\nprint(child.pid)\nimport os\nos._exit(0)"
    )

    done = python(source)

    assert done.cpu_seconds >= 0.3
    assert not Path(f"/proc/{int(done.output)}").exists()


def test_memory_is_that_of_all_processes_together(python: Callable[..., Any]) -> None:
    child = "import time; held = b'x' * 100_000_000; time.sleep(1.5)"
    source = (
        "import subprocess, sys\n"
        f"two = [subprocess.Popen([sys.executable, '-c', {child!r}]) for _ in range(2)]\n"
        "[one.wait() for one in two]"
    )

    done = python(source)

    assert done.peak_megabytes > 180
    assert 90 < done.largest_megabytes < 180
    assert done.processes == 3


def test_a_command_that_fails_ends_the_benchmark(python: Callable[..., Any]) -> None:
    with pytest.raises(SystemExit, match="ended with 3:\nno disk"):
        python("import sys; print('no disk', file=sys.stderr); sys.exit(3)")


class _Fake:
    name = "nbgrader"

    def __init__(self, scores: dict[str, float]) -> None:
        self._scores = scores

    def commands(self) -> list[list[str]]:
        return [[sys.executable, "-c", "pass"]] * 2

    def scores(self) -> dict[str, float]:
        return self._scores


def test_a_grader_must_grade_everybody_and_give_the_reference_full_marks(
    speed: Callable[[str], ModuleType], tmp_path: Path
) -> None:
    (tmp_path / "nbgrader").mkdir()
    graded, work = speed("side_by_side").graded, speed("works").Work
    works = [work("reference", {}, is_control=True), work("ada", {})]

    def run(**scores: float) -> Any:
        return graded(_Fake(scores), works, tmp_path, 100.0)

    found = run(reference=100.0, ada=70.0)
    assert found["commands"] == 2
    assert found["mean_score"] == 85.0
    with pytest.raises(SystemExit, match="gives ada no score"):
        run(reference=100.0)
    with pytest.raises(SystemExit, match=r"95\.0 of 100\.0 to the reference"):
        run(reference=95.0, ada=70.0)


def test_the_last_line_of_the_quick_form_has_the_three_ratios(
    speed: Callable[[str], ModuleType],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    program = speed("__main__")
    monkeypatch.setattr(program, "side_by_side", lambda *_, **__: SIDE)
    monkeypatch.setattr(program, "limit", lambda *_, **__: BARE)
    monkeypatch.setattr(sys, "argv", ["speed", "quick", "--out", str(tmp_path)])

    assert program.main() == 0

    last = capsys.readouterr().out.splitlines()[-1]
    assert json.loads(last) == {"vs_nbgrader": 50.5, "vs_otter": 210.0, "vs_bare": 1.75}
    document = speed("machine").newest("quick-backprop", tmp_path)
    assert document["machine"]["cores"] >= 1
    assert document["side_by_side"] == SIDE


def test_the_limit_runs_the_cells_and_the_calls_of_a_hand_in(
    speed: Callable[[str], ModuleType], tmp_path: Path
) -> None:
    layouts, limit, works = speed("layouts"), speed("limit"), speed("works")
    course = load_course(ROOT)
    loaded = load_assignment(course, "neuron")
    around = layouts.environment(tmp_path)
    place = SimpleNamespace(assignment="neuron", folder=tmp_path, environment=around)
    ours = layouts.Chainrule(place)
    ours.hand_in(works.make_maker(course, loaded).works(2, 0))

    bare = limit.run_bare("neuron", ours.submitted, around)

    cases = sum(len(question.cases) for question in loaded)
    assert bare["submissions"] == 2
    assert bare["calls"] == 2 * cases
    assert bare["raised"] < bare["calls"] / 2
