"""Losses for labels of -1 and +1, each with its derivative right below it."""

import numpy as np
from reference.activations import sigmoid


def logistic_loss(scores, y):
    """Return log(1 + e^(-y ŷ)) for every instance, the natural logarithm.

    scores: array (m,), float64: the scores ŷ, any real numbers. y: array (m,), float64: the
    labels, -1 or +1. Returns an array (m,): the losses, not their mean.
    It must be right even for scores of -1000 or 1000.

    Source: A. Mahmoudi, Deep Learning (loss functions).
    """
    return np.logaddexp(0.0, -y * scores)


def logistic_loss_prime(scores, y):
    """Return the derivative of the logistic loss with respect to the score ŷ, -y / (1 + e^(y ŷ)).

    scores: array (m,), float64: the scores ŷ. y: array (m,), float64: the labels, -1 or +1.
    Returns an array (m,): one derivative for each instance.

    Source: A. Mahmoudi, Deep Learning (loss functions).
    """
    return -y * sigmoid(-y * scores)


def hinge_loss(scores, y):
    """Return max(0, 1 - y ŷ) for every instance.

    scores: array (m,), float64: the scores ŷ, any real numbers. y: array (m,), float64: the
    labels, -1 or +1. Returns an array (m,): the losses, not their mean.

    Source: A. Mahmoudi, Deep Learning (loss functions).
    """
    return np.maximum(0.0, 1.0 - y * scores)


def hinge_loss_prime(scores, y):
    """Return the derivative of the hinge loss with respect to ŷ: -y where y ŷ < 1, 0 elsewhere.

    scores: array (m,), float64: the scores ŷ. y: array (m,), float64: the labels, -1 or +1.
    Returns an array (m,): one derivative for each instance.

    Source: A. Mahmoudi, Deep Learning (loss functions).
    """
    return np.where(y * scores < 1, -y, 0.0)
