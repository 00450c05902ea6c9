"""Part F: noise on the inputs and on the labels (exercise E68)."""

import math

import numpy as np
from reference import augmentation as ref

from autograder import Part, Seed, Tolerance, chance

part = Part("noise")

TOLERANCE = Tolerance(rtol=0.0, atol=0.06)
"""For the visible checks and the known mistakes; hidden cases are judged by bounds.

Every case draws 10,000 numbers or more: the standard error of the difference of two of the facts
that chance can move is below 0.015, 4 times less.
"""

# --- E68: noise on the inputs ---

add_gaussian_noise = part.question(ref.add_gaussian_noise, points=4, tolerance=TOLERANCE)


@add_gaussian_noise.probe
def _(function, X, sigma, rng, train):
    # The same instances many times over, so that the noise can be measured.
    seed = int(rng.integers(2**32))
    X = np.tile(X, 500)
    given = X.copy()
    one, other = np.random.default_rng(seed), np.random.default_rng(seed)
    return {
        "first": function(given, sigma, one, train),
        "second": function(X.copy(), sigma, one, train),
        "same seed": function(X.copy(), sigma, other, train),
        "X after": given,
    }


@add_gaussian_noise.summary
def _(output, X, sigma, rng, train):
    X = np.tile(X, 500)
    N, second = output["first"] - X, output["second"] - X
    for_all = bool(np.abs(N[:, 1:] - N[:, :-1]).max() < 1e-9)
    for_features = bool(np.abs(N[1:] - N[:-1]).max() < 1e-9)
    something = bool(np.abs(N).max() > 0)
    if for_all:
        # A few numbers that all the instances share have no spread worth measuring.
        N, second = 0 * N, 0 * second
    std = N.std() or 1.0
    return {
        "shape": list(N.shape),
        "something is added": something,
        "all instances have the same noise": for_all,
        "all features have the same noise": for_features,
        "mean, in standard deviations": float(N.mean() / std),
        "logarithm of the standard deviation": float(np.log(std)),
        "share within one standard deviation": float(np.mean(np.abs(N - N.mean()) < std)),
        "correlation with a second noise": float(
            np.mean((N - N.mean()) * (second - second.mean())) / std / (second.std() or 1.0)
        ),
        "the same seed gives the same noise": bool(
            np.array_equal(output["first"], output["same seed"])
        ),
        "X is left as it was": bool(np.array_equal(output["X after"], X)),
    }


@add_gaussian_noise.bounds
def _(X, sigma, rng, train):
    if not train:
        return {}
    n = 500 * X.size
    std = chance.normal_std(n, std=sigma)
    return {
        "mean, in standard deviations": chance.standardised_mean(n),
        "logarithm of the standard deviation": chance.Interval(
            math.log(std.lower), math.log(std.upper)
        ),
        "share within one standard deviation": chance.share_within(n),
        "correlation with a second noise": chance.correlation(n),
    }


def inputs(rng, n0, m, sigma, train=True):
    # Away from 0, so that noise in proportion to X cannot pass for noise of one size.
    X = rng.uniform(1, 5, size=(n0, m)).round(3)
    return {"X": X, "sigma": sigma, "rng": Seed.draw(rng), "train": train}


@add_gaussian_noise.case("σ = 0.2 in training", visible=True, fr="σ = 0,2 à l'entraînement")
def _(rng):
    return {**inputs(rng, 4, 5, 0.2), "X": np.arange(1.0, 21.0).reshape(4, 5)}


@add_gaussian_noise.case("at test time", visible=True, fr="au moment du test")
def _(rng):
    return {**inputs(rng, 4, 5, 0.2, train=False), "X": np.arange(1.0, 21.0).reshape(4, 5)}


@add_gaussian_noise.case("a small noise", fr="un petit bruit")
def _(rng):
    return inputs(rng, 7, 5, 0.05)


@add_gaussian_noise.case("a loud noise", fr="un grand bruit")
def _(rng):
    return inputs(rng, 2, 13, 3.0)


@add_gaussian_noise.case("test time, other inputs", fr="le test, avec d'autres entrées")
def _(rng):
    return inputs(rng, 5, 7, 0.3, train=False)


def noisy(X, noise, train):
    return X + noise if train else X.copy()


@add_gaussian_noise.mistake(
    en="You add noise at test time too: it is there to make learning harder, not the exam.",
    fr="Vous ajoutez aussi du bruit au moment du test : il est là pour rendre l'apprentissage plus "
    "difficile, pas l'examen.",
)
def noise_at_test_time(X, sigma, rng, train):  # M68.1
    return ref.add_gaussian_noise(X, sigma, rng, True)


