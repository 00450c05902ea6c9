"""The exponentially weighted moving average, which momentum and Adam are built on."""

import numpy as np


def ewma(x, beta, correct):
    """Return v_1, …, v_n, where v_t = β v_{t-1} + (1 - β) x_t and v_0 = 0.

    With correct=True, v_t / (1 - β^t) is returned in the place of every v_t.

    x: array (n,), the numbers in the order in which they come.
    beta: float, 0 <= β < 1, the part of the average that is kept.
    correct: bool, whether the start at zero is corrected.
    Returns a float array (n,).

    Source: A. Mahmoudi, Deep Learning (exponentially weighted averages).
    """
    averages = np.zeros(len(x))
    v = 0.0
    for i in range(len(x)):
        v = beta * v + (1 - beta) * x[i]
        averages[i] = v / (1 - beta ** (i + 1)) if correct else v
    return averages
