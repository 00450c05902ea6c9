"""Reverse mode against PyTorch's own in float64, where it is installed."""

import numpy as np
import pytest
from reference import array_tapes, tapes
from reference.autograd import Value

torch = pytest.importorskip("torch")


def test_a_tape_of_arrays_finds_the_gradients_of_autograd():
    rng = np.random.default_rng(0)
    W, X, b = rng.normal(size=(5, 3)), rng.normal(size=(3, 7)), rng.normal(size=(5, 1))
    tape = [("input", W), ("input", X), ("input", b), ("matmul", 0, 1), ("add", 3, 2)]
    tape += [("relu", 4), ("exp", 5), ("multiply", 6, 4), ("sum", 7, 0), ("exp", 8), ("log", 9)]
    tape += [("sum", 10, None)]
    found = array_tapes.backward_pass(tape, tapes.run_tape(tape))

    leaves = [torch.tensor(array, requires_grad=True) for array in (W, X, b)]
    z = leaves[0] @ leaves[1] + leaves[2]
    (torch.relu(z).exp() * z).sum(0).exp().log().sum().backward()
    for gradient, leaf in zip(found, leaves, strict=False):
        np.testing.assert_allclose(gradient, leaf.grad.numpy(), rtol=1e-9, atol=1e-12)


def test_values_find_the_gradients_of_autograd():
    x, y = Value(0.7), Value(1.3)
    tx, ty = (torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in (0.7, 1.3))
    for a, b in [(x, y), (tx, ty)]:
        ((a * b + a / b).tanh() * (a - 2 * b).exp() - (3 - a) ** 3).backward()

    np.testing.assert_allclose([x.grad, y.grad], [tx.grad.item(), ty.grad.item()], rtol=1e-12)


def test_a_cell_that_runs_twice_adds_its_gradients_up():
    x, y, z = (torch.full((3, 4), v, requires_grad=True) for v in (2.0, 3.0, 5.0))
    for _ in range(2):
        (x * y + z).sum().backward()

    assert [t.grad[0, 0].item() for t in (x, y, z)] == [6, 4, 2]
