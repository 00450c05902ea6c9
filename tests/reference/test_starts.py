"""Where the reference lets training start: inputs, weights, and what three steps make of them."""

from pathlib import Path

import numpy as np
import pytest
from reference.initialisation import init_network, orthogonal
from reference.standardisation import quantile_normalize, standardize
from reference.symmetry import learning_report, network_gradients

NOTEBOOKS = Path(__file__).parents[2] / "assignments" / "initialisation"


@pytest.fixture
def rng():
    return np.random.default_rng(5)


def start(rng, n0=3, n1=5, K=3, **drawn):
    shapes = {"W1": (n1, n0), "b1": (n1, 1), "W2": (K, n1), "b2": (K, 1)}
    return {
        name: rng.normal(size=shape) if drawn.get(name) else np.zeros(shape)
        for name, shape in shapes.items()
    }


def data(rng, n0=3):
    return rng.normal(size=(n0, 7)), np.array([0, 1, 1, 2, 1, 0, 1])


def test_the_training_set_gets_mean_0_and_deviation_1_feature_by_feature(rng):
    X = rng.normal(size=(3, 11)) * [[1], [100], [0.01]] + 5
    S, _ = standardize(X, X)

    np.testing.assert_allclose(np.zeros(3), S.mean(axis=1), atol=1e-10)
    np.testing.assert_allclose(np.ones(3), S.std(axis=1))


def test_a_constant_feature_is_centred_and_stays_finite():
    X_train, X_test = np.full((1, 7), 0.1), np.array([[0.1, 3.1]])
    S_train, S_test = standardize(X_train, X_test)

    np.testing.assert_allclose(np.zeros((1, 7)), S_train, atol=1e-15)
    np.testing.assert_allclose([[0.0, 3.0]], S_test, atol=1e-15)


def test_ranks_do_not_change_when_the_values_are_stretched(rng):
    X_train, X_test = rng.normal(size=(2, 11)), rng.normal(size=(2, 5))
    plain = quantile_normalize(X_train, X_test)
    stretched = quantile_normalize(np.exp(X_train), np.exp(X_test))

    for one, other in zip(plain, stretched, strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize(("n_in", "n_out"), [(5, 11), (11, 5), (7, 7), (1, 3), (3, 1)])
def test_an_orthogonal_matrix_keeps_lengths_on_its_shorter_side(rng, n_in, n_out):
    W = orthogonal(n_in, n_out, rng, gain=1.5)
    product = W.T @ W if n_out >= n_in else W @ W.T

    assert (n_out, n_in) == W.shape
    np.testing.assert_allclose(2.25 * np.eye(len(product)), product, atol=1e-12)


def test_a_new_network_has_a_matrix_and_a_column_of_zeros_for_each_layer(rng):
    params = init_network([3, 5, 2], rng)

    shapes = {name: array.shape for name, array in params.items()}
    assert shapes == {"W1": (5, 3), "b1": (5, 1), "W2": (2, 5), "b2": (2, 1)}
    assert not params["b1"].any()
    assert not params["b2"].any()


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_the_gradients_of_the_network_are_those_of_finite_differences(rng, activation):
    params = start(rng, W1=True, b1=True, W2=True, b2=True)
    X, y = data(rng)

    def cost(params):
        A1 = {
            "sigmoid": lambda Z: 1 / (1 + np.exp(-Z)),
            "tanh": np.tanh,
            "relu": lambda Z: np.maximum(Z, 0),
        }[activation](params["W1"] @ X + params["b1"])
        F = np.exp(params["W2"] @ A1 + params["b2"])
        return -np.mean(np.log(F / F.sum(axis=0))[y, np.arange(7)])

    for name, gradient in network_gradients(X, y, params, activation).items():
        for i in np.ndindex(gradient.shape):
            costs = []
            for h in (1e-5, -1e-5):
                moved = params[name].copy()
                moved[i] += h
                costs.append(cost(params | {name: moved}))

            np.testing.assert_allclose((costs[0] - costs[1]) / 2e-5, gradient[i], atol=1e-8)


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_the_gradients_given_in_the_notebook_are_those_of_the_reference(rng, lang, activation):
    prose = (NOTEBOOKS / f"notebook.{lang}.md").read_text(encoding="utf-8")
    cell = next(c for c in prose.split("```") if c.startswith("python\ndef network_gradients"))
    given = {"np": np}
    exec(cell.removeprefix("python"), given)
    params, (X, y) = start(rng, W1=True, b1=True, W2=True, b2=True), data(rng)
    grads = given["network_gradients"](X, y, params, activation)

    for name, expected in network_gradients(X, y, params, activation).items():
        np.testing.assert_allclose(expected, grads[name], rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_from_zero_only_the_output_biases_learn_with_an_activation_that_is_0_at_0(rng, activation):
    report = learning_report(*data(rng), start(rng), 0.5, activation)

    assert report["first move"] == {"W1": 0, "b1": 0, "W2": 0, "b2": 1}
    assert report["distinct neurons"] == 1


def test_from_zero_a_sigmoid_network_learns_with_one_neuron(rng):
    report = learning_report(*data(rng), start(rng), 0.5, "sigmoid")

    assert report["first move"] == {"W1": 2, "b1": 2, "W2": 1, "b2": 1}
    assert report["distinct neurons"] == 1


@pytest.mark.parametrize(("drawn", "neurons"), [("W1", 5), ("W2", 5), ("b1", 5), ("b2", 1)])
def test_one_random_array_before_the_output_is_enough_to_break_the_symmetry(rng, drawn, neurons):
    report = learning_report(*data(rng), start(rng, **{drawn: True}), 0.5, "sigmoid")

    assert neurons == report["distinct neurons"]
