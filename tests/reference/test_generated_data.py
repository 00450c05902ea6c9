"""Data drawn from a generator: where the instances lie, and how many there are of each class."""

import inspect

import numpy as np
import pytest
from reference.datasets import (
    blobs,
    drawn_digits,
    generated,
    moons,
    shuffled_parts,
    spirals,
    study_hours,
)

CENTRES = np.array([[0.0, 5.0, -5.0], [0.0, 5.0, 5.0]])

DRAWS = {
    "blobs": lambda m, rng: blobs(m, CENTRES, 0.5, rng),
    "moons": lambda m, rng: moons(m, 0.1, rng),
    "spirals": lambda m, rng: spirals(m, 1.0, 0.02, rng),
    "study_hours": study_hours,
}


@pytest.fixture
def rng():
    return np.random.default_rng(12)


@pytest.mark.parametrize("name", DRAWS)
@pytest.mark.parametrize("m", [0, 1, 7])
def test_instances_are_columns_and_classes_are_integers(name, m, rng):
    X, y = DRAWS[name](m, rng)

    assert X.shape == (2, m)
    assert X.dtype == np.float64
    assert y.shape == (m,)
    assert y.dtype.kind == "i"


@pytest.mark.parametrize("name", DRAWS)
def test_the_same_generator_gives_the_same_data(name):
    (X, y), (again, y_again) = (DRAWS[name](9, np.random.default_rng(3)) for _ in range(2))

    np.testing.assert_array_equal(X, again)
    np.testing.assert_array_equal(y, y_again)


@pytest.mark.parametrize("name", ["blobs", "moons", "spirals"])
def test_the_classes_come_equally_often_and_in_random_order(name, rng):
    _, y = DRAWS[name](600, rng)

    counts = np.bincount(y)

    assert counts.min() == counts.max()
    assert not np.array_equal(y, np.sort(y))
    assert not np.array_equal(y, np.arange(600) % len(counts))


def test_blobs_lie_around_their_centres(rng):
    X, y = blobs(6000, CENTRES, 0.5, rng)

    for k in range(3):
        np.testing.assert_allclose(X[:, y == k].mean(axis=1), CENTRES[:, k], atol=0.1)
        np.testing.assert_allclose(X[:, y == k].std(axis=1), 0.5, atol=0.05)


def test_without_noise_moons_are_two_half_circles(rng):
    X, y = moons(200, 0.0, rng)
    centres = np.array([[0.0, 1.0], [0.0, 0.5]])[:, y]

    np.testing.assert_allclose(np.linalg.norm(X - centres, axis=0), 1.0)
    assert np.all(X[1, y == 0] >= 0)
    assert np.all(X[1, y == 1] <= 0.5)


def test_without_noise_an_arm_of_a_spiral_turns_as_it_leaves_the_origin(rng):
    X, y = spirals(300, 1.5, 0.0, rng, classes=3)
    r, angle = np.linalg.norm(X, axis=0), np.arctan2(X[1], X[0])

    turned = (angle / (2 * np.pi) - 1.5 * r - y / 3 + 0.5) % 1

    np.testing.assert_allclose(turned, 0.5)
    assert np.all((r >= 0.1) & (r <= 1.0))


def test_about_half_of_the_students_pass_and_those_who_work_and_sleep_more_often(rng):
    X, y = study_hours(4000, rng)

    assert 0.4 < y.mean() < 0.6
    assert X[0, y == 1].mean() > X[0, y == 0].mean() + 3
    assert X[1, y == 1].mean() > X[1, y == 0].mean() + 1
    assert np.all((X[0] >= 0) & (X[0] <= 40) & (X[1] >= 3) & (X[1] <= 11))


def test_each_generator_can_be_given_to_a_notebook():
    for name, function in vars(generated).items():
        if inspect.isfunction(function):
            own = {"np": np}
            exec(inspect.getsource(function), own)

            assert set(function.__code__.co_names) & set(vars(generated)) <= {"np"}, name


def test_parts_have_their_sizes_and_every_instance_at_most_once(rng):
    X, y = np.arange(24.0).reshape(2, 12), np.arange(12)

    parts = shuffled_parts(X, y, [5, 3, 2], rng)

    used = np.concatenate([y_part for _, y_part in parts])
    assert [X_part.shape for X_part, _ in parts] == [(2, 5), (2, 3), (2, 2)]
    assert len(set(used.tolist())) == 10
    assert not np.array_equal(used, np.sort(used))
    for X_part, y_part in parts:
        np.testing.assert_array_equal(X_part, X[:, y_part])


def test_labels_in_a_matrix_are_cut_by_their_columns(rng):
    ((X, Y),) = shuffled_parts(np.arange(6.0).reshape(1, 6), np.arange(12).reshape(2, 6), [4], rng)

    assert Y.shape == (2, 4)
    np.testing.assert_array_equal(Y[0], X[0])


def test_more_instances_than_there_are_cannot_be_asked(rng):
    with pytest.raises(ValueError, match="7 instances are asked, and there are 6"):
        shuffled_parts(np.zeros((2, 6)), np.zeros(6), [4, 3], rng)


# --- drawn digits ---


def test_drawn_digits_are_columns_of_pixels_with_every_class_as_often(rng):
    X, y = drawn_digits(50, 0.0, rng)

    assert X.shape == (64, 50)
    np.testing.assert_array_equal(np.bincount(y), np.full(10, 5))
    assert X.min() == 0.0
    assert X.max() <= 1.0


def test_a_drawn_digit_without_noise_is_its_pattern_somewhere_in_the_picture(rng):
    X, y = drawn_digits(400, 0.0, rng)
    shapes = {digit: set() for digit in range(10)}
    for picture, digit in zip(X.T.reshape(-1, 8, 8) > 0, y, strict=True):
        rows, columns = np.nonzero(picture)
        cut = picture[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        shapes[digit].add((cut.shape, cut.tobytes()))

    assert all(len(found) == 1 for found in shapes.values())
    assert len(set.union(*shapes.values())) == 10
