"""A network of any depth: the forward pass, in two notations."""

import numpy as np


def mlp_forward(x, weights, g):
    """Return (h_L, cache): h_0 = x, a_l = W_l h_{l-1}, h_l = g(a_l), for the layers l = 1, ..., L.

    There are no biases, and g is applied in the output layer too.

    x: array (n0,), float64: one instance. weights: list of the L arrays W_l (n_l, n_{l-1}).
    g: function from an array to an array of the same shape: the activation function.
    Returns h_L (n_L,) and cache, a list of L dicts with exactly the keys "a" and "h": a_l and h_l,
    each (n_l,), the first layer first.

    Source: T. Artières, Deep Learning (MLP, forward pass).
    """
    h, cache = x, []
    for W in weights:
        a = W @ h
        h = g(a)
        cache.append({"a": a, "h": h})
    return h, cache


def augment(X):
    """Return X̂ = (X; 1): the data with a row of ones below.

    X: array (n, m), float64, one instance a column. Returns an array (n + 1, m).

    Source: P. Pereira, Introduction au Deep Learning (deep feed-forward).
    """
    ones = np.ones((1, X.shape[1]))
    return np.vstack([X, ones])


def affine_as_linear(W, b):
    """Return θ = (W b), so that θ (X; 1) = W X + b: weights and biases in one matrix.

    W: array (n_out, n_in), float64. b: array (n_out, 1). Returns an array (n_out, n_in + 1).

    Source: P. Pereira, Introduction au Deep Learning (deep feed-forward).
    """
    return np.hstack([W, b])


def augmented_forward(X, thetas):
    """Return A_L: A_0 = X, A_l = tanh(θ_l (A_{l-1}; 1)), and in the output layer A_L = θ_L (...).

    The last layer has no activation function.

    X: array (n0, m), float64, one instance a column.
    thetas: list of the L arrays θ_l (n_l, n_{l-1} + 1), the biases in the last column.
    Returns an array (n_L, m).

    Source: P. Pereira, Introduction au Deep Learning (deep feed-forward).
    """
    A = X
    for theta in thetas[:-1]:
        A = np.tanh(theta @ augment(A))
    return thetas[-1] @ augment(A)


def weight_penalty(theta, lam):
    """Return λ ‖W‖², λ times the sum of the squared weights, where θ = (W b).

    theta: array (n_out, n_in + 1), float64: the weights, and the biases in the last column.
    lam: float, λ. The biases are not penalised. Returns a number.

    Source: S. J. Goubalan, Initiation au Deep Learning (training: the regularisation term).
    """
    W = theta[:, :-1]
    return lam * np.sum(W**2)


def collapse_linear(W1, b1, W2, b2):
    """Return W' = W2 W1 and b' = W2 b1 + b2, so that W' X + b' = W2 (W1 X + b1) + b2 for every X.

    W1: array (n1, n0), float64. b1: array (n1, 1). W2: array (n2, n1). b2: array (n2, 1).
    Returns the pair (W', b'), of shapes (n2, n0) and (n2, 1).

    Source: P. Pereira, Introduction au Deep Learning (fonction d'activation linéaire), with b'
    corrected.
    """
    return W2 @ W1, W2 @ b1 + b2
