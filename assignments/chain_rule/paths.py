"""Part A: the chain rule, where factors multiply and paths add up (exercise E16)."""

import numpy as np
from reference import chain_rule as ref

from autograder import Part

part = Part("paths")

chain_rule = part.question(ref.chain_rule, points=5)


@chain_rule.case(
    "two intermediates, three variables", visible=True, fr="deux intermédiaires, trois variables"
)
def _(rng):
    dv_dx = np.array([[1.0, 0.0, 2.0], [3.0, -1.0, 1.0]])
    return {"dz_dv": np.array([2.0, -1.0]), "dv_dx": dv_dx}


@chain_rule.case("five intermediates, three variables", fr="cinq intermédiaires, trois variables")
def _(rng):
    return {"dz_dv": rng.normal(size=5), "dv_dx": rng.normal(size=(5, 3))}


@chain_rule.case(
    "as many intermediates as variables", fr="autant d'intermédiaires que de variables"
)
def _(rng):
    return {"dz_dv": rng.normal(size=3), "dv_dx": rng.normal(size=(3, 3))}


@chain_rule.case("a single variable", fr="une seule variable")
def _(rng):
    return {"dz_dv": rng.normal(size=7), "dv_dx": rng.normal(size=(7, 1))}


@chain_rule.case("a single path", weight=0.5, fr="un seul chemin")
def _(rng):
    return {"dz_dv": np.array([-1.7]), "dv_dx": rng.uniform(0.4, 1.4, (1, 5))}


@chain_rule.mistake(
    en="You follow a single path, that through the first intermediate. The others carry a part of "
    "the change too: the paths add up.",
    fr="Vous ne suivez qu'un chemin, celui du premier intermédiaire. Les autres portent aussi une "
    "part de la variation : les chemins s'additionnent.",
)
def first_path_only(dz_dv, dv_dx):  # M16.5
    return dz_dv[0] * dv_dx[0]


@chain_rule.mistake(
    en="You follow a single path, that through the last intermediate: your loop overwrites where "
    "it should add.",
    fr="Vous ne suivez qu'un chemin, celui du dernier intermédiaire : votre boucle écrase au lieu "
    "d'ajouter.",
)
def last_path_only(dz_dv, dv_dx):  # M16.5
    return dz_dv[-1] * dv_dx[-1]


@chain_rule.mistake(
    en="You sum the two sets of derivatives apart and multiply the sums: each ∂z/∂v must meet the "
    "∂v/∂x of its own path first.",
    fr="Vous additionnez les deux séries de dérivées séparément, puis multipliez les sommes : "
    "chaque ∂z/∂v doit d'abord rencontrer le ∂v/∂x de son propre chemin.",
)
def product_of_the_sums(dz_dv, dv_dx):  # M16.6
    return dz_dv.sum() * dv_dx.sum(axis=0)


@chain_rule.mistake(
    en="The paths are not added up: you return one product for each of them, and each x has a "
    "single derivative.",
    fr="Les chemins ne sont pas additionnés : vous renvoyez un produit pour chacun, alors que "
    "chaque x n'a qu'une dérivée.",
)
def paths_not_added(dz_dv, dv_dx):  # M16.5
    return dz_dv[:, np.newaxis] * dv_dx


@chain_rule.mistake(
    en="You sum over the variables x, not over the intermediates v. The rows of dv_dx are the "
    "intermediates.",
    fr="Vous sommez sur les variables x, et non sur les intermédiaires v. Les lignes de dv_dx sont "
    "les intermédiaires.",
)
def sums_over_the_variables(dz_dv, dv_dx):  # not in the catalogue
    return dv_dx @ dz_dv


@chain_rule.mistake(
    en="You take the mean over the paths. They are not instances: their effects add up.",
    fr="Vous prenez la moyenne sur les chemins. Ce ne sont pas des instances : leurs effets "
    "s'additionnent.",
)
def mean_over_the_paths(dz_dv, dv_dx):  # not in the catalogue
    return dz_dv @ dv_dx / dz_dv.size


@chain_rule.mistake(
    en="You add the factors of a path to each other. Along a path the derivatives multiply; it is "
    "the paths that add up.",
    fr="Vous additionnez les facteurs d'un même chemin. Le long d'un chemin, les dérivées se "
    "multiplient ; ce sont les chemins qui s'additionnent.",
)
def adds_along_a_path(dz_dv, dv_dx):  # not in the catalogue
    return (dz_dv[:, np.newaxis] + dv_dx).sum(axis=0)


@chain_rule.alternative
def by_two_loops(dz_dv, dv_dx):
    total = np.zeros(dv_dx.shape[1])
    for j, slope in enumerate(dz_dv):
        for i in range(dv_dx.shape[1]):
            total[i] += slope * dv_dx[j, i]
    return total


@chain_rule.alternative
def by_the_transpose(dz_dv, dv_dx):
    return dv_dx.T @ dz_dv


@chain_rule.alternative
def by_einsum(dz_dv, dv_dx):
    return np.einsum("j,ji->i", dz_dv, dv_dx)


chain_rule.equivalent("dz_dv @ dv_dx → dz_dv.T @ dv_dx", "dz_dv is a vector: nothing to transpose.")
