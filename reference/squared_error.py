"""The squared error, as a sum and as a mean, each with its gradient right below it."""

import numpy as np


def sse(yhat, y):
    """Return Σ_i ½ (y_i - ŷ_i)², the sum of the squared errors, with the ½ of this course.

    yhat: array (1, m), float64: the outputs of a network with one output, one instance a column.
    y: array (m,), float64: the targets, as they are read from a file.
    Returns a single number: the sum over the m instances.

    Source: M. S. Jha, Introduction to Deep Learning (gradient descent).
    """
    return 0.5 * np.sum((y - yhat) ** 2)


def sse_prime(yhat, y):
    """Return ŷ_i - y_i, the gradient of Σ_i ½ (y_i - ŷ_i)² with respect to the outputs.

    yhat: array (1, m), float64: the outputs. y: array (m,), float64: the targets.
    Returns an array (1, m), shaped like yhat.

    Source: M. S. Jha, Introduction to Deep Learning (gradient descent).
    """
    return yhat - y


def mse(Yhat, Y):
    """Return (1/m) Σ_i Σ_j (Y_ji - Ŷ_ji)²: summed over the outputs, averaged over the instances.

    Yhat: array (q, m), float64: the q outputs of the network, one instance a column.
    Y: array (q, m), float64: the targets.
    Returns a single number.

    Source: T. Artières, Deep Learning (regression).
    """
    return np.sum((Y - Yhat) ** 2) / Y.shape[1]


def mse_prime(Yhat, Y):
    """Return 2 (Ŷ - Y): the gradient of each Σ_j (Y_ji - Ŷ_ji)² with respect to its outputs.

    Yhat: array (q, m), float64: the q outputs of the network, one instance a column.
    Y: array (q, m), float64: the targets.
    Returns an array (q, m), not divided by m: column i is the gradient of the loss of instance i
    alone. The 1/m of the mean comes later, in dW and db.

    Source: T. Artières, Deep Learning (gradients of the last layer).
    """
    return 2.0 * (Yhat - Y)
