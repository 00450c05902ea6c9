"""Weight decay and sparsity: what a penalty on the weights adds to cost, gradient and step."""

import numpy as np


def l2_cost(losses, params, lam):
    """Return J = (1/m) Σ_i L_i + (λ/2) Σ_l ‖W_l‖², where ‖W‖² is the sum of all squared entries.

    The biases are not penalised.

    losses: array (m,), the loss L_i of each of the m instances.
    params: dict of float64 arrays "W1" (n_1, n_0), "b1" (n_1, 1), "W2", "b2", and so on.
    lam: float, λ >= 0, the strength of the penalty.
    Returns a float.

    Source: M. S. Jha, Introduction to Deep Learning (regularisation).
    """
    weights = [array for name, array in params.items() if name.startswith("W")]
    return np.mean(losses) + lam / 2 * sum(np.sum(W**2) for W in weights)


def l2_grad(grads, params, lam):
    """Return the gradients of J: λ W_l + dW_l for every layer, and db_l as it is.

    grads: dict of float64 arrays "dW1", "db1", "dW2", and so on, the gradients of the mean loss,
    without penalty.
    params: dict of arrays "W1", "b1", "W2", and so on, of the same shapes.
    lam: float, λ >= 0, the strength of the penalty (λ/2) Σ_l ‖W_l‖².
    Returns a new dict with the keys of `grads`; grads and params are left as they are.

    Source: M. S. Jha, Introduction to Deep Learning (regularisation).
    """
    return {
        name: lam * params[name[1:]] + grad if name.startswith("dW") else grad
        for name, grad in grads.items()
    }


def l2_step(params, grads, lr, lam):
    """Return the parameters after one step: W ← (1 - ηλ) W - η dW, and b ← b - η db.

    params: dict of float64 arrays "W1", "b1", "W2", "b2", and so on.
    grads: dict of arrays "dW1", "db1", and so on, the gradients of the mean loss, without penalty.
    lr: float, the learning rate η. lam: float, λ >= 0, the strength of the penalty
    (λ/2) Σ_l ‖W_l‖².
    Returns a new dict with the keys of `params`; params and grads are left as they are.

    Source: M. S. Jha, Introduction to Deep Learning (regularisation).
    """
    return {
        name: (1 - lr * lam if name.startswith("W") else 1) * array - lr * grads["d" + name]
        for name, array in params.items()
    }


def l1_grad(W, lam):
    """Return λ sign(w) for every weight: a sub-gradient of λ Σ |w|. The sign of 0 is 0.

    W: array of any shape, float64. lam: float, λ >= 0, the strength of the penalty.
    Returns an array of the shape of W.

    Source: T. Artières, Deep Learning (weight decay, L1).
    """
    return lam * np.sign(W)


def soft_threshold(W, lr, lam):
    """Return sign(w) max(|w| - ηλ, 0) for every weight: nearer to 0 by ηλ, and never beyond it.

    W: array of any shape, float64: the weights after a step on the mean loss alone.
    lr: float, the learning rate η of that step. lam: float, λ >= 0, the strength of the penalty
    λ Σ |w|.
    Returns a new array of the shape of W.

    Source: T. Artières, Deep Learning (weight decay, L1 sets weights to 0).
    """
    return np.sign(W) * np.maximum(np.abs(W) - lr * lam, 0)
