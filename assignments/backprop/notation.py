"""Part A, second run: reading indices and shapes (questions Q17, Q18)."""

import numpy as np

from autograder import Part

part = Part("notation")

# --- Q17: what an index means ---


def data_and_symbols(rng):
    X = rng.permutation(np.arange(10, 100))[:20].reshape(4, 5)
    j, i = (int(n) for n in rng.permutation([1, 2, 3])[:2])
    k, layer, n = (int(n) for n in rng.permutation(np.arange(1, 8))[:3])
    return {"X": X.tolist(), "entry": f"x_{j}^({i})", "activation": f"a_{k}^[{layer}]({n})"}


@part.answer(
    "indices",
    points=2,
    variant=data_and_symbols,
    texts={
        "en": "Your data, one feature a row and one instance a column: `X = {X}`. What is the "
        "value of `{entry}`? And what does `{activation}` stand for: which neuron, of which "
        "layer, for which instance? Indices are counted from 1, as in the lectures. Put in "
        "`indices` a dictionary with the keys `value`, `neuron`, `layer` and `instance`, and an "
        "`int` for each.",
        "fr": "Vos données, une variable par ligne et une instance par colonne : `X = {X}`. Que "
        "vaut `{entry}` ? Et que désigne `{activation}` : quel neurone, de quelle couche, pour "
        "quelle instance ? Les indices se comptent à partir de 1, comme dans les cours. Mettez "
        "dans `indices` un dictionnaire dont les clés sont `value`, `neuron`, `layer` et "
        "`instance`, avec un `int` pour chacune.",
    },
)
def indices(X, entry, activation):
    j, i = (int(sign) for sign in entry if sign.isdigit())
    k, layer, n = (int(sign) for sign in activation if sign.isdigit())
    return {"value": X[j - 1][i - 1], "neuron": k, "layer": layer, "instance": n}


@indices.mistake(
    en="For the value, you have swapped the feature and the instance: in x_j^(i), the index below "
    "is the row and the one above, in brackets, is the column.",
    fr="Pour la valeur, vous avez échangé la variable et l'instance : dans x_j^(i), l'indice du "
    "bas est la ligne, et celui du haut, entre parenthèses, est la colonne.",
)
def swaps_feature_and_instance(X, entry, activation):  # Q17
    i, j = (int(sign) for sign in entry if sign.isdigit())
    return {**indices.solution(X, entry, activation), "value": X[j - 1][i - 1]}


@indices.mistake(
    en="For the value, you count from 0 as Python does: the lectures count features and instances "
    "from 1, so your row and your column are both one too far.",
    fr="Pour la valeur, vous comptez à partir de 0 comme Python : les cours comptent les variables "
    "et les instances à partir de 1, votre ligne et votre colonne sont donc un cran trop loin.",
)
def counts_from_zero(X, entry, activation):  # Q17
    j, i = (int(sign) for sign in entry if sign.isdigit())
    return {**indices.solution(X, entry, activation), "value": X[j][i]}


@indices.mistake(
    en="You have swapped the layer and the instance: the layer is in square brackets, the instance "
    "in round ones.",
    fr="Vous avez échangé la couche et l'instance : la couche est entre crochets, l'instance entre "
    "parenthèses.",
)
def swaps_layer_and_instance(X, entry, activation):  # Q17
    answer = indices.solution(X, entry, activation)
    return {**answer, "layer": answer["instance"], "instance": answer["layer"]}


@indices.mistake(
    en="You have swapped the neuron and the layer: the index below says which neuron, the square "
    "brackets say in which layer.",
    fr="Vous avez échangé le neurone et la couche : l'indice du bas dit quel neurone, les crochets "
    "disent dans quelle couche.",
)
def swaps_neuron_and_layer(X, entry, activation):  # Q17
    answer = indices.solution(X, entry, activation)
    return {**answer, "neuron": answer["layer"], "layer": answer["neuron"]}


@indices.mistake(
    en="You have swapped the neuron and the instance: the index below says which neuron, the round "
    "brackets say for which instance.",
    fr="Vous avez échangé le neurone et l'instance : l'indice du bas dit quel neurone, les "
    "parenthèses disent pour quelle instance.",
)
def swaps_neuron_and_instance(X, entry, activation):  # Q17
    answer = indices.solution(X, entry, activation)
    return {**answer, "neuron": answer["instance"], "instance": answer["neuron"]}


@indices.mistake(
    en="Every index is swapped in the same way: you read the upper one first. The index below "
    "always says which feature or neuron.",
    fr="Tous les indices sont échangés de la même façon : vous lisez d'abord celui du haut. "
    "L'indice du bas dit toujours quelle variable ou quel neurone.",
)
def reads_every_index_backwards(X, entry, activation):  # Q17
    answer = swaps_feature_and_instance(X, entry, activation)
    return {**answer, "neuron": answer["instance"], "instance": answer["neuron"]}


@indices.alternative
def by_numpy(X, entry, activation):
    j, i = int(entry[2]), int(entry[5])
    value = np.array(X)[j - 1, i - 1]
    neuron, layer, instance = int(activation[2]), int(activation[5]), int(activation[8])
    return {"instance": instance, "layer": layer, "neuron": neuron, "value": value}


