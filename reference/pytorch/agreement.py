"""The lab's network twice: gradients written by hand in NumPy, and autograd's of the same."""

import numpy as np
import torch
from torch.nn import functional as F


def lab_gradients(X, y, params):
    """Return the gradients of the mean cross-entropy of softmax(W2 tanh(W1 X + b1) + b2).

    They are written out by hand, as in the lab on backpropagation.

    X: array (n0, m), one instance a column. y: integer array (m,), the classes, from 0 to K - 1.
    params: dict of arrays "W1" (n1, n0), "b1" (n1, 1), "W2" (K, n1), "b2" (K, 1).
    Returns a dict of arrays "dW1", "db1", "dW2", "db2", each shaped like its parameter.

    Source: S. J. Goubalan, Initiation au Deep Learning (backpropagation, gradients).
    """
    m = X.shape[1]
    A1 = np.tanh(params["W1"] @ X + params["b1"])
    Z2 = params["W2"] @ A1 + params["b2"]
    E = np.exp(Z2 - Z2.max(axis=0))
    dZ2 = (E / E.sum(axis=0) - (np.arange(len(Z2))[:, None] == y)) / m
    dZ1 = params["W2"].T @ dZ2 * (1 - A1**2)
    gradients = {"dW1": dZ1 @ X.T, "db1": dZ1, "dW2": dZ2 @ A1.T, "db2": dZ2}
    return gradients | {name: gradients[name].sum(axis=1, keepdims=True) for name in ("db1", "db2")}


def network_gradients(X, y, params):
    """Return the gradients of the mean cross-entropy of softmax(W2 tanh(W1 X + b1) + b2).

    They are found by autograd, in float64.

    X: array (n0, m), one instance a column. y: integer array (m,), the classes, from 0 to K - 1.
    params: dict of arrays "W1" (n1, n0), "b1" (n1, 1), "W2" (K, n1), "b2" (K, 1).
    Returns a dict of float64 arrays "dW1", "db1", "dW2", "db2", each shaped like its parameter.

    Source: S. J. Goubalan, Initiation au Deep Learning (backpropagation, gradients).
    """
    leaves = {
        name: torch.tensor(array, dtype=torch.float64, requires_grad=True)
        for name, array in params.items()
    }
    A1 = torch.tanh(leaves["W1"] @ torch.tensor(X, dtype=torch.float64) + leaves["b1"])
    Z2 = leaves["W2"] @ A1 + leaves["b2"]
    F.cross_entropy(Z2.T, torch.tensor(y)).backward()
    return {f"d{name}": leaf.grad.numpy() for name, leaf in leaves.items()}


def disagreements(own, theirs, tolerance=1e-6):
    """Return the names under which two dicts of gradients disagree, in the order of theirs.

    They agree where own has the name and the shape, and max |a - b| / max(|a|, |b|, 1e-12), over
    all coordinates, is at most tolerance.

    own, theirs: dicts of float64 arrays. tolerance: float.
    Returns a list of str.

    Beside the lab of S. J. Goubalan, Initiation au Deep Learning (backpropagation).
    """
    names = []
    for name, b in theirs.items():
        a = own.get(name)
        if a is None or a.shape != b.shape:
            names.append(name)
            continue
        scale = np.maximum(np.maximum(np.abs(a), np.abs(b)), 1e-12)
        if np.max(np.abs(a - b) / scale) > tolerance:
            names.append(name)
    return names
