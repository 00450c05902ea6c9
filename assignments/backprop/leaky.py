"""Part B, third run: the two rectifiers that keep a slope for negative z (exercise E05)."""

import numpy as np
from reference import activations as ref

from autograder import Part

from .rectifiers import both_sides

part = Part("leaky")

# --- E05: leaky ReLU ---

leaky_relu = part.question(ref.leaky_relu, points=1)


@leaky_relu.case("a slope of 0.2", visible=True, picture="curve", fr="une pente de 0,2")
def _(rng):
    return {"z": np.linspace(-3, 3, 25), "alpha": 0.2}


@leaky_relu.case("the default slope", fr="la pente par défaut")
def _(rng):
    return {"z": both_sides(rng, (3, 5))}


@leaky_relu.case("another slope", fr="une autre pente")
def _(rng):
    return {"z": both_sides(rng, (2, 7)), "alpha": float(rng.uniform(0.1, 0.4))}


@leaky_relu.case("large values, up to 1000", fr="de grandes valeurs, jusqu'à 1000")
def _(rng):
    return {"z": np.array([-1000.0, 1000.0, -0.0]), "alpha": float(rng.uniform(0.05, 0.3))}


@leaky_relu.mistake(
    en="You compare z with the slope alpha itself: every negative value comes out as the constant "
    "alpha, so that side has no slope at all.",
    fr="Vous comparez z à la pente alpha elle-même : toute valeur négative ressort égale à la "
    "constante alpha, ce côté n'a donc aucune pente.",
)
def compares_with_alpha(z, alpha=0.01):  # M5.8
    return np.maximum(z, alpha)


@leaky_relu.mistake(
    en="For negative z you return the constant -alpha. alpha is a slope: the result must still "
    "depend on z, or the gradient is 0 again.",
    fr="Pour z négatif, vous renvoyez la constante -alpha. alpha est une pente : le résultat doit "
    "encore dépendre de z, sinon le gradient est de nouveau nul.",
)
def constant_for_negative_z(z, alpha=0.01):  # M5.9
    return np.where(z < 0, -alpha, z)


@leaky_relu.mistake(
    en="The slope is always 0.01, whatever alpha you are given: use the argument.",
    fr="La pente vaut toujours 0,01, quel que soit l'alpha reçu : servez-vous de l'argument.",
)
def ignores_alpha(z, alpha=0.01):  # M5.10
    return np.where(z > 0, z, 0.01 * z)


@leaky_relu.mistake(
    en="This is plain ReLU: nothing leaks for negative z, and a neuron that always falls on that "
    "side can never learn again.",
    fr="C'est la ReLU ordinaire : rien ne fuit pour z négatif, et un neurone toujours de ce côté "
    "ne peut plus apprendre.",
)
def does_not_leak(z, alpha=0.01):  # M5.11, as printed on a slide (ER16)
    return np.maximum(z, 0.0)


@leaky_relu.mistake(
    en="The two sides are swapped: alpha shrinks the positive values, and the negative ones pass "
    "whole.",
    fr="Les deux côtés sont échangés : alpha réduit les valeurs positives, et les négatives "
    "passent entières.",
)
def swaps_the_sides(z, alpha=0.01):  # M5.12, on the function itself
    return np.where(z > 0, alpha * z, z)


@leaky_relu.mistake(
    en="For negative z your result is positive: the leak has the wrong sign, and the function "
    "goes down before it goes up.",
    fr="Pour z négatif, votre résultat est positif : la fuite a le mauvais signe, et la fonction "
    "descend avant de monter.",
)
def leaks_upwards(z, alpha=0.01):
    return np.where(z > 0, z, -alpha * z)


@leaky_relu.alternative
def by_the_maximum(z, alpha=0.01):  # M5.16, equal for 0 < alpha < 1
    return np.maximum(z, alpha * z)


@leaky_relu.alternative
def by_two_halves(z, alpha=0.01):
    return np.maximum(z, 0.0) + alpha * np.minimum(z, 0.0)


leaky_relu.equivalent("z > 0 → z >= 0", "At 0 both branches are 0.")


# --- E05: ELU ---

elu = part.question(ref.elu, points=2)


@elu.case("alpha = 1.5", visible=True, picture="curve", fr="alpha = 1,5")
def _(rng):
    return {"z": np.linspace(-3, 3, 25), "alpha": 1.5}


