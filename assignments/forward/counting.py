"""Part A, second run: how many parameters (exercise E27)."""

from itertools import pairwise
from math import prod

import numpy as np
from reference import counting as ref

from autograder import Part

from .shapes import distinct_sizes

part = Part("counting")

# --- E27: how many parameters ---

count_parameters = part.question(ref.count_parameters, points=4)


@count_parameters.case("the network of the lecture", visible=True, fr="le réseau du cours")
def _(rng):
    return {"layer_dims": [2, 3, 1]}


@count_parameters.case("the same without biases", visible=True, fr="le même sans biais")
def _(rng):
    return {"layer_dims": [2, 3, 1], "bias": False}


@count_parameters.case("three layers", fr="trois couches")
def _(rng):
    return {"layer_dims": distinct_sizes(rng, 4)}


@count_parameters.case("five layers without biases", fr="cinq couches sans biais")
def _(rng):
    return {"layer_dims": distinct_sizes(rng, 6), "bias": False}


@count_parameters.case("no hidden layer", fr="sans couche cachée")
def _(rng):
    return {"layer_dims": [11, int(rng.choice([3, 5, 7]))], "bias": True}


@count_parameters.case("a network for images", fr="un réseau pour des images")
def _(rng):
    return {"layer_dims": [784, int(rng.integers(100, 500)), int(rng.integers(20, 90)), 10]}


def weights_of(layer_dims):
    return sum(before * after for before, after in pairwise(layer_dims))


@count_parameters.mistake(
    en="You count the weights alone even where there are biases: each neuron that computes has "
    "one.",
    fr="Vous ne comptez que les poids, même quand il y a des biais : chaque neurone qui calcule en "
    "a un.",
)
def counts_the_weights_alone(layer_dims, bias=True):  # M27.1
    return weights_of(layer_dims)


@count_parameters.mistake(
    en="You give biases to the input layer: it computes nothing, so it has none.",
    fr="Vous donnez des biais à la couche d'entrée : elle ne calcule rien, elle n'en a donc pas.",
)
def biases_for_the_input(layer_dims, bias=True):  # M27.2
    return weights_of(layer_dims) + bias * sum(layer_dims)


@count_parameters.mistake(
    en="You count the neurons, the inputs among them: the parameters are on the edges, and one "
    "bias in each neuron that computes.",
    fr="Vous comptez les neurones, entrées comprises : les paramètres sont sur les arêtes, plus un "
    "biais dans chaque neurone qui calcule.",
)
def counts_the_neurons(layer_dims, bias=True):  # M27.3
    return sum(layer_dims)


@count_parameters.mistake(
    en="You count the neurons that compute: those are the biases, and the weights are missing.",
    fr="Vous comptez les neurones qui calculent : ce sont les biais, et il manque les poids.",
)
def counts_the_neurons_that_compute(layer_dims, bias=True):  # M27.3
    return sum(layer_dims[1:])


@count_parameters.mistake(
    en="You multiply all the sizes: that counts the paths from input to output. A weight joins two "
    "neighbouring layers only.",
    fr="Vous multipliez toutes les tailles : cela compte les chemins de l'entrée à la sortie. Un "
    "poids ne relie que deux couches voisines.",
)
def multiplies_all_the_sizes(layer_dims, bias=True):  # M27.4
    return prod(layer_dims)


@count_parameters.mistake(
    en="You give each layer the biases of the one before: a bias belongs to the neuron that it is "
    "added to.",
    fr="Vous donnez à chaque couche les biais de la précédente : un biais appartient au neurone "
    "auquel il s'ajoute.",
)
def biases_of_the_layer_before_it(layer_dims, bias=True):  # M27.5
    return weights_of(layer_dims) + bias * sum(layer_dims[:-1])


@count_parameters.mistake(
    en="You count one bias for each layer: each neuron has its own.",
    fr="Vous comptez un biais par couche : chaque neurone a le sien.",
)
def one_bias_for_each_layer(layer_dims, bias=True):  # M27.6
    return weights_of(layer_dims) + bias * (len(layer_dims) - 1)


@count_parameters.mistake(
    en="The biases of the output layer are missing: it is a layer like the others.",
    fr="Il manque les biais de la couche de sortie : c'est une couche comme les autres.",
)
def forgets_the_last_biases(layer_dims, bias=True):  # M27.7
    return weights_of(layer_dims) + bias * sum(layer_dims[1:-1])


@count_parameters.mistake(
    en="You add the biases whatever the argument `bias` says.",
    fr="Vous ajoutez les biais quoi que dise l'argument `bias`.",
)
def biases_always(layer_dims, bias=True):  # not in the catalogue
    return ref.count_parameters(layer_dims)


@count_parameters.alternative
def by_the_columns_of_theta(layer_dims, bias=True):
    return sum((before + bias) * after for before, after in pairwise(layer_dims))


@count_parameters.alternative
def by_an_inner_product(layer_dims, bias=True):
    sizes = np.array(layer_dims)
    return int((sizes[:-1] + bool(bias)) @ sizes[1:])
