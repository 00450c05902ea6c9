"""Part B, first run: the sigmoid and its derivative (exercise E03)."""

import math

import numpy as np
from reference import activations as ref

from autograder import Part

part = Part("activations")

# --- E03: the sigmoid ---

sigmoid = part.question(ref.sigmoid, points=2)


@sigmoid.case("from -4 to 4", visible=True, picture="curve", fr="de -4 à 4")
def _(rng):
    return {"z": np.linspace(-4, 4, 33)}


@sigmoid.case("a (2, 3) array, up to 1000", visible=True, fr="un tableau (2, 3), jusqu'à 1000")
def _(rng):
    small = rng.normal(size=4).round(2)
    return {"z": np.array([[small[0], -1000.0, small[1]], [1000.0, small[2], small[3]]])}


@sigmoid.case("zero", fr="zéro")
def _(rng):
    return {"z": np.zeros((1, 2))}


@sigmoid.case("a vector", fr="un vecteur")
def _(rng):
    near_zero = rng.uniform(0.2, 0.8, size=2) * [1, -1]
    return {"z": np.append(rng.uniform(-9, 9, size=5), near_zero)}


@sigmoid.case("a (3, 5) array", fr="un tableau (3, 5)")
def _(rng):
    return {"z": rng.uniform(-6, 6, size=(3, 5))}


@sigmoid.case("very negative values, down to -1000", weight=0.5, fr="très négatif, jusqu'à -1000")
def _(rng):
    return {"z": np.array([[-1000.0, -750.0], [-30.0, -12.0]]) + rng.uniform(-0.5, 0.5, (2, 2))}


@sigmoid.case("very large values, up to 1000", weight=0.5, fr="très grand, jusqu'à 1000")
def _(rng):
    return {"z": np.array([[1000.0, 750.0], [30.0, 12.0]]) + rng.uniform(-0.5, 0.5, (2, 2))}


@sigmoid.probe
def _(function, z):
    with np.errstate(over="raise"):
        return function(z)


@sigmoid.mistake(
    en="The sign of the exponent is wrong: your function decreases, it equals 1 - σ(z). "
    "Check what happens to it when z is large and positive.",
    fr="Le signe dans l'exponentielle est faux : votre fonction décroît, elle vaut 1 - σ(z). "
    "Regardez vers quoi elle tend quand z est grand et positif.",
)
def wrong_sign_in_the_exponent(z):  # M3.2
    return 1.0 - ref.sigmoid(z)


@sigmoid.mistake(
    en="The sign of the exponent is wrong: your function decreases, it equals 1 - σ(z). And for "
    "large z the exponential overflows.",
    fr="Le signe dans l'exponentielle est faux : votre fonction décroît, elle vaut 1 - σ(z). Et "
    "pour z grand, l'exponentielle déborde.",
)
def wrong_sign_and_overflow(z):  # M3.2 as most write it, with M3.1
    return 1 / (1 + np.exp(z))


@sigmoid.mistake(
    en="Your formula is right but overflows when z is very negative: e^(-z) leaves the range of "
    "float64. Look for a form whose exponent is never positive.",
    fr="Votre formule est juste, mais elle déborde quand z est très négatif : e^(-z) sort du "
    "domaine des float64. Cherchez une forme dont l'exposant n'est jamais positif.",
)
def overflows_for_very_negative_z(z):  # M3.1
    return 1.0 / (1.0 + np.exp(-z))


@sigmoid.mistake(
    en="e^z overflows when z is large: infinity over infinity is no number. Look for a form whose "
    "exponent is never positive.",
    fr="e^z déborde quand z est grand : l'infini divisé par l'infini n'est pas un nombre. Cherchez "
    "une forme dont l'exposant n'est jamais positif.",
)
def overflows_for_very_large_z(z):  # M3.3
    return np.exp(z) / (1.0 + np.exp(z))


