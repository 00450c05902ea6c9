"""A classifier to train: one hidden layer of ReLU, softmax at the output, cost and gradients.

Each function stands on its own, so that a notebook can be given it.
"""

import numpy as np


def start_network(n0, n1, K, rng):
    """Return the parameters of a network before training: He's rule for W1, small W2, no biases.

    n0, n1, K: ints, the numbers of inputs, of hidden neurons and of classes.
    rng: numpy.random.Generator.
    Returns a dict of arrays "W1" (n1, n0), "b1" (n1, 1), "W2" (K, n1), "b2" (K, 1).
    """
    return {
        "W1": np.sqrt(2 / n0) * rng.normal(size=(n1, n0)),
        "b1": np.zeros((n1, 1)),
        "W2": 0.01 * rng.normal(size=(K, n1)),
        "b2": np.zeros((K, 1)),
    }


def class_scores(params, X):
    """Return W2 max(W1 X + b1, 0) + b2, a score for each class: the largest one is predicted.

    params: dict of arrays "W1" (n1, n0), "b1" (n1, 1), "W2" (K, n1), "b2" (K, 1).
    X: array (n0, m), float64, one instance a column. Returns an array (K, m).
    """
    hidden = np.maximum(params["W1"] @ X + params["b1"], 0.0)
    return params["W2"] @ hidden + params["b2"]


def network_cost(params, X, Y):
    """Return (J, grads): the mean cross-entropy of the softmax of the scores, and its gradients.

    params: dict of arrays "W1" (n1, n0), "b1" (n1, 1), "W2" (K, n1), "b2" (K, 1).
    X: array (n0, m), float64, one instance a column. Y: array (K, m): the classes, one-hot.
    Returns J, a single number, and a dict of arrays "dW1", "db1", "dW2", "db2".
    """
    m = X.shape[1]
    hidden = np.maximum(params["W1"] @ X + params["b1"], 0.0)
    scores = params["W2"] @ hidden + params["b2"]
    scores = scores - scores.max(axis=0)
    logs = scores - np.log(np.exp(scores).sum(axis=0))
    error = (np.exp(logs) - Y) / m
    behind = (params["W2"].T @ error) * (hidden > 0)
    return -np.sum(Y * logs) / m, {
        "dW1": behind @ X.T,
        "db1": behind.sum(axis=1, keepdims=True),
        "dW2": error @ hidden.T,
        "db2": error.sum(axis=1, keepdims=True),
    }
