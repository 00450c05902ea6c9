"""Smooth activation functions, each with its derivative right below it."""

import numpy as np
from reference.activations import sigmoid


def tanh(z):
    """Return (1 - e^(-2z)) / (1 + e^(-2z)), element by element, with np.exp alone.

    z: array of any shape, float64. The result has the same shape, with values in [-1, 1].
    It must be right even for z = -1000 or z = 1000. NumPy's own hyperbolic functions are not to
    be used here.

    Source: M. S. Jha, Introduction to Deep Learning (activation functions).
    """
    e = np.exp(-2.0 * np.abs(z))
    return np.sign(z) * (1.0 - e) / (1.0 + e)


def tanh_prime(z):
    """Return the derivative of tanh at the pre-activation z, element by element.

    z: array of any shape, float64. The result has the same shape, with values in [0, 1].

    Source: P. Pereira, Introduction au Deep Learning (fonctions d'activation).
    """
    return 1.0 - tanh(z) ** 2


def tanh_prime_from_a(a):
    """Return the derivative of tanh at the z for which tanh(z) = a, element by element.

    a: array of any shape, float64: activations, in [-1, 1], as the forward pass keeps them.
    The result has the same shape.

    Source: P. Pereira, Introduction au Deep Learning (fonctions d'activation).
    """
    return 1.0 - a**2


def softplus(z):
    """Return log(1 + e^z), the natural logarithm, element by element.

    z: array of any shape, float64. The result has the same shape.
    It must be right even for z = -1000 or z = 1000.

    Source: P. Pereira, Introduction au Deep Learning (fonctions d'activation).
    """
    return np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))


def softplus_prime(z):
    """Return the derivative of softplus at z, element by element.

    z: array of any shape, float64. The result has the same shape, with values in [0, 1].
    It must be right even for z = -1000 or z = 1000.

    Source: P. Pereira, Introduction au Deep Learning (fonctions d'activation).
    """
    return sigmoid(z)


def gaussian_activation(z):
    """Return e^(-z²), element by element.

    z: array of any shape, float64. The result has the same shape, with values in [0, 1].

    Source: T. Artières, Deep Learning (the single neuron).
    """
    return np.exp(-(z**2))


def gaussian_prime(z):
    """Return the derivative of e^(-z²) at z, element by element.

    z: array of any shape, float64. The result has the same shape.

    Source: T. Artières, Deep Learning (the single neuron).
    """
    return -2.0 * z * gaussian_activation(z)