@add_gaussian_noise.mistake(
    en="Every call adds the same noise: you make a generator of your own with a fixed seed. The "
    "network would learn it by heart, as it does the data.",
    fr="Tous les appels ajoutent le même bruit : vous créez votre propre générateur avec une "
    "graine fixe. Le réseau l'apprendrait par cœur, comme les données.",
)
def same_noise_every_epoch(X, sigma, rng, train):  # M68.2
    return ref.add_gaussian_noise(X, sigma, np.random.default_rng(0), train)


@add_gaussian_noise.mistake(
    en="You use the variance σ² as the standard deviation.",
    fr="Vous utilisez la variance σ² comme écart-type.",
)
def variance_as_deviation(X, sigma, rng, train):  # M68.4
    return noisy(X, sigma**2 * rng.normal(size=X.shape), train)


@add_gaussian_noise.mistake(
    en="You take the root of σ: it is the standard deviation already, not the variance.",
    fr="Vous prenez la racine de σ : c'est déjà l'écart-type, et non la variance.",
)
def root_of_the_deviation(X, sigma, rng, train):  # M68.4, the other way round
    return noisy(X, math.sqrt(sigma) * rng.normal(size=X.shape), train)


@add_gaussian_noise.mistake(
    en="All the instances get the same noise: you draw one number for each feature.",
    fr="Toutes les instances reçoivent le même bruit : vous tirez un nombre par variable.",
)
def one_noise_for_all_instances(X, sigma, rng, train):  # not in the catalogue
    return noisy(X, sigma * rng.normal(size=(X.shape[0], 1)), train)


@add_gaussian_noise.mistake(
    en="All the features of an instance get the same noise: you draw one number for each column.",
    fr="Toutes les variables d'une instance reçoivent le même bruit : vous tirez un nombre par "
    "colonne.",
)
def one_noise_for_all_features(X, sigma, rng, train):  # not in the catalogue
    return noisy(X, sigma * rng.normal(size=X.shape[1]), train)


@add_gaussian_noise.mistake(
    en="Your noise is uniform, not normal: it never exceeds a certain size.",
    fr="Votre bruit est uniforme et non normal : il ne dépasse jamais une certaine taille.",
)
def uniform_noise(X, sigma, rng, train):  # not in the catalogue
    return noisy(X, sigma * rng.uniform(-1, 1, size=X.shape), train)


@add_gaussian_noise.mistake(
    en="Your noise is never negative: it moves all the inputs to one side.",
    fr="Votre bruit n'est jamais négatif : il déplace toutes les entrées du même côté.",
)
def positive_noise(X, sigma, rng, train):  # M57.7
    return noisy(X, sigma * rng.random(size=X.shape), train)


@add_gaussian_noise.mistake(
    en="You return the noise alone: the inputs are missing.",
    fr="Vous renvoyez le bruit seul : il manque les entrées.",
)
def returns_the_noise(X, sigma, rng, train):  # not in the catalogue
    return sigma * rng.normal(size=X.shape) if train else X.copy()


@add_gaussian_noise.mistake(
    en="Your noise does not come from rng: run twice with the same seed, your training could not "
    "be repeated.",
    fr="Votre bruit ne vient pas de rng : relancé avec la même graine, votre entraînement ne "
    "pourrait pas être reproduit.",
)
def noise_from_another_generator(X, sigma, rng, train):  # M68.2, the other way round
    return ref.add_gaussian_noise(X, sigma, np.random.default_rng(), train)


@add_gaussian_noise.mistake(
    en="You write into the X that you were given: at the next epoch noise comes on top of noise.",
    fr="Vous écrivez dans le X reçu : à l'époque suivante, du bruit s'ajoute au bruit.",
)
def writes_into_the_inputs(X, sigma, rng, train):  # M68.2
    X[:] = ref.add_gaussian_noise(X, sigma, rng, train)
    return X


@add_gaussian_noise.alternative
def with_the_deviation_as_argument(X, sigma, rng, train):
    return rng.normal(X, sigma) if train else X


@add_gaussian_noise.alternative
def drawn_instance_by_instance(X, sigma, rng, train):
    scale = sigma if train else 0.0
    return X + np.array([scale * rng.standard_normal(len(X)) for _ in X.T]).T


add_gaussian_noise.equivalent("X.copy() → X", "Nothing is written into the result.")
add_gaussian_noise.equivalent(
    "X + sigma * rng.normal(size=X.shape) → X - sigma * rng.normal(size=X.shape)",
    "The normal distribution is symmetric about 0.",
)
