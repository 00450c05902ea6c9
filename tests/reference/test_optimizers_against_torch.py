"""The optimizers of the reference against PyTorch's, in float64, where PyTorch is installed."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from reference.adam import adam_step, adamw_step
from reference.adaptive import adadelta_step, adagrad_step, rmsprop_step
from reference.momentum import momentum_pytorch

torch = pytest.importorskip("torch")

GRADIENTS = np.array([[1.0, -0.5, 1e-5], [0.3, 0.2, 0.0], [-2.0, 1e-3, 1e-5], [0.1, 0.1, 0.1]])
START = np.array([0.5, -1.0, 2.0])


def by_torch(make: Callable[[list[Any]], Any]) -> Any:
    w = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    optimizer = make([w])
    for g in GRADIENTS:
        w.grad = torch.tensor(g, dtype=torch.float64)
        optimizer.step()
    return w.detach().numpy()


def by_reference(step: Callable[..., Any], memories: int) -> Any:
    w, memory = START, [np.zeros(3)] * memories
    for t, g in enumerate(GRADIENTS, start=1):
        w, *memory = step(w, g, *memory, t)
    return w


CASES = {
    "momentum": (
        lambda w: torch.optim.SGD(w, lr=0.1, momentum=0.8),
        lambda w, g, v, _: momentum_pytorch(w, g, v, 0.1, 0.8),
        1,
    ),
    "Adagrad": (
        lambda w: torch.optim.Adagrad(w, lr=0.1, eps=1e-3),
        lambda w, g, G, _: adagrad_step(w, g, G, 0.1, 1e-3),
        1,
    ),
    "RMSprop": (
        lambda w: torch.optim.RMSprop(w, lr=0.1, alpha=0.8, eps=1e-3),
        lambda w, g, s, _: rmsprop_step(w, g, s, 0.1, 0.8, 1e-3),
        1,
    ),
    "Adadelta": (
        lambda w: torch.optim.Adadelta(w, lr=1.0, rho=0.8, eps=1e-3),
        lambda w, g, s, d, _: adadelta_step(w, g, s, d, 0.8, 1e-3),
        2,
    ),
    "Adam": (
        lambda w: torch.optim.Adam(w, lr=0.1, betas=(0.8, 0.9), eps=1e-3),
        lambda w, g, v, s, t: adam_step(w, g, v, s, t, 0.1, 0.8, 0.9, 1e-3),
        2,
    ),
    "AdamW": (
        lambda w: torch.optim.AdamW(w, lr=0.1, betas=(0.8, 0.9), eps=1e-3, weight_decay=0.2),
        lambda w, g, v, s, t: adamw_step(w, g, v, s, t, 0.1, 0.2, 0.8, 0.9, 1e-3),
        2,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_four_steps_are_those_of_pytorch(name: str) -> None:
    make, step, memories = CASES[name]

    np.testing.assert_allclose(by_reference(step, memories), by_torch(make), rtol=1e-12)
