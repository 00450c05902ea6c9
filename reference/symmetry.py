"""Which parameters learn, and when, from a start that is zero, constant or random."""

import numpy as np
from reference.one_hidden import onehidden_backward, onehidden_forward


def network_gradients(X, y, params, activation):
    """Return the gradients of the one hidden layer network, softmax output, at params.

    X: array (n0, m). y: integer array (m,), the classes. params: dict of arrays "W1" (n1, n0),
    "b1" (n1, 1), "W2" (K, n1), "b2" (K, 1). activation: "sigmoid", "tanh" or "relu".
    Returns a dict of arrays "W1", "b1", "W2", "b2", each of the shape of its parameter.
    """
    _, cache = onehidden_forward(X, params, activation)
    grads = onehidden_backward(params, cache, X, y, activation)
    return {name: grads["d" + name] for name in params}


def learning_report(X, y, params, lr, activation):
    """Return what three steps θ ← θ - η ∇J(θ) of gradient descent do to a start: a dict.

    "first move" is a dict with the four names of params: the step (1, 2 or 3) after which a
    parameter first differs from its start by more than 1e-9 in some entry, and 0 if it never does.
    "distinct neurons" is the number of distinct rows of W1 after the three steps: two rows are the
    same if no entry differs by more than 1e-9.

    X: array (n0, m), float64. y: integer array (m,), the classes, counted from 0.
    params: dict of arrays "W1" (n1, n0), "b1" (n1, 1), "W2" (K, n1), "b2" (K, 1): the start, left
    as it is. lr: float, the learning rate η. activation: "sigmoid", "tanh" or "relu".

    Source: P. Pereira, Introduction au Deep Learning (initialisation aléatoire).
    """
    start, first_move = params, dict.fromkeys(params, 0)
    for step in (1, 2, 3):
        grads = network_gradients(X, y, params, activation)
        params = {name: params[name] - lr * grads[name] for name in params}
        for name in params:
            if first_move[name] == 0 and np.max(np.abs(params[name] - start[name])) > 1e-9:
                first_move[name] = step
    distinct = []
    for row in params["W1"]:
        if all(np.max(np.abs(row - other)) > 1e-9 for other in distinct):
            distinct.append(row)
    return {"first move": first_move, "distinct neurons": len(distinct)}
