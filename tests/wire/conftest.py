"""What the tests of the wire share: equality that overlooks nothing, and memory watched."""

import tracemalloc
from contextlib import contextmanager

import numpy as np
import pytest


@pytest.fixture(scope="session")
def same():
    """Return whether two pieces of plain data are the same in type, dtype, order and bits."""
    return _same


def _same(one, other):
    if type(one) is not type(other):
        return False
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, dict):
        return _same(list(one.items()), list(other.items()))
    if isinstance(one, np.ndarray | np.generic):
        alike = one.dtype == other.dtype and one.shape == other.shape
        return alike and one.tobytes() == other.tobytes()
    if isinstance(one, float | complex):
        return np.asarray(one).tobytes() == np.asarray(other).tobytes()
    return one == other


@pytest.fixture(scope="session")
def peak_memory():
    """Return a block that measures the most memory taken inside it, in bytes, as `peak[0]`."""
    return _peak_memory


@contextmanager
def _peak_memory():
    peak = [0]
    tracemalloc.start()
    try:
        yield peak
    finally:
        peak[0] = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
