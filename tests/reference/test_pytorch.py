"""The PyTorch homework against formulas in NumPy and finite differences, where it is installed."""

import io

import numpy as np
import pytest
from reference.datasets import drawn_digits
from reference.gradient_check import numerical_gradient
from reference.logits import bce_from_logits, cross_entropy_from_logits
from reference.one_hidden import onehidden_backward, onehidden_forward

torch = pytest.importorskip("torch", reason="PyTorch is optional: pip install 'chainrule[torch]'")

from reference.pytorch import (  # noqa: E402
    agreement,
    autograd,
    checkpoints,
    criteria,
    devices,
    digits,
    loop,
    mlp,
    modes,
)


@pytest.fixture
def rng():
    torch.manual_seed(0)
    return np.random.default_rng(5)


def tensor(array):
    return torch.tensor(array)


# --- gradients ---


def test_the_gradients_of_the_slide_are_y_x_and_one(rng):
    x, y, z = (tensor(rng.integers(-5, 5, size=(3, 4))) for _ in range(3))

    found = autograd.slide_gradients(x, y, z)

    for gradient, expected in zip(found, (y, x, torch.ones(3, 4)), strict=True):
        assert gradient.dtype == torch.float64
        np.testing.assert_array_equal(gradient, expected)


def test_the_confidence_loss_has_the_gradient_of_finite_differences(rng):
    X, w = tensor(rng.normal(size=(7, 3))), rng.normal(size=3)
    leaf = tensor(w).requires_grad_()

    autograd.confidence_loss(leaf, X, 0.3).backward()

    numerical = numerical_gradient(
        lambda v: autograd.confidence_loss(tensor(v), X, 0.3).item(), w.copy()
    )
    np.testing.assert_allclose(leaf.grad, numerical, rtol=1e-7)


def test_descending_a_parabola_shrinks_by_the_same_factor_each_step():
    start = tensor(np.array([3.0, -2.0]))

    found = autograd.descend(lambda w: torch.sum(w**2), start, 0.1, 5)

    np.testing.assert_allclose(found, 0.8**5 * start)
    assert not found.requires_grad
    assert start.tolist() == [3.0, -2.0]


# --- two ways to the same gradients ---


def lab_network(rng):
    shapes = {"W1": (5, 3), "b1": (5, 1), "W2": (4, 5), "b2": (4, 1)}
    params = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    return rng.normal(size=(3, 7)), rng.integers(4, size=7), params


def test_the_gradients_by_hand_are_those_of_the_lab_and_those_of_autograd(rng):
    X, y, params = lab_network(rng)
    _, cache = onehidden_forward(X, params)
    lab = onehidden_backward(params, cache, X, y)
    by_hand, by_autograd = (
        gradients(X, y, params)
        for gradients in (agreement.lab_gradients, agreement.network_gradients)
    )

    assert agreement.disagreements(by_hand, by_autograd, 1e-10) == []
    for name, expected in lab.items():
        np.testing.assert_allclose(by_hand[name], expected, rtol=1e-10)


def test_gradients_disagree_by_value_by_shape_and_when_they_are_missing(rng):
    X, y, params = lab_network(rng)
    right = agreement.network_gradients(X, y, params)
    own = {"dW1": right["dW1"] * (1 + 2e-6), "db1": right["db1"][:, 0], "dW2": right["dW2"]}

    assert agreement.disagreements(own, right) == ["dW1", "db1", "db2"]
    assert agreement.disagreements(own, right, tolerance=1e-5) == ["db1", "db2"]


# --- the module ---


def test_an_mlp_is_the_formula_of_its_weights(rng):
    model = mlp.MLP((3, 5, 4, 2), 0.5).double().eval()
    W1, b1, W2, b2, W3, b3 = (each.detach().numpy() for each in model.parameters())
    X = rng.normal(size=(7, 3))
    h = np.maximum(0, np.maximum(0, X @ W1.T + b1) @ W2.T + b2)

    np.testing.assert_allclose(model(tensor(X)).detach(), h @ W3.T + b3)
    assert mlp.count_parameters(model) == 20 + 24 + 10


