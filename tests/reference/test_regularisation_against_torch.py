"""Where PyTorch is installed: the same weight decay and the same share of dropout, in float64."""

import numpy as np
import pytest
from reference.dropout import dropout_backward
from reference.penalties import l2_step, soft_threshold

torch = pytest.importorskip("torch")


def test_weight_decay_is_that_of_pytorch():
    rng = np.random.default_rng(1)
    params, grads = {"W1": rng.normal(size=(5, 3))}, {"dW1": rng.normal(size=(5, 3))}
    weight = torch.nn.Parameter(torch.tensor(params["W1"]))
    weight.grad = torch.tensor(grads["dW1"])
    torch.optim.SGD([weight], lr=0.2, weight_decay=0.3).step()

    np.testing.assert_allclose(weight.detach().numpy(), l2_step(params, grads, 0.2, 0.3)["W1"])


def test_the_soft_threshold_is_that_of_pytorch():
    W = np.random.default_rng(1).normal(size=(5, 3))
    expected = torch.nn.functional.softshrink(torch.tensor(W), 0.2 * 0.3)

    np.testing.assert_allclose(expected.numpy(), soft_threshold(W, 0.2, 0.3), atol=1e-15)


def test_the_gradient_behind_dropout_is_that_of_pytorch():
    rng = np.random.default_rng(1)
    A = torch.tensor(rng.normal(size=(5, 7)), requires_grad=True)
    dA = rng.normal(size=(5, 7))
    out = torch.nn.functional.dropout(A, p=0.25, training=True)
    out.backward(torch.tensor(dA))
    M = (out.detach().numpy() != 0).astype(float)

    np.testing.assert_allclose(A.grad.numpy(), dropout_backward(dA, M, 0.75))
