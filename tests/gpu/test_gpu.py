"""Grading on a real GPU: right verdicts, mistakes of place, and harm that stays where it is."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder import wire
from autograder.commands.devices import trial
from autograder.formats.release import built
from autograder.formats.submissions import find_submissions
from autograder.grading.limits import allowance_of
from autograder.grading.paper import make_paper
from autograder.grading.slots import Slots
from autograder.grading.whole_class import grade_class, lane_of
from autograder.judge.verdict import QuestionStatus, SubmissionVerdict
from autograder.probe import Call
from autograder.sandbox.cells import CodeCell, Times
from autograder.sandbox.session import Session
from autograder.sandbox.share import HOST_MB
from autograder.tensors import Tensor, as_tensor

from .conftest import Class
from .hand_ins import EVERY, HARM, MISTAKES, POINTS, RIGHT, HandIn, write

pytestmark = pytest.mark.gpu

FULL = sum(POINTS.values())
TIMES = Times(60, 60, 300)

Grade = Callable[..., dict[str, SubmissionVerdict]]
SessionOf = Callable[..., Session]


@pytest.fixture
def grade(device_class: Class, tmp_path: Path) -> Grade:
    """Grade these hand-ins, as many at once as there are slots."""

    def run(slots: Slots | None, hand_ins: Mapping[str, HandIn]) -> dict[str, SubmissionVerdict]:
        course, assignment = device_class.course, device_class.assignment
        folder = tmp_path / f"in-{len(list(tmp_path.iterdir()))}"
        write(folder, device_class.solved, hand_ins)
        released = built(course, assignment, "student")
        paper = make_paper(course, assignment, device_class.secret, released, slots)
        submissions = find_submissions(folder, assignment.name)
        graded = grade_class(
            paper,
            submissions,
            attempt_number=lambda _student, _sha256: 1,
            jobs=slots.count if slots else 2,
        )
        return {one.verdict.student: one.verdict for one in graded}

    return run


@pytest.fixture
def session_of(device_class: Class, slots: Slots) -> Any:
    """A session of these cells, with a share of the GPU unless told otherwise."""
    course, assignment = device_class.course, device_class.assignment
    with lane_of(course, assignment, slots) as lane, slots.held() as slot:

        def make(*sources: str, share: bool = True) -> Session:
            cells = [CodeCell(number, source) for number, source in enumerate(sources, 1)]
            own = slot.share if share else None
            allowance = allowance_of(course.limits, assignment.frameworks, own)
            return Session(lane, cells, TIMES, allowance)

        yield make


def printed(session: Session) -> list[str]:
    runs = session.run_cells()
    assert [run.status for run in runs] == ["ok"] * len(runs), [run.failure for run in runs]
    return ["".join(o.get("text", "") for o in run.outputs).strip() for run in runs]


def explained(verdict: SubmissionVerdict) -> dict[str, str | None]:
    """Return the questions that are not right, with the name of what is wrong."""
    return {one.name: one.mistake for one in verdict.questions if not one.is_right}


def test_a_worker_computes_on_the_gpu(device_class: Class, slots: Slots) -> None:
    with lane_of(device_class.course, device_class.assignment, slots) as lane:
        assert trial(lane, device_class.course.limits, slots) == ""


def test_a_class_with_mistakes_and_harm_is_graded_as_is_due(
    grade: Grade, slots: Slots, used_mb: Callable[[], int], measured: dict[str, Any]
) -> None:
    before = used_mb()
    started = time.monotonic()

    verdicts = grade(slots, EVERY)

    measured["class with harm, s"] = round(time.monotonic() - started, 1)
    measured["hand-ins in it"] = len(EVERY)
    assert set(verdicts) == set(EVERY)
    told = {student: explained(verdict) for student, verdict in verdicts.items()}
    assert told == {student: dict(hand_in.mistakes) for student, hand_in in EVERY.items()}
    for student, hand_in in EVERY.items():
        lost = sum(POINTS[name] for name in hand_in.mistakes)
        if student not in ("an-error-on-the-device", "out-of-memory"):
            assert verdicts[student].score == FULL - lost, student
    deadline = time.monotonic() + 30
    while used_mb() > before + 64 and time.monotonic() < deadline:
        time.sleep(0.5)
    measured["memory left in use by it, MB"] = used_mb() - before
    assert used_mb() <= before + 64


def test_out_of_memory_is_the_student_s_limit_and_not_the_class_s_end(
    grade: Grade, slots: Slots
) -> None:
    name = "out-of-memory"

    verdicts = grade(slots, {name: HARM[name], "right": RIGHT})

    affine = verdicts[name].questions[0]
    assert affine.status is QuestionStatus.CRASHED
    assert re.search(r"may use [\d,. ]+ MB of the GPU's memory", affine.message)
    assert explained(verdicts["right"]) == {}


def test_the_same_hand_ins_get_the_same_verdicts(grade: Grade, slots: Slots) -> None:
    hand_ins = {"right": RIGHT, **MISTAKES, "asks-for-tf32": HARM["asks-for-tf32"]}

    first, second = (grade(slots, hand_ins) for _ in range(2))

    for student, verdict in first.items():
        assert verdict.questions == second[student].questions


def test_without_the_gpu_its_questions_stay_open(grade: Grade) -> None:
    (verdict,) = grade(None, {"right": RIGHT}).values()

    assert verdict.open_points == FULL - POINTS["total"]
    assert verdict.score == POINTS["total"]


def test_a_worker_without_a_share_sees_no_gpu(session_of: SessionOf) -> None:
    source = "import torch; print(torch.cuda.is_available())"
    with session_of(source, share=False) as session:
        assert printed(session) == ["False"]
    with session_of(source) as session:
        assert printed(session) == ["True"]


def test_a_worker_without_a_share_cannot_reach_one_by_its_files(
    session_of: SessionOf, slots: Slots
) -> None:
    node = slots.devices[0].nodes[-1]
    source = f"""
