"""Where training starts: the symmetry that must be broken, and the scale that must be kept."""

import numpy as np
from reference.optimizers import gd_step
from reference.two_layer import two_layer_backward, two_layer_forward


def symmetry_report(X, Y, params, lr):
    """Return how many distinct rows W1 has after three steps of gradient descent.

    The network is the sigmoid/sigmoid one, and each step uses all the instances. A row of W1 holds
    the weights of one hidden neuron: one distinct row, one useful neuron. Two rows are the same if
    no entry differs by more than 1e-9.

    X: array (n0, m), float64. Y: array (1, m) of zeros and ones.
    params: dict of arrays "W1" (n1, n0), "b1" (n1, 1), "W2" (1, n1), "b2" (1, 1): where the
    three steps start; left as it is. lr: float, the learning rate of the steps.
    Returns an int from 1 to n1.

    Source: P. Pereira, Introduction au Deep Learning (initialisation aléatoire).
    """
    for _ in range(3):
        _, cache = two_layer_forward(X, params)
        params = gd_step(params, two_layer_backward(params, cache, X, Y), lr)
    distinct = []
    for row in params["W1"]:
        if all(np.max(np.abs(row - other)) > 1e-9 for other in distinct):
            distinct.append(row)
    return len(distinct)


def he_normal(n_in, n_out, rng):
    """Return W with normal entries of mean 0 and standard deviation σ = √(2 / n_in).

    n_in: int, the inputs of the layer. n_out: int, its neurons.
    rng: numpy.random.Generator, from which the entries are drawn, independently.
    Returns a float64 array (n_out, n_in).

    Source: A. Mahmoudi, Deep Learning (initialisation), after K. He et al., 2015.
    """
    return np.sqrt(2 / n_in) * rng.normal(size=(n_out, n_in))
