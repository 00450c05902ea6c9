"""What the optimizers of the reference do, told by facts that no formula of theirs repeats."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from reference.adam import adam_network_step, adam_step, adamax_step, adamw_step, nadam_step
from reference.adaptive import adadelta_step, adagrad_step, rmsprop_step
from reference.averages import ewma
from reference.momentum import (
    momentum_average,
    momentum_pytorch,
    momentum_velocity,
    nesterov_step,
)
from reference.newton import newton_step, optimal_lr
from reference.trajectory import trajectory

Array = np.ndarray[Any, np.dtype[np.float64]]

H = np.array([[3.0, 1.0], [1.0, 2.0]])


def cost(w: Array) -> float:
    return float(0.5 * w @ H @ w + np.cos(w).sum())


def gradient(w: Array) -> Array:
    return H @ w - np.sin(w)


def by_differences(function: Callable[[Array], Any], w: Array, h: float = 1e-5) -> Array:
    steps = h * np.eye(len(w))
    return np.array([(function(w + e) - function(w - e)) / (2 * h) for e in steps])


def test_the_gradient_of_these_tests_is_that_of_their_cost() -> None:
    w = np.array([0.7, -1.2])

    np.testing.assert_allclose(gradient(w), by_differences(cost, w), rtol=1e-7)


def test_a_corrected_average_of_equal_numbers_is_that_number() -> None:
    np.testing.assert_allclose(ewma(np.full(9, 4.2), 0.9, True), np.full(9, 4.2))


def test_an_average_without_memory_is_what_came_last() -> None:
    x = np.array([3.0, -1.0, 2.0])

    np.testing.assert_array_equal(ewma(x, 0.0, False), x)


def momentum_paths(rates: list[float]) -> list[Array]:
    """The end of three steps by each of the three forms, of equal rates."""
    ends = []
    for step, scale in [
        (momentum_velocity, 1.0),
        (momentum_pytorch, 1.0),
        (momentum_average, 1 / (1 - 0.8)),
    ]:
        w, memory = np.array([1.0, -2.0]), np.zeros(2)
        for rate in rates:
            w, memory = step(w, gradient(w), memory, scale * rate, 0.8)
        ends.append(w)
    return ends


def test_the_three_forms_of_momentum_agree_at_a_constant_rate() -> None:
    velocity, pytorch, average = momentum_paths([0.1, 0.1, 0.1])

    np.testing.assert_allclose(pytorch, velocity)
    np.testing.assert_allclose(average, velocity)


def test_the_velocity_parts_from_the_other_forms_when_the_rate_changes() -> None:
    velocity, pytorch, average = momentum_paths([0.1, 0.1, 0.01])

    assert np.abs(velocity - pytorch).min() > 1e-3
    np.testing.assert_allclose(average, pytorch)


def test_nesterov_looks_where_the_velocity_leads() -> None:
    seen = []

    def grad_fn(w: Array) -> Array:
        seen.append(w)
        return gradient(w)

    w, m = np.array([1.0, -2.0]), np.array([0.5, 0.25])
    new_w, new_m = nesterov_step(w, grad_fn, m, 0.1, 0.8)

    np.testing.assert_allclose(seen, [w - 0.8 * m])
    np.testing.assert_allclose(new_w, w - new_m)


def test_nesterov_is_pytorch_s_form_seen_from_the_point_ahead() -> None:
    w, m = np.array([1.0, -2.0]), np.zeros(2)
    ahead, v = w, np.zeros(2)
    for _ in range(30):
        w, m = nesterov_step(w, gradient, m, 0.05, 0.8)
        g = gradient(ahead)
        v = 0.8 * v + g
        ahead = ahead - 0.05 * (g + 0.8 * v)

    np.testing.assert_allclose(ahead, w - 0.8 * m)


def test_adagrad_s_steps_shrink_like_the_root_of_their_number() -> None:
    w, G = np.zeros(1), np.zeros(1)
    for t in range(1, 6):
        new, G = adagrad_step(w, np.array([3.0]), G, 0.1)

        np.testing.assert_allclose(w - new, 0.1 / np.sqrt(t), rtol=1e-7)


def test_rmsprop_s_steps_become_those_of_the_rate() -> None:
    w, s = np.zeros(1), np.zeros(1)
    for _ in range(400):
        new, s = rmsprop_step(w, np.array([-7.0]), s, 0.1)

    np.testing.assert_allclose(new - w, 0.1, rtol=1e-7)


def test_adadelta_s_steps_grow_from_the_root_of_epsilon() -> None:
    w, s, d = np.zeros(1), np.zeros(1), np.zeros(1)
    lengths = []
    for _ in range(50):
        new, s, d = adadelta_step(w, np.array([3.0]), s, d, 0.9, 1e-6)
        lengths.append(float((w - new)[0]))

    assert lengths[0] == pytest.approx(3 * 1e-3 / np.sqrt(0.9), rel=1e-5)
    assert lengths[-1] > lengths[0]


def test_adam_s_first_step_has_the_length_of_the_rate() -> None:
    g = np.array([40.0, -0.003, 0.5])
    w, _, _ = adam_step(np.zeros(3), g, np.zeros(3), np.zeros(3), 1, 0.02)

    np.testing.assert_allclose(w, [-0.02, 0.02, -0.02], rtol=1e-5)


def test_adam_does_not_move_what_has_no_gradient() -> None:
    zeros = np.zeros(3)

    np.testing.assert_array_equal(adam_step(np.ones(3), zeros, zeros, zeros, 1, 0.1)[0], np.ones(3))


@pytest.mark.parametrize("step", [adam_step, adamax_step, nadam_step])
def test_the_steps_of_adam_s_family_do_not_depend_on_the_unit_of_the_cost(step: Any) -> None:
    paths = []
    for unit in (1.0, 1000.0):
        w, v, s = np.array([1.0, -2.0]), np.zeros(2), np.zeros(2)
        for t in range(1, 6):
            w, v, s = step(w, unit * gradient(w), v, s, t, 0.1, eps=0.0)
        paths.append(w)

    np.testing.assert_allclose(paths[0], paths[1])


def test_adamw_s_decay_does_not_depend_on_the_gradients() -> None:
    w, zeros = np.array([2.0, -3.0]), np.zeros(2)
    for g in (np.zeros(2), np.array([50.0, -0.1])):
        with_decay, *averages = adamw_step(w, g, zeros, zeros, 1, 0.1, 0.3)
        without, *the_same = adam_step(w, g, zeros, zeros, 1, 0.1)

        np.testing.assert_allclose(without - with_decay, 0.1 * 0.3 * w)
        np.testing.assert_array_equal(averages, the_same)


def test_a_network_s_arrays_make_one_step_together() -> None:
    params = {"W1": np.ones((3, 2)), "b1": np.zeros((3, 1))}
    zeros = {name: np.zeros(w.shape) for name, w in params.items()}
    grads = {"dW1": np.full((3, 2), 5.0), "db1": np.full((3, 1), -0.1)}
    new, state = adam_network_step(params, grads, {"t": 0, "v": zeros, "s": zeros}, 0.01)

    assert state["t"] == 1
    np.testing.assert_allclose(new["W1"], 0.99)
    np.testing.assert_allclose(new["b1"], 0.01, rtol=1e-5)


def test_newton_finds_the_bottom_of_a_quadratic_at_once() -> None:
    w = np.array([[4.0], [-3.0]])

    np.testing.assert_allclose(newton_step(w, H @ w, H), np.zeros((2, 1)), atol=1e-12)


def test_newton_with_a_hessian_from_differences_lowers_the_cost() -> None:
    w = np.array([0.7, -1.2])
    hess = by_differences(gradient, w)
    new = newton_step(w[:, None], gradient(w)[:, None], hess)[:, 0]

    assert np.linalg.norm(gradient(new)) < 0.3 * np.linalg.norm(gradient(w))


def test_newton_leaves_a_flat_direction_alone() -> None:
    new = newton_step(np.array([[1.0], [5.0]]), np.array([[2.0], [1.0]]), np.diag([2.0, 0.0]))

    np.testing.assert_allclose(new, [[0.0], [5.0]])


def test_twice_the_best_rate_is_the_limit_of_stability() -> None:
    best = optimal_lr(H)

    def length_after(rate: float) -> float:
        return float(np.linalg.norm(np.linalg.matrix_power(np.eye(2) - rate * H, 200)))

    assert length_after(1.99 * best) < 1
    assert length_after(2.01 * best) > 1


def test_a_trajectory_begins_at_its_start_and_has_a_column_for_each_step() -> None:
    w0 = np.array([2, -1])
    points = trajectory(lambda w, g, _: (w - 0.5 * g, None), lambda w: w, w0, 3)

    np.testing.assert_allclose(points, w0[:, None] * 0.5 ** np.arange(4))


def test_a_trajectory_survives_a_step_that_writes_into_what_it_is_given() -> None:
    def careless(w: Array, g: Array, state: None) -> tuple[Array, None]:
        w -= 0.5 * g
        return w, state

    w0 = np.array([2.0, -1.0])
    points = trajectory(careless, lambda w: w.copy(), w0, 3)

    np.testing.assert_allclose(points, w0[:, None] * 0.5 ** np.arange(4))
    np.testing.assert_array_equal(w0, [2.0, -1.0])
