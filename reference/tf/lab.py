"""The network of the NumPy lab in one piece, columns as instances, to compare TensorFlow with."""

import numpy as np


def lab_forward(X, params):
    """Return F = softmax(W2 tanh(W1 X + b1) + b2), one instance a column.

    X: array (N, m), float64. params: dict of arrays "W1" (H, N), "b1" (H, 1), "W2" (K, H),
    "b2" (K, 1). Returns an array (K, m), the probabilities of the K classes.

    Source: S. J. Goubalan, Initiation au Deep Learning (one hidden layer network).
    """
    A1 = np.tanh(params["W1"] @ X + params["b1"])
    Z2 = params["W2"] @ A1 + params["b2"]
    powers = np.exp(Z2 - Z2.max(axis=0))
    return powers / powers.sum(axis=0)


def lab_gradients(X, y, params):
    """Return the gradients of J, the mean over the instances of -log f_y, one instance a column.

    X: array (N, m), float64. y: integer array (m,). params: those of lab_forward.
    Returns a dict of arrays "W1", "b1", "W2", "b2", shaped as the parameters.

    Source: S. J. Goubalan, Initiation au Deep Learning (backpropagation, gradients).
    """
    m = X.shape[1]
    A1 = np.tanh(params["W1"] @ X + params["b1"])
    dZ2 = lab_forward(X, params)
    dZ2[y, np.arange(m)] -= 1
    dZ1 = params["W2"].T @ dZ2 * (1 - A1**2)
    return {
        "W1": dZ1 @ X.T / m,
        "b1": dZ1.sum(axis=1, keepdims=True) / m,
        "W2": dZ2 @ A1.T / m,
        "b2": dZ2.sum(axis=1, keepdims=True) / m,
    }


def to_lab(weights):
    """Return the weights of a Keras model of two Dense layers as the lab has them.

    weights: list of four arrays, as get_weights() gives them: (N, H), (H,), (H, K), (K,).
    Returns a dict of float64 arrays "W1" (H, N), "b1" (H, 1), "W2" (K, H), "b2" (K, 1).

    Beside the homework of S. J. Goubalan, Initiation au Deep Learning (backpropagation).
    """
    Wh, bh, Wo, bo = (np.asarray(array, dtype=np.float64) for array in weights)
    return {"W1": Wh.T, "b1": bh[:, np.newaxis], "W2": Wo.T, "b2": bo[:, np.newaxis]}
