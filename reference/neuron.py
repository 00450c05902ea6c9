"""One neuron, then a row of them: a weighted sum, a bias, and what becomes of it."""

import numpy as np


def neuron_forward(w, x, b, g):
    """Return z = w·x + b and a = g(z): the pre-activation of one neuron and its activation.

    w: array (n,), float64: the weights. x: array (n,), float64: one instance. b: float: the bias.
    g: function from a number to a number: the activation function.
    Returns the pair (z, a), two numbers.

    Source: S. J. Goubalan, Initiation au Deep Learning (artificial neuron).
    """
    z = w @ x + b
    return z, g(z)


def linear_predict(w, X, b):
    """Return z_i = w·x^(i) + b for every instance i: a neuron without activation function.

    w: array (n,), float64: the weights. X: array (n, m), float64, one instance a column.
    b: float: the bias. Returns an array (m,).

    Source: M. S. Jha, Introduction to Deep Learning (regression model).
    """
    return w @ X + b


def threshold_neuron(w, x, theta):
    """Return 1 if w·x >= theta and 0 otherwise: the neuron fires, or it stays silent.

    w: array (n,), float64: the weights. x: array (n,), float64: one instance.
    theta: float: the threshold. A sum that is exactly at the threshold makes it fire.
    Returns a single number, 0 or 1.

    Source: M. S. Jha, Introduction to Deep Learning (neuron and perceptron).
    """
    return 1.0 if w @ x >= theta else 0.0


def pattern_sign(w, F, b):
    """Return y_i = sign(w·f^(i) + b) for every instance i: the class, +1 or -1.

    w: array (n,), float64: the weights. F: array (n, m), float64: the n features of the m
    instances, one instance a column. b: float: the bias. A score of exactly 0 counts as +1.
    Returns an array (m,) of +1.0 and -1.0.

    Source: S. J. Goubalan, Initiation au Deep Learning (how we did before).
    """
    return np.where(w @ F + b >= 0, 1.0, -1.0)


def half_space(W, b, X):
    """Return h_ki = 1 if w_k·x^(i) + b_k >= 0 and 0 otherwise: which side, for each neuron.

    W: array (k, n), float64: the weights of k neurons, one neuron a row. b: array (k, 1), float64.
    X: array (n, m), float64, one instance a column. A point on a boundary counts as inside.
    Returns an array (k, m) of 0 and 1.

    Source: T. Artières, Deep Learning (what a hidden neuron does).
    """
    return np.where(W @ X + b >= 0, 1.0, 0.0)


def at_least(k, n):
    """Return (w, b) such that w·x + b >= 0 if and only if at least k of the n inputs are 1.

    k: int, from 1 to n. n: int. The inputs x_1, ..., x_n are 0 or 1.
    Returns the weights, an array (n,) of floats, and the bias, a float. Any neuron that answers
    right for all the inputs will do.

    Source: T. Artières, Deep Learning (what a hidden neuron does).
    """
    return np.ones(n), 0.5 - k
