"""Convolution and pooling: values by hand, sums over every index, and finite differences."""

from itertools import product

import numpy as np
import pytest
from reference import convolution, pooling

GEOMETRIES = [
    ((5, 7), (3, 2), (1, 1), (0, 0)),
    ((6, 5), (3, 2), (2, 3), (0, 0)),
    ((4, 6), (2, 3), (1, 2), (1, 2)),
    ((4, 3), (1, 3), (3, 1), (0, 1)),
]
"""Sides of the image and of the window, strides and padding."""


def drawn(sides, window, padding=(0, 0)):
    rng = np.random.default_rng(5)
    X = rng.normal(size=(2, 3, *sides))
    return X, rng.normal(size=(4, 3, *window)), rng.normal(size=4)


def numerical(cost, array, h=1e-6):
    gradient = np.zeros_like(array)
    for place in np.ndindex(array.shape):
        step = np.zeros_like(array)
        step[place] = h
        gradient[place] = (cost(array + step) - cost(array - step)) / (2 * h)
    return gradient


@pytest.mark.parametrize(
    ("sizes", "places"),
    [
        ((28, 5, 1, 0), 24),
        ((24, 2, 2, 0), 12),
        ((7, 2, 2, 0), 3),
        ((5, 3, 1, 1), 5),
        ((3, 3, 4, 0), 1),
    ],
)
def test_the_places_of_a_window(sizes, places):
    n, k, stride, padding = sizes
    starts = [s for s in range(0, n + 2 * padding, stride) if s + k <= n + 2 * padding]

    assert convolution.conv_out(*sizes) == places == len(starts)


def test_the_parameters_of_the_lectures_network_for_mnist():
    assert convolution.conv_parameters(1, 10, 5, 5) == 260
    assert convolution.conv_parameters(10, 20, 5, 5) == 5020
    assert convolution.conv_parameters(10, 20, 5, 5, bias=False) == 5000


def test_a_frame_of_zeros():
    X = np.array([[[[1.0, 2.0], [3.0, 4.0]]]])

    framed = [[0, 0, 0, 0], [0, 1, 2, 0], [0, 3, 4, 0], [0, 0, 0, 0]]
    np.testing.assert_array_equal(convolution.pad_images(X, (1, 1))[0, 0], framed)
    assert convolution.pad_images(X, (2, 0)).shape == (1, 1, 6, 2)


def test_a_convolution_by_hand():
    X = np.arange(9.0).reshape(1, 1, 3, 3)
    W = np.array([[[[1.0, 2.0], [0.0, -1.0]]]])

    Z = convolution.conv_forward(X, W, np.array([10.0]), (1, 1), (0, 0))

    np.testing.assert_array_equal(Z[0, 0], [[8.0, 10.0], [14.0, 16.0]])


@pytest.mark.parametrize(("sides", "window", "stride", "padding"), GEOMETRIES)
def test_a_convolution_is_the_sum_over_every_index(sides, window, stride, padding):
    X, W, b = drawn(sides, window)
    Z = convolution.conv_forward(X, W, b, stride, padding)

    for i, f, r, c in np.ndindex(Z.shape):
        total = b[f]
        for channel, u, v in product(range(3), range(window[0]), range(window[1])):
            row, column = r * stride[0] + u - padding[0], c * stride[1] + v - padding[1]
            if 0 <= row < sides[0] and 0 <= column < sides[1]:
                total += W[f, channel, u, v] * X[i, channel, row, column]
        assert Z[i, f, r, c] == pytest.approx(total)


@pytest.mark.parametrize(("sides", "window", "stride", "padding"), GEOMETRIES)
def test_the_gradients_of_a_convolution_are_those_of_its_forward_pass(
    sides, window, stride, padding
):
    X, W, b = drawn(sides, window)
    Z = convolution.conv_forward(X, W, b, stride, padding)
    dZ = np.random.default_rng(6).normal(size=Z.shape)

    def cost(X, W, b):
        return np.sum(dZ * convolution.conv_forward(X, W, b, stride, padding))

    dX, dW, db = convolution.conv_backward(dZ, X, W, stride, padding)

    np.testing.assert_allclose(dX, numerical(lambda X: cost(X, W, b), X), atol=1e-8)
    np.testing.assert_allclose(dW, numerical(lambda W: cost(X, W, b), W), atol=1e-8)
    np.testing.assert_allclose(db, numerical(lambda b: cost(X, W, b), b), atol=1e-8)


def test_poolings_by_hand():
    X = np.array([[[[1.0, 5.0, 2.0], [4.0, 0.0, 3.0]]]])

    np.testing.assert_array_equal(pooling.max_pool(X, (2, 2), (1, 1)), [[[[5.0, 5.0]]]])
    np.testing.assert_array_equal(pooling.average_pool(X, (2, 2), (1, 1)), [[[[2.5, 2.5]]]])


@pytest.mark.parametrize("name", ["max_pool", "average_pool"])
@pytest.mark.parametrize(
    ("size", "stride"), [((2, 2), (2, 2)), ((3, 2), (1, 1)), ((2, 3), (1, 2)), ((2, 1), (3, 2))]
)
def test_the_gradients_of_poolings_are_those_of_their_forward_passes(name, size, stride):
    forward, backward = getattr(pooling, name), getattr(pooling, f"{name}_backward")
    X, _, _ = drawn((5, 7), size)
    dA = np.random.default_rng(6).normal(size=forward(X, size, stride).shape)

    expected = numerical(lambda X: np.sum(dA * forward(X, size, stride)), X)

    np.testing.assert_allclose(backward(dA, X, size, stride), expected, atol=1e-8)


def test_the_first_of_equal_numbers_gets_the_gradient():
    dX = pooling.max_pool_backward(np.array([[[[3.0]]]]), np.ones((1, 1, 2, 2)), (2, 2), (2, 2))

    np.testing.assert_array_equal(dX[0, 0], [[3.0, 0.0], [0.0, 0.0]])
