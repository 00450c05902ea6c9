"""Batch normalisation of the reference: its statistics, its memory and its gradients."""

import numpy as np
import pytest
from reference.batch_norm import batchnorm_backward, batchnorm_forward, normalize_batch

EPS = 1e-3


@pytest.fixture
def rng():
    return np.random.default_rng(7)


@pytest.fixture
def layer(rng):
    return {
        "Z": 3 * rng.normal(size=(3, 5)) + 1,
        "gamma": rng.normal(size=(3, 1)),
        "beta": rng.normal(size=(3, 1)),
    }


def trained(Z, gamma, beta, running=None, momentum=0.1):
    return batchnorm_forward(Z, gamma, beta, running, EPS, momentum, True)


def differences(cost, x, h=1e-5):
    """The numerical gradient of a cost, entry by entry."""
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[i] = h
        gradient[i] = (cost(x + step) - cost(x - step)) / (2 * h)
    return gradient


def test_a_normalised_feature_has_mean_0_and_variance_just_below_1(layer):
    Z_hat, _, var = normalize_batch(layer["Z"], EPS)

    np.testing.assert_allclose(np.zeros(3), Z_hat.mean(axis=1), atol=1e-12)
    np.testing.assert_allclose(var[:, 0] / (var[:, 0] + EPS), Z_hat.var(axis=1))


@pytest.mark.parametrize("name", ["Z", "gamma", "beta"])
def test_the_gradients_are_those_of_finite_differences(rng, layer, name):
    dout = rng.normal(size=(3, 5))
    dZ, dgamma, dbeta = batchnorm_backward(dout, layer["Z"], layer["gamma"], EPS)

    def cost(value):
        return np.sum(dout * trained(**(layer | {name: value}))[0])

    expected = differences(cost, layer[name])
    np.testing.assert_allclose(
        expected, {"Z": dZ, "gamma": dgamma, "beta": dbeta}[name], rtol=1e-6, atol=1e-8
    )


def test_at_test_time_an_instance_is_answered_whatever_its_company(layer):
    _, running = trained(**layer)
    together, _ = batchnorm_forward(**layer, running=running, eps=EPS, momentum=0.1, train=False)
    alone, _ = batchnorm_forward(
        layer["Z"][:, 2:3],
        layer["gamma"],
        layer["beta"],
        running=running,
        eps=EPS,
        momentum=0.1,
        train=False,
    )

    np.testing.assert_array_equal(together[:, 2:3], alone)


def test_the_running_statistics_tend_to_those_of_a_mini_batch_that_comes_again_and_again(layer):
    running = None
    for _ in range(300):
        _, running = trained(**layer, running=running)

    np.testing.assert_allclose(layer["Z"].mean(axis=1, keepdims=True), running["mean"])
    np.testing.assert_allclose(layer["Z"].var(axis=1, keepdims=True), running["var"])


def test_the_right_scale_and_shift_undo_it_altogether(layer):
    _, mu, var = normalize_batch(layer["Z"], EPS)
    out, _ = trained(layer["Z"], np.sqrt(var + EPS), mu)

    np.testing.assert_allclose(layer["Z"], out)
