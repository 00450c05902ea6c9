"""Part E, end: the gradient behind dropout (exercise E66)."""

import numpy as np
from reference import dropout as ref

from autograder import Part, chance

from .masks import EXACT

part = Part("dropout_back")

# --- E66: backward ---

dropout_backward = part.question(ref.dropout_backward, points=4)


@dropout_backward.probe
def _(function, dA, M, keep_prob):
    # The same gradients a hundred times over: a mask that is drawn anew cannot be the same.
    return function(np.tile(dA, (10, 10)), np.tile(M, (10, 10)), keep_prob)


@dropout_backward.summary
def _(output, dA, M, keep_prob):
    dA, M = np.tile(dA, (10, 10)), np.tile(M, (10, 10))
    factors = output[M > 0] / dA[M > 0] if M.any() else np.zeros(1)
    return {
        "shape": list(output.shape),
        "smallest factor where M is 1": float(factors.min()),
        "largest factor where M is 1": float(factors.max()),
        "what was dropped gets no gradient": bool(np.all(output[M == 0] == 0)),
    }


@dropout_backward.bounds
def _(dA, M, keep_prob):
    factor = inverse(keep_prob)
    exactly = chance.Interval(factor - EXACT, factor + EXACT)
    return {"smallest factor where M is 1": exactly, "largest factor where M is 1": exactly}


def inverse(p):
    return 1 / p if p > 0 else 0.0


def gradients(rng, n, m, keep_prob):
    dA = rng.choice([-1.0, 1.0], size=(n, m)) * rng.uniform(0.5, 2, size=(n, m))
    M = (rng.random((n, m)) < keep_prob).astype(float)
    if 0 < keep_prob < 1:
        M.flat[:2] = [0.0, 1.0]
    return {"dA": dA, "M": M, "keep_prob": keep_prob}


@dropout_backward.case("three neurons, two instances", visible=True, fr="3 neurones, 2 instances")
def _(rng):
    dA = np.array([[1.0, -2.0], [0.5, 3.0], [-1.0, 4.0]])
    return {"dA": dA, "M": np.array([[1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]), "keep_prob": 0.5}


@dropout_backward.case("four of five were kept", fr="quatre sur cinq gardées")
def _(rng):
    return gradients(rng, 5, 7, 0.8)


@dropout_backward.case("three of ten were kept", fr="trois sur dix gardées")
def _(rng):
    return gradients(rng, 7, 5, 0.3)


@dropout_backward.case("all were kept", fr="toutes gardées")
def _(rng):
    return gradients(rng, 5, 7, 1.0)


@dropout_backward.case("none was kept", fr="aucune gardée")
def _(rng):
    return gradients(rng, 5, 7, 0.0)


@dropout_backward.convention(
    "dropout-scaling",
    "at-test",
    instead_of="in-training",
    en="The scaling is missing: what was divided by keep_prob on the way forward has a derivative "
    "that is divided by it too.",
    fr="Il manque la mise à l'échelle : ce qui a été divisé par keep_prob à l'aller a une dérivée "
    "divisée par lui aussi.",
)
def scaling_missing(dA, M, keep_prob):  # M66.9
    return M * dA


@dropout_backward.mistake(
    en="You draw a new mask on the way back: gradients reach neurons that were off, and miss some "
    "that were on.",
    fr="Vous tirez un nouveau masque au retour : des gradients atteignent des neurones qui étaient "
    "éteints, et en manquent d'autres qui étaient allumés.",
)
def draws_a_new_mask(dA, M, keep_prob):  # M66.6
    return inverse(keep_prob) * (np.random.default_rng().random(dA.shape) < keep_prob) * dA


@dropout_backward.mistake(
    en="There is no mask in your gradient: a neuron that was off had no part in the error.",
    fr="Il n'y a pas de masque dans votre gradient : un neurone éteint n'est pour rien dans "
    "l'erreur.",
)
def forgets_the_mask(dA, M, keep_prob):  # M66.8
    return inverse(keep_prob) * dA


@dropout_backward.mistake(
    en="You pass the gradient on as it is: neither mask nor scaling is in it.",
    fr="Vous transmettez le gradient tel quel : ni le masque ni la mise à l'échelle n'y sont.",
)
def passes_the_gradient_on(dA, M, keep_prob):  # M66.8, M66.9
    return dA.copy()


@dropout_backward.mistake(
    en="You multiply by keep_prob. The forward pass divides by it, and a derivative keeps the "
    "factor as it is.",
    fr="Vous multipliez par keep_prob. L'aller divise par lui, et une dérivée garde le facteur tel "
    "quel.",
)
def multiplies_by_keep_prob(dA, M, keep_prob):  # not in the catalogue
    return keep_prob * M * dA


@dropout_backward.mistake(
    en="You divide by the share that was dropped: the forward pass divides by keep_prob.",
    fr="Vous divisez par la part supprimée : l'aller divise par keep_prob.",
)
def divides_by_the_dropped_share(dA, M, keep_prob):  # M66.2
    return inverse(1 - keep_prob) * M * dA


@dropout_backward.mistake(
    en="Your mask is the wrong way round: the gradient goes to the neurons that were off.",
    fr="Votre masque est à l'envers : le gradient va aux neurones qui étaient éteints.",
)
def turns_the_mask_round(dA, M, keep_prob):  # not in the catalogue
    return inverse(keep_prob) * (1 - M) * dA


@dropout_backward.mistake(
    en="With keep_prob = 0 you divide 0 by 0, and return nan: nothing was kept, so no gradient "
    "passes.",
    fr="Avec keep_prob = 0, vous divisez 0 par 0 et renvoyez nan : rien n'a été gardé, aucun "
    "gradient ne passe.",
)
def divides_by_zero(dA, M, keep_prob):  # M66.13
    return M * dA / keep_prob


@dropout_backward.alternative
def with_where(dA, M, keep_prob):
    return np.where(M > 0, dA / max(keep_prob, 1e-300), 0.0)


@dropout_backward.alternative
def where_the_mask_is_zero(dA, M, keep_prob):
    dZ = dA.copy()
    dZ[M == 0] = 0
    return dZ / keep_prob if keep_prob > 0 else dZ


dropout_backward.equivalent(
    "1 / keep_prob if keep_prob > 0 else 0.0 → 1 / keep_prob if keep_prob > 0 else 1.0",
    "Where keep_prob is 0, the mask is.",
)
