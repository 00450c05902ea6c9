"""Real data that comes with scikit-learn."""

import numpy as np
from reference.datasets import digits, iris


def test_digits_are_columns_of_pixels_from_0_to_1():
    X, y = digits()

    assert X.shape == (64, 1797)
    assert (X.min(), X.max()) == (0.0, 1.0)
    assert np.bincount(y).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]


def test_a_zero_is_light_in_the_middle_and_a_one_is_dark():
    X, y = digits()
    middle = X[[27, 28, 35, 36]].mean(axis=0)

    assert middle[y == 0].mean() < 0.1
    assert middle[y == 1].mean() > 0.7


def test_the_petals_of_a_setosa_are_the_shortest():
    X, y = iris()

    assert X.shape == (4, 150)
    assert np.bincount(y).tolist() == [50, 50, 50]
    assert X[2, y == 0].max() < X[2, y > 0].min()
