"""Part F, continued: all the gradients of the sigmoid network (exercise E22, first version)."""

import numpy as np
from reference import two_layer
from reference.activations import sigmoid, sigmoid_prime

from autograder import Part

from .by_hand import BY_HAND
from .networks import inputs, layers, means_first, rest, scaled

part = Part("two_layer_backprop")

two_layer_backward = part.question(
    two_layer.two_layer_backward,
    points=6,
    needs=("dense_backward", "activation_backward"),
    constraints=BY_HAND,
)


def binary(rng, n0, n1, n2, m, scale=1.0):
    case = inputs(rng, n0, n1, n2, m, scale)
    X, params = case["X"], case["params"]
    _, cache = two_layer.two_layer_forward(X, params)
    Y = (rng.random(size=(n2, m)) < 0.5).astype(float)
    Y[:, 0] = 1.0
    return {"params": params, "cache": cache, "X": X, "Y": Y}


@two_layer_backward.case("three instances", visible=True, fr="trois instances")
def _(rng):
    return binary(rng, 4, 2, 1, 3)


@two_layer_backward.case("a single instance", visible=True, fr="une seule instance")
def _(rng):
    return binary(rng, 2, 3, 1, 1)


@two_layer_backward.case("seven instances", fr="sept instances")
def _(rng):
    return binary(rng, 3, 5, 1, 7)


@two_layer_backward.case("seven instances, two outputs", fr="sept instances, deux sorties")
def _(rng):
    return binary(rng, 3, 5, 2, 7)


@two_layer_backward.case("one instance, seven neurons", fr="une instance, sept neurones")
def _(rng):
    return binary(rng, 5, 7, 1, 1)


@two_layer_backward.case("as many of everything", fr="autant de chaque chose")
def _(rng):
    return binary(rng, 3, 3, 3, 3)


@two_layer_backward.case("outputs rounded to 0 and 1", fr="des sorties arrondies à 0 et 1")
def _(rng):
    case = binary(rng, 2, 5, 3, 11)
    case["params"]["b2"] += np.array([[100.0], [-1000.0], [0.0]])
    _, case["cache"] = two_layer.two_layer_forward(case["X"], case["params"])
    return case


@two_layer_backward.mistake(
    en="Your error at the output is multiplied by σ'(Z2): that belongs to the squared loss. With "
    "the cross-entropy this factor cancels, and that is the point of it.",
    fr="Votre erreur de sortie est multipliée par σ'(Z2) : cela va avec la perte quadratique. Avec "
    "l'entropie croisée, ce facteur se simplifie, et c'est tout son intérêt.",
)
def output_error_of_the_squared_loss(params, cache, X, Y):  # M22.1
    return rest((cache["A2"] - Y) * sigmoid_prime(cache["Z2"]), params, cache, X)


@two_layer_backward.mistake(
    en="dW1 and db1 miss the derivative of the hidden activation: you have crossed W2 on the way "
    "back, but not σ.",
    fr="Il manque la dérivée de l'activation cachée dans dW1 et db1 : au retour, vous avez "
    "traversé W2, mais pas σ.",
)
def hidden_derivative_forgotten(params, cache, X, Y):  # M22.2
    dZ2 = cache["A2"] - Y
    return rest(dZ2, params, cache, X, dZ1=params["W2"].T @ dZ2)


@two_layer_backward.mistake(
    en="The derivative of the hidden sigmoid is taken at A1; it wants the pre-activation, Z1.",
    fr="La dérivée de la sigmoïde cachée est prise en A1 ; or elle attend la pré-activation, Z1.",
)
def hidden_derivative_at_the_activation(params, cache, X, Y):  # M22.4
    return rest(cache["A2"] - Y, params, {**cache, "Z1": cache["A1"]}, X)


@two_layer_backward.mistake(
    en="1 - A1² is the derivative of tanh. The hidden layer of this network is a sigmoid.",
    fr="1 - A1² est la dérivée de tanh. La couche cachée de ce réseau est une sigmoïde.",
)
def hidden_derivative_of_tanh(params, cache, X, Y):  # M22.5
    dZ2 = cache["A2"] - Y
    return rest(dZ2, params, cache, X, dZ1=params["W2"].T @ dZ2 * (1 - cache["A1"] ** 2))


@two_layer_backward.mistake(
    en="All the signs are inverted: a step against your gradients makes the cost grow.",
    fr="Tous les signes sont inversés : un pas contre vos gradients fait augmenter le coût.",
)
def climbs_instead_of_descending(params, cache, X, Y):  # M22.10
    return rest(Y - cache["A2"], params, cache, X)


@two_layer_backward.mistake(
    en="All the gradients are m times too large: the cost is the mean of the losses, not their "
    "sum.",
    fr="Tous les gradients sont m fois trop grands : le coût est la moyenne des pertes, et non "
    "leur somme.",
)
def no_mean_anywhere(params, cache, X, Y):  # M21.1
    return scaled(rest(cache["A2"] - Y, params, cache, X), X.shape[1])


@two_layer_backward.mistake(
    en="All the gradients are m times too small: the mean over the instances is taken twice, once "
    "in dZ2 and once in dW and db.",
    fr="Tous les gradients sont m fois trop petits : la moyenne sur les instances est prise deux "
    "fois, dans dZ2 puis dans dW et db.",
)
def mean_taken_twice(params, cache, X, Y):  # M21.4
    return scaled(rest(cache["A2"] - Y, params, cache, X), 1 / X.shape[1])


