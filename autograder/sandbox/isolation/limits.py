"""Resource limits: what a worker and all that it starts may use up."""

from __future__ import annotations

import resource
from dataclasses import dataclass
from typing import Any

from autograder.sandbox.share import Share

OPEN_FILES = 256
SIGNALS_QUEUED = 1024


@dataclass(frozen=True)
class Allowance:
    """What a worker may use up."""

    memory_mb: int
    """Private writable memory of one process, and of all of the submission's together."""

    output_kb: int
    """Text kept of one cell's output."""

    submission_seconds: float
    """CPU time of one process; the wall clock is the grader's."""

    disk_mb: int = 256
    """Files of the submission together, and the largest of them."""

    processes: int = 64
    """Processes and threads at once."""

    share: Share | None = None
    """Of a device, where it has any."""

    def as_plain(self) -> dict[str, Any]:
        """Return it as it crosses to the fork server."""
        return {**vars(self), "share": self.share and self.share.as_plain()}


def read_allowance(plain: dict[str, Any]) -> Allowance:
    """Return the allowance that crossed as `as_plain` had it."""
    share = plain["share"]
    return Allowance(**{**plain, "share": share and Share(**share)})


def set_limits(allowance: Allowance, *, processes: bool) -> None:
    """Limit this process, for good.

    Args:
        allowance: how much of everything.
        processes: whether to limit processes too: only under a user of its own, since the kernel
            counts all that run under one.
    """
    memory, disk = allowance.memory_mb * 2**20, allowance.disk_mb * 2**20
    seconds = int(allowance.submission_seconds) + 1
    _limit(resource.RLIMIT_DATA, memory)
    _limit(resource.RLIMIT_FSIZE, disk)
    _limit(resource.RLIMIT_NOFILE, OPEN_FILES)
    _limit(resource.RLIMIT_SIGPENDING, SIGNALS_QUEUED)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_MSGQUEUE, 0)
    _limit(resource.RLIMIT_CPU, seconds, seconds + 1)
    if processes:
        _limit(resource.RLIMIT_NPROC, allowance.processes)


def _limit(kind: int, soft: int, hard: int | None = None) -> None:
    _, highest = resource.getrlimit(kind)
    hard = soft if hard is None else hard
    # The machine's own limit may be lower, and is no one's to raise.
    if highest != resource.RLIM_INFINITY:
        soft, hard = min(soft, highest), min(hard, highest)
    resource.setrlimit(kind, (soft, hard))
