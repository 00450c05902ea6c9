"""Dropout: a random part of the activities is set to 0 in training, another at every step."""

import numpy as np


def dropout_forward(A, keep_prob, rng, train):
    """Return (M ⊙ A / keep_prob, M), where each entry of M is 1 with probability keep_prob, else 0.

    The division keeps the mean of every activity: this is inverted dropout. Where `train` is False,
    nothing is dropped nor scaled: the result is A, and every entry of M is 1.

    A: array (n, m), float64, the activities of a hidden layer; left as it is.
    keep_prob: float, 0 <= keep_prob <= 1. With 0, all the activities become 0.
    rng: numpy.random.Generator, from which the entries of M are drawn, independently.
    train: bool, whether the network is being trained.
    Returns two new arrays of the shape of A; M holds zeros and ones.

    Source: M. S. Jha, Introduction to Deep Learning (dropout), after N. Srivastava et al., 2014.
    """
    if not train:
        return A.copy(), np.ones(A.shape)
    M = (rng.random(A.shape) < keep_prob).astype(float)
    scale = 1 / keep_prob if keep_prob > 0 else 0.0
    return scale * M * A, M


def dropout_backward(dA, M, keep_prob):
    """Return M ⊙ dA / keep_prob: the gradient goes back on the way on which the activities came.

    dA: array (n, m), float64, the gradient with respect to what `dropout_forward` returned in
    training.
    M: array (n, m) of zeros and ones, the mask that it returned.
    keep_prob: float, as there. With 0, every gradient is 0.
    Returns a new array (n, m), the gradient with respect to A.

    Source: M. S. Jha, Introduction to Deep Learning (dropout), after N. Srivastava et al., 2014.
    """
    scale = 1 / keep_prob if keep_prob > 0 else 0.0
    return scale * M * dA
