"""Logits to probabilities, labels to columns: the two ends that a classifier compares."""

import numpy as np


def softmax(Z):
    """Return e^(z_k) / (e^(z_1) + ... + e^(z_K)), column by column.

    Z: array (K, m), float64: the K logits of each of the m instances, one instance a column.
    Returns an array (K, m): in every column, numbers from 0 to 1 whose sum is 1.
    No overflow and no division by zero may occur, even when the logits of one instance are
    around 1000 and those of another around -1000.

    Source: S. J. Goubalan, Initiation au Deep Learning (softmax).
    """
    E = np.exp(Z - Z.max(axis=0, keepdims=True))
    return E / E.sum(axis=0, keepdims=True)


def softmax_along(Z, axis):
    """Return the softmax of Z along an axis: every line of numbers along it sums to 1.

    Z: array (r, c), float64: logits. axis: int: 0 for instances in columns, as in this course; 1,
    or -1, for instances in rows, as in PyTorch.
    Returns an array (r, c). No overflow and no division by zero may occur, even when the logits
    of one instance are around 1000 and those of another around -1000.

    Source: S. J. Goubalan, Initiation au Deep Learning (softmax).
    """
    E = np.exp(Z - Z.max(axis=axis, keepdims=True))
    return E / E.sum(axis=axis, keepdims=True)


def softmax_jacobian(s):
    """Return J with J_ij = ∂s_i/∂z_j: s_i (1 - s_i) on the diagonal, and -s_i s_j elsewhere.

    s: array (K,), float64: the softmax of the logits z of one instance.
    Returns an array (K, K).

    Source: S. J. Goubalan, Initiation au Deep Learning (softmax).
    """
    return np.diag(s) - np.outer(s, s)


def softmax_vjp(S, G):
    """Return s_i (g_i - Σ_k s_k g_k), column by column: the gradient with respect to the logits.

    S: array (K, m), float64: the softmax of the logits, one instance a column.
    G: array (K, m), float64: in each column the gradient of a loss with respect to that softmax.
    Returns an array (K, m). No matrix of shape (K, K) is needed.

    Source: S. J. Goubalan, Initiation au Deep Learning (softmax).
    """
    return S * (G - (S * G).sum(axis=0, keepdims=True))


def one_hot(y, K):
    """Return the matrix whose column i is e(y_i): 1 in row y_i, 0 in the other rows.

    y: integer array (m,): the labels, counted from 0 to K - 1.
    K: int: the number of classes, also when some of them do not occur in y.
    Returns an array (K, m), float64.

    Source: M. S. Jha, Introduction to Deep Learning (one-hot and label encoding).
    """
    Y = np.zeros((K, y.size))
    Y[y, np.arange(y.size)] = 1.0
    return Y
