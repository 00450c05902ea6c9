"""Part C: the logarithm of a sum of exponentials."""

import numpy as np
from reference import logits as ref

from autograder import Part, forbids, no_loops

part = Part("stable_sums")

# --- log-sum-exp (curriculum 1.4b) ---

logsumexp = part.question(
    ref.logsumexp, points=5, constraints=[forbids("scipy"), no_loops(costs=0.5)]
)


@logsumexp.case("three numbers, four columns", visible=True, fr="trois nombres, quatre colonnes")
def _(rng):
    return {"Z": np.array([[1.0, 0.0, -2.0, 5.0], [2.0, 0.0, 1.0, -5.0], [3.0, 0.0, 0.5, 1.0]])}


@logsumexp.case("around 1000 and -1000", visible=True, fr="autour de 1000 et de -1000")
def _(rng):
    return {"Z": np.array([[1000.0, -1000.0], [1001.0, -1002.0], [999.0, -1001.0]])}


@logsumexp.case("five numbers, seven columns", fr="cinq nombres, sept colonnes")
def _(rng):
    return {"Z": rng.normal(scale=2, size=(5, 7))}


@logsumexp.case("as many numbers as columns", fr="autant de nombres que de colonnes")
def _(rng):
    return {"Z": rng.normal(scale=2, size=(5, 5))}


@logsumexp.case("a single column", fr="une seule colonne")
def _(rng):
    return {"Z": rng.normal(size=(3, 1)) + 5}


@logsumexp.case("one column 2000 above another", fr="une colonne à 2000 d'une autre")
def _(rng):
    return {"Z": rng.normal(size=(5, 3)) + np.array([1000.0, 0.0, -1000.0])}


@logsumexp.case("far apart in one column", fr="très éloignés dans une même colonne")
def _(rng):
    Z = rng.normal(size=(3, 7))
    Z[0], Z[2] = Z[0] + 900, Z[2] - 900
    return {"Z": rng.permuted(Z, axis=0)}


@logsumexp.case("one number far below the others", fr="un nombre bien plus bas que les autres")
def _(rng):
    Z = rng.normal(size=(5, 3))
    Z[rng.integers(5)] -= 900
    return {"Z": Z}


@logsumexp.mistake(
    en="Your formula is right on paper, but e^1000 is infinite here, and e^-1000 is 0: take a "
    "number out of each column first.",
    fr="Votre formule est juste sur le papier, mais ici e^1000 est infini, et e^-1000 est nul : "
    "sortez d'abord un nombre de chaque colonne.",
)
def shifts_by_nothing(Z):  # M8.1
    return np.log(np.exp(Z).sum(axis=0))


@logsumexp.mistake(
    en="You take the same number out of all the columns: one that lies 1000 lower has only zeros "
    "left, and the logarithm of 0.",
    fr="Vous sortez le même nombre de toutes les colonnes : à une colonne située 1000 plus bas, il "
    "ne reste que des zéros, et le logarithme de 0.",
)
def shifts_by_the_largest_of_all(Z):  # M8.5
    return Z.max() + np.log(np.exp(Z - Z.max()).sum(axis=0))


@logsumexp.mistake(
    en="You take out the mean of each column: where one number lies far above it, the exponential "
    "still overflows.",
    fr="Vous sortez la moyenne de chaque colonne : si un nombre est bien au-dessus d'elle, "
    "l'exponentielle déborde encore.",
)
def shifts_by_the_mean(Z):  # M8.6
    centre = Z.mean(axis=0)
    return centre + np.log(np.exp(Z - centre).sum(axis=0))


@logsumexp.mistake(
    en="You take out the smallest number of each column: all the exponents are positive then, and "
    "overflow.",
    fr="Vous sortez le plus petit nombre de chaque colonne : tous les exposants sont alors "
    "positifs, et débordent.",
)
def shifts_by_the_smallest(Z):  # M8.6
    bottom = Z.min(axis=0)
    return bottom + np.log(np.exp(Z - bottom).sum(axis=0))


@logsumexp.mistake(
    en="What you took out of the exponents is never put back: a softmax forgets a shift, a "
    "logarithm of a sum does not.",
    fr="Ce que vous avez sorti des exposants n'est jamais remis : un softmax oublie un décalage, "
    "le logarithme d'une somme ne l'oublie pas.",
)
def forgets_what_was_taken_out(Z):  # not in the catalogue
    return ref.logsumexp(Z) - Z.max(axis=0)


@logsumexp.mistake(
    en="You sum along the rows, over the instances: each column is an instance of its own.",
    fr="Vous sommez le long des lignes, sur les instances : chaque colonne est une instance à "
    "part.",
)
def sums_over_the_instances(Z):  # M8.3
    return ref.logsumexp(Z.T)


@logsumexp.mistake(
    en="You sum over everything: one number for each column is asked.",
    fr="Vous sommez tout : on demande un nombre par colonne.",
)
def sums_over_everything(Z):  # M8.4
    return ref.logsumexp(Z.reshape(-1, 1))[0]


@logsumexp.mistake(
    en="The numbers are right, but your array has the shape (1, m): one axis too many.",
    fr="Les nombres sont justes, mais votre tableau est de forme (1, m) : un axe de trop.",
)
def keeps_a_row(Z):  # M8.8
    return ref.logsumexp(Z)[np.newaxis]


@logsumexp.mistake(
    en="The logarithm is missing: you return the sum of the exponentials.",
    fr="Il manque le logarithme : vous renvoyez la somme des exponentielles.",
)
def returns_the_sum(Z):  # M8.10
    return np.exp(Z).sum(axis=0)


@logsumexp.mistake(
    en="You take the mean of the exponentials: your numbers are too low by log K.",
    fr="Vous prenez la moyenne des exponentielles : vos nombres sont trop bas de log K.",
)
def takes_the_mean(Z):  # not in the catalogue
    return ref.logsumexp(Z) - np.log(Z.shape[0])


@logsumexp.mistake(
    en="You return the largest number itself: near it, but the others add their share.",
    fr="Vous renvoyez le plus grand nombre lui-même : c'est proche, mais les autres ajoutent leur "
    "part.",
)
def returns_the_largest(Z):  # not in the catalogue
    return Z.max(axis=0)


@logsumexp.alternative
def by_logaddexp(Z):
    return np.logaddexp.reduce(Z, axis=0)


@logsumexp.alternative
def with_the_axis_kept(Z):
    top = Z.max(axis=0, keepdims=True)
    return (top + np.log(np.sum(np.exp(Z - top), axis=0, keepdims=True)))[0]
