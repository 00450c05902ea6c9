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


def init_small_normal(n_in, n_out, rng):
    """Return W with normal entries of mean 0 and standard deviation σ = 0.01.

    n_in: int, the inputs of the layer. n_out: int, its neurons.
    rng: numpy.random.Generator, from which the entries are drawn, independently.
    Returns a float64 array (n_out, n_in).

    Source: S. J. Goubalan, Initiation au Deep Learning (initialisation).
    """
    return 0.01 * rng.normal(size=(n_out, n_in))


def he_normal(n_in, n_out, rng):
    """Return W with normal entries of mean 0 and standard deviation σ = √(2 / n_in).

    n_in: int, the inputs of the layer. n_out: int, its neurons.
    rng: numpy.random.Generator, from which the entries are drawn, independently.
    Returns a float64 array (n_out, n_in).

    Source: A. Mahmoudi, Deep Learning (initialisation), after K. He et al., 2015.
    """
    return np.sqrt(2 / n_in) * rng.normal(size=(n_out, n_in))


def xavier_normal(n_in, n_out, rng):
    """Return W with normal entries of mean 0 and standard deviation σ = √(2 / (n_in + n_out)).

    n_in: int, the inputs of the layer. n_out: int, its neurons.
    rng: numpy.random.Generator, from which the entries are drawn, independently.
    Returns a float64 array (n_out, n_in).

    Source: A. Mahmoudi, Deep Learning (initialisation), after X. Glorot and Y. Bengio, 2010.
    """
    return np.sqrt(2 / (n_in + n_out)) * rng.normal(size=(n_out, n_in))


def xavier_uniform(n_in, n_out, rng):
    """Return W with uniform entries between -a and a, where a = √(6 / (n_in + n_out)).

    n_in: int, the inputs of the layer. n_out: int, its neurons.
    rng: numpy.random.Generator, from which the entries are drawn, independently.
    Returns a float64 array (n_out, n_in).

    Source: M. S. Jha, Introduction to Deep Learning (weight initialisation).
    """
    a = np.sqrt(6 / (n_in + n_out))
    return rng.uniform(-a, a, size=(n_out, n_in))


def orthogonal(n_in, n_out, rng, gain=1.0):
    """Return W = gain · Q, where Q has orthonormal columns, or rows if it is wider than tall.

    Q comes of the QR decomposition of a normal matrix, each of its columns multiplied by the sign
    of the diagonal of R: without the signs, Q is orthogonal too, but not uniform among all.

    n_in: int, the inputs of the layer. n_out: int, its neurons. gain: float above 0.
    rng: numpy.random.Generator, from which the normal matrix is drawn.
    Returns a float64 array (n_out, n_in): W^T W = gain² I if n_out >= n_in, else W W^T = gain² I.

    Source: S. J. Goubalan, Initiation au Deep Learning, after A. Saxe et al., 2014.
    """
    tall = rng.normal(size=(max(n_in, n_out), min(n_in, n_out)))
    Q, R = np.linalg.qr(tall)
    Q = Q * np.sign(np.diag(R))
    return gain * (Q if n_out >= n_in else Q.T)


def init_network(sizes, rng):
    """Return the parameters of a ReLU network: σ = √(2 / n_{l-1}) for W_l, and b_l = 0.

    sizes: list of int, (n_0, n_1, ..., n_L), from the features to the output neurons.
    rng: numpy.random.Generator, from which the weights are drawn, all of them independently.
    Returns a dict of float64 arrays "W1" (n_1, n_0), "b1" (n_1, 1), "W2", "b2", ..., "bL".

    Source: S. J. Goubalan, Initiation au Deep Learning (initialisation: biases at zero).
    """
    params = {}
    for layer in range(1, len(sizes)):
        n_in, n_out = sizes[layer - 1], sizes[layer]
        params[f"W{layer}"] = np.sqrt(2 / n_in) * rng.normal(size=(n_out, n_in))
        params[f"b{layer}"] = np.zeros((n_out, 1))
    return params
