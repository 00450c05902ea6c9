"""Where tensors are, and where they should be: told apart from what is wrong with their values.

On the CPU, where the reference and the known mistakes run, nothing can be on the wrong device. So
these mistakes are the same for every question. What a worker says of an exception is matched,
never shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from autograder import words
from autograder.judge.compare import Difference, Path
from autograder.outcome import Failure, Outcome

LEFT = "left-on-cpu"

NAMES = {
    LEFT: "left_on_the_cpu",
    "mixed": "mixes_devices",
    "numpy-of-gpu": "hands_numpy_a_gpu_tensor",
    "hard-coded": "asks_for_a_gpu_by_name",
}
"""As known mistakes are named."""

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    # A layer's input and its weights, named by Torch as types.
    (LEFT, re.compile(r"Input type \(torch\.cuda\.\w+\) and weight type \(torch\.\w+\)")),
    ("mixed", re.compile(r"[Ee]xpected all tensors to be on the same device")),
    ("mixed", re.compile(r"Input type \(torch\.\w+\) and weight type \(torch\.cuda\.\w+\)")),
    ("mixed", re.compile(r"indices should be either on .{1,30} or on the same device")),
    ("numpy-of-gpu", re.compile(r"can't convert cuda:\d+ device type tensor to numpy")),
    ("hard-coded", re.compile(r"Torch not compiled with CUDA enabled")),
    ("hard-coded", re.compile(r"Found no NVIDIA driver|No CUDA GPUs are available")),
    ("hard-coded", re.compile(r"Attempting to deserialize object on a CUDA device")),
    ("hard-coded", re.compile(r"Cannot access accelerator device when none is available")),
)
"""What Torch says where tensors are not where they should be."""

KINDS = ("RuntimeError", "TypeError", "AssertionError", "AcceleratorError")


def misplaced(failure: Failure) -> str | None:
    """Return what an exception says of devices, None where it speaks of something else."""
    if failure.type not in KINDS:
        return None
    return next((key for key, pattern in PATTERNS if pattern.search(failure.message)), None)


def tell_misplaced(failure: Failure, lang: str, told: str) -> str:
    """Return what was `told` of the exception, with what it means, where it speaks of devices."""
    key = misplaced(failure)
    if key is None:
        return told
    told = told if told.endswith((".", "?", "!")) else f"{told}."
    return words.say(f"device-{key}", lang, told=told)


def left_behind(right: Outcome, given: Outcome) -> Difference | None:
    """Return what of a result is on the CPU, or says so, where the call was made on a GPU."""
    for path in right.notes:
        note = given.notes.get(path)
        if note is not None and note.device == "cpu":
            return Difference(LEFT, path)
    return _said_left(right.value, given.value, ())


def _said_left(right: Any, given: Any, path: Path) -> Difference | None:
    if isinstance(right, str):
        return Difference(LEFT, path) if right == given == "cpu" else None
    pairs: Iterable[tuple[str | int, Any, Any]] = ()
    if isinstance(right, dict) and isinstance(given, dict):
        pairs = ((str(key), right[key], given.get(key)) for key in right)
    elif isinstance(right, list | tuple) and isinstance(given, list | tuple):
        pairs = ((n, *both) for n, both in enumerate(zip(right, given, strict=False), start=1))
    found = (_said_left(one, other, (*path, key)) for key, one, other in pairs)
    return next((difference for difference in found if difference is not None), None)


def mistake_of_place(
    outcomes: Sequence[Outcome], differences: Sequence[Difference | None]
) -> str | None:
    """Return the name of the one mistake of place that explains all that is not right, if any."""
    keys: set[str | None] = set()
    for outcome, difference in zip(outcomes, differences, strict=True):
        if difference is None:
            continue
        if difference.key == LEFT:
            keys.add(LEFT)
        else:
            keys.add(misplaced(outcome.failure) if outcome.failure is not None else None)
    key = keys.pop() if len(keys) == 1 else None
    return NAMES[key] if key is not None else None
