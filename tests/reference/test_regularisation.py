"""What the reference does against over-fitting: penalties, dropout, noise, folds, random search."""

import numpy as np
import pytest
from reference.augmentation import add_gaussian_noise, augment_flip, label_noise
from reference.dropout import dropout_backward, dropout_forward
from reference.penalties import l1_grad, l2_cost, l2_grad, l2_step, soft_threshold
from reference.search import sample_hparams
from reference.splits import cross_validate, kfold_indices, split


@pytest.fixture
def rng():
    return np.random.default_rng(6)


def network(rng):
    shapes = {"W1": (5, 3), "b1": (5, 1), "W2": (2, 5), "b2": (2, 1)}
    return {name: rng.normal(size=shape) for name, shape in shapes.items()}


def zeros(params):
    return {"d" + name: np.zeros(array.shape) for name, array in params.items()}


def test_the_gradient_of_the_l2_penalty_is_that_of_finite_differences(rng):
    params, losses = network(rng), rng.normal(size=7)
    for name, gradient in l2_grad(zeros(params), params, 0.3).items():
        for i in np.ndindex(gradient.shape):
            costs = []
            for h in (1e-5, -1e-5):
                moved = params[name[1:]].copy()
                moved[i] += h
                costs.append(l2_cost(losses, params | {name[1:]: moved}, 0.3))

            np.testing.assert_allclose((costs[0] - costs[1]) / 2e-5, gradient[i], atol=1e-9)


def test_a_step_with_weight_decay_is_one_against_the_penalised_gradient(rng):
    params, grads = network(rng), {"d" + name: array for name, array in network(rng).items()}
    total = l2_grad(grads, params, 0.3)

    for name, array in l2_step(params, grads, 0.2, 0.3).items():
        np.testing.assert_allclose(params[name] - 0.2 * total["d" + name], array)


def test_the_slope_of_the_l1_penalty_is_that_of_finite_differences_away_from_0(rng):
    W = rng.normal(size=(3, 5))
    slope = 0.3 * (np.abs(W + 1e-6) - np.abs(W - 1e-6)) / 2e-6

    np.testing.assert_allclose(slope, l1_grad(W, 0.3), atol=1e-9)
    np.testing.assert_array_equal([0.0], l1_grad(np.zeros(1), 0.3))


def test_the_soft_threshold_minimises_half_the_squared_distance_and_the_penalty():
    candidates = np.linspace(-3, 3, 60_001)
    for w in (-2.0, -0.3, -0.1, 0.0, 0.05, 0.2, 0.7, 2.9):
        cost = (candidates - w) ** 2 / 2 + 0.5 * 0.4 * np.abs(candidates)

        best = candidates[np.argmin(cost)]
        np.testing.assert_allclose(best, soft_threshold(np.array(w), 0.5, 0.4), atol=2e-4)


def test_a_small_weight_is_set_to_exactly_0():
    np.testing.assert_array_equal(
        [0.0, 0.0, 0.0], soft_threshold(np.array([0.2, -0.2, 0.0]), 0.5, 0.5)
    )


@pytest.mark.parametrize("keep_prob", [0.0, 0.3, 0.9, 1.0])
def test_what_dropout_keeps_is_scaled_and_the_rest_is_0(rng, keep_prob):
    A = rng.normal(size=(50, 60))
    out, M = dropout_forward(A, keep_prob, rng, True)

    assert set(np.unique(M)) <= {0.0, 1.0}
    assert abs(M.mean() - keep_prob) < 0.05
    np.testing.assert_allclose(A * M, out * keep_prob)
    assert np.isfinite(out).all()


def test_the_mean_over_many_dropouts_is_what_was_there(rng):
    A = rng.normal(size=(3, 4))
    mean = sum(dropout_forward(A, 0.7, rng, True)[0] for _ in range(20_000)) / 20_000

    np.testing.assert_allclose(A, mean, atol=0.06)


def test_at_test_time_nothing_is_dropped(rng):
    A = rng.normal(size=(3, 4))
    out, M = dropout_forward(A, 0.3, rng, False)

    np.testing.assert_array_equal(A, out)
    np.testing.assert_array_equal(np.ones((3, 4)), M)