import os
os.environ["CUDA_VISIBLE_DEVICES"] = "0"
import torch
try:
    print(torch.ones(1, device="cuda").item())
except Exception as error:
    print("refused")
try:
    os.open({node!r}, os.O_RDWR)
    print(os.stat({node!r}).st_rdev == os.stat("/dev/null").st_rdev)
except OSError:
    print(True)
"""
    with session_of(source, share=False) as session:
        assert printed(session)[0].split() == ["refused", "True"]


def test_the_share_is_kept_to(session_of: SessionOf, slots: Slots) -> None:
    most = slots.memory_mb * 2**20
    source = f"""
import torch
try:
    torch.empty({most + 2**28}, dtype=torch.uint8, device="cuda")
except torch.OutOfMemoryError:
    print("refused")
torch.empty({most // 4}, dtype=torch.uint8, device="cuda")
print("fits")
"""
    with session_of(source) as session:
        assert printed(session)[0].split() == ["refused", "fits"]


def test_the_cpu_s_memory_that_cuda_takes_is_what_is_allowed_for(
    session_of: SessionOf, measured: dict[str, Any]
) -> None:
    held = """
def held(name):
    lines = open("/proc/self/status").read().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith(name))
"""
    use = """
import torch
from torch import nn
x = torch.randn(8, 3, 64, 64, device="cuda", requires_grad=True)
network = nn.Sequential(nn.Conv2d(3, 8, 3), nn.Flatten(), nn.Linear(8 * 62 * 62, 10)).cuda()
network(x).sum().backward()
torch.linalg.svd(torch.randn(64, 64, device="cuda"))
torch.cuda.synchronize()
"""
    with session_of(held + "print(held('VmData:'), held('RssAnon:'))", share=False) as session:
        without = [int(figure) for figure in printed(session)[0].split()]
    with session_of(held, use, "print(held('VmData:'), held('RssAnon:'))") as session:
        with_cuda = [int(figure) for figure in printed(session)[-1].split()]

    data, resident = (one - other for one, other in zip(with_cuda, without, strict=True))
    measured["memory of the CPU that CUDA takes, MB: counted by the limit"] = data
    measured["memory of the CPU that CUDA takes, MB: resident"] = resident
    assert data < HOST_MB


def test_a_call_s_time_is_all_of_the_device_s(
    session_of: SessionOf, measured: dict[str, Any]
) -> None:
    work = """
import torch

def work(n):
    x = torch.ones(n, n, device="cuda")
    for _ in range(100):
        x = x @ x * 1e-5
    return 1.0
"""
    seconds = {}
    with session_of(work) as session:
        printed(session)
        for n in (64, 64, 8192):
            started = time.monotonic()
            outcome = session.call("work", Call({"n": wire.encode(n)}, ("n",)))
            seconds[n] = time.monotonic() - started
            assert outcome.kind == "value"
    measured["a call that returns before the device is done, s"] = round(seconds[8192], 3)
    # 100 products of 8192 are 1.1e14 operations: no GPU does them in the time of a launch.
    assert seconds[8192] > 10 * seconds[64]


def _errors(session: Session, name: str, *arguments: np.ndarray[Any, Any]) -> float:
    """Return the largest error of a function in the worker, over the size of what it gives."""
    given = [as_tensor(_torch(argument)) for argument in arguments]
    encoded = {f"a{n}": wire.encode(_known(one)) for n, one in enumerate(given)}
    outcome = session.call(name, Call(encoded, tuple(encoded), device="cuda"))
    assert outcome.kind == "value", outcome
    right = _right(name, *(argument.astype(np.float64) for argument in arguments))
    return float(np.max(np.abs(outcome.value - right)) / np.max(np.abs(right)))


def _known(tensor: Tensor | None) -> Tensor:
    assert tensor is not None
    return tensor


def _torch(array: np.ndarray[Any, Any]) -> Any:
    import torch

    return torch.from_numpy(array)


def _right(name: str, *arguments: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    import torch

    x, w = map(torch.from_numpy, arguments)
    result = x @ w if name == "product" else torch.nn.functional.conv2d(x, w, padding=1)
    return np.asarray(result.numpy())


def test_tf32_is_off_whatever_the_notebook_asks_for(
    session_of: SessionOf, measured: dict[str, Any]
) -> None:
    source = (
        HARM["asks-for-tf32"].before
        + """
def product(x, w):
    return x @ w

def convolution(x, w):
    return torch.nn.functional.conv2d(x, w, padding=1)
"""
    )
    rng = np.random.default_rng(0)
    shapes = {
        "product": [(512, 1024), (1024, 512)],
        "convolution": [(8, 64, 32, 32), (64, 64, 3, 3)],
    }
    bounds = {"float32": 3e-5, "float64": 1e-13}
    errors = {}
    with session_of(source) as session:
        printed(session)
        for name, (one, other) in shapes.items():
            for dtype in bounds:
                pair = (rng.normal(size=shape).astype(dtype) for shape in (one, other))
                errors[f"{name}, {dtype}"] = _errors(session, name, *pair)
    measured["largest error against the CPU in float64, over the largest value"] = errors
    for case, error in errors.items():
        assert error < bounds[case.split(", ")[1]], errors


def test_a_worker_with_a_share_starts_in_time(
    session_of: SessionOf, measured: dict[str, Any]
) -> None:
    for share, name in ((False, "without a share"), (True, "with a share")):
        with session_of("pass", share=share) as session:
            started = time.monotonic()
            printed(session)
            measured[f"start of a worker {name}, s"] = round(time.monotonic() - started, 3)


@pytest.mark.parametrize("per_device", [1, 2, 4])
def test_slots_share_a_gpu_and_grade_the_same(
    grade: Grade, slots: Slots, measured: dict[str, Any], per_device: int
) -> None:
    hand_ins = {f"student-{number}": RIGHT for number in range(8)}
    started = time.monotonic()

    verdicts = grade(Slots(slots.devices, per_device), hand_ins)

    seconds = round(time.monotonic() - started, 1)
    measured.setdefault("class of 8, s by slots", {})[str(per_device)] = seconds
    assert {verdict.score for verdict in verdicts.values()} == {FULL}
