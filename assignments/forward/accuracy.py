"""Part D, end: how often the decision is right (exercise E19)."""

import numpy as np
from reference import prediction as ref

from autograder import Part

from .decisions import probabilities

part = Part("accuracy")


def one_hot(classes, K):
    return np.eye(K)[:, classes]


# --- E19: how often it is right ---

accuracy = part.question(ref.accuracy, points=3, needs=("predict",))


@accuracy.case("three right of four", visible=True, fr="trois justes sur quatre")
def _(rng):
    P = np.array([[0.1, 0.6, 0.3, 0.2], [0.7, 0.3, 0.3, 0.2], [0.2, 0.1, 0.4, 0.6]])
    return {"P": P, "Y": one_hot(np.array([1, 0, 1, 2]), 3)}


def decided(rng, m, wrong):
    """Predictions on m instances of five classes, the first `wrong` of which are false."""
    truth = np.arange(m) % 5
    said = np.where(np.arange(m) < wrong, (truth + 1) % 5, truth)
    order = rng.permutation(m)
    return {"P": probabilities(rng, said[order]), "Y": one_hot(truth[order], 5)}


@accuracy.case("eleven instances", fr="onze instances")
def _(rng):
    return decided(rng, 11, 3)


@accuracy.case("mostly wrong", fr="presque tout est faux")
def _(rng):
    return decided(rng, 17, 13)


@accuracy.case("as many instances as classes", fr="autant d'instances que de classes")
def _(rng):
    P = 0.125 * np.ones((5, 5)) + 0.375 * one_hot(np.array([0, 1, 2, 4, 4]), 5)
    # Row by row, the last two rows find an instance that is not theirs.
    P[3, 0], P[4, 3] = 0.25, 0.625
    order = rng.permutation(5)
    return {"P": P[:, order], "Y": one_hot(order, 5)}


@accuracy.case("all wrong", weight=0.5, fr="tout est faux")
def _(rng):
    return decided(rng, 7, 7)


def right(P, Y):
    return np.argmax(P, axis=0) == np.argmax(Y, axis=0)


@accuracy.mistake(
    en="You return how many are right: a share is asked, between 0 and 1.",
    fr="Vous renvoyez combien sont justes : on demande une proportion, entre 0 et 1.",
)
def counts_the_right_ones(P, Y):  # M19.5
    return float(np.sum(right(P, Y)))


@accuracy.mistake(
    en="You compare one-hot columns entry by entry: a wrong decision then counts as mostly right, "
    "since both columns are nearly all zeros.",
    fr="Vous comparez des colonnes one-hot élément par élément : une décision fausse compte alors "
    "comme presque juste, car les deux colonnes sont faites presque entièrement de zéros.",
)
def compares_the_one_hot_entries(P, Y):  # M19.8
    return np.mean(one_hot(np.argmax(P, axis=0), len(P)) == Y)


@accuracy.mistake(
    en="You compare probabilities with zeros and ones: no network is ever exactly sure.",
    fr="Vous comparez des probabilités à des zéros et des uns : aucun réseau n'est jamais "
    "exactement sûr.",
)
def compares_the_probabilities(P, Y):  # not in the catalogue
    return np.mean(P == Y)


@accuracy.mistake(
    en="You return the share of the wrong ones: that is the error rate.",
    fr="Vous renvoyez la proportion des fausses : c'est le taux d'erreur.",
)
def returns_the_error_rate(P, Y):  # not in the catalogue
    return 1.0 - np.mean(right(P, Y))


@accuracy.mistake(
    en="You return a percentage: a share between 0 and 1 is asked.",
    fr="Vous renvoyez un pourcentage : on demande une proportion entre 0 et 1.",
)
def returns_a_percentage(P, Y):  # not in the catalogue
    return 100.0 * np.mean(right(P, Y))


@accuracy.mistake(
    en="You divide by the number of classes: the mean is over the instances.",
    fr="Vous divisez par le nombre de classes : la moyenne porte sur les instances.",
)
def divides_by_the_classes(P, Y):  # M13.6
    return np.sum(right(P, Y)) / len(P)


@accuracy.mistake(
    en="You decide along the wrong axis: your mean is over classes, and not over instances.",
    fr="Vous décidez le long du mauvais axe : votre moyenne porte sur les classes, et non sur les "
    "instances.",
)
def decides_for_each_row(P, Y):  # M19.1
    return np.mean(np.argmax(P, axis=1) == np.argmax(Y, axis=1))


@accuracy.alternative
def by_the_probability_of_the_right_class(P, Y):
    return np.mean((P * Y).sum(axis=0) == P.max(axis=0))


@accuracy.alternative
def by_a_loop_over_instances(P, Y):
    hits = [p.argmax() == y.argmax() for p, y in zip(P.T, Y.T, strict=True)]
    return sum(hits) / len(hits)


accuracy.equivalent(
    "np.argmax(Y, axis=0) → np.argmax(Y, axis=0, keepdims=True)",
    "A row of right classes is compared with the decisions one by one, and the mean is the same.",
)
