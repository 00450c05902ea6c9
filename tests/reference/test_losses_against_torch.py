"""The losses of the output layer against PyTorch in float64, where it is installed."""

import numpy as np
import pytest
from reference import gaussian_nll as gaussian
from reference import logits, mixture, squared_error

torch = pytest.importorskip("torch")
functional = torch.nn.functional

RNG = np.random.default_rng(5)


def test_the_losses_from_logits_are_those_of_torch():
    Z, y = RNG.normal(scale=300, size=(5, 7)), np.array([4, 0, 2, 2, 1, 0, 3])
    z, Y = RNG.normal(scale=300, size=(1, 7)), (y > 1)[None, :] * 1.0
    classes = functional.cross_entropy(torch.tensor(Z.T), torch.tensor(y))
    binary = functional.binary_cross_entropy_with_logits(torch.tensor(z), torch.tensor(Y))

    np.testing.assert_allclose(logits.cross_entropy_from_logits(Z, y), classes.numpy())
    np.testing.assert_allclose(logits.bce_from_logits(z, Y), binary.numpy())


def test_the_mean_squared_error_of_torch_divides_by_the_outputs_too():
    outputs, targets = RNG.normal(size=(3, 7)), RNG.normal(size=(3, 7))
    theirs = functional.mse_loss(torch.tensor(outputs), torch.tensor(targets)).numpy()

    np.testing.assert_allclose(squared_error.mse(outputs, targets), 3 * theirs)


def test_the_gaussian_price_and_its_gradients_are_those_of_torch():
    M, s, Y = RNG.normal(size=(1, 7)), RNG.normal(size=(1, 7)), RNG.normal(size=(1, 7))
    mean, log_variance = (torch.tensor(each, requires_grad=True) for each in (M, s))
    loss = functional.gaussian_nll_loss(
        mean, torch.tensor(Y), torch.exp(log_variance), full=True, eps=0.0
    )
    loss.backward()
    dM, ds = gaussian.gaussian_nll_prime(M, s, Y)

    np.testing.assert_allclose(gaussian.gaussian_nll(M, s, Y), loss.item())
    np.testing.assert_allclose(dM / 7, mean.grad.numpy())
    np.testing.assert_allclose(ds / 7, log_variance.grad.numpy())


def test_the_price_of_a_mixture_is_that_of_torch():
    outputs, y = RNG.normal(size=(9, 7)), RNG.normal(size=7)
    A, B, C = (torch.tensor(block.T) for block in np.split(outputs, 3))
    law = torch.distributions.MixtureSameFamily(
        torch.distributions.Categorical(logits=A),
        torch.distributions.Normal(B, torch.exp(C / 2)),
    )

    np.testing.assert_allclose(
        mixture.mixture_nll(outputs, y), -law.log_prob(torch.tensor(y)).mean().numpy()
    )
