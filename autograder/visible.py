"""Which GPUs this process was given, and that trusted code sees none.

The reference is computed on the CPU, in whatever process computes it: `torch.cuda.is_available()`
is false there, so that the same probe takes the CPU in the grader and the GPU in a worker.
"""

from __future__ import annotations

import os

VARIABLE = "CUDA_VISIBLE_DEVICES"

GIVEN = os.environ.get(VARIABLE)
"""What the machine gave us, a scheduler's choice among them; None for all that there is."""


def hide_devices() -> None:
    """Let this process, and all that it starts, see no GPU; before CUDA is looked at."""
    os.environ[VARIABLE] = ""
