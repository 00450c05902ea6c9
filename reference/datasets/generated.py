"""Instances drawn from a generator: clouds, moons, spirals, and students before an exam.

Each function stands on its own, so that a notebook can be given it: `<!-- source: … -->`.
"""

import numpy as np


def blobs(m, centres, spread, rng):
    """Return (X, y): x = c_y + spread ε with ε standard normal, a round cloud for each class.

    m: int, the number of instances. centres: array (n, K), the centre of each class a column.
    spread: float, at least 0. rng: numpy.random.Generator.
    Returns an array (n, m), one instance a column, and an integer array (m,), the classes from 0 to
    K - 1, in random order, each as often as the others.
    """
    y = rng.permutation(np.arange(m) % centres.shape[1])
    return centres[:, y] + spread * rng.normal(size=(centres.shape[0], m)), y


def moons(m, noise, rng):
    """Return (X, y): (cos t, sin t) in class 0, (1 - cos t, ½ - sin t) in class 1, for 0 <= t <= π.

    Two half circles, each with an end inside the other: no straight line separates them.

    m: int, the number of instances. noise: float, at least 0, the standard deviation of what is
    added to both coordinates. rng: numpy.random.Generator.
    Returns an array (2, m), one instance a column, and an integer array (m,), the classes, 0 and 1,
    in random order.
    """
    y = rng.permutation(np.arange(m) % 2)
    t = rng.uniform(0, np.pi, size=m)
    upper, lower = [np.cos(t), np.sin(t)], [1 - np.cos(t), 0.5 - np.sin(t)]
    return np.where(y == 0, upper, lower) + noise * rng.normal(size=(2, m)), y


def spirals(m, turns, noise, rng, classes=2):
    """Return (X, y): x = r (cos φ, sin φ) with φ = 2π (turns r + y / classes), for 0.1 <= r <= 1.

    The arms of a spiral, one for each class, wound into each other.

    m: int, the number of instances. turns: float, how often an arm goes around.
    noise: float, at least 0, the standard deviation of what is added to both coordinates.
    rng: numpy.random.Generator. classes: int, at least 1, the number of arms.
    Returns an array (2, m), one instance a column, and an integer array (m,), the classes, counted
    from 0, in random order.
    """
    y = rng.permutation(np.arange(m) % classes)
    r = rng.uniform(0.1, 1, size=m)
    angle = 2 * np.pi * (turns * r + y / classes)
    X = np.array([r * np.cos(angle), r * np.sin(angle)])
    return X + noise * rng.normal(size=(2, m)), y


def study_hours(m, rng):
    """Return (X, y): hours of study, hours of rest, and P(y = 1) = σ(0.25 study + rest - 12).

    Students before an exam. The first feature is the hours of study in a week, from 0 to 40, the
    second the hours of rest in a night, from 3 to 11; y = 1 is a pass. About half of them pass.

    m: int, the number of instances. rng: numpy.random.Generator.
    Returns an array (2, m), one student a column, and an integer array (m,) of zeros and ones.

    After an example of P. Pereira, Introduction au Deep Learning (notations).
    """
    X = np.array([rng.uniform(0, 40, size=m), rng.uniform(3, 11, size=m)])
    z = 0.25 * X[0] + X[1] - 12
    return X, (rng.random(m) < 1 / (1 + np.exp(-z))).astype(int)
