"""Part F, concluded: all the gradients of the softmax network (exercise E22, second version)."""

import numpy as np
from reference import one_hidden
from reference.dense import activation_backward
from reference.softmax import one_hot

from autograder import Part

from .by_hand import BY_HAND
from .networks import inputs, rest, scaled

part = Part("one_hidden_backprop")

onehidden_backward = part.question(
    one_hidden.onehidden_backward,
    points=6,
    needs=("dlogits", "dense_backward", "activation_backward"),
    constraints=BY_HAND,
)


def classes(rng, n0, n1, K, m, activation=None):
    case = inputs(rng, n0, n1, K, m)
    X, params = case["X"], case["params"]
    named = {} if activation is None else {"activation": activation}
    _, cache = one_hidden.onehidden_forward(X, params, **named)
    # The first label is not 0 and the last class does not occur, where there is room for it.
    y = rng.integers(0, max(K - 1, 2), size=m)
    y[0] = 1
    return {"params": params, "cache": cache, "X": X, "y": y} | named


@onehidden_backward.case("tanh, by default", visible=True, fr="tanh, par défaut")
def _(rng):
    return classes(rng, 1, 4, 3, 2)


@onehidden_backward.case("ReLU, a single instance", visible=True, fr="ReLU, une seule instance")
def _(rng):
    return classes(rng, 2, 4, 3, 1, "relu")


@onehidden_backward.case("tanh, seven instances", fr="tanh, sept instances")
def _(rng):
    return classes(rng, 3, 5, 2, 7, "tanh")


@onehidden_backward.case("sigmoid, eleven classes", fr="sigmoïde, onze classes")
def _(rng):
    return classes(rng, 2, 3, 11, 5, "sigmoid")


@onehidden_backward.case("one instance, seven classes", fr="une instance, sept classes")
def _(rng):
    return classes(rng, 5, 3, 7, 1)


@onehidden_backward.case("ReLU exactly at its kink", fr="ReLU exactement à sa cassure")
def _(rng):
    case = classes(rng, 3, 7, 5, 11, "relu")
    case["params"]["W1"][2:4] = 0.0
    case["params"]["b1"][2:4] = 0.0
    _, case["cache"] = one_hidden.onehidden_forward(case["X"], case["params"], "relu")
    return case


def error(cache, y):
    return cache["A2"] - one_hot(y, cache["A2"].shape[0])


@onehidden_backward.mistake(
    en="The derivative of the hidden layer is that of tanh whatever `activation` says.",
    fr="La dérivée de la couche cachée est celle de tanh quoi que dise `activation`.",
)
def derivative_always_of_tanh(params, cache, X, y, activation="tanh"):  # M22.3
    return rest(error(cache, y), params, cache, X, "tanh")


@onehidden_backward.mistake(
    en="The derivative of the hidden layer is σ' whatever `activation` says: the slide writes σ', "
    "but the forward pass decides.",
    fr="La dérivée de la couche cachée est σ' quoi que dise `activation` : la diapositive écrit "
    "σ', mais c'est la propagation avant qui décide.",
)
def derivative_always_of_the_sigmoid(params, cache, X, y, activation="tanh"):  # M22.3
    return rest(error(cache, y), params, cache, X, "sigmoid")


@onehidden_backward.mistake(
    en="dW1 and db1 miss the derivative of the hidden activation.",
    fr="Il manque la dérivée de l'activation cachée dans dW1 et db1.",
)
def no_derivative_of_the_hidden_layer(params, cache, X, y, activation="tanh"):  # M22.2
    dZ2 = error(cache, y)
    return rest(dZ2, params, cache, X, dZ1=params["W2"].T @ dZ2)


@onehidden_backward.mistake(
    en="The derivative of the hidden activation is taken at A1; it wants the pre-activation, Z1.",
    fr="La dérivée de l'activation cachée est prise en A1 ; or elle attend la pré-activation, Z1.",
)
def derivative_at_the_hidden_activation(params, cache, X, y, activation="tanh"):  # M22.4
    return rest(error(cache, y), params, {**cache, "Z1": cache["A1"]}, X, activation)


@onehidden_backward.mistake(
    en="f - e(y) is multiplied by f (1 - f): the derivative of the softmax was already in it.",
    fr="f - e(y) est multiplié par f (1 - f) : la dérivée du softmax y était déjà.",
)
def softmax_crossed_twice(params, cache, X, y, activation="tanh"):  # M18.2
    F = cache["A2"]
    return rest(error(cache, y) * F * (1 - F), params, cache, X, activation)


@onehidden_backward.mistake(
    en="All the signs are inverted: a step against your gradients makes the cost grow.",
    fr="Tous les signes sont inversés : un pas contre vos gradients fait augmenter le coût.",
)
def climbs_the_cost(params, cache, X, y, activation="tanh"):  # M22.10
    return rest(-error(cache, y), params, cache, X, activation)


@onehidden_backward.mistake(
    en="All the gradients are m times too small: the mean is taken twice, once in dZ2 and once in "
    "dW and db.",
    fr="Tous les gradients sont m fois trop petits : la moyenne est prise deux fois, dans dZ2 puis "
    "dans dW et db.",
)
def divides_by_m_twice(params, cache, X, y, activation="tanh"):  # M21.4
    return scaled(rest(error(cache, y), params, cache, X, activation), 1 / X.shape[1])


@onehidden_backward.mistake(
    en="All the gradients are those of the last instance alone: your loop overwrites the previous "
    "ones in place of gathering them.",
    fr="Tous les gradients sont ceux de la dernière instance seule : votre boucle écrase les "
    "précédents au lieu de les réunir.",
)
def last_instance_only(params, cache, X, y, activation="tanh"):  # M22.16
    last = {name: array[:, -1:] for name, array in cache.items()}
    return rest(error(last, y[-1:]), params, last, X[:, -1:], activation)


@onehidden_backward.mistake(
    en="W2 and b2 are right, but W1 and b1 go the wrong way: a sign was lost between the layers.",
    fr="W2 et b2 sont justes, mais W1 et b1 partent dans le mauvais sens : un signe s'est perdu "
    "entre les deux couches.",
)
def first_layer_climbs(params, cache, X, y, activation="tanh"):  # M22.11
    grads = rest(error(cache, y), params, cache, X, activation)
    return {**grads, "dW1": -grads["dW1"], "db1": -grads["db1"]}


@onehidden_backward.mistake(
    en="db1 and db2 have one column for each instance: one b serves them all, so that their "
    "contributions are to be gathered.",
    fr="db1 et db2 ont une colonne par instance : un même b sert à toutes, leurs contributions "
    "doivent donc être réunies.",
)
def biases_not_summed(params, cache, X, y, activation="tanh"):  # M22.13
    dZ2, m = error(cache, y), X.shape[1]
    dZ1 = activation_backward(params["W2"].T @ dZ2, cache["Z1"], activation)
    return rest(dZ2, params, cache, X, activation) | {"db1": dZ1 / m, "db2": dZ2 / m}


@onehidden_backward.alternative
def sum_over_the_instances(params, cache, X, y, activation="tanh"):
    columns = [{name: array[:, [i]] for name, array in cache.items()} for i in range(X.shape[1])]
    each = [
        rest(error(column, y[[i]]), params, column, X[:, [i]], activation)
        for i, column in enumerate(columns)
    ]
    return {name: np.mean([grads[name] for grads in each], axis=0) for name in each[0]}
