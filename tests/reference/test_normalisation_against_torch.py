"""Where PyTorch is installed: the same batch normalisation and the same clipping, in float64."""

import numpy as np
import pytest
from reference.batch_norm import batchnorm_backward, batchnorm_forward
from reference.clipping import clip_by_norm

torch = pytest.importorskip("torch")


def test_batch_normalisation_and_its_gradients_are_those_of_pytorch():
    rng = np.random.default_rng(1)
    Z, dout = rng.normal(size=(3, 5)), rng.normal(size=(3, 5))
    gamma, beta = rng.normal(size=(3, 1)), rng.normal(size=(3, 1))
    tensors = [torch.tensor(a, requires_grad=True) for a in (Z.T, gamma[:, 0], beta[:, 0])]
    out = torch.nn.functional.batch_norm(
        tensors[0], None, None, tensors[1], tensors[2], training=True, eps=1e-3
    )
    out.backward(torch.tensor(dout.T))

    given, _ = batchnorm_forward(Z, gamma, beta, None, 1e-3, 0.1, True)
    np.testing.assert_allclose(out.detach().numpy().T, given)
    expected = [tensor.grad.numpy().T.reshape(3, -1) for tensor in tensors]
    for right, actual in zip(expected, batchnorm_backward(dout, Z, gamma, 1e-3), strict=True):
        np.testing.assert_allclose(right, actual, atol=1e-12)


def test_clipping_by_the_norm_is_that_of_pytorch():
    rng = np.random.default_rng(1)
    grads = {"dW1": rng.normal(size=(5, 3)), "db1": rng.normal(size=(5, 1))}
    params = [torch.nn.Parameter(torch.zeros(g.shape, dtype=torch.float64)) for g in grads.values()]
    for param, grad in zip(params, grads.values(), strict=True):
        param.grad = torch.tensor(grad)
    torch.nn.utils.clip_grad_norm_(params, 1.5)

    for param, clipped in zip(params, clip_by_norm(grads, 1.5).values(), strict=True):
        np.testing.assert_allclose(param.grad.numpy(), clipped, rtol=1e-5)
