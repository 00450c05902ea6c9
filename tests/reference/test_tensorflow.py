"""The homework in TensorFlow and Keras against the network of the lab, where TensorFlow is."""

import numpy as np
import pytest
from reference import one_hidden

tf = pytest.importorskip("tensorflow", reason="TensorFlow is an optional extra")

from reference.tf import lab, models, network, steps, tapes  # noqa: E402

pytestmark = pytest.mark.in_a_child

Y = np.array([0, 3, 1, 1, 2, 0, 3])


@pytest.fixture
def rng():
    return np.random.default_rng(8)


@pytest.fixture
def params(rng):
    return {
        "W1": rng.normal(size=(5, 3)),
        "b1": rng.normal(size=(5, 1)),
        "W2": rng.normal(size=(4, 5)),
        "b2": rng.normal(size=(4, 1)),
    }


@pytest.fixture(name="X")
def instances(rng):
    """Instances as columns, as in the lab."""
    return rng.normal(size=(3, 7))


def loss_of(variables, rows, y):
    return network.mean_nll(network.forward(rows, variables)["Zo"], y)


def test_the_network_in_one_piece_is_that_of_the_lab(params, X):
    F, cache = one_hidden.onehidden_forward(X, params)
    theirs = one_hidden.onehidden_backward(params, cache, X, Y)

    np.testing.assert_allclose(lab.lab_forward(X, params), F)
    for name, gradient in lab.lab_gradients(X, Y, params).items():
        np.testing.assert_allclose(gradient, theirs[f"d{name}"])


def test_the_forward_pass_and_its_loss_are_those_of_the_lab(params, X):
    variables = network.to_variables(params)
    cache = network.forward(tf.constant(X.T), variables)
    F = lab.lab_forward(X, params)

    np.testing.assert_allclose(cache["F"].numpy().T, F)
    loss = network.mean_nll(cache["Zo"], tf.constant(Y)).numpy()
    np.testing.assert_allclose(loss, -np.log(F[Y, np.arange(7)]).mean())


def test_the_loss_stays_finite_where_a_logit_is_a_thousand():
    Zo = tf.constant([[1000.0, 0.0], [0.0, -1000.0]], dtype=tf.float64)

    assert network.mean_nll(Zo, tf.constant([1, 0])).numpy() == 500.0


def test_gradients_by_hand_by_tape_and_of_the_lab_are_the_same(params, X):
    variables, rows = network.to_variables(params), tf.constant(X.T)
    by_hand = network.gradients_by_hand(rows, Y, variables, network.forward(rows, variables))
    _, by_tape = tapes.gradients_by_tape(lambda v: loss_of(v, rows, Y), variables)
    theirs = lab.lab_gradients(X, Y, params)

    assert max(tapes.gradient_gaps(by_hand, by_tape).values()) < 1e-12
    np.testing.assert_allclose(by_hand["Wh"].numpy().T, theirs["W1"])
    np.testing.assert_allclose(by_hand["bh"].numpy(), theirs["b1"][:, 0])
    np.testing.assert_allclose(by_hand["Wo"].numpy().T, theirs["W2"])
    np.testing.assert_allclose(by_hand["bo"].numpy(), theirs["b2"][:, 0])


def test_gaps_of_other_shapes_are_infinite_and_those_of_zeros_are_none():
    def of(*values):
        return dict(zip("abcd", map(tf.constant, values), strict=True))

    gaps = tapes.gradient_gaps(
        of([[1.0, 2.0]], [0.0, 0.0], [2.0, 1.0], [-1.0, 1.0]),
        of([1.0, 2.0], [0.0, 0.0], [2.0, 2.0], [1.0, 1.0]),
    )
    assert gaps == {"a": np.inf, "b": 0.0, "c": 0.5, "d": 2.0}


def test_a_step_changes_the_variables_and_leaves_them_the_same_objects(params):
    variables = network.to_variables(params)
    before = dict(variables)
    steps.sgd_step(variables, {name: tf.ones_like(v) for name, v in variables.items()}, 0.5)

    assert all(variables[name] is before[name] for name in before)
    np.testing.assert_allclose(variables["Wo"].numpy(), params["W2"].T - 0.5)


