"""What the cases draw: weights in the layout of the lab or of Keras, and batches."""

import numpy as np


def lab_params(rng, N, H, K, scale=1.0, digits=2):
    return {
        "W1": rng.normal(scale=scale, size=(H, N)).round(digits),
        "b1": rng.normal(size=(H, 1)).round(digits),
        "W2": rng.normal(scale=scale, size=(K, H)).round(digits),
        "b2": rng.normal(size=(K, 1)).round(digits),
    }


def values(rng, N, H, K, scale=1.0, digits=2):
    """The values of the variables, rows as instances."""
    lab = lab_params(rng, N, H, K, scale, digits)
    return {
        "Wh": lab["W1"].T.copy(),
        "bh": lab["b1"][:, 0],
        "Wo": lab["W2"].T.copy(),
        "bo": lab["b2"][:, 0],
    }


def rows(rng, m, N, digits=2):
    return rng.normal(size=(m, N)).round(digits)


def classes(rng, m, K):
    """Labels that are not sorted, and that leave the last class out where there is another way."""
    return rng.integers(0, max(2, K - 1), size=m)


def cached(X, values):
    """What the forward pass keeps, for a backward pass of its own."""
    Zh = X @ values["Wh"] + values["bh"]
    H = np.tanh(Zh)
    Zo = H @ values["Wo"] + values["bo"]
    powers = np.exp(Zo - Zo.max(axis=1, keepdims=True))
    return {"Zh": Zh, "H": H, "Zo": Zo, "F": powers / powers.sum(axis=1, keepdims=True)}
