"""What the cases of several parts draw."""

import numpy as np


def linear_model(rng, n0, n1, decimals=10):
    """Return the parameters "W" and "b" of a linear model."""
    return {
        "W": rng.normal(size=(n1, n0)).round(decimals),
        "b": rng.normal(size=(n1, 1)).round(decimals),
    }


def regression(rng, n0, n1, m, decimals=10):
    """Return a linear model, and m instances that are far from what it predicts."""
    X = rng.normal(size=(n0, m)).round(decimals)
    Y = (3.0 + rng.normal(size=(n1, n0)) @ X + rng.normal(size=(n1, m))).round(decimals)
    return {"X": X, "Y": Y, "params": linear_model(rng, n0, n1, decimals)}


def batches_of(case, *sizes):
    """Return the instances of a case, cut into batches of these sizes."""
    bounds = np.cumsum(sizes)[:-1]
    pieces = zip(np.split(case["X"], bounds, 1), np.split(case["Y"], bounds, 1), strict=True)
    return [(X_b.copy(), Y_b.copy()) for X_b, Y_b in pieces]
