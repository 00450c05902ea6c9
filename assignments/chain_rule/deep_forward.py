"""Part E, continued: forward through L layers (exercise E25)."""

import numpy as np
from reference import deep as ref
from reference.activations import sigmoid
from reference.softmax import softmax

from autograder import Part

from .backprop.steps import tensors

part = Part("deep_forward")

forward_propagation = part.question(ref.forward_propagation, points=8)


def network(rng, sizes, m, decimals=10):
    return {
        "X": rng.normal(size=(sizes[0], m)).round(decimals),
        "params": tensors(rng, *sizes, decimals=decimals),
    }


@forward_propagation.case("two layers", visible=True, fr="deux couches")
def _(rng):
    return network(rng, (2, 3, 1), 4, decimals=1)


@forward_propagation.case("three layers", visible=True, fr="trois couches")
def _(rng):
    return network(rng, (2, 2, 3, 1), 2, decimals=1)


@forward_propagation.case("four layers, two outputs", fr="quatre couches, deux sorties")
def _(rng):
    return network(rng, (3, 5, 7, 3, 2), 11)


@forward_propagation.case("one layer", fr="une seule couche")
def _(rng):
    return network(rng, (5, 3), 7)


@forward_propagation.case("a single instance", fr="une seule instance")
def _(rng):
    return network(rng, (2, 7, 5, 3), 1)


@forward_propagation.case("saturated outputs", fr="des sorties saturées")
def _(rng):
    case = network(rng, (2, 5, 3), 7)
    case["params"]["b2"] += np.array([[1000.0], [-1000.0], [0.0]])
    return case


def relu(Z):
    return np.maximum(Z, 0.0)


def forward(X, params, hidden=relu, output=sigmoid, kept=None, bias=1.0, layers=None):
    """The forward pass, with a slip of a mistake in one of its places."""
    A, caches = X, []
    L = len(params) // 2 if layers is None else layers
    for layer in range(1, L + 1):
        Z = params[f"W{layer}"] @ A + bias * params[f"b{layer}"]
        before, A = A, hidden(Z) if layer < L else output(Z)
        caches.append((before, Z) if kept is None else kept(before, Z, A))
    return A, caches


@forward_propagation.mistake(
    en="The last layer has no activation: what comes out are pre-activations, and not "
    "probabilities.",
    fr="La dernière couche n'a pas d'activation : ce qui sort, ce sont des pré-activations, et non "
    "des probabilités.",
)
def last_layer_without_activation(X, params):  # M25.1
    return forward(X, params, output=lambda Z: Z)


@forward_propagation.mistake(
    en="The output goes through ReLU like the hidden layers: it is never below 0 and may exceed 1. "
    "A probability wants the sigmoid.",
    fr="La sortie passe par ReLU comme les couches cachées : elle n'est jamais sous 0 et peut "
    "dépasser 1. Une probabilité demande la sigmoïde.",
)
def relu_at_the_output(X, params):  # M25.2
    return forward(X, params, output=relu)


@forward_propagation.mistake(
    en="Your caches hold A_l, what a layer gave, where A_(l-1), what entered it, is asked: the "
    "gradient of W_l is made with what entered.",
    fr="Vos caches contiennent A_l, ce que la couche a donné, là où l'on demande A_(l-1), ce qui y "
    "est entré : le gradient de W_l se fait avec ce qui est entré.",
)
def keeps_what_came_out(X, params):  # M25.3
    return forward(X, params, kept=lambda before, Z, A: (A, Z))


@forward_propagation.mistake(
    en="The two arrays of each cache are swapped: A_(l-1) comes first, Z_l second.",
    fr="Les deux tableaux de chaque cache sont échangés : A_(l-1) vient d'abord, Z_l ensuite.",
)
def swaps_the_cache(X, params):  # M25.3
    return forward(X, params, kept=lambda before, Z, A: (Z, before))


@forward_propagation.mistake(
    en="The last layer is missing: your loop ends one layer too early.",
    fr="Il manque la dernière couche : votre boucle s'arrête une couche trop tôt.",
)
def stops_one_layer_early(X, params):  # M25.4
    return forward(X, params, layers=len(params) // 2 - 1)


@forward_propagation.mistake(
    en="You take the number of arrays for the number of layers: every layer has a W and a b.",
    fr="Vous prenez le nombre de tableaux pour le nombre de couches : chaque couche a un W et un "
    "b.",
)
def counts_the_arrays(X, params):  # M25.4
    return forward(X, params, layers=len(params))


@forward_propagation.mistake(
    en="The output goes through a softmax. Here each output is a yes or a no of its own, a "
    "sigmoid, and the cost that follows is the binary cross-entropy.",
    fr="La sortie passe par un softmax. Ici, chaque sortie est un oui ou un non à elle seule, une "
    "sigmoïde, et le coût qui suit est l'entropie croisée binaire.",
)
def softmax_at_the_output(X, params):  # M25.10
    return forward(X, params, output=softmax)


@forward_propagation.mistake(
    en="The hidden layers are sigmoids, as in the lab's first network. Here they are ReLU.",
    fr="Les couches cachées sont des sigmoïdes, comme dans le premier réseau du TP. Ici, ce sont "
    "des ReLU.",
)
def sigmoid_everywhere(X, params):  # M14.4
    return forward(X, params, hidden=sigmoid)


@forward_propagation.mistake(
    en="The hidden layers are linear: without ReLU, all your layers are worth one.",
    fr="Les couches cachées sont linéaires : sans ReLU, toutes vos couches n'en valent qu'une.",
)
def hidden_layers_without_activation(X, params):  # M14.2
    return forward(X, params, hidden=lambda Z: Z)


@forward_propagation.mistake(
    en="The biases are never added.",
    fr="Les biais ne sont jamais ajoutés.",
)
def forgets_the_biases(X, params):  # M10.3
    return forward(X, params, bias=0.0)


@forward_propagation.mistake(
    en="Your caches hold activations in the place of Z_l: one name has served twice, and what the "
    "sigmoid was applied to is lost.",
    fr="Vos caches contiennent des activations à la place de Z_l : un même nom a servi deux fois, "
    "et ce à quoi la sigmoïde a été appliquée est perdu.",
)
def overwrites_z(X, params):  # ER2, M10.9
    return forward(X, params, kept=lambda before, Z, A: (before, A))


@forward_propagation.alternative
def hidden_layers_then_the_last(X, params):
    L, A, caches = len(params) // 2, X, []
    for layer in range(1, L):
        Z = params[f"W{layer}"].dot(A) + params[f"b{layer}"]
        caches += [[A, Z]]
        A = Z * (Z > 0)
    Z = params[f"W{L}"].dot(A) + params[f"b{L}"]
    return 0.5 * (1 + np.tanh(Z / 2)), [*caches, [A, Z]]
