"""Part F: backwards through a dense layer (exercise E21)."""

import numpy as np
from reference import dense as ref

from autograder import Part

from .by_hand import BY_HAND

part = Part("dense_backprop")

dense_backward = part.question(ref.dense_backward, points=5, constraints=BY_HAND)


def layer(rng, n_out, n_in, m):
    return {
        "dZ": rng.normal(size=(n_out, m)).round(2),
        "A_prev": rng.normal(size=(n_in, m)).round(2),
        "W": rng.normal(size=(n_out, n_in)).round(2),
    }


@dense_backward.case(
    "two neurons, four instances", visible=True, fr="deux neurones, quatre instances"
)
def _(rng):
    return layer(rng, 2, 3, 4)


@dense_backward.case("a single instance", visible=True, fr="une seule instance")
def _(rng):
    return layer(rng, 3, 2, 1)


@dense_backward.case("three inputs, five neurons", fr="trois entrées, cinq neurones")
def _(rng):
    return layer(rng, 5, 3, 7)


@dense_backward.case("one neuron", fr="un seul neurone")
def _(rng):
    return layer(rng, 1, 5, 3)


@dense_backward.case("one instance, seven inputs", fr="une instance, sept entrées")
def _(rng):
    return layer(rng, 2, 7, 1)


@dense_backward.case("as many neurons as inputs", fr="autant de neurones que d'entrées")
def _(rng):
    return layer(rng, 3, 3, 5)


@dense_backward.case("very small and very large errors", fr="des erreurs minuscules et énormes")
def _(rng):
    case = layer(rng, 5, 2, 3)
    case["dZ"] = case["dZ"] * np.array([[1e-3], [1.0], [0.0], [1e3], [10.0]])
    return case


@dense_backward.mistake(
    en="dW and db are m times too large: you add up the gradients of the instances, and the cost "
    "is their mean.",
    fr="dW et db sont m fois trop grands : vous additionnez les gradients des instances, alors que "
    "le coût est une moyenne.",
)
def sums_instead_of_averaging(dZ, A_prev, W):  # M21.1
    dA_prev, dW, db = ref.dense_backward(dZ, A_prev, W)
    return dA_prev, dW * dZ.shape[1], db * dZ.shape[1]


@dense_backward.mistake(
    en="The mean over the instances is in dW but not in db, which is m times too large.",
    fr="La moyenne sur les instances est bien dans dW mais pas dans db, qui est m fois trop grand.",
)
def averages_the_weights_only(dZ, A_prev, W):  # M21.2
    dA_prev, dW, db = ref.dense_backward(dZ, A_prev, W)
    return dA_prev, dW, db * dZ.shape[1]


@dense_backward.mistake(
    en="You divide by the number of inputs of the layer, not by the number of instances: which "
    "axis of A_prev counts the instances?",
    fr="Vous divisez par le nombre d'entrées de la couche et non par le nombre d'instances : quel "
    "axe de A_prev compte les instances ?",
)
def divides_by_the_number_of_inputs(dZ, A_prev, W):  # M21.3
    dA_prev, dW, db = ref.dense_backward(dZ, A_prev, W)
    return dA_prev, dW * dZ.shape[1] / W.shape[1], db * dZ.shape[1] / W.shape[1]


@dense_backward.mistake(
    en="dA_prev is divided by m as well. It travels on to the layer below, whose own dW will "
    "divide by m: the mean would be taken twice.",
    fr="dA_prev est divisé par m lui aussi. Or il continue vers la couche d'avant, dont le dW "
    "divisera déjà par m : la moyenne serait prise deux fois.",
)
def averages_what_goes_back(dZ, A_prev, W):  # M21.11
    dA_prev, dW, db = ref.dense_backward(dZ, A_prev, W)
    return dA_prev / dZ.shape[1], dW, db


@dense_backward.mistake(
    en="dW comes out transposed, (n_in, n_out): a gradient always has the shape of its parameter.",
    fr="dW est transposé, de forme (n_in, n_out) : un gradient a toujours la forme de son "
    "paramètre.",
)
def weights_transposed(dZ, A_prev, W):  # M21.5
    dA_prev, dW, db = ref.dense_backward(dZ, A_prev, W)
    return dA_prev, dW.T, db


