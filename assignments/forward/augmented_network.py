"""Part C: a network whose layers all have their row of ones (exercise E29)."""

from itertools import pairwise

import numpy as np
from reference import mlp as ref

from autograder import Part

part = Part("augmented_network")

# --- E29: every layer gets its row of ones ---

augmented_forward = part.question(ref.augmented_forward, points=4, needs=("augment",))


def network(rng, sizes, m):
    thetas = [rng.normal(size=(n, n_prev + 1)) for n_prev, n in pairwise(sizes)]
    for theta in thetas:
        theta[:, -1] += np.where(theta[:, -1] > 0, 0.5, -0.5)
    return {"X": rng.normal(size=(sizes[0], m)), "thetas": thetas}


@augmented_forward.case("one hidden layer", visible=True, fr="une couche cachée")
def _(rng):
    case = network(rng, [2, 3, 1], 4)
    return {"X": case["X"].round(1), "thetas": [theta.round(1) for theta in case["thetas"]]}


@augmented_forward.case("two hidden layers", fr="deux couches cachées")
def _(rng):
    return network(rng, [3, 5, 7, 2], 11)


@augmented_forward.case("no hidden layer", fr="sans couche cachée")
def _(rng):
    return network(rng, [5, 3], 7)


@augmented_forward.case("one size for all", fr="une même taille partout")
def _(rng):
    return network(rng, [3, 3, 3, 3], 3)


@augmented_forward.case("a single instance", fr="une seule instance")
def _(rng):
    return network(rng, [2, 7, 3], 1)


def through(X, thetas, hidden, output):
    A = hidden_layers(X, thetas, hidden)
    return output(thetas[-1], A)


def hidden_layers(X, thetas, hidden):
    A = X
    for theta in thetas[:-1]:
        A = hidden(theta, A)
    return A


def affine(theta, A):
    return theta @ ref.augment(A)


@augmented_forward.mistake(
    en="Only the data get their row of ones. The hidden activations are the inputs of the next "
    "layer, and without ones its biases are lost.",
    fr="Seules les données reçoivent leur ligne de uns. Les activations cachées sont les entrées "
    "de la couche suivante, et sans les uns les biais de celle-ci sont perdus.",
)
def augments_the_data_only(X, thetas):  # M29.2
    A, first = X, True
    for layer, theta in enumerate(thetas):
        Z = affine(theta, A) if first else theta[:, :-1] @ A
        A, first = (np.tanh(Z) if layer < len(thetas) - 1 else Z), False
    return A


@augmented_forward.mistake(
    en="No layer has a bias: the last column of each θ is left aside.",
    fr="Aucune couche n'a de biais : la dernière colonne de chaque θ est laissée de côté.",
)
def never_augments(X, thetas):  # M29.3
    return through(X, thetas, lambda t, A: np.tanh(t[:, :-1] @ A), lambda t, A: t[:, :-1] @ A)


@augmented_forward.mistake(
    en="You apply tanh in the output layer too: here it has no activation function.",
    fr="Vous appliquez tanh aussi à la couche de sortie : ici, elle n'a pas de fonction "
    "d'activation.",
)
def activates_the_output(X, thetas):  # M10.8
    return np.tanh(ref.augmented_forward(X, thetas))


@augmented_forward.mistake(
    en="The hidden layers have lost their tanh: without it, all your layers are worth one.",
    fr="Les couches cachées ont perdu leur tanh : sans elle, toutes vos couches n'en valent "
    "qu'une.",
)
def hidden_layers_stay_linear(X, thetas):  # M14.2
    return through(X, thetas, affine, affine)


@augmented_forward.mistake(
    en="Your ones are the first row, and the biases the last column of θ.",
    fr="Vos uns forment la première ligne, alors que les biais sont la dernière colonne de θ.",
)
def ones_on_the_wrong_side(X, thetas):  # M29.1
    def turned(theta, A):
        return theta @ np.vstack([np.ones((1, A.shape[1])), A])

    return through(X, thetas, lambda theta, A: np.tanh(turned(theta, A)), turned)


@augmented_forward.mistake(
    en="The ones go through tanh before the weights: from the second layer on, your biases are "
    "multiplied by tanh(1) = 0.76.",
    fr="Les uns traversent tanh avant les poids : à partir de la deuxième couche, vos biais sont "
    "multipliés par tanh(1) = 0,76.",
)
def squashes_the_ones(X, thetas):  # not in the catalogue
    A = ref.augment(X)
    for theta in thetas[:-1]:
        A = np.tanh(ref.augment(theta @ A))
    return thetas[-1] @ A


@augmented_forward.alternative
def with_weights_and_biases_apart(X, thetas):
    *hidden, last = thetas
    A = X
    for theta in hidden:
        A = np.tanh(theta[:, :-1] @ A + theta[:, -1:])
    return last[:, :-1] @ A + last[:, -1:]
