"""Part C: tanh and its derivative (exercise E04)."""

import numpy as np
from reference import smooth_activations as ref
from reference.activations import sigmoid

from autograder import Part, forbids

part = Part("hyperbolic")

# --- E04: tanh, from exponentials ---

tanh = part.question(
    ref.tanh,
    points=3,
    constraints=[forbids("np.tanh", "np.sinh", "np.cosh", "math", "scipy")],
)


@tanh.case("from -3 to 3", visible=True, picture="curve", fr="de -3 à 3")
def _(rng):
    return {"z": np.linspace(-3, 3, 25)}


@tanh.case("a (3, 5) array", fr="un tableau (3, 5)")
def _(rng):
    return {"z": rng.uniform(-4, 4, size=(3, 5))}


@tanh.case("zeros of both signs", fr="les zéros des deux signes")
def _(rng):
    return {"z": np.array([[0.0, -0.0], [-1.5, 2.5]])}


@tanh.case("very negative values, down to -1000", weight=0.5, fr="très négatif, jusqu'à -1000")
def _(rng):
    return {"z": np.array([-1000.0, -750.0, -30.0]) + rng.uniform(-0.5, 0.5, 3)}


@tanh.case("very large values, up to 1000", weight=0.5, fr="très grand, jusqu'à 1000")
def _(rng):
    return {"z": np.array([1000.0, 750.0, 30.0]) + rng.uniform(-0.5, 0.5, 3)}


@tanh.mistake(
    en="The denominator is missing: your function falls to minus infinity on the left. The slide "
    "that this comes from has lost its fraction bar.",
    fr="Il manque le dénominateur : votre fonction descend vers moins l'infini à gauche. La "
    "diapositive dont cela vient a perdu sa barre de fraction.",
)
def has_no_denominator(z):  # M4.4, as printed on a slide (ER15)
    return 1.0 - np.exp(-2.0 * z)


@tanh.mistake(
    en="The numerator is missing: this is the sigmoid of 2z, which stays between 0 and 1, and tanh "
    "goes from -1 to 1.",
    fr="Il manque le numérateur : c'est la sigmoïde de 2z, qui reste entre 0 et 1, alors que tanh "
    "va de -1 à 1.",
)
def has_no_numerator(z):  # M4.4, as printed on a slide (ER15)
    return sigmoid(2.0 * z)


@tanh.mistake(
    en="Your curve has the right limits but half the right slope at 0: between σ and tanh, z has "
    "to be stretched as well.",
    fr="Votre courbe a les bonnes limites, mais en 0 une pente deux fois trop faible : entre σ et "
    "tanh, il faut aussi dilater z.",
)
def forgets_to_stretch_z(z):  # M4.5
    return 2.0 * sigmoid(z) - 1.0


@tanh.mistake(
    en="Your formula is right, but gives no number at both ends: infinity over infinity. Look for "
    "exponents that are never positive.",
    fr="Votre formule est juste, mais ne donne plus un nombre aux deux bouts : l'infini divisé par "
    "l'infini. Cherchez des exposants qui ne sont jamais positifs.",
)
def overflows_on_both_sides(z):  # M4.6
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


@tanh.mistake(
    en="Your formula is right, but gives no number for very negative z: infinity over infinity. "
    "What does the symmetry of tanh tell about that side?",
    fr="Votre formule est juste, mais ne donne plus un nombre pour z très négatif : l'infini "
    "divisé par l'infini. Que dit la symétrie de tanh de ce côté ?",
)
def overflows_on_the_left(z):  # M4.6
    return (1.0 - np.exp(-2.0 * z)) / (1.0 + np.exp(-2.0 * z))


@tanh.mistake(
    en="Your formula is right, but gives no number for very large z: infinity over infinity. What "
    "does the symmetry of tanh tell about that side?",
    fr="Votre formule est juste, mais ne donne plus un nombre pour z très grand : l'infini divisé "
    "par l'infini. Que dit la symétrie de tanh de ce côté ?",
)
def overflows_on_the_right(z):  # M4.6
    return (np.exp(2.0 * z) - 1.0) / (np.exp(2.0 * z) + 1.0)


@tanh.mistake(
    en="The sign is lost: tanh is negative for negative z.",
    fr="Le signe est perdu : tanh est négative pour z négatif.",
)
def loses_the_sign(z):  # not in the catalogue
    return np.abs(ref.tanh(z))


@tanh.alternative
def from_the_sigmoid(z):  # M3.10, read the other way
    return 2.0 / (1.0 + np.exp(np.clip(-2.0 * z, -700.0, 700.0))) - 1.0


@tanh.alternative
def by_expm1(z):
    return -np.sign(z) * np.expm1(-2.0 * np.abs(z)) / (1.0 + np.exp(-2.0 * np.abs(z)))


@tanh.alternative
def by_two_branches(z):
    right, left = np.exp(-2 * np.maximum(z, 0)), np.exp(2 * np.minimum(z, 0))
    return np.where(z >= 0, (1 - right) / (1 + right), (left - 1) / (left + 1))


