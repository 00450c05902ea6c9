"""Data divided into what a model learns from and what it is judged by."""

import numpy as np


def split(n, fractions, rng):
    """Return one array of indices for each fraction: together 0, ..., n - 1, shuffled, each once.

    A part but the last has n times its fraction of indices, rounded up or down; the last one takes
    what is left.

    n: int, the number of instances. fractions: list of floats above 0 whose sum is 1.
    rng: numpy.random.Generator, from which the order is drawn: two calls with one generator give
    two divisions.
    Returns a list of integer arrays.

    Source: M. S. Jha, Introduction to Deep Learning (preventing overfitting: separate sets).
    """
    order = rng.permutation(n)
    ends = np.rint(n * np.cumsum(fractions)[:-1]).astype(int)
    return np.split(order, ends)


def kfold_indices(n, k, rng):
    """Return k pairs (train, validation): the shuffled indices are cut in k folds, for each a pair.

    In each pair, `validation` is one of the folds, and `train` the indices of all the others. The
    sizes of two folds differ by 1 at most.

    n: int, the number of instances. k: int, 2 <= k <= n.
    rng: numpy.random.Generator, from which the order is drawn: two calls with one generator give
    two divisions.
    Returns a list of k tuples of two integer arrays.

    Source: M. S. Jha, Introduction to Deep Learning (K-fold cross-validation).
    """
    folds = np.array_split(rng.permutation(n), k)
    return [(np.concatenate(folds[:i] + folds[i + 1 :]), folds[i]) for i in range(k)]


def cross_validate(fit, error, X, Y, folds):
    """Return (1/k) Σ_i E_i, where E_i is the error on validation set i of what its train set gave.

    fit: function of (X, Y), which returns a model. error: function of (model, X, Y), which returns
    the model's error there, a float.
    X: array (n0, m), one instance a column. Y: array (1, m).
    folds: list of k tuples (train, validation) of integer arrays, the columns of either set.
    Returns a float: the mean of k errors, whatever the sizes of the folds.

    Source: M. S. Jha, Introduction to Deep Learning (K-fold cross-validation).
    """
    errors = []
    for train, validation in folds:
        model = fit(X[:, train], Y[:, train])
        errors.append(error(model, X[:, validation], Y[:, validation]))
    return np.mean(errors)
