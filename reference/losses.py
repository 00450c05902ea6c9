"""Losses of a classifier and, right below the first, what starts the backward pass."""

import numpy as np
from reference.softmax import one_hot


def nll_loss(F, y):
    """Return -(1/m) (log f_(y_1) + ... + log f_(y_m)), the mean negative log-likelihood.

    F: array (K, m), float64: the probabilities of the K classes, one instance a column.
    y: integer array (m,): the right class of each instance, counted from 0 to K - 1.
    Probabilities are clipped to [1e-12, 1 - 1e-12] before the natural logarithm.
    Returns a single number: the mean over the m instances.

    Source: S. J. Goubalan, Initiation au Deep Learning (training, negative log-likelihood).
    """
    right = F[y, np.arange(y.size)]
    return -np.mean(np.log(np.clip(right, 1e-12, 1 - 1e-12)))


def dnll_df(f, y):
    """Return -1_(y = i) / f_y, the gradient of -log f_y with respect to f, for one instance.

    f: array (K,), float64: the probabilities of the K classes, all above zero (no clipping).
    y: int: the right class, counted from 0 to K - 1.
    Returns an array (K,).

    Source: S. J. Goubalan, Initiation au Deep Learning (backpropagation).
    """
    gradient = np.zeros(f.shape)
    gradient[y] = -1.0 / f[y]
    return gradient


def dlogits(F, y):
    """Return f - e(y), column by column: the gradient of each -log f_y with respect to its logits.

    F: array (K, m), float64: the softmax of the logits, one instance a column.
    y: integer array (m,): the right class of each instance, counted from 0 to K - 1.
    Returns an array (K, m), not divided by m: column i is the gradient of the loss of instance i
    alone. The 1/m of the mean comes later, in dW and db.

    Source: S. J. Goubalan, Initiation au Deep Learning (backpropagation).
    """
    return F - one_hot(y, F.shape[0])


def cross_entropy(P, Y):
    """Return -(1/m) Σ_i Σ_k Y_ki log P_ki: summed over the classes, averaged over the instances.

    P: array (K, m), float64: the predicted probabilities, one instance a column.
    Y: array (K, m), float64: the target probabilities, one-hot columns or soft labels.
    P is clipped to [1e-12, 1 - 1e-12] before the natural logarithm.
    Returns a single number.

    Source: T. Artières, Deep Learning (classification).
    """
    return -np.sum(Y * np.log(np.clip(P, 1e-12, 1 - 1e-12))) / Y.shape[1]


def bce_loss(P, Y):
    """Return -(1/m) Σ_i (y_i log p_i + (1 - y_i) log(1 - p_i)), the binary cross-entropy.

    P: array (1, m), float64: the predicted probability of class 1, one instance a column.
    Y: array (1, m), float64: the labels, 0 or 1.
    P is clipped to [1e-12, 1 - 1e-12] before the natural logarithms.
    Returns a single number: the mean over the m instances.

    Source: M. S. Jha, Introduction to Deep Learning (loss functions).
    """
    P = np.clip(P, 1e-12, 1 - 1e-12)
    return -np.mean(Y * np.log(P) + (1 - Y) * np.log(1 - P))
