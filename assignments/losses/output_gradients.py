"""Part D: what the losses send back (exercises E17 and E18)."""

import numpy as np
from reference import logits as ref
from reference.activations import sigmoid

from autograder import Part

from .backprop import output_layer

part = Part("output_gradients", [output_layer.dnll_df, output_layer.dlogits])

output_layer.dlogits.points = 3

# --- E18: one logit ---

bce_dlogits = part.question(ref.bce_dlogits, points=4)


@bce_dlogits.case("four instances", visible=True, fr="quatre instances")
def _(rng):
    return {"P": np.array([[0.9, 0.2, 0.6, 0.3]]), "Y": np.array([[1.0, 0.0, 0.0, 1.0]])}


@bce_dlogits.case("seven instances", fr="sept instances")
def _(rng):
    Y = rng.permutation([0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0])[None, :]
    return {"P": rng.uniform(0.05, 0.45, (1, 7)), "Y": Y}


@bce_dlogits.case("a single instance", fr="une seule instance")
def _(rng):
    return {"P": rng.uniform(0.55, 0.9, (1, 1)), "Y": np.ones((1, 1))}


@bce_dlogits.case("probabilities of exactly 0 and 1", fr="des probabilités valant 0 et 1")
def _(rng):
    P = np.array([[0.0, 1.0, 0.0, 1.0, rng.uniform(0.2, 0.4)]])
    return {"P": P, "Y": np.array([[0.0, 1.0, 1.0, 0.0, 0.0]])}


@bce_dlogits.convention(
    "mean-over-the-batch",
    "first",
    instead_of="last",
    en="You divide by m here, as the frameworks do. In this notebook column i belongs to instance "
    "i alone, and the mean comes later, in dW and db.",
    fr="Vous divisez ici par m, comme les bibliothèques. Dans ce notebook, la colonne i ne "
    "concerne que l'instance i, et la moyenne vient plus loin, dans dW et db.",
)
def divides_by_m(P, Y):  # M18.3 [CONV CR25]
    return (P - Y) / P.shape[1]


@bce_dlogits.mistake(
    en="The sign is wrong: you return y - p. A step against this gradient takes every answer "
    "further from its label.",
    fr="Le signe est faux : vous renvoyez y - p. Un pas contre ce gradient éloigne chaque réponse "
    "de son étiquette.",
)
def error_with_the_wrong_sign(P, Y):  # M18.1
    return Y - P


@bce_dlogits.mistake(
    en="You multiply by p (1 - p), but the slope of the sigmoid is in p - y already: it has "
    "cancelled.",
    fr="Vous multipliez par p (1 - p), mais la pente de la sigmoïde est déjà dans p - y : elle "
    "s'est simplifiée.",
)
def crosses_the_sigmoid_twice(P, Y):  # M18.2
    return (P - Y) * P * (1 - P)


@bce_dlogits.mistake(
    en="You stop at the probability: this is the gradient with respect to p. The sigmoid has still "
    "to be crossed.",
    fr="Vous vous arrêtez à la probabilité : c'est le gradient par rapport à p. Il reste à "
    "traverser la sigmoïde.",
)
def stops_at_the_probability(P, Y):  # M18.6
    with np.errstate(all="ignore"):
        return -Y / P + (1 - Y) / (1 - P)


@bce_dlogits.mistake(
    en="Right on paper, but you divide by p and by 1 - p on the way: no number is left where one "
    "of them is 0. Simplify the product before you compute it.",
    fr="Juste sur le papier, mais vous divisez en chemin par p et par 1 - p : il ne reste pas de "
    "nombre là où l'un d'eux est nul. Simplifiez le produit avant de le calculer.",
)
def divides_by_zero_in_between(P, Y):  # M18.6, multiplied back afterwards
    with np.errstate(all="ignore"):
        return (-Y / P + (1 - Y) / (1 - P)) * P * (1 - P)


@bce_dlogits.mistake(
    en="You apply the sigmoid, but P holds probabilities already.",
    fr="Vous appliquez la sigmoïde, mais P contient déjà des probabilités.",
)
def squeezes_the_probabilities(P, Y):  # M12.16
    return sigmoid(P) - Y


@bce_dlogits.mistake(
    en="You turn the labels into -1 and +1: an answer of 0 for class 0 is right, and must have an "
    "error of 0.",
    fr="Vous transformez les étiquettes en -1 et +1 : répondre 0 pour la classe 0 est juste, et "
    "l'erreur doit y être nulle.",
)
def labels_of_minus_one(P, Y):  # M12.20
    return P - (2 * Y - 1)


@bce_dlogits.mistake(
    en="The instances of class 0 send nothing back: they have an error too, p.",
    fr="Les instances de la classe 0 ne renvoient rien : elles ont pourtant une erreur, p.",
)
def silences_class_zero(P, Y):  # M12.7
    return (P - 1) * Y


@bce_dlogits.mistake(
    en="The value is right, but it was written into P itself: whoever reads the probabilities "
    "after you finds errors instead.",
    fr="La valeur est juste, mais elle a été écrite dans P lui-même : qui lira ensuite les "
    "probabilités y trouvera des erreurs.",
)
def writes_into_the_probabilities(P, Y):  # M18.4
    P -= Y
    return P


@bce_dlogits.alternative
def by_choosing_the_class(P, Y):
    return np.where(Y == 1, P - 1, P)


@bce_dlogits.alternative
def as_two_logits(P, Y):
    columns = np.vstack([1 - P, P]) - np.vstack([1 - Y, Y])
    return columns[1:]
