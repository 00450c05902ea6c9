"""Frameworks made ready in the fork server, so that every worker finds them imported.

Measured conditions hold for a fork: one thread, no work on several before it, no GPU looked at,
and of TensorFlow nothing but the import, since any tensor that it makes starts threads that a
child does not inherit, and then waits for.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

OF_WORKERS = (
    *("num_workers", "timeout", "worker_init_fn", "multiprocessing_context"),
    *("prefetch_factor", "persistent_workers"),
)
"""What a DataLoader is told of its workers; without any, it refuses most of it."""


def warm_frameworks(names: Iterable[str]) -> None:
    """Import these frameworks, with what their first use would import."""
    for name in names:
        module = importlib.import_module(name)
        if name == "torch":
            _warm_torch(module)
        elif name == "tensorflow":
            importlib.import_module("keras")


def require_one_thread() -> None:
    """Refuse to serve where a thread is alive that no child would have.

    Raises:
        RuntimeError: there is one.
    """
    count = len(list(Path("/proc/self/task").iterdir()))
    if count != 1:
        names = ", ".join(thread.name for thread in threading.enumerate())
        raise RuntimeError(f"{count} threads are alive before the fork, of Python's: {names}")


def _warm_torch(torch: Any) -> None:
    torch.set_num_threads(1)
    # The first optimizer imports this, which takes longer than most notebooks.
    importlib.import_module("torch._dynamo")
    loading = importlib.import_module("torch.utils.data").DataLoader
    loading.__init__ = _without_workers(loading.__init__)


def _without_workers(init: Callable[..., None]) -> Callable[..., None]:
    """Make a DataLoader read in its own process: its workers hang in a worker of ours.

    What it yields is the same, in the same order.
    """

    signature = inspect.signature(init)

    @functools.wraps(init)
    def alone(*positional: Any, **named: Any) -> None:
        given = signature.bind(*positional, **named)
        for setting in OF_WORKERS:
            given.arguments.pop(setting, None)
        init(*given.args, **given.kwargs)

    return alone
