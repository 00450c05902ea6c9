"""Part D, end: from probabilities to decisions (exercise E19)."""

import numpy as np
from reference import prediction as ref
from reference.activations import sigmoid

from autograder import Part

part = Part("decisions")


def probabilities(rng, classes):
    """Columns of probabilities, the most probable class of each given, none above one half."""
    P = rng.uniform(0.1, 0.2, size=(5, len(classes)))
    P[classes, np.arange(len(classes))] = rng.uniform(0.3, 0.4, len(classes))
    return P / P.sum(axis=0)


# --- E19: the most probable class ---

predict = part.question(ref.predict, points=3)


@predict.case("three classes, four instances", visible=True, fr="trois classes, quatre instances")
def _(rng):
    return {"P": np.array([[0.1, 0.6, 0.3, 0.2], [0.7, 0.3, 0.3, 0.2], [0.2, 0.1, 0.4, 0.6]])}


@predict.case("five classes, seven instances", fr="cinq classes, sept instances")
def _(rng):
    return {"P": probabilities(rng, rng.permutation([0, 1, 2, 3, 4, 4, 1]))}


@predict.case("as many instances as classes", fr="autant d'instances que de classes")
def _(rng):
    return {"P": probabilities(rng, rng.permutation([4, 2, 2, 3, 3]))}


@predict.case("a single instance", fr="une seule instance")
def _(rng):
    return {"P": probabilities(rng, np.array([3]))}


@predict.case("two classes that tie", weight=0.5, fr="deux classes à égalité")
def _(rng):
    P = probabilities(rng, np.array([1, 2, 3]))
    P[4] = P.max(axis=0)
    return {"P": P / P.sum(axis=0)}


@predict.mistake(
    en="You look for the largest entry of each row: that is, for each class, the instance that "
    "fits it best. A decision is taken for each column.",
    fr="Vous cherchez le plus grand élément de chaque ligne : c'est, pour chaque classe, "
    "l'instance qui lui convient le mieux. On décide pour chaque colonne.",
)
def argmax_over_the_instances(P):  # M19.1
    return np.argmax(P, axis=1)


@predict.mistake(
    en="You choose the least probable class.",
    fr="Vous choisissez la classe la moins probable.",
)
def argmin(P):  # M19.2
    return np.argmin(P, axis=0)


@predict.mistake(
    en="You count the classes from 1: here they are counted from 0, as the rows of P are.",
    fr="Vous comptez les classes à partir de 1 : ici on les compte à partir de 0, comme les lignes "
    "de P.",
)
def counts_from_one(P):  # M19.4
    return np.argmax(P, axis=0) + 1


@predict.mistake(
    en="You return the largest probabilities: it is their places that are the classes.",
    fr="Vous renvoyez les plus grandes probabilités : les classes sont leurs positions.",
)
def returns_the_probabilities(P):  # not in the catalogue
    return P.max(axis=0)


@predict.mistake(
    en="Without an axis you find one place in the whole of P, and each instance wants its own.",
    fr="Sans axe, vous trouvez une seule position dans tout P, alors que chaque instance veut la "
    "sienne.",
)
def argmax_of_everything(P):  # not in the catalogue
    return np.argmax(P)


@predict.mistake(
    en="You compare each probability with 1/2: with more than two classes, the winner need not "
    "have half of it.",
    fr="Vous comparez chaque probabilité à 1/2 : avec plus de deux classes, la gagnante n'a pas "
    "forcément la moitié.",
)
def compares_with_one_half(P):  # M19.3
    return np.argmax(P > 0.5, axis=0)


@predict.mistake(
    en="Of two classes that tie, you take the last: the statement asks for the first.",
    fr="De deux classes à égalité, vous prenez la dernière : l'énoncé demande la première.",
)
def takes_the_last_of_equals(P):  # not in the catalogue
    return len(P) - 1 - np.argmax(P[::-1], axis=0)


@predict.alternative
def by_rows_of_the_transpose(P):
    return P.T.argmax(axis=1)


