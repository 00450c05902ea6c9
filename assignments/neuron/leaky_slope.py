"""Part C: the derivative of leaky ReLU (exercise E05)."""

import numpy as np
from reference import activations as ref

from autograder import Part

from .backprop.rectifiers import both_sides

part = Part("leaky_slope")

leaky_relu_prime = part.question(ref.leaky_relu_prime, points=2)


@leaky_relu_prime.case("a slope of 0.2", visible=True, picture="curve", fr="une pente de 0,2")
def _(rng):
    return {"z": np.linspace(-3, 3, 24), "alpha": 0.2}


@leaky_relu_prime.case("the default slope", fr="la pente par défaut")
def _(rng):
    return {"z": both_sides(rng, (3, 5))}


@leaky_relu_prime.case("another slope", fr="une autre pente")
def _(rng):
    return {"z": both_sides(rng, (2, 7)), "alpha": float(rng.uniform(0.1, 0.4))}


@leaky_relu_prime.case("zeros of both signs", fr="les zéros des deux signes")
def _(rng):
    return {"z": np.array([[0.0, -0.0], [-1.5, 2.5]]), "alpha": float(rng.uniform(0.05, 0.3))}


@leaky_relu_prime.mistake(
    en="The two sides are swapped: it is the negative side that leaks, with the small slope.",
    fr="Les deux côtés sont échangés : c'est le côté négatif qui fuit, avec la petite pente.",
)
def swaps_the_slopes(z, alpha=0.01):  # M5.12
    return np.where(z > 0, alpha, 1.0)


@leaky_relu_prime.mistake(
    en="The slope on the left is always 0.01: use the alpha that you are given.",
    fr="La pente à gauche vaut toujours 0,01 : servez-vous de l'alpha reçu.",
)
def ignores_the_alpha(z, alpha=0.01):  # M5.10
    return np.where(z > 0, 1.0, 0.01)


@leaky_relu_prime.mistake(
    en="This is the slope of plain ReLU: on the left nothing leaks, and a neuron there never "
    "learns again.",
    fr="C'est la pente de la ReLU ordinaire : à gauche rien ne fuit, et un neurone de ce côté "
    "n'apprend plus jamais.",
)
def slope_of_plain_relu(z, alpha=0.01):  # M5.11
    return np.where(z > 0, 1.0, 0.0)


@leaky_relu_prime.mistake(
    en="This is leaky ReLU itself, not its slope: on each side the slope is the same for every z.",
    fr="C'est leaky ReLU elle-même, et non sa pente : de chaque côté, la pente est la même pour "
    "tout z.",
)
def returns_leaky_relu_itself(z, alpha=0.01):  # M5.6
    return np.where(z > 0, z, alpha * z)


@leaky_relu_prime.mistake(
    en="On the left your slope is negative: there the function still rises, only slowly.",
    fr="À gauche, votre pente est négative : la fonction y monte encore, mais lentement.",
)
def leaks_the_other_way(z, alpha=0.01):  # M5.9
    return np.where(z > 0, 1.0, -alpha)


@leaky_relu_prime.mistake(
    en="At exactly 0 you return 1. There is a corner, and one value has to be chosen: the "
    "description says which.",
    fr="En 0 exactement, vous renvoyez 1. Il y a là un point anguleux, et il faut choisir une "
    "valeur : la description dit laquelle.",
)
def takes_one_at_zero(z, alpha=0.01):  # M5.5
    return np.where(z >= 0, 1.0, alpha)


@leaky_relu_prime.alternative
def by_arithmetic(z, alpha=0.01):
    return alpha + (1 - alpha) * (z > 0)


@leaky_relu_prime.alternative
def by_filling(z, alpha=0.01):
    result = np.full(z.shape, alpha)
    result[z > 0] = 1
    return result