# --- Q18: the shape of every matrix ---


def sizes_and_instances(rng):
    sizes = rng.permutation(np.arange(2, 10))[:3]
    return {"sizes": tuple(int(n) for n in sizes), "m": int(rng.integers(11, 31))}


@part.answer(
    "shapes",
    points=3,
    variant=sizes_and_instances,
    texts={
        "en": "Your network has layers of {sizes} neurons, from the input to the output, and "
        "receives a batch of {m} instances. Give the shape of every matrix: put in `shapes` a "
        "dictionary with the keys `X`, `W1`, `b1`, `Z1`, `A1`, `W2`, `b2`, `Z2` and `A2`, and for "
        "each a tuple of two `int`: rows, then columns.",
        "fr": "Les couches de votre réseau comptent {sizes} neurones, de l'entrée à la sortie, et "
        "il reçoit un lot de {m} instances. Donnez les dimensions de chaque matrice : mettez dans "
        "`shapes` un dictionnaire dont les clés sont `X`, `W1`, `b1`, `Z1`, `A1`, `W2`, `b2`, `Z2` "
        "et `A2`, avec pour chacune un tuple de deux `int` : lignes, puis colonnes.",
    },
)
def shapes(sizes, m):
    n0, n1, n2 = sizes
    return {
        "X": (n0, m),
        "W1": (n1, n0),
        "b1": (n1, 1),
        "Z1": (n1, m),
        "A1": (n1, m),
        "W2": (n2, n1),
        "b2": (n2, 1),
        "Z2": (n2, m),
        "A2": (n2, m),
    }


@shapes.mistake(
    en="Your weight matrices are transposed: in W A_prev, the columns of W meet the neurons of "
    "the layer before.",
    fr="Vos matrices de poids sont transposées : dans W A_prev, les colonnes de W rencontrent les "
    "neurones de la couche précédente.",
)
def transposes_the_weights(sizes, m):  # M28.1
    answer = shapes.solution(sizes, m)
    return {**answer, "W1": answer["W1"][::-1], "W2": answer["W2"][::-1]}


@shapes.mistake(
    en="You give the biases one column for each instance: a bias is a parameter, the same for the "
    "whole batch. It is NumPy that repeats it.",
    fr="Vous donnez aux biais une colonne par instance : un biais est un paramètre, le même pour "
    "tout le lot. C'est NumPy qui le répète.",
)
def repeats_the_biases(sizes, m):  # M28.2
    return {**shapes.solution(sizes, m), "b1": (sizes[1], m), "b2": (sizes[2], m)}


@shapes.mistake(
    en="Your biases have the size of the layer before: a bias is added to a neuron of its own "
    "layer, once the weights have done their work.",
    fr="Vos biais ont la taille de la couche précédente : un biais s'ajoute à un neurone de sa "
    "propre couche, une fois que les poids ont agi.",
)
def biases_of_the_layer_before(sizes, m):  # M28.3
    return {**shapes.solution(sizes, m), "b1": (sizes[0], 1), "b2": (sizes[1], 1)}


@shapes.mistake(
    en="The Z and the A are transposed: in this course an instance stays a column all the way, "
    "from X to the output.",
    fr="Les Z et les A sont transposés : dans ce cours, une instance reste une colonne d'un bout à "
    "l'autre, de X à la sortie.",
)
def transposes_the_activations(sizes, m):  # M28.4
    answer = shapes.solution(sizes, m)
    turned = {name: answer[name][::-1] for name in ("Z1", "A1", "Z2", "A2")}
    return {**answer, **turned}


@shapes.mistake(
    en="X is missing: the data are the activations of layer 0, and they have a shape too.",
    fr="Il manque X : les données sont les activations de la couche 0, et elles ont aussi leurs "
    "dimensions.",
)
def leaves_out_the_data(sizes, m):  # M28.5
    answer = shapes.solution(sizes, m)
    del answer["X"]
    return answer


@shapes.mistake(
    en="The number of instances appears in your weights: a network must not change when the batch "
    "does.",
    fr="Le nombre d'instances apparaît dans vos poids : un réseau ne doit pas changer quand le lot "
    "change.",
)
def puts_the_instances_in_the_weights(sizes, m):  # M28.6
    return {**shapes.solution(sizes, m), "W1": (sizes[1], m), "W2": (sizes[2], m)}


@shapes.mistake(
    en="Every matrix is transposed: you follow the convention of the frameworks, whose rows are "
    "instances. In this course columns are instances.",
    fr="Toutes les matrices sont transposées : vous suivez la convention des bibliothèques, où les "
    "lignes sont les instances. Dans ce cours, ce sont les colonnes.",
)
def takes_rows_for_instances(sizes, m):  # CR12
    return {name: shape[::-1] for name, shape in shapes.solution(sizes, m).items()}


@shapes.alternative
def lists_in_another_order(sizes, m):
    answer = {"X": [sizes[0], m]}
    for layer in (2, 1):
        n, before = sizes[layer], sizes[layer - 1]
        answer |= {f"W{layer}": [n, before], f"b{layer}": [n, 1]}
        answer |= {f"{name}{layer}": [n, m] for name in "ZA"}
    return answer
