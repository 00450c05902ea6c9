"""Digits drawn by a program: for where no picture may be downloaded.

The function stands on its own, so that a notebook can be given it: `<!-- source: … -->`.
"""

import numpy as np


def drawn_digits(m, noise, rng):
    """Return (X, y): digits of 8 by 8 pixels, from about 0.0 (white) to about 1.0 (black).

    Each is one of ten patterns of 7 by 5 pixels, in ink of its own strength, put somewhere in the
    picture, plus noise ε with ε standard normal.

    m: int, the number of instances. noise: float, at least 0. rng: numpy.random.Generator.
    Returns an array (64, m), one digit a column: X[:, i].reshape(8, 8) is a picture; and an integer
    array (m,), which digit it is, from 0 to 9, in random order, each as often as the others.
    """
    patterns = (
        "01110 10001 10011 10101 11001 10001 01110",
        "00100 01100 00100 00100 00100 00100 01110",
        "01110 10001 00001 00110 01000 10000 11111",
        "11110 00001 00001 01110 00001 00001 11110",
        "00010 00110 01010 10010 11111 00010 00010",
        "11111 10000 11110 00001 00001 10001 01110",
        "00110 01000 10000 11110 10001 10001 01110",
        "11111 00001 00010 00100 01000 01000 01000",
        "01110 10001 10001 01110 10001 10001 01110",
        "01110 10001 10001 01111 00001 00010 01100",
    )
    ink = np.array([[[int(c) for c in row] for row in each.split()] for each in patterns], float)
    y = rng.permutation(np.arange(m) % 10)
    pictures = np.zeros((m, 8, 8))
    for picture, digit in zip(pictures, y, strict=True):
        top, left = rng.integers(2), rng.integers(4)
        picture[top : top + 7, left : left + 5] = rng.uniform(0.6, 1.0) * ink[digit]
    return pictures.reshape(m, 64).T + noise * rng.normal(size=(64, m)), y
