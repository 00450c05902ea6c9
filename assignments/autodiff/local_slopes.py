"""Part A, middle: the derivative of one step alone."""

import numpy as np
from reference import tapes as ref

from autograder import Part

part = Part("local_slopes")

local_slopes = part.question(ref.local_slopes, points=7)


@local_slopes.case("a product", visible=True, fr="un produit")
def _(rng):
    return {"step": ("multiply", 1, 0), "values": [5.0, -3.0, 0.5]}


@local_slopes.case("a cube", visible=True, fr="un cube")
def _(rng):
    return {"step": ("power", 1, 3), "values": [5.0, 2.0, 8.0]}


@local_slopes.case("an input", weight=0.5, fr="une entrée")
def _(rng):
    return {"step": ("input", 1.3), "values": [1.3, 2.0]}


@local_slopes.case("a sum", weight=0.5, fr="une somme")
def _(rng):
    return {"step": ("add", 2, 0), "values": list(rng.normal(size=3))}


@local_slopes.case("a number added to itself", fr="un nombre ajouté à lui-même")
def _(rng):
    return {"step": ("add", 1, 1), "values": list(rng.normal(size=3))}


@local_slopes.case("a product of negative numbers", fr="un produit de nombres négatifs")
def _(rng):
    return {"step": ("multiply", 0, 2), "values": list(rng.uniform(0.5, 2.0, 3) * [-1, 1, -3])}


@local_slopes.case("a power", fr="une puissance")
def _(rng):
    return {"step": ("power", 1, 4), "values": [0.2, rng.uniform(1.2, 1.6), 3.1]}


@local_slopes.case("one over a number", fr="l'inverse d'un nombre")
def _(rng):
    return {"step": ("power", 0, -1), "values": [rng.uniform(1.3, 2.5), 0.4]}


@local_slopes.case("an exponential", fr="une exponentielle")
def _(rng):
    return {"step": ("exp", 1), "values": [0.3, rng.uniform(1.3, 1.9)]}


@local_slopes.case("a logarithm", fr="un logarithme")
def _(rng):
    return {"step": ("log", 0), "values": [rng.uniform(2.0, 3.0), 0.4]}


@local_slopes.case("a hyperbolic tangent", fr="une tangente hyperbolique")
def _(rng):
    return {"step": ("tanh", 0), "values": [rng.uniform(0.4, 0.8), 0.4]}


@local_slopes.case("ReLU, on the right", weight=0.5, fr="ReLU, à droite")
def _(rng):
    return {"step": ("relu", 2), "values": [0.1, 0.2, rng.uniform(0.3, 0.8)]}


@local_slopes.case("ReLU, on the left", weight=0.5, fr="ReLU, à gauche")
def _(rng):
    return {"step": ("relu", 1), "values": [0.1, rng.uniform(-3.0, -2.0)]}


@local_slopes.case("ReLU, at 0", weight=0.5, fr="ReLU, en 0")
def _(rng):
    return {"step": ("relu", 1), "values": [rng.uniform(-3.0, -2.0), 0.0]}


def right_but(step, values, name, wrong):
    """Return the right slopes, but for one operation."""
    right = ref.local_slopes(step, values)
    return wrong(*(values[i] for i in step[1 : 1 + len(right)])) if step[0] == name else right


@local_slopes.mistake(
    en="In a product you give each factor its own value: the slope with respect to one factor is "
    "the other.",
    fr="Dans un produit, vous donnez à chaque facteur sa propre valeur : la pente par rapport à un "
    "facteur est l'autre.",
)
def gives_each_factor_itself(step, values):  # M30.3
    return right_but(step, values, "multiply", lambda a, b: [a, b])


@local_slopes.mistake(
    en="The exponent n comes down as a factor when v^n is derived: yours is lost.",
    fr="Quand on dérive v^n, l'exposant n descend en facteur : le vôtre est perdu.",
)
def loses_the_exponent(step, values):  # M30.7
    return right_but(step, values, "power", lambda v: [v ** (step[2] - 1)])


@local_slopes.mistake(
    en="Your power still has its full exponent: deriving takes it down by 1.",
    fr="Votre puissance garde son exposant entier : dériver le diminue de 1.",
)
def keeps_the_exponent(step, values):  # not in the catalogue
    return right_but(step, values, "power", lambda v: [step[2] * v ** step[2]])


@local_slopes.mistake(
    en="The slope of 1/v is negative: the inverse falls where v rises. Yours has lost the sign of "
    "the exponent.",
    fr="La pente de 1/v est négative : l'inverse diminue quand v augmente. La vôtre a perdu le "
    "signe de l'exposant.",
)
def loses_the_sign_of_the_exponent(step, values):  # M30.12
    return right_but(step, values, "power", lambda v: [abs(step[2]) * v ** (step[2] - 1)])


