"""Part A: inputs on one scale (exercise E15)."""

import numpy as np
from reference import standardisation as ref

from autograder import Part

part = Part("inputs")

# --- E15: zero mean and unit variance, by what the training set says ---

standardize = part.question(ref.standardize, points=5)


def tables(rng, n, m, m_test, decimals=16):
    """Features that differ in place and in scale, and a test set that lies elsewhere."""
    place = rng.uniform(1, 5, size=(n, 1)) * rng.choice([-1, 1], size=(n, 1))
    scale = 10.0 ** rng.permutation(np.linspace(-1, 2, n))[:, np.newaxis]
    X_train, X_test = (place * scale + scale * rng.normal(size=(n, k)) for k in (m, m_test))
    return {"X_train": X_train.round(decimals), "X_test": (X_test + scale).round(decimals)}


@standardize.case(
    "two features, four instances", visible=True, fr="deux variables, quatre instances"
)
def _(rng):
    return tables(rng, 2, 4, 3, decimals=1)


@standardize.case("a constant feature", visible=True, fr="une variable constante")
def _(rng):
    X_train = np.array([[1.0, 2.0, 6.0], [4.0, 4.0, 4.0]])
    return {"X_train": X_train, "X_test": np.array([[2.0, 7.0], [4.0, 9.0]])}


@standardize.case("five features of five scales", fr="cinq variables de cinq échelles")
def _(rng):
    return tables(rng, 5, 11, 7)


@standardize.case("as many features as instances", fr="autant de variables que d'instances")
def _(rng):
    return tables(rng, 7, 7, 7)


@standardize.case("one feature, one test instance", fr="une variable, une instance de test")
def _(rng):
    return tables(rng, 1, 3, 1)


@standardize.case(
    "constant features that move in the test set",
    fr="des variables constantes, qui varient dans le jeu de test",
)
def _(rng):
    case = tables(rng, 5, 7, 3)
    case["X_train"][[1, 3]] = [[0.0], [float(rng.integers(2, 9))]]
    case["X_test"][[1, 3]] = rng.uniform(10, 20, size=(2, 3))
    return case


def scaled(X_train, X_test, mu, sigma):
    sigma = np.where(sigma == 0, 1.0, sigma)
    return (X_train - mu) / sigma, (X_test - mu) / sigma


def moments(X, axis=1, ddof=0):
    return X.mean(axis=axis, keepdims=True), X.std(axis=axis, keepdims=True, ddof=ddof)


@standardize.mistake(
    en="Your statistics are those of each instance: you average hours with cups of coffee. Every "
    "feature, that is every row, has its own mean and its own scale.",
    fr="Vos statistiques sont celles de chaque instance : vous faites la moyenne d'heures et de "
    "tasses de café. Chaque variable, donc chaque ligne, a sa moyenne et son échelle.",
)
def statistics_of_each_instance(X_train, X_test):  # M15.1
    return tuple(scaled(X, X, *moments(X, axis=0))[0] for X in (X_train, X_test))


@standardize.mistake(
    en="One mean and one standard deviation serve for all the features together. The largest "
    "feature then decides on the scale of all the others.",
    fr="Une seule moyenne et un seul écart-type servent pour toutes les variables à la fois. La "
    "plus grande décide alors de l'échelle des autres.",
)
def one_scale_for_all_features(X_train, X_test):  # M15.2
    return scaled(X_train, X_test, X_train.mean(), X_train.std())


@standardize.mistake(
    en="The test set is standardised by its own statistics. The network has learnt what a value "
    "means on the scale of the training set: the same value must stay the same number.",
    fr="Le jeu de test est standardisé par ses propres statistiques. Or le réseau a appris ce que "
    "signifie une valeur à l'échelle du jeu d'entraînement : la même valeur doit rester le même "
    "nombre.",
    concept={
        "en": "The test set stands for instances that nobody has seen yet.",
        "fr": "Le jeu de test représente des instances que personne n'a encore vues.",
    },
)
def test_set_by_its_own_statistics(X_train, X_test):  # M15.3
    return tuple(scaled(X, X, *moments(X))[0] for X in (X_train, X_test))


@standardize.mistake(
    en="Your statistics are those of both sets together: the test set has leaked into what is "
    "learnt, and will look better than it is.",
    fr="Vos statistiques portent sur les deux jeux réunis : le jeu de test a fui dans ce qui est "
    "appris, et le résultat paraîtra meilleur qu'il ne l'est.",
)
def statistics_of_both_sets(X_train, X_test):  # M15.4
    return scaled(X_train, X_test, *moments(np.hstack([X_train, X_test])))


@standardize.mistake(
    en="You divide by the variance. It is in squared units: after the division, the spread is 1/σ "
    "and not 1.",
    fr="Vous divisez par la variance. Elle est dans l'unité au carré : après la division, la "
    "dispersion vaut 1/σ et non 1.",
)
def divides_by_the_variance(X_train, X_test):  # M15.5
    mu, sigma = moments(X_train)
    return scaled(X_train, X_test, mu, sigma**2)


@standardize.mistake(
    en="A constant feature gives nan or inf: its standard deviation is 0, and you divide by it.",
    fr="Une variable constante donne nan ou inf : son écart-type vaut 0, et vous divisez par lui.",
)
def divides_by_zero(X_train, X_test):  # M15.6
    mu, sigma = moments(X_train)
    with np.errstate(all="ignore"):
        return (X_train - mu) / sigma, (X_test - mu) / sigma


@standardize.mistake(
    en="You map each feature to the interval from 0 to 1, by its smallest and its largest value. "
    "That is another normalisation: here the mean becomes 0 and the standard deviation 1.",
    fr="Vous ramenez chaque variable à l'intervalle de 0 à 1, par sa plus petite et sa plus grande "
    "valeur. C'est une autre normalisation : ici, la moyenne devient 0 et l'écart-type 1.",
)
def from_smallest_to_largest(X_train, X_test):  # M15.8
    low, high = X_train.min(axis=1, keepdims=True), X_train.max(axis=1, keepdims=True)
    return scaled(X_train, X_test, low, high - low)


@standardize.mistake(
    en="The mean is not subtracted: the features have one scale, but stay far from 0.",
    fr="La moyenne n'est pas retranchée : les variables ont la même échelle, mais restent loin de "
    "0.",
)
def keeps_the_mean(X_train, X_test):  # M15.9
    return scaled(X_train, X_test, 0.0, moments(X_train)[1])


@standardize.convention("standard-deviation", "over-m-minus-1", instead_of="over-m")
def over_m_minus_1(X_train, X_test):  # M15.7 [CONV]
    return scaled(X_train, X_test, *moments(X_train, ddof=1))


@standardize.alternative
def feature_by_feature(X_train, X_test):
    S_train, S_test = X_train.copy(), X_test.copy()
    for j, row in enumerate(X_train):
        sigma = np.sqrt(np.mean((row - row.mean()) ** 2))
        S_train[j] = (row - row.mean()) / (sigma if sigma > 0 else 1.0)
        S_test[j] = (X_test[j] - row.mean()) / (sigma if sigma > 0 else 1.0)
    return S_train, S_test
