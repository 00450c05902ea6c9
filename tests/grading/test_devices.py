"""The devices of a machine, found from what its driver says and from what the grader was given."""

from __future__ import annotations

import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from autograder import visible
from autograder.grading import devices
from autograder.grading.devices import find_devices, torch_lacks_cuda

TWO = """\
0, GPU-aaaa-1111, NVIDIA L4, 23034, 550.54.15
1, GPU-bbbb-2222, NVIDIA L4, 23034, 550.54.15
"""


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A machine whose driver lists two GPUs, with a PyTorch that can use them."""
    said: dict[str, Any] = {"stdout": TWO, "returncode": 0, "raises": None, "given": None}

    def run(*_: Any, **__: Any) -> SimpleNamespace:
        if said["raises"]:
            raise said["raises"]
        return SimpleNamespace(stdout=said["stdout"], stderr="", returncode=said["returncode"])

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(devices, "torch_lacks_cuda", lambda: said.get("torch", ""))
    monkeypatch.setattr(visible, "GIVEN", None)
    return said


def test_what_the_driver_lists_is_found(machine: dict[str, Any]) -> None:
    found = find_devices().devices

    assert [(each.uuid, each.name, each.memory_mb) for each in found] == [
        ("GPU-aaaa-1111", "NVIDIA L4", 23034),
        ("GPU-bbbb-2222", "NVIDIA L4", 23034),
    ]
    assert "/dev/nvidia1" in found[1].nodes
    assert "/dev/nvidia1" not in found[0].nodes
    assert {"/dev/nvidiactl", "/dev/nvidia-uvm"} <= set(found[0].nodes)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("1", ["GPU-bbbb-2222"]),
        ("1,0", ["GPU-bbbb-2222", "GPU-aaaa-1111"]),
        ("GPU-bbbb", ["GPU-bbbb-2222"]),
        ("0,-1,1", ["GPU-aaaa-1111"]),
        ("", []),
    ],
)
def test_of_them_the_grader_takes_what_it_was_given(
    machine: dict[str, Any], monkeypatch: pytest.MonkeyPatch, given: str, found: list[str]
) -> None:
    monkeypatch.setattr(visible, "GIVEN", given)

    result = find_devices()

    assert [device.uuid for device in result.devices] == found
    assert ("CUDA_VISIBLE_DEVICES" in result.why_not) is (not found)


@pytest.mark.parametrize(
    ("changes", "why_not"),
    [
        ({"raises": FileNotFoundError()}, "nvidia-smi"),
        ({"raises": subprocess.TimeoutExpired("nvidia-smi", 20)}, "does not answer"),
        ({"returncode": 9, "stdout": "NVIDIA-SMI has failed\n"}, "NVIDIA-SMI has failed"),
        ({"stdout": ""}, "there is none"),
        ({"stdout": "nonsense\n0, GPU-a, L4, [N/A], 5\n"}, "there is none"),
        ({"torch": "the PyTorch that is installed is made for the CPU"}, "made for the CPU"),
    ],
)
def test_where_there_is_none_it_says_why(
    machine: dict[str, Any], changes: dict[str, Any], why_not: str
) -> None:
    machine |= changes

    found = find_devices()

    assert found.devices == ()
    assert why_not in found.why_not


@pytest.mark.parametrize(
    ("written", "lacks"),
    [
        ("cuda: Optional[str] = None\n", True),
        ("cuda = None\n", True),
        ("cuda: Optional[str] = '12.8'\n", False),
        ("", False),
    ],
)
def test_what_torch_was_made_for_is_read_from_its_files(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, written: str, lacks: bool
) -> None:
    (tmp_path / "version.py").write_text(f"__version__ = '2.9.0'\n{written}hip = None\n")
    spec = SimpleNamespace(origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(devices.importlib.util, "find_spec", lambda _: spec)

    assert bool(torch_lacks_cuda()) is lacks


def test_trusted_code_sees_no_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(visible.VARIABLE, "0")

    visible.hide_devices()

    assert visible.os.environ[visible.VARIABLE] == ""