@dense_backward.mistake(
    en="db has shape (n_out,) where b has (n_out, 1). In the update, b - db would silently become "
    "a square (n_out, n_out) array.",
    fr="db est de forme (n_out,) alors que b est de forme (n_out, 1). À la mise à jour, b - db "
    "deviendrait sans bruit un tableau carré (n_out, n_out).",
)
def bias_gradient_is_flat(dZ, A_prev, W):  # M21.6
    dA_prev, dW, db = ref.dense_backward(dZ, A_prev, W)
    return dA_prev, dW, db.ravel()


@dense_backward.mistake(
    en="db has one column for each instance: the same b serves them all, so their contributions "
    "are to be gathered.",
    fr="db a une colonne par instance : or le même b sert à toutes, leurs contributions doivent "
    "donc être réunies.",
)
def bias_gradient_per_instance(dZ, A_prev, W):  # M21.8
    dA_prev, dW, _ = ref.dense_backward(dZ, A_prev, W)
    return dA_prev, dW, dZ / dZ.shape[1]


@dense_backward.mistake(
    en="db is summed over the neurons, so it has one entry for each instance. It should have one "
    "for each neuron, since each has its own bias.",
    fr="db est sommé sur les neurones et a donc une composante par instance. Il en faut une par "
    "neurone, puisque chacun a son biais.",
)
def bias_summed_over_the_neurons(dZ, A_prev, W):  # M21.7
    dA_prev, dW, _ = ref.dense_backward(dZ, A_prev, W)
    return dA_prev, dW, dZ.sum(axis=0, keepdims=True) / dZ.shape[1]


@dense_backward.mistake(
    en="db is one number for the whole layer: you average over the neurons too. Each neuron has "
    "its own bias, and its own error.",
    fr="db est un seul nombre pour toute la couche : vous moyennez aussi sur les neurones. Chaque "
    "neurone a son propre biais, et sa propre erreur.",
)
def one_bias_gradient_for_the_layer(dZ, A_prev, W):  # M21.9
    dA_prev, dW, _ = ref.dense_backward(dZ, A_prev, W)
    return dA_prev, dW, np.full((W.shape[0], 1), dZ.mean())


@dense_backward.mistake(
    en="W is not transposed in dA_prev. It led from n_in to n_out on the way forward: on the way "
    "back it must lead from n_out to n_in.",
    fr="W n'est pas transposé dans dA_prev. À l'aller, il menait de n_in à n_out ; au retour, il "
    "doit mener de n_out à n_in.",
)
def weights_not_transposed_on_the_way_back(dZ, A_prev, W):  # M21.10
    _, dW, db = ref.dense_backward(dZ, A_prev, W)
    return W @ dZ, dW, db


@dense_backward.mistake(
    en="You average dZ and A_prev over the instances before you multiply them. The mean of a "
    "product is not the product of the means: with one instance you would not see it.",
    fr="Vous prenez les moyennes de dZ et de A_prev avant de les multiplier. La moyenne d'un "
    "produit n'est pas le produit des moyennes : avec une instance, cela ne se verrait pas.",
)
def averages_before_the_product(dZ, A_prev, W):  # M22.17
    db = dZ.mean(axis=1, keepdims=True)
    return W.T @ dZ, db @ A_prev.mean(axis=1, keepdims=True).T, db


@dense_backward.alternative
def one_instance_at_a_time(dZ, A_prev, W):
    m = dZ.shape[1]
    dW, db, dA_prev = np.zeros(W.shape), np.zeros((W.shape[0], 1)), np.zeros(A_prev.shape)
    for i in range(m):
        dW += np.outer(dZ[:, i], A_prev[:, i]) / m
        db[:, 0] += dZ[:, i] / m
        dA_prev[:, i] = dZ[:, i] @ W
    return dA_prev, dW, db


@dense_backward.alternative
def by_einsum(dZ, A_prev, W):
    dW = np.einsum("om,im->oi", dZ, A_prev) / dZ.shape[1]
    return np.einsum("oi,om->im", W, dZ), dW, dZ.mean(axis=1)[:, np.newaxis]
