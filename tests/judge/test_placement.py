"""Where tensors are, and where they should be, is told apart from what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder import words
from autograder.judge.compare import Difference, compare
from autograder.judge.mark import Listener, mark
from autograder.judge.oracle import Expectation
from autograder.judge.placement import left_behind, misplaced, mistake_of_place
from autograder.judge.verdict import QuestionStatus, QuestionVerdict
from autograder.outcome import Failure, Outcome
from autograder.spec import Assignment, Question
from autograder.tensors import Note
from autograder.trial import draw_case

SAID = {
    "Expected all tensors to be on the same device, but found at least two devices, cuda:0 and "
    "cpu! (when checking argument for argument mat1 in method wrapper_CUDA_addmm)": "mixed",
    "Input type (torch.cuda.FloatTensor) and weight type (torch.FloatTensor) should be the same": (
        "left-on-cpu"
    ),
    "Input type (torch.FloatTensor) and weight type (torch.cuda.FloatTensor) should be the same": (
        "mixed"
    ),
    "indices should be either on cpu or on the same device as the indexed tensor (cpu)": "mixed",
    "Found no NVIDIA driver on your system.": "hard-coded",
    "mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)": None,
}


@pytest.mark.parametrize("message", SAID)
def test_what_torch_says_of_devices_is_understood(message: str) -> None:
    assert misplaced(Failure("RuntimeError", message)) == SAID[message]


def test_the_same_words_of_another_exception_say_nothing() -> None:
    assert misplaced(Failure("ValueError", "Torch not compiled with CUDA enabled")) is None


@pytest.mark.parametrize("lang", words.LANGUAGES)
@pytest.mark.parametrize("key", ["mixed", "left-on-cpu", "numpy-of-gpu", "hard-coded"])
def test_each_has_its_sentence_in_each_language(key: str, lang: str) -> None:
    assert words.say(f"device-{key}", lang, told="TOLD").startswith("TOLD ")


def outcome(value: Any, device: str | None = None) -> Outcome:
    notes = {} if device is None else {(): Note("torch", "float64", device)}
    return Outcome("value", value, notes=notes)


def test_a_tensor_on_the_cpu_was_left_behind() -> None:
    right = outcome(np.ones(2), "cpu")

    assert left_behind(right, outcome(np.ones(2), "cpu")) == Difference("left-on-cpu")
    assert left_behind(right, outcome(np.ones(2), "cuda:0")) is None


def test_a_result_that_names_the_cpu_was_left_behind() -> None:
    right = outcome({"out": 1.0, "devices": ["cpu", "cpu"]})

    found = left_behind(right, outcome({"out": 1.0, "devices": ["cuda:0", "cpu"]}))

    assert found == Difference("left-on-cpu", ("devices", 2))
    assert left_behind(right, outcome({"out": 1.0, "devices": ["cuda:0", "cuda:0"]})) is None


def test_only_on_a_gpu_another_device_s_name_is_as_good() -> None:
    assert compare(["cpu"], ["cuda:0"], device="cuda") is None
    assert compare(["cpu"], ["cuda:0"]) is not None
    assert compare(["cpu"], ["gpu"], device="cuda") is not None


@pytest.mark.parametrize(
    ("dtype", "apart", "same"),
    [
        ("float32", 5e-4, {"any": False, "cuda": True}),
        ("float32", 5e-3, {"any": False, "cuda": False}),
        ("float64", 5e-6, {"any": False, "cuda": False}),
        ("float64", 5e-8, {"any": True, "cuda": True}),
    ],
)
def test_the_tolerance_goes_by_dtype_and_device(
    dtype: str, apart: float, same: dict[str, bool]
) -> None:
    right = np.full(3, 2.0, dtype)
    given = (right * (1 + apart)).astype(dtype)

    for device, is_same in same.items():
        assert (compare(right, given, device=device) is None) is is_same  # type: ignore[arg-type]


@pytest.fixture
def marked() -> Callable[..., QuestionVerdict]:
    """Mark outcomes of a question that needs a GPU, whose two cases expect 1 and 1."""

    def function(x: float) -> float:
        return x

    assignment = Assignment("a", title={"en": "A"})
    question: Question = assignment.question(function, points=2, device="cuda")
    for name in ("one", "two"):
        question.case(name)(lambda _: {"x": 1.0})
    cases = [draw_case(question, case, np.random.default_rng(0)) for case in question.cases]

    def give(*outcomes: Outcome, on_device: bool = True) -> QuestionVerdict:
        expectation = Expectation(question, cases)
        expectation.__dict__["right"] = (outcome(np.ones(2), "cpu"),) * 2
        listener = Listener("en", lambda _cell, _line: "", 1.0, on_device=on_device)
        return mark(expectation, outcomes, listener)

    return give


def test_a_model_that_is_left_on_the_cpu_is_a_named_mistake(
    marked: Callable[..., QuestionVerdict],
) -> None:
    verdict = marked(outcome(np.ones(2), "cpu"), outcome(np.ones(2), "cpu"))

    assert (verdict.status, verdict.score) == (QuestionStatus.WRONG, 0.0)
    assert verdict.mistake == "left_on_the_cpu"
    assert "The result is on the CPU" in verdict.message


def test_the_right_result_on_the_gpu_is_right(marked: Callable[..., QuestionVerdict]) -> None:
    verdict = marked(outcome(np.ones(2), "cuda:0"), outcome(np.ones(2), "cuda:0"))

    assert verdict.status is QuestionStatus.CORRECT


def test_where_trusted_code_runs_nothing_is_left_behind(
    marked: Callable[..., QuestionVerdict],
) -> None:
    verdict = marked(*[outcome(np.ones(2), "cpu")] * 2, on_device=False)

    assert verdict.status is QuestionStatus.CORRECT


def test_an_exception_about_devices_is_named_and_told(
    marked: Callable[..., QuestionVerdict],
) -> None:
    failure = Failure("RuntimeError", "Expected all tensors to be on the same device, but found")
    verdict = marked(*[Outcome("error", failure=failure)] * 2)

    assert verdict.mistake == "mixes_devices"
    assert "Part of your tensors is on the CPU" in verdict.message


def test_two_causes_make_no_name() -> None:
    failures = [Failure("RuntimeError", "No CUDA GPUs are available"), Failure("ValueError", "x")]
    outcomes = [Outcome("error", failure=failure) for failure in failures]

    assert mistake_of_place(outcomes, [Difference("outcome")] * 2) is None
    assert mistake_of_place(outcomes, [Difference("outcome"), None]) == "asks_for_a_gpu_by_name"


@pytest.mark.parametrize(
    ("kind", "message", "limit"),
    [
        ("OutOfMemoryError", "CUDA out of memory. Tried to allocate 20 GiB", "device-memory"),
        ("RuntimeError", "CUDA error: out of memory", "device-memory"),
        ("RuntimeError", "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling", "device-memory"),
        ("RuntimeError", "[enforce fail] DefaultCPUAllocator: can't allocate memory", "memory"),
        ("TooManyStepsError", "more than 3 steps of the optimizer", "steps"),
        ("RuntimeError", "CUDA error: device-side assert triggered", None),
    ],
)
def test_a_limit_that_a_framework_speaks_of_is_known(
    kind: str, message: str, limit: str | None
) -> None:
    from autograder.judge.allowed import limit_of

    assert limit_of(Failure(kind, message)) == limit
