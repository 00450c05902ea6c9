"""The losses for labels of -1 and +1: by hand, at extremes, and by finite differences."""

import numpy as np
import pytest
from reference import margins
from reference.gradient_check import numerical_gradient

LOSSES = [
    (margins.logistic_loss, margins.logistic_loss_prime),
    (margins.hinge_loss, margins.hinge_loss_prime),
]


@pytest.mark.parametrize(("loss", "slope"), LOSSES, ids=lambda f: f.__name__)
def test_a_slope_of_a_loss_is_what_finite_differences_give(loss, slope):
    y = np.array([1.0, 1.0, 1.0, -1.0, -1.0, -1.0])
    scores = y * np.array([2.0, 0.4, -3.0, 1.7, 0.2, -0.9])

    np.testing.assert_allclose(
        slope(scores, y),
        numerical_gradient(lambda v: loss(v, y).sum(), scores),
        rtol=1e-6,
        atol=1e-9,
    )


def test_losses_by_hand():
    scores, y = np.array([2.0, 2.0, 0.3]), np.array([1.0, -1.0, 1.0])

    np.testing.assert_allclose(margins.logistic_loss(scores, y)[:2], [0.126928, 2.126928], 1e-5)
    np.testing.assert_allclose(margins.hinge_loss(scores, y), [0.0, 3.0, 0.7])


def test_the_price_of_being_badly_wrong_is_finite():
    scores, y = np.array([1000.0, -1000.0]), np.array([-1.0, 1.0])

    np.testing.assert_allclose(margins.logistic_loss(scores, y), 1000.0)
    np.testing.assert_allclose(margins.logistic_loss_prime(scores, y), -y)


def test_the_hinge_is_flat_from_its_margin_on():
    y = np.array([1.0, -1.0])

    np.testing.assert_array_equal(margins.hinge_loss_prime(y, y), 0.0)
    np.testing.assert_array_equal(margins.hinge_loss_prime(0.999 * y, y), -y)
