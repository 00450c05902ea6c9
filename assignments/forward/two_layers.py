"""Part D: the two networks of the lab, and two more slips that can be made in them (E14)."""

import numpy as np
from reference.activations import sigmoid

from autograder import Part

from .backprop import forward

part = Part("two_layers", [forward.two_layer_forward, forward.onehidden_forward])

two_layer_forward, onehidden_forward = part.questions

# This notebook gives the activation functions: they are no questions of it.
for question in part.questions:
    question.needs = ()
    question.points = 6


@two_layer_forward.mistake(
    en="The biases are added after the sigmoid: they belong to the number that it is applied to, "
    "and your probabilities leave [0, 1].",
    fr="Les biais sont ajoutés après la sigmoïde : ils font partie du nombre auquel on l'applique, "
    "et vos probabilités sortent de [0, 1].",
)
def adds_the_biases_after_the_sigmoid(X, params):  # M10.5
    Z1 = params["W1"] @ X
    A1 = sigmoid(Z1) + params["b1"]
    Z2 = params["W2"] @ A1
    A2 = sigmoid(Z2) + params["b2"]
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}


@onehidden_forward.mistake(
    en="Your cache holds activations under Z1: the pre-activations have been overwritten, and the "
    "slope of g is taken there.",
    fr="Votre cache contient des activations sous le nom Z1 : les pré-activations ont été "
    "écrasées, alors que c'est là que l'on prend la pente de g.",
)
def loses_the_pre_activations(X, params, activation="tanh"):  # M10.9, ER2
    F, cache = onehidden_forward.solution(X, params, activation)
    return F, {**cache, "Z1": cache["A1"], "Z2": np.copy(F)}