def test_an_mlp_that_drops_everything_gives_its_last_bias(rng):
    model = mlp.MLP((3, 5, 2), 1.0)

    out = model(torch.ones(4, 3)).detach()

    np.testing.assert_allclose(out, np.tile(model.layers[-1].bias.detach(), (4, 1)))


def test_frozen_parameters_and_running_statistics_are_not_counted():
    model = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.BatchNorm1d(4))
    model[0].weight.requires_grad_(False)

    assert mlp.count_parameters(model) == 4 + 8


# --- losses ---


def test_losses_are_those_of_the_lab(rng):
    Z, y = 30 * rng.normal(size=(9, 4)), rng.integers(4, size=9)
    z, t = 30 * rng.normal(size=(9, 1)), rng.integers(2, size=9)

    np.testing.assert_allclose(
        criteria.class_loss(tensor(Z), tensor(y)), cross_entropy_from_logits(Z.T, y)
    )
    np.testing.assert_allclose(
        criteria.binary_loss(tensor(z), tensor(t)), bce_from_logits(z.T, t[None, :])
    )
    np.testing.assert_allclose(
        criteria.regression_loss(tensor(z), tensor(z[:, 0] + 2.0)), 4.0, rtol=1e-12
    )


# --- modes ---


class Noisy(torch.nn.Module):
    """Logits that are right in evaluation mode and wrong in training mode."""

    def forward(self, X):
        return -X if self.training else X


def test_a_model_is_evaluated_in_evaluation_mode_and_put_back(rng):
    model = Noisy()
    Z = tensor(rng.normal(size=(10, 3)))
    y = Z.argmax(dim=1)
    whole = torch.nn.functional.cross_entropy(Z, y).item()

    loss, accuracy = modes.evaluate(model, [(Z[:7], y[:7]), (Z[7:], y[7:])])

    assert (round(loss, 10), accuracy, model.training) == (round(whole, 10), 1.0, True)


def test_batch_normalisations_stay_in_evaluation_mode_however_deep():
    inner = torch.nn.Sequential(torch.nn.BatchNorm1d(3), torch.nn.Dropout())
    model = torch.nn.Sequential(torch.nn.Linear(2, 3), inner, torch.nn.BatchNorm2d(3)).eval()

    modes.fine_tune_mode(model)

    assert [module.training for module in model.modules()] == [True, True, True, False, True, False]


# --- training ---


def test_an_epoch_is_the_steps_of_gradient_descent_by_hand(rng):
    model = torch.nn.Linear(3, 2).double()
    W, b = (each.detach().numpy().copy() for each in model.parameters())
    X, y = rng.normal(size=(5, 3)), rng.integers(2, size=5)
    batches = [(tensor(X[:3]), tensor(y[:3])), (tensor(X[3:]), tensor(y[3:]))]
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)

    mean_loss = loop.train_epoch(model, batches, optimizer, "cpu")

    total = 0.0
    for rows in (slice(3), slice(3, None)):
        E = np.exp(X[rows] @ W.T + b)
        P, Y = E / E.sum(axis=1, keepdims=True), np.eye(2)[y[rows]]
        total -= np.sum(Y * np.log(P))
        D = (P - Y) / len(Y)
        W, b = W - 0.5 * D.T @ X[rows], b - 0.5 * D.sum(axis=0)
    np.testing.assert_allclose(model.weight.detach(), W)
    np.testing.assert_allclose(mean_loss, total / 5)


def test_a_warm_up_rises_to_the_rate_and_a_cosine_falls_from_it():
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.4)
    scheduler = loop.warmup_cosine(optimizer, 2, 6)

    rates = loop.schedule_epochs(optimizer.step, optimizer, scheduler, 7)

    half = 0.2 * (1 + np.cos(np.pi * np.arange(5) / 4))
    np.testing.assert_allclose(rates, [0.2, 0.4, *half], atol=1e-15)