def test_the_compiled_step_counts_its_updates_through_batches_of_any_size(params, X):
    variables, other = network.to_variables(params), network.to_variables(params)
    step = steps.make_step(loss_of, variables, 0.5, 0.9)
    for number, size in enumerate([4, 4, 3, 4]):
        rows, y = tf.constant(X.T[:size]), tf.constant(Y[:size])
        loss, gradients = tapes.gradients_by_tape(lambda v, b=(rows, y): loss_of(v, *b), other)
        steps.sgd_step(other, gradients, 0.5 * 0.9**number)

        np.testing.assert_allclose(step(rows, y).numpy(), loss.numpy())
    for name, variable in variables.items():
        np.testing.assert_allclose(variable.numpy(), other[name].numpy())


def test_a_model_with_the_same_weights_is_the_network_of_the_lab(params, X):
    model = models.keras_twin(params)

    outputs = model(X.T.astype(np.float32)).numpy()
    np.testing.assert_allclose(outputs.T, lab.lab_forward(X, params), atol=1e-6)
    for name, array in lab.to_lab(model.get_weights()).items():
        np.testing.assert_allclose(array, params[name], rtol=1e-6)


def test_a_model_is_built_for_rows_and_gives_probabilities():
    model = models.build_model(np.zeros((6, 2), dtype=np.float32), 5, 3)

    assert [array.shape for array in model.get_weights()] == [(2, 5), (5,), (5, 3), (3,)]
    np.testing.assert_allclose(model(np.ones((4, 2))).numpy().sum(axis=1), 1.0, rtol=1e-6)


@pytest.mark.parametrize("has_softmax", [True, False])
@pytest.mark.parametrize("one_hot", [True, False])
def test_every_loss_is_the_same_number_for_its_outputs_and_its_labels(has_softmax, one_hot, rng):
    Z = rng.normal(size=(7, 4))
    F = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
    labels = np.eye(4)[Y] if one_hot else Y

    loss = models.make_loss(has_softmax, one_hot)(labels, F if has_softmax else Z)
    np.testing.assert_allclose(float(loss), -np.log(F[np.arange(7), Y]).mean(), rtol=1e-5)


def test_training_is_gradient_descent_on_the_whole_of_the_data(params, X):
    model, variables = models.keras_twin(params), network.to_variables(params)
    models.train(model, X.T.astype(np.float32), Y, 5, 0.5)
    step = steps.make_step(loss_of, variables, 0.5, 1.0)
    for _ in range(5):
        step(tf.constant(X.T), tf.constant(Y))

    for array, variable in zip(model.get_weights(), variables.values(), strict=True):
        np.testing.assert_allclose(array, variable.numpy(), atol=1e-5)


def test_a_tape_answers_what_the_homework_asks():
    def f(x):
        return tf.sin(tf.convert_to_tensor(x)) * 2.0

    def recorded(x, **options):
        with tf.GradientTape(**options) as tape:
            loss = f(x)
        return tape, loss

    w = tf.Variable(1.0)
    tape, loss = recorded(w)
    assert tape.gradient(loss, w) is not None
    with pytest.raises(RuntimeError):
        tape.gradient(loss, w)
    tape, loss = recorded(w, persistent=True)
    assert tape.gradient(loss, w) == tape.gradient(loss, w)
    loss = f(w)
    with tf.GradientTape() as tape:
        pass
    assert tape.gradient(loss, w) is None
    tape, loss = recorded(w.numpy())
    assert tape.gradient(loss, w) is None
    w = w - 0.1
    tape, loss = recorded(w)
    assert tape.gradient(loss, w) is None
    c = tf.constant(2.0)
    with tf.GradientTape() as tape:
        tape.watch(c)
        loss = f(c)
    assert tape.gradient(loss, c) is not None


def test_python_runs_once_for_each_size_and_an_assignment_at_every_call():
    calls, count = [], tf.Variable(0)

    @tf.function
    def traced(x):
        calls.append(1)
        count.assign_add(1)
        return 2.0 * x

    for m in [7, 7, 4, 7, 30, 30, 4]:
        traced(tf.zeros((m, 3)))
    assert (len(calls), int(count.numpy())) == (3, 7)
