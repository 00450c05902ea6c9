"""Where PyTorch is installed: the same convolution, the same poolings, and the same gradients."""

import numpy as np
import pytest
from reference.convolution import conv_backward, conv_forward
from reference.pooling import average_pool, average_pool_backward, max_pool, max_pool_backward

torch = pytest.importorskip("torch")

GEOMETRIES = [
    ((5, 7), (3, 2), (1, 1), (0, 0)),
    ((6, 5), (3, 2), (2, 3), (0, 0)),
    ((4, 6), (2, 3), (1, 2), (1, 1)),
]
"""Sides of the image and of the window, strides and padding."""


@pytest.mark.parametrize(("sides", "window", "stride", "padding"), GEOMETRIES)
def test_a_convolution_and_its_gradients_are_those_of_pytorch(sides, window, stride, padding):
    rng = np.random.default_rng(3)
    arrays = rng.normal(size=(2, 3, *sides)), rng.normal(size=(4, 3, *window)), rng.normal(size=4)
    tensors = [torch.tensor(array, requires_grad=True) for array in arrays]
    expected = torch.nn.functional.conv2d(*tensors, stride=stride, padding=padding)
    dZ = rng.normal(size=expected.shape)
    expected.backward(torch.tensor(dZ))

    Z = conv_forward(*arrays, stride, padding)

    np.testing.assert_allclose(Z, expected.detach().numpy(), atol=1e-12)
    gradients = conv_backward(dZ, *arrays[:2], stride, padding)
    for tensor, gradient in zip(tensors, gradients, strict=True):
        np.testing.assert_allclose(gradient, tensor.grad.numpy(), atol=1e-12)


@pytest.mark.parametrize(("sides", "size", "stride", "padding"), GEOMETRIES)
@pytest.mark.parametrize(
    ("pool", "back", "name"),
    [
        (max_pool, max_pool_backward, "max_pool2d"),
        (average_pool, average_pool_backward, "avg_pool2d"),
    ],
)
def test_poolings_and_their_gradients_are_those_of_pytorch(
    sides, size, stride, padding, pool, back, name
):
    # Whole numbers, so that many windows hold their largest number twice.
    X = np.random.default_rng(3).integers(0, 3, size=(2, 3, *sides)).astype(float)
    tensor = torch.tensor(X, requires_grad=True)
    expected = getattr(torch.nn.functional, name)(tensor, size, stride)
    dA = np.random.default_rng(4).normal(size=expected.shape)
    expected.backward(torch.tensor(dA))

    np.testing.assert_allclose(pool(X, size, stride), expected.detach().numpy(), atol=1e-12)
    np.testing.assert_allclose(back(dA, X, size, stride), tensor.grad.numpy(), atol=1e-12)
