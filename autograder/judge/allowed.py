"""A limit that was hit, told: which it is, and what it is.

What the worker says is matched, never shown: an exception of the right kind says no more than that
the student's code met such an exception.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from autograder import words
from autograder.outcome import Failure

Figures = Mapping[str, float]
"""What a submission may use up, by name: memory and disk in MB, times in seconds."""

ERRNO = re.compile(r"\[Errno (\d{1,3})\]")
BY_ERRNO = {
    "11": "processes",
    "12": "memory",
    "24": "files",
    "27": "disk",
    "28": "disk",
    "122": "disk",
    "101": "network",
}
DEVICE_MEMORY = "device-memory"
NO_NETWORK = frozenset(("gaierror", "URLError", "ConnectionError", "ConnectError"))
NO_THREAD = "can't start new thread"
NO_MEMORY = "DefaultCPUAllocator: can't allocate memory"
NO_DEVICE_MEMORY = re.compile(
    r"CUDA out of memory|CUDA error: out of memory|CU(BLAS|DNN|SOLVER|FFT)_STATUS_ALLOC_FAILED"
)


def limit_of(failure: Failure) -> str | None:
    """Return the name of the limit that an exception speaks of, None where it speaks of none."""
    # The last is TensorFlow's.
    if failure.type in ("MemoryError", "_ArrayMemoryError", "ResourceExhaustedError"):
        return "memory"
    if failure.type in NO_NETWORK:
        return "network"
    if failure.type == "TooManyStepsError":
        return "steps"
    if failure.type == "OutOfMemoryError" or NO_DEVICE_MEMORY.search(failure.message):
        return DEVICE_MEMORY
    if failure.type == "RuntimeError" and NO_MEMORY in failure.message:
        return "memory"
    if failure.type == "RuntimeError" and failure.message.startswith(NO_THREAD):
        return "processes"
    if failure.type == "PermissionError":
        return None
    found = ERRNO.match(failure.message)
    return BY_ERRNO.get(found[1]) if found else None


def tell_limit(failure: Failure | None, lang: str, figures: Figures) -> str:
    """Return what the limit is that an exception speaks of, or nothing."""
    name = limit_of(failure) if failure is not None else None
    return _say(f"limit-{name}", lang, figures) if name is not None else ""


def tell_death(cause: str, lang: str, figures: Figures, key: str = "died") -> str:
    """Return why a worker was ended: the limit that it hit, or that it ended."""
    limited = f"{key}-{cause}"
    return _say(limited if limited in words.WORDS else key, lang, figures)


def _say(key: str, lang: str, figures: Figures) -> str:
    told = {name: words.figure(figure, lang, digits=6) for name, figure in figures.items()}
    return words.say(key, lang, **told)
