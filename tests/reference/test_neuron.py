"""One neuron and a row of them: values by hand, boundaries, and every gate."""

from itertools import product

import numpy as np
import pytest
from reference import neuron


def test_a_neuron_by_hand():
    z, a = neuron.neuron_forward(np.array([2.0, -1.0]), np.array([3.0, 1.0]), -4.0, np.tanh)

    assert z == 1.0
    assert a == pytest.approx(0.76159416)


def test_a_batch_is_predicted_as_its_instances_are():
    rng = np.random.default_rng(0)
    w, X = rng.normal(size=5), rng.normal(size=(5, 7))
    alone = [neuron.neuron_forward(w, X[:, i], 0.3, np.tanh)[0] for i in range(7)]

    np.testing.assert_allclose(neuron.linear_predict(w, X, 0.3), alone)


def test_a_sum_exactly_at_the_threshold_fires():
    w, x = np.array([2.0, -1.0]), np.array([2.0, 0.0])

    assert [neuron.threshold_neuron(w, x, theta) for theta in (3.9, 4.0, 4.1)] == [1, 1, 0]


def test_a_score_of_zero_is_of_the_positive_class():
    F = np.array([[1.0, 0.0, -1.0]])

    np.testing.assert_array_equal(neuron.pattern_sign(np.ones(1), F, 0.0), [1.0, 1.0, -1.0])


def test_half_spaces_agree_with_threshold_neurons():
    rng = np.random.default_rng(1)
    W, b = rng.integers(-3, 4, (3, 2)), rng.integers(-3, 4, (3, 1))
    X = rng.integers(-3, 4, (2, 11))
    one_by_one = [
        [neuron.threshold_neuron(W[k], X[:, i], -b[k, 0]) for i in range(11)] for k in range(3)
    ]

    np.testing.assert_array_equal(neuron.half_space(W, b, X), one_by_one)


@pytest.mark.parametrize(("k", "n"), [(k, n) for n in range(1, 7) for k in range(1, n + 1)])
def test_a_gate_fires_for_k_ones_or_more(k, n):
    w, b = neuron.at_least(k, n)

    for x in product([0.0, 1.0], repeat=n):
        assert (w @ np.array(x) + b >= 0) == (sum(x) >= k)
