"""Softmax and its Jacobian, by finite differences and by their own laws."""

import numpy as np
import pytest
from reference import softmax as ref
from reference.gradient_check import numerical_gradient


@pytest.mark.parametrize("axis", [0, 1, -1])
def test_softmax_along_an_axis_sums_to_one_there(axis):
    Z = np.random.default_rng(0).normal(scale=300, size=(3, 5))

    np.testing.assert_allclose(ref.softmax_along(Z, axis).sum(axis=axis), 1.0)


def test_softmax_in_columns_is_softmax_along_axis_zero():
    Z = np.random.default_rng(1).normal(size=(3, 5))

    np.testing.assert_array_equal(ref.softmax(Z), ref.softmax_along(Z, 0))
    np.testing.assert_allclose(ref.softmax(Z).T, ref.softmax_along(Z.T, 1))


def test_the_jacobian_is_what_finite_differences_give():
    z = np.random.default_rng(2).normal(size=(5, 1))
    rows = [numerical_gradient(lambda v, i=i: ref.softmax(v)[i, 0], z)[:, 0] for i in range(5)]

    np.testing.assert_allclose(ref.softmax_jacobian(ref.softmax(z)[:, 0]), rows, atol=1e-9)


def test_the_gradient_of_a_loss_of_the_softmax_is_what_finite_differences_give():
    rng = np.random.default_rng(3)
    Z, G = rng.normal(size=(3, 7)), rng.normal(size=(3, 7))

    np.testing.assert_allclose(
        ref.softmax_vjp(ref.softmax(Z), G),
        numerical_gradient(lambda v: np.sum(G * ref.softmax(v)), Z),
        rtol=1e-6,
        atol=1e-9,
    )


def test_the_gradient_is_the_jacobian_times_that_of_the_loss():
    rng = np.random.default_rng(4)
    S, G = rng.dirichlet(np.ones(5), size=3).T, rng.normal(size=(5, 3))
    by_columns = [ref.softmax_jacobian(S[:, i]).T @ G[:, i] for i in range(3)]

    np.testing.assert_allclose(ref.softmax_vjp(S, G), np.stack(by_columns, axis=1))
