"""The whole algorithm: forward, cost, backward, step, again and again."""

import numpy as np
from reference.losses import bce_loss
from reference.optimizers import gd_step
from reference.two_layer import two_layer_backward, two_layer_forward


def train(X, Y, n_hidden, lr, epochs, seed):
    """Return (params, history) of a sigmoid/sigmoid network after `epochs` steps on all of X.

    The weights start as 0.01 times standard normal numbers, drawn from
    np.random.default_rng(seed): W1 first, then W2. The biases start at zero. An epoch is one step
    of gradient descent on the mean binary cross-entropy of all m instances.

    X: array (n0, m), float64. Y: array (1, m) of zeros and ones.
    n_hidden: int, the neurons of the hidden layer. lr: float, the learning rate.
    epochs: int, the number of steps. seed: int.
    Returns params, a dict of arrays "W1" (n_hidden, n0), "b1" (n_hidden, 1), "W2" (1, n_hidden),
    "b2" (1, 1), as they are after the last step; and history, a list of `epochs` numbers: the
    cost before each step. X and Y are left as they are.

    Source: P. Pereira, Introduction au Deep Learning (algorithme).
    """
    rng = np.random.default_rng(seed)
    params = {
        "W1": 0.01 * rng.normal(size=(n_hidden, X.shape[0])),
        "b1": np.zeros((n_hidden, 1)),
        "W2": 0.01 * rng.normal(size=(1, n_hidden)),
        "b2": np.zeros((1, 1)),
    }
    history = []
    for _ in range(epochs):
        A2, cache = two_layer_forward(X, params)
        history.append(bce_loss(A2, Y))
        grads = two_layer_backward(params, cache, X, Y)
        params = gd_step(params, grads, lr)
    return params, history
