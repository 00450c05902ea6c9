"""Activation functions, each with its derivative right below it."""

import numpy as np


def sigmoid(z):
    """Return 1 / (1 + e^(-z)), element by element.

    z: array of any shape, float64. The result has the same shape, with values in [0, 1].
    No overflow may occur, even for z = -1000 or z = 1000.

    Source: M. S. Jha, Introduction to Deep Learning (activation functions).
    """
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def sigmoid_prime(z):
    """Return the derivative of the sigmoid at the pre-activation z, element by element.

    z: array of any shape, float64. The result has the same shape, with values in [0, 1/4].

    Source: P. Pereira, Introduction au Deep Learning (fonctions d'activation).
    """
    s = sigmoid(z)
    return s * (1.0 - s)


def relu(z):
    """Return max(z, 0), element by element.

    z: array of any shape, float64, left as it is. The result is a new array of the same shape.

    Source: T. Artières, Deep Learning (the single neuron).
    """
    return np.maximum(z, 0.0)


def relu_prime(z):
    """Return the derivative of ReLU at z, element by element: 1 where z > 0, and 0 elsewhere.

    z: array of any shape, float64. The result has the same shape, float64.
    At 0, where ReLU has no derivative, this course takes 0.

    Source: T. Artières, Deep Learning (the single neuron: f = 0 if x <= 0).
    """
    return np.where(z > 0, 1.0, 0.0)


def leaky_relu(z, alpha=0.01):
    """Return z where z > 0 and alpha * z elsewhere, element by element.

    z: array of any shape, float64. alpha: float, 0 < alpha < 1, the slope for negative z.
    The result is a new array of the same shape.

    Source: M. S. Jha, Introduction to Deep Learning (activation functions).
    """
    return np.where(z > 0, z, alpha * z)


def leaky_relu_prime(z, alpha=0.01):
    """Return the derivative of leaky ReLU at z, element by element: 1 where z > 0, else alpha.

    z: array of any shape, float64. alpha: float, 0 < alpha < 1, the slope for negative z.
    The result has the same shape, float64. At 0, where there is no derivative, it is alpha.

    Source: M. S. Jha, Introduction to Deep Learning (activation functions).
    """
    return np.where(z > 0, 1.0, alpha)


def elu(z, alpha=1.0):
    """Return z where z > 0 and alpha * (e^z - 1) elsewhere, element by element.

    z: array of any shape, float64. alpha: float above 0: the result tends to -alpha when z tends
    to minus infinity. The result is a new array of the same shape.

    Source: A. Mahmoudi, Deep Learning (activation functions).
    """
    return np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0.0)))
