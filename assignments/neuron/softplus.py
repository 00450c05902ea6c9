"""Part C: softplus and its derivative (exercise E06)."""

import numpy as np
from reference import smooth_activations as ref
from reference.activations import sigmoid

from autograder import Part

part = Part("softplus")

# --- E06: softplus ---

softplus = part.question(ref.softplus, points=3)


@softplus.case("from -3 to 3", visible=True, picture="curve", fr="de -3 à 3")
def _(rng):
    return {"z": np.linspace(-3, 3, 25)}


@softplus.case("zero", fr="zéro")
def _(rng):
    return {"z": np.zeros((1, 3))}


@softplus.case("a (3, 5) array", fr="un tableau (3, 5)")
def _(rng):
    z = rng.uniform(-6, 6, size=(3, 5))
    z[1, 2] = rng.uniform(5.2, 5.9)
    return {"z": z}


@softplus.case("very large values, up to 1000", weight=0.5, fr="très grand, jusqu'à 1000")
def _(rng):
    return {"z": np.array([[1000.0, 750.0], [40.0, 12.0]]) + rng.uniform(-0.5, 0.5, (2, 2))}


@softplus.case("very negative values, down to -1000", weight=0.5, fr="très négatif, jusqu'à -1000")
def _(rng):
    return {"z": np.array([-1000.0, -750.0, -12.0, -4.0]) + rng.uniform(-0.5, 0.5, 4)}


@softplus.mistake(
    en="Your formula is right, but e^z overflows and your result is infinite: for large z, "
    "softplus is very nearly z.",
    fr="Votre formule est juste, mais e^z déborde et votre résultat est infini : pour z grand, "
    "softplus vaut presque z.",
)
def overflows_for_large_z(z):  # M6.1
    return np.log(1.0 + np.exp(z))


@softplus.mistake(
    en="The logarithm has the base 10: the slope of softplus would end at 0.43 instead of 1.",
    fr="Le logarithme est décimal : la pente de softplus tendrait vers 0,43 au lieu de 1.",
)
def uses_the_decimal_logarithm(z):  # M6.3
    return np.logaddexp(0.0, z) / np.log(10.0)


@softplus.mistake(
    en="The logarithm has the base 2: the slope of softplus would end at 1.44 instead of 1.",
    fr="Le logarithme est en base 2 : la pente de softplus tendrait vers 1,44 au lieu de 1.",
)
def uses_the_binary_logarithm(z):  # M6.3
    return np.logaddexp(0.0, z) / np.log(2.0)


@softplus.mistake(
    en="The exponential is missing: log1p already adds the 1, but not the e^z. For z below -1 your "
    "result is no number.",
    fr="Il manque l'exponentielle : log1p ajoute bien le 1, mais pas e^z. Pour z inférieur à -1, "
    "votre résultat n'est pas un nombre.",
)
def forgets_the_exponential(z):  # M6.4
    return np.log1p(z)


@softplus.mistake(
    en="You return z beyond a bound and the formula below it, with the bound so low that the two "
    "do not meet.",
    fr="Vous renvoyez z au-delà d'une borne et la formule en deçà, avec une borne si basse que les "
    "deux ne se rejoignent pas.",
)
def is_linear_too_early(z):  # not in the catalogue
    return np.where(z > 5.0, z, np.logaddexp(0.0, z))


@softplus.mistake(
    en="This is ReLU: softplus rounds its corner off, and is log 2 at 0.",
    fr="C'est ReLU : softplus en arrondit le coin, et vaut log 2 en 0.",
)
def keeps_the_corner(z):  # not in the catalogue
    return np.maximum(z, 0.0)


@softplus.alternative
def by_logaddexp(z):
    return np.logaddexp(0, z)


@softplus.alternative
def by_a_distant_bound(z):
    return np.where(z > 50, z, np.log1p(np.exp(np.minimum(z, 50))))


# --- E06: its derivative ---

softplus_prime = part.question(ref.softplus_prime, points=2, needs=("sigmoid",))


@softplus_prime.case("from -3 to 3", visible=True, picture="curve", fr="de -3 à 3")
def _(rng):
    return {"z": np.linspace(-3, 3, 25)}


@softplus_prime.case("a (3, 5) array", fr="un tableau (3, 5)")
def _(rng):
    return {"z": rng.uniform(-6, 6, size=(3, 5))}


@softplus_prime.case("zero", fr="zéro")
def _(rng):
    return {"z": np.zeros(2)}


@softplus_prime.case("large values, up to 1000", fr="de grandes valeurs, jusqu'à 1000")
def _(rng):
    return {"z": np.array([[-1000.0, 1000.0], [-12.0, 12.0]]) + rng.uniform(-0.5, 0.5, (2, 2))}


@softplus_prime.mistake(
    en="You have derived once too often: this is the slope of the sigmoid, which vanishes on the "
    "right, where softplus rises like z.",
    fr="Vous avez dérivé une fois de trop : c'est la pente de la sigmoïde, qui s'annule à droite, "
    "là où softplus monte comme z.",
)
def slope_of_the_sigmoid(z):  # M6.2
    s = sigmoid(z)
    return s * (1.0 - s)


@softplus_prime.mistake(
    en="Your formula is right, but gives no number for large z: infinity over infinity. You have "
    "written this function before, in a form that does not overflow.",
    fr="Votre formule est juste, mais ne donne plus un nombre pour z grand : l'infini divisé par "
    "l'infini. Vous avez déjà écrit cette fonction, sous une forme qui ne déborde pas.",
)
def overflows_for_very_large_values(z):  # M3.3
    return np.exp(z) / (1.0 + np.exp(z))


@softplus_prime.mistake(
    en="The inner derivative is missing: log(1 + u) has the slope 1 / (1 + u), but u = e^z moves "
    "with z too.",
    fr="Il manque la dérivée intérieure : log(1 + u) a pour pente 1 / (1 + u), mais u = e^z dépend "
    "aussi de z.",
)
def forgets_the_inner_derivative(z):  # not in the catalogue
    return sigmoid(-z)


@softplus_prime.mistake(
    en="This is the slope of ReLU: that of softplus has no jump, it passes through 1/2.",
    fr="C'est la pente de ReLU : celle de softplus ne saute pas, elle passe par 1/2.",
)
def slope_of_the_corner(z):  # not in the catalogue
    return np.where(z > 0, 1.0, 0.0)


@softplus_prime.alternative
def by_one_exponential(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


@softplus_prime.alternative
def by_what_is_left_of_one(z):
    return 1 - sigmoid(-z)