@local_slopes.mistake(
    en="You derive the power with respect to its exponent too: n is a number of the tape, and no "
    "position, so a power has one slope.",
    fr="Vous dérivez la puissance aussi par rapport à son exposant : n est un nombre de la bande "
    "et non une position, une puissance n'a donc qu'une pente.",
)
def derives_by_the_exponent(step, values):  # not in the catalogue
    def both(v):
        return [step[2] * v ** (step[2] - 1), v ** step[2] * np.log(v)]

    return right_but(step, values, "power", both)


@local_slopes.mistake(
    en="You derive the exponential as if it were a power: here v is the exponent, and the slope of "
    "e^v is e^v.",
    fr="Vous dérivez l'exponentielle comme une puissance : ici, v est l'exposant, et la pente de "
    "e^v est e^v.",
)
def takes_the_exponential_for_a_power(step, values):  # not in the catalogue
    return right_but(step, values, "exp", lambda v: [v * np.exp(v - 1.0)])


@local_slopes.mistake(
    en="1 - t² is the slope of tanh for t = tanh(v): you put v itself in the place of t.",
    fr="1 - t² est la pente de tanh pour t = tanh(v) : vous mettez v lui-même à la place de t.",
)
def squares_what_enters_tanh(step, values):  # not in the catalogue
    return right_but(step, values, "tanh", lambda v: [1.0 - v**2])


@local_slopes.mistake(
    en="For log, tanh and relu you return the value of the step: its slope is asked.",
    fr="Pour log, tanh et relu, vous renvoyez la valeur de l'étape : on demande sa pente.",
)
def gives_the_value(step, values):  # not in the catalogue
    functions = {"log": np.log, "tanh": np.tanh, "relu": lambda v: max(v, 0.0)}
    if step[0] in functions:
        return [functions[step[0]](values[step[1]])]
    return ref.local_slopes(step, values)


@local_slopes.mistake(
    en="Your ReLU has a slope of 1 on both sides: on the left nothing passes.",
    fr="Votre ReLU a une pente de 1 des deux côtés : à gauche, rien ne passe.",
)
def lets_everything_through(step, values):  # not in the catalogue
    return right_but(step, values, "relu", lambda v: [1.0])


@local_slopes.mistake(
    en="The slopes of a sum are its terms, in your function: if one of them grows by 1, by how "
    "much does the sum?",
    fr="Chez vous, les pentes d'une somme sont ses termes : si l'un d'eux augmente de 1, de "
    "combien la somme augmente-t-elle ?",
)
def gives_the_terms(step, values):  # not in the catalogue
    return right_but(step, values, "add", lambda a, b: [a, b])


@local_slopes.mistake(
    en="For v + v you return one slope of 2: one is asked for each position, and the reverse pass "
    "will add them up.",
    fr="Pour v + v, vous renvoyez une seule pente égale à 2 : on en demande une par position, et "
    "la passe arrière les additionnera.",
)
def merges_equal_positions(step, values):  # M30.9, seen from the other side
    if step[0] == "add" and step[1] == step[2]:
        return [2.0]
    return ref.local_slopes(step, values)


@local_slopes.mistake(
    en="For v + v your second slope is missing: v stands twice in the step, and each place counts.",
    fr="Pour v + v, votre seconde pente manque : v figure deux fois dans l'étape, et chaque place "
    "compte.",
)
def counts_a_position_once(step, values):  # M30.9
    if step[0] == "add" and step[1] == step[2]:
        return [1.0]
    return ref.local_slopes(step, values)


@local_slopes.mistake(
    en="You give an input a slope: it is computed from nothing, so there is nothing to derive by.",
    fr="Vous donnez une pente à une entrée : elle n'est calculée à partir de rien, il n'y a donc "
    "rien par rapport à quoi dériver.",
)
def derives_an_input(step, values):  # not in the catalogue
    return [1.0] if step[0] == "input" else ref.local_slopes(step, values)


@local_slopes.convention("relu-slope-at-zero", "one", instead_of="zero")
def one_at_zero(step, values):  # CR9
    name, *given = step
    v = values[given[0]] if name != "input" else 0.0
    n = given[-1]
    return {
        "input": lambda: [],
        "add": lambda: [1.0, 1.0],
        "multiply": lambda: [values[n], v],
        "power": lambda: [n * v ** (n - 1)],
        "exp": lambda: [np.exp(v)],
        "log": lambda: [1.0 / v],
        "tanh": lambda: [1.0 - np.tanh(v) ** 2],
        "relu": lambda: [1.0 if v >= 0 else 0.0],
    }[name]()


@local_slopes.alternative
def by_other_formulas(step, values):
    name = step[0]
    v = [values[i] for i in step[1:] if isinstance(i, int) and 0 <= i < len(values)]
    if name in ("input", "add"):
        return [1] * (2 * (name == "add"))
    if name == "multiply":
        return (v[1], v[0])
    if name == "power":
        return [step[2] * values[step[1]] ** step[2] / values[step[1]]]
    slopes = {"exp": np.exp, "log": np.reciprocal, "tanh": lambda x: np.cosh(x) ** -2}
    return [slopes.get(name, lambda x: np.heaviside(x, 0.0))(v[0])]
