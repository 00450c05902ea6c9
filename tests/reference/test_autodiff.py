"""Tapes, values and vector-Jacobian products: by hand, against centred differences and the lab."""

import numpy as np
import pytest
from reference import array_tapes, graphs, tapes, two_layer, vjps
from reference.autograd import Value

DIAMOND = [("input", 2.0), ("input", 3.0), ("multiply", 0, 1), ("add", 2, 0), ("multiply", 2, 3)]

STEPS = {
    "add": ("add", 0, 1),
    "multiply": ("multiply", 0, 1),
    "power": ("power", 0, 3),
    "inverse": ("power", 1, -1),
    "exp": ("exp", 0),
    "log": ("log", 1),
    "tanh": ("tanh", 0),
    "relu": ("relu", 1),
}


def centred(function, array, h=1e-6):
    """Return the gradient of a number with respect to an array, by centred differences."""
    gradient = np.zeros(np.shape(array))
    for index in np.ndindex(gradient.shape):
        ends = []
        for sign in (1, -1):
            moved = np.array(array, dtype=float)
            moved[index] += sign * h
            ends.append(function(moved))
        gradient[index] = (ends[0] - ends[1]) / (2 * h)
    return gradient


def test_a_diamond_by_hand():
    values = tapes.run_tape(DIAMOND)

    assert values == [2, 3, 6, 8, 48]
    assert tapes.backward_tape(DIAMOND, values) == [48, 28, 14, 6, 1]


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_a_local_slope_is_a_centred_difference(step):
    start = np.array([0.4, 1.7])
    slopes = tapes.local_slopes(step, [*start, 0.0])
    near = centred(lambda v: tapes.run_tape([("input", v[0]), ("input", v[1]), step])[-1], start)

    positions = [i for i in step[1:] if i in (0, 1)][: len(slopes)]
    np.testing.assert_allclose(slopes, near[positions], rtol=1e-7)


def test_reverse_mode_counts_every_path_once():
    tape = [("input", 1.0)]
    for _ in range(60):  # 2^60 paths
        tape.append(("add", len(tape) - 1, len(tape) - 1))

    assert tapes.backward_tape(tape, tapes.run_tape(tape))[0] == 2.0**60


def test_a_topological_order_has_every_node_after_its_parents():
    parents = [[1, 2], [3], [3, 1], [], [0]]
    order = graphs.topological_order(parents, 0)

    assert sorted(order) == [0, 1, 2, 3]
    for place, node in enumerate(order):
        assert set(parents[node]) <= set(order[:place])


def expression(x, y):
    a = (2 * x - 1) / y + x**3
    return (a * y).tanh() * (3 - y).exp() + (1 / a).relu() + x * x


def test_values_agree_with_centred_differences():
    x, y = Value(0.7), Value(1.3)
    expression(x, y).backward()
    near = centred(lambda v: expression(Value(v[0]), Value(v[1])).data, np.array([0.7, 1.3]))

    np.testing.assert_allclose([x.grad, y.grad], near, rtol=1e-8)


def test_backward_starts_afresh_however_often_it_is_called():
    x = Value(3.0)
    square, double = x * x, x + x
    for result, slope in [(square, 6), (square, 6), (double, 2)]:
        result.backward()

        assert x.grad == slope


def test_a_chain_is_derived_however_long_it_is():
    x = total = Value(1.0)
    for _ in range(20_000):
        total = total + x
    total.backward()

    assert x.grad == 20_001


SHAPES = [((3, 1), (3, 5)), ((5,), (3, 5)), ((), (3, 5)), ((1, 5), (2, 3, 5)), ((3, 5), (3, 5))]


@pytest.mark.parametrize(("shape", "full"), SHAPES)
def test_what_was_repeated_is_summed_back(shape, full):
    rng = np.random.default_rng(0)
    G, array = rng.normal(size=full), rng.normal(size=shape)
    near = centred(lambda a: np.sum(G * np.broadcast_to(a, full)), array)

    np.testing.assert_allclose(vjps.unbroadcast(G, shape), near, atol=1e-8)


@pytest.mark.parametrize(
    ("rule", "operation", "shapes"),
    [
        (vjps.add_vjp, np.add, [(3, 5), (5,)]),
        (vjps.multiply_vjp, np.multiply, [(3, 1), (1, 5)]),
        (vjps.matmul_vjp, np.matmul, [(3, 2), (2, 5)]),
    ],
)
def test_the_rules_of_two_arrays_are_centred_differences(rule, operation, shapes):
    rng = np.random.default_rng(1)
    A, B = (rng.normal(size=shape) for shape in shapes)
    G = rng.normal(size=(3, 5))
    dA, dB = rule(G, A, B)

    near_A = centred(lambda a: np.sum(G * operation(a, B)), A)
    near_B = centred(lambda b: np.sum(G * operation(A, b)), B)
    np.testing.assert_allclose(dA, near_A, atol=1e-8)
    np.testing.assert_allclose(dB, near_B, atol=1e-8)


@pytest.mark.parametrize("axis", [None, 0, 1, -1])
def test_the_rule_of_a_sum_is_a_centred_difference(axis):
    rng = np.random.default_rng(2)
    A = rng.normal(size=(3, 3))
    G = rng.normal(size=np.shape(A.sum(axis=axis)))
    near = centred(lambda a: np.sum(G * a.sum(axis=axis)), A)

    np.testing.assert_allclose(vjps.sum_vjp(G, A, axis), near, atol=1e-8)


def test_the_rules_of_functions_are_centred_differences():
    rng = np.random.default_rng(3)
    A, G = rng.uniform(0.5, 2.0, (2, 3)), rng.normal(size=(2, 3))
    signed = A * np.array([[1, -1, 1], [-1, 1, -1]])

    for found, function, at in [
        (vjps.exp_vjp(G, np.exp(A)), np.exp, A),
        (vjps.log_vjp(G, A), np.log, A),
        (vjps.relu_vjp(G, signed), lambda a: np.maximum(a, 0), signed),
    ]:
        near = centred(lambda a, function=function: np.sum(G * function(a)), at)
        np.testing.assert_allclose(found, near, atol=1e-8)


def test_relu_stops_a_gradient_at_zero():
    assert vjps.relu_vjp(np.ones(3), np.array([-1.0, 0.0, 1.0])).tolist() == [0, 0, 1]


@pytest.mark.parametrize("sizes", [(3, 5, 2, 7), (5, 3, 1, 1)])
def test_the_tape_finds_the_gradients_that_were_made_by_hand(sizes):
    n0, n1, n2, m = sizes
    rng = np.random.default_rng(4)
    params = {"W1": rng.normal(size=(n1, n0)), "b1": rng.normal(size=(n1, 1))}
    params |= {"W2": rng.normal(size=(n2, n1)), "b2": rng.normal(size=(n2, 1))}
    X, Y = rng.normal(size=(n0, m)), rng.integers(0, 2, (n2, m)).astype(float)
    _, cache = two_layer.two_layer_forward(X, params)
    by_hand = two_layer.two_layer_backward(params, cache, X, Y)
    found = array_tapes.network_gradients(X, Y, params)

    assert found.keys() == by_hand.keys()
    for name, gradient in by_hand.items():
        np.testing.assert_allclose(found[name], gradient, rtol=1e-12, atol=1e-14)
