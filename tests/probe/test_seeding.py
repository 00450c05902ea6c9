"""What a framework draws by itself is the same in every call, and costs nothing where it is not."""

import pytest

from autograder import frameworks

tf = pytest.importorskip("tensorflow", reason="TensorFlow is an optional extra")
keras = pytest.importorskip("keras", reason="Keras comes with TensorFlow, an optional extra")

pytestmark = pytest.mark.in_a_child


def drawn(draw):
    frameworks.seed(0)
    return draw().numpy().tolist()


def kernel():
    layer = keras.layers.Dense(3)
    layer.build((None, 2))
    return layer.kernel


@pytest.mark.parametrize(
    "draw",
    [
        lambda: tf.random.normal([3]),
        lambda: tf.random.uniform([3], seed=7),
        lambda: tf.random.shuffle(tf.range(100)),
        lambda: tf.nn.dropout(tf.ones(50), 0.5),
        kernel,
    ],
    ids=["normal", "a seed of its own", "shuffle", "dropout", "a layer"],
)
def test_a_draw_is_the_same_after_every_seeding(draw):
    first, second, third = drawn(draw), drawn(draw), drawn(draw)

    assert first == second == third
    assert draw().numpy().tolist() != first


def test_what_was_traced_draws_the_same_after_every_seeding():
    traced = tf.function(lambda: tf.random.normal([3]))
    drawn(traced)

    assert drawn(traced) == drawn(traced) == drawn(traced)


def test_another_seed_gives_another_draw():
    first = drawn(lambda: tf.random.normal([3]))
    frameworks.seed(1)

    assert tf.random.normal([3]).numpy().tolist() != first


def test_operations_that_are_prepared_are_kept_where_nothing_was_drawn(monkeypatch):
    drawn(lambda: tf.random.normal([3]))
    frameworks.seed(0)
    monkeypatch.setattr(tf.random, "set_seed", lambda _: pytest.fail("seeded again"))

    frameworks.seed(0)
