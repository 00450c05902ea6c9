"""One neuron."""

import numpy as np


def pre_activation(w, x, b):
    """Return w · x + b, the pre-activation of one neuron.

    w: weights, shape (n,). x: inputs, shape (n,). b: bias, a float.
    """
    return float(np.dot(w, x) + b)


def neuron(w, x, b):
    """Return the output of a neuron with tanh activation.

    The arguments are those of `pre_activation`.
    """
    return float(np.tanh(pre_activation(w, x, b)))
