"""Once through the data, in three ways: one update, one for each instance, one for each batch."""

from reference.descent import linear_cost
from reference.optimizers import gd_step


def epoch_batch(X, Y, params, lr):
    """Return (params, updates, loss) after an epoch of one step, by the gradients of all instances.

    X: array (n0, m), float64, one instance a column. Y: array (n1, m), float64.
    params: dict of arrays "W" (n1, n0) and "b" (n1, 1), left as they are. lr: float, the rate.
    Returns the new parameters, the number of updates, and the mean loss of the m instances, with
    the parameters before the step.

    Source: M. S. Jha, Introduction to Deep Learning (batch update).
    """
    loss, grads = linear_cost(params, X, Y)
    return gd_step(params, grads, lr), 1, loss


def epoch_sgd(X, Y, params, lr, order):
    """Return (params, updates, loss) after an epoch of one step for each instance.

    X: array (n0, m), float64, one instance a column. Y: array (n1, m), float64.
    params: dict of arrays "W" (n1, n0) and "b" (n1, 1), left as they are. lr: float, the rate.
    order: integer array (m,), the columns in the order in which they are taken.
    Returns the new parameters, the number of updates, and the mean of the m losses, each with the
    parameters that its instance has met, before its own step.

    Source: A. Mahmoudi, Deep Learning (stochastic gradient descent).
    """
    updates = total = 0
    for i in order:
        loss, grads = linear_cost(params, X[:, i : i + 1], Y[:, i : i + 1])
        params = gd_step(params, grads, lr)
        updates, total = updates + 1, total + loss
    return params, updates, total / updates


def epoch_minibatch(batches, params, lr):
    """Return (params, updates, loss) after an epoch of one step for each mini-batch.

    batches: list of tuples (X_b, Y_b) of arrays (n0, size) and (n1, size), one instance a column;
    the last batch may be shorter.
    params: dict of arrays "W" (n1, n0) and "b" (n1, 1), left as they are. lr: float, the rate.
    Returns the new parameters, the number of updates, and the mean loss of all the instances of
    all the batches, each with the parameters that it has met, before the step of its batch.

    Source: M. S. Jha, Introduction to Deep Learning (mini-batch gradient descent).
    """
    updates = total = m = 0
    for X_b, Y_b in batches:
        loss, grads = linear_cost(params, X_b, Y_b)
        params = gd_step(params, grads, lr)
        updates, total, m = updates + 1, total + loss * X_b.shape[1], m + X_b.shape[1]
    return params, updates, total / m
