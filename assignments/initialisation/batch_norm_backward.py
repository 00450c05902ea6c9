"""Part E: back through batch normalisation, and when it does nothing (exercise E67, Q36)."""

import numpy as np
from reference import batch_norm as ref

from autograder import Part, Tolerance

from .normalize import batch

part = Part("batch_norm_backward")

# --- E67: what a gradient becomes on its way back ---

batchnorm_backward = part.question(ref.batchnorm_backward, points=7, needs=("normalize_batch",))


def error(rng, n, m, eps=1e-3, decimals=16):
    return {
        "dout": rng.normal(size=(n, m)).round(decimals) + 0.5,
        "Z": batch(rng, n, m, decimals),
        "gamma": rng.uniform(0.3, 2.0, size=(n, 1)).round(decimals),
        "eps": eps,
    }


@batchnorm_backward.case(
    "two features, three instances", visible=True, fr="deux variables, trois instances"
)
def _(rng):
    return error(rng, 2, 3, eps=0.01, decimals=1)


@batchnorm_backward.case("a mini-batch of three", fr="un mini-lot de trois")
def _(rng):
    return error(rng, 5, 3)


@batchnorm_backward.case("seven features, five instances", fr="sept variables, cinq instances")
def _(rng):
    return error(rng, 7, 5)


@batchnorm_backward.case("a constant feature", fr="une variable constante")
def _(rng):
    case = error(rng, 3, 5)
    case["Z"][0] = float(rng.integers(2, 9))
    return case


@batchnorm_backward.case("as many features as instances", fr="autant de variables que d'instances")
def _(rng):
    return error(rng, 7, 7)


@batchnorm_backward.case("one instance", fr="une seule instance")
def _(rng):
    return error(rng, 3, 1)


def parts(dout, Z, gamma, eps):
    """What the formula is made of: dZ_hat, Z_hat, 1/√(σ² + ε), and the two sums."""
    Z_hat, _, var = ref.normalize_batch(Z, eps)
    dbeta = dout.sum(axis=1, keepdims=True)
    dgamma = (dout * Z_hat).sum(axis=1, keepdims=True)
    return gamma * dout, Z_hat, 1 / np.sqrt(var + eps), dgamma, dbeta


@batchnorm_backward.mistake(
    en="You treat μ and σ² as constants. Each of them changes when an instance does, and so each "
    "instance acts on all the others of its mini-batch.",
    fr="Vous traitez μ et σ² comme des constantes. Ils changent tous deux avec chaque instance, "
    "qui agit ainsi sur toutes les autres de son mini-lot.",
)
def constant_statistics(dout, Z, gamma, eps):  # M67.16
    dZ_hat, _, inverse, dgamma, dbeta = parts(dout, Z, gamma, eps)
    return dZ_hat * inverse, dgamma, dbeta


@batchnorm_backward.mistake(
    en="The path through the variance is missing: you let the gradient come back through the mean "
    "only.",
    fr="Il manque le chemin qui passe par la variance : vous ne faites revenir le gradient que par "
    "la moyenne.",
)
def drops_the_path_of_the_variance(dout, Z, gamma, eps):  # M67.17
    dZ_hat, _, inverse, dgamma, dbeta = parts(dout, Z, gamma, eps)
    return inverse * (dZ_hat - dZ_hat.mean(axis=1, keepdims=True)), dgamma, dbeta


@batchnorm_backward.mistake(
    en="The path through the mean is missing: you let the gradient come back through the variance "
    "only.",
    fr="Il manque le chemin qui passe par la moyenne : vous ne faites revenir le gradient que par "
    "la variance.",
)
def drops_the_path_of_the_mean(dout, Z, gamma, eps):  # not in the catalogue
    dZ_hat, Z_hat, inverse, dgamma, dbeta = parts(dout, Z, gamma, eps)
    return inverse * (dZ_hat - Z_hat * (dZ_hat * Z_hat).mean(axis=1, keepdims=True)), dgamma, dbeta


@batchnorm_backward.mistake(
    en="Your dγ does not contain the normalised values: γ multiplies them, so they are its slope.",
    fr="Votre dγ ne contient pas les valeurs normalisées : γ les multiplie, elles sont donc sa "
    "pente.",
)
def forgets_the_normalised_values(dout, Z, gamma, eps):  # M67.18
    dZ, _, dbeta = ref.batchnorm_backward(dout, Z, gamma, eps)
    return dZ, dbeta, dbeta


