"""Numerical gradients, and the test of a gradient derived by hand against them."""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    """Return (f(x + h e_i) - f(x - h e_i)) / 2h for every coordinate i: the centred differences.

    e_i is the array of zeros, shaped like x, with a one at coordinate i.

    f: function of an array shaped like x, which returns one number.
    x: array of any shape, of floats or of integers, the same after the call as before it.
    h: float, the size of the step.
    Returns a float64 array of the shape of x.

    Beside the lab of S. J. Goubalan, Initiation au Deep Learning (backpropagation).
    """
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = h
        gradient[index] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient


def gradient_check(f, grad, x):
    """Return the largest |a - n| / max(|a|, |n|, 1e-12) over all coordinates.

    a is grad(x), the gradient to be tested; n is the numerical gradient of f at x (h = 1e-5).

    f: function of an array shaped like x, which returns one number.
    grad: function of an array shaped like x, which returns an array of that shape.
    x: float64 array of any shape.
    Returns one float: about 1e-7 or less if grad is right, 2 if only its sign is wrong.

    Beside the lab of S. J. Goubalan, Initiation au Deep Learning (backpropagation).
    """
    a = grad(x)
    n = numerical_gradient(f, x)
    scale = np.maximum(np.maximum(np.abs(a), np.abs(n)), 1e-12)
    return float(np.max(np.abs(a - n) / scale))
