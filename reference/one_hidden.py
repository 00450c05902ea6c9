"""A hidden layer of any activation and a softmax output: forward, and its gradients right below."""

import numpy as np
from reference.activations import relu, sigmoid
from reference.dense import activation_backward, dense_backward
from reference.losses import dlogits
from reference.softmax import softmax


def onehidden_forward(X, params, activation="tanh"):
    """Return (F, cache): Z1 = W1 X + b1, A1 = g(Z1), Z2 = W2 A1 + b2, F = softmax(Z2).

    X: array (n0, m), float64, one instance a column.
    params: dict of arrays "W1" (n1, n0), "b1" (n1, 1), "W2" (K, n1), "b2" (K, 1).
    activation: "tanh", "sigmoid" or "relu": which g the hidden layer has.
    Returns F (K, m), the probabilities of the K classes, and cache, a dict with exactly the keys
    "Z1", "A1" (n1, m) and "Z2", "A2" (K, m), where "A2" is F.

    Source: S. J. Goubalan, Initiation au Deep Learning (one hidden layer network).
    """
    g = {"tanh": np.tanh, "sigmoid": sigmoid, "relu": relu}[activation]
    Z1 = params["W1"] @ X + params["b1"]
    A1 = g(Z1)
    Z2 = params["W2"] @ A1 + params["b2"]
    F = softmax(Z2)
    return F, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": F}


def onehidden_backward(params, cache, X, y, activation="tanh"):
    """Return the gradients of J, the mean over the instances of -log f_y.

    The network is that of onehidden_forward: hidden activation g, softmax output.

    params: dict of arrays "W1" (n1, n0), "b1" (n1, 1), "W2" (K, n1), "b2" (K, 1).
    cache: dict of arrays "Z1", "A1" (n1, m), "Z2", "A2" (K, m), from the forward pass.
    X: array (n0, m), float64, one instance a column.
    y: integer array (m,): the right class of each instance, counted from 0 to K - 1.
    activation: "tanh", "sigmoid" or "relu": which g the hidden layer has.
    Returns a dict with exactly the keys "dW1", "db1", "dW2", "db2": each gradient has the shape
    of its parameter.

    Source: S. J. Goubalan, Initiation au Deep Learning (backpropagation, gradients).
    """
    dZ2 = dlogits(cache["A2"], y)
    dA1, dW2, db2 = dense_backward(dZ2, cache["A1"], params["W2"])
    dZ1 = activation_backward(dA1, cache["Z1"], activation)
    _, dW1, db1 = dense_backward(dZ1, X, params["W1"])
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