# --- E04: its derivative, at z ---

tanh_prime = part.question(ref.tanh_prime, points=2, needs=("tanh",))


@tanh_prime.case("from -3 to 3", visible=True, picture="curve", fr="de -3 à 3")
def _(rng):
    return {"z": np.linspace(-3, 3, 25)}


@tanh_prime.case("zero", fr="zéro")
def _(rng):
    return {"z": np.zeros((2, 1))}


@tanh_prime.case("a (5, 3) array", fr="un tableau (5, 3)")
def _(rng):
    return {"z": rng.normal(scale=1.5, size=(5, 3))}


@tanh_prime.case("large values, up to 1000", fr="de grandes valeurs, jusqu'à 1000")
def _(rng):
    return {"z": np.array([[-1000.0, 1000.0], [-30.0, 30.0]]) + rng.uniform(-0.5, 0.5, (2, 2))}


@tanh_prime.mistake(
    en="You wrote 1 - a² with z in the place of a: the formula wants the activation, and your "
    "function receives the pre-activation.",
    fr="Vous avez écrit 1 - a² avec z à la place de a : la formule attend l'activation, et votre "
    "fonction reçoit la pré-activation.",
)
def takes_z_for_the_activation_of_tanh(z):  # M4.1
    return 1.0 - z**2


@tanh_prime.mistake(
    en="The square is missing: your slope reaches 2 on the left, where tanh is flat.",
    fr="Il manque le carré : votre pente atteint 2 à gauche, là où tanh est plate.",
)
def forgets_the_square(z):  # M4.2
    return 1.0 - np.tanh(z)


@tanh_prime.mistake(
    en="tanh is applied twice: you take the slope at tanh(z), and it is asked at z.",
    fr="tanh est appliquée deux fois : vous prenez la pente en tanh(z), et elle est demandée en z.",
)
def applies_tanh_twice(z):  # M4.3
    return 1.0 - np.tanh(np.tanh(z)) ** 2


@tanh_prime.mistake(
    en="This is the rule of the sigmoid, a(1 - a), with tanh for a: at 0 it gives 0, where tanh is "
    "steepest.",
    fr="C'est la règle de la sigmoïde, a(1 - a), avec tanh pour a : en 0 elle donne 0, là où tanh "
    "est la plus raide.",
)
def uses_the_rule_of_the_sigmoid(z):  # not in the catalogue
    a = np.tanh(z)
    return a * (1.0 - a)


@tanh_prime.alternative
def by_the_hyperbolic_cosine(z):
    return 1.0 / np.cosh(np.clip(z, -350.0, 350.0)) ** 2


@tanh_prime.alternative
def by_two_factors(z):
    return (1 - np.tanh(z)) * (1 + np.tanh(z))


@tanh_prime.alternative
def by_four_slopes_of_the_sigmoid(z):
    s = sigmoid(2 * z)
    return 4 * s * (1 - s)


# --- E04: its derivative, from the activation ---

tanh_prime_from_a = part.question(ref.tanh_prime_from_a, points=1)


@tanh_prime_from_a.case("five activations", visible=True, fr="cinq activations")
def _(rng):
    return {"a": np.array([-0.8, -0.5, 0.0, 0.1, 0.9])}


@tanh_prime_from_a.case("a (3, 5) array", fr="un tableau (3, 5)")
def _(rng):
    return {"a": rng.uniform(-0.9, 0.9, size=(3, 5))}


@tanh_prime_from_a.case("saturated", fr="saturé")
def _(rng):
    return {"a": np.array([[-1.0, 1.0], [-0.999, 0.999]])}


@tanh_prime_from_a.case("a vector", fr="un vecteur")
def _(rng):
    return {"a": rng.uniform(0.2, 0.8, size=7)}


@tanh_prime_from_a.mistake(
    en="tanh is applied to an activation, which has been through tanh already.",
    fr="Vous appliquez tanh à une activation, qui est déjà passée par tanh.",
)
def applies_tanh_to_the_activation(a):  # M4.3
    return 1.0 - np.tanh(a) ** 2


@tanh_prime_from_a.mistake(
    en="The square is missing: the slope must be the same for a and for -a.",
    fr="Il manque le carré : la pente doit être la même pour a et pour -a.",
)
def forgets_the_square_of_a(a):  # M4.2
    return 1.0 - a


@tanh_prime_from_a.mistake(
    en="This is the rule of the sigmoid: tanh has another one.",
    fr="C'est la règle de la sigmoïde : celle de tanh est différente.",
)
def takes_the_rule_of_the_sigmoid(a):  # not in the catalogue
    return a * (1.0 - a)


@tanh_prime_from_a.alternative
def by_going_back_to_z(a):
    with np.errstate(divide="ignore"):
        return 1.0 - np.tanh(np.arctanh(a)) ** 2


@tanh_prime_from_a.alternative
def in_two_factors(a):
    return (1 + a) * (1 - a)
