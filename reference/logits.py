"""Losses computed from logits, and the gradient of the one that has a single logit."""

import numpy as np


def logsumexp(Z):
    """Return log(e^(z_1) + ... + e^(z_K)) = c + log(e^(z_1 - c) + ... + e^(z_K - c)), any c.

    Z: array (K, m), float64: K numbers for each of the m instances, one instance a column.
    Returns an array (m,): one number for each column, by the natural logarithm.
    No overflow may occur and no logarithm of 0, even when the numbers of one instance are around
    1000 and those of another around -1000.

    Beside S. J. Goubalan, Initiation au Deep Learning (softmax).
    """
    top = Z.max(axis=0)
    return top + np.log(np.exp(Z - top).sum(axis=0))


def cross_entropy_from_logits(Z, y):
    """Return (1/m) Σ_i (log Σ_k e^(Z_ki) - Z_(y_i, i)): nll_loss of softmax(Z), nothing clipped.

    Z: array (K, m), float64: the logits, one instance a column.
    y: integer array (m,): the right class of each instance, counted from 0 to K - 1.
    Returns a single number, finite even for logits of -1000 or 1000.

    Source: S. J. Goubalan, Initiation au Deep Learning (training, negative log-likelihood).
    """
    return np.mean(logsumexp(Z) - Z[y, np.arange(y.size)])


def bce_from_logits(Z, Y):
    """Return (1/m) Σ_i (max(z_i, 0) - z_i y_i + log(1 + e^(-|z_i|))): bce_loss of σ(Z).

    Z: array (1, m), float64: the logit of class 1, one instance a column.
    Y: array (1, m), float64: the labels, 0 or 1.
    Nothing is clipped. Returns a single number, finite even for logits of -1000 or 1000.

    Source: M. S. Jha, Introduction to Deep Learning (loss functions).
    """
    return np.mean(np.maximum(Z, 0.0) - Z * Y + np.log1p(np.exp(-np.abs(Z))))


def bce_dlogits(P, Y):
    """Return p - y, column by column: the gradient of each binary cross-entropy, by its logit.

    P: array (1, m), float64: the sigmoid of the logits, one instance a column.
    Y: array (1, m), float64: the labels, 0 or 1.
    Returns an array (1, m), not divided by m: column i is the gradient of the loss of instance i
    alone. The 1/m of the mean comes later, in dW and db.

    Source: P. Pereira, Introduction au Deep Learning (dernière couche).
    """
    return P - Y
