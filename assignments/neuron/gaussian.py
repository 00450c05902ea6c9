"""Part C: the Gaussian activation and its derivative (exercise E07)."""

import numpy as np
from reference import smooth_activations as ref

from autograder import Part

part = Part("gaussian")

# --- E07: the Gaussian ---

gaussian_activation = part.question(ref.gaussian_activation, points=2)


@gaussian_activation.case("from -3 to 3", visible=True, picture="curve", fr="de -3 à 3")
def _(rng):
    return {"z": np.linspace(-3, 3, 25)}


@gaussian_activation.case("a (3, 5) array", fr="un tableau (3, 5)")
def _(rng):
    return {"z": rng.uniform(-2, 2, size=(3, 5))}


@gaussian_activation.case("zero and one", fr="zéro et un")
def _(rng):
    return {"z": np.array([[0.0, 1.0, -1.0]])}


@gaussian_activation.case("far away", fr="très loin")
def _(rng):
    return {"z": np.array([-40.0, 40.0, 3.0, -3.0]) + rng.uniform(-0.5, 0.5, 4)}


@gaussian_activation.convention(
    "gaussian-activation",
    "with-half",
    instead_of="without-half",
    en="You divide z² by 2, as in the density of the normal distribution: here there is no half.",
    fr="Vous divisez z² par 2, comme dans la densité de la loi normale : ici, il n'y a pas de "
    "demi.",
)
def with_a_half(z):  # M7.1
    return np.exp(-(z**2) / 2)


@gaussian_activation.mistake(
    en="The minus sign is missing: your function grows without bound on both sides, where a bell "
    "falls to 0.",
    fr="Il manque le signe moins : votre fonction croît sans borne des deux côtés, là où une "
    "cloche retombe vers 0.",
)
def forgets_the_minus_sign(z):  # M7.3
    with np.errstate(over="ignore"):
        return np.exp(z**2)


@gaussian_activation.mistake(
    en="You multiply z by 2 instead of squaring it: a bell is the same on both sides of 0.",
    fr="Vous multipliez z par 2 au lieu de l'élever au carré : une cloche est la même des deux "
    "côtés de 0.",
)
def doubles_instead_of_squaring(z):  # not in the catalogue
    return np.exp(-2.0 * np.maximum(z, -300.0))


@gaussian_activation.alternative
def by_a_product(z):
    return 1 / np.exp(np.minimum(z * z, 700))


# --- E07: its derivative ---

gaussian_prime = part.question(ref.gaussian_prime, points=2, needs=("gaussian_activation",))


@gaussian_prime.case("from -3 to 3", visible=True, picture="curve", fr="de -3 à 3")
def _(rng):
    return {"z": np.linspace(-3, 3, 25)}


@gaussian_prime.case("a (3, 5) array", fr="un tableau (3, 5)")
def _(rng):
    return {"z": rng.uniform(-2, 2, size=(3, 5))}


@gaussian_prime.case("a vector", fr="un vecteur")
def _(rng):
    return {"z": np.append(rng.uniform(0.3, 0.9, 3), 0.0)}


@gaussian_prime.case("far away", fr="très loin")
def _(rng):
    return {"z": np.array([-40.0, 40.0, 2.0, -2.0]) + rng.uniform(-0.5, 0.5, 4)}


@gaussian_prime.convention(
    "gaussian-activation",
    "with-half",
    instead_of="without-half",
    en="This is the slope of e^(-z²/2), and here the Gaussian has no half.",
    fr="C'est la pente de e^(-z²/2), et ici la gaussienne n'a pas de demi.",
)
def slope_with_a_half(z):  # M7.1
    return -z * np.exp(-(z**2) / 2)


@gaussian_prime.mistake(
    en="Your slope is half the right one: the exponent -z² has a derivative of its own, and it is "
    "not -z.",
    fr="Votre pente est la moitié de la bonne : l'exposant -z² a sa propre dérivée, qui n'est pas "
    "-z.",
)
def forgets_the_two(z):  # M7.2
    return -z * np.exp(-(z**2))


@gaussian_prime.mistake(
    en="The sign is wrong: the bell rises on the left of 0 and falls on its right.",
    fr="Le signe est faux : la cloche monte à gauche de 0 et descend à droite.",
)
def has_the_wrong_sign(z):  # not in the catalogue
    return 2.0 * z * np.exp(-(z**2))


@gaussian_prime.mistake(
    en="Only the exponent is derived: the exponential itself remains as a factor.",
    fr="Seul l'exposant est dérivé : l'exponentielle elle-même reste en facteur.",
)
def derives_the_exponent_only(z):  # not in the catalogue
    return -2.0 * z


@gaussian_prime.mistake(
    en="The inner derivative is missing: the exponential is its own derivative, but its exponent "
    "moves with z.",
    fr="Il manque la dérivée intérieure : l'exponentielle est sa propre dérivée, mais son exposant "
    "dépend de z.",
)
def forgets_the_exponent(z):  # not in the catalogue
    return np.exp(-(z**2))


@gaussian_prime.alternative
def by_a_quotient(z):
    return -2 * z / np.exp(np.minimum(z * z, 700))