@elu.case("the default alpha", fr="l'alpha par défaut")
def _(rng):
    return {"z": both_sides(rng, (5, 3))}


@elu.case("another alpha", fr="un autre alpha")
def _(rng):
    return {"z": both_sides(rng, (2, 7)), "alpha": float(rng.uniform(0.3, 0.7))}


@elu.case("exactly zero", weight=0.5, fr="exactement zéro")
def _(rng):
    return {"z": np.zeros((1, 3)), "alpha": float(rng.uniform(1.2, 1.8))}


@elu.case("large values", weight=0.5, fr="de grandes valeurs")
def _(rng):
    return {"z": np.array([-1000.0, -30.0, 30.0, 600.0]), "alpha": float(rng.uniform(1.2, 1.8))}


@elu.mistake(
    en="The -1 is missing: for negative z your function tends to 0 instead of -alpha, and it jumps "
    "at 0 instead of being continuous.",
    fr="Il manque le -1 : pour z négatif, votre fonction tend vers 0 au lieu de -alpha, et elle "
    "saute en 0 au lieu d'être continue.",
)
def forgets_minus_one(z, alpha=1.0):  # M5.13
    return np.where(z > 0, z, alpha * np.exp(np.minimum(z, 0.0)))


@elu.mistake(
    en="The exponential is used for positive z too: there, ELU is z itself.",
    fr="L'exponentielle sert aussi pour z positif : de ce côté, ELU est z lui-même.",
)
def exponential_on_both_sides(z, alpha=1.0):  # M5.14
    return alpha * np.expm1(z)


@elu.mistake(
    en="alpha multiplies the exponential only: your function tends to -1 for every alpha, and at 0 "
    "it jumps.",
    fr="alpha ne multiplie que l'exponentielle : votre fonction tend vers -1 quel que soit alpha, "
    "et elle saute en 0.",
)
def alpha_on_the_exponential_only(z, alpha=1.0):
    return np.where(z > 0, z, alpha * np.exp(np.minimum(z, 0.0)) - 1.0)


@elu.mistake(
    en="Your function never uses alpha: for negative z it tends to -1 for every alpha.",
    fr="Votre fonction n'utilise jamais alpha : pour z négatif, elle tend vers -1 quel que soit "
    "alpha.",
)
def ignores_alpha_in_elu(z, alpha=1.0):
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0.0)))


@elu.mistake(
    en="alpha sits inside the exponent: it must scale the curve, which tends to -alpha, and not "
    "only hurry it.",
    fr="alpha est placé dans l'exposant : il doit étirer la courbe, qui tend vers -alpha, et pas "
    "seulement l'accélérer.",
)
def alpha_in_the_exponent(z, alpha=1.0):
    return np.where(z > 0, z, np.expm1(alpha * np.minimum(z, 0.0)))


@elu.mistake(
    en="This is the leaky ReLU: for negative z you return a straight line, which has no limit, "
    "where ELU bends towards -alpha.",
    fr="C'est la leaky ReLU : pour z négatif, vous renvoyez une droite, sans limite, alors que ELU "
    "s'incurve vers -alpha.",
)
def straight_line_for_negative_z(z, alpha=1.0):
    return np.where(z > 0, z, alpha * z)


@elu.mistake(
    en="The bracket has the wrong sign: for negative z your result is positive and tends to "
    "+alpha.",
    fr="La parenthèse a le mauvais signe : pour z négatif, votre résultat est positif et tend vers "
    "+alpha.",
)
def wrong_sign_for_negative_z(z, alpha=1.0):
    return np.where(z > 0, z, -alpha * np.expm1(np.minimum(z, 0.0)))


@elu.alternative
def by_the_plain_formula(z, alpha=1.0):
    return np.where(z > 0, z, alpha * (np.exp(z) - 1.0))


@elu.alternative
def by_adding_the_halves(z, alpha=1.0):
    return np.maximum(z, 0.0) + alpha * np.expm1(np.minimum(z, 0.0))


@elu.alternative
def by_a_mask(z, alpha=1.0):
    result = z.copy()
    result[z <= 0] = alpha * (np.exp(z[z <= 0]) - 1.0)
    return result


elu.equivalent("z > 0 → z >= 0", "At 0 both branches are 0.")

for smaller in ("z", "np.minimum(z, 1.0)"):
    elu.equivalent(
        f"np.minimum(z, 0.0) → {smaller}",
        "It matters where z > 0, where np.where takes the other branch; overflow is not forbidden.",
    )
