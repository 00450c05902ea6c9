"""Gradients that are too large, cut to size: entry by entry, or all together."""

import numpy as np


def clip_by_value(grads, c):
    """Return min(max(g, -c), c) for every entry g of every gradient.

    grads: dict of float64 arrays of any shapes, "dW1", "db1", and so on; left as it is.
    c: float above 0, the largest absolute value that an entry may have.
    Returns a new dict with the same keys, and new arrays of the same shapes.

    Source: A. Mahmoudi, Deep Learning (vanishing and exploding gradients).
    """
    return {name: np.minimum(np.maximum(grad, -c), c) for name, grad in grads.items()}


def clip_by_norm(grads, c):
    """Return min(1, c / ‖g‖) g, where ‖g‖² is the sum of the squares of all entries of all arrays.

    There is one norm for all the gradients together. Where it is at most c, they stay unchanged.

    grads: dict of float64 arrays of any shapes, "dW1", "db1", and so on; left as it is.
    c: float above 0, the largest norm that all the gradients together may have.
    Returns a new dict with the same keys, and new arrays of the same shapes.

    Source: A. Mahmoudi, Deep Learning (vanishing and exploding gradients).
    """
    norm = np.sqrt(sum(np.sum(grad**2) for grad in grads.values()))
    scale = c / norm if norm > c else 1.0
    return {name: scale * grad for name, grad in grads.items()}
