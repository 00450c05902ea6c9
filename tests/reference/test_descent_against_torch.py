"""Schedules, epochs and the small network against PyTorch's, in float64, where it is installed."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from reference.epochs import epoch_minibatch
from reference.schedules import (
    decay_per_update,
    exponential_decay,
    plateau_decay,
    step_decay,
    time_decay,
)
from reference.small_network import network_cost, start_network

torch = pytest.importorskip("torch")


def rates_of(make: Callable[[Any], Any], steps: int) -> list[float]:
    """The rate of each step, by a scheduler of PyTorch."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.3)
    scheduler, rates = make(optimizer), []
    for _ in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return rates


SCHEDULERS = torch.optim.lr_scheduler


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda o: SCHEDULERS.ExponentialLR(o, 0.9), decay_per_update(0.3, 0.9, 12, 1)),
        (lambda o: SCHEDULERS.ExponentialLR(o, np.exp(-0.2)), exponential_decay(0.3, 0.2, 12, 1)),
        (lambda o: SCHEDULERS.StepLR(o, 5, 0.4), step_decay(0.3, 0.4, 5, np.arange(12))),
        (
            lambda o: SCHEDULERS.LambdaLR(o, lambda t: 1 / (1 + 0.5 * t)),
            time_decay(0.3, 0.5, np.arange(12)),
        ),
    ],
)
def test_the_schedules_are_those_of_pytorch(make: Any, expected: Any) -> None:
    np.testing.assert_allclose(rates_of(make, 12), expected)


@pytest.mark.parametrize("patience", [1, 2, 3])
@pytest.mark.parametrize("min_delta", [0.0, 0.3])
def test_a_plateau_is_found_where_pytorch_finds_it(patience: int, min_delta: float) -> None:
    """PyTorch lets `patience` bad epochs pass; here, that many lower the rate."""
    rng = np.random.default_rng(4)
    losses = 3 * np.exp(-np.arange(40) / 8) + 0.3 * rng.normal(size=40)
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.8)
    scheduler = SCHEDULERS.ReduceLROnPlateau(
        optimizer,
        factor=0.5,
        patience=patience - 1,
        threshold=min_delta,
        threshold_mode="abs",
        min_lr=0.01,
        eps=0.0,
    )
    rates = []
    for loss in losses:
        scheduler.step(loss)
        rates.append(optimizer.param_groups[0]["lr"])

    found = plateau_decay(losses, 0.8, 0.5, patience, min_delta, 0.01)

    np.testing.assert_allclose(found, rates)


def test_an_epoch_in_mini_batches_is_that_of_pytorch() -> None:
    rng = np.random.default_rng(5)
    params = {"W": rng.normal(size=(2, 3)), "b": rng.normal(size=(2, 1))}
    batches = [(rng.normal(size=(3, m)), rng.normal(size=(2, m))) for m in (4, 4, 2)]
    W, b = (torch.tensor(params[name], requires_grad=True) for name in ("W", "b"))
    optimizer = torch.optim.SGD([W, b], lr=0.1)
    for X_b, Y_b in batches:
        optimizer.zero_grad()
        error = W @ torch.tensor(X_b) + b - torch.tensor(Y_b)
        (0.5 * (error**2).sum(dim=0).mean()).backward()
        optimizer.step()

    found, _, _ = epoch_minibatch(batches, params, 0.1)

    np.testing.assert_allclose(found["W"], W.detach().numpy())
    np.testing.assert_allclose(found["b"], b.detach().numpy())


def test_the_gradients_of_the_network_are_those_of_autograd() -> None:
    rng = np.random.default_rng(6)
    params, X, y = start_network(5, 7, 3, rng), rng.normal(size=(5, 11)), rng.integers(3, size=11)
    tensors = {name: torch.tensor(value, requires_grad=True) for name, value in params.items()}
    hidden = torch.relu(tensors["W1"] @ torch.tensor(X) + tensors["b1"])
    scores = (tensors["W2"] @ hidden + tensors["b2"]).T
    loss = torch.nn.functional.cross_entropy(scores, torch.tensor(y))
    loss.backward()

    J, grads = network_cost(params, X, np.eye(3)[:, y])

    np.testing.assert_allclose(J, loss.item())
    for name, tensor in tensors.items():
        np.testing.assert_allclose(grads["d" + name], tensor.grad.numpy(), atol=1e-12)
