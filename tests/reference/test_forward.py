"""Forward passes: values by hand, and every shorter way against the longer one."""

from itertools import pairwise

import numpy as np
import pytest
from reference import chosen_weights, counting, dense, mlp, prediction

RNG = np.random.default_rng(0)


def drawn_layer(n_in, n_out, m):
    return RNG.normal(size=(n_in, m)), RNG.normal(size=(n_out, n_in)), RNG.normal(size=(n_out, 1))


def test_a_layer_by_hand():
    W = np.array([[1.0, 2.0], [0.0, -1.0], [3.0, 0.5]])
    Z, cache = dense.dense_forward(np.array([[1.0], [3.0]]), W, np.array([[10.0], [20.0], [30.0]]))

    np.testing.assert_array_equal(Z, [[17.0], [17.0], [34.5]])
    assert set(cache) == {"A_prev", "W"}


@pytest.mark.parametrize("shape", [(5, 3, 7), (3, 3, 3), (2, 1, 5), (1, 4, 1)])
def test_the_loop_and_the_product_agree(shape):
    layer = drawn_layer(*shape)

    np.testing.assert_allclose(dense.dense_naive(*layer), dense.dense_forward(*layer)[0])


def test_the_gradients_of_a_layer_are_those_of_its_forward_pass():
    A_prev, W, b = drawn_layer(4, 3, 5)
    dZ, h = RNG.normal(size=(3, 5)), 1e-6
    dA_prev, dW, db = dense.dense_backward(dZ, A_prev, W)

    def cost(A_prev, W, b):
        return np.sum(dZ * dense.dense_forward(A_prev, W, b)[0])

    def numerical(place, array):
        gradient = np.zeros_like(array)
        for index in np.ndindex(array.shape):
            arguments = [A_prev.copy(), W.copy(), b.copy()]
            arguments[place][index] += h
            ahead = cost(*arguments)
            arguments[place][index] -= 2 * h
            gradient[index] = (ahead - cost(*arguments)) / (2 * h)
        return gradient

    np.testing.assert_allclose(dA_prev, numerical(0, A_prev), atol=1e-7)
    np.testing.assert_allclose(5 * dW, numerical(1, W), atol=1e-7)
    np.testing.assert_allclose(5 * db, numerical(2, b), atol=1e-7)


def test_a_deep_network_is_its_layers_one_after_the_other():
    weights = [RNG.normal(size=(n, n_prev)) for n_prev, n in pairwise([3, 5, 4, 2])]
    x = RNG.normal(size=3)
    h, cache = mlp.mlp_forward(x, weights, np.tanh)

    expected = np.tanh(weights[2] @ np.tanh(weights[1] @ np.tanh(weights[0] @ x)))
    np.testing.assert_allclose(h, expected)
    np.testing.assert_allclose([np.tanh(layer["a"]) for layer in cache][-1], cache[-1]["h"])
    assert [layer["a"].shape for layer in cache] == [(5,), (4,), (2,)]


def test_one_matrix_does_what_weights_and_biases_do():
    X, W, b = drawn_layer(4, 3, 6)
    theta = mlp.affine_as_linear(W, b)

    np.testing.assert_allclose(theta @ mlp.augment(X), W @ X + b)


def test_an_augmented_network_has_biases_in_all_its_layers():
    X, W1, b1 = drawn_layer(3, 5, 7)
    _, W2, b2 = drawn_layer(5, 2, 7)
    thetas = [mlp.affine_as_linear(W1, b1), mlp.affine_as_linear(W2, b2)]

    np.testing.assert_allclose(mlp.augmented_forward(X, thetas), W2 @ np.tanh(W1 @ X + b1) + b2)


def test_the_biases_are_not_penalised():
    assert mlp.weight_penalty(np.array([[1.0, -2.0, 10.0]]), 0.1) == pytest.approx(0.5)


@pytest.mark.parametrize("sizes", [(2, 3, 1), (3, 3, 3), (5, 2, 4)])
def test_two_linear_layers_are_one(sizes):
    n0, n1, n2 = sizes
    X, W1, b1 = drawn_layer(n0, n1, 7)
    _, W2, b2 = drawn_layer(n1, n2, 7)
    W, b = mlp.collapse_linear(W1, b1, W2, b2)

    np.testing.assert_allclose(W @ X + b, W2 @ (W1 @ X + b1) + b2)
    assert b.shape == (n2, 1)


def test_the_network_of_the_lecture_has_thirteen_parameters():
    assert counting.count_parameters([2, 3, 1]) == 13
    assert counting.count_parameters([2, 3, 1], bias=False) == 9


def test_the_parameters_are_the_entries_of_the_parameter_arrays():
    sizes = [7, 5, 3, 2]
    shapes = counting.layer_shapes(sizes, 11)
    entries = [rows * columns for name, (rows, columns) in shapes.items() if name[0] in "Wb"]

    assert counting.count_parameters(sizes) == sum(entries)
    assert shapes["A0"] == (7, 11)
    assert shapes["A3"] == shapes["Y"] == (2, 11)


def test_decisions_by_hand():
    P = np.array([[0.1, 0.6, 0.3, 0.5], [0.7, 0.3, 0.3, 0.5], [0.2, 0.1, 0.4, 0.0]])

    np.testing.assert_array_equal(prediction.predict(P), [1, 0, 2, 0])
    np.testing.assert_array_equal(
        prediction.predict_binary(np.array([[-1.0, 0.0, 0.3]])), [0, 0, 1]
    )
    assert prediction.accuracy(P, np.eye(3)[:, [1, 0, 0, 1]]) == 0.5


@pytest.mark.parametrize(("off", "on"), [(0.0, 1.0), (-1.0, 1.0), (7.0, 9.0), (1.0, -3.0)])
def test_xor_is_one_for_exactly_one_input(off, on):
    W1, b1, W2, b2 = chosen_weights.xor_network(off, on)
    X = np.array([[off, off, on, on], [off, on, off, on]])
    answers = W2 @ (W1 @ X + b1 >= 0) + b2 >= 0

    np.testing.assert_array_equal(answers, [[False, True, True, False]])


def test_a_network_of_one_input_by_hand():
    network = np.array([1.0, 2.0]), np.array([0.0, -1.0]), np.array([1.0, -0.5])

    F = chosen_weights.scalar_network(np.array([0.0]), *network)

    np.testing.assert_allclose(F, [0.5 - 0.5 / (1 + np.e)])


def test_bumps_have_their_heights_in_the_middle_and_nothing_outside():
    network = chosen_weights.bump_network(np.array([0.0, 1.0, 3.0]), np.array([2.0, -1.0]), 100.0)

    F = chosen_weights.scalar_network(np.array([-1.0, 0.5, 1.0, 2.0, 4.0]), *network)

    np.testing.assert_allclose(F, [0.0, 2.0, 0.5, -1.0, 0.0], atol=1e-12)


@pytest.mark.parametrize("n", [5, 20, 100])
def test_the_worst_error_of_a_line_is_half_a_step(n):
    error = chosen_weights.worst_error(lambda x: 3.0 * x, n, 1e5)

    assert error == pytest.approx(3.0 / (2 * n))