@pytest.mark.parametrize("keep_prob", [0.0, 0.7, 1.0])
def test_the_gradient_behind_dropout_is_that_of_finite_differences(rng, keep_prob):
    A, dA = rng.normal(size=(3, 4)), rng.normal(size=(3, 4))
    out, M = dropout_forward(A, keep_prob, np.random.default_rng(1), True)
    moved, _ = dropout_forward(A + 1e-6, keep_prob, np.random.default_rng(1), True)

    expected = dA * (moved - out) / 1e-6
    np.testing.assert_allclose(expected, dropout_backward(dA, M, keep_prob), atol=1e-8)


def test_noise_has_its_standard_deviation_and_is_added_in_training_only(rng):
    X = rng.normal(size=(3, 20_000))
    noise = add_gaussian_noise(X, 0.3, rng, True) - X

    assert abs(noise.std() - 0.3) < 0.01
    assert abs(noise.mean()) < 0.01
    np.testing.assert_array_equal(X, add_gaussian_noise(X, 0.3, rng, False))


def test_every_image_is_itself_or_its_mirror_image(rng):
    images = rng.uniform(size=(2, 3, 400))
    flipped = augment_flip(images, rng)
    same = np.all(flipped == images, axis=(0, 1))

    np.testing.assert_array_equal(images[:, ::-1][:, :, ~same], flipped[:, :, ~same])
    assert 130 < same.sum() < 270


@pytest.mark.parametrize(("K", "rate"), [(2, 0.3), (5, 0.3), (5, 0.0), (5, 1.0)])
def test_the_given_share_of_the_labels_becomes_another_class(rng, K, rate):
    y = rng.integers(K, size=20_000)
    noisy = label_noise(y, K, rate, rng)

    assert abs(np.mean(noisy != y) - rate) < 0.02
    assert noisy.min() >= 0
    assert noisy.max() < K
    for shift in range(1, K):
        assert abs(np.mean(noisy == (y + shift) % K) - rate / (K - 1)) < 0.02


@pytest.mark.parametrize(("n", "sizes"), [(10, [6, 2, 2]), (11, [7, 2, 2]), (1, [1, 0, 0])])
def test_a_split_has_every_index_once(rng, n, sizes):
    parts = split(n, [0.6, 0.2, 0.2], rng)

    assert sizes == [part.size for part in parts]
    assert list(range(n)) == sorted(np.concatenate(parts))


@pytest.mark.parametrize(("n", "k"), [(7, 3), (6, 3), (5, 5), (9, 2)])
def test_every_index_validates_once_and_trains_otherwise(rng, n, k):
    pairs = kfold_indices(n, k, rng)

    assert list(range(n)) == sorted(np.concatenate([validation for _, validation in pairs]))
    for train, validation in pairs:
        assert list(range(n)) == sorted(np.concatenate([train, validation]))
        assert validation.size in (n // k, n // k + 1)


def test_cross_validation_measures_what_was_not_fitted():
    Y = np.array([[1.0, 2.0, 6.0]])
    folds = [(np.array([1, 2]), np.array([0])), (np.array([0]), np.array([1, 2]))]

    def distance(mean, X, Y):
        return float(np.mean(np.abs(Y - mean)))

    found = cross_validate(lambda _, Y: Y.mean(), distance, np.zeros((1, 3)), Y, folds)
    assert found == (abs(1 - 4) + (abs(2 - 1) + abs(6 - 1)) / 2) / 2


def test_every_decade_has_its_share_of_the_draws(rng):
    draws = sample_hparams(20_000, rng)

    decades = np.histogram(draws["lr"], [1e-4, 1e-3, 1e-2, 1e-1, 1])[0] / 20_000
    np.testing.assert_allclose(np.full(4, 0.25), decades, atol=0.02)
    assert abs(np.mean(draws["beta"] > 0.99) - 0.5) < 0.02
    assert draws["beta"].min() >= 0.9
    assert draws["beta"].max() <= 0.999