# --- checkpoints ---


def some_steps(model, optimizer, steps):
    X = torch.linspace(-1, 1, 12).reshape(4, 3)
    for _ in range(steps):
        optimizer.zero_grad()
        torch.sum(model(X) ** 2).backward()
        optimizer.step()


def test_training_goes_on_from_a_checkpoint_as_if_it_had_not_stopped():
    models = [torch.nn.Linear(3, 2) for _ in range(2)]
    optimizers = [torch.optim.Adam(model.parameters(), lr=0.1) for model in models]
    some_steps(models[0], optimizers[0], 3)
    file = io.BytesIO()
    checkpoints.save_checkpoint(file, models[0], optimizers[0], 3)
    file.seek(0)

    assert checkpoints.load_checkpoint(file, models[1], optimizers[1]) == 3
    for model, optimizer in zip(models, optimizers, strict=True):
        some_steps(model, optimizer, 3)
    assert torch.equal(models[0].weight, models[1].weight)


def test_the_best_weights_are_kept_and_not_the_last():
    model = torch.nn.Linear(1, 1)
    losses = iter([3.0, 1.0, 2.0, 1.0])

    def run_epoch():
        with torch.no_grad():
            model.weight += 1

    with torch.no_grad():
        model.weight.zero_()

    assert checkpoints.keep_best(model, run_epoch, lambda: next(losses), 4) == 1.0
    assert model.weight.item() == 2.0


# --- devices ---


def test_the_device_is_the_gpu_where_there_is_one(monkeypatch):
    for there, expected in ((True, "cuda"), (False, "cpu")):
        monkeypatch.setattr(torch.cuda, "is_available", lambda there=there: there)

        assert devices.pick_device() == torch.device(expected)


def test_dropout_drops_and_scales_where_its_argument_is():
    x = torch.ones(100_000, dtype=torch.float32)

    dropped = devices.dropout(x, 0.25, True)

    assert set(dropped.tolist()) == {0.0, torch.tensor(1 / 0.75).item()}
    assert abs(dropped.mean().item() - 1) < 0.02
    assert devices.dropout(torch.ones(3, device="meta"), 0.5, True).device.type == "meta"
    assert torch.equal(devices.dropout(x, 0.25, False), x)


def test_noise_of_a_seed_is_the_same_and_moves_no_other_generator():
    x = torch.zeros(2, 3, dtype=torch.float64)
    before = torch.get_rng_state()

    first, second, other = (devices.noise_like(x, seed) for seed in (4, 4, 5))

    assert torch.equal(first, second)
    assert not torch.equal(first, other)
    assert first.dtype == torch.float64
    assert torch.equal(before, torch.get_rng_state())


def test_a_tensor_becomes_an_array_of_its_dtype():
    assert devices.to_numpy(torch.ones(2, requires_grad=True)).dtype == np.float32


def test_work_is_timed_from_an_idle_device_to_an_idle_device():
    now, busy_until = [0.0], [7.0]

    def work():
        busy_until[0] = max(busy_until[0], now[0]) + 3.0
        now[0] += 0.01

    def synchronize():
        now[0] = max(now[0], busy_until[0])

    assert devices.timed(work, synchronize, lambda: now[0]) == 3.0


# --- the classifier ---


def test_the_classifier_reads_digits_that_it_has_not_seen(rng):
    X, y = drawn_digits(300, 0.1, rng)
    X_new, y_new = drawn_digits(200, 0.1, rng)
    model = mlp.MLP((64, 32, 10))

    digits.fit_digits(model, tensor(X.T).float(), tensor(y))

    found = model.eval()(tensor(X_new.T).float()).argmax(dim=1).numpy()
    assert np.mean(found == y_new) > 0.9