@batchnorm_backward.mistake(
    en="Your dγ is made of Z itself: what γ multiplies is the normalised Z.",
    fr="Votre dγ se compose de Z lui-même : ce que γ multiplie, c'est Z normalisé.",
)
def takes_the_plain_values(dout, Z, gamma, eps):  # not in the catalogue
    dZ, _, dbeta = ref.batchnorm_backward(dout, Z, gamma, eps)
    return dZ, (dout * Z).sum(axis=1, keepdims=True), dbeta


@batchnorm_backward.mistake(
    en="Your dβ and dγ are means over the instances. `dout` is already the gradient of the cost, "
    "its 1/m included: the parts of the instances add up.",
    fr="Vos dβ et dγ sont des moyennes sur les instances. `dout` est déjà le gradient du coût, 1/m "
    "compris : les parts des instances s'additionnent.",
)
def means_for_sums(dout, Z, gamma, eps):  # M67.19
    dZ, dgamma, dbeta = ref.batchnorm_backward(dout, Z, gamma, eps)
    return dZ, dgamma / Z.shape[1], dbeta / Z.shape[1]


@batchnorm_backward.mistake(
    en="Your dγ and dβ are summed over the features: there is one γ and one β for each feature, "
    "shared by all the instances.",
    fr="Vos dγ et dβ sont sommés sur les variables : il y a un γ et un β par variable, communs à "
    "toutes les instances.",
)
def sums_over_the_features(dout, Z, gamma, eps):  # M67.20
    dZ, _, _ = ref.batchnorm_backward(dout, Z, gamma, eps)
    Z_hat, _, _ = ref.normalize_batch(Z, eps)
    return dZ, (dout * Z_hat).sum(axis=0, keepdims=True), dout.sum(axis=0, keepdims=True)


@batchnorm_backward.mistake(
    en="γ is missing from dZ: on its way back, the gradient is multiplied by what has multiplied "
    "the signal.",
    fr="γ est absent de dZ : au retour, le gradient est multiplié par ce qui a multiplié le "
    "signal.",
)
def forgets_gamma(dout, Z, gamma, eps):  # not in the catalogue
    return ref.batchnorm_backward(dout, Z, np.ones(gamma.shape), eps)[0], *(
        ref.batchnorm_backward(dout, Z, gamma, eps)[1:]
    )


@batchnorm_backward.mistake(
    en="You multiply by √(σ² + ε) where the forward pass has divided: the slope of a division is "
    "a division.",
    fr="Vous multipliez par √(σ² + ε) là où la propagation a divisé : la pente d'une division est "
    "une division.",
)
def multiplies_by_the_deviation(dout, Z, gamma, eps):  # not in the catalogue
    dZ, dgamma, dbeta = ref.batchnorm_backward(dout, Z, gamma, eps)
    return dZ * (Z.var(axis=1, keepdims=True) + eps), dgamma, dbeta


@batchnorm_backward.alternative
def path_by_path(dout, Z, gamma, eps):
    m, mu = Z.shape[1], Z.mean(axis=1, keepdims=True)
    centred, var = Z - mu, Z.var(axis=1, keepdims=True)
    root = np.sqrt(var + eps)
    dZ_hat = gamma * dout
    dvar = (dZ_hat * centred).sum(axis=1, keepdims=True) * -0.5 / root**3
    dmu = -dZ_hat.sum(axis=1, keepdims=True) / root
    dZ = dZ_hat / root + dvar * 2 * centred / m + dmu / m
    dgamma = (dout * centred / root).sum(axis=1, keepdims=True)
    return dZ, dgamma, dout.sum(axis=1, keepdims=True)


@batchnorm_backward.alternative
def by_the_jacobian(dout, Z, gamma, eps):
    dZ_hat, Z_hat, inverse, dgamma, dbeta = parts(dout, Z, gamma, eps)
    m = Z.shape[1]
    jacobians = np.eye(m) - 1 / m - Z_hat[:, :, None] * Z_hat[:, None, :] / m
    return inverse * np.einsum("nij,nj->ni", jacobians, dZ_hat), dgamma, dbeta


