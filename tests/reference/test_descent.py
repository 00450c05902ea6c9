"""Steps, epochs, schedules and stops of the reference, told by facts that none of them repeats."""

from typing import Any

import numpy as np
import pytest
from reference.descent import descend, linear_cost
from reference.epochs import epoch_batch, epoch_minibatch, epoch_sgd
from reference.schedules import (
    decay_per_update,
    exponential_decay,
    plateau_decay,
    step_decay,
    time_decay,
)
from reference.small_network import class_scores, network_cost, start_network
from reference.stopping import early_stopping, stop_epochs
from reference.training_loop import train

Params = dict[str, Any]


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(8)


def problem(rng: np.random.Generator, n0: int = 3, n1: int = 2, m: int = 12) -> Any:
    params = {"W": rng.normal(size=(n1, n0)), "b": rng.normal(size=(n1, 1))}
    return params, rng.normal(size=(n0, m)), rng.normal(size=(n1, m))


def by_differences(cost: Any, params: Params, X: Any, Y: Any, h: float = 1e-6) -> Params:
    found = {}
    for name, value in params.items():
        slopes = np.zeros(value.shape)
        for place in np.ndindex(value.shape):
            ends = []
            for step in (h, -h):
                moved = value.copy()
                moved[place] += step
                ends.append(cost(params | {name: moved}, X, Y)[0])
            slopes[place] = (ends[0] - ends[1]) / (2 * h)
        found["d" + name] = slopes
    return found


def test_the_gradients_of_the_linear_cost_are_its_slopes(rng: np.random.Generator) -> None:
    params, X, Y = problem(rng)
    _, grads = linear_cost(params, X, Y)

    for name, slopes in by_differences(linear_cost, params, X, Y).items():
        np.testing.assert_allclose(grads[name], slopes, rtol=1e-6, atol=1e-8)


def test_the_gradients_of_the_network_are_the_slopes_of_its_cost(rng: np.random.Generator) -> None:
    params = start_network(4, 6, 3, rng)
    params["W2"] = 30 * params["W2"]
    X, Y = rng.normal(size=(4, 9)), np.eye(3)[:, np.arange(9) % 3]
    _, grads = network_cost(params, X, Y)

    for name, slopes in by_differences(network_cost, params, X, Y).items():
        np.testing.assert_allclose(grads[name], slopes, rtol=1e-5, atol=1e-8)


def test_a_network_starts_with_the_cost_of_a_guess_and_survives_large_scores(
    rng: np.random.Generator,
) -> None:
    params, X = start_network(4, 50, 10, rng), rng.normal(size=(4, 20))
    Y = np.eye(10)[:, np.arange(20) % 10]

    assert abs(network_cost(params, X, Y)[0] - np.log(10)) < 0.1
    assert np.isfinite(network_cost(params, 1e6 * X, Y)[0])
    assert class_scores(params, X).shape == (10, 20)


def test_descent_on_a_parabola_shrinks_the_distance_by_the_same_factor_each_time() -> None:
    end = descend({"w": np.array([3.0])}, lambda p: {"dw": 2 * p["w"]}, 0.1, 5)

    np.testing.assert_allclose(end["w"], 3 * 0.8**5)


def test_many_steps_on_a_linear_model_find_the_least_squares(rng: np.random.Generator) -> None:
    params, X, Y = problem(rng, m=40)
    ones = np.vstack([X, np.ones((1, 40))])
    expected = np.linalg.lstsq(ones.T, Y.T, rcond=None)[0].T

    end = descend(params, lambda p: linear_cost(p, X, Y)[1], 0.3, 2000)

    np.testing.assert_allclose(np.hstack([end["W"], end["b"]]), expected, atol=1e-9)


def test_an_epoch_of_one_batch_is_batch_descent_and_one_of_batches_of_one_is_stochastic(
    rng: np.random.Generator,
) -> None:
    params, X, Y = problem(rng)
    order = rng.permutation(12)
    one_by_one = [(X[:, [i]], Y[:, [i]]) for i in order]

    for found, expected in (
        (epoch_minibatch([(X, Y)], params, 0.1), epoch_batch(X, Y, params, 0.1)),
        (epoch_minibatch(one_by_one, params, 0.1), epoch_sgd(X, Y, params, 0.1, order)),
    ):
        for name in params:
            np.testing.assert_allclose(found[0][name], expected[0][name])
        assert found[1] == expected[1]
        assert found[2] == pytest.approx(expected[2])


