"""Regression that says how sure it is: a normal law with a predicted variance."""

import numpy as np


def gaussian_nll(M, s, Y):
    """Return the mean of -log N(y; μ, e^s I) = n/2 (log 2π + s) + ‖y - μ‖² / (2 e^s).

    M: array (n, m), float64: the predicted means μ, one instance a column.
    s: array (1, m), float64: the predicted logarithm of the variance, s = log σ², any real number.
    Y: array (n, m), float64: the targets.
    Returns a single number: the mean over the m instances. It is finite even where a target is a
    hundred standard deviations away from its mean.

    Source: S. J. Goubalan, Initiation au Deep Learning (continuous output).
    """
    squares = np.sum((Y - M) ** 2, axis=0)
    return np.mean(0.5 * (Y.shape[0] * (np.log(2 * np.pi) + s) + squares * np.exp(-s)))


def gaussian_nll_prime(M, s, Y):
    """Return (dM, ds): dμ = (μ - y) / e^s and ds = (n - ‖y - μ‖² / e^s) / 2, column by column.

    M: array (n, m), float64: the predicted means μ, one instance a column.
    s: array (1, m), float64: the predicted logarithm of the variance, s = log σ².
    Y: array (n, m), float64: the targets.
    Returns the pair (dM, ds), arrays (n, m) and (1, m), not divided by m: column i is the gradient
    of the loss of instance i alone. The 1/m of the mean comes later, in dW and db.

    Source: S. J. Goubalan, Initiation au Deep Learning (continuous output).
    """
    dM = (M - Y) * np.exp(-s)
    ds = 0.5 * (Y.shape[0] - np.sum((M - Y) ** 2, axis=0) * np.exp(-s))
    return dM, ds
