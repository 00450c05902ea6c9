"""Part E: the logistic loss, for labels of -1 and +1 (exercise E20)."""

import numpy as np
from reference import margins as ref
from reference.activations import sigmoid

from autograder import Part

part = Part("logistic")


def seven_instances(rng):
    """Scores and labels: of both classes one is right, one nearly so, and one wrong."""
    y = np.array([1.0, 1.0, 1.0, -1.0, -1.0, -1.0, rng.choice([-1.0, 1.0])])
    margins = np.array([1.7, 0.5, -0.8, 1.9, 0.4, -0.7, -3.0]) + rng.uniform(-0.2, 0.2, 7)
    order = rng.permutation(7)
    return {"scores": (y * margins)[order], "y": y[order]}


# --- E20: the logistic loss ---

logistic_loss = part.question(ref.logistic_loss, points=4)


@logistic_loss.case("four instances", visible=True, fr="quatre instances")
def _(rng):
    return {"scores": np.array([2.0, 0.0, -1.0, 0.5]), "y": np.array([1.0, 1.0, 1.0, -1.0])}


@logistic_loss.case("seven instances", fr="sept instances")
def _(rng):
    return seven_instances(rng)


@logistic_loss.case("a single instance", fr="une seule instance")
def _(rng):
    return {"scores": rng.uniform(0.5, 2, 1), "y": np.array([-1.0])}


@logistic_loss.case("sure, right and wrong", fr="sûr de soi, à tort ou à raison")
def _(rng):
    scores = np.array([1000.0, -1000.0, 1000.0, -1000.0]) + rng.uniform(-0.5, 0.5, 4)
    return {"scores": scores, "y": np.array([1.0, -1.0, -1.0, 1.0])}


@logistic_loss.mistake(
    en="This formula is for labels of 0 and 1: with -1 for the other class, its term in y is "
    "counted the wrong way.",
    fr="Cette formule est celle des étiquettes 0 et 1 : avec -1 pour l'autre classe, son terme en "
    "y est compté de travers.",
)
def takes_labels_of_zero_and_one(scores, y):  # M20.1
    return np.logaddexp(0.0, scores) - y * scores


@logistic_loss.mistake(
    en="The sign of the exponent is wrong: you charge the instances that are right.",
    fr="Le signe dans l'exponentielle est faux : vous faites payer les instances bien classées.",
)
def charges_the_right_ones(scores, y):  # M20.2
    return np.logaddexp(0.0, y * scores)


@logistic_loss.mistake(
    en="Your formula is right, but its exponential overflows for an instance that is badly wrong: "
    "its loss is finite, very nearly -y ŷ.",
    fr="Votre formule est juste, mais son exponentielle déborde pour une instance gravement mal "
    "classée : sa perte est finie, presque égale à -y ŷ.",
)
def overflows_for_the_badly_wrong(scores, y):  # M20.6
    return np.log(1.0 + np.exp(-y * scores))


@logistic_loss.mistake(
    en="The labels do not appear: every instance is charged as if its label were +1.",
    fr="Les étiquettes n'interviennent pas : chaque instance paie comme si son étiquette était +1.",
)
def forgets_the_labels(scores, y):  # not in the catalogue
    return np.logaddexp(0.0, -scores)


@logistic_loss.mistake(
    en="You return the mean: the loss of each instance is asked.",
    fr="Vous renvoyez la moyenne : on demande la perte de chaque instance.",
)
def returns_the_mean(scores, y):  # not in the catalogue
    return np.mean(ref.logistic_loss(scores, y))


@logistic_loss.alternative
def by_the_softplus(scores, y):
    margin = y * scores
    return np.maximum(-margin, 0) + np.log1p(np.exp(-np.abs(margin)))


@logistic_loss.alternative
def by_a_loop(scores, y):
    return np.array([np.logaddexp(0, -a * b) for a, b in zip(scores, y, strict=True)])


logistic_loss.equivalent(
    "np.logaddexp(0.0, -y * scores) → np.logaddexp(-y * scores, 0.0)", "A sum in another order."
)


# --- E20: its derivative ---

logistic_loss_prime = part.question(ref.logistic_loss_prime, points=4, needs=("sigmoid",))


@logistic_loss_prime.case("four instances", visible=True, fr="quatre instances")
def _(rng):
    return {"scores": np.array([2.0, 0.0, -1.0, 0.5]), "y": np.array([1.0, 1.0, 1.0, -1.0])}


@logistic_loss_prime.case("seven instances", fr="sept instances")
def _(rng):
    return seven_instances(rng)


@logistic_loss_prime.case("a single instance", fr="une seule instance")
def _(rng):
    return {"scores": rng.uniform(0.5, 2, 1), "y": np.array([-1.0])}


@logistic_loss_prime.case("sure, right and wrong", fr="sûr de soi, à tort ou à raison")
def _(rng):
    scores = np.array([1000.0, -1000.0, 1000.0, -1000.0]) + rng.uniform(-0.5, 0.5, 4)
    return {"scores": scores, "y": np.array([1.0, -1.0, -1.0, 1.0])}


@logistic_loss_prime.mistake(
    en="The sign is wrong: to lower the loss of an instance of class +1 its score has to rise, so "
    "the slope is negative.",
    fr="Le signe est faux : pour diminuer la perte d'une instance de la classe +1, son score doit "
    "monter, la pente est donc négative.",
)
def climbs(scores, y):  # M20.2
    return y * sigmoid(-y * scores)


@logistic_loss_prime.mistake(
    en="The sigmoid is taken on the wrong side: your slope is steep where the instance is right, "
    "and flat where it is wrong.",
    fr="La sigmoïde est prise du mauvais côté : votre pente est forte là où l'instance est bien "
    "classée, et nulle là où elle est mal classée.",
)
def pulls_the_right_ones(scores, y):  # M20.2
    return -y * sigmoid(y * scores)


@logistic_loss_prime.mistake(
    en="The label in front is missing: -y ŷ, the exponent, has a derivative of its own with "
    "respect to ŷ.",
    fr="Il manque l'étiquette en facteur : l'exposant -y ŷ a sa propre dérivée par rapport à ŷ.",
)
def forgets_the_label_in_front(scores, y):  # not in the catalogue
    return -sigmoid(-y * scores)


@logistic_loss_prime.mistake(
    en="This is the derivative for labels of 0 and 1: here the labels are -1 and +1.",
    fr="C'est la dérivée pour des étiquettes 0 et 1 : ici, elles valent -1 et +1.",
)
def derives_for_zero_and_one(scores, y):  # M20.1
    return sigmoid(scores) - y


@logistic_loss_prime.mistake(
    en="Your formula is right, but gives no number for an instance that is badly wrong: infinity "
    "over infinity. You have a sigmoid that does not overflow.",
    fr="Votre formule est juste, mais ne donne plus un nombre pour une instance gravement mal "
    "classée : l'infini divisé par l'infini. Vous avez une sigmoïde qui ne déborde pas.",
)
def overflows_in_the_slope(scores, y):  # M20.6
    e = np.exp(-y * scores)
    return -y * e / (1.0 + e)


@logistic_loss_prime.alternative
def by_the_plain_formula(scores, y):
    with np.errstate(over="ignore"):
        return -y / (1 + np.exp(y * scores))


@logistic_loss_prime.alternative
def by_labels_of_zero_and_one(scores, y):
    return sigmoid(scores) - (y + 1) / 2
