"""A dense layer, forward and back, and the way back through an activation."""

import numpy as np
from reference.activations import relu_prime, sigmoid_prime


def dense_naive(A_prev, W, b):
    """Return Z, whose column i is z^(i) = W a_prev^(i) + b: a dense layer, one instance at a time.

    A_prev: array (n_in, m), float64, one instance a column.
    W: array (n_out, n_in): the weights, one neuron a row. b: array (n_out, 1): the biases.
    Returns an array (n_out, m).

    Source: P. Pereira, Introduction au Deep Learning (boucle naïve).
    """
    columns = []
    for i in range(A_prev.shape[1]):
        column = A_prev[:, i : i + 1]
        columns.append(W @ column + b)
    return np.hstack(columns)


def dense_forward(A_prev, W, b):
    """Return (Z, cache): Z = W A_prev + b, a dense layer for all the instances at once.

    A_prev: array (n_in, m), float64, one instance a column.
    W: array (n_out, n_in): the weights, one neuron a row. b: array (n_out, 1): the biases.
    Returns Z (n_out, m), the pre-activations, and cache, a dict with exactly the keys "A_prev" and
    "W": the arrays that came in, which the backward pass will need.

    Source: P. Pereira, Introduction au Deep Learning (forme matricielle).
    """
    Z = W @ A_prev + b
    return Z, {"A_prev": A_prev, "W": W}


def dense_backward(dZ, A_prev, W):
    """Return (dA_prev, dW, db), the gradients that dZ sends back through Z = W A_prev + b.

    For a single instance: da_prev = W^T dz, dW = dz a_prev^T, db = dz. The cost J is the mean
    over the m instances.

    dZ: array (n_out, m), float64: column i is the gradient of the loss of instance i alone.
    A_prev: array (n_in, m): what entered the layer, one instance a column.
    W: array (n_out, n_in): the weights of the layer.
    Returns dA_prev (n_in, m), still one gradient per instance, not divided by m; dW (n_out, n_in)
    and db (n_out, 1), the gradients of J: the 1/m of the mean is here.

    Source: S. J. Goubalan, Initiation au Deep Learning (backpropagation, gradients).
    """
    m = A_prev.shape[1]
    dW = dZ @ A_prev.T / m
    db = dZ.sum(axis=1, keepdims=True) / m
    dA_prev = W.T @ dZ
    return dA_prev, dW, db


def activation_backward(dA, Z, name):
    """Return dZ = dA ⊙ g'(Z), the gradient that dA sends back through A = g(Z).

    dA: array of any shape, float64: the gradient with respect to the activations A.
    Z: array of the same shape: the pre-activations, as they entered g.
    name: "sigmoid", "tanh" or "relu": which g it is. The derivative of ReLU at 0 is 0.
    Returns an array of the same shape; the arguments are left unchanged.

    Source: S. J. Goubalan, Initiation au Deep Learning (backpropagation, gradients).
    """
    if name == "tanh":
        slope = 1.0 - np.tanh(Z) ** 2
    else:
        slope = {"sigmoid": sigmoid_prime, "relu": relu_prime}[name](Z)
    return dA * slope