@two_layer_backward.mistake(
    en="The way back through the second layer takes W2 as it is: it must lead from the outputs to "
    "the hidden neurons, the reverse of the way forward.",
    fr="Le retour à travers la deuxième couche prend W2 tel quel : il doit mener des sorties aux "
    "neurones cachés, à l'inverse de l'aller.",
)
def output_weights_not_transposed(params, cache, X, Y):  # M22.7
    dZ2 = cache["A2"] - Y
    return rest(dZ2, params, cache, X, dZ1=params["W2"] @ dZ2 * sigmoid_prime(cache["Z1"]))


@two_layer_backward.mistake(
    en="The arrays are averaged over the instances before the products. The mean of a product is "
    "not the product of the means.",
    fr="Les tableaux sont moyennés sur les instances avant les produits. Or la moyenne d'un "
    "produit n'est pas le produit des moyennes.",
)
def means_before_the_products(params, cache, X, Y):  # M22.17
    return means_first(cache["A2"] - Y, params, cache, X)


@two_layer_backward.mistake(
    en="dW1 is made with A1. The weights of the first layer multiply X.",
    fr="dW1 est fait avec A1. Les poids de la première couche multiplient X.",
)
def first_weights_with_the_activations(params, cache, X, Y):  # M22.8
    grads = rest(cache["A2"] - Y, params, cache, X)
    dZ1 = params["W2"].T @ (cache["A2"] - Y) * sigmoid_prime(cache["Z1"])
    return grads | {"dW1": dZ1 @ cache["A1"].T / X.shape[1]}


@two_layer_backward.mistake(
    en="dW2 is made with X. The weights of the output layer multiply A1.",
    fr="dW2 est fait avec X. Les poids de la couche de sortie multiplient A1.",
)
def output_weights_with_the_data(params, cache, X, Y):  # M22.9
    dZ2 = cache["A2"] - Y
    return rest(dZ2, params, cache, X) | {"dW2": dZ2 @ X.T / X.shape[1]}


@two_layer_backward.mistake(
    en="db1 is made with the error of the output. Each hidden bias has the error of its own "
    "neuron, dZ1.",
    fr="db1 est fait avec l'erreur de la sortie. Chaque biais caché a l'erreur de son propre "
    "neurone, dZ1.",
)
def hidden_biases_from_the_output(params, cache, X, Y):  # M22.12
    grads = rest(cache["A2"] - Y, params, cache, X)
    return grads | {"db1": grads["db2"]}


@two_layer_backward.mistake(
    en="dW1 and dW2 are swapped in the dict.",
    fr="dW1 et dW2 sont échangés dans le dictionnaire.",
)
def weight_gradients_swapped(params, cache, X, Y):  # M22.18
    grads = rest(cache["A2"] - Y, params, cache, X)
    return grads | {"dW1": grads["dW2"], "dW2": grads["dW1"]}


@two_layer_backward.mistake(
    en="You do the forward pass again, with tanh in the hidden layer: these gradients are those of "
    "another network. What the network did is in the cache.",
    fr="Vous refaites la propagation avant, avec tanh dans la couche cachée : ces gradients sont "
    "ceux d'un autre réseau. Ce que le réseau a fait est dans le cache.",
)
def forward_again_with_tanh(params, cache, X, Y):  # M22.19
    A2, again = layers(X, params, np.tanh, sigmoid)
    return rest(A2 - Y, params, again, X, "tanh")


@two_layer_backward.mistake(
    en="-Y/A2 + (1 - Y)/(1 - A2) is the gradient with respect to A2; you use it as that of Z2. "
    "The output sigmoid has still to be crossed.",
    fr="-Y/A2 + (1 - Y)/(1 - A2) est le gradient par rapport à A2 ; vous l'utilisez comme celui de "
    "Z2. Il reste à traverser la sigmoïde de sortie.",
)
def output_sigmoid_not_crossed(params, cache, X, Y):  # M18.6
    with np.errstate(all="ignore"):
        dA2 = -Y / cache["A2"] + (1 - Y) / (1 - cache["A2"])
        return rest(dA2, params, cache, X)


@two_layer_backward.mistake(
    en="You divide by A2 or 1 - A2 and multiply back: right on paper, but nan as soon as an output "
    "is rounded to 0 or 1. Simplify the product before you compute it.",
    fr="Vous divisez par A2 ou 1 - A2 pour remultiplier ensuite : juste sur le papier, mais nan "
    "dès qu'une sortie est arrondie à 0 ou 1. Simplifiez le produit avant de le calculer.",
)
def divides_by_the_rounded_output(params, cache, X, Y):  # M18.6, multiplied back afterwards
    A2 = cache["A2"]
    with np.errstate(all="ignore"):
        dA2 = -Y / A2 + (1 - Y) / (1 - A2)
        return rest(dA2 * A2 * (1 - A2), params, cache, X)


@two_layer_backward.alternative
def mean_in_the_error(params, cache, X, Y):
    A1 = cache["A1"]
    dZ2 = (cache["A2"] - Y) / X.shape[1]
    dZ1 = params["W2"].T @ dZ2 * A1 * (1 - A1)
    return {
        "dW1": dZ1 @ X.T,
        "db1": dZ1.sum(axis=1)[:, np.newaxis],
        "dW2": dZ2 @ A1.T,
        "db2": dZ2.sum(axis=1)[:, np.newaxis],
    }
