"""The references from the chain rule to L layers, against finite differences and by hand."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from reference import chain_rule, deep, one_hidden, squared_mlp, two_layer, two_matrices
from reference.optimizers import gd_step

Array = np.ndarray[Any, np.dtype[np.float64]]


def tanh_prime(a: Array) -> Array:
    return 1 - np.tanh(a) ** 2


def places(array: Array, h: float = 1e-5) -> Iterator[tuple[tuple[int, ...], Array, Array]]:
    """Every place of an array, with the array moved there by h, up and down."""
    for place in np.ndindex(array.shape):
        step = np.zeros(array.shape)
        step[place] = h
        yield place, array + step, array - step


def differences(cost: Callable[[Array], Any], array: Array) -> Array:
    gradient = np.zeros(array.shape)
    for place, up, down in places(array):
        gradient[place] = (cost(up) - cost(down)) / 2e-5
    return gradient


def test_paths_add_up_and_factors_multiply() -> None:
    dv_dx = np.array([[1.0, 2.0], [3.0, 0.0]])

    np.testing.assert_array_equal(chain_rule.chain_rule(np.array([3.0, 3.0]), dv_dx), [12.0, 6.0])


def test_the_function_of_the_slide_has_the_derivative_of_the_slide() -> None:
    def z(x: float) -> Any:
        return 2 * np.sin(x + 3 * 0.3) + 6 * np.tanh(5 * x) * np.exp(0.3)

    found = chain_rule.dz_dx(0.1, 0.3, np.sin, np.cos, np.tanh, tanh_prime, np.exp, np.exp)

    assert found == pytest.approx((z(0.1 + 1e-6) - z(0.1 - 1e-6)) / 2e-6, rel=1e-8)


def test_three_squares_by_hand() -> None:
    def square(t: float) -> float:
        return t**2

    def slope(t: float) -> float:
        return 2 * t

    assert chain_rule.dz_dx(1, 2, square, slope, square, slope, square, slope) == 1228


def test_the_example_of_the_notebook_in_integers() -> None:
    x, y = np.array([[1.0], [2.0]]), np.zeros((1, 1))
    weights = [np.array([[1.0, 0.0], [1.0, -1.0]]), np.array([[2.0, -1.0]])]
    first, second = squared_mlp.mlp_squared_backward(x, y, weights, lambda a: a**2, lambda a: 2 * a)

    np.testing.assert_array_equal(first, [[16, 32], [8, 16]])
    np.testing.assert_array_equal(second, [[4, 4]])


@pytest.mark.parametrize("sizes", [(3, 2), (3, 5, 2), (2, 3, 5, 4, 1)])
def test_the_squared_loss_goes_back_through_any_number_of_layers(sizes: tuple[int, ...]) -> None:
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(sizes[0], 1)), rng.normal(size=(sizes[-1], 1))
    weights = [rng.normal(size=(n, k)) for k, n in pairwise(sizes)]
    gradients = squared_mlp.mlp_squared_backward(x, y, weights, np.tanh, tanh_prime)

    for layer, W in enumerate(weights):

        def cost(moved: Array, layer: int = layer) -> Any:
            others = [*weights[:layer], moved, *weights[layer + 1 :]]
            return np.sum((squared_mlp.mlp_activities(x, others, np.tanh)[1][-1] - y) ** 2)

        np.testing.assert_allclose(gradients[layer], differences(cost, W), rtol=1e-6, atol=1e-8)


def test_the_five_derivatives_of_two_matrices() -> None:
    rng = np.random.default_rng(1)
    x, y = rng.normal(size=(3, 1)), rng.normal(size=(2, 1))
    W1, W2 = rng.normal(size=(5, 3)), rng.normal(size=(2, 5))
    _, cache = two_matrices.s3_forward(x, y, W1, W2, np.tanh)
    found = two_matrices.s3_backward(x, y, W2, cache, tanh_prime)
    costs = {
        "dW1": (lambda a: two_matrices.s3_forward(x, y, a, W2, np.tanh)[0], W1),
        "dW2": (lambda a: two_matrices.s3_forward(x, y, W1, a, np.tanh)[0], W2),
        "dz": (lambda a: 0.5 * np.sum((y - W2 @ np.tanh(a)) ** 2), cache["z"]),
        "dh": (lambda a: 0.5 * np.sum((y - W2 @ a) ** 2), cache["h"]),
        "dy_hat": (lambda a: 0.5 * np.sum((y - a) ** 2), cache["y_hat"]),
    }

    assert set(found) == set(costs)
    for name, (cost, at) in costs.items():
        np.testing.assert_allclose(found[name], differences(cost, at), rtol=1e-6, atol=1e-9)


def batch(*sizes: int, m: int) -> tuple[Array, Array, dict[str, Array]]:
    rng = np.random.default_rng(2)
    params = deep.initialize_parameters(list(sizes), rng)
    params = {name: a + 0.1 * rng.normal(size=a.shape) for name, a in params.items()}
    Y = (rng.random(size=(sizes[-1], m)) < 0.5).astype(float)
    return rng.normal(size=(sizes[0], m)), Y, params


@pytest.mark.parametrize("sizes", [(3, 2), (3, 5, 1), (2, 5, 4, 3)])
def test_the_gradients_of_l_layers_are_those_of_the_cost(sizes: tuple[int, ...]) -> None:
    X, Y, params = batch(*sizes, m=7)
    A, caches = deep.forward_propagation(X, params)
    grads = deep.backward_propagation(A, Y, caches, params)

    assert set(grads) == {"d" + name for name in params}
    for name, at in params.items():

        def cost(moved: Array, name: str = name) -> Any:
            return deep.compute_cost(deep.forward_propagation(X, params | {name: moved})[0], Y)

        np.testing.assert_allclose(grads["d" + name], differences(cost, at), rtol=1e-5, atol=1e-8)


def test_one_layer_is_a_logistic_regression() -> None:
    X, Y, params = batch(3, 1, m=11)
    A, caches = deep.forward_propagation(X, params)
    grads = deep.backward_propagation(A, Y, caches, params)

    np.testing.assert_allclose(A, 1 / (1 + np.exp(-params["W1"] @ X - params["b1"])))
    np.testing.assert_allclose(grads["dW1"], (A - Y) @ X.T / 11)


def test_the_lab_s_relu_network_learns_as_two_layers_do() -> None:
    X, _, params = batch(3, 5, 1, m=7)
    y = np.array([0, 1, 1, 0, 1, 0, 0])
    A, caches = deep.forward_propagation(X, params)
    grads = deep.backward_propagation(A, y[np.newaxis] * 1.0, caches, params)
    # A sigmoid is a softmax whose other logit is 0.
    pair = params | {name: np.vstack([0 * params[name], params[name]]) for name in ("W2", "b2")}
    _, cache = one_hidden.onehidden_forward(X, pair, "relu")
    of_the_lab = one_hidden.onehidden_backward(pair, cache, X, y, "relu")

    np.testing.assert_allclose(grads["dW1"], of_the_lab["dW1"])
    np.testing.assert_allclose(grads["dW2"], of_the_lab["dW2"][1:])


def test_the_cost_of_an_output_that_is_a_half_everywhere_is_log_two_for_each_output() -> None:
    Y = np.array([[0.0, 1.0, 1.0], [1.0, 1.0, 0.0]])

    assert deep.compute_cost(np.full((2, 3), 0.5), Y) == pytest.approx(2 * np.log(2))


def test_the_step_is_that_of_the_lab() -> None:
    X, Y, params = batch(3, 5, 1, m=7)
    _, cache = two_layer.two_layer_forward(X, params)
    grads = two_layer.two_layer_backward(params, cache, X, Y)
    stepped, of_the_lab = deep.update_parameters(params, grads, 0.3), gd_step(params, grads, 0.3)

    assert list(stepped) == list(of_the_lab)
    for name in stepped:
        np.testing.assert_array_equal(stepped[name], of_the_lab[name])


def test_five_functions_train_a_deep_network() -> None:
    rng = np.random.default_rng(4)
    X = rng.normal(size=(2, 40))
    Y = (X[:1] * X[1:] > 0).astype(float)
    params = deep.initialize_parameters([2, 12, 12, 1], rng)
    costs = []
    for _ in range(400):
        A, caches = deep.forward_propagation(X, params)
        costs.append(deep.compute_cost(A, Y))
        params = deep.update_parameters(
            params, deep.backward_propagation(A, Y, caches, params), 0.3
        )

    assert costs[-1] < 0.1 * costs[0]
    np.testing.assert_array_equal(deep.forward_propagation(X, params)[0] > 0.5, Y == 1)