@predict.alternative
def by_a_loop(P):
    return np.array([list(column).index(max(column)) for column in P.T])


# --- E19: a single output ---

predict_binary = part.question(ref.predict_binary, points=3)


@predict_binary.case("six instances", visible=True, fr="six instances")
def _(rng):
    return {"Z": np.array([[-3.0, 0.2, 2.0, -0.1, 0.0, 0.6]])}


@predict_binary.case("eleven instances", fr="onze instances")
def _(rng):
    return {"Z": rng.permutation(np.array([[-4, -2, -1, -0.3, -0.1, 0.1, 0.3, 0.4, 1, 2, 5]]).T).T}


@predict_binary.case("exactly one half", weight=0.5, fr="exactement un demi")
def _(rng):
    return {"Z": rng.permutation([0.0, -1.0, 0.3, 0.0, -0.2]).reshape(1, 5)}


@predict_binary.case("a single instance", fr="une seule instance")
def _(rng):
    return {"Z": rng.uniform(0.1, 0.4, size=(1, 1))}


@predict_binary.convention("tie-of-two-classes", "one", instead_of="zero")
def one_half_counts_as_one(Z):  # M19.6
    return (Z[0] >= 0).astype(int)


@predict_binary.mistake(
    en="You compare the pre-activation with 1/2: it is its sigmoid that is a probability. Where is "
    "the sigmoid 1/2?",
    fr="Vous comparez la pré-activation à 1/2 : c'est sa sigmoïde qui est une probabilité. Où la "
    "sigmoïde vaut-elle 1/2 ?",
)
def compares_the_logit_with_one_half(Z):  # M19.3
    return (Z[0] > 0.5).astype(int)


@predict_binary.mistake(
    en="All your instances are in class 0: Z has a single row, so that its largest entry is always "
    "in row 0.",
    fr="Toutes vos instances sont dans la classe 0 : Z n'a qu'une ligne, son plus grand élément "
    "est donc toujours dans la ligne 0.",
)
def argmax_of_one_row(Z):  # M19.1
    return np.argmax(Z, axis=0)


@predict_binary.mistake(
    en="The labels are right, but they are floats: a class is an index, and must be an integer.",
    fr="Les étiquettes sont justes, mais ce sont des flottants : une classe est un indice, il faut "
    "des entiers.",
)
def rounds_the_probability(Z):  # M19.7
    return np.round(sigmoid(Z[0]))


@predict_binary.mistake(
    en="Your classes are swapped: the sigmoid is the probability of class 1.",
    fr="Vos classes sont échangées : la sigmoïde est la probabilité de la classe 1.",
)
def swaps_the_classes(Z):  # M19.2
    return (Z[0] < 0).astype(int)


@predict_binary.mistake(
    en="The labels are right, but in a matrix with one row: an array (m,) is asked.",
    fr="Les étiquettes sont justes, mais dans une matrice à une ligne : on demande un tableau "
    "(m,).",
)
def keeps_the_row(Z):  # not in the catalogue
    return (Z > 0).astype(int)


@predict_binary.mistake(
    en="You apply the sigmoid twice: of a number above 0 it is always above 1/2, so that all your "
    "instances are in class 1.",
    fr="Vous appliquez la sigmoïde deux fois : d'un nombre positif, elle est toujours supérieure à "
    "1/2, et toutes vos instances sont dans la classe 1.",
)
def applies_the_sigmoid_twice(Z):  # M12.16
    return (sigmoid(sigmoid(Z[0])) > 0.5).astype(int)


@predict_binary.alternative
def by_the_probability(Z):
    return np.where(1 / (1 + np.exp(-Z.ravel())) > 0.5, 1, 0)


@predict_binary.alternative
def by_rounding(Z):  # np.round(0.5) is 0: it rounds to the even
    return np.round(sigmoid(Z[0])).astype(int)


predict_binary.equivalent("Z[0] → Z[-1]", "Z has a single row.")
