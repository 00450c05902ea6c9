"""How the C library keeps memory: what is freed stays, for what is asked for next."""

from __future__ import annotations

import ctypes

TRIM_THRESHOLD, TOP_PAD, MMAP_THRESHOLD = -1, -2, -3
"""Parameters of glibc's `mallopt`, by their numbers in `malloc.h`."""

KEPT_BYTES = 64 * 2**20
"""Most that is kept free at the top of the heap, by this process and by those forked from it."""

APART_BYTES = 32 * 2**20
"""What is larger is mapped by itself, and given back when it is freed; glibc allows no more."""

AT_ONCE_BYTES = 2**20
"""How much more than it needs the heap grows by."""


def keep_freed() -> None:
    """Have freed memory kept. Left alone, glibc returns every larger array to the kernel.

    Each page of it is then cleared and mapped again for the next array. Without glibc it does
    nothing.
    """
    tune = getattr(ctypes.CDLL(None), "mallopt", None)
    if tune is not None:
        tune(TRIM_THRESHOLD, KEPT_BYTES)
        tune(MMAP_THRESHOLD, APART_BYTES)
        tune(TOP_PAD, AT_ONCE_BYTES)
