"""What the reference says that depth does to signals and gradients."""

from itertools import pairwise

import numpy as np
import pytest
from reference.depth import gradient_norms, propagate_variance, signal_scales
from reference.initialisation import orthogonal


def network(seed, sizes=(3, 5, 7, 2), m=4):
    rng = np.random.default_rng(seed)
    weights = [rng.normal(size=(n, p)) for p, n in pairwise(sizes)]
    return rng.normal(size=(sizes[0], m)), weights, rng.normal(size=(sizes[-1], m))


@pytest.mark.parametrize("name", ["tanh", "relu", "linear"])
def test_the_norms_are_those_of_the_finite_differences_of_the_mean_cost(name):
    X, weights, dA = network(3)
    g = {"tanh": np.tanh, "relu": lambda Z: np.maximum(Z, 0), "linear": lambda Z: Z}[name]

    def cost(trial):
        A = X
        for W in trial:
            A = g(W @ A)
        return np.sum(dA * A) / X.shape[1]

    expected = []
    for layer, W in enumerate(weights):
        gradient = np.zeros(W.shape)
        for i in np.ndindex(W.shape):
            costs = []
            for h in (1e-5, -1e-5):
                moved = W.copy()
                moved[i] += h
                costs.append(cost([*weights[:layer], moved, *weights[layer + 1 :]]))
            gradient[i] = (costs[0] - costs[1]) / 2e-5
        expected.append(np.linalg.norm(gradient))

    np.testing.assert_allclose(expected, gradient_norms(X, weights, dA, name), rtol=1e-6)


def test_orthogonal_layers_leave_a_linear_signal_as_strong_as_it_is():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(11, 5))
    scales = signal_scales(X, [orthogonal(11, 11, rng) for _ in range(50)], "linear")

    np.testing.assert_allclose(np.full(51, scales[0]), scales)


def test_a_rule_of_the_slides_multiplies_a_signal_a_thousandfold_in_twenty_relu_layers():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(256, 50))
    weights = [rng.normal(size=(256, 256)) for _ in range(20)]
    ends = [
        signal_scales(X, [sigma * W for W in weights], "relu")[-1]
        for sigma in (np.sqrt(2 / 256), 2 / np.sqrt(256), 0.01)
    ]

    assert 0.3 < ends[0] < 3
    assert 300 < ends[1] < 3000
    assert ends[2] < 1e-15


def test_the_mean_square_of_a_sum_is_what_the_formula_says():
    rng = np.random.default_rng(0)
    x = 1 + rng.normal(size=(50, 1))
    z = rng.normal(scale=0.3, size=(20_000, 50)) @ x

    np.testing.assert_allclose(
        propagate_variance(50, 0.09, float(np.mean(x**2))), np.mean(z**2), rtol=0.06
    )
