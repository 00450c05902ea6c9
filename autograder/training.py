"""How long a training run may be, in steps of the optimizer, in whatever process it runs."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class TooManyStepsError(RuntimeError):
    """A training run takes more steps than its question allows."""


@contextmanager
def steps_bounded(most: int | None) -> Iterator[None]:
    """Let PyTorch's optimizers step so often in the block, all of them together.

    Raises:
        TooManyStepsError: from within the step that is one too many.
    """
    if most is None or "torch" not in sys.modules:
        yield
        return
    left = most

    def count(*_: Any) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise TooManyStepsError(f"more than {most} steps of the optimizer")

    # By its own name: `torch.optim` does not show it.
    optimizers: Any = importlib.import_module("torch.optim.optimizer")
    handle = optimizers.register_optimizer_step_pre_hook(count)
    try:
        yield
    finally:
        handle.remove()
