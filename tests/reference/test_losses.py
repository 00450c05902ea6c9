"""The losses of the output layer: by hand, at extremes, and by finite differences."""

import numpy as np
import pytest
from reference import gaussian_nll as gaussian
from reference import logits, losses, mixture, squared_error
from reference.activations import sigmoid
from reference.gradient_check import numerical_gradient
from reference.softmax import softmax

RNG = np.random.default_rng(3)
LABELS = np.array([4, 0, 2, 2, 1, 0, 3])


def test_logsumexp_by_hand_and_where_exponentials_end():
    Z = np.array([[1.0, 1000.0, -1000.0], [2.0, 1000.0, -1001.0], [3.0, -1000.0, -1e6]])

    expected = [3.407606, 1000 + np.log(2), -1000 + np.log1p(np.exp(-1))]
    np.testing.assert_allclose(logits.logsumexp(Z), expected, rtol=1e-6)


def test_cross_entropies_from_logits_are_those_of_the_probabilities():
    Z, z, Y = RNG.normal(size=(5, 7)), RNG.normal(size=(1, 7)), (LABELS > 1)[None, :] * 1.0

    np.testing.assert_allclose(
        logits.cross_entropy_from_logits(Z, LABELS), losses.nll_loss(softmax(Z), LABELS)
    )
    np.testing.assert_allclose(logits.bce_from_logits(z, Y), losses.bce_loss(sigmoid(z), Y))


def test_the_price_of_being_sure_and_wrong_is_what_the_logits_say():
    Z = np.array([[1000.0], [-1000.0]])

    assert logits.cross_entropy_from_logits(Z, np.array([1])) == 2000.0
    assert logits.cross_entropy_from_logits(Z, np.array([0])) == 0.0
    assert logits.bce_from_logits(Z.T, np.array([[0.0, 1.0]])) == 1000.0


def test_the_gradients_with_respect_to_logits_are_what_finite_differences_give():
    Z, z, Y = RNG.normal(size=(5, 7)), RNG.normal(size=(1, 7)), (LABELS > 1)[None, :] * 1.0

    np.testing.assert_allclose(
        losses.dlogits(softmax(Z), LABELS),
        numerical_gradient(lambda v: 7 * logits.cross_entropy_from_logits(v, LABELS), Z),
        atol=1e-8,
    )
    np.testing.assert_allclose(
        logits.bce_dlogits(sigmoid(z), Y),
        numerical_gradient(lambda v: 7 * logits.bce_from_logits(v, Y), z),
        atol=1e-8,
    )


@pytest.mark.parametrize(
    ("loss", "gradient", "shape"),
    [
        (squared_error.sse, squared_error.sse_prime, (7,)),
        (lambda o, y: 7 * squared_error.mse(o, y), squared_error.mse_prime, (3, 7)),
    ],
    ids=["sse", "mse"],
)
def test_a_gradient_of_a_squared_error_is_what_finite_differences_give(loss, gradient, shape):
    y = RNG.normal(size=shape)
    outputs = RNG.normal(size=np.atleast_2d(y).shape)

    np.testing.assert_allclose(
        gradient(outputs, y), numerical_gradient(lambda v: loss(v, y), outputs), atol=1e-8
    )


def test_squared_errors_by_hand():
    outputs, targets = np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([[0.0, 2.0], [2.0, 2.0]])

    assert squared_error.sse(outputs[:1], targets[0]) == 0.5
    assert squared_error.mse(outputs, targets) == 7.0


def test_the_gaussian_price_by_hand_and_far_away():
    zero = np.zeros((1, 1))

    np.testing.assert_allclose(gaussian.gaussian_nll(zero, zero, zero), 0.918939, rtol=1e-6)
    np.testing.assert_allclose(
        gaussian.gaussian_nll(zero, zero, zero + 100), 5000.918939, rtol=1e-6
    )


def test_the_gaussian_gradients_are_what_finite_differences_give():
    M, s, Y = RNG.normal(size=(3, 7)), RNG.normal(size=(1, 7)), RNG.normal(size=(3, 7))
    dM, ds = gaussian.gaussian_nll_prime(M, s, Y)

    np.testing.assert_allclose(
        dM, numerical_gradient(lambda v: 7 * gaussian.gaussian_nll(v, s, Y), M), atol=1e-7
    )
    np.testing.assert_allclose(
        ds, numerical_gradient(lambda v: 7 * gaussian.gaussian_nll(M, v, Y), s), atol=1e-7
    )


def test_the_variance_that_costs_least_is_the_mean_square_of_the_errors():
    M, Y = np.zeros((2, 1)), np.array([[3.0], [4.0]])
    s = np.array([[np.log(25 / 2)]])

    np.testing.assert_allclose(gaussian.gaussian_nll_prime(M, s, Y)[1], 0.0, atol=1e-12)


def test_a_mixture_of_one_law_is_that_law():
    M, s, Y = RNG.normal(size=(1, 7)), RNG.normal(size=(1, 7)), RNG.normal(size=(1, 7))

    np.testing.assert_allclose(
        mixture.mixture_nll(np.vstack([RNG.normal(size=(1, 7)), M, s]), Y[0]),
        gaussian.gaussian_nll(M, s, Y),
    )


def test_a_mixture_costs_what_its_parameters_say():
    outputs, y = RNG.normal(size=(9, 7)), RNG.normal(size=7)
    weights, means, variances = mixture.mixture_parameters(outputs)
    densities = np.exp(-((y - means) ** 2) / (2 * variances)) / np.sqrt(2 * np.pi * variances)

    np.testing.assert_allclose(weights.sum(axis=0), 1.0)
    np.testing.assert_allclose(
        mixture.mixture_nll(outputs, y), -np.mean(np.log((weights * densities).sum(axis=0)))
    )


def test_a_target_far_from_every_law_has_a_finite_price():
    outputs = np.zeros((6, 1))

    np.testing.assert_allclose(
        mixture.mixture_nll(outputs, np.array([100.0])), 5000.918939, rtol=1e-6
    )
