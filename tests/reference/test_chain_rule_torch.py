"""The references from the chain rule to L layers against PyTorch's autograd, where it is there."""

import numpy as np
import pytest
from reference import deep, squared_mlp

torch = pytest.importorskip("torch")


def test_the_squared_loss_goes_back_as_autograd_has_it():
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(3, 1)), rng.normal(size=(2, 1))
    weights = [rng.normal(size=(5, 3)), rng.normal(size=(4, 5)), rng.normal(size=(2, 4))]
    tensors = [torch.tensor(W, requires_grad=True) for W in weights]
    h = torch.tensor(x)
    for W in tensors:
        h = torch.tanh(W @ h)
    ((h - torch.tensor(y)) ** 2).sum().backward()
    gradients = squared_mlp.mlp_squared_backward(
        x, y, weights, np.tanh, lambda a: 1 - np.tanh(a) ** 2
    )

    for gradient, W in zip(gradients, tensors, strict=True):
        np.testing.assert_allclose(gradient, W.grad.numpy(), rtol=1e-8, atol=1e-12)


def test_the_gradients_of_l_layers_are_those_of_autograd():
    rng = np.random.default_rng(1)
    sizes, m = [3, 5, 4, 2], 7
    params = deep.initialize_parameters(sizes, rng)
    X, Y = rng.normal(size=(3, m)), (rng.random(size=(2, m)) < 0.5).astype(float)
    tensors = {name: torch.tensor(a, requires_grad=True) for name, a in params.items()}
    A = torch.tensor(X)
    for layer in (1, 2, 3):
        Z = tensors[f"W{layer}"] @ A + tensors[f"b{layer}"]
        A = torch.relu(Z) if layer < 3 else Z
    cost = torch.nn.functional.binary_cross_entropy_with_logits(A, torch.tensor(Y), reduction="sum")
    (cost / m).backward()
    outputs, caches = deep.forward_propagation(X, params)
    grads = deep.backward_propagation(outputs, Y, caches, params)

    np.testing.assert_allclose(deep.compute_cost(outputs, Y), cost.item() / m)
    for name, tensor in tensors.items():
        np.testing.assert_allclose(grads["d" + name], tensor.grad.numpy(), rtol=1e-8, atol=1e-12)
