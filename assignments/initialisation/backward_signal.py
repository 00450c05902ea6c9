"""Part D: what twenty layers make of a gradient (exercise E62, question Q34)."""

import numpy as np
from reference import depth as ref

from autograder import Part, Tolerance

from .forward_signal import forward, layers

part = Part("backward_signal")


def with_gradient(rng, sizes, m, activation, gain=1.5, decimals=16):
    case = layers(rng, sizes, m, activation, gain, decimals)
    dA = rng.normal(size=(sizes[-1], m)).round(decimals)
    return {"X": case["X"], "weights": case["weights"], "dA": dA, "activation": activation}


# --- E62: the size of the gradients, layer by layer ---

gradient_norms = part.question(ref.gradient_norms, points=6)


@gradient_norms.case("two linear layers", visible=True, fr="deux couches linéaires")
def _(rng):
    return with_gradient(rng, [2, 3, 1], 2, "linear", decimals=1)


@gradient_norms.case("two layers, tanh", visible=True, fr="deux couches, tanh")
def _(rng):
    return with_gradient(rng, [2, 3, 2], 4, "tanh", decimals=1)


@gradient_norms.case("five layers, ReLU", fr="cinq couches, ReLU")
def _(rng):
    return with_gradient(rng, [5, 7, 13, 11, 7, 3], 17, "relu")


@gradient_norms.case("five layers, tanh", fr="cinq couches, tanh")
def _(rng):
    return with_gradient(rng, [5, 7, 3, 11, 7, 13], 17, "tanh")


@gradient_norms.case("twenty linear layers", fr="vingt couches linéaires")
def _(rng):
    return with_gradient(rng, [7] * 21, 3, "linear", gain=0.5)


@gradient_norms.case("one instance, one layer", fr="une instance, une couche")
def _(rng):
    return with_gradient(rng, [3, 5], 1, "tanh")


@gradient_norms.case("ReLU with pre-activations of 0", fr="ReLU, avec des pré-activations nulles")
def _(rng):
    case = with_gradient(rng, [3, 5, 7, 5], 11, "relu")
    case["X"][:, [0, 4]] = 0.0
    case["weights"][1][2] = 0.0
    return case


def backward(X, weights, dA, activation, slope=None, mean=True, matrix=lambda W: W):
    """The gradients of all the weights, those of the first layer first."""
    path, grads = forward(X, weights, activation), []
    slopes = {"tanh": lambda A: 1 - A**2, "relu": lambda A: 1.0 * (A > 0), "linear": np.ones_like}
    slope = slope or slopes[activation]
    for W, before, A in zip(weights[::-1], path[-2::-1], path[:0:-1], strict=True):
        dZ = dA * slope(A)
        grads.append(dZ @ before.T / (X.shape[1] if mean else 1))
        dA = matrix(W).T @ dZ
    return grads[::-1]


def norms(arrays):
    return np.array([np.sqrt(np.sum(array**2)) for array in arrays])


@gradient_norms.mistake(
    en="You measure the weights, not their gradients: weights of one size may have gradients that "
    "differ a million times.",
    fr="Vous mesurez les poids, et non leurs gradients : des poids de même taille peuvent avoir "
    "des gradients un million de fois différents.",
)
def measures_the_weights_themselves(X, weights, dA, activation):  # M62.1
    return norms(weights)


@gradient_norms.mistake(
    en="The list is in the order of the way back, the last layer first. It must begin with W1.",
    fr="La liste est dans l'ordre du retour, la dernière couche d'abord. Elle doit commencer par "
    "W1.",
)
def last_layer_first(X, weights, dA, activation):  # not in the catalogue
    return norms(backward(X, weights, dA, activation))[::-1]


@gradient_norms.mistake(
    en="The slope of the activation is missing on the way back: that is where a saturated tanh, or "
    "a ReLU that sleeps, stops the gradient.",
    fr="Il manque la pente de l'activation au retour : c'est elle qui arrête le gradient sur une "
    "tanh saturée, ou sur une ReLU qui dort.",
)
def forgets_the_slopes(X, weights, dA, activation):  # not in the catalogue
    return norms(backward(X, weights, dA, activation, slope=np.ones_like))


@gradient_norms.mistake(
    en="The 1/m of the mean is missing: your norms grow with the number of instances.",
    fr="Il manque le 1/m de la moyenne : vos normes croissent avec le nombre d'instances.",
)
def forgets_the_mean(X, weights, dA, activation):  # as M21.1
    return norms(backward(X, weights, dA, activation, mean=False))


@gradient_norms.mistake(
    en="You return the squares of the norms: the root is missing.",
    fr="Vous renvoyez les carrés des normes : il manque la racine.",
)
def forgets_the_square_root(X, weights, dA, activation):  # as M54.5
    return norms(backward(X, weights, dA, activation)) ** 2


