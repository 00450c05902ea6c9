"""Batch normalisation: each feature of a mini-batch on one scale, forward and backward."""

import numpy as np


def normalize_batch(Z, eps):
    """Return (Z_hat, mu, var): Z_hat = (Z - μ) / √(σ² + ε), by feature, over the m instances.

    μ is the mean of a feature over the mini-batch, and σ² the mean of (z - μ)^2.

    Z: array (n, m), float64, one feature a row and one instance a column.
    eps: float above 0, the ε of the formula.
    Returns Z_hat (n, m), mu (n, 1) and var (n, 1), which is σ².

    Source: A. Mahmoudi, Deep Learning (batch normalisation).
    """
    mu = Z.mean(axis=1, keepdims=True)
    var = Z.var(axis=1, keepdims=True)
    return (Z - mu) / np.sqrt(var + eps), mu, var


def batchnorm_forward(Z, gamma, beta, running, eps, momentum, train):
    """Return (out, running): out = γ Z_hat + β, and the running statistics after this call.

    In training, Z_hat is that of normalize_batch, and each running statistic r becomes
    (1 - momentum) r + momentum s, where s is the same statistic of this mini-batch. At test time
    (train=False), Z_hat = (Z - r_mean) / √(r_var + ε), and the running statistics stay as they are.

    Z: array (n, m), float64. gamma, beta: arrays (n, 1), the scale γ and the shift β.
    running: dict of arrays "mean" and "var" (n, 1), or None before the first mini-batch, which
    stands for means of 0 and variances of 1. eps: float above 0. momentum: float from 0 to 1.
    train: bool.
    Returns out (n, m) and a dict of arrays "mean" and "var"; the arguments are left as they are.

    Source: A. Mahmoudi, Deep Learning (batch normalisation, test time).
    """
    if running is None:
        running = {"mean": np.zeros(gamma.shape), "var": np.ones(gamma.shape)}
    if train:
        Z_hat, mu, var = normalize_batch(Z, eps)
        running = {
            "mean": (1 - momentum) * running["mean"] + momentum * mu,
            "var": (1 - momentum) * running["var"] + momentum * var,
        }
    else:
        Z_hat = (Z - running["mean"]) / np.sqrt(running["var"] + eps)
    return gamma * Z_hat + beta, running


def batchnorm_backward(dout, Z, gamma, eps):
    """Return (dZ, dgamma, dbeta), what dout sends back through out = γ Z_hat + β in training.

    dβ = Σ dout and dγ = Σ dout ⊙ Z_hat, sums over the m instances, and
    dZ = γ / (m √(σ² + ε)) · (m dout - dβ - Z_hat ⊙ dγ): for μ and σ² depend on Z as well.

    dout: array (n, m), float64: the gradient of the cost with respect to out, its 1/m included.
    Z: array (n, m), what entered. gamma: array (n, 1). eps: float above 0.
    Returns dZ (n, m), dgamma (n, 1) and dbeta (n, 1).

    Source: A. Mahmoudi, Deep Learning (batch normalisation).
    """
    m = Z.shape[1]
    Z_hat, _, var = normalize_batch(Z, eps)
    dbeta = dout.sum(axis=1, keepdims=True)
    dgamma = (dout * Z_hat).sum(axis=1, keepdims=True)
    dZ = gamma / (m * np.sqrt(var + eps)) * (m * dout - dbeta - Z_hat * dgamma)
    return dZ, dgamma, dbeta
