"""Small real data that scikit-learn brings along, in this course's layout.

Each function stands on its own, so that a notebook can be given it: `<!-- source: … -->`.
"""

import numpy as np


def digits():
    """Return (X, y): 1797 handwritten digits of 8 by 8 pixels, from 0.0 (white) to 1.0 (black).

    Returns X, an array (64, 1797), one digit a column: X[:, i].reshape(8, 8) is a picture; and y,
    an integer array (1797,), which digit it is, from 0 to 9.

    Raises:
        ImportError: scikit-learn, which brings the data along, is not installed.
    """
    try:
        from sklearn.datasets import load_digits
    except ImportError:
        raise ImportError(
            "the digits come with scikit-learn, which is not installed: pip install scikit-learn"
        ) from None
    X, y = load_digits(return_X_y=True)
    return np.ascontiguousarray(X.T / 16.0), y


def iris():
    """Return (X, y): 150 irises, measured in centimetres, fifty of each of three species.

    Returns X, an array (4, 150), one flower a column: length and width of its sepals, then of its
    petals; and y, an integer array (150,): 0 setosa, 1 versicolor, 2 virginica, in this order.

    Raises:
        ImportError: scikit-learn, which brings the data along, is not installed.
    """
    try:
        from sklearn.datasets import load_iris
    except ImportError:
        raise ImportError(
            "the irises come with scikit-learn, which is not installed: pip install scikit-learn"
        ) from None
    X, y = load_iris(return_X_y=True)
    return np.ascontiguousarray(X.T), y
