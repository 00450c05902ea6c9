"""Part B, second run: ReLU and its derivative (exercise E05)."""

import numpy as np
from reference import activations as ref

from autograder import Part

part = Part("rectifiers")


def both_sides(rng, size):
    """Draw an array with values on both sides of 0, and exact zeros."""
    z = rng.normal(scale=2, size=size).round(2)
    z.flat[:3] = 0.0, 3.7, -2.3
    return rng.permuted(z)


# --- E05: ReLU ---

relu = part.question(ref.relu, points=1)


@relu.case("from -3 to 3", visible=True, picture="curve", fr="de -3 à 3")
def _(rng):
    return {"z": np.linspace(-3, 3, 25)}


@relu.case("zeros of both signs", fr="les zéros des deux signes")
def _(rng):
    return {"z": np.array([[0.0, -0.0], [-1.5, 2.5]])}


@relu.case("a (3, 7) array", fr="un tableau (3, 7)")
def _(rng):
    return {"z": both_sides(rng, (3, 7))}


@relu.case("large values, up to 1000", fr="de grandes valeurs, jusqu'à 1000")
def _(rng):
    return {"z": np.array([-1000.0, 1000.0, -30.0, 30.0]) + rng.uniform(-0.5, 0.5, 4)}


@relu.mistake(
    en="You return 1 for every positive z: that is a step. ReLU lets a positive value through as "
    "it is.",
    fr="Vous renvoyez 1 pour tout z positif : c'est un échelon. ReLU laisse passer une valeur "
    "positive telle quelle.",
)
def step_instead_of_ramp(z):  # M5.1
    return np.where(z > 0, 1.0, 0.0)


@relu.mistake(
    en="Your function is cut off at 1: ReLU has no upper bound, and that is what keeps its "
    "gradient alive for large z.",
    fr="Votre fonction est plafonnée à 1 : ReLU n'a pas de borne supérieure, et c'est ce qui garde "
    "son gradient vivant pour z grand.",
)
def stops_at_one(z):  # M5.2
    return np.clip(z, 0.0, 1.0)


@relu.mistake(
    en="The positive values come out squared: 3 becomes 9.",
    fr="Les valeurs positives ressortent au carré : 3 devient 9.",
)
def squares_the_positive_values(z):  # M5.3
    return np.maximum(z, 0.0) ** 2


@relu.mistake(
    en="This is the absolute value: the negative values come out positive, though ReLU silences "
    "the neuron there.",
    fr="C'est la valeur absolue : les valeurs négatives ressortent positives, alors que ReLU y "
    "éteint le neurone.",
)
def absolute_value(z):  # M5.4
    return np.abs(z)


@relu.mistake(
    en="You kept the wrong side: the negative values go through, and the positive ones become 0.",
    fr="Vous avez gardé le mauvais côté : les valeurs négatives passent, et les positives "
    "deviennent 0.",
)
def keeps_the_negative_side(z):
    return np.minimum(z, 0.0)


@relu.mistake(
    en="You write the zeros into the array that you were given: the caller loses its "
    "pre-activations, which the backward pass needs. Build a new array.",
    fr="Vous écrivez les zéros dans le tableau reçu : l'appelant perd ses pré-activations, dont la "
    "rétropropagation a besoin. Construisez un nouveau tableau.",
)
def writes_into_its_argument(z):  # M5.7
    z[z < 0] = 0.0
    return z


@relu.alternative
def by_a_mask(z):
    return z * (z > 0)


@relu.alternative
def by_the_absolute_value(z):
    return (z + np.abs(z)) / 2


@relu.alternative
def by_a_loop(z):
    return np.array([max(value, 0.0) for value in z.ravel()]).reshape(z.shape)


# --- E05: the derivative of ReLU ---

relu_prime = part.question(ref.relu_prime, points=1)


@relu_prime.case("from -3 to 3", visible=True, picture="curve", fr="de -3 à 3")
def _(rng):
    return {"z": np.linspace(-3, 3, 25)}


@relu_prime.case("zeros of both signs", fr="les zéros des deux signes")
def _(rng):
    return {"z": np.array([[0.0, -0.0], [-1.5, 2.5]])}


@relu_prime.case("a (5, 2) array", fr="un tableau (5, 2)")
def _(rng):
    return {"z": both_sides(rng, (5, 2))}


@relu_prime.case("very small and very large values", fr="de très petites et de grandes valeurs")
def _(rng):
    return {"z": np.array([-1000.0, 1000.0, -1e-12, 1e-12]) * rng.uniform(0.5, 1.5, 4)}


@relu_prime.convention(
    "relu-slope-at-zero",
    "one",
    instead_of="zero",
    en="At exactly 0 you return 1. ReLU has a corner there; one of the lectures does take 1, but "
    "this notebook takes 0, as PyTorch and TensorFlow do.",
    fr="En 0 exactement, vous renvoyez 1. ReLU y a un point anguleux ; l'un des cours prend bien "
    "1, mais ce notebook prend 0, comme PyTorch et TensorFlow.",
)
def one_at_zero(z):  # M5.5, CR9
    return np.where(z >= 0, 1.0, 0.0)


@relu_prime.convention(
    "relu-slope-at-zero",
    "half",
    instead_of="zero",
    en="At exactly 0 you return 1/2. ReLU has a corner there, and any slope from 0 to 1 can be "
    "defended, but this notebook takes 0.",
    fr="En 0 exactement, vous renvoyez 1/2. ReLU y a un point anguleux, et toute pente de 0 à 1 se "
    "défend, mais ce notebook prend 0.",
)
def one_half_at_zero(z):  # CR9
    return np.heaviside(z, 0.5)


@relu_prime.mistake(
    en="This is ReLU itself, not its slope: on the positive side the slope is the same for every "
    "z.",
    fr="C'est ReLU elle-même, et non sa pente : du côté positif, la pente est la même pour tout z.",
)
def returns_relu_itself(z):  # M5.6
    return np.maximum(z, 0.0)


@relu_prime.mistake(
    en="The values are right but they are booleans: the derivative is multiplied by gradients, so "
    "it must be an array of floats.",
    fr="Les valeurs sont justes, mais ce sont des booléens : la dérivée sera multipliée par des "
    "gradients, il faut donc un tableau de flottants.",
)
def returns_booleans(z):  # M5.15
    return z > 0


@relu_prime.mistake(
    en="The values are right but they are integers: the derivative is multiplied by gradients, so "
    "it must be an array of floats.",
    fr="Les valeurs sont justes, mais ce sont des entiers : la dérivée sera multipliée par des "
    "gradients, il faut donc un tableau de flottants.",
)
def returns_integers(z):  # M5.15
    return (z > 0).astype(int)


@relu_prime.mistake(
    en="For negative z you return -1: that is the sign of z, or the slope of |z|. ReLU is flat "
    "there.",
    fr="Pour z négatif, vous renvoyez -1 : c'est le signe de z, ou la pente de |z|. ReLU y est "
    "plate.",
)
def returns_the_sign(z):
    return np.sign(z)


@relu_prime.alternative
def by_comparison(z):
    return (z > 0).astype(float)


@relu_prime.alternative
def by_the_sign(z):
    return np.maximum(np.sign(z), 0.0)


@relu_prime.alternative
def by_a_mask_filled(z):
    result = np.zeros(z.shape)
    result[z > 0] = 1.0
    return result


relu_prime.equivalent(
    "np.where(z > 0, 1.0, 0.0) → np.where(1.0, z > 0, 0.0)",
    "1.0 is true everywhere, so z > 0 itself is taken, as floats: 1 and 0.",
)