@sigmoid.mistake(
    en="Both of your branches are computed for every z, and one of them overflows whatever the "
    "sign: np.where chooses between two arrays that already exist.",
    fr="Vos deux branches sont calculées pour tous les z, et l'une des deux déborde quel que soit "
    "le signe : np.where choisit entre deux tableaux qui existent déjà.",
)
def overflows_in_the_branch_not_taken(z):  # M3.1 and M3.3 together
    e = np.exp(z)
    return np.where(z >= 0, 1.0 / (1.0 + np.exp(-z)), e / (1.0 + e))


@sigmoid.mistake(
    en="You cut z off at -10 and 10 to avoid the overflow: σ(-12) and σ(-1000) then come out "
    "equal, and the error of 0.00005 is far above the rounding of float64.",
    fr="Vous bornez z entre -10 et 10 pour éviter le débordement : σ(-12) et σ(-1000) deviennent "
    "égaux, et l'erreur de 0,00005 dépasse de loin l'arrondi des float64.",
)
def clips_z_at_ten(z):  # M3.7
    return ref.sigmoid(np.clip(z, -10.0, 10.0))


@sigmoid.mistake(
    en="You cut z off at -20 and 20 to avoid the overflow: σ then never falls below 0.000000002. "
    "Choose a form that needs no bound.",
    fr="Vous bornez z entre -20 et 20 pour éviter le débordement : σ ne descend alors jamais sous "
    "0,000000002. Choisissez une forme qui n'a pas besoin de borne.",
)
def clips_z_at_twenty(z):  # M3.7
    return ref.sigmoid(np.clip(z, -20.0, 20.0))


@sigmoid.mistake(
    raises=True,
    en="math.exp takes a single number, and z is an array: it raises a TypeError. NumPy has an "
    "exponential that works element by element.",
    fr="math.exp attend un seul nombre, et z est un tableau : elle lève une TypeError. NumPy a une "
    "exponentielle qui agit élément par élément.",
)
def takes_the_exponential_of_one_number(z):  # M3.8
    return 1.0 / (1.0 + math.exp(-z))


@sigmoid.mistake(
    raises=True,
    en="`if` needs a single answer, and z >= 0 has one for each element: Python refuses to choose. "
    "Look for an expression that takes its branch element by element.",
    fr="`if` attend une seule réponse, et z >= 0 en a une par élément : Python refuse de choisir. "
    "Cherchez une expression qui choisit sa branche élément par élément.",
)
def branches_on_the_whole_array(z):  # M3.9
    if z >= 0:
        return 1.0 / (1.0 + np.exp(-z))
    return np.exp(z) / (1.0 + np.exp(z))


@sigmoid.mistake(
    en="This is tanh(z): it goes from -1 to 1, but a sigmoid is read as a probability and must "
    "stay between 0 and 1.",
    fr="C'est tanh(z) : elle va de -1 à 1, alors qu'une sigmoïde se lit comme une probabilité et "
    "doit rester entre 0 et 1.",
)
def returns_the_hyperbolic_tangent(z):
    return np.tanh(z)


@sigmoid.alternative
def by_the_hyperbolic_tangent(z):  # M3.10, mathematically equal
    return 0.5 * (1 + np.tanh(z / 2))


@sigmoid.alternative
def by_masks(z):
    result = np.empty(z.shape)
    result[z >= 0] = 1.0 / (1.0 + np.exp(-z[z >= 0]))
    result[z < 0] = np.exp(z[z < 0]) / (1.0 + np.exp(z[z < 0]))
    return result


@sigmoid.alternative
def by_a_distant_bound(z):
    return 1.0 / (1.0 + np.exp(-np.clip(z, -500.0, 500.0)))


sigmoid.equivalent("z >= 0 → z > 0", "At 0 both branches are 1/2.")


# --- E03: its derivative ---

sigmoid_prime = part.question(ref.sigmoid_prime, points=1, needs=("sigmoid",))


@sigmoid_prime.case("from -4 to 4", visible=True, picture="curve", fr="de -4 à 4")
def _(rng):
    return {"z": np.linspace(-4, 4, 33)}


