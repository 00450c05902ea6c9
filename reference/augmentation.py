"""Data made noisier, or more of it: noise on the inputs, mirror images, noise on the labels."""

import numpy as np


def add_gaussian_noise(X, sigma, rng, train):
    """Return X + N in training, where N has normal entries of mean 0 and standard deviation σ.

    Where `train` is False, nothing is added.

    X: array (n0, m), float64; left as it is. sigma: float, the standard deviation σ.
    rng: numpy.random.Generator, from which the entries of N are drawn, independently: two calls
    with one generator give two noises.
    train: bool, whether the network is being trained.
    Returns a new array (n0, m).

    Source: T. Artières, Deep Learning (regularisation: noisy inputs).
    """
    if not train:
        return X.copy()
    return X + sigma * rng.normal(size=X.shape)


def augment_flip(images, rng):
    """Return the images, each replaced by its mirror image (left and right) with probability 1/2.

    images: array (h, w, m), m images of h rows and w columns of pixels; left as it is.
    rng: numpy.random.Generator, from which it is drawn, for each image by itself and at every call
    anew.
    Returns a new array (h, w, m); the images stay in their order.

    Source: A. Mahmoudi, Deep Learning (data augmentation).
    """
    mirrored = rng.random(images.shape[2]) < 0.5
    return np.where(mirrored, images[:, ::-1], images)


def label_noise(y, K, rate, rng):
    """Return the labels, each replaced with probability `rate` by another of the K classes.

    The new label is drawn among the K - 1 classes that are not the old one, all equally likely.

    y: array (m,) of integers from 0 to K - 1; left as it is. K: int, at least 2.
    rate: float, 0 <= rate <= 1.
    rng: numpy.random.Generator, from which all is drawn, for each label by itself and at every call
    anew.
    Returns a new array (m,) of integers.

    Source: T. Artières, Deep Learning (regularisation: noisy labels).
    """
    wrong = rng.random(y.size) < rate
    shift = rng.integers(1, K, size=y.size)
    return np.where(wrong, (y + shift) % K, y)
