"""The solutions of the course that is attacked."""

import numpy as np


def relu(x):
    """Return x where it is positive, and 0 elsewhere.

    x: an array of any shape.
    """
    return np.maximum(x, 0)


def layer(W, x, b):
    """Return relu(W x + b).

    W: weights, shape (n, m). x: inputs, shape (m,). b: biases, shape (n,).
    """
    return relu(W @ x + b)


def slope(y):
    """Return the differences between neighbours: half of both sides' sum, one side's at the ends.

    y: an array of shape (n,), n > 2.
    """
    inside = (y[2:] - y[:-2]) / 2
    return np.concatenate(([y[1] - y[0]], inside, [y[-1] - y[-2]]))


def mask(n, keep, rng):
    """Return n zeros and ones, each one a 1 with probability keep.

    n: how many. keep: a probability. rng: a numpy.random.Generator.
    """
    return (rng.random(n) < keep).astype(float)