# --- Q36, ER25: the γ and β that undo it all ---


def one_feature(rng):
    middle, spread = int(rng.integers(3, 10)), int(rng.integers(2, 6))
    z = [middle - spread, middle, middle, middle, middle + 4 * spread]
    return {"z": [z[int(i)] for i in rng.permutation(5)], "eps": float(rng.integers(2, 10)) / 2}


@part.answer(
    "no_effect",
    points=3,
    variant=one_feature,
    tolerance=Tolerance(rtol=1e-3, atol=0.0),
    texts={
        "en": "A mini-batch of five instances has one feature, `z = {z}`, and ε is `{eps}`. With "
        "which γ and β does batch normalisation, in training, give back z itself? Put in "
        '`no_effect` a dictionary with the keys `"gamma"` and `"beta"`, two floats right to a '
        "thousandth.",
        "fr": "Un mini-lot de cinq instances a une seule variable, `z = {z}`, et ε vaut `{eps}`. "
        "Avec quels γ et β la normalisation par lots, à l'entraînement, redonne-t-elle z "
        'lui-même ? Mettez dans `no_effect` un dictionnaire dont les clés sont `"gamma"` et '
        '`"beta"`, deux flottants justes au millième.',
    },
)
def no_effect(z, eps):
    return {"gamma": float(np.sqrt(np.var(z) + eps)), "beta": float(np.mean(z))}


@no_effect.mistake(
    en="With γ = 1 and β = 0 you get the normalised values z_N. A slide says that this is “no "
    "effect”; but the batch norm that does nothing gives back z.",
    fr="Avec γ = 1 et β = 0, vous obtenez les valeurs normalisées z_N. Une diapositive appelle "
    "cela « sans effet » ; mais une normalisation qui ne fait rien redonne z.",
)
def gives_the_normalised_values(z, eps):  # M67.21, ER25
    return {"gamma": 1.0, "beta": 0.0}


@no_effect.mistake(
    en="Your γ forgets ε: it must undo the whole of the division.",
    fr="Votre γ oublie ε : il doit défaire toute la division.",
)
def forgets_eps(z, eps):  # ER25
    return no_effect.solution(z, eps) | {"gamma": float(np.std(z))}


@no_effect.mistake(
    en="Your γ is σ² + ε: what Z is divided by is the root of that.",
    fr="Votre γ vaut σ² + ε : ce par quoi Z est divisé en est la racine.",
)
def forgets_the_root(z, eps):  # as M67.5
    return no_effect.solution(z, eps) | {"gamma": float(np.var(z) + eps)}


@no_effect.mistake(
    en="Your variance is divided by m - 1; in batch normalisation it is the mean over the m.",
    fr="Votre variance est divisée par m - 1 ; dans la normalisation par lots, c'est la moyenne "
    "sur les m.",
)
def divides_by_m_minus_1(z, eps):  # M67.1
    return no_effect.solution(z, eps) | {"gamma": float(np.sqrt(np.var(z, ddof=1) + eps))}


@no_effect.mistake(
    en="Your γ is the inverse of the right one: you divide a second time.",
    fr="Votre γ est l'inverse du bon : vous divisez une seconde fois.",
)
def divides_again(z, eps):  # not in the catalogue
    return no_effect.solution(z, eps) | {"gamma": float(1 / np.sqrt(np.var(z) + eps))}


@no_effect.mistake(
    en="Your β has the wrong sign: you subtract the mean a second time.",
    fr="Votre β a le mauvais signe : vous retranchez la moyenne une seconde fois.",
)
def subtracts_the_mean_again(z, eps):  # not in the catalogue
    return no_effect.solution(z, eps) | {"beta": -float(np.mean(z))}


@no_effect.alternative
def solved_from_two_values(z, eps):
    Z_hat = ref.normalize_batch(np.array([z], dtype=float), eps)[0][0]
    high, low = int(np.argmax(z)), int(np.argmin(z))
    gamma = (z[high] - z[low]) / (Z_hat[high] - Z_hat[low])
    return {"gamma": float(gamma), "beta": float(z[high] - gamma * Z_hat[high])}
