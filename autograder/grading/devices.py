"""The devices of this machine that submissions can be graded on, found without touching one.

NVIDIA's own `nvidia-smi` names them. Nothing here imports a framework or starts CUDA: the grader
stays on the CPU, where the reference's float64 is the oracle.
"""

from __future__ import annotations

import importlib.util
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder import visible
from autograder.sandbox.share import DeviceKind

QUERY = "index,uuid,name,memory.total,driver_version"
COMMAND = ("nvidia-smi", f"--query-gpu={QUERY}", "--format=csv,noheader,nounits")
SECONDS = 20.0
"""How long a driver may take to answer: one that hangs must not hold up a class."""

SHARED_NODES = ("/dev/nvidiactl", "/dev/nvidia-uvm", "/dev/nvidia-uvm-tools")
CUDA_OF_TORCH = re.compile(r"^cuda\b[^=]*=\s*(?P<version>None|['\"][\d.]+['\"])", re.M)


@dataclass(frozen=True)
class Device:
    """One device."""

    uuid: str
    """As `CUDA_VISIBLE_DEVICES` names it."""

    name: str
    memory_mb: int
    nodes: tuple[str, ...] = ()
    """Files by which a process reaches it."""

    driver: str = ""
    kind: DeviceKind = "cuda"


@dataclass(frozen=True)
class Found:
    """The devices that can be graded on here."""

    devices: tuple[Device, ...] = ()
    why_not: str = ""
    """Why there are none."""


def find_devices() -> Found:
    """Return the devices that the grader was given, if Torch here can use any."""
    listed, why_not = _listed()
    if listed is None:
        return Found(why_not=why_not)
    devices = tuple(_given(_read(listed), visible.GIVEN))
    if not devices:
        hidden = visible.GIVEN is not None
        return Found(why_not="CUDA_VISIBLE_DEVICES hides every GPU" if hidden else "there is none")
    if why_not := torch_lacks_cuda():
        return Found(why_not=why_not)
    return Found(devices)


def torch_lacks_cuda() -> str:
    """Return why Torch cannot use a GPU here, as far as its files tell, or nothing."""
    spec = importlib.util.find_spec("torch")
    if spec is None or spec.origin is None:
        return "PyTorch is not installed"
    try:
        text = (Path(spec.origin).parent / "version.py").read_text("utf-8")
    except OSError:
        return ""
    found = CUDA_OF_TORCH.search(text)
    if found is not None and found["version"] == "None":
        return "the PyTorch that is installed is made for the CPU alone"
    return ""


def _listed() -> tuple[str | None, str]:
    """Return what the driver lists, or None and why it lists nothing."""
    try:
        done = subprocess.run(
            COMMAND, capture_output=True, text=True, timeout=SECONDS, check=False, errors="replace"
        )
    except FileNotFoundError:
        return None, "nvidia-smi, which comes with NVIDIA's driver, is not installed"
    except (OSError, subprocess.TimeoutExpired) as error:
        return None, f"nvidia-smi does not answer: {error}"[:200]
    if done.returncode:
        said = (done.stdout.strip() or done.stderr.strip()).splitlines()
        return None, f"nvidia-smi fails: {said[0] if said else done.returncode}"[:200]
    return done.stdout, ""


def _read(text: str) -> Iterator[tuple[str, Device]]:
    """Yield the index and the device of each line that `nvidia-smi` prints."""
    minors = dict(_minors(Path("/proc/driver/nvidia/gpus")))
    for line in text.splitlines():
        parts = [part.strip() for part in line.split(",")]
        if len(parts) != len(QUERY.split(",")) or not parts[3].isdigit():
            continue
        index, uuid, name, memory, driver = parts
        own = f"/dev/nvidia{minors.get(uuid, index)}"
        yield index, Device(uuid, name, int(memory), (*SHARED_NODES, own), driver)


def _minors(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the UUID of each GPU and the number in its node's name, which may not be its index."""
    for path in folder.glob("*/information"):
        try:
            text = path.read_text("utf-8", "replace")
        except OSError:
            continue
        facts = dict(line.split(":", 1) for line in text.splitlines() if ":" in line)
        if "GPU UUID" in facts and "Device Minor" in facts:
            yield facts["GPU UUID"].strip(), facts["Device Minor"].strip()


def _given(listed: Iterator[tuple[str, Device]], given: str | None) -> Sequence[Device]:
    """Return those of the devices that the grader's own environment names, in its order."""
    every = list(listed)
    if given is None:
        return [device for _, device in every]
    found = []
    for name in given.split(","):
        name = name.strip()
        own = (each for index, each in every if name and (index == name or _is(each, name)))
        device = next(own, None)
        if device is None:
            break  # as CUDA has it: what comes after a name that is none does not count
        found.append(device)
    return found


def _is(device: Device, name: str) -> bool:
    return name.startswith("GPU-") and device.uuid.startswith(name)
