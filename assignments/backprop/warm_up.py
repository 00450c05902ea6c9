"""Part A: reading a network before computing with it (questions Q7, Q13, Q17, Q18)."""

from itertools import pairwise
from math import prod

import numpy as np

from autograder import Part

part = Part("warm_up")

# --- Q7: which layers have something to learn ---


def sizes_of_a_network(rng):
    depth = int(rng.integers(3, 6))
    return {"sizes": tuple(int(n) for n in rng.permutation(np.arange(2, 10))[: depth + 1])}


@part.answer(
    "trainable_layers",
    points=2,
    variant=sizes_of_a_network,
    texts={
        "en": "Your network has layers of {sizes} neurons, from the input (layer 0) to the "
        "output. For each layer, layer 0 included: does it have parameters to learn? Put in "
        "`trainable_layers` a list of `True` and `False`, one for each layer, in this order.",
        "fr": "Les couches de votre réseau comptent {sizes} neurones, de l'entrée (couche 0) à la "
        "sortie. Pour chaque couche, couche 0 comprise : a-t-elle des paramètres à apprendre ? "
        "Mettez dans `trainable_layers` une liste de `True` et de `False`, un par couche, dans "
        "cet ordre.",
    },
)
def trainable_layers(sizes):
    return [layer > 0 for layer in range(len(sizes))]


@trainable_layers.mistake(
    en="You give the input layer parameters of its own: it only holds the data, nothing is "
    "computed there.",
    fr="Vous donnez des paramètres à la couche d'entrée : elle ne fait que porter les données, "
    "rien n'y est calculé.",
)
def input_layer_learns(sizes):  # Q7
    return [True for _ in sizes]


@trainable_layers.mistake(
    en="You leave the output layer without parameters: it also has its weights and its biases, "
    "only its activation is special.",
    fr="Vous laissez la couche de sortie sans paramètres : elle aussi a ses poids et ses biais, "
    "seule son activation est particulière.",
)
def only_hidden_layers_learn(sizes):  # Q7
    return [0 < layer < len(sizes) - 1 for layer in range(len(sizes))]


@trainable_layers.mistake(
    en="You give each weight matrix to the layer that it leaves: W of layer l belongs to the layer "
    "that it feeds, whose neurons it computes.",
    fr="Vous attribuez chaque matrice de poids à la couche qu'elle quitte : le W de la couche l "
    "appartient à la couche qu'il alimente, dont il calcule les neurones.",
)
def weights_belong_to_the_layer_they_leave(sizes):  # Q7
    return [layer < len(sizes) - 1 for layer in range(len(sizes))]


@trainable_layers.mistake(
    en="You let only the output layer learn: the hidden layers are what makes the network deep, "
    "and they learn too.",
    fr="Vous ne laissez apprendre que la couche de sortie : les couches cachées sont ce qui rend "
    "le réseau profond, et elles apprennent aussi.",
)
def only_the_output_layer_learns(sizes):  # Q7
    return [layer == len(sizes) - 1 for layer in range(len(sizes))]


@trainable_layers.mistake(
    en="Your list starts at layer 1: layer 0, the input, must have its own entry.",
    fr="Votre liste commence à la couche 1 : la couche 0, l'entrée, doit avoir sa propre valeur.",
)
def leaves_out_the_input_layer(sizes):  # CR13
    return [True for _ in sizes[1:]]


@trainable_layers.alternative
def one_false_then_true(sizes):
    return [False] + [True] * (len(sizes) - 1)


# --- Q13: how many parameters ---


def sizes_to_count(rng):
    return {"sizes": tuple(int(n) for n in rng.permutation(np.arange(3, 13))[:4])}


@part.answer(
    "parameter_count",
    points=3,
    variant=sizes_to_count,
    texts={
        "en": "Your network is fully connected, and its layers have {sizes} neurons, from the "
        "input to the output. How many numbers does it learn, weights and biases together? Put "
        "an `int` in `parameter_count`.",
        "fr": "Votre réseau est entièrement connecté, et ses couches comptent {sizes} neurones, de "
        "l'entrée à la sortie. Combien de nombres apprend-il, poids et biais ensemble ? Mettez un "
        "`int` dans `parameter_count`.",
    },
)
def parameter_count(sizes):
    return sum(sizes[i] * (sizes[i - 1] + 1) for i in range(1, len(sizes)))


def weights_of(sizes):
    return sum(before * after for before, after in pairwise(sizes))


@parameter_count.mistake(
    en="You have counted the weights only: every neuron after the input has a bias too.",
    fr="Vous n'avez compté que les poids : chaque neurone après l'entrée a aussi un biais.",
)
def counts_the_weights_only(sizes):  # M27.1
    return weights_of(sizes)


@parameter_count.mistake(
    en="You have given biases to the input layer as well: it computes nothing, so it has none.",
    fr="Vous avez aussi donné des biais à la couche d'entrée : elle ne calcule rien, elle n'en a "
    "donc pas.",
)
def gives_biases_to_the_input(sizes):  # M27.2
    return weights_of(sizes) + sum(sizes)


@parameter_count.mistake(
    en="You have counted the neurons. The parameters are on the edges between them, plus one bias "
    "for each neuron that computes.",
    fr="Vous avez compté les neurones. Les paramètres sont sur les arêtes entre eux, plus un biais "
    "pour chaque neurone qui calcule.",
)
def counts_the_neurons(sizes):  # M27.3
    return sum(sizes)


@parameter_count.mistake(
    en="You have counted the neurons that compute, which is the number of biases. The weights on "
    "the edges are missing.",
    fr="Vous avez compté les neurones qui calculent, c'est-à-dire les biais. Il manque les poids "
    "des arêtes.",
)
def counts_the_biases_only(sizes):  # M27.3
    return sum(sizes[1:])


@parameter_count.mistake(
    en="You have multiplied all the sizes together: that counts the paths from input to output. "
    "An edge joins two neighbouring layers only.",
    fr="Vous avez multiplié toutes les tailles entre elles : cela compte les chemins de l'entrée à "
    "la sortie. Une arête ne relie que deux couches voisines.",
)
def multiplies_all_the_sizes(sizes):  # M27.4
    return prod(sizes)


@parameter_count.mistake(
    en="You have given each layer as many biases as the layer before it has neurons: a bias "
    "belongs to the neuron that it is added to.",
    fr="Vous avez donné à chaque couche autant de biais que la précédente a de neurones : un biais "
    "appartient au neurone auquel il s'ajoute.",
)
def takes_the_biases_of_the_layer_before(sizes):  # M27.5
    return weights_of(sizes) + sum(sizes[:-1])


@parameter_count.mistake(
    en="You have counted one bias for each layer: each neuron has its own.",
    fr="Vous avez compté un biais par couche : chaque neurone a le sien.",
)
def counts_one_bias_a_layer(sizes):  # M27.6
    return weights_of(sizes) + len(sizes) - 1


@parameter_count.mistake(
    en="The biases of the output layer are missing: it is a layer like the others.",
    fr="Il manque les biais de la couche de sortie : c'est une couche comme les autres.",
)
def forgets_the_last_biases(sizes):  # M27.7
    return weights_of(sizes) + sum(sizes[1:-1])


@parameter_count.alternative
def with_a_column_for_the_bias(sizes):
    return sum(np.empty((n, before + 1)).size for before, n in pairwise(sizes))