def test_at_a_rate_of_zero_the_loss_of_an_epoch_is_that_of_the_whole_set(
    rng: np.random.Generator,
) -> None:
    params, X, Y = problem(rng)
    batches = [(X[:, :5], Y[:, :5]), (X[:, 5:10], Y[:, 5:10]), (X[:, 10:], Y[:, 10:])]

    _, updates, loss = epoch_minibatch(batches, params, 0.0)

    assert updates == 3
    assert loss == pytest.approx(linear_cost(params, X, Y)[0])


def test_every_schedule_begins_with_the_first_rate_and_never_rises() -> None:
    t = np.arange(12)
    for rates in (
        decay_per_update(0.3, 0.9, 4, 3),
        exponential_decay(0.3, 0.2, 4, 3),
        time_decay(0.3, 0.5, t),
        step_decay(0.3, 0.5, 4, t),
    ):
        assert rates.shape == (12,)
        assert rates[0] == 0.3
        assert np.all(np.diff(rates) <= 0)
        assert rates[-1] < 0.3


def test_the_formulas_of_the_schedules_at_one_place() -> None:
    assert decay_per_update(0.3, 0.9, 4, 3)[7] == pytest.approx(0.3 * 0.9**7)
    assert exponential_decay(0.3, 0.2, 4, 3)[7] == pytest.approx(0.3 * np.exp(-0.4))
    assert time_decay(0.3, 0.5, np.array([6]))[0] == pytest.approx(0.075)
    assert step_decay(0.3, 0.5, 4, np.array([3, 4, 8])).tolist() == [0.3, 0.15, 0.075]


def test_a_rate_falls_on_a_plateau_and_not_below_the_smallest() -> None:
    losses = np.array([3.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0])

    rates = plateau_decay(losses, 0.8, 0.5, 2, 0.0, 0.3)

    assert rates.tolist() == [0.8, 0.8, 0.8, 0.4, 0.4, 0.3, 0.3, 0.3]


def test_a_loss_that_keeps_falling_changes_no_rate_and_stops_no_training() -> None:
    losses = np.arange(9.0, 0, -1)

    assert set(plateau_decay(losses, 0.8, 0.5, 1, 0.5, 0.0)) == {0.8}
    assert early_stopping(losses, 1, 0.5) == (8, 8)


def test_patience_stops_after_the_best_epoch_and_looks_no_further() -> None:
    losses = np.array([5.0, 4.0, 4.5, 3.5, 3.75, 4.0, 3.0])

    assert early_stopping(losses, 2, 0.0) == (5, 3)
    assert early_stopping(losses[:6], 2, 0.0) == (5, 3)
    assert early_stopping(losses, 1, 0.0) == (2, 1)
    assert early_stopping(losses, 3, 0.0) == (6, 6)


def test_each_rule_stops_for_its_own_reason() -> None:
    losses = np.array([4.0, 2.0, 1.5, 1.25, 1.5, 1.0])

    assert stop_epochs(losses, 1.5, 0.375, 5) == {
        "minimum": 4,
        "improvement": 3,
        "level": 2,
        "epochs": 4,
    }
    assert set(stop_epochs(losses[:3], 0.0, 0.1, 9).values()) == {None}


def test_training_returns_the_parameters_of_the_lowest_validation_loss(
    rng: np.random.Generator,
) -> None:
    params, X, Y = problem(rng, m=10)
    validation = X, Y + 1.0
    rates = np.full(60, 0.2)

    best, history = train(params, linear_cost, lambda: [(X, Y)], validation, rates, 5)

    epochs = len(history["val"])
    assert linear_cost(best, *validation)[0] == min(history["val"])
    assert epochs in (60, int(np.argmin(history["val"])) + 6)
    assert history["train"][0] == linear_cost(params, X, Y)[0]
    assert np.all(np.diff(history["train"]) < 0)


def test_training_stops_and_rates_are_used_in_order(rng: np.random.Generator) -> None:
    params, X, Y = problem(rng, m=10)
    rates = np.array([0.1, 0.0, 0.0, 0.0, 0.2])

    best, history = train(params, linear_cost, lambda: [(X, Y)], (X, Y), rates, 2)

    expected = epoch_batch(X, Y, params, 0.1)[0]
    assert len(history["val"]) == 3
    for name in params:
        np.testing.assert_array_equal(best[name], expected[name])
