"""Part D: a forward pass of any depth (exercise E10)."""

from itertools import pairwise

import numpy as np
from reference import mlp as ref

from autograder import Part

part = Part("deep")

mlp_forward = part.question(ref.mlp_forward, points=6)


@mlp_forward.probe
def _(function, x, weights, g):
    activations = {
        "tanh": np.tanh,
        "ReLU": lambda a: np.maximum(a, 0.0),
        "a ** 3 + 1": lambda a: a**3 + 1.0,
    }
    return function(x, weights, activations[g])


def network(rng, sizes):
    """Weights of the size that keeps what goes through them away from 0 and from saturation."""
    pairs = pairwise(sizes)
    weights = [rng.normal(size=(n, n_prev)) / n_prev**0.5 for n_prev, n in pairs]
    x = rng.uniform(0.5, 1.5, sizes[0]) * rng.choice([-1.0, 1.0], sizes[0])
    return {"x": x, "weights": weights}


@mlp_forward.case("two layers, tanh", visible=True, fr="deux couches, tanh")
def _(rng):
    weights = [np.array([[1.0, -0.5], [0.0, 2.0], [0.3, 0.3]]), np.array([[1.0, -1.0, 2.0]])]
    return {"x": np.array([0.5, 0.25]), "weights": weights, "g": "tanh"}


@mlp_forward.case("four layers, tanh", fr="quatre couches, tanh")
def _(rng):
    return network(rng, [3, 5, 7, 11, 2]) | {"g": "tanh"}


@mlp_forward.case("three layers, ReLU", fr="trois couches, ReLU")
def _(rng):
    case = network(rng, [5, 11, 7, 3])
    for W, sign in zip(case["weights"], [1, 1, -1], strict=True):
        W[0] = sign * np.abs(W[0]) - sign * 0.1
    return case | {"g": "ReLU"}


@mlp_forward.case("an unusual activation", fr="une activation inhabituelle")
def _(rng):
    return network(rng, [2, 3, 5]) | {"g": "a ** 3 + 1"}


@mlp_forward.case("a single layer", fr="une seule couche")
def _(rng):
    return network(rng, [7, 3]) | {"g": "tanh"}


@mlp_forward.case("one size for all", fr="une même taille partout")
def _(rng):
    return network(rng, [3, 3, 3, 3]) | {"g": "tanh"}


def layers(x, weights, g, activated=lambda layer, depth: True, cached=lambda a, h: (a, h)):
    """The forward pass, with the slips that the mistakes below are made of."""
    h, cache = x, []
    for layer, W in enumerate(weights):
        a = W @ h
        h = g(a) if activated(layer, len(weights)) else a
        cache.append(dict(zip("ah", cached(a, h), strict=True)))
    return h, cache


@mlp_forward.mistake(
    en="The output layer has lost its activation function: in this network, g comes last of all.",
    fr="La couche de sortie a perdu sa fonction d'activation : dans ce réseau, g vient en tout "
    "dernier.",
)
def leaves_the_output_linear(x, weights, g):  # M10.8
    return layers(x, weights, g, activated=lambda layer, depth: layer < depth - 1)


@mlp_forward.mistake(
    en="The hidden layers have lost their activation function: all your layers are worth one.",
    fr="Les couches cachées ont perdu leur fonction d'activation : toutes vos couches n'en valent "
    "qu'une.",
)
def leaves_the_hidden_layers_linear(x, weights, g):  # M10.8
    return layers(x, weights, g, activated=lambda layer, depth: layer == depth - 1)


@mlp_forward.mistake(
    en="Your cache holds h_l under both names: a_l has been overwritten, and g'(a_l) will be "
    "needed on the way back. The slide that writes both as h has the same slip.",
    fr="Votre cache contient h_l sous les deux noms : a_l a été écrasé, alors que le retour aura "
    "besoin de g'(a_l). La diapositive qui écrit h pour les deux fait la même erreur.",
)
def overwrites_the_pre_activations(x, weights, g):  # M10.9, ER2
    return layers(x, weights, g, cached=lambda a, h: (h, h))


@mlp_forward.mistake(
    en="All the layers of your cache are the last one: it holds one and the same dictionary L "
    "times, and each layer has written over it.",
    fr="Toutes les couches de votre cache sont la dernière : il contient L fois un seul et même "
    "dictionnaire, que chaque couche a réécrit.",
    concept={
        "en": "A list holds references: what is changed in place changes wherever it is held.",
        "fr": "Une liste contient des références : ce qui change sur place change partout.",
    },
)
def caches_one_dictionary(x, weights, g):  # M10.10
    h, cache = layers(x, weights, g)
    return h, [cache[-1]] * len(weights)


@mlp_forward.mistake(
    en="The activation function is applied before the weights: the data go through g, and the last "
    "sum does not.",
    fr="La fonction d'activation est appliquée avant les poids : les données passent par g, et la "
    "dernière somme n'y passe pas.",
)
def activates_before_the_weights(x, weights, g):  # not in the catalogue
    h, cache = x, []
    for W in weights:
        a = g(h)
        h = W @ a
        cache.append({"a": a, "h": h})
    return h, cache


@mlp_forward.mistake(
    en="Every layer reads x: a layer must read what the one before it has answered.",
    fr="Chaque couche lit x : une couche doit lire ce que la précédente a répondu.",
)
def every_layer_reads_the_data(x, weights, g):  # M14.5
    cache = [{"a": W @ x, "h": g(W @ x)} for W in weights]
    return cache[-1]["h"], cache


@mlp_forward.mistake(
    en="You transpose the weights: where they are square, nothing warns you.",
    fr="Vous transposez les poids : quand ils sont carrés, rien ne vous avertit.",
)
def transposes_every_weight(x, weights, g):  # M10.1
    return layers(x, [W.T for W in weights], g)


@mlp_forward.mistake(
    en="Your layers are in the reverse order: the first of the list reads x.",
    fr="Vos couches sont dans l'ordre inverse : c'est la première de la liste qui lit x.",
)
def goes_through_the_layers_backwards(x, weights, g):  # ER3
    return layers(x, weights[::-1], g)


@mlp_forward.mistake(
    en="You return the last pre-activation as the result: the network's answer is h_L.",
    fr="Vous renvoyez la dernière pré-activation comme résultat : la réponse du réseau est h_L.",
)
def returns_the_pre_activation(x, weights, g):  # M14.8
    _, cache = layers(x, weights, g)
    return cache[-1]["a"], cache


@mlp_forward.mistake(
    en="Your cache begins with the data: they are no layer. L dictionaries are asked.",
    fr="Votre cache commence par les données : elles ne sont pas une couche. On demande L "
    "dictionnaires.",
)
def caches_the_data_too(x, weights, g):  # CR13
    h, cache = layers(x, weights, g)
    return h, [{"a": x, "h": x}, *cache]


@mlp_forward.alternative
def with_columns(x, weights, g):
    H, cache = x.reshape(-1, 1), []
    for W in weights:
        A = np.matmul(W, H)
        H = g(A)
        cache += [{"h": H[:, 0], "a": A[:, 0]}]
    return H.ravel(), tuple(cache)


@mlp_forward.alternative
def by_recursion(x, weights, g):
    if not weights:
        return x, []
    a = weights[0] @ x
    h, cache = by_recursion(g(a), weights[1:], g)
    return h, [{"a": a, "h": g(a)}, *cache]


mlp_forward.equivalent("W @ h → W @ h.T", "h is a vector: nothing to transpose.")
