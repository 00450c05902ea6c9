"""Downhill with any gradient; and the cost of a linear model, with its gradients beside it."""

import numpy as np
from reference.optimizers import gd_step


def descend(params, gradient, lr, steps):
    """Return the parameters after `steps` steps θ ← θ - η ∇J(θ), each with a gradient of its own.

    params: dict of arrays, the start, the same after the call as before it.
    gradient: function of such a dict, which returns the gradients there: a dict with "dW" for "W"
    and so on. In one step, all the parameters move by the gradients of one point.
    lr: float, the learning rate η. steps: int, at least 0.
    Returns a dict with the keys of params.

    Source: M. S. Jha, Introduction to Deep Learning (gradient descent, batch update).
    """
    for _ in range(steps):
        params = gd_step(params, gradient(params), lr)
    return params


def linear_cost(params, X, Y):
    """Return (J, grads): J = (1/m) Σ_i ½ ‖ŷ_i - y_i‖² of the linear model Ŷ = W X + b.

    With E = Ŷ - Y, the gradients are dW = (1/m) E Xᵀ and db = (1/m) (e_1 + ... + e_m).

    params: dict of arrays "W" (n1, n0) and "b" (n1, 1).
    X: array (n0, m), float64, one instance a column. Y: array (n1, m), float64: the targets.
    Returns J, a single number, and grads, a dict of arrays "dW" (n1, n0) and "db" (n1, 1).

    Source: M. S. Jha, Introduction to Deep Learning (stochastic and mini-batch gradient descent).
    """
    m = X.shape[1]
    E = params["W"] @ X + params["b"] - Y
    J = np.sum(E**2) / (2 * m)
    return J, {"dW": E @ X.T / m, "db": np.sum(E, axis=1, keepdims=True) / m}