@gradient_norms.mistake(
    en="You measure the gradients of the activations. Asked are those of the weights, in which the "
    "activations of the layer before take part.",
    fr="Vous mesurez les gradients des activations. On demande ceux des poids, où entrent aussi "
    "les activations de la couche précédente.",
)
def measures_the_activations(X, weights, dA, activation):  # not in the catalogue
    path, found = forward(X, weights, activation), []
    slopes = {"tanh": lambda A: 1 - A**2, "relu": lambda A: 1.0 * (A > 0), "linear": np.ones_like}
    for W, A in zip(weights[::-1], path[:0:-1], strict=True):
        found.append(dA)
        dA = W.T @ (dA * slopes[activation](A))
    return norms(found[::-1])


@gradient_norms.mistake(
    en="You take the root mean square of the entries. The norm is the root of their sum: a large "
    "matrix counts for more.",
    fr="Vous prenez la moyenne quadratique des composantes. La norme est la racine de leur somme : "
    "une grande matrice compte davantage.",
)
def takes_the_root_mean_square(X, weights, dA, activation):  # not in the catalogue
    return np.array([np.sqrt(np.mean(G**2)) for G in backward(X, weights, dA, activation)])


@gradient_norms.convention("relu-slope-at-zero", "one", instead_of="zero")
def one_at_zero(X, weights, dA, activation):  # CR9
    path, found = forward(X, weights, activation), []
    for layer in range(len(weights) - 1, -1, -1):
        A, Z = path[layer + 1], weights[layer] @ path[layer]
        slope = {"tanh": 1 - A**2, "relu": 1.0 * (Z >= 0), "linear": np.ones(A.shape)}[activation]
        found.append((dA * slope) @ path[layer].T / X.shape[1])
        dA = weights[layer].T @ (dA * slope)
    return norms(found[::-1])


@gradient_norms.alternative
def in_two_passes(X, weights, dA, activation):
    return np.array([np.linalg.norm(G) for G in backward(X, weights, dA, activation)])


SIGN = "A norm does not see the sign."
gradient_norms.equivalent("1.0 - A ** 2 → A ** 2 - 1.0", SIGN)
gradient_norms.equivalent("dZ = dA * slope → dZ = -(dA * slope)", SIGN)
gradient_norms.equivalent("dA = weights[layer].T @ dZ → dA = -(weights[layer].T @ dZ)", SIGN)
gradient_norms.equivalent(
    "dW = dZ @ activations[layer].T / m → dW = -(dZ @ activations[layer].T / m)", SIGN
)
gradient_norms.equivalent(
    "np.zeros(len(weights)) → np.ones(len(weights))", "Every entry is written afterwards."
)


# --- Q34: the product of the slopes of sigmoids ---


def sigmoid_layers(rng):
    return {"depth": int(rng.integers(5, 15))}


@part.answer(
    "best_of_sigmoids",
    points=2,
    variant=sigmoid_layers,
    tolerance=Tolerance(rtol=1e-3, atol=0.0),
    texts={
        "en": "A gradient goes back through `{depth}` sigmoid layers of a single neuron each, "
        "whose weights are all 1. What is, at best, the product of the slopes that it is "
        "multiplied by? Put a float in `best_of_sigmoids`, right to a thousandth of its value.",
        "fr": "Un gradient remonte à travers `{depth}` couches à sigmoïde d'un seul neurone "
        "chacune, dont les poids valent tous 1. Combien vaut, au mieux, le produit des pentes par "
        "lesquelles il est multiplié ? Mettez un flottant dans `best_of_sigmoids`, juste au "
        "millième de sa valeur.",
    },
)
def best_of_sigmoids(depth):
    return 0.25**depth


@best_of_sigmoids.mistake(
    en="You take the value of the sigmoid at 0 for its slope there.",
    fr="Vous prenez la valeur de la sigmoïde en 0 pour sa pente en ce point.",
)
def value_for_slope(depth):  # Q34
    return 0.5**depth


@best_of_sigmoids.mistake(
    en="You multiply the slope by the number of layers: slopes that follow each other are "
    "multiplied together.",
    fr="Vous multipliez la pente par le nombre de couches : des pentes qui se suivent se "
    "multiplient entre elles.",
)
def multiplies_by_the_depth(depth):  # Q34
    return 0.25 * depth


@best_of_sigmoids.mistake(
    en="You answer 1, as if the slope of a sigmoid could be 1. Where is it steepest, and how steep "
    "is it there?",
    fr="Vous répondez 1, comme si la pente d'une sigmoïde pouvait valoir 1. Où est-elle la plus "
    "raide, et de combien ?",
)
def slope_of_one(depth):  # Q34
    return 1.0


@best_of_sigmoids.mistake(
    en="One layer is missing from your product.",
    fr="Il manque une couche à votre produit.",
)
def one_layer_short(depth):  # not in the catalogue
    return 0.25 ** (depth - 1)


@best_of_sigmoids.alternative
def by_powers_of_two(depth):
    return 2.0 ** (-2 * depth)
