"""Inputs on one scale: standardisation, and the ranks that no outlier can stretch."""

import numpy as np


def standardize(X_train, X_test):
    """Return both sets as (x - μ) / σ, with μ and σ of each feature of the training set.

    A feature that is constant in X_train has σ = 0: it is centred, and divided by nothing.

    X_train: array (n, m), float64, one feature a row and one instance a column.
    X_test: array (n, m_test), float64, the same features of other instances.
    Returns two new arrays, of the shapes of X_train and of X_test. σ is the square root of the
    mean of (x - μ)^2, a mean over the m instances.

    Source: S. J. Goubalan, Initiation au Deep Learning (input normalisation).
    """
    mu = X_train.mean(axis=1, keepdims=True)
    sigma = X_train.std(axis=1, keepdims=True)
    constant = X_train.min(axis=1, keepdims=True) == X_train.max(axis=1, keepdims=True)
    sigma = np.where(constant, 1.0, sigma)
    return (X_train - mu) / sigma, (X_test - mu) / sigma


def quantile_normalize(X_train, X_test):
    """Return both sets as u(x) = (number of t < x  +  1/2 number of t = x) / m, by feature.

    t runs through the m values of the same feature in the training set, for the instances of the
    training set (which count themselves among the t = x) as for those of the test set.

    X_train: array (n, m), float64, one feature a row and one instance a column.
    X_test: array (n, m_test), float64, the same features of other instances.
    Returns two new float64 arrays of the same shapes, with values from 0 to 1.

    Source: S. J. Goubalan, Initiation au Deep Learning (input normalisation).
    """
    m = X_train.shape[1]
    ranked = []
    for X in (X_train, X_test):
        below = (X_train[:, np.newaxis, :] < X[:, :, np.newaxis]).sum(axis=2)
        equal = (X_train[:, np.newaxis, :] == X[:, :, np.newaxis]).sum(axis=2)
        ranked.append((below + 0.5 * equal) / m)
    return ranked[0], ranked[1]
