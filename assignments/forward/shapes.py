"""Part A: the shape of every array of a network (exercise E28)."""

from itertools import pairwise

import numpy as np
from reference import counting as ref

from autograder import Part

part = Part("shapes")

# --- E28: the shape of every array ---

layer_shapes = part.question(ref.layer_shapes, points=4)


@layer_shapes.case("two features, one hidden layer", visible=True, fr="une couche cachée")
def _(rng):
    return {"layer_dims": [2, 3, 1], "m": 10}


def distinct_sizes(rng, layers):
    return [int(n) for n in rng.permutation([2, 3, 5, 7, 11, 13])[:layers]]


@layer_shapes.case("one hidden layer, 17 instances", fr="une couche cachée, 17 instances")
def _(rng):
    return {"layer_dims": distinct_sizes(rng, 3), "m": 17}


@layer_shapes.case("three hidden layers", fr="trois couches cachées")
def _(rng):
    return {"layer_dims": distinct_sizes(rng, 5), "m": 19}


@layer_shapes.case("no hidden layer", fr="sans couche cachée")
def _(rng):
    return {"layer_dims": distinct_sizes(rng, 2), "m": 23}


@layer_shapes.case("a single instance", fr="une seule instance")
def _(rng):
    return {"layer_dims": distinct_sizes(rng, 4), "m": 1}


def changed(layer_dims, m, change, names="WbZA"):
    """The right shapes, but for those of some arrays of each layer, which `change` gives.

    The gradient of a parameter goes with it.
    """
    shapes = ref.layer_shapes(layer_dims, m)
    for layer, (n_prev, n) in enumerate(pairwise(layer_dims), start=1):
        for name in names:
            shapes[f"{name}{layer}"] = change(n, n_prev)
            if name in "Wb":
                shapes[f"d{name}{layer}"] = change(n, n_prev)
    return shapes


@layer_shapes.mistake(
    en="Your weight matrices are transposed: in W A_prev, each column of W meets one neuron of "
    "the layer before.",
    fr="Vos matrices de poids sont transposées : dans W A_prev, chaque colonne de W rencontre un "
    "neurone de la couche précédente.",
)
def transposes_the_weights(layer_dims, m):  # M28.1
    return changed(layer_dims, m, lambda n, n_prev: (n_prev, n), "W")


@layer_shapes.mistake(
    en="You give the biases one column for each instance: a bias is a parameter, and a network "
    "does not grow with its data. NumPy repeats the column in the sum.",
    fr="Vous donnez aux biais une colonne par instance : un biais est un paramètre, et un réseau "
    "ne grandit pas avec ses données. C'est NumPy qui répète la colonne dans la somme.",
)
def one_bias_for_each_instance(layer_dims, m):  # M28.2
    return changed(layer_dims, m, lambda n, n_prev: (n, m), "b")


@layer_shapes.mistake(
    en="Your biases have the size of the layer before: a bias belongs to the neuron that it is "
    "added to.",
    fr="Vos biais ont la taille de la couche précédente : un biais appartient au neurone auquel il "
    "s'ajoute.",
)
def biases_of_the_layer_before(layer_dims, m):  # M28.3
    return changed(layer_dims, m, lambda n, n_prev: (n_prev, 1), "b")


@layer_shapes.mistake(
    en="The Z and the A are transposed: an instance that comes in as a column stays a column, from "
    "layer to layer.",
    fr="Les Z et les A sont transposés : une instance qui entre en colonne reste une colonne, de "
    "couche en couche.",
)
def transposes_the_activations(layer_dims, m):  # M28.4
    return changed(layer_dims, m, lambda n, n_prev: (m, n), "ZA")


@layer_shapes.mistake(
    en="A0 is missing: the data are the activations of layer 0, and they have a shape too.",
    fr="Il manque A0 : les données sont les activations de la couche 0, et elles ont aussi leurs "
    "dimensions.",
)
def leaves_out_the_data(layer_dims, m):  # M28.5
    shapes = ref.layer_shapes(layer_dims, m)
    del shapes["A0"]
    return shapes


@layer_shapes.mistake(
    en="The number of instances appears in your weights: they must work for any batch.",
    fr="Le nombre d'instances apparaît dans vos poids : ils doivent servir pour n'importe quel "
    "lot.",
)
def instances_in_the_weights(layer_dims, m):  # M28.6
    return changed(layer_dims, m, lambda n, n_prev: (n, m), "W")


@layer_shapes.mistake(
    en="Only the gradients of the weights are transposed: a gradient has the shape of what it is "
    "the gradient of, whatever product made it.",
    fr="Seuls les gradients des poids sont transposés : un gradient a les dimensions de ce dont il "
    "est le gradient, quel que soit le produit qui l'a donné.",
)
def transposes_the_gradients(layer_dims, m):  # not in the catalogue
    shapes = ref.layer_shapes(layer_dims, m)
    return {name: shape[::-1] if "dW" in name else shape for name, shape in shapes.items()}


@layer_shapes.mistake(
    en="You give the gradients of the biases one column for each instance: those are added up, "
    "since all the instances share one bias.",
    fr="Vous donnez aux gradients des biais une colonne par instance : on les additionne, puisque "
    "toutes les instances partagent le même biais.",
)
def gradients_of_the_biases_not_summed(layer_dims, m):  # not in the catalogue
    shapes = ref.layer_shapes(layer_dims, m)
    return {name: (shape[0], m) if "db" in name else shape for name, shape in shapes.items()}


@layer_shapes.mistake(
    en="Every array is transposed: you follow the frameworks, whose rows are instances. In this "
    "course columns are instances.",
    fr="Tous les tableaux sont transposés : vous suivez les bibliothèques, où les lignes sont les "
    "instances. Dans ce cours, ce sont les colonnes.",
)
def takes_rows_for_instances(layer_dims, m):  # CR12
    return {name: shape[::-1] for name, shape in ref.layer_shapes(layer_dims, m).items()}


@layer_shapes.mistake(
    en="The last layer is missing: of L + 1 sizes, the first is that of the data, and L layers "
    "follow.",
    fr="Il manque la dernière couche : sur L + 1 tailles, la première est celle des données, et L "
    "couches la suivent.",
)
def forgets_the_last_layer(layer_dims, m):  # CR13
    shapes = ref.layer_shapes(layer_dims, m)
    last = str(len(layer_dims) - 1)
    return {name: shape for name, shape in shapes.items() if last not in name}


@layer_shapes.alternative
def by_arrays(layer_dims, m):
    arrays = {"Y": np.empty((layer_dims[-1], m)), "A0": np.empty((layer_dims[0], m))}
    for i in range(len(layer_dims) - 1):
        W, b = np.empty((layer_dims[i + 1], layer_dims[i])), np.empty((layer_dims[i + 1], 1))
        Z = W @ arrays[f"A{i}"] + b
        arrays |= {f"W{i + 1}": W, f"b{i + 1}": b, f"Z{i + 1}": Z, f"A{i + 1}": Z}
        arrays |= {f"dW{i + 1}": W, f"db{i + 1}": b}
    return {name: array.shape for name, array in arrays.items()}
