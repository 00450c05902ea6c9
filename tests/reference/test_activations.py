"""The activations of the course: what they are worth, and their slopes by finite differences."""

import numpy as np
import pytest
from reference import activations as kinked
from reference import smooth_activations as smooth
from reference.gradient_check import numerical_gradient

SLOPES = [
    (kinked.sigmoid, kinked.sigmoid_prime),
    (kinked.relu, kinked.relu_prime),
    (kinked.leaky_relu, kinked.leaky_relu_prime),
    (smooth.tanh, smooth.tanh_prime),
    (smooth.softplus, smooth.softplus_prime),
    (smooth.gaussian_activation, smooth.gaussian_prime),
]


def away_from_corners(rng):
    return rng.choice([-1.0, 1.0], size=(3, 5)) * rng.uniform(0.1, 4.0, size=(3, 5))


@pytest.mark.parametrize(("function", "slope"), SLOPES, ids=lambda f: f.__name__)
def test_a_slope_is_what_finite_differences_give(function, slope):
    z = away_from_corners(np.random.default_rng(0))

    np.testing.assert_allclose(
        slope(z), numerical_gradient(lambda v: function(v).sum(), z), rtol=1e-6, atol=1e-9
    )


def test_a_leaky_slope_takes_its_alpha():
    z = away_from_corners(np.random.default_rng(1))

    np.testing.assert_allclose(
        kinked.leaky_relu_prime(z, 0.3),
        numerical_gradient(lambda v: kinked.leaky_relu(v, 0.3).sum(), z),
        rtol=1e-6,
    )


def test_tanh_is_that_of_numpy_at_both_ends_too():
    z = np.array([-1000.0, -20.0, -0.5, -0.0, 0.0, 1e-3, 3.0, 1000.0])

    np.testing.assert_allclose(smooth.tanh(z), np.tanh(z), rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(smooth.tanh_prime_from_a(np.tanh(z)), smooth.tanh_prime(z))


@pytest.mark.parametrize(("function", "slope"), SLOPES, ids=lambda f: f.__name__)
def test_no_activation_overflows_at_a_thousand(function, slope):
    z = np.array([[-1000.0, 1000.0]])

    with np.errstate(over="raise", invalid="raise", divide="raise"):
        assert np.isfinite(function(z)).all()
        assert np.isfinite(slope(z)).all()


@pytest.mark.parametrize(("function", "slope"), SLOPES, ids=lambda f: f.__name__)
def test_an_empty_batch_stays_empty(function, slope):
    assert function(np.empty((3, 0))).shape == (3, 0)
    assert slope(np.empty((3, 0))).shape == (3, 0)


def test_softplus_is_the_logarithm_of_a_sum_of_exponentials():
    z = np.array([-30.0, -1.0, 0.0, 2.0, 40.0])

    np.testing.assert_allclose(smooth.softplus(z), np.logaddexp(0.0, z), rtol=1e-14)
