"""The path of an optimizer over a cost, to be drawn."""

import numpy as np


def trajectory(step, grad, w0, n):
    """Return the n + 1 points w_0, w_1, …, w_n of an optimizer, one a column.

    step: function that takes (w, g, state) and returns (w, state) after one step; state is what
    the optimizer remembers, and None at the first step. It may write into the w that it is given.
    grad: function of an array shaped like w0, which returns the gradient there.
    w0: array (k,), the start, the same after the call as before it.
    n: int, at least 0, the number of steps.
    Returns a float array (k, n + 1): column t is w_t, and column 0 the start.

    Beside a picture of S. J. Goubalan, Initiation au Deep Learning (optimizers at a saddle point).
    """
    points = np.zeros((len(w0), n + 1))
    points[:, 0] = w0
    w, state = np.array(w0, dtype=float), None
    for t in range(1, n + 1):
        w, state = step(w, grad(w), state)
        points[:, t] = w
    return points
