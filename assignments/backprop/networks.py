"""The networks that parts D and F draw, and the slips that their mistakes are made of."""

import numpy as np
from reference.activations import relu, sigmoid
from reference.dense import activation_backward


def network(rng, n0, n1, n2, scale=1.0):
    return {
        "W1": rng.normal(scale=scale, size=(n1, n0)).round(2),
        "b1": rng.normal(size=(n1, 1)).round(2),
        "W2": rng.normal(scale=scale, size=(n2, n1)).round(2),
        "b2": rng.normal(size=(n2, 1)).round(2),
    }


def inputs(rng, n0, n1, n2, m, scale=1.0):
    return {"X": rng.normal(size=(n0, m)).round(2), "params": network(rng, n0, n1, n2, scale)}


def layers(X, params, g, output, second="A1", bias1=True, bias2=True):
    """The forward pass, with the slips that the mistakes below are made of."""
    Z1 = params["W1"] @ X + bias1 * params["b1"]
    A1 = g(Z1)
    Z2 = params["W2"] @ (A1 if second == "A1" else Z1) + bias2 * params["b2"]
    A2 = output(Z2)
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}


def identity(Z):
    return Z


def activation_named(name):
    return {"tanh": np.tanh, "sigmoid": sigmoid, "relu": relu}[name]


def rest(dZ2, params, cache, X, activation="sigmoid", dZ1=None):
    """The gradients that follow from dZ2, and from dZ1 where a mistake has its own."""
    if dZ1 is None:
        dZ1 = activation_backward(params["W2"].T @ dZ2, cache["Z1"], activation)
    m = X.shape[1]
    return {
        "dW1": dZ1 @ X.T / m,
        "db1": dZ1.sum(axis=1, keepdims=True) / m,
        "dW2": dZ2 @ cache["A1"].T / m,
        "db2": dZ2.sum(axis=1, keepdims=True) / m,
    }


def scaled(grads, factor):
    return {name: factor * grad for name, grad in grads.items()}


def means_first(dZ2, params, cache, X, activation="sigmoid"):
    """Every mean taken before its product."""
    dZ1 = activation_backward(params["W2"].T @ dZ2, cache["Z1"], activation)
    mean1, mean2, mean_X, mean_A1 = (
        array.mean(axis=1, keepdims=True) for array in (dZ1, dZ2, X, cache["A1"])
    )
    return {"dW1": mean1 @ mean_X.T, "db1": mean1, "dW2": mean2 @ mean_A1.T, "db2": mean2}
