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
