"""The activations, softmax and margin losses against PyTorch in float64, where it is installed."""

import numpy as np
import pytest
from reference import activations, margins, smooth_activations, softmax

torch = pytest.importorskip("torch")

PAIRS = {
    "sigmoid": (activations.sigmoid, activations.sigmoid_prime),
    "relu": (activations.relu, activations.relu_prime),
    "leaky_relu": (activations.leaky_relu, activations.leaky_relu_prime),
    "tanh": (smooth_activations.tanh, smooth_activations.tanh_prime),
    "softplus": (smooth_activations.softplus, smooth_activations.softplus_prime),
}


@pytest.mark.parametrize("name", PAIRS)
def test_an_activation_and_its_slope_are_those_of_autograd_at_zero_too(name):
    function, slope = PAIRS[name]
    z = np.array([-30.0, -2.5, -0.0, 0.0, 0.7, 12.0])
    t = torch.tensor(z, requires_grad=True)
    value = getattr(torch.nn.functional, name)(t)
    value.sum().backward()

    np.testing.assert_allclose(function(z), value.detach().numpy(), rtol=1e-8, atol=1e-9)
    np.testing.assert_allclose(slope(z), t.grad.numpy(), rtol=1e-8, atol=1e-9)


def test_the_gradient_through_softmax_is_that_of_autograd():
    rng = np.random.default_rng(0)
    Z, G = rng.normal(size=(5, 7)), rng.normal(size=(5, 7))
    t = torch.tensor(Z, requires_grad=True)
    torch.softmax(t, dim=0).backward(torch.tensor(G))

    np.testing.assert_allclose(softmax.softmax_vjp(softmax.softmax(Z), G), t.grad.numpy())


def test_the_logistic_loss_is_that_of_autograd():
    y = np.array([1.0, -1.0, 1.0, -1.0])
    t = torch.tensor([2.0, 2.0, -0.5, -3.0], dtype=torch.float64, requires_grad=True)
    loss = torch.nn.functional.soft_margin_loss(t, torch.tensor(y), reduction="none")
    loss.sum().backward()

    np.testing.assert_allclose(
        margins.logistic_loss(t.detach().numpy(), y), loss.detach().numpy(), rtol=1e-8
    )
    np.testing.assert_allclose(
        margins.logistic_loss_prime(t.detach().numpy(), y), t.grad.numpy(), rtol=1e-8
    )
