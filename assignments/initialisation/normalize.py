"""Part E: each feature of a mini-batch on one scale (exercise E67)."""

import numpy as np
from reference import batch_norm as ref

from autograder import Part, no_loops

part = Part("normalize")

normalize_batch = part.question(ref.normalize_batch, points=5, constraints=[no_loops(costs=0.5)])


def batch(rng, n, m, decimals=16):
    """Features of several places and scales, the last of them so small that ε counts."""
    scale = np.append(10.0 ** rng.uniform(-0.5, 1.0, size=n - 1), 0.01)[:, np.newaxis]
    Z = scale * (rng.uniform(1, 3, size=(n, 1)) + rng.normal(size=(n, m)))
    return Z.round(decimals)


@normalize_batch.case(
    "two features, three instances", visible=True, fr="deux variables, trois instances"
)
def _(rng):
    return {"Z": np.array([[1.0, 2.0, 6.0], [0.1, 0.3, 0.2]]), "eps": 0.01}


@normalize_batch.case("a constant feature", visible=True, fr="une variable constante")
def _(rng):
    return {"Z": np.array([[5.0, 5.0, 5.0, 5.0], [-1.0, 1.0, 0.0, 4.0]]), "eps": 1e-5}


@normalize_batch.case("a mini-batch of three", fr="un mini-lot de trois")
def _(rng):
    return {"Z": batch(rng, 5, 3), "eps": 1e-5}


@normalize_batch.case("eleven features, five instances", fr="onze variables, cinq instances")
def _(rng):
    return {"Z": batch(rng, 11, 5), "eps": 1e-3}


@normalize_batch.case("as many features as instances", fr="autant de variables que d'instances")
def _(rng):
    return {"Z": batch(rng, 7, 7), "eps": 1e-5}


@normalize_batch.case("a constant feature among others", fr="une variable constante parmi d'autres")
def _(rng):
    Z = batch(rng, 3, 5)
    Z[1] = float(rng.integers(2, 9))
    return {"Z": Z, "eps": 1e-5}


@normalize_batch.case("one instance", fr="une seule instance")
def _(rng):
    return {"Z": batch(rng, 3, 1), "eps": 1e-5}


def normalized(Z, eps, ddof=0, axis=1, root=lambda var, eps: np.sqrt(var + eps)):
    mu = Z.mean(axis=axis, keepdims=True)
    with np.errstate(all="ignore"):
        var = ((Z - mu) ** 2).sum(axis=axis, keepdims=True) / (Z.shape[axis] - ddof)
        return (Z - mu) / root(var, eps), mu, var


@normalize_batch.mistake(
    en="Your variance is divided by m - 1. That is the estimate of a variance; here the mini-batch "
    "itself is to have variance 1, and a mini-batch of one would divide by zero.",
    fr="Votre variance est divisée par m - 1. C'est l'estimation d'une variance ; ici, c'est le "
    "mini-lot lui-même qui doit être de variance 1, et un mini-lot d'une instance diviserait par "
    "zéro.",
)
def unbiased_variance(Z, eps):  # M67.1
    return normalized(Z, eps, ddof=1)


@normalize_batch.mistake(
    en="Your statistics are those of each instance, over its features. Batch normalisation looks "
    "at one feature, over the instances of the mini-batch.",
    fr="Vos statistiques sont celles de chaque instance, sur ses variables. La normalisation par "
    "lots regarde une variable, sur les instances du mini-lot.",
)
def statistics_over_the_features(Z, eps):  # M67.2
    return normalized(Z, eps, axis=0)


@normalize_batch.mistake(
    en="Your ε is added to the standard deviation. Here it is added to the variance, before the "
    "root is taken.",
    fr="Votre ε est ajouté à l'écart-type. Ici, il est ajouté à la variance, avant de prendre la "
    "racine.",
)
def eps_outside_the_root(Z, eps):  # M67.3, CR19
    return normalized(Z, eps, root=lambda var, eps: np.sqrt(var) + eps)


@normalize_batch.mistake(
    en="Your ε is not there: a constant feature divides 0 by 0.",
    fr="Votre ε a disparu : une variable constante divise 0 par 0.",
)
def no_eps(Z, eps):  # M67.4
    return normalized(Z, eps, root=lambda var, eps: np.sqrt(var))


@normalize_batch.mistake(
    en="You divide by the variance: the root is missing.",
    fr="Vous divisez par la variance : il manque la racine.",
)
def divides_by_the_variance(Z, eps):  # M67.5
    return normalized(Z, eps, root=lambda var, eps: var + eps)


@normalize_batch.mistake(
    en="Your third result is the standard deviation. It must be the variance, without ε: it is "
    "what the running statistics collect.",
    fr="Votre troisième résultat est l'écart-type. Ce doit être la variance, sans ε : c'est elle "
    "que recueillent les statistiques courantes.",
)
def returns_the_deviation(Z, eps):  # M67.13
    Z_hat, mu, var = ref.normalize_batch(Z, eps)
    return Z_hat, mu, np.sqrt(var)


@normalize_batch.mistake(
    en="The variance that you return has ε in it. It belongs in the root only.",
    fr="La variance que vous renvoyez contient ε. Il n'a sa place que sous la racine.",
)
def returns_eps_too(Z, eps):  # not in the catalogue
    Z_hat, mu, var = ref.normalize_batch(Z, eps)
    return Z_hat, mu, var + eps


@normalize_batch.alternative
def from_the_formula(Z, eps):
    m = Z.shape[1]
    mu = (Z @ np.ones((m, 1))) / m
    centred = Z - mu
    var = np.mean(centred**2, axis=1)[:, None]
    return centred * (var + eps) ** -0.5, mu, var
