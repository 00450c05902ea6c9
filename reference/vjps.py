"""Vector-Jacobian products: what a gradient becomes on its way back through one step on arrays.

G is always the gradient of a number J with respect to what the step gave, and has its shape.
"""

import numpy as np


def unbroadcast(G, shape):
    """Return G summed along the axes on which an array of that shape was repeated.

    NumPy repeats an array that is too small: b of shape (3, 1), added to (3, 7), serves 7 times.
    Its gradient is the sum of the gradients of all the copies.

    G: array, float64, of the shape that broadcasting gave. shape: tuple, that of the array before.
    The result has exactly that shape. NumPy adds axes in front, and stretches axes of length 1.

    Source: S. J. Goubalan, Initiation au Deep Learning (backpropagation: the gradient of b).
    """
    G = G.sum(axis=tuple(range(G.ndim - len(shape))))
    stretched = tuple(axis for axis, length in enumerate(shape) if length == 1)
    return G.sum(axis=stretched, keepdims=True)


def add_vjp(G, A, B):
    """Return (dA, dB), the gradients that G sends back through C = A + B.

    A, B: arrays, float64, of shapes that NumPy can broadcast. G: array of the shape of A + B.
    Returns dA of the shape of A, and dB of the shape of B.

    Source: T. Artières, Deep Learning (computation graph: local rules).
    """
    return unbroadcast(G, A.shape), unbroadcast(G, B.shape)


def multiply_vjp(G, A, B):
    """Return (dA, dB), the gradients that G sends back through C = A ⊙ B, element by element.

    A, B: arrays, float64, of shapes that NumPy can broadcast. G: array of the shape of A * B.
    Returns dA of the shape of A, and dB of the shape of B.

    Source: T. Artières, Deep Learning (computation graph: local rules).
    """
    return unbroadcast(G * B, A.shape), unbroadcast(G * A, B.shape)


def matmul_vjp(G, A, B):
    """Return (dA, dB), the gradients that G sends back through C = A B, the product of matrices.

    A: array (p, q), float64. B: array (q, r). G: array (p, r).
    Returns dA (p, q) and dB (q, r).

    Source: M. S. Jha, Introduction to Deep Learning (backpropagation: ∂J/∂W2 and ∂J/∂h).
    """
    return G @ B.T, A.T @ G


def exp_vjp(G, E):
    """Return the gradient that G sends back through E = exp(A): it needs E, and not A.

    G, E: arrays of the same shape, float64. The result has that shape.

    Source: T. Artières, Deep Learning (computation graph: local rules).
    """
    return G * E


def log_vjp(G, A):
    """Return the gradient that G sends back through the natural logarithm of A.

    G, A: arrays of the same shape, float64, A positive. The result has that shape.

    Source: T. Artières, Deep Learning (computation graph: local rules).
    """
    return G / A


def relu_vjp(G, A):
    """Return the gradient that G sends back through max(A, 0); the slope of ReLU at 0 is 0.

    G, A: arrays of the same shape, float64, left as they are. The result is a new array.

    Source: M. S. Jha, Introduction to Deep Learning (backpropagation: ∂J/∂z).
    """
    return np.where(A > 0, G, 0.0)


def sum_vjp(G, A, axis):
    """Return the gradient that G sends back through A.sum(axis=axis).

    A: array, float64. axis: int, or None for the sum of all entries.
    G: array of the shape of the sum, in which that axis is lost; a single number for None.
    The result has the shape of A.

    Source: T. Artières, Deep Learning (automatic differentiation: c = sum(b)).
    """
    if axis is not None:
        G = np.expand_dims(G, axis)
    return G * np.ones(A.shape)
