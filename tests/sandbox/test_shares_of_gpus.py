"""What a worker asks of PyTorch for its share of a GPU, tried on a stand-in for PyTorch."""

from __future__ import annotations

import os
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from autograder.sandbox import share
from autograder.sandbox.launching import _clean_environment, _libraries_of
from autograder.sandbox.share import Share, judge_exactly, take_up, torch_device

SHARE = Share("cuda", "GPU-one", 0.25, 1000)


@pytest.fixture
def torch(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """As much of PyTorch as is asked for, and what was asked, in order."""
    asked: list[Any] = []
    cuda = SimpleNamespace(
        set_per_process_memory_fraction=lambda *given: asked.append(
            ("fraction", *given, os.environ["CUDA_VISIBLE_DEVICES"])
        ),
        is_initialized=lambda: bool(asked),
        synchronize=lambda: asked.append("waited"),
    )
    backends = SimpleNamespace(
        cuda=SimpleNamespace(matmul=SimpleNamespace(allow_tf32=True)),
        cudnn=SimpleNamespace(allow_tf32=True, benchmark=True),
    )
    module = SimpleNamespace(
        cuda=cuda,
        backends=backends,
        set_deterministic_debug_mode=lambda mode: asked.append(mode),
        asked=asked,
    )
    monkeypatch.setitem(sys.modules, "torch", module)
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    return module


def test_the_fork_server_sees_no_gpu_and_no_library_computes_in_tf32() -> None:
    environment = _clean_environment(("torch",))

    assert environment["CUDA_VISIBLE_DEVICES"] == ""
    assert environment["NVIDIA_TF32_OVERRIDE"] == "0"
    assert environment["CUBLAS_WORKSPACE_CONFIG"] == ":4096:8"


def test_the_driver_s_libraries_are_found_where_the_machine_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/usr/local/nvidia/lib64:/home/me/lib::/usr/../home/lib")

    assert _libraries_of(["/dev/nvidia0"]) == {"LD_LIBRARY_PATH": "/usr/local/nvidia/lib64"}
    assert _libraries_of([]) == {}


def test_a_worker_sees_its_gpu_before_cuda_begins_and_has_its_part(torch: Any) -> None:
    assert torch_device() == "cpu"

    take_up(SHARE)

    assert torch.asked == [("fraction", 0.25, 0, "GPU-one")]
    assert torch_device() == "cuda"


def test_the_judge_asks_for_exact_numbers_whatever_the_notebook_asked(torch: Any) -> None:
    judge_exactly()

    assert not torch.backends.cuda.matmul.allow_tf32
    assert not torch.backends.cudnn.allow_tf32
    assert not torch.backends.cudnn.benchmark
    assert torch.asked == ["warn"]


def test_a_call_waits_for_the_device(torch: Any) -> None:
    share.wait_for_device()
    assert torch.asked == []  # CUDA was not begun

    take_up(SHARE)
    share.wait_for_device()
    assert torch.asked[-1] == "waited"


def test_a_device_that_refuses_everything_is_noticed(torch: Any) -> None:
    take_up(SHARE)
    assert not share.is_lost()

    def refuse() -> None:
        raise RuntimeError("CUDA error: device-side assert triggered")

    torch.cuda.synchronize = refuse
    assert share.is_lost()


def test_without_pytorch_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")

    take_up(SHARE)
    judge_exactly()
    share.wait_for_device()

    assert torch_device() == "cpu"
    assert os.environ["CUDA_VISIBLE_DEVICES"] == "GPU-one"


def test_a_worker_whose_device_is_lost_is_replaced_for_the_next_call(
    session_of: Any, call_with: Any, liar: str
) -> None:
    failure = {"type": "RuntimeError", "message": "CUDA error: device-side assert triggered"}
    told = {"kind": "error", "failure": failure, "lost": True, "id": 2}
    source = f"""
{liar}
calls = []

def breaks():
    calls.append(1)
    put({told!r})

def counted():
    return len(calls)
"""
    with session_of(source) as session:
        session.run_cells()
        lost = call_with(session, "breaks")
        after = call_with(session, "counted")

    assert (lost.kind, lost.failure.message) == ("error", failure["message"])
    assert (after.kind, after.value) == ("value", 0)
