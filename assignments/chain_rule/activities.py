"""Part B: any number of layers, one example: what the way forward must keep (exercise E23)."""

from itertools import pairwise

import numpy as np
from reference import squared_mlp as ref

from autograder import Part

part = Part("activities")


def example(rng, *sizes, g="tanh", decimals=10):
    weights = [
        (rng.normal(size=(n_out, n_in)) / np.sqrt(n_in)).round(decimals)
        for n_in, n_out in pairwise(sizes)
    ]
    return {"x": rng.normal(size=(sizes[0], 1)).round(decimals), "weights": weights, "g": g}


mlp_activities = part.question(ref.mlp_activities, points=5)


@mlp_activities.probe
def _(function, x, weights, g):
    functions = {"tanh": np.tanh, "cubic": lambda a: a + a**3 / 3}
    return function(x, weights, functions[g])


@mlp_activities.case("two layers", visible=True, fr="deux couches")
def _(rng):
    return example(rng, 2, 3, 1, decimals=2)


@mlp_activities.case("three layers", fr="trois couches")
def _(rng):
    return example(rng, 3, 5, 2, 7, g="cubic")


@mlp_activities.case("one layer", fr="une seule couche")
def _(rng):
    return example(rng, 5, 2)


@mlp_activities.case("layers of equal size", fr="des couches de même taille")
def _(rng):
    return example(rng, 3, 3, 3, 3, 3)


def kept(x, weights, g):
    return ref.mlp_activities(x, weights, g)


@mlp_activities.mistake(
    en="Your activities are outputs: one name has served twice (h = W h, then h = g(h), as a slide "
    "has it), and what g was applied to is lost. The way back needs g' there.",
    fr="Vos activités sont des sorties : un même nom a servi deux fois (h = W h, puis h = g(h), "
    "comme sur une diapositive), et ce à quoi g a été appliquée est perdu. Le retour a besoin de "
    "g' à cet endroit.",
)
def overwrites_the_activities(x, weights, g):  # ER2, M10.9
    _, outputs = kept(x, weights, g)
    return outputs[1:], outputs


@mlp_activities.mistake(
    en="Your outputs are activities: g is never applied, so that the whole network is one matrix.",
    fr="Vos sorties sont des activités : g n'est jamais appliquée, et tout le réseau se réduit à "
    "une matrice.",
)
def never_applies_g(x, weights, g):  # M14.2
    return kept(x, weights, lambda a: a)


@mlp_activities.mistake(
    en="h^0 is missing: the example itself is the output of layer 0, and the gradient of W^1 is "
    "made with it.",
    fr="Il manque h^0 : l'exemple lui-même est la sortie de la couche 0, et le gradient de W^1 est "
    "fait avec lui.",
)
def leaves_out_the_example(x, weights, g):  # not in the catalogue
    activities, outputs = kept(x, weights, g)
    return activities, outputs[1:]


@mlp_activities.mistake(
    en="The last layer stays linear: in this network g is applied at the output too.",
    fr="La dernière couche reste linéaire : dans ce réseau, g est appliquée aussi à la sortie.",
)
def output_without_activation(x, weights, g):  # M10.8
    activities, outputs = kept(x, weights, g)
    return activities, [*outputs[:-1], activities[-1]]


@mlp_activities.mistake(
    en="Every layer reads the activities of the one before, not its outputs: g is computed and "
    "never used.",
    fr="Chaque couche lit les activités de la précédente, et non ses sorties : g est calculée et "
    "ne sert jamais.",
)
def layers_read_the_activities(x, weights, g):  # M14.5
    activities, _ = kept(x, weights, lambda a: a)
    return activities, [x, *(g(a) for a in activities)]


@mlp_activities.mistake(
    en="The two lists are swapped: the activities come first.",
    fr="Les deux listes sont échangées : les activités viennent d'abord.",
)
def swaps_the_lists(x, weights, g):  # M1.4
    activities, outputs = kept(x, weights, g)
    return outputs, activities


@mlp_activities.alternative
def layer_by_layer(x, weights, g):
    h, activities, outputs = x, (), (x,)
    for W in weights:
        a = np.einsum("ij,jk->ik", W, h)
        h = g(a)
        activities, outputs = (*activities, a), (*outputs, h)
    return activities, outputs