@sigmoid_prime.case("zero", fr="zéro")
def _(rng):
    return {"z": np.zeros((2, 1))}


@sigmoid_prime.case("a (5, 3) array", fr="un tableau (5, 3)")
def _(rng):
    return {"z": rng.normal(scale=2, size=(5, 3))}


@sigmoid_prime.case("large values, up to 1000", fr="de grandes valeurs, jusqu'à 1000")
def _(rng):
    return {"z": np.array([[-1000.0, 1000.0], [-30.0, 30.0]]) + rng.uniform(-0.5, 0.5, (2, 2))}


@sigmoid_prime.mistake(
    en="You wrote a(1 - a) with z in the place of a: the formula wants the activation a = σ(z), "
    "and your function receives the pre-activation z.",
    fr="Vous avez écrit a(1 - a) avec z à la place de a : la formule attend l'activation "
    "a = σ(z), alors que votre fonction reçoit la pré-activation z.",
)
def takes_z_for_the_activation(z):  # M3.4
    return z * (1.0 - z)


@sigmoid_prime.mistake(
    en="The sign inside the bracket is wrong: your derivative grows up to 2, though the slope of "
    "the sigmoid is at most 1/4 and vanishes on both sides.",
    fr="Le signe dans la parenthèse est faux : votre dérivée monte jusqu'à 2, alors que la pente "
    "de la sigmoïde ne dépasse pas 1/4 et s'annule des deux côtés.",
)
def adds_inside_the_bracket(z):  # M3.5
    s = ref.sigmoid(z)
    return s * (1.0 + s)


@sigmoid_prime.mistake(
    en="The sigmoid is applied twice: you take the slope at σ(z), but it is asked at z.",
    fr="La sigmoïde est appliquée deux fois : vous prenez la pente en σ(z), alors qu'elle est "
    "demandée en z.",
)
def applies_the_sigmoid_twice(z):  # M3.6
    s = ref.sigmoid(ref.sigmoid(z))
    return s * (1.0 - s)


@sigmoid_prime.mistake(
    en="A factor is missing: 1 - σ(z) is the derivative of log σ(z). It tends to 1 on the left, "
    "where the sigmoid is flat.",
    fr="Il manque un facteur : 1 - σ(z) est la dérivée de log σ(z). Elle tend vers 1 à gauche, "
    "là où la sigmoïde est plate.",
)
def forgets_a_factor(z):
    return 1.0 - ref.sigmoid(z)


@sigmoid_prime.mistake(
    en="Every value has the wrong sign: the sigmoid increases everywhere, so its slope is never "
    "negative.",
    fr="Toutes les valeurs ont le mauvais signe : la sigmoïde est croissante partout, sa pente "
    "n'est donc jamais négative.",
)
def is_negative(z):
    s = ref.sigmoid(z)
    return s * (s - 1.0)


@sigmoid_prime.mistake(
    en="Your formula is right but gives no number for very negative z: e^(-z) overflows, and "
    "infinity over infinity follows. You have already written a sigmoid that does not overflow.",
    fr="Votre formule est juste, mais ne donne plus un nombre pour z très négatif : e^(-z) "
    "déborde, et l'on divise l'infini par l'infini. Vous avez déjà écrit une sigmoïde qui ne "
    "déborde pas.",
)
def overflows_for_very_negative_values(z):  # M3.1
    return np.exp(-z) / (1.0 + np.exp(-z)) ** 2


@sigmoid_prime.alternative
def by_the_derivative_of_tanh(z):
    return 0.25 * (1.0 - np.tanh(z / 2) ** 2)


@sigmoid_prime.alternative
def by_one_exponential(z):
    e = np.exp(-np.abs(z))
    return e / (1.0 + e) ** 2


@sigmoid_prime.alternative
def by_the_symmetry(z):
    return ref.sigmoid(z) * ref.sigmoid(-z)
